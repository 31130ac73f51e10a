"""What the agenda and a meeting show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from content import agenda
from content.agenda import Entry
from content.cache import limit_validity
from content.pagination import paginate
from content.visibility import Viewer
from directory.cards import OrganisationCard, cards_by_key
from directory.places import place_of
from signups.public import Panel, panels_of

from .filters import Selection
from .models import EventIndexPage, EventPage
from .months import Month, asked_month, by_day, moment, month_of, weeks_from

WEEKS = 5  # on the sheet
MONTHS = 3  # in the list, this one included


@dataclass(frozen=True)
class Listed:
    """Something in the agenda with the marks of who organises it. ``again``: a later one of a series shown before."""

    entry: Entry
    cards: list[OrganisationCard]
    again: bool = False


@dataclass(frozen=True)
class Day:
    """A day with what happens on it."""

    day: date
    listed: list[Listed]
    is_today: bool = False
    is_past: bool = False
    is_outside: bool = False

    @property
    def sectors(self) -> list[int]:
        """The sectors of the hosts, for the dots of the sheet."""
        return [card.sector for each in self.listed for card in each.cards[:2]][:4]


def index_context(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the agenda: what is coming, one month, or what was."""
    if request.GET.get("past"):
        return _past(page, request)
    month = asked_month(request.GET.get("month", ""))
    return _month(page, request, month) if month else _coming(page, request)


def event_context(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a meeting."""
    viewer = request.user
    now = timezone.now()
    for change in (page.starts_at, page.ends_at):
        limit_validity(request, change if change and change > now else None)
    place = place_of(page.place_id, viewer)
    known = cards_by_key([*page.linked_ids["organisation"], *_owner(place)], viewer)
    panels = panels_of(page, request)
    return {
        "words": {kind: page.words(kind) for kind in ("audience", "topic")},
        "parts": _parts(page, panels),
        "cards": [known[pk] for pk in page.linked_ids["organisation"] if pk in known],
        "place": place,
        "owner": known.get(place.organisation) if place else None,
        "link": page.online_link if viewer.is_authenticated and not page.is_past else "",
        "signup": panels.get(""),
        "month": month_of(timezone.localdate(page.starts_at)),
        "days_to_go": (timezone.localdate(page.starts_at) - timezone.localdate()).days,
    }


def _parts(page: EventPage, panels: dict[str, Panel]) -> list[Any]:
    """The parts of the programme, each with the state of its sign-ups if people choose it."""
    parts = []
    for block in page.programme:
        block.value.signup = panels.get(block.id)
        parts.append(block.value)
    return parts


def _owner(place: Any) -> list[int]:
    return [place.organisation] if place and place.organisation else []


def _coming(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    viewer = request.user
    today = timezone.localdate()
    last = month_of(today) + MONTHS
    sheet = weeks_from(today, WEEKS)
    entries = agenda.entries(moment(sheet[0][0]), moment(last.first), viewer, page.locale_id)
    ahead = [entry for entry in entries if not entry.is_past and timezone.localdate(entry.starts_at) >= today]
    selection = Selection(request.GET, viewer)
    limit_validity(request, min((entry.ends_at for entry in ahead), default=None))
    found = with_marks([entry for entry in ahead if selection.matches(entry)], viewer)
    return {
        "view": "coming",
        "selection": selection,
        "tabs": selection.tabs(ahead),
        "groups": selection.groups(ahead),
        "months": _months(found, today),
        "found_count": len(found),
        "total": len(ahead),
        "sheet": _days(sheet, with_marks(entries, viewer), today),
        "this_month": month_of(today),
        "later": last if last.within_reach() else None,
    }


def _month(page: EventIndexPage, request: HttpRequest, month: Month) -> dict[str, Any]:
    today = timezone.localdate()
    entries = agenda.entries(moment(month.first), moment((month + 1).first), request.user, page.locale_id)
    before, after = month + -1, month + 1
    return {
        "view": "month",
        "month": month,
        "weeks": _days(month.days(), with_marks(entries, request.user), today, month),
        "found_count": len(entries),
        "before": before if before.within_reach() else None,
        "after": after if after.within_reach() else None,
        "this_month": month_of(today),
    }


def _past(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    rows = EventPage.objects.visible_to(request.user).in_language_of(page).past().select_related("listing_image")
    page_obj = paginate(request, rows.defer("body", "programme"))
    now = timezone.now()
    coming = EventPage.objects.visible_to(request.user).in_language_of(page).filter(ends_at__gte=now)
    limit_validity(request, coming.order_by("ends_at").values_list("ends_at", flat=True).first())
    found = list(page_obj.object_list)
    for event in found:
        event.place_card = place_of(event.place_id, request.user)
    return {"view": "past", "page_obj": page_obj, "years": _years(found), "this_month": month_of(timezone.localdate())}


def _years(events: list[EventPage]) -> list[tuple[int, list[EventPage]]]:
    found: dict[int, list[EventPage]] = {}
    for event in events:
        found.setdefault(timezone.localtime(event.starts_at).year, []).append(event)
    return list(found.items())


def with_marks(entries: Iterable[Entry], viewer: Viewer) -> list[Listed]:
    """Entries of the agenda with the marks of who organises them."""
    entries = list(entries)
    known = cards_by_key({pk for entry in entries for pk in entry.organisations}, viewer)
    seen: set[str] = set()
    found = []
    for entry in entries:
        marks = [known[pk] for pk in entry.organisations if pk in known]
        found.append(Listed(entry, marks, bool(entry.series) and entry.series in seen))
        seen.add(entry.series)
    return found


def _months(found: list[Listed], today: date) -> list[tuple[date, list[Day]]]:
    months: dict[Month, list[Day]] = {}
    for day, listed in by_day(found).items():
        months.setdefault(month_of(day), []).append(Day(day, listed, day == today))
    return [(month.first, days) for month, days in months.items()]


def _days(weeks: list[list[date]], found: list[Listed], today: date, month: Month | None = None) -> list[list[Day]]:
    known = by_day(found)
    return [
        [
            Day(day, known.get(day, []), day == today, day < today, month is not None and month_of(day) != month)
            for day in week
        ]
        for week in weeks
    ]
