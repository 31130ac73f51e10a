"""Places as other pages show them. A network has a handful: all of them are remembered together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from content.cache import remember
from content.languages import language_of
from content.links import page_url
from content.visibility import Viewer, may_see

from .hours import OpeningHours
from .models import PlacePage


@dataclass(frozen=True)
class PlaceCard:
    """A place in the reader's language. ``pk`` is that of its page in the first language, if it has one."""

    pk: int
    title: str
    summary: str
    url: str
    language: str
    label: str
    is_drop_in: bool
    street: str
    address: str
    capacity: int | None
    organisation: int | None
    areas: frozenset[int]
    facts: tuple[tuple[bool, str], ...]
    hours: OpeningHours
    path: str


def places(viewer: Viewer) -> list[PlaceCard]:
    """All places that ``viewer`` may see: drop-in points first, then venues, by name."""
    found = {id(card): card for card in _catalogue().values() if may_see(viewer, card.path)}
    return sorted(found.values(), key=lambda card: (not card.is_drop_in, card.title))


def place_of(pk: int | None, viewer: Viewer) -> PlaceCard | None:
    """The place whose page has this key, in whatever language, if ``viewer`` may see it."""
    card = _catalogue().get(pk) if pk else None
    return card if card and may_see(viewer, card.path) else None


def _catalogue() -> dict[int, PlaceCard]:
    language = get_language() or settings.LANGUAGE_CODE
    return remember(("places", language), lambda: _load(language))


def _load(language: str) -> dict[int, PlaceCard]:
    """The cards by the key of each of their translations."""
    groups: dict[object, list[PlacePage]] = {}
    for page in PlacePage.objects.filter(live=True).defer("body"):
        groups.setdefault(page.translation_key, []).append(page)
    areas: dict[int, set[int]] = {}
    for owner, area in PlacePage.areas.through.objects.values_list("placepage_id", "area_id"):
        areas.setdefault(owner, set()).add(area)
    found = {}
    for pages in groups.values():
        first, shown = _in(pages, settings.LANGUAGE_CODE), _in(pages, language)
        card = _card(first, shown, areas.get(first.pk, ()))
        found |= {page.pk: card for page in pages}
    return found


def _in(pages: list[PlacePage], language: str) -> PlacePage:
    """The page in ``language``, or else in the first one, or else any."""
    by_language = {language_of(page.locale_id): page for page in pages}
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE) or pages[0]


def _card(first: PlacePage, shown: PlacePage, areas: Iterable[int]) -> PlaceCard:
    return PlaceCard(
        first.pk,
        shown.title,
        shown.summary,
        page_url(shown),
        language_of(shown.locale_id),
        shown.type_label,
        shown.place_kind == PlacePage.PlaceKind.DROP_IN,
        shown.street,
        shown.address,
        shown.capacity,
        first.organisation_id,
        frozenset(areas),
        tuple((block.value["ok"], block.value["text"]) for block in shown.accessibility),
        shown.opening_hours,
        shown.path,
    )
