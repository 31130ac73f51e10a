"""The filters of the agenda: what somebody chose, and what is left to choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.agenda import Entry
from content.taxonomy import Word, words
from content.visibility import Viewer
from directory.places import places

EVENING = 17  # o'clock
TABS: dict[str, tuple[str | Promise, str]] = {
    "": (pgettext_lazy("agenda", "All"), ""),
    "meeting": (_("Meetings"), "meeting"),
    "circle": (_("Circles"), "circle"),
}
PARTS: dict[str, str | Promise] = {
    "evening": _("In the evening"),
    "daytime": _("In the daytime"),
    "weekend": _("At the weekend"),
}


@dataclass(frozen=True)
class Option:
    """A word to tick or a tab to open. ``word`` has its ``slug`` and ``name``."""

    word: Any
    count: int
    is_chosen: bool
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Group:
    """All options of one kind."""

    kind: str
    label: str | Promise
    choices: list[Option]


@dataclass(frozen=True)
class _Name:
    slug: str
    name: str | Promise
    order: int = 0


class Selection:
    """What an address of the agenda asks for."""

    def __init__(self, query: QueryDict, viewer: Viewer) -> None:
        self.kind = query.get("kind", "") if query.get("kind", "") in TABS else ""
        self.parts = [part for part in PARTS if part in query.getlist("when")]
        known = {word.slug: word for word in words("area").values()}
        self.areas: list[Word] = [known[slug] for slug in dict.fromkeys(query.getlist("area")) if slug in known]
        self._area_of = {place.pk: place.areas for place in places(viewer)}

    def __bool__(self) -> bool:
        return bool(self.parts or self.areas)

    def matches(self, entry: Entry, *, without: str = "") -> bool:
        """Whether ``entry`` is asked for, leaving aside one kind of choice."""
        return (
            (without == "kind" or not self.kind or entry.tone == self.kind)
            and (without == "when" or not self.parts or part_of(entry) in self.parts)
            and (without == "area" or not self.areas or bool(self._areas(entry) & {word.pk for word in self.areas}))
        )

    def tabs(self, entries: list[Entry]) -> list[Option]:
        """The kinds of things, each with how many the other choices leave."""
        left = [entry for entry in entries if self.matches(entry, without="kind")]
        return [
            Option(
                _Name(kind, label),
                sum(not kind or entry.tone == kind for entry in left),
                kind == self.kind,
                self._address(kind),
                tone,
            )
            for kind, (label, tone) in TABS.items()
        ]

    def groups(self, entries: list[Entry]) -> list[Group]:
        """What can be ticked."""
        parts = self._options(
            entries, "when", [(part, _Name(part, label), part in self.parts) for part, label in PARTS.items()]
        )
        areas = self._options(entries, "area", [(pk, word, word in self.areas) for pk, word in words("area").items()])
        found = [Group("when", _("When you can"), parts), Group("area", _("Area"), areas)]
        return [group for group in found if len(group.choices) > 1 or any(each.is_chosen for each in group.choices)]

    def kept(self) -> list[tuple[str, str]]:
        """What the form of ticks has to hand on."""
        return [("kind", self.kind)] if self.kind else []

    def _options(self, entries: list[Entry], kind: str, known: list[tuple[Any, Any, bool]]) -> list[Option]:
        left = [entry for entry in entries if self.matches(entry, without=kind)]
        value: Callable[[Entry], Any] = self._areas if kind == "area" else lambda entry: {part_of(entry)}
        options = [
            Option(word, sum(key in value(entry) for entry in left), is_chosen) for key, word, is_chosen in known
        ]
        return [each for each in options if each.count or each.is_chosen]

    def _areas(self, entry: Entry) -> frozenset[int]:
        return self._area_of.get(entry.place_id, frozenset())

    def _address(self, kind: str) -> str:
        pairs = [("kind", kind)] if kind else []
        pairs += [("when", part) for part in self.parts] + [("area", word.slug) for word in self.areas]
        return "?" + urlencode(pairs)


def part_of(entry: Entry) -> str:
    """When in the week it is."""
    start = timezone.localtime(entry.starts_at)
    if start.weekday() >= 5:
        return "weekend"
    return "evening" if start.hour >= EVENING else "daytime"
