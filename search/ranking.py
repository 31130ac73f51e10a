"""How good a hit is: one formula for all engines, so that they agree. Reasons: docs/decisions/0006-search-seam.md."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from .language import Group, Wording

# What a word is worth by where it stands, and how long that part of a text usually is (in words).
FIELDS = (("title_terms", 6.0, 7), ("lead_terms", 2.0, 25), ("body_terms", 1.0, 250))
SATURATION = 1.2  # after how much a word that comes again counts no more
LENGTH = 0.35  # how much a long text has to say a word more often
WHOLE_TITLE = 1.3  # the title says all that was asked
ONLY_THAT = 1.2  # … and hardly anything else
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
    texts = [(f" {getattr(found, name)} ", weight, usual) for name, weight, usual in FIELDS]
    total = wanted = met = 0.0
    for group in wording.groups:
        rare = rarity.get(group.text, 1.0)
        amount = sum(weight * _worth(text, group, usual) for text, weight, usual in texts)
        wanted += rare
        if amount:
            met += rare
            total += rare * amount / (amount + SATURATION * 2)
    if not wanted:
        return 0.0
    # Half of what was asked is worth less than half.
    return total / wanted * (met / wanted) ** 1.5 * _title(texts[0][0], wording) * _about(found, today)


def _worth(text: str, group: Group, usual: int) -> float:
    best = 0.0
    for terms, worth in group.ways:
        times = min(text.count(f" {term} ") for term in terms)
        if times:
            best = max(best, worth * (1 + math.log(times)))
    if not best:
        return 0.0
    length = text.count(" ~")
    return best / (1 - LENGTH + LENGTH * max(1.0, length / usual))


def _title(title: str, wording: Wording) -> float:
    if not all(any(all(f" {term} " in title for term in terms) for terms, _ in group.ways) for group in wording.groups):
        return 1.0
    return WHOLE_TITLE * (ONLY_THAT if title.count(" ~") <= len(wording.groups) + 1 else 1.0)


def _about(found: Candidate, today: datetime.date) -> float:
    factor = KINDS.get(found.kind, 1.0)
    if found.kind in ("event", "run") and found.date and found.date < today:
        factor *= PAST
    if found.review_by and found.review_by < today:
        factor *= OVERDUE
    return factor
