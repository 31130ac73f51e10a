"""Everything that people can sign up for, in the admin."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from content import dates

from ..adminfilters import STATES, OfferingFilterSet, state_of
from ..desk_frame import ADMIN, desk_path
from ..models import Offering, Signup
from ..permissions import can_organise_all
from ..subjects import organised_by
from .desk_lists import with_numbers


def _seats(offering: Offering) -> str:
    return f"{offering.given} / {offering.capacity}" if offering.capacity else str(offering.given)


def _day(offering: Offering) -> str:
    return dates.short_day(offering.starts_at) if offering.starts_at else ""


def _state(offering: Offering) -> str:
    return str(dict(STATES)[state_of(offering)])


class OfferingListView(BaseListingView):
    """The way to the screen of each. Organisers find their own, coordinators and administrators all."""

    model = Offering
    page_title = _("Sign-ups")
    header_icon = "group"
    verbose_name_plural = Offering._meta.verbose_name_plural
    index_url_name = f"{ADMIN}:desks"
    index_results_url_name = f"{ADMIN}:desks-results"
    filterset_class = OfferingFilterSet
    is_searchable = True
    search_fields = [f"title__{code}" for code, _name in settings.LANGUAGES]
    default_ordering = ["-starts_at", "pk"]
    paginate_by = 30

    def get_base_queryset(self) -> QuerySet[Offering]:
        """What the user may organise, with its numbers."""
        signed_up = Exists(Signup.objects.filter(offering=OuterRef("pk")))
        rows = Offering.objects.filter(Q(is_active=True) | Q(cancelled_at__isnull=False) | signed_up)
        if not can_organise_all(self.request.user):
            rows = rows.filter(subject_key__in=organised_by(self.request.user.pk))
        return with_numbers(rows)

    @property
    def columns(self) -> list[Column]:
        """What the list shows."""
        return [
            TitleColumn("title", label=_("Title"), accessor=str, get_url=self._desk),
            Column("starts_at", label=_("Date"), accessor=_day, sort_key="starts_at"),
            Column("seats", label=_("Seats given"), accessor=_seats),
            Column("waiting", label=_("Waiting"), sort_key="waiting"),
            Column("requested", label=_("To approve"), sort_key="requested"),
            Column("state", label=_("State"), accessor=_state),
        ]

    def _desk(self, offering: Offering) -> str:
        return desk_path(self.request, "desk", offering.key)
