"""What was mistyped and what was probably meant. Offered only if it helps this viewer: the word is in something they may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from . import engines
from .engines import Request
from .language import STEM, Group, fold, read, stem_of, words
from .vocabulary import meant


def mended(request: Request, unknown: Iterable[str]) -> dict[str, tuple[str, int]]:
    """For each word that occurs nowhere the likeliest known word that does, for this viewer, and in how many things."""
    found: dict[str, tuple[str, int]] = {}
    for word, known, count in offers(request, unknown):
        found.setdefault(word, (known, count))
    return found


def offers(request: Request, unknown: Iterable[str]) -> list[tuple[str, str, int]]:
    """Each of these words with the known words it may be, likeliest first, and in how many things this viewer finds those.

    Another form of the same word is none of them: what has it, was found already.
    """
    pairs = []
    for word, alike in meant(unknown, request.language).items():
        stem = stem_of(fold(word), request.language)
        pairs += [(word, known) for known in alike if stem_of(known, request.language) != stem]
    if not pairs:
        return []
    groups = [_all_together(known, request.language) for _word, known in pairs]
    counts = engines.current().counts(replace(request, any_word=False), groups)
    return [(word, known, count) for (word, known), count in zip(pairs, counts, strict=True) if count]


def _all_together(known: str, language: str) -> Group:
    """One group that asks for all the words of what may be meant."""
    groups = read(known, language).groups
    if len(groups) == 1:
        return groups[0]
    return Group(known, ((tuple(STEM + stem_of(group.text, language) for group in groups), 1.0),))


def replaced(text: str, mended: Mapping[str, str]) -> str:
    """The question with the mended words in place."""
    for word in reversed(list(words(text))):
        known = mended.get(word.forms[0])
        if known:
            text = text[: word.start] + known + text[word.end :]
    return re.sub(r"\s+", " ", text).strip()
