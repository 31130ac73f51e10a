"""What circles tell the rest of the site: their sessions to the agenda, and themselves to the organisations that run them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from content.agenda import Entry
from content.contributions import Contribution
from content.links import page_url
from content.visibility import Viewer, only_visible
from directory.places import place_of

from .cards import CircleCard, circle_above, circles
from .models import Session


def sessions_between(start: datetime, end: datetime, viewer: Viewer, locale_id: int) -> Iterator[Entry]:
    """The sessions that begin in a time, for ``content.agenda``."""
    for session in _sessions(start, end, viewer, locale_id):
        circle = circle_above(session.page.path)
        if circle:
            yield _entry(session, circle, viewer)


def circles_of(organisation: int, viewer: Viewer, locale_id: int, most: int) -> Iterator[Contribution]:
    """The circles that an organisation runs or helps to run, for ``content.contributions``."""
    found = [card for card in circles(viewer, locale_id) if organisation in card.organisations]
    for card in found[:most]:
        yield Contribution(card.title, card.url, "circle", card.label, "circle")


def _sessions(start: datetime, end: datetime, viewer: Viewer, locale_id: int) -> QuerySet:
    rows = only_visible(Session.objects.all(), viewer, "page__")
    before = Q(page__sessions__starts_at__lte=F("starts_at"))
    return (
        rows.filter(page__locale_id=locale_id, starts_at__gte=start, starts_at__lt=end)
        .select_related("page")
        .annotate(number=Count("page__sessions", filter=before), total=Count("page__sessions"))
    )


def _entry(session: Session, circle: CircleCard, viewer: Viewer) -> Entry:
    run = session.page
    place = place_of(session.place_id or run.place_id, viewer)
    is_online = session.is_online or (run.is_online and not session.place_id)
    return Entry(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=_title(circle.title, session.number, session.total),
        url=page_url(run),
        kind=run.kind,
        label=circle.label,
        tone=run.tone,
        place=_("online") if is_online else place.title if place else "",
        organisations=circle.organisations,
        is_cancelled=run.is_cancelled or session.is_cancelled,
        series=f"run-{run.pk}",
        number=session.number,
        total=session.total,
        summary=run.lead or session.text if session.number == 1 else session.title,
        place_id=None if is_online or place is None else place.pk,
    )


def _title(circle: str, number: int, total: int) -> str:
    """The first session goes by the name of its circle, a later one says which it is."""
    if number < 2:
        return circle
    return _("%(circle)s, session %(number)s of %(total)s") % {"circle": circle, "number": number, "total": total}
