"""The filters of the directory: what somebody chose, what is left to choose, and the addresses of every choice."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.taxonomy import Word, words

from .register import Entry

KINDS: dict[str, str | Promise] = {
    "sector": _("Sector"),
    "area": _("Area"),
    "topic": _("What it is about"),
    "audience": _("For whom"),
}
MOST_CHOICES = 20  # of one kind in an address: more is no question


@dataclass(frozen=True)
class Choice:
    """A word to tick, with how many organisations ticking it leaves."""

    word: Word
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """All choices of one kind."""

    kind: str
    label: str | Promise
    choices: list[Choice]


@dataclass(frozen=True)
class Chosen:
    """Something chosen, and the address without it."""

    label: str
    kind: str | Promise
    url: str


@dataclass(frozen=True)
class Letter:
    """A letter under which something is filed."""

    name: str
    url: str
    is_chosen: bool


class Selection:
    """What an address asks for. Unknown words are no choice; within a kind any will do, across kinds all must."""

    def __init__(self, query: QueryDict) -> None:
        self.chosen: dict[str, list[Word]] = {}
        for kind in KINDS:
            known = {word.slug: word for word in words(kind).values()}
            asked = dict.fromkeys(query.getlist(kind)[:MOST_CHOICES])
            self.chosen[kind] = [known[slug] for slug in asked if slug in known]
        letter = query.get("letter", "").upper()
        self.letter = letter if len(letter) == 1 and (letter == "#" or "A" <= letter <= "Z") else ""
        self.open_first = query.get("sort") == "open"

    def __bool__(self) -> bool:
        return bool(self.letter or any(self.chosen.values()))

    def matches(self, entry: Entry, *, without: str = "") -> bool:
        """Whether ``entry`` is asked for, leaving aside the choices of the kind ``without``."""
        if self.letter and without != "letter" and entry.initial != self.letter:
            return False
        return all(
            kind == without or not chosen or any(word.pk in entry.words.get(kind, ()) for word in chosen)
            for kind, chosen in self.chosen.items()
        )

    def groups(self, entries: list[Entry]) -> list[Group]:
        """Every kind with the words that would leave something, and those that are chosen."""
        return [group for kind in KINDS if (group := self._group(kind, entries)).choices]

    def letters(self, entries: list[Entry]) -> list[Letter]:
        """The letters under which the other choices leave something."""
        initials = {entry.initial for entry in entries if self.matches(entry, without="letter")}
        ordered = sorted(initials, key=lambda initial: (initial == "#", initial))
        return [Letter(each, self.address(letter=each), each == self.letter) for each in ordered]

    def kept(self) -> list[tuple[str, str]]:
        """What the form of ticks has to hand on."""
        found = [("letter", self.letter)] if self.letter else []
        return [*found, ("sort", "open")] if self.open_first else found

    def removable(self) -> list[Chosen]:
        """Everything chosen, one by one."""
        found = [
            Chosen(word.name, KINDS[kind], self.address(drop=(kind, word)))
            for kind, chosen in self.chosen.items()
            for word in chosen
        ]
        return [*found, Chosen(self.letter, _("Letter"), self.address(letter=""))] if self.letter else found

    def address(
        self,
        *,
        drop: tuple[str, Word] | None = None,
        only: tuple[str, Word] | None = None,
        letter: str | None = None,
        open_first: bool | None = None,
    ) -> str:
        """The query string of this selection, without one word, with one word in place of its kind, or with a letter."""
        pairs = []
        for kind, chosen in self.chosen.items():
            kept = [only[1]] if only and only[0] == kind else [word for word in chosen if (kind, word) != drop]
            pairs += [(kind, word.slug) for word in kept]
        letter = self.letter if letter is None else letter
        open_first = self.open_first if open_first is None else open_first
        pairs += [("letter", letter)] if letter else []
        pairs += [("sort", "open")] if open_first else []
        return "?" + urlencode(pairs)

    def _group(self, kind: str, entries: list[Entry]) -> Group:
        left = [entry for entry in entries if self.matches(entry, without=kind)]
        counts = Counter(pk for entry in left for pk in entry.words.get(kind, ()))
        chosen = self.chosen[kind]
        choices = [Choice(word, counts[pk], word in chosen) for pk, word in words(kind).items()]
        return Group(kind, KINDS[kind], [each for each in choices if each.count or each.is_chosen])
