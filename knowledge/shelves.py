"""What stands where: how many articles of which kind, about what and from whom, in each part of the knowledge base.

All of it is counted at most once per generation and viewpoint, so that the numbers a reader sees are exact, are only of
what they may see, and cost nothing per page. Where more stands than anybody wants counted after every publish, there are no
numbers at all.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page

from content.cache import remember
from content.taxonomy import Word
from content.visibility import Viewer, only_visible, viewpoint
from directory.cards import OrganisationCard, cards

from .models import ArticleOrganisation, ArticlePage

ALL = 0  # every topic
PAGES = "pages"  # no kind: everything there is
MOST = 5_000  # pages that are counted
STEP = 4  # characters that a level adds to a tree path
IN_THE_RING = 32  # more marks would be too small to tell apart


@dataclass(frozen=True)
class Shelf:
    """What stands in one part, sections below it included."""

    counts: Counter[tuple[str, int]] = field(default_factory=Counter)  # by kind ("" for all) and topic (ALL for all)
    checked: int = 0  # looked at this year
    writers: tuple[int, ...] = ()  # keys of organisations, who wrote most first
    is_large: bool = False  # too large to count

    @property
    def total(self) -> int:
        """How many there are."""
        return self.counts["", ALL]

    def count(self, kind: str, topic: Word | None = None) -> int:
        """How many are of a kind and about a topic."""
        return self.counts[kind, topic.pk if topic else ALL]


def shelf(page: Page, viewer: Viewer) -> Shelf:
    """What ``viewer`` may see in a section, or in the whole knowledge base."""
    year = timezone.localdate().year
    return remember(("shelf", page.pk, year, viewpoint(viewer)), lambda: _count(page, viewer, year))


def sizes(page: Page, viewer: Viewer) -> Counter[str]:
    """For the path of every section below ``page`` how many articles it holds, those of smaller sections included."""
    return remember(("shelf sizes", page.pk, viewpoint(viewer)), lambda: _sizes(page, viewer))


def writers(found: Shelf, viewer: Viewer) -> list[OrganisationCard]:
    """The organisations that wrote what stands here, as far as they fit into a ring."""
    return cards(found.writers[:IN_THE_RING], viewer)


def _count(page: Page, viewer: Viewer, year: int) -> Shelf:
    below = Page.objects.filter(path__range=page._get_children_path_interval(page.path)).order_by("path")
    counted = below.values("pk")[: MOST + 1]
    here = _visible(page, viewer).filter(pk__in=counted)
    rows = _numbers(here, counted, year)
    counts: Counter[tuple[str, int]] = Counter()
    for kind, topic, number, _fresh in rows:
        counts[kind, topic] += number
        counts["", topic] += number
    if counts[PAGES, ALL] > MOST:
        return Shelf(is_large=True)
    counts["", ALL] -= counts[PAGES, ALL]
    return Shelf(counts, sum(fresh for *_rest, fresh in rows), _writers(page, viewer))


def _numbers(here: QuerySet, counted: QuerySet, year: int) -> list[tuple[str, int, int, int]]:
    """Kind, topic, how many, and how many of those were looked at this year: all in one query, with the pages themselves."""
    fresh = Count("pk", filter=Q(checked_on__year=year))
    pages = Page.objects.filter(pk__in=counted).order_by().values_list(Value(PAGES), Value(ALL))
    by_kind = here.values_list("article_kind", Value(ALL)).annotate(number=Count("pk"), fresh=fresh)
    by_topic = here.filter(topics__isnull=False).values_list("article_kind", "topics")
    parts = (by_topic.annotate(number=Count("pk"), fresh=Value(0)), pages.annotate(number=Count("pk"), fresh=Value(0)))
    return list(by_kind.union(*parts, all=True))


def _writers(page: Page, viewer: Viewer) -> tuple[int, ...]:
    inside = {"page__path__range": page._get_children_path_interval(page.path), "page__locale_id": page.locale_id}
    rows = only_visible(ArticleOrganisation.objects.filter(**inside), viewer, "page__").order_by()
    ranked = rows.values("organisation_id").annotate(number=Count("pk"), newest=Max("page__date"))
    return tuple(ranked.order_by("-number", "-newest", "organisation_id").values_list("organisation_id", flat=True))


def _sizes(page: Page, viewer: Viewer) -> Counter[str]:
    rows = _visible(page, viewer).annotate(shelf=Substr("path", 1, Length("path") - STEP))
    found: Counter[str] = Counter()
    for path, number in rows.values_list("shelf").annotate(Count("pk")):
        for end in range(len(page.path) + STEP, len(path) + 1, STEP):
            found[path[:end]] += number
    return found


def _visible(page: Page, viewer: Viewer) -> QuerySet:
    return ArticlePage.objects.visible_to(viewer).below(page).in_language_of(page).order_by()
