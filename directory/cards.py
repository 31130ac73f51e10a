"""An organisation as other pages show it: name, mark, address. Looked up once per generation, not once per page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from content.cache import remember, remember_many
from content.languages import language_of
from content.links import page_url
from content.marks import shifts
from content.taxonomy import words
from content.visibility import Viewer, audience_of, may_enter

from .models import OrganisationPage

LOGO_SPEC = "fill-192x192|format-webp"


@dataclass(frozen=True)
class OrganisationCard:
    """``pk`` is that of the page in the first language. ``sector`` is the place of its first sector in the list (1…), or 0."""

    pk: int
    title: str
    summary: str
    url: str
    language: str
    sector: int
    sectors: tuple[int, ...]
    logo_url: str
    path: str
    mark_name: str = ""  # the name in the first language: a mark is the same in every language
    shift: int = 0

    @property
    def audience(self) -> str:
        """The audience key of the organisation's page."""
        return audience_of(self.path)


def cards(pks: Iterable[int], viewer: Viewer) -> list[OrganisationCard]:
    """The cards of these organisations that ``viewer`` may see, in the given order."""
    return list(cards_by_key(pks, viewer).values())


def cards_by_key(pks: Iterable[int], viewer: Viewer) -> dict[int, OrganisationCard]:
    """The same by key: for lists whose rows each have some of them. One look-up for the whole list."""
    wanted = list(dict.fromkeys(pks))
    known = _known(tuple(wanted), get_language() or settings.LANGUAGE_CODE)
    return {pk: known[pk] for pk in wanted if pk in known and may_enter(viewer, known[pk].audience)}


def keep(found: Iterable[OrganisationCard]) -> None:
    """Remember cards that were made elsewhere, in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    made = {("card", card.pk, language): card for card in found}
    remember_many(made, lambda keys: {key: made[key] for key in keys})


def card_of(page: OrganisationPage, viewer: Viewer) -> OrganisationCard | None:
    """The card of an organisation page in any language."""
    first = first_language_pk(page)
    return next(iter(cards([first], viewer)), None)


def first_language_pk(page: OrganisationPage) -> int:
    """The key of an organisation's page in the first language: the one that other pages point at."""
    if language_of(page.locale_id) == settings.LANGUAGE_CODE:
        return page.pk
    return remember(("first", page.pk), lambda: _first(page))


def _first(page: OrganisationPage) -> int:
    rows = Page.objects.filter(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    return rows.values_list("pk", flat=True).first() or page.pk


def _known(pks: tuple[int, ...], language: str) -> dict[int, OrganisationCard]:
    """Cards by key; those not remembered yet are loaded together."""
    found = remember_many(
        [("card", pk, language) for pk in pks],
        lambda keys: {("card", pk, language): card for pk, card in _load([key[1] for key in keys], language).items()},
    )
    return {key[1]: card for key, card in found.items()}


def _load(pks: list[int], language: str) -> dict[int, OrganisationCard]:
    rows = (
        OrganisationPage.objects.filter(pk__in=pks, live=True)
        .select_related("logo")
        .prefetch_related("logo__renditions")
        .annotate(
            translated=Subquery(
                OrganisationPage.objects.filter(
                    translation_key=OuterRef("translation_key"), live=True, locale__language_code=language
                ).values("pk")[:1]
            )
        )
    )
    pages = {row.pk: row for row in rows}
    others = {row.translated for row in rows if row.translated and row.translated != row.pk}
    shown = {row.pk: row for row in OrganisationPage.objects.filter(pk__in=others)} if others else {}
    sectors = _sectors(pks)
    return {pk: make_card(page, shown.get(page.translated, page), sectors.get(pk, ())) for pk, page in pages.items()}


def make_card(page: OrganisationPage, shown: OrganisationPage, sectors: Iterable[int]) -> OrganisationCard:
    """The card of ``page`` (first language, with its logo at hand) as ``shown`` tells it; ``sectors`` are keys."""
    logo = _logo_url(page)
    order = words("sector")
    places = tuple(order[pk].order for pk in sectors if pk in order)
    return OrganisationCard(
        page.pk,
        shown.title,
        shown.summary,
        page_url(shown),
        language_of(shown.locale_id),
        places[0] if places else 0,
        places,
        logo,
        shown.path,
        page.title,
        _shifts().get(page.pk, 0),
    )


def _sectors(pks: list[int]) -> dict[int, list[int]]:
    through = OrganisationPage.sectors.through.objects.filter(organisationpage_id__in=pks).order_by("pk")
    found: dict[int, list[int]] = {}
    for owner, sector in through.values_list("organisationpage_id", "sector_id"):
        found.setdefault(owner, []).append(sector)
    return found


def _shifts() -> dict[int, int]:
    """What keeps the marks of organisations in one sector apart, oldest first: a newcomer changes nobody's mark."""
    return remember("marks", _compare)


def _compare() -> dict[int, int]:
    first = OrganisationPage.sectors.through.objects.filter(organisationpage=OuterRef("pk")).order_by("pk")
    rows = OrganisationPage.objects.filter(live=True, locale__language_code=settings.LANGUAGE_CODE)
    rows = rows.annotate(first_sector=Subquery(first.values("sector_id")[:1])).order_by("first_published_at", "pk")
    order = words("sector")
    return shifts(
        (pk, title, order[sector].order if sector in order else 0)
        for pk, title, sector in rows.values_list("pk", "title", "first_sector")
    )


def _logo_url(page: OrganisationPage) -> str:
    """The logo's address; empty without one, and when its file is lost: then the mark is drawn."""
    try:
        return page.logo.get_rendition(LOGO_SPEC).url if page.logo else ""
    except SourceImageIOError:
        return ""
