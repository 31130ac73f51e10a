"""How good a hit is: one formula for all engines, so that they agree. Reasons: docs/decisions/0006-search-seam.md."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from .language import PART, PREFIX, STEM, Group, Wording
from .language.question import PART_OF
from .language.stopwords import LIGHT_WORDS

# What a word is worth by where it stands, and how long that part of a text usually is (in words).
FIELDS = (("title_terms", 6.0, 7), ("lead_terms", 2.0, 25), ("body_terms", 1.0, 250))
SATURATION = 2.4  # after how much a word that comes again counts no more
COVERAGE = 1.5  # how much it matters that all was met
LENGTH = 0.35  # how much a long text has to say a word more often
WHOLE_TITLE = 1.3  # the title says all that was asked
ONLY_THAT = 1.2  # … and hardly anything else
TERSE = 0.02  # how much a shorter text is better, all else equal
LIGHT = 0.5  # a word that goes with any subject
OVERDUE = 0.92  # it should have been checked by now
PAST = 0.8  # a meeting that is over
KINDS = {"organisation": 1.05, "best-practice": 1.02, "run": 0.9, "section": 0.95, "newsroom": 0.9, "page": 0.95}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the formula looks at."""

    pk: int
    kind: str
    date: datetime.date | None
    review_by: datetime.date | None
    title_terms: str
    lead_terms: str
    body_terms: str


def score(found: Candidate, wording: Wording, rarity: Mapping[str, float], today: datetime.date) -> float:
    """The worth of a hit; higher is better."""
    texts = [_Text(f" {getattr(found, name)} ", weight, usual) for name, weight, usual in FIELDS]
    light = LIGHT_WORDS.get(wording.language, frozenset())
    total = wanted = met = 0.0
    for group in wording.groups:
        rare = rarity.get(group.text, 1.0) * (LIGHT if group.text in light else 1.0)
        worth, way = _best(texts, group)
        wanted += rare
        met += rare * min(1.0, way)
        total += rare * worth
    if not wanted:
        return 0.0
    # Half of what was asked is worth less than half.
    return total / wanted * (met / wanted) ** COVERAGE * _title(texts[0].terms, wording) * _about(found, today)


class _Text:
    """One of the texts of a document, with what a word in it weighs."""

    __slots__ = ("terms", "weight")

    def __init__(self, terms: str, weight: float, usual: int) -> None:
        self.terms = terms
        length = terms.count(f" {STEM}")
        share = length / usual
        self.weight = weight / (1 - LENGTH + LENGTH * max(1.0, share)) / (1 + TERSE * min(share, 3.0))


def _best(texts: list[_Text], group: Group) -> tuple[float, float]:
    """What the best way to meet a group is worth in these texts, and how good a way it is (1: as it was typed)."""
    best = way = 0.0
    for terms, worth in group.ways:
        if worth <= best:
            continue
        amount = min(_amount(texts, term) for term in terms)
        value = worth * amount / (amount + SATURATION)
        if value > best:
            best, way = value, worth
    return best, (1.0 if way > PART_OF else 0.5 + way) if way else 0.0


def _amount(texts: list[_Text], term: str) -> float:
    found = ((text.weight, _times(text.terms, term)) for text in texts)
    return sum(weight * (1 + math.log(times)) for weight, times in found if times)


def _times(text: str, term: str) -> int:
    if term.startswith(PREFIX):
        return text.count(f" {term[1:]}")
    if term.startswith(PART) and " " not in term:
        return text.count(f" {term} ") + text.count(f" {STEM}{term[1:]} ")
    return text.count(f" {term} ")


def _title(title: str, wording: Wording) -> float:
    if not all(_meets(title, group) for group in wording.groups):
        return 1.0
    return WHOLE_TITLE * (ONLY_THAT if title.count(" ~") <= len(wording.groups) + 1 else 1.0)


def _meets(text: str, group: Group) -> bool:
    return any(all(_times(text, term) for term in terms) for terms, worth in group.ways if worth > PART_OF)


def _about(found: Candidate, today: datetime.date) -> float:
    factor = KINDS.get(found.kind, 1.0)
    if found.kind in ("event", "run") and found.date and found.date < today:
        factor *= PAST
    if found.review_by and found.review_by < today:
        factor *= OVERDUE
    return factor
