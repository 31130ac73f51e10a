"""What an organisation wrote or runs, from every room that knows of something: one list for its own page.

A feature registers a source when its app is ready. So an organisation's page shows articles, news and circles, and the
directory does not have to know any of those rooms.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .visibility import Viewer


@dataclass(frozen=True)
class Contribution:
    """One thing that comes from an organisation."""

    title: str
    url: str
    kind: str  # the kind of the page behind it, as in BasePage.kind
    label: str  # the same for readers
    tone: str
    day: date | None = None  # by which the newest is found


Source = Callable[[int, Viewer, int, int], Iterable[Contribution]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source: a function of (organisation, viewer, locale key, most).

    ``organisation`` is the key of its page in the first language. The source gives at most that many things that the
    viewer may see, in that language, newest first.
    """
    _sources[name] = source


def of_organisation(organisation: int, viewer: Viewer, locale_id: int, most: int) -> list[Contribution]:
    """The newest that come from ``organisation``: those without a date last."""
    found = [each for source in _sources.values() for each in source(organisation, viewer, locale_id, most)]
    return sorted(found, key=lambda each: each.day or date.min, reverse=True)
