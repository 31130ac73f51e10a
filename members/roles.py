"""Who may what: one table, written to groups and permissions after every migration.

``visitor`` has no account and ``administrator`` is Django's superuser; a ``circle participant`` is a member who takes part
in a circle (``circles.CircleParticipant``). The others are groups. A person may have several roles.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import User

EDIT_PAGES = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
FILES = ("add", "change", "choose")
WORDS = tuple(
    f"content.{action}_{model}"
    for model in ("topic", "area", "sector", "audience")
    for action in ("add", "change", "delete", "view")
)

# What makes search better: synonyms, best bets, and the report of what was sought.
SEARCH = (
    *(f"search.{action}_synonym" for action in ("add", "change", "delete", "view")),
    *(f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete", "view")),
    "search.view_askedquestion",
)


@dataclass(frozen=True)
class Role:
    """A role: its group, what it may do in general, with all pages, and with images and documents."""

    key: str
    group: str
    label: str | Promise
    description: str | Promise
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    second_factor: bool = False
    moderates: bool = False


ROLES = (
    Role("member", "Leden", _("Member"), _("Sees what is for members only.")),
    Role(
        "organisation_editor",
        "Organisatieredacteuren",
        _("Organisation editor"),
        _("Keeps the page of their own organisation true; changes are looked at before they go live."),
        permissions=("wagtailadmin.access_admin",),
        files=("add", "choose"),
    ),
    Role(
        "editor",
        "Redacteuren",
        _("Editor"),
        _("Writes and publishes all content."),
        permissions=("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
        pages=("add_page", "change_page", "publish_page"),
        files=FILES,
    ),
    Role(
        "moderator",
        "Moderatoren",
        _("Moderator"),
        _("Looks at what others send in, and publishes."),
        permissions=("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
        pages=EDIT_PAGES,
        files=FILES,
        moderates=True,
    ),
    Role(
        "coordinator",
        "Coördinatoren",
        _("Coordinator"),
        _("Runs the network: people, words, settings, and everything an editor may."),
        permissions=(
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *WORDS,
            *SEARCH,
            "content.change_sitesettings",
            "members.add_user",
            "members.change_user",
            "members.view_user",
            "people.view_profile",
            "notifications.resend_message",
            "notifications.change_mailsettings",
            "directory.add_membership",
            "directory.change_membership",
            "directory.delete_membership",
            "directory.view_membership",
            "circles.add_circleparticipant",
            "circles.change_circleparticipant",
            "circles.delete_circleparticipant",
            "circles.view_circleparticipant",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
        pages=EDIT_PAGES,
        files=FILES,
        second_factor=True,
        moderates=True,
    ),
)

WAGTAILS_OWN = ("Moderators", "Editors")  # made by Wagtail's first migration

BY_KEY = {role.key: role for role in ROLES}


def roles_of(user: "User") -> frozenset[str]:
    """The keys of the roles of ``user``; ``visitor`` for somebody without an account."""
    if not user.is_authenticated:
        return frozenset({"visitor"})
    names = set(user.group_names.values())
    found = {role.key for role in ROLES if role.group in names}
    return frozenset({"member", *found, *(["administrator"] if user.is_superuser else [])})


def group_of(key: str) -> Group:
    """The group of a role, made if it is missing."""
    return Group.objects.get_or_create(name=BY_KEY[key].group)[0]


def needs_second_factor(user: "User") -> bool:
    """Whether the roles of ``user`` are too powerful for a password alone."""
    return user.is_superuser or any(BY_KEY[key].second_factor for key in user.role_keys if key in BY_KEY)


def sync_roles() -> None:
    """Write the table to groups, permissions, page permissions and collection permissions."""
    Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    for role in ROLES:
        group = group_of(role.key)
        group.permissions.set(_permissions(role.permissions))
        _sync_pages(group, role)
        _sync_files(group, role)


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _sync_pages(group: Group, role: Role) -> None:
    from wagtail.models import GroupPagePermission, Page

    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=role.pages)
    GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _sync_files(group: Group, role: Role) -> None:
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node()
    if root is None:
        return
    # Wagtail asks for the permissions of its own two models, whatever class images and documents have here.
    codenames = [f"{action}_{model}" for model in ("image", "document") for action in role.files]
    apps = ("wagtailimages", "wagtaildocs")
    wanted = Permission.objects.filter(content_type__app_label__in=apps, codename__in=codenames)
    GroupCollectionPermission.objects.filter(group=group, collection=root).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
