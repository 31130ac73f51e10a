"""What meetings tell the rest of the site."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import IntegerField, OuterRef, Subquery
from django.utils.translation import gettext as _

from content.agenda import Entry
from content.links import page_url
from content.visibility import Viewer
from directory.places import place_of

from .models import EventOrganisation, EventPage

ORGANISERS = 3  # as many as a list shows


def events_between(start: datetime, end: datetime, viewer: Viewer, locale_id: int) -> Iterator[Entry]:
    """The meetings that begin in a time, for ``content.agenda``."""
    links = EventOrganisation.objects.filter(page=OuterRef("pk")).order_by("sort_order", "pk").values("organisation_id")
    organisers = {
        f"organiser_{at}": Subquery(links[at : at + 1], output_field=IntegerField()) for at in range(ORGANISERS)
    }
    rows = EventPage.objects.between(start, end).visible_to(viewer).filter(locale_id=locale_id)
    for event in rows.defer("body", "programme", "report").annotate(**organisers):
        found = (getattr(event, name) for name in organisers)
        yield _entry(event, tuple(pk for pk in found if pk), viewer)


def _entry(event: EventPage, organisations: tuple[int, ...], viewer: Viewer) -> Entry:
    place = place_of(event.place_id, viewer)
    return Entry(
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        url=page_url(event),
        kind=event.kind,
        label=event.type_label,
        tone=event.tone,
        place=place.title if place else event.location or (_("online") if event.is_online else ""),
        organisations=organisations,
        is_cancelled=event.is_cancelled,
        place_id=place.pk if place else None,
        summary=event.summary,
    )
