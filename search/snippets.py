"""The passage that shows why something was found, with its words marked. Safe HTML, whatever the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .language import PART, PREFIX, STEM, Wording, chunks, forms_of, word_terms

LENGTH = 240  # letters
LOOK_AT = 20_000  # letters of a long text


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    group: int


def marked(text: str, wording: Wording) -> SafeString:
    """The whole text, its words marked."""
    return _written(text, _marks(text, wording), 0, len(text))


def snippet(lead: str, body: str, wording: Wording) -> SafeString:
    """The lead if it has what was asked, else the best passage of the body, else the lead."""
    in_lead = _marks(lead, wording)
    if lead and len({mark.group for mark in in_lead}) == len(wording.groups):
        return _written(lead, in_lead, 0, len(lead))
    in_body = _marks(body[:LOOK_AT], wording)
    if len({mark.group for mark in in_lead}) >= len({mark.group for mark in in_body}) and lead:
        return _written(lead, in_lead, 0, len(lead))
    if not in_body:
        return _passage(lead or body, in_lead)
    return _passage(body[:LOOK_AT], in_body)


def groups_in(text: str, wording: Wording) -> int:
    """How many of the things asked for a text says something of."""
    return len({mark.group for mark in _marks(text, wording)})


@lru_cache(maxsize=64)
def terms_of(wording: Wording) -> Mapping[str, int]:
    """Every term that may be marked, with the number of its group."""
    found: dict[str, int] = {}
    for number, group in enumerate(wording.groups):
        for terms, _worth in group.ways:
            for term in " ".join(terms).split():
                found.setdefault(term, number)
                if term.startswith(PART):
                    found.setdefault(STEM + term[1:], number)
    return found


class _Sought:
    """What is marked for a wording: texts repeat their words, so what was found out about one is kept."""

    def __init__(self, wording: Wording) -> None:
        self.language = wording.language
        self.terms = terms_of(wording)
        self.beginnings = [(term[1:], number) for term, number in self.terms.items() if term.startswith(PREFIX)]
        self.known: dict[str, int | None] = {}

    def group_of(self, chunk: str) -> int | None:
        """The number of the group that a word of a text belongs to."""
        if chunk not in self.known:
            self.known[chunk] = self._look_up(forms_of(chunk))
        return self.known[chunk]

    def _look_up(self, forms: tuple[str, ...]) -> int | None:
        for form in forms:
            for term in word_terms(form, self.language):
                if term in self.terms:
                    return self.terms[term]
        return next((number for start, number in self.beginnings if forms and forms[0].startswith(start)), None)


@lru_cache(maxsize=16)
def _sought(wording: Wording) -> _Sought:
    return _Sought(wording)


def _marks(text: str, wording: Wording) -> list[_Mark]:
    sought = _sought(wording)
    if not sought.terms:
        return []
    groups = {
        chunk: group for chunk in {match[0] for match in chunks(text)} if (group := sought.group_of(chunk)) is not None
    }
    if not groups:
        return []
    return [_Mark(match.start(), match.end(), groups[match[0]]) for match in chunks(text) if match[0] in groups]


def _passage(text: str, marks: list[_Mark]) -> SafeString:
    if len(text) <= LENGTH:
        return _written(text, marks, 0, len(text))
    start = _best_start(marks)
    begin = _at_word(text, max(0, start - LENGTH // 4)) if start > LENGTH // 4 else 0
    end = text.rfind(" ", begin, begin + LENGTH) if begin + LENGTH < len(text) else len(text)
    end = end if end > begin else min(len(text), begin + LENGTH)
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return mark_safe(before + _written(text, marks, begin, end) + after)


def _best_start(marks: list[_Mark]) -> int:
    """Where the passage begins that holds the most different words."""
    best, where = -1, 0
    for number, mark in enumerate(marks):
        near = [each for each in marks[number : number + 12] if each.end <= mark.start + LENGTH * 3 // 4]
        value = len({each.group for each in near}) * 10 + len(near)
        if value > best:
            best, where = value, mark.start
    return where


def _at_word(text: str, position: int) -> int:
    """The start of the sentence just before, or else of the next word."""
    sentence = max(text.rfind(end, max(0, position - 60), position) for end in (". ", "? ", "! "))
    if sentence >= 0:
        return sentence + 2
    space = text.find(" ", position)
    return space + 1 if space >= 0 else position


def _written(text: str, marks: list[_Mark], begin: int, end: int) -> SafeString:
    inside = [mark for mark in marks if mark.start >= begin and mark.end <= end]
    edges = [(begin, begin), *((mark.start, mark.end) for mark in inside), (end, end)]
    parts = []
    for (_, done), (start, stop) in pairwise(edges):
        parts.append(conditional_escape(text[done:start]))
        if stop > start:
            parts.append(f"<mark>{conditional_escape(text[start:stop])}</mark>")
    return mark_safe("".join(parts))
