"""What stands on the home page and on a member's own page.

Everything here is the same for all who may see the same pages, so it is remembered by viewpoint and hour.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import IntegerField, OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from circles.listing import next_runs
from content import agenda
from content.cache import limit_validity, remember
from content.links import page_url
from content.models import BasePage
from content.taxonomy import words
from content.visibility import Viewer, only_visible, viewpoint
from directory.cards import cards
from directory.models import OrganisationPage
from events.listing import Listed, with_marks
from knowledge.models import ArticleOrganisation, ArticlePage
from news.models import NewsPage

LATER = 3
AHEAD = timedelta(days=120)
CIRCLES, ARTICLES, NEWS, ORGANISATIONS = 4, 5, 4, 6


@dataclass(frozen=True)
class Day:
    """One day of the week with what happens on it."""

    day: date
    entries: list[Listed]
    is_past: bool
    is_today: bool


@dataclass(frozen=True)
class SectorCount:
    """A sector with its number of organisations, for the ring."""

    name: str
    order: int
    count: int
    url: str


@dataclass(frozen=True)
class Network:
    """The organisations as one picture: how many, in which sectors, how many in more than one, and the newest."""

    total: int
    overlap: int
    sectors: list[SectorCount]
    newest: list[int]


def home_context(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the home page."""
    viewer = request.user
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    limit_validity(request, hour + timedelta(hours=1))
    key = ("home", page.locale_id, viewpoint(viewer), hour)
    found = remember(key, lambda: _content(page, viewer, hour))
    week, later = _week(found["entries"], hour.date())
    return {**found, "week": week, "later": later}


def _content(page: BasePage, viewer: Viewer, hour: datetime) -> dict[str, Any]:
    monday = hour.date() - timedelta(days=hour.weekday())
    start = datetime.combine(monday, datetime.min.time(), timezone.get_default_timezone())
    sections = _sections(page)
    network = _network(viewer, sections.get("directoryindexpage", {}).get("url", ""))
    return {
        "sections": sections,
        "ways": _ways(page),
        "entries": with_marks(agenda.entries(start, start + AHEAD, viewer, page.locale_id), viewer),
        "runs": next_runs(page, viewer, CIRCLES),
        "articles": _articles(page, viewer),
        "news": list(NewsPage.objects.visible_to(viewer).inside(page.path).for_list()[:NEWS]),
        "network": network,
        "newest": cards(network.newest, viewer),
    }


def _sections(page: BasePage) -> dict[str, dict[str, str]]:
    """Address and title of the index pages below the home page, by the name of their type."""
    children = Page.objects.child_of(page).live().select_related("content_type")
    return {child.content_type.model: {"url": page_url(child), "title": child.title} for child in children}


def _week(upcoming: list[Listed], today: date) -> tuple[list[Day], list[Listed]]:
    """The seven days of this week, and the first things after it."""
    monday = today - timedelta(days=today.weekday())
    days = {monday + timedelta(days=number): [] for number in range(7)}
    later = []
    for each in upcoming:
        day = timezone.localdate(each.entry.starts_at)
        days.get(day, later).append(each)
    week = [Day(day, found, day < today, day == today) for day, found in days.items()]
    return week, [each for each in later if not each.entry.series][:LATER] or later[:LATER]


def _articles(page: BasePage, viewer: Viewer) -> list[ArticlePage]:
    """The newest knowledge, each with the first two organisations it comes from."""
    links = ArticleOrganisation.objects.filter(page=OuterRef("pk")).order_by("sort_order").values("organisation_id")
    first, second = (Subquery(links[at : at + 1], output_field=IntegerField()) for at in (0, 1))
    rows = ArticlePage.objects.visible_to(viewer).inside(page.path).for_list()
    found = list(rows.annotate(first_organisation=first, second_organisation=second)[:ARTICLES])
    for article in found:
        keys = (article.first_organisation, article.second_organisation)
        article.organisations = cards([key for key in keys if key], viewer)
    return sorted(found, key=lambda article: article.article_kind != "best-practice")


def _network(viewer: Viewer, url: str) -> Network:
    """Counts organisations once, whatever the language: all are there in the first one."""
    first = words("sector")
    rows = only_visible(OrganisationPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE), viewer).order_by(
        "-first_published_at"
    )
    owners: dict[int, list[int]] = {}
    for pk, sector in rows.values_list("pk", "sectors"):
        owners.setdefault(pk, []).append(sector)
    counts = Counter(sector for sectors in owners.values() for sector in sectors if sector)
    return Network(
        total=len(owners),
        overlap=sum(len(sectors) > 1 for sectors in owners.values()),
        sectors=[
            SectorCount(word.name, word.order, counts[pk], f"{url}?sector={word.slug}")
            for pk, word in first.items()
            if counts[pk]
        ],
        newest=list(owners)[:ORGANISATIONS],
    )


def _ways(page: BasePage) -> list[dict[str, str]]:
    found = [block.value for block in page.ways]
    return [{"title": way["title"], "text": way["text"], "url": page_url(way["page"])} for way in found if way["page"]]
