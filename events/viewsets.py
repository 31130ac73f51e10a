"""Meetings in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageListingViewSet

from content.page_columns import page_columns

from .models import EventPage


class EventListingViewSet(PageListingViewSet):
    """All meetings, the latest first."""

    model = EventPage
    icon = "calendar-alt"
    menu_label = _("Meetings")
    menu_order = 220
    add_to_admin_menu = True
    list_display = page_columns("event_kind", "starts_at", "is_cancelled")
    list_filter = {
        "starts_at": ["gte", "lte"],
        "event_kind": ["exact"],
        "is_cancelled": ["exact"],
        "live": ["exact"],
        "locale": ["exact"],
    }
    ordering = "-starts_at"
