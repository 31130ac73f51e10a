"""Articles that nobody wrote, to hide real ones among: Dutch words in the frequencies of a real text, no meaning.

Frequencies follow Zipf's law as Mandelbrot put it (1953): the word of rank r comes 1 / (r + 2.7) as often. The first ranks are
those of function words, more than a third of any text, then come words that go with any subject, then all others.

Nobody judged them, so none may be an answer: what is asked about is never their subject. Their titles and leads are without the
words of the questions; their texts hold those as often as any other text does, in passing.
"""

import random
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import accumulate

from .language import word_terms
from .language.lexicon import dutch_lexicon
from .language.stopwords import LIGHT_WORDS, STOP_WORDS
from .sources import Findable

TITLE, LEAD, BODY = (4, 7), 25, 180
COMMON = 30_000  # different words
OFFSET = 2.7


def texts(number: int, seed: int = 5, asked: Collection[str] = ()) -> Iterator[Findable]:
    """``number`` articles, the same for the same seed. ``asked``: terms of questions, which are no subject of theirs."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    words = _words(chance)
    weights = list(accumulate(1 / (rank + OFFSET) for rank in range(1, len(words) + 1)))
    subjects = [word for word in words if not any(term in asked for term in word_terms(word, "nl"))]
    subject_weights = weights[: len(subjects)]
    for count in range(number):
        title = chance.choices(subjects, cum_weights=subject_weights, k=chance.randint(*TITLE))
        lead = chance.choices(subjects, cum_weights=subject_weights, k=LEAD)
        body = chance.choices(words, cum_weights=weights, k=BODY)
        yield Findable(
            language="nl",
            kind="how-to",
            tone="knowledge",
            label="Stappenplan",
            url=f"/nl/x/{count}/",
            title=" ".join(title).capitalize(),
            lead=" ".join(lead),
            body=" ".join(body),
            date=date(2026, 1, 1) - timedelta(days=count % 2_000),
        )


def _words(chance: random.Random) -> list[str]:
    """Words, the commonest first: of the packaged list those that make many compounds."""
    first = [*sorted(STOP_WORDS["nl"]), *sorted(LIGHT_WORDS["nl"])]
    parts = dutch_lexicon().parts
    ranked = sorted(parts, key=lambda word: (-(parts[word] // 10 + parts[word] % 10), chance.random()))
    return list(dict.fromkeys([*first, *ranked]))[:COMMON]
