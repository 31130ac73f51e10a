"""How a list of articles is narrowed: by kind and by topic, both in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from content.taxonomy import Word, by_slug, words

from .models import ArticleKind
from .querysets import ArticleQuerySet
from .shelves import Shelf


@dataclass(frozen=True)
class Choice:
    """Something to choose, with how many articles it leaves."""

    label: str
    count: int
    url: str
    is_chosen: bool


class Selection:
    """What an address asks for. What means nothing is no choice."""

    def __init__(self, query: QueryDict) -> None:
        kind = query.get("kind", "")
        self.kind = kind if kind in ArticleKind.values else ""
        self.topic: Word | None = by_slug("topic", query.get("topic", ""))

    def __bool__(self) -> bool:
        return bool(self.kind or self.topic)

    def of(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Those of ``articles`` that are asked for."""
        found = articles.filter(article_kind=self.kind) if self.kind else articles
        return found.about(self.topic) if self.topic else found

    def kinds(self, shelf: Shelf) -> list[Choice]:
        """All kinds that leave something, "everything" first."""
        numbers = {kind: self._number(shelf, kind) for kind in ("", *ArticleKind.values)}
        shown = [kind for kind, number in numbers.items() if number or kind in ("", self.kind)]
        return [
            Choice(_label(kind), numbers[kind], self._address(kind, self.topic), kind == self.kind) for kind in shown
        ]

    def topics(self, shelf: Shelf) -> list[Choice]:
        """All topics that leave something within the kind, and the one that is chosen."""
        rows = [(word, shelf.topics[self.kind, pk], word == self.topic) for pk, word in words("topic").items()]
        return [
            Choice(word.name, number, self._address(self.kind, None if chosen else word), chosen)
            for word, number, chosen in rows
            if number or chosen
        ]

    def _number(self, shelf: Shelf, kind: str) -> int:
        if self.topic:
            return shelf.topics[kind, self.topic.pk]
        return shelf.kinds[kind] if kind else shelf.total

    def _address(self, kind: str, topic: Word | None) -> str:
        pairs = [("kind", kind)] * bool(kind) + [("topic", topic.slug if topic else "")] * bool(topic)
        return "?" + urlencode(pairs)


def _label(kind: str) -> str:
    return str(ArticleKind(kind).label) if kind else ""
