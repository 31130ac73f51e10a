"""The words of the site: to mend what was mistyped, and to know what means the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from rapidfuzz.distance import OSA

from content.cache import remember

from .language import fold, stem_of, words
from .language.compounds import heads
from .language.question import Synonyms
from .models import SearchDocument, SearchWord, Synonym

SHORTEST = 4  # letters of a word that may be mended
LONGEST = 30
TWO_FROM = 6  # from so many letters on two mistakes are forgiven
OFFERED = 5
SAME_SOUND = 0.5  # mistakes that a word which only sounds the same counts for
BATCH = 500


def synonyms(language: str) -> Synonyms:
    """By the stems of an entry: what else it may be called."""
    return remember(("search.synonyms", language), lambda: _load_synonyms(language))


def learn(document: SearchDocument, known: SearchDocument | None = None) -> None:
    """Take in the words of a document that were not in it as it was ``known``.

    How often each occurs is counted when the index is made anew.
    """
    language = document.language
    was = _words_of(known) if known and known.language == language else set()
    wanted = sorted(_words_of(document) - was)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        there = set(SearchWord.objects.filter(language=language, word__in=some).values_list("word", flat=True))
        fresh = [SearchWord(language=language, word=word) for word in some if word not in there]
        SearchWord.objects.bulk_create(fresh, ignore_conflicts=True)


def recount(counts: dict[str, Counter[str]]) -> None:
    """Put the counted words of all documents in place of what was there."""
    for language, found in counts.items():
        rows = [SearchWord(language=language, word=word, documents=number) for word, number in sorted(found.items())]
        SearchWord.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["language", "word"],
            update_fields=["documents"],
            batch_size=BATCH,
        )
    for language, found in counts.items():
        gone = [
            word
            for word in SearchWord.objects.filter(language=language).values_list("word", flat=True)
            if word not in found
        ]
        for start in range(0, len(gone), BATCH):
            SearchWord.objects.filter(language=language, word__in=gone[start : start + BATCH]).delete()


def meant(unknown: Iterable[str], language: str) -> dict[str, list[str]]:
    """For each of these words what may be meant, likeliest first: the two words of this site that it is made of, or words
    that look like it. Asked for all of them at once.
    """
    wanted = {word: fold(word) for word in unknown}
    cuts = {folded: list(_cuts(folded)) if language == "nl" else [] for folded in wanted.values()}
    sought = [folded for folded in wanted.values() if _may_be_mended(folded)]
    pieces = {piece for pairs in cuts.values() for pair in pairs for piece in pair}
    starts = [Q(word__in=pieces), *map(_begins_like, sought)]
    rows = SearchWord.objects.filter(reduce(or_, starts), language=language).values_list("word", "documents")
    there: set[str] = set()
    close: dict[str, list[tuple[float, bool, int, str]]] = {folded: [] for folded in sought}
    sounds = {folded: _sound(folded) for folded in sought}
    for known, documents in rows.iterator(chunk_size=2_000):
        if known in pieces:
            there.add(known)
        for folded, found in close.items():
            most = 2 if len(folded) >= TWO_FROM else 1
            if abs(len(known) - len(folded)) > most or known == folded or not known.startswith(_starts(folded)):
                continue
            distance = min(
                OSA.distance(folded, known, score_cutoff=most),
                OSA.distance(sounds[folded], _sound(known), score_cutoff=most) + SAME_SOUND,
            )
            if distance <= most:
                found.append((distance, known[0] != folded[0], -documents, known))
    apart = {
        folded: [f"{head} {tail}" for head, tail in pairs if {head, tail} <= there][:1]
        for folded, pairs in cuts.items()
    }
    return {
        word: apart[folded] + [known for *_, known in sorted(close.get(folded, []))[:OFFERED]]
        for word, folded in wanted.items()
    }


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a word in two, the most even first. Names are in no packaged list, words of the site are."""
    for cut in sorted(range(SHORTEST, len(word) - SHORTEST + 1), key=lambda cut: abs(len(word) - 2 * cut)):
        for head in heads(word[:cut]):
            if len(head) >= SHORTEST:
                yield head, word[cut:]


def _sound(word: str) -> str:
    """A word as it sounds in Dutch, where two spellings sound alike: ``ei`` and ``ij``, ``ou`` and ``au``, ``g`` and ``ch``."""
    return word.replace("ij", "ei").replace("au", "ou").replace("ch", "g").replace("c", "k").replace("x", "ks")


def _may_be_mended(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not any(char.isdigit() for char in word)


def _starts(word: str) -> tuple[str, ...]:
    """A mistake in the first two letters is rare; in one of them it is forgiven."""
    return (word[0], word[1] + word[0], word[1:3])


def _begins_like(word: str) -> Q:
    ranges = (Q(word__gte=start, word__lt=start + "\uffff") for start in sorted(set(_starts(word))))
    return reduce(or_, ranges)


def words_of(terms: str) -> set[str]:
    """The words among terms that are worth mending to."""
    return {term for term in set(terms.split()) if SHORTEST <= len(term) <= LONGEST and term.isalpha()}


def _words_of(document: SearchDocument) -> set[str]:
    return words_of(f"{document.title_terms} {document.lead_terms} {document.body_terms}")


def _load_synonyms(language: str) -> Synonyms:
    found: dict[tuple[str, ...], list[str]] = {}
    for row in Synonym.objects.filter(language=language):
        entries = row.entries()
        for number, entry in enumerate(entries):
            if number and row.is_one_way:
                break
            key = tuple(stem_of(word.forms[0], language) for word in words(entry))
            found.setdefault(key, []).extend(other for other in entries if other != entry)
    return found
