"""The archive of the news: how much there is per year and topic, and what somebody chose of it.

Counted at most once per generation and viewpoint, so the numbers are exact and only of what the reader may see.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Value
from django.db.models.functions import ExtractYear
from django.http import QueryDict

from content.cache import remember
from content.choices import Choice
from content.taxonomy import Word, by_slug, words
from content.visibility import Viewer, viewpoint

from .models import NewsIndexPage, NewsPage
from .querysets import NewsQuerySet

ALL = 0  # every year, every topic


@dataclass(frozen=True)
class Archive:
    """How many pieces there are by year and topic; ``ALL`` stands for all years or all topics."""

    counts: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def years(self) -> list[int]:
        """The years with news, newest first."""
        return sorted({year for year, _topic in self.counts if year != ALL}, reverse=True)


class Selection:
    """What an address asks for. What means nothing is no choice."""

    def __init__(self, query: QueryDict) -> None:
        year = query.get("year", "")
        self.year = int(year) if len(year) == 4 and year.isascii() and year.isdecimal() and int(year) else ALL
        self.topic: Word | None = by_slug("topic", query.get("topic", ""))

    def __bool__(self) -> bool:
        return bool(self.year or self.topic)

    def of(self, news: NewsQuerySet) -> NewsQuerySet:
        """What of ``news`` is asked for."""
        found = news.of_year(self.year) if self.year else news
        return found.about(self.topic) if self.topic else found

    def count(self, archive: Archive) -> int:
        """How many pieces are asked for."""
        return archive.counts[self.year, self.topic.pk if self.topic else ALL]

    def years(self, archive: Archive) -> list[Choice]:
        """Every year that leaves something, all years first."""
        about = self.topic.pk if self.topic else ALL
        shown = [year for year in (ALL, *archive.years) if archive.counts[year, about] or year in (ALL, self.year)]
        return [
            Choice(
                str(year) if year else "", archive.counts[year, about], _address(year, self.topic), year == self.year
            )
            for year in shown
        ]

    def topics(self, archive: Archive) -> list[Choice]:
        """Every topic that leaves something in this year, and the one that is chosen."""
        rows = [(word, archive.counts[self.year, pk], word == self.topic) for pk, word in words("topic").items()]
        return [
            Choice(word.name, number, _address(self.year, None if chosen else word), chosen)
            for word, number, chosen in rows
            if number or chosen
        ]


def archive(page: NewsIndexPage, viewer: Viewer) -> Archive:
    """The archive below ``page`` as ``viewer`` may see it."""
    return remember(("news archive", page.pk, viewpoint(viewer)), lambda: _count(page, viewer))


def _count(page: NewsIndexPage, viewer: Viewer) -> Archive:
    rows = NewsPage.objects.visible_to(viewer).below(page).order_by().annotate(year=ExtractYear("date"))
    by_year = rows.values_list("year", Value(ALL)).annotate(number=Count("pk"))
    by_topic = rows.filter(topics__isnull=False).values_list("year", "topics").annotate(number=Count("pk"))
    counts: Counter[tuple[int, int]] = Counter()
    for year, topic, number in by_year.union(by_topic, all=True):
        counts[year, topic] += number
        counts[ALL, topic] += number
    return Archive(counts)


def _address(year: int, topic: Word | None) -> str:
    pairs = [("year", str(year))] * bool(year) + [("topic", topic.slug if topic else "")] * bool(topic)
    return "?" + urlencode(pairs)
