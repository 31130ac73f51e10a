"""How a list of articles is narrowed: by kind and by topic, both in the address."""

from urllib.parse import urlencode

from django.http import QueryDict

from content.choices import Choice
from content.taxonomy import Word, by_slug, words

from .models import ArticleKind
from .querysets import ArticleQuerySet
from .shelves import Shelf


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

    def count(self, shelf: Shelf) -> int | None:
        """How many of what stands there are asked for; None where nobody counted."""
        return None if shelf.is_large else shelf.count(self.kind, self.topic)

    def kinds(self, shelf: Shelf) -> list[Choice]:
        """All kinds that leave something, "everything" first."""
        shown = [kind for kind in ("", *ArticleKind.values) if kind in ("", self.kind) or shelf.count(kind, self.topic)]
        return [self._choice(_label(kind), shelf, kind, self.topic, kind == self.kind) for kind in shown]

    def topics(self, shelf: Shelf) -> list[Choice]:
        """All topics that leave something within the kind, and the one that is chosen."""
        return [
            Choice(
                word.name, number, self._address(self.kind, None if word == self.topic else word), word == self.topic
            )
            for word in words("topic").values()
            if (number := shelf.count(self.kind, word)) or word == self.topic or shelf.is_large
        ]

    def _choice(self, label: str, shelf: Shelf, kind: str, topic: Word | None, is_chosen: bool) -> Choice:
        return Choice(label, shelf.count(kind, topic), self._address(kind, topic), is_chosen)

    def _address(self, kind: str, topic: Word | None) -> str:
        pairs = [("kind", kind)] * bool(kind) + [("topic", topic.slug if topic else "")] * bool(topic)
        return "?" + urlencode(pairs)


def _label(kind: str) -> str:
    return str(ArticleKind(kind).label) if kind else ""
