"""From text to terms."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from .compounds import parts_of
from .dutch import derived_from
from .lexicon import dutch_lexicon
from .stems import stem

STEM = "~"
PART = "+"
PREFIX = "^"  # only in questions: a word that begins so
LONGEST_WORD = 60

# Letters and digits, held together by a hyphen, an apostrophe or a soft hyphen (also at the end of a line).
_CHUNK = re.compile(r"[^\W_]+(?:[-‐‑’'‘`\u00ad][^\W_]+)*")
_INNER = re.compile(r"[^\W_]+")
_LINE_BREAK = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad)[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_LETTERS = str.maketrans(
    {"ĳ": "ij", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


@dataclass(slots=True)
class Word:
    """A word at its place in a text. ``forms``: joined first, then the pieces of a hyphenated word."""

    start: int
    end: int
    forms: tuple[str, ...]


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Small letters without accents or other marks."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(char for char in plain if char.isalnum()).lower()


def mended(text: str) -> str:
    """The text with words that were broken over two lines made whole."""
    return _LINE_BREAK.sub("", text) if "\n" in text else text


def chunks(text: str) -> Iterator[re.Match[str]]:
    """The words of a text as they are written, with their places."""
    return _CHUNK.finditer(text)


def words(text: str) -> Iterator[Word]:
    """The words of a text with their places."""
    for match in chunks(text):
        forms = forms_of(match[0])
        if forms:
            yield Word(match.start(), match.end(), forms)


@lru_cache(maxsize=20_000)
def forms_of(chunk: str) -> tuple[str, ...]:
    """A word as it is written in its forms: joined first, then the pieces of a hyphenated word."""
    pieces = [fold(piece)[:LONGEST_WORD] for piece in _INNER.findall(chunk)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return tuple(pieces)
    joined = "".join(pieces)[:LONGEST_WORD]
    # "foto's" and "’s" are one word, not two; "e-mail" and "oud-leden" are one and two.
    if not re.search("[-‐‑]", chunk):
        return (joined,)
    return tuple(dict.fromkeys([joined, *pieces]))


@lru_cache(maxsize=20_000)
def stem_of(word: str, language: str) -> str:
    """The stem of one folded word."""
    return stem(word, language)


@lru_cache(maxsize=20_000)
def word_terms(word: str, language: str) -> tuple[str, ...]:
    """The terms of one folded word: itself, its stem, the stems of its parts."""
    return (word, STEM + stem_of(word, language), *(PART + part for part in part_stems(word, language)))


@lru_cache(maxsize=20_000)
def part_stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of what a word is made of, or derived from; none for a simple word."""
    if language != "nl":
        return ()
    parts = parts_of(word)
    if parts:
        return tuple(dict.fromkeys(stem_of(part, language) for part in parts))
    known = dutch_lexicon().parts
    bases = [base for base in derived_from(word) if base in known or base.endswith(("ie", "eren"))]
    return (stem_of(bases[0], language),) if bases else ()


def index_terms(text: str, language: str) -> str:
    """All terms of a text in order, with single spaces, as engines keep them."""
    return " ".join(filter(None, map(_chunk_terms, _CHUNK.findall(mended(text)), repeat(language))))


@lru_cache(maxsize=20_000)
def _chunk_terms(chunk: str, language: str) -> str:
    return " ".join(term for form in forms_of(chunk) for term in word_terms(form, language))
