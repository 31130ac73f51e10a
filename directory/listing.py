"""What the pages of the directory show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from content import agenda, contributions
from content.cache import limit_validity
from content.pagination import paginate
from content.taxonomy import Word, words
from content.visibility import Viewer

from .cards import OrganisationCard, card_of, cards, cards_by_key, first_language_pk
from .filters import KINDS, Selection
from .hours import OpeningHours, State
from .models import DirectoryIndexPage, OrganisationPage, Partner, PlacePage
from .places import PlaceCard, place_of, places
from .register import Entry, organisations
from .week import hours_now

AHEAD = timedelta(days=120)
COMING, WRITTEN = 6, 6


@dataclass(frozen=True)
class Row:
    """An organisation or place in the list, with whether it is open at this moment (None if it keeps no hours)."""

    entry: Entry | PlaceCard
    state: State | None


@dataclass(frozen=True)
class Island:
    """An area on the map: a dot for each of its organisations."""

    word: Word
    count: int
    dots: list[tuple[int, int]]
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Tie:
    """An organisation that this one works with, as both say."""

    card: OrganisationCard
    text: str
    times: int


def listing_context(page: DirectoryIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the directory."""
    selection = Selection(request.GET)
    entries = organisations(request.user)
    now = timezone.now()
    found = [entry for entry in entries if selection.matches(entry)]
    if selection.open_first:
        found = _open_first(found, now, request)
    page_obj = paginate(request, found)
    rows = [Row(entry, _state(entry.hours, now)) for entry in page_obj.object_list]
    spots = _places(request.user, selection, now) if page_obj.number == 1 else []
    _limit(request, [*rows, *spots])
    return {
        "today": timezone.localtime(now),
        "selection": selection,
        "total": len(entries),
        "found_count": len(found),
        "page_obj": page_obj,
        "rows": rows,
        "groups": selection.groups(entries),
        "letters": selection.letters(entries),
        "all_letters_url": selection.address(letter=""),
        "open_first_url": selection.address(open_first=True),
        "by_name_url": selection.address(open_first=False),
        "chosen": selection.removable(),
        "islands": _islands(entries, selection),
        "places": spots,
    }


def organisation_context(page: OrganisationPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of an organisation."""
    viewer = request.user
    first = first_language_pk(page)
    own = [place for place in places(viewer) if place.organisation == first]
    hours = hours_now(page.opening_hours)
    limit_validity(request, hours and hours.until)
    here = {place.pk for place in own}
    found = contributions.of_organisation(first, viewer, page.locale_id, WRITTEN)
    ties = _ties(page, first, viewer)
    return {
        "words": {kind: page.words(kind) for kind in KINDS},
        "card": card_of(page, viewer) or _draft_card(page),
        "hours": hours,
        "has_contact": bool(page.contacts or page.phone or page.email or page.website or page.social),
        "ties": ties,
        "drawn_ties": [(tie.card, tie.times) for tie in ties],
        "places": own,
        "runs": [each for each in found if each.tone == "circle"],
        "written": [each for each in found if each.tone != "circle"][:WRITTEN],
        "coming": _coming(page, request, lambda entry: first in entry.organisations or entry.place_id in here),
    }


def place_context(page: PlacePage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a place."""
    hours = hours_now(page.opening_hours)
    limit_validity(request, hours and hours.until)
    known = place_of(page.pk, request.user)
    pk = known.pk if known else page.pk
    return {
        "words": {"area": page.words("area")},
        "hours": hours,
        "owner": next(iter(cards([page.organisation_id] if page.organisation_id else [], request.user)), None),
        "coming": _coming(page, request, lambda entry: entry.place_id == pk),
    }


def _state(hours: OpeningHours, now: datetime) -> State | None:
    return hours.at(now) if hours else None


def _open_first(entries: list[Entry], now: datetime, request: HttpRequest) -> list[Entry]:
    rows = [Row(entry, _state(entry.hours, now)) for entry in entries]
    _limit(request, rows)
    return [row.entry for row in sorted(rows, key=lambda row: not (row.state and row.state.is_open))]


def _limit(request: HttpRequest, rows: list[Row]) -> None:
    for row in rows:
        limit_validity(request, row.state and row.state.until)


def _places(viewer: Viewer, selection: Selection, now: datetime) -> list[Row]:
    """The places in the chosen areas; none where something is asked that a place is not filed by."""
    if selection.letter or any(chosen for kind, chosen in selection.chosen.items() if kind != "area"):
        return []
    areas = {word.pk for word in selection.chosen["area"]}
    found = [place for place in places(viewer) if not areas or areas & place.areas]
    return [Row(place, _state(place.hours, now)) for place in found]


def _islands(entries: list[Entry], selection: Selection) -> list[Island]:
    """The areas in which organisations are at home, each with its dots in the order of the sectors."""
    dots: dict[int, Counter[int]] = {}
    for entry in entries:
        for area in entry.words.get("area", ()):
            dots.setdefault(area, Counter())[entry.card.sector] += 1
    chosen = selection.chosen["area"]
    return [
        Island(word, dots[pk].total(), sorted(dots[pk].items()), selection.address(only=("area", word)), word in chosen)
        for pk, word in words("area").items()
        if pk in dots
    ]


def _ties(page: OrganisationPage, first: int, viewer: Viewer) -> list[Tie]:
    """Whom it works with, where the other says so too; the closest first."""
    back = Partner.objects.filter(page=OuterRef("organisation"), organisation=first)
    rows = list(Partner.objects.filter(Exists(back), page=page.pk).order_by("-times", "sort_order")) if page.pk else []
    known = cards_by_key([row.organisation_id for row in rows], viewer)
    return [Tie(known[row.organisation_id], row.text, row.times) for row in rows if row.organisation_id in known]


def _coming(page: OrganisationPage | PlacePage, request: HttpRequest, is_here: Any) -> list[agenda.Entry]:
    """The next things that happen here, a series only once."""
    now = timezone.now()
    found, series = [], set()
    for entry in agenda.entries(now, now + AHEAD, request.user, page.locale_id):
        if is_here(entry) and (not entry.series or entry.series not in series):
            series.add(entry.series)
            found.append(entry)
    limit_validity(request, found[0].starts_at if found else None)
    return found[:COMING]


def _draft_card(page: OrganisationPage) -> dict[str, Any]:
    """What stands for an organisation that is not published yet, in a preview."""
    sectors = page.words("sector")
    return {"title": page.title, "sector": sectors[0].order if sectors else 0}
