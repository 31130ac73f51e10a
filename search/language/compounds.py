"""Long words that are made of words: ``vrijwilligersondersteuning`` is ``vrijwilligers`` and ``ondersteuning``."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from .dutch import PARTICLES, VOWELS, bases_of_plural, bases_of_small

LINKS = ("", "s", "e", "n", "en", "er")  # what may stand between two parts
SHORTEST = 3
# No words by themselves within a compound: they belong to what follows, or are endings that look like words.
NO_PART = frozenset(
    """be ver ont her ge te de het een en of van voor met aan bij door uit naar om over niet geen dat die dan als ook maar
    der des den ten ter ing ingen heid heden lijk lijke ling lingen ster sters ende erij iteit atie aties tie ties isme isch
    ische loos loze baar bare zaam zame aar aars eren elen erend eerd eerde eren ies iek ische isten ist age air eus euze
    schap schappen tje tjes pje pjes etje etjes ste sten nis nissen aal ele abel iaal ant anten ent enten eur euse ief ieve
    oor ares esse egge ers ens els ems den hen men per pro pre anti ment menten herin nering""".split()  # noqa: SIM905 -- easier to read
) | frozenset(PARTICLES)

# Ends of simple words that are words too, and beginnings: "kinde-ren", "best-uur", "belang-rijk", "ges-loten".
NO_END = frozenset(
    """ren eren res gen sen ken tes ven end ende ier ieren tig lig som dien schappelijk schappelijke tuurlijk tuurlijke lijken
    lende mende rende gende rijk rijke rijker rijkere rijkst rijkste willig willige willigen williger willigers foon gram
    aat aards eel ette stens rest ten""".split()  # noqa: SIM905 -- easier to read
)
NO_HEAD = frozenset(
    """bes best ges gesp ger gem gek gel gez gev verg verd verl vers verst ins int hel""".split()  # noqa: SIM905 -- easier to read
)


def ways_in_two(word: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """All ways to cut a word into two known words, without the link between them."""
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        tail = word[cut:]
        if tail not in known:
            continue
        for head in heads(word[:cut]):
            if head in known:
                yield head, tail


def heads(text: str) -> Iterator[str]:
    """The beginning of a compound without what links it to the rest: ``gedrags`` → ``gedrag``, ``zonne`` → ``zon``."""
    for link in LINKS:
        if len(text) - len(link) >= SHORTEST and text.endswith(link):
            yield text.removesuffix(link)
    if len(text) > SHORTEST + 1 and text[-1] == "e" and text[-2] == text[-3] and text[-2] not in VOWELS:
        yield text[:-2]


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The words that a Dutch word is made of; none for a simple word. Only words that make other compounds too count."""
    from .lexicon import dutch_lexicon

    if len(word) < 6 or not word.isascii() or not word.isalpha():
        return ()
    return _Cutter(word, dutch_lexicon().parts).best()


class _Cutter:
    """Finds the likeliest cut: few parts, each of them productive."""

    def __init__(self, word: str, known: dict[str, int]) -> None:
        self.word = word
        self.known = known
        self.found: dict[int, tuple[float, tuple[str, ...]] | None] = {}

    def best(self) -> tuple[str, ...]:
        """The parts, or nothing."""
        found = self._from(0)
        return found[1] if found and len(found[1]) > 1 else ()

    def _from(self, start: int) -> tuple[float, tuple[str, ...]] | None:
        """The best cut of what begins at ``start``: its value and the parts."""
        if start in self.found:
            return self.found[start]
        rest = self.word[start:]
        options = []
        if start and _may_end(self.word[:start], rest):
            forms = [part for part in (rest, *_bases(rest)) if len(part) >= SHORTEST]
            ends = [(part, self.known.get(part, 0) % 10) for part in forms]
            options += [(_value(part, grade), (part,)) for part, grade in ends if grade]
        for cut in range(SHORTEST, len(rest) - SHORTEST + 1):
            head = self._head(rest[:cut])
            tail = self._from(start + cut) if head else None
            if head and tail:
                options.append((head[0] + tail[0], (head[1], *tail[1])))
        self.found[start] = max(options, default=None)
        return self.found[start]

    def _head(self, text: str) -> tuple[float, str] | None:
        options = []
        for part in heads(text):
            if part in NO_HEAD:
                continue
            grade = self.known.get(part, 0) // 10
            if grade:
                # "stads" is "stad" with a link, though it looks like a word.
                options.append((_value(text, grade) - (0.1 if part != text else 2.0 * text.endswith("s")), part))
        return max(options, default=None)


def _may_end(before: str, end: str) -> bool:
    """Whether a word may end so after what stands before it: not ``stop-pen``, ``uitzonde-ring``, ``best-uur``."""
    if end in NO_END or (len(end) == 3 and end.endswith("en") and before[-1] == end[0]):
        return False
    if before[-1] == "e" and end.startswith(("ring", "rij", "ling")):
        return False
    return not (end.startswith(("uur", "uren", "ur")) and before.endswith(("st", "lt", "ct", "at", "it", "ut")))


def _bases(word: str) -> list[str]:
    """What the end of a compound may be a form of: ``panelen``, ``melders``, ``bankjes``."""
    if word.endswith("en"):
        return bases_of_plural(word[:-2])
    return [*bases_of_small(word), *([word[:-1]] if word.endswith("s") else [])]


def _value(part: str, grade: int) -> float:
    """Below zero, so that each part costs: less if it is long and productive."""
    return grade + 1.5 * min(len(part), 9) - 22
