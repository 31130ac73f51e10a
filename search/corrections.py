"""What was mistyped and what was probably meant. Offered only if it helps this viewer: the word is in something they may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from . import engines
from .engines import Request
from .language import fold, read, stem_of, words
from .vocabulary import near


def mended(request: Request, unknown: Iterable[str]) -> dict[str, str]:
    """For each word that occurs nowhere the likeliest known word that does, for this viewer."""
    found: dict[str, str] = {}
    for word, known in offers(request, unknown):
        found.setdefault(word, known)
    return found


def offers(request: Request, unknown: Iterable[str]) -> list[tuple[str, str]]:
    """Each of these words with the known words it may be, likeliest first, as far as this viewer may find them.

    Another form of the same word is none of them: what has it, was found already.
    """
    pairs = []
    for word in unknown:
        stem = stem_of(fold(word), request.language)
        pairs += [(word, known) for known in near(word, request.language) if stem_of(known, request.language) != stem]
    if not pairs:
        return []
    groups = [read(known, request.language).groups[0] for _word, known in pairs]
    counts = engines.current().counts(replace(request, any_word=False), groups)
    return [pair for pair, count in zip(pairs, counts, strict=True) if count]


def replaced(text: str, mended: Mapping[str, str]) -> str:
    """The question with the mended words in place."""
    for word in reversed(list(words(text))):
        known = mended.get(word.forms[0])
        if known:
            text = text[: word.start] + known + text[word.end :]
    return re.sub(r"\s+", " ", text).strip()
