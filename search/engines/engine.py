"""What every engine can do. An engine only finds and counts; how good a hit is, is decided in ``search.ranking`` for all."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from search.language import Group, Wording
from search.models import language_tag

if TYPE_CHECKING:
    from search.models import SearchDocument

MOST_COUNTED = 2_000  # from here on it is "more than": counting them all would cost a reader seconds
MOST_RANKED = 120  # by the formula: so many of the likeliest have to come first


@dataclass(frozen=True)
class Request:
    """A question with whom it is from. ``audiences`` are the keys the viewer may see: part of every query."""

    wording: Wording
    audiences: tuple[str, ...]
    language: str
    filters: tuple[tuple[str, ...], ...] = ()  # of each group of tags at least one
    any_word: bool = False  # instead of all of them
    newest: bool = False


class Row(NamedTuple):
    """What is counted of one hit."""

    pk: int
    kind: str
    tags: str


@dataclass
class Found:
    """The hits of a request, the engine's best first; no more than ``MOST_COUNTED``."""

    rows: list[Row] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        """Whether there may be more."""
        return len(self.rows) >= MOST_COUNTED


class Engine(ABC):
    """Finds documents by terms."""

    name = ""
    stand_ins = 0  # how often another engine answered in its place
    is_beside_database = False  # a server of its own, that can miss what the database knows

    @abstractmethod
    def install(self) -> None:
        """Make what the engine needs besides the table, if it is not there yet. Safe to repeat."""

    @abstractmethod
    def find(self, request: Request) -> Found:
        """The documents that meet the request and that the viewer may see."""

    @abstractmethod
    def counts(self, request: Request, groups: Sequence[Group]) -> list[int]:
        """In how many documents that the viewer may see each of these groups occurs, in their order."""

    @abstractmethod
    def titles(self, typed: Sequence[str], audiences: tuple[str, ...], language: str, most: int) -> list[int]:
        """The keys of documents whose title has all these words, the last perhaps only begun."""

    @abstractmethod
    def check(self) -> list[str]:
        """What is wrong with the index, in words; empty if nothing is."""

    @abstractmethod
    def rebuild(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Make the engine's own index anew from the table. ``progress`` is told how far it is, of how much."""

    def write(self, documents: "Iterable[SearchDocument]") -> None:  # noqa: B027 -- may do nothing
        """Take in documents that were just saved. Nothing to do where the database follows by itself."""

    def write_places(self, documents: "Iterable[SearchDocument]") -> None:  # noqa: B027 -- may do nothing
        """The same for documents of which only address and audience changed."""

    def remove(self, pks: Iterable[int]) -> None:  # noqa: B027 -- may do nothing
        """Forget documents. Nothing to do where the database follows by itself."""


def is_matched(terms: Sequence[str]) -> bool:
    """Whether an engine has to look for these terms. A word as typed is found by its stem, two parts of one word by each."""
    return not any(" " in term for term in terms) and any(term[0] in "~+^" for term in terms)


def tag_of(language: str) -> str:
    """The tag to tell an index too, so that it reads only what is in ``language``: else all that have a word in the main one.

    Empty for the site's main language: there it would go through the list of nearly everything for nothing.
    """
    return "" if language == settings.LANGUAGE_CODE else language_tag(language)


def best_first(rows: list[Row], best: list[Row]) -> list[Row]:
    """The likeliest hits before all others, each once."""
    known = {row.pk for row in best}
    return [*best, *(row for row in rows if row.pk not in known)][:MOST_COUNTED]
