"""Articles that nobody wrote, to hide real ones among: Dutch words in the frequencies of a real text, no meaning."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from .language.lexicon import dutch_lexicon
from .sources import Findable

TITLE, LEAD, BODY = (4, 7), 25, 180
COMMON = 12_000  # different words
SKEW = 1.05  # how much more often a common word comes than a rare one (Zipf)


def texts(number: int, seed: int = 5) -> Iterator[Findable]:
    """``number`` articles, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    words = _words(chance)
    weights = [1 / (rank + 20) ** SKEW for rank in range(len(words))]
    for count in range(number):
        title = chance.choices(words, weights, k=chance.randint(*TITLE))
        text = chance.choices(words, weights, k=LEAD + BODY)
        yield Findable(
            language="nl",
            kind="how-to",
            tone="knowledge",
            label="Stappenplan",
            url=f"/nl/x/{count}/",
            title=" ".join(title).capitalize(),
            lead=" ".join(text[:LEAD]),
            body=" ".join(text[LEAD:]),
            date=date(2026, 1, 1) - timedelta(days=count % 2_000),
        )


def _words(chance: random.Random) -> list[str]:
    """Words of the packaged list, those that make many compounds first: they are the common ones."""
    parts = dutch_lexicon().parts
    ranked = sorted(parts, key=lambda word: (-(parts[word] // 10 + parts[word] % 10), chance.random()))
    return ranked[:COMMON]
