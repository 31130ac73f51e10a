"""Who may edit the page of an organisation.

An editor has the role (``members.roles``) and is in the group of their organisation. That group may change the
organisation's page in every language, but not publish it: what its people change goes through moderation.
"""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from members.models import User
from members.roles import group_of

from .cards import first_language_pk
from .models import Membership, OrganisationPage

ROLE = "organisation_editor"


@transaction.atomic
def appoint_editor(*, user: User, organisation: OrganisationPage, by: User) -> Membership:
    """Let ``user`` edit the page of ``organisation``. ``by`` must be allowed to change who belongs to whom."""
    _require_permission(by)
    first = _in_first_language(organisation)
    membership, _is_new = Membership.objects.update_or_create(
        user=user, organisation=first, defaults={"is_editor": True}
    )
    user.groups.add(group_of(ROLE), editors_of(first))
    return membership


@transaction.atomic
def dismiss_editor(*, user: User, organisation: OrganisationPage, by: User) -> None:
    """Take that away again. The role goes with the last organisation; whoever belongs to it still does."""
    _require_permission(by)
    first = _in_first_language(organisation)
    Membership.objects.filter(user=user, organisation=first).update(is_editor=False)
    user.groups.remove(editors_of(first))
    if not Membership.objects.filter(user=user, is_editor=True).exists():
        user.groups.remove(group_of(ROLE))


def editors_of(organisation: OrganisationPage) -> Group:
    """The group of those who edit this organisation's page, with its permissions up to date."""
    first = _in_first_language(organisation)
    prefix = f"Organisatie {first.pk}: "
    group = Group.objects.filter(name__startswith=prefix).first() or Group()
    group.name = f"{prefix}{first.title}"[:150]
    group.save()
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    for page in Page.objects.filter(translation_key=first.translation_key):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=change)
    return group


def share_with_editors(translation: OrganisationPage) -> None:
    """Give the editors of an organisation, if it has any, its page in one more language."""
    first = _in_first_language(translation)
    if Membership.objects.filter(organisation=first, is_editor=True).exists():
        editors_of(first)


def _in_first_language(organisation: OrganisationPage) -> OrganisationPage:
    pk = first_language_pk(organisation)
    return organisation if pk == organisation.pk else OrganisationPage.objects.get(pk=pk)


def _require_permission(by: User) -> None:
    if not by.has_perm("directory.change_membership"):
        raise PermissionDenied
