"""Circles as other pages show them. A network has some dozens: all of them are remembered together."""

from dataclasses import dataclass

from content.cache import remember
from content.links import page_url
from content.visibility import Viewer, may_see

from .models import CircleOrganisation, CirclePage

STEP = CirclePage.steplen


@dataclass(frozen=True)
class CircleCard:
    """A circle in one language. ``label`` and ``level`` are for readers."""

    pk: int
    translation_key: object
    locale_id: int
    path: str
    title: str
    summary: str
    url: str
    kind: str
    page: CirclePage
    organisations: tuple[int, ...]

    @property
    def label(self) -> str:
        """What kind of circle it is."""
        return self.page.type_label

    @property
    def level(self) -> str:
        """For whom it is, by what they know."""
        return self.page.get_level_display()


def circles(viewer: Viewer, locale_id: int) -> list[CircleCard]:
    """The circles in one language that ``viewer`` may see, by title."""
    found = [card for card in _catalogue().values() if card.locale_id == locale_id]
    return [card for card in found if may_see(viewer, card.path)]


def circle_above(path: str) -> CircleCard | None:
    """The circle of which the run at tree path ``path`` is one."""
    return _catalogue().get(path[:-STEP])


def _catalogue() -> dict[str, CircleCard]:
    return remember("circles", _load)


def _load() -> dict[str, CircleCard]:
    """All live circles by their tree path."""
    organisations: dict[int, list[int]] = {}
    for page, organisation in CircleOrganisation.objects.order_by("sort_order", "pk").values_list(
        "page_id", "organisation_id"
    ):
        organisations.setdefault(page, []).append(organisation)
    pages = CirclePage.objects.filter(live=True).defer("body", "learn", "for_whom").order_by("title")
    return {page.path: _card(page, tuple(organisations.get(page.pk, ()))) for page in pages}


def _card(page: CirclePage, organisations: tuple[int, ...]) -> CircleCard:
    return CircleCard(
        page.pk,
        page.translation_key,
        page.locale_id,
        page.path,
        page.title,
        page.summary,
        page_url(page),
        page.circle_kind,
        page,
        organisations,
    )
