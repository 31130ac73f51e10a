"""From what somebody typed to what an engine looks for."""

from dataclasses import dataclass, field

from .analysis import STEM, Word, index_terms, stem_of, words
from .stopwords import STOP_WORDS

MOST_WORDS = 12
LONGEST = 200


@dataclass(frozen=True)
class Group:
    """One thing that was asked for: ways to meet it, each a set of terms that must all be there, with what it is worth."""

    text: str
    ways: tuple[tuple[tuple[str, ...], float], ...]


@dataclass(frozen=True)
class Wording:
    """A question, understood. All ``groups`` are wanted, none of ``without`` may occur, ``phrases`` occur literally."""

    text: str
    language: str
    groups: tuple[Group, ...] = ()
    without: tuple[str, ...] = ()
    phrases: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.groups or self.phrases)


def cleaned(text: str) -> str:
    """What somebody typed without what no keyboard types, at a length that a question can have."""
    kept = "".join(char if char.isprintable() else " " for char in text[: LONGEST * 5])
    return " ".join(kept.split())[:LONGEST].strip()


def read(text: str, language: str) -> Wording:
    """Understand ``text``: words, "exact phrases" and -without."""
    text = cleaned(text)
    loose, phrases, without = _taken_apart(text)
    wanted = list(words(loose))
    if len(wanted) > 1:
        stop = STOP_WORDS.get(language, frozenset())
        wanted = [word for word in wanted if word.forms[0] not in stop] or wanted
    wanted += [word for phrase in phrases for word in words(phrase)]
    groups = dict.fromkeys(_group(word, language) for word in wanted[:MOST_WORDS])
    kept = tuple(filter(None, (" ".join(word.forms[0] for word in words(phrase)) for phrase in phrases)))
    left_out = tuple(STEM + stem_of(word.forms[0], language) for part in without for word in words(part))
    return Wording(text, language, tuple(groups), left_out, kept)


def _group(word: Word, language: str) -> Group:
    whole = word.forms[0]
    ways = [((whole,), 1.0), ((STEM + stem_of(whole, language),), 0.8)]
    if len(word.forms) > 1:
        ways.append((tuple(STEM + stem_of(form, language) for form in word.forms[1:]), 0.7))
    return Group(whole, tuple(ways))


def _taken_apart(text: str) -> tuple[str, list[str], list[str]]:
    """Loose words, phrases in quotes, and words with a minus before them."""
    for mark in "“”„«»":
        text = text.replace(mark, '"')
    pieces = text.split('"')
    closed = len(pieces) - (len(pieces) % 2 == 0)
    phrases = [piece for number, piece in enumerate(pieces[:closed]) if number % 2]
    loose = " ".join(piece for number, piece in enumerate(pieces) if not number % 2 or number >= closed)
    without = [part[1:] for part in loose.split() if part.startswith("-") and part[1:2].isalnum()]
    rest = " ".join(part for part in loose.split() if not (part.startswith("-") and part[1:2].isalnum()))
    if not rest.strip() and not phrases:
        return " ".join(part.lstrip("-") for part in loose.split()), [], []
    return rest, phrases, without


__all__ = ["Group", "Wording", "cleaned", "index_terms", "read"]
