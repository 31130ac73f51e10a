"""Makes the packaged word list of search (search/language/data/dutch.txt.gz) from OpenTaal's list.

    apt-get install wdutch && python scripts/build_lexicon.py [/usr/share/dict/dutch]

The list is compiled: which known words the rules of ``search.language.dutch`` stem wrongly, and which words make compounds,
with how often they do so within the list itself (there is no free list of word frequencies, and none is needed).
"""

import gzip
import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.language import dutch  # noqa: E402
from search.language.compounds import NO_PART, ways_in_two  # noqa: E402

TARGET = Path(__file__).resolve().parent.parent / "search" / "language" / "data" / "dutch.txt.gz"


def main() -> None:
    """Read, derive, write."""
    words = read(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/dutch"))
    keys = keys_of(words)
    wrong = {word: key for word, key in sorted(keys.items()) if key != dutch.key_by_rule(word)}
    first, last = productivity(words, set(forms_of_verbs(words)))
    for word in simple(words, first, last):
        first[word] = first[word] or 1
        last[word] = last[word] or 1
    parts = sorted(set(first) | set(last))
    lines = [f"{word} {key}" for word, key in packed(wrong)]
    lines.append("")
    lines += [f"{part} {grade(first[part])}{grade(last[part])}" for part in parts]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(words)} words, {len(wrong)} exceptions, {len(parts)} parts, {TARGET.stat().st_size // 1024} KB")


def read(path: Path) -> set[str]:
    """The words in small letters, without accents."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.islower() and line.isalpha() and len(line) > 2:
            plain = unicodedata.normalize("NFKD", line)
            found.add("".join(char for char in plain if char.isalnum()))
    return found


def keys_of(words: set[str]) -> dict[str, str]:
    """The key of every known word, with evidence from the other words."""
    keys = {
        form: dutch.key_of(base) if not base.endswith("en") else verb_key(base)
        for form, base in dutch.IRREGULAR.items()
    }
    forms = forms_of_verbs(words)
    for word in sorted(words, key=len):
        if word not in keys:
            keys[word] = key_of(word, words, forms)
    return keys


def key_of(word: str, words: set[str], forms: dict[str, str], depth: int = 0) -> str:
    """The key of one word: of what it is a form of, if the list has that."""
    if depth > 4:
        return dutch.key_of(word)
    if word in forms and not is_noun_of_its_own(word, words, forms):
        return forms[word]
    for base in bases(word, words):
        return dutch.IRREGULAR_KEYS.get(base) or key_of(base, words, forms, depth + 1)
    for ending, base in dutch.IRREGULAR.items():
        if word.endswith(ending) and len(word) > len(ending) + 2 and word[: -len(ending)] + base in words:
            return key_of(word[: -len(ending)] + base, words, forms, depth + 1)
    if word.endswith("e") and len(word) > 4:
        return dutch.key_of(word[:-1])
    return dutch.key_of(word)


def bases(word: str, words: set[str]) -> list[str]:
    """Of which known word this is a form, likeliest first; none for a word that has forms of its own."""
    found = []
    if word.endswith("heden") and word[:-5] + "heid" in words:
        return [word[:-5] + "heid"]
    found += [each for each in dutch.bases_of_small(word) if each in words]
    if word.endswith("en") and len(word) > 4 and word + "s" not in words:
        found += [each for each in (*dutch.bases_of_plural(word[:-2]), word[:-1]) if each in words and each != word]
    if word.endswith("s") and word[:-1] in words and not inflected(word, words):
        found.append(word[:-1])
    if word.endswith("e") and len(word) > 3:
        found += [each for each in dutch.bases_of_plural(word[:-1]) if each in words]
    return [each for each in found if len(each) > 2]


def inflected(word: str, words: set[str]) -> bool:
    """Whether a word that ends in s has a plural or inflected form, and so is whole."""
    return any(form in words for form in (word + "en", word[:-1] + "zen", word + "sen", word[:-1] + "ze"))


def is_noun_of_its_own(word: str, words: set[str], forms: dict[str, str]) -> bool:
    """Whether a form of a verb is a noun too, with a plural: ``kust``, ``markt``."""
    if not word.endswith("t") or word.startswith("ge"):
        return False
    return word + "en" in words and forms.get(word + "en") != forms[word]


def forms_of_verbs(words: set[str]) -> dict[str, str]:
    """Known forms of known verbs → the key of the verb."""
    forms: dict[str, str] = {}
    strong = {infinitive for infinitive, *_ in dutch.STRONG}
    for infinitive in sorted(words, key=len):
        if infinitive.endswith("en") and len(infinitive) > 4 and infinitive not in strong:
            for form in weak_forms(infinitive, words):
                forms.setdefault(form, verb_key(infinitive))
    for infinitive, past, participle in dutch.STRONG:
        key = verb_key(infinitive)
        rows = [("", "", "")]
        rows += [(particle, particle, particle) for particle in dutch.PARTICLES]
        for prefix in dutch.PREFIXES:
            rows.append((prefix, prefix, prefix + "|"))
        for of_infinitive, of_past, of_participle in rows:
            if of_infinitive and of_infinitive + infinitive not in words:
                continue
            done = participle.removeprefix("ge") if of_participle.endswith("|") else participle
            own = dutch.key_of(of_infinitive + key) if of_infinitive else key
            forms[of_infinitive + infinitive] = own
            derived = [
                of_past + past,
                of_past + past + "en",
                of_participle.rstrip("|") + done,
                of_infinitive + infinitive + "d",
            ]
            derived += [of_infinitive + infinitive[:-2] + "ing", of_infinitive + infinitive[:-2] + "ingen"]
            derived += [of_infinitive + each for each in third_person(infinitive)]
            for form in derived:
                if form in words:
                    forms[form] = own
                    if form + "e" in words:
                        forms[form + "e"] = own
    return forms


def is_plural(form: str, words: set[str]) -> bool:
    """Whether a form is the plural of a noun rather than of a past: ``markten``."""
    return form.endswith(("ten", "den")) and form[:-2] in words and form[:-2] + "je" in words


def third_person(infinitive: str) -> list[str]:
    """``vindt``, ``vraagt``."""
    return [dutch.stem_of_verb(infinitive) + "t"] if infinitive.endswith("en") else []


def weak_forms(infinitive: str, words: set[str]) -> list[str]:
    """The known forms of a verb with regular forms; none if it has no past."""
    stem, past = dutch.stem_of_verb(infinitive), dutch.past_of(infinitive)
    done = participles(stem, past[0], words)
    if not (stem + past in words and stem + past + "n" in words) and not done:
        return []
    found = [infinitive, stem, stem + past, stem + past + "n", stem + "t", infinitive + "d", infinitive + "de"]
    found += [infinitive[:-2] + "ing", infinitive[:-2] + "ingen"]
    found = [form for form in found if form in words and not is_plural(form, words)] + done
    return [form for form in found if form.removesuffix("e") + "heid" not in words]


def participles(stem: str, ending: str, words: set[str]) -> list[str]:
    """``gewerkt``, ``aangemeld``, ``verzekerd`` with their inflected forms; not what has become an adjective: ``gezond``."""
    ending = "" if stem.endswith(ending) else ending
    rows = ["ge" + stem + ending]
    if stem.startswith(dutch.PREFIXES):
        rows.append(stem + ending)
    for particle in dutch.PARTICLES:
        if stem.startswith(particle) and len(stem) > len(particle) + 2:
            rows.append(f"{particle}ge{stem.removeprefix(particle)}{ending}")
    rows = [row for row in rows if row in words and row != stem]
    rows = [row for row in rows if not (row == "ge" + stem + ending and row + "heid" in words)]
    return [form for row in rows for form in (row, row + "e") if form in words]


def verb_key(infinitive: str) -> str:
    """The key of a verb."""
    return dutch.key_of(infinitive[:-2] if infinitive.endswith("en") else infinitive)


def productivity(words: set[str], verbs: set[str]) -> tuple[Counter[str], Counter[str]]:
    """How often a word begins and ends a compound of the list: counted twice, the second time with the first counts."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    usable = {word for word in words if len(word) > 2 and word not in NO_PART}
    for _round in range(3):
        heads, tails = Counter(first), Counter(last)
        first, last = Counter(), Counter()
        for word in words:
            if len(word) < 7 or word in verbs:
                continue
            ways = list(ways_in_two(word, usable))
            if not ways:
                continue
            best = max(ways, key=lambda way: min(heads[way[0]] + 1, 400) * min(tails[way[1]] + 1, 400) * len(way[1]))
            first[best[0]] += 1
            last[best[1]] += 1
    enough = lambda counts: Counter({part: number for part, number in counts.items() if number >= least(part)})  # noqa: E731
    return enough(first), enough(last)


def simple(words: set[str], first: Counter[str], last: Counter[str]) -> list[str]:
    """Words that are no compound and no form of another word: they can begin or end compounds that are not in the list."""
    usable = set(first) | set(last)
    found = []
    for word in words:
        if len(word) not in range(5, 12) or word in NO_PART or word + "en" in NO_PART or bases(word, words):
            continue
        if next(ways_in_two(word, usable), None) is None:
            found.append(word)
    return found


def least(part: str) -> int:
    """How many compounds prove that a word makes compounds; short words need more."""
    return {3: 25, 4: 6, 5: 3}.get(len(part), 2)


def grade(number: int) -> str:
    """A count as one figure: 0, or the size of the number."""
    return str(min(9, number.bit_length()))


def packed(rows: dict[str, str]) -> list[tuple[str, str]]:
    """Keys that begin as their word does are written by what is cut off and added."""
    found = []
    for word, key in rows.items():
        same = next((n for n, (a, b) in enumerate(zip(word, key, strict=False)) if a != b), min(len(word), len(key)))
        found.append((word, f"{len(word) - same}{key[same:]}"))
    return found


if __name__ == "__main__":
    main()
