"""Organisations, places and their people in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from content.page_columns import page_columns

from .models import Membership, OrganisationPage, PlacePage
from .services import appoint_editor, dismiss_editor


class OrganisationListingViewSet(PageListingViewSet):
    """All organisations."""

    model = OrganisationPage
    icon = "group"
    menu_label = _("Organisations")
    list_display = page_columns("checked_on", "review_by")
    list_filter = {
        "sectors": ["exact"],
        "areas": ["exact"],
        "checked_on": ["gte", "lte"],
        "review_by": ["lte"],
        "live": ["exact"],
        "locale": ["exact"],
    }
    ordering = "title"


class PlaceListingViewSet(PageListingViewSet):
    """All places."""

    model = PlacePage
    icon = "site"
    menu_label = _("Places")
    list_display = page_columns("place_kind", "capacity")
    list_filter = ["place_kind", "areas", "live", "locale"]
    ordering = "title"


class _Appoints:
    """Gives or takes the right to edit together with the row that says so."""

    def _settle(self, before: Membership | None, after: Membership | None) -> None:
        by = self.request.user
        moved = after is None or before is None or _pair(before) != _pair(after)
        if before and before.is_editor and (moved or not after.is_editor):
            dismiss_editor(user=before.user, organisation=before.organisation, by=by)
        if after and after.is_editor:
            appoint_editor(user=after.user, organisation=after.organisation, by=by)


class MembershipCreateView(_Appoints, CreateView):
    """Somebody new at an organisation."""

    def save_instance(self) -> Membership:
        saved = super().save_instance()
        self._settle(None, saved)
        return saved


class MembershipEditView(_Appoints, EditView):
    """What somebody does at an organisation."""

    def save_instance(self) -> Membership:
        before = Membership.objects.get(pk=self.object.pk)
        saved = super().save_instance()
        self._settle(before, saved)
        return saved


class MembershipDeleteView(_Appoints, DeleteView):
    """Somebody leaves an organisation."""

    def delete_action(self) -> None:
        before = Membership.objects.get(pk=self.object.pk)
        super().delete_action()
        self._settle(before, None)


class MembershipViewSet(ModelViewSet):
    """Who belongs to which organisation, and who edits its page."""

    model = Membership
    icon = "user"
    menu_label = _("People of organisations")
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    form_fields = ["user", "organisation", "function", "is_editor"]
    list_display = ["user", "organisation", "function", "is_editor"]
    list_filter = ["is_editor", "organisation"]
    search_fields = ["user__first_name", "user__last_name", "user__email", "organisation__title"]
    inspect_view_enabled = False
    copy_view_enabled = False


class DirectoryViewSetGroup(ViewSetGroup):
    """Who is who."""

    items = (
        OrganisationListingViewSet("organisations"),
        PlaceListingViewSet("places"),
        MembershipViewSet("memberships"),
    )
    menu_label = _("Who is who")
    menu_icon = "group"
    menu_order = 230


def _pair(membership: Membership) -> tuple[int, int]:
    return membership.user_id, membership.organisation_id
