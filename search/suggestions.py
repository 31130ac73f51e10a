"""What may be meant while somebody is still typing: titles with a word that begins so, which this viewer may open."""

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from content.taxonomy import Word
from content.taxonomy import words as topics
from content.visibility import Viewer, known_audiences, open_audiences

from . import asked, engines
from .engines import Request
from .language import read, words
from .language.question import cleaned
from .models import SearchDocument

SHORTEST = 2
MOST = 8
TOPICS = 2
LOOK_AT = 100
SHORTEST_QUESTION = 3
LOOK_AT_QUESTIONS, QUESTIONS = 3, 2
KEPT_SECONDS = 600
FIRST = {"organisation": 0, "person": 0, "section": 1, "circle": 1}  # what people name goes before what they read


def suggest(text: str, language: str, viewer: Viewer, most: int = MOST) -> list[SearchDocument]:
    """Things whose title has all words typed so far, the last of them perhaps only begun; the reader's language first."""
    typed = [word.forms[0] for word in words(cleaned(text))]
    if not typed or len(typed[-1]) < SHORTEST:
        return []
    audiences = tuple(open_audiences(viewer, known_audiences()))
    found: list[SearchDocument] = []
    for code in (language, *(code for code, _name in settings.LANGUAGES if code != language)):
        if len(found) < most:
            pks = engines.current().titles(typed, audiences, code, LOOK_AT)
            found += sorted(_documents(pks), key=lambda each: _order(each, typed))
    once: dict[str, SearchDocument] = {}
    for each in found:
        once.setdefault(each.url, each)  # a file has a row in each language in which a page shows it
    return list(once.values())[:most]


def asked_before(text: str, language: str, viewer: Viewer) -> list[str]:
    """What several people asked and that begins so, as far as it finds something for this viewer.

    So a question about what only members may read is suggested to nobody else.
    """
    typed = " ".join(cleaned(text).lower().split())
    if len(typed) < SHORTEST_QUESTION:
        return []
    known = cache.get_or_set(f"kring:asked:{language}", lambda: asked.well_known(language), KEPT_SECONDS)
    likely = [each for each in known if each.startswith(typed) and each != typed][:LOOK_AT_QUESTIONS]
    audiences = tuple(open_audiences(viewer, known_audiences()))
    found = [each for each in likely if engines.current().find(Request(read(each, language), audiences, language)).rows]
    return found[:QUESTIONS]


def topics_that_begin(text: str) -> list[Word]:
    """Topics with a word that begins as what is typed."""
    typed = [word.forms[0] for word in words(cleaned(text))]
    if len(typed) != 1 or len(typed[0]) < SHORTEST:
        return []
    found = [
        each
        for each in topics("topic").values()
        if any(word.forms[0].startswith(typed[0]) for word in words(each.name))
    ]
    return found[:TOPICS]


def _documents(pks: list[int]) -> QuerySet:
    return SearchDocument.objects.filter(pk__in=pks).only(
        "pk", "kind", "label", "language", "url", "title", "title_terms", "tone"
    )


def _order(document: SearchDocument, typed: list[str]) -> tuple[int, int, int]:
    """Titles that begin with what was typed first, then names, then short titles."""
    begins = not document.title_terms.startswith(typed[0])
    return (int(begins), FIRST.get(document.kind, 2), len(document.title))
