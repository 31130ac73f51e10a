"""For those who like to type it: ``soort:nieuws onderwerp:geld`` says the same as choosing those beside the results."""

import re
from collections.abc import Iterable

from django.http import QueryDict

from content.taxonomy import words

from .facets import KIND, TAB
from .kinds import KIND_LABELS, TABS
from .language import fold

NAMES = {"soort": KIND, "kind": KIND, "onderwerp": "topic", "topic": "topic"}
SHORTEST = 3  # letters of a value that is only begun
_WRITTEN = re.compile(rf'(?<!\S)-?({"|".join(NAMES)}):(?:"([^"]*)"|([^\s"]+))', re.IGNORECASE)


def resolved(query: QueryDict) -> QueryDict:
    """The same search with what was typed as an operator chosen instead. What we don't know stays a word like any other."""
    text = query.get("q", "")[:1_000]
    if ":" not in text:
        return query
    chosen: list[tuple[str, str]] = []

    def taken(match: re.Match[str]) -> str:
        is_quoted = text[: match.start()].count('"') % 2
        found = None if is_quoted or match[0].startswith("-") else _meant(NAMES[match[1].lower()], match[2] or match[3])
        if found is None:
            return match[0]
        chosen.append(found)
        return ""

    rest = " ".join(_WRITTEN.sub(taken, text).split())
    if not chosen:
        return query
    found = query.copy()
    found["q"] = rest
    for name, value in chosen:
        if name == TAB:
            found[TAB] = value
        elif value not in found.getlist(name):
            found.appendlist(name, value)
    return found


def _meant(name: str, value: str) -> tuple[str, str] | None:
    """The facet and value that are meant: by its name, by what it is called in an address, or by how that begins."""
    if name == "topic":
        topics = [(word.slug, word.name) for word in words("topic").values()]
        return _first("topic", topics, value)
    kinds = [(key, str(label)) for key, label in KIND_LABELS.items()]
    tabs = [(tab.key, str(tab.label)) for tab in TABS]
    return _first(KIND, kinds, value, begun=False) or _first(TAB, tabs, value) or _first(KIND, kinds, value)


def _first(name: str, choices: Iterable[tuple[str, str]], value: str, *, begun: bool = True) -> tuple[str, str] | None:
    wanted = fold(value)
    by_name = [(key, {fold(key), fold(label)}) for key, label in choices]
    for key, known in by_name:
        if wanted in known:
            return name, key
    if not begun or len(wanted) < SHORTEST:
        return None
    return next(((name, key) for key, known in by_name if any(each.startswith(wanted) for each in known)), None)
