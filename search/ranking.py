"""How good a hit is: one formula for all engines, so that they agree. Reasons: docs/decisions/0006-search-seam.md."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from .language import PART, PREFIX, STEM, Group, Wording, stem_of
from .language.question import PART_OF
from .language.stopwords import light_stems

# What a word is worth by where it stands, and how long that part of a text usually is (in words).
FIELDS = (("title_terms", 6.0, 7), ("lead_terms", 2.0, 25), ("body_terms", 1.0, 250))
SATURATION = 2.4  # after how much a word that comes again counts no more
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


class Formula:
    """The worth of hits for one question: ``rarity`` of its groups by their text, ``today`` for what is past."""

    def __init__(self, wording: Wording, rarity: Mapping[str, float], today: datetime.date) -> None:
        self.today = today
        light = light_stems(wording.language)
        self.groups = [_Sought(group) for group in wording.groups]
        self.rarity = [
            rarity.get(group.text, 1.0) * (LIGHT if stem_of(group.text, wording.language) in light else 1.0)
            for group in wording.groups
        ]
        self.wanted = sum(self.rarity)

    def score(self, found: Candidate) -> float:
        """The worth of a hit; higher is better."""
        if not self.wanted:
            return 0.0
        texts = [_Text(f" {getattr(found, name)} ", weight, usual) for name, weight, usual in FIELDS]
        total = met = 0.0
        for group, rare in zip(self.groups, self.rarity, strict=True):
            worth, way = group.best(texts)
            met += rare * min(1.0, way)
            total += rare * worth
        # Half of what was asked is worth less than half.
        covered = met / self.wanted
        return total / self.wanted * covered * self._title(texts[0].terms) * _about(found, self.today)

    def _title(self, title: str) -> float:
        if not all(group.is_met_by(title) for group in self.groups):
            return 1.0
        return WHOLE_TITLE * (ONLY_THAT if title.count(" ~") <= len(self.groups) + 1 else 1.0)


class _Text:
    """One of the texts of a document, with what a word in it weighs."""

    __slots__ = ("terms", "weight")

    def __init__(self, terms: str, weight: float, usual: int) -> None:
        self.terms = terms
        length = terms.count(f" {STEM}")
        share = length / usual
        self.weight = weight / (1 - LENGTH + LENGTH * max(1.0, share)) / (1 + TERSE * min(share, 3.0))


class _Sought:
    """A group as it is looked for in texts: its ways, the best first, each term as it stands between spaces."""

    def __init__(self, group: Group) -> None:
        ways = sorted(group.ways, key=lambda way: -way[1])
        self.ways = [(worth, [_needles(term) for term in terms]) for terms, worth in ways]

    def best(self, texts: list[_Text]) -> tuple[float, float]:
        """What the best way to meet it is worth in these texts, and how good a way it is (1: as it was typed)."""
        best = way = 0.0
        for worth, terms in self.ways:
            if worth <= best:
                break  # no amount makes a way worth more than this
            amount = min([_amount(texts, needles) for needles in terms])
            value = worth * amount / (amount + SATURATION)
            if value > best:
                best, way = value, worth
        return best, (1.0 if way > PART_OF else 0.5 + way) if way else 0.0

    def is_met_by(self, text: str) -> bool:
        """Whether a text says it, and not only as a part of something else."""
        return any(
            all(any(needle in text for needle in needles) for needles in terms)
            for worth, terms in self.ways
            if worth > PART_OF
        )


def _needles(term: str) -> tuple[str, ...]:
    if term.startswith(PREFIX):
        return (f" {term[1:]}",)
    if term.startswith(PART) and " " not in term:
        return f" {term} ", f" {STEM}{term[1:]} "
    return (f" {term} ",)


def _amount(texts: list[_Text], needles: tuple[str, ...]) -> float:
    amount = 0.0
    for text in texts:
        times = 0
        for needle in needles:
            times += text.terms.count(needle)
        if times:
            amount += text.weight * (1 + math.log(times))
    return amount


def _about(found: Candidate, today: datetime.date) -> float:
    factor = KINDS.get(found.kind, 1.0)
    if found.kind in ("event", "run") and found.date and found.date < today:
        factor *= PAST
    if found.review_by and found.review_by < today:
        factor *= OVERDUE
    return factor
