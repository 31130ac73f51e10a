"""Circles, their runs and who takes part, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from content.page_columns import page_columns

from .models import CirclePage, CircleParticipant, RunPage


class CircleListingViewSet(PageListingViewSet):
    """All circles."""

    model = CirclePage
    icon = "rotate"
    menu_label = _("All circles")
    list_display = page_columns("circle_kind", "level")
    list_filter = ["circle_kind", "level", "topics", "live", "locale"]
    ordering = "title"


class RunListingViewSet(PageListingViewSet):
    """All runs, the latest first."""

    model = RunPage
    icon = "date"
    menu_label = _("Runs")
    list_display = page_columns("starts_at", "ends_at", "is_cancelled", parent=True)
    list_filter = {
        "starts_at": ["gte", "lte"],
        "is_cancelled": ["exact"],
        "live": ["exact"],
        "locale": ["exact"],
    }
    ordering = "-starts_at"


class ParticipantViewSet(ModelViewSet):
    """Who takes part in which circle."""

    model = CircleParticipant
    icon = "user"
    menu_label = _("Participants")
    form_fields = ["circle", "user", "since"]
    list_display = ["user", "circle", "since"]
    list_filter = ["circle"]
    search_fields = ["user__first_name", "user__last_name", "user__email", "circle__title"]
    inspect_view_enabled = False
    copy_view_enabled = False


class CirclesViewSetGroup(ViewSetGroup):
    """Circles."""

    items = (CircleListingViewSet("circles"), RunListingViewSet("runs"), ParticipantViewSet("participants"))
    menu_label = _("Circles")
    menu_icon = "rotate"
    menu_order = 210
