"""The words of the site: to mend what was mistyped, and to know what means the same."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q
from rapidfuzz.distance import OSA

from content.cache import remember

from .language import fold, stem_of, words
from .language.question import Synonyms
from .models import SearchDocument, SearchWord, Synonym

SHORTEST = 4  # letters of a word that may be mended
LONGEST = 30
TWO_FROM = 6  # from so many letters on two mistakes are forgiven
OFFERED = 5
BATCH = 500


def synonyms(language: str) -> Synonyms:
    """By the stems of an entry: what else it may be called."""
    return remember(("search.synonyms", language), lambda: _load_synonyms(language))


def learn(documents: Iterable[SearchDocument]) -> None:
    """Take in the words of documents; how often each occurs is counted when the index is made anew."""
    rows = {(document.language, word) for document in documents for word in _words_of(document)}
    fresh = [SearchWord(language=language, word=word) for language, word in sorted(rows)]
    SearchWord.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=BATCH)


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


def near(word: str, language: str) -> list[str]:
    """Known words that may be meant by ``word``, likeliest first."""
    word = fold(word)
    if not SHORTEST <= len(word) <= LONGEST or any(char.isdigit() for char in word):
        return []
    most = 2 if len(word) >= TWO_FROM else 1
    rows = SearchWord.objects.filter(_begins_like(word), language=language).values_list("word", "documents")
    close = []
    for known, documents in rows.iterator(chunk_size=2_000):
        if abs(len(known) - len(word)) <= most and known != word:
            distance = OSA.distance(word, known, score_cutoff=most)
            if distance <= most:
                close.append((distance, known[0] != word[0], -documents, known))
    return [known for *_, known in sorted(close)[:OFFERED]]


def _begins_like(word: str) -> Q:
    """A mistake in the first two letters is rare; in one of them it is forgiven."""
    first, second = word[0], word[1]
    found = Q()
    for start in {first, second + first, word[1:3]}:
        found |= Q(word__gte=start, word__lt=start + "\uffff")
    return found


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
