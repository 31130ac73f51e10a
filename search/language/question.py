"""From what somebody typed to what an engine looks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .analysis import PART, PREFIX, STEM, Word, part_stems, stem_of, words
from .dutch import PARTICLES
from .stopwords import STOP_WORDS

MOST_WORDS = 12
LONGEST = 200

# What a way to meet a word is worth, beside the word as it was typed.
AS_TYPED = 1.0
SAME_STEM = 0.7
SYNONYM = 0.8
IN_PARTS = 0.6  # "vrijwilligersvergoeding" by "vergoeding" and "vrijwilligers" in the same text
JOINED = 0.8  # "buurt tuin" by "buurttuin"
DERIVED = 0.5  # "bestuurders" by "bestuur"
DERIVED_PART = 0.25  # "bestuurders" by "bestuursvergadering"
PART_OF = 0.5  # "vergoeding" by "vrijwilligersvergoeding"
BEGINNING = 0.3
ONE_PART = 0.15  # "vrijwilligersvergoeding" by "vergoeding" alone
SHORTEST_BEGINNING = 3
LINKS_OF_NAMES = ("", "s")  # between a name and what follows
MOST_PAIRED = 4  # words that are tried in pairs

Way = tuple[tuple[str, ...], float]
Synonyms = Mapping[tuple[str, ...], Sequence[str]]


@dataclass(frozen=True)
class Group:
    """One thing that was asked for: ways to meet it, each a set of terms that must all be there, with what it is worth.

    In a question a term that begins with ``+`` means: as a part of a word, or as a word.
    """

    text: str
    ways: tuple[Way, ...]


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


def read(text: str, language: str, synonyms: Synonyms | None = None) -> Wording:
    """Understand ``text``: words, "exact phrases" and -without. ``synonyms``: by stems, what means the same."""
    text = cleaned(text)
    loose, phrases, without = _taken_apart(text)
    said = list(words(loose))
    groups = _grouped(said[: MOST_WORDS * 2], language, synonyms or {})
    groups += [_group(word.forms, language) for phrase in phrases for word in words(phrase)]
    groups = _paired(list(dict.fromkeys(groups))[:MOST_WORDS], language)
    kept = tuple(filter(None, (" ".join(word.forms[0] for word in words(phrase)) for phrase in phrases)))
    left_out = tuple(STEM + stem_of(word.forms[0], language) for part in without for word in words(part))
    return Wording(text, language, tuple(groups), left_out, kept)


def _grouped(said: list[Word], language: str, synonyms: Synonyms) -> list[Group]:
    """Words as groups: what has a synonym first (it may be several words), then the others that say something."""
    stop = STOP_WORDS.get(language, frozenset())
    stems = [stem_of(word.forms[0], language) for word in said]
    taken: dict[int, Group] = {}
    place = 0
    while place < len(said):
        length = next(
            (n for n in range(min(6, len(said) - place), 0, -1) if tuple(stems[place : place + n]) in synonyms), 0
        )
        if length:
            others = synonyms[tuple(stems[place : place + length])]
            taken[place] = _with_synonyms(said[place : place + length], others, language)
        elif said[place].forms[0] not in stop:
            taken[place] = _group(said[place].forms, language, _joined(said, place, language))
        place += max(1, length)
    return list(taken.values()) or [_group(word.forms, language) for word in said]


def _group(forms: tuple[str, ...], language: str, more: tuple[Way, ...] = ()) -> Group:
    whole = forms[0]
    stem = stem_of(whole, language)
    ways: list[Way] = [((whole,), AS_TYPED), ((STEM + stem,), SAME_STEM)]
    if len(forms) > 1:
        ways.append((tuple(PART + stem_of(form, language) for form in forms[1:]), SAME_STEM))
    parts = part_stems(whole, language)
    if len(parts) > 1:
        ways.append((tuple(PART + part for part in parts), IN_PARTS))
    elif parts:
        ways += [((STEM + parts[0],), DERIVED), ((PART + parts[0],), DERIVED_PART)]
    ways.append(((PART + stem,), PART_OF))
    return Group(whole, (*ways, *more))


def _joined(said: list[Word], place: int, language: str) -> tuple[Way, ...]:
    """What a word makes with its neighbours: ``buurt tuin`` → ``buurttuin``, ``vraag … aan`` → ``aanvraag``."""
    word = said[place].forms[0]
    found = []
    for first, second in ((place - 1, place), (place, place + 1)):
        if first >= 0 and second < len(said):
            found.append((STEM + stem_of(said[first].forms[0] + said[second].forms[0], language), JOINED))
    if language == "nl":
        found += [(STEM + stem_of(whole, language), JOINED) for whole in _turned(said, place)]
    if language == "nl" and len(said) > 1:
        apart = [each.forms[0] for each in said[place + 1 :] if each.forms[0] in PARTICLES]
        found += [(STEM + stem_of(particle + word, language), JOINED) for particle in apart[:2]]
    return tuple(((term,), worth) for term, worth in found)


def _turned(said: list[Word], place: int) -> list[str]:
    """The compounds of a word with its neighbours, the main word last: ``cursus (over) TeamDesk`` → ``teamdeskcursus``.

    Compounds of known words are found by their parts; names are in no list of words.
    """
    stop = STOP_WORDS["nl"]
    kept = [number for number, word in enumerate(said) if word.forms[0] not in stop]
    if place not in kept:
        return []
    at = kept.index(place)
    pairs = [pair for pair in (kept[max(0, at - 1) : at + 1], kept[at : at + 2]) if len(pair) == 2]
    return [said[second].forms[0] + link + said[first].forms[0] for first, second in pairs for link in LINKS_OF_NAMES]


def _paired(groups: list[Group], language: str) -> list[Group]:
    """Two words that were asked for may be one word in a text: ``ruimte vergaderen`` → ``vergaderruimte``.

    The parts of a word stand side by side among the terms of a text. Engines find such a word by its parts; only the ranking
    looks at this way.
    """
    if language != "nl" or not 1 < len(groups) <= MOST_PAIRED:
        return groups
    parts = [PART + stem_of(group.text, language) for group in groups]
    paired = []
    for number, group in enumerate(groups):
        others = [part for place, part in enumerate(parts) if place != number]
        side_by_side = [pair for other in others for pair in (f"{parts[number]} {other}", f"{other} {parts[number]}")]
        paired.append(Group(group.text, (*group.ways, *(((pair,), JOINED) for pair in side_by_side))))
    return paired


def _with_synonyms(said: list[Word], others: Sequence[str], language: str) -> Group:
    text = " ".join(word.forms[0] for word in said)
    ways = list(_group(said[0].forms, language).ways) if len(said) == 1 else [(_all_of(said, language), AS_TYPED)]
    ways += [(_all_of(list(words(other)), language), SYNONYM) for other in others]
    return Group(text, tuple(way for way in ways if way[0]))


def _all_of(said: list[Word], language: str) -> tuple[str, ...]:
    stop = STOP_WORDS.get(language, frozenset()) if len(said) > 1 else frozenset()
    return tuple(dict.fromkeys(STEM + stem_of(word.forms[0], language) for word in said if word.forms[0] not in stop))


def eased(wording: Wording) -> Wording:
    """The same question for when little is found: one part of a long word will do, and the last word may be only begun."""
    groups = [Group(group.text, (*group.ways, *_some_parts(group))) for group in wording.groups]
    if groups and len(groups[-1].text) >= SHORTEST_BEGINNING:
        last = groups[-1]
        groups[-1] = Group(last.text, (*last.ways, ((PREFIX + last.text,), BEGINNING)))
    return replace(wording, groups=tuple(groups))


def _some_parts(group: Group) -> list[Way]:
    return [((term,), ONE_PART) for terms, worth in group.ways if worth == IN_PARTS for term in terms]


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
