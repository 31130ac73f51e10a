"""How organisers narrow the list of everything that people can sign up for."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from members.models import User

from .models import Offering
from .subjects import organised_by, organiser_pks, signup_models

PART = "part"
STATES = [
    ("open", _("Open")),
    ("early", _("Opens later")),
    ("closed", _("Closed, still to begin")),
    ("running", _("Under way")),
    ("over", _("Over")),
    ("cancelled", _("Called off")),
    ("off", _("Not on the site")),
]


def state_of(offering: Offering) -> str:
    """Which of ``STATES`` an offering is in."""
    now = timezone.now()
    if offering.is_cancelled:
        return "cancelled"
    if offering.ends_at and offering.ends_at < now:
        return "over"
    if offering.has_started:
        return "running"
    return {"early": "early", "late": "closed", "off": "off"}.get(offering.closed_because, "open")


def in_state(rows: QuerySet[Offering], state: str) -> QuerySet[Offering]:
    """The offerings in one of ``STATES``; the same rule as ``state_of``, for the database."""
    now = timezone.now()
    if state == "cancelled":
        return rows.exclude(cancelled_at=None)
    rows = rows.filter(cancelled_at=None)
    if state == "over":
        return rows.filter(ends_at__lt=now)
    rows = rows.exclude(ends_at__lt=now)
    if state == "running":
        return rows.filter(starts_at__lte=now)
    rows = rows.exclude(starts_at__lte=now)
    if state == "off":
        return rows.filter(is_active=False)
    rows = rows.filter(is_active=True)
    early, late = Q(opens_at__gt=now), Q(closes_at__lte=now)
    match state:
        case "early":
            return rows.filter(early)
        case "closed":
            return rows.exclude(early).filter(late)
    return rows.exclude(early).exclude(late)


class StateFilter(django_filters.ChoiceFilter):
    """By how far it is."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Those in one state."""
        return in_state(qs, value) if value else qs


class KindFilter(django_filters.ChoiceFilter):
    """By the kind of page, or only parts of a programme."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Those of one kind."""
        if value == PART:
            return qs.exclude(part="")
        models = {model._meta.label_lower: model for model in signup_models()}
        if value not in models:
            return qs
        return qs.filter(part="", subject_key__in=models[value].objects.values("translation_key"))


class OrganiserFilter(django_filters.ModelChoiceFilter):
    """By who runs it."""

    def filter(self, qs: QuerySet, value: User | None) -> QuerySet:
        """What one person runs."""
        return qs.filter(subject_key__in=organised_by(value.pk)) if value else qs


def kinds() -> list[tuple[str, Any]]:
    """The kinds there are."""
    pages = [(model._meta.label_lower, model._meta.verbose_name_plural) for model in signup_models()]
    return [*pages, (PART, _("Parts of a programme"))]


class OfferingFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    state = StateFilter(label=_("State"), choices=STATES, empty_label=_("All"), widget=RadioSelect)
    kind = KindFilter(label=_("Kind"), choices=kinds, empty_label=_("All"), widget=RadioSelect)
    organiser = OrganiserFilter(label=_("Organiser"), queryset=lambda request: organisers())

    class Meta:
        model = Offering
        fields: list[str] = []


def organisers() -> QuerySet[User]:
    """The people who run something."""
    return User.objects.filter(pk__in=organiser_pks(), is_active=True).order_by("first_name", "last_name", "email")
