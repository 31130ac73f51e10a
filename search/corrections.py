"""What was mistyped and what was probably meant. Offered only if it helps this viewer: the word is in something they may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from . import engines
from .engines import Request
from .language import read, words
from .vocabulary import near


def mended(request: Request, unknown: Iterable[str]) -> dict[str, str]:
    """For each word that occurs nowhere the likeliest known word that does, for this viewer."""
    offers = [(word, known) for word in unknown for known in near(word, request.language)]
    if not offers:
        return {}
    groups = [read(known, request.language).groups[0] for _word, known in offers]
    counts = engines.current().counts(replace(request, any_word=False), groups)
    found: dict[str, str] = {}
    for (word, known), count in zip(offers, counts, strict=True):
        if count:
            found.setdefault(word, known)
    return found


def replaced(text: str, mended: Mapping[str, str]) -> str:
    """The question with the mended words in place."""
    for word in reversed(list(words(text))):
        known = mended.get(word.forms[0])
        if known:
            text = text[: word.start] + known + text[word.end :]
    return re.sub(r"\s+", " ", text).strip()
