"""What every engine can do. An engine only finds and counts; how good a hit is, is decided in ``search.ranking`` for all."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.language import Wording

if TYPE_CHECKING:
    from search.models import SearchDocument

MOST_COUNTED = 5_000
MOST_RANKED = 200


@dataclass(frozen=True)
class Request:
    """A question with whom it is from. ``audiences`` are the keys the viewer may see: part of every query."""

    wording: Wording
    audiences: tuple[str, ...]
    language: str
    filters: tuple[tuple[str, ...], ...] = ()  # of each group of tags at least one
    any_word: bool = False  # instead of all of them
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Row:
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

    @abstractmethod
    def install(self) -> None:
        """Make what the engine needs besides the table, if it is not there yet. Safe to repeat."""

    @abstractmethod
    def find(self, request: Request) -> Found:
        """The documents that meet the request and that the viewer may see."""

    @abstractmethod
    def check(self) -> list[str]:
        """What is wrong with the index, in words; empty if nothing is."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the engine's own index anew from the table."""

    def write(self, documents: "Iterable[SearchDocument]") -> None:  # noqa: B027 -- may do nothing
        """Take in documents that were just saved. Nothing to do where the database follows by itself."""

    def write_places(self, documents: "Iterable[SearchDocument]") -> None:  # noqa: B027 -- may do nothing
        """The same for documents of which only address and audience changed."""

    def remove(self, pks: Iterable[int]) -> None:  # noqa: B027 -- may do nothing
        """Forget documents. Nothing to do where the database follows by itself."""
