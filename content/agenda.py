"""What happens when, from every room that knows of something: one list for the agenda and the home page.

A feature registers a source when its app is ready. So the agenda shows sessions of circles beside meetings, and neither
room has to know the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from .visibility import Viewer


@dataclass(frozen=True)
class Entry:
    """One thing with a date and a time."""

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    kind: str  # the kind of the page behind it, as in BasePage.kind
    label: str  # the same for readers
    tone: str
    place: str = ""
    organisations: tuple[int, ...] = field(default=())  # keys of organisation pages
    is_cancelled: bool = False
    series: str = ""  # what several entries of one circle have in common
    number: int = 0  # which of a series this is, from 1, and how many it has
    total: int = 0
    summary: str = ""
    place_id: int | None = None  # key of the place's page in the first language

    @property
    def before(self) -> int:
        """How many of its series come before it."""
        return max(self.number - 1, 0)

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.ends_at < timezone.now()


Source = Callable[[datetime, datetime, Viewer, int], Iterable[Entry]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source: a function of (from, until, viewer, locale key) that gives what starts in that time."""
    _sources[name] = source


def entries(start: datetime, end: datetime, viewer: Viewer, locale_id: int) -> list[Entry]:
    """All that starts between ``start`` and ``end``, in order. One query per source."""
    found = [entry for source in _sources.values() for entry in source(start, end, viewer, locale_id)]
    return sorted(found, key=lambda entry: (entry.starts_at, entry.title))
