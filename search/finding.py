"""Answers a question for somebody: what is found, in which order, how it can be narrowed, and what to do when nothing is."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from content.visibility import Viewer, known_audiences, open_audiences
from directory.cards import OrganisationCard, cards

from . import engines
from .engines import Request, Row
from .engines.engine import MOST_COUNTED, MOST_RANKED
from .facets import Chosen, narrowed
from .language import Wording, read
from .models import SearchDocument
from .ranking import Candidate, score
from .snippets import marked, snippet

FEW = 3  # fewer hits than this: any of the words will do
MOST_READ = 1_000  # documents that are read for a phrase
MARKS = 3


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, in which language."""

    text: str
    language: str
    viewer: Viewer
    chosen: Chosen = field(default_factory=Chosen)
    newest: bool = False


@dataclass(frozen=True)
class Hit:
    """One result as the page shows it."""

    document: SearchDocument
    title: SafeString
    snippet: SafeString
    cards: list[OrganisationCard]

    @property
    def leaf(self) -> object:
        """The day that stands for it, for what is about a day."""
        return self.document.date if self.document.kind in ("event", "run", "news") else None


@dataclass
class Answer:
    """What was found, best first, and the counts."""

    question: Question
    wording: Wording
    rows: list[Row] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    is_capped: bool = False
    is_relaxed: bool = False  # not all words were found together

    def hits(self, start: int, stop: int) -> list[Hit]:
        """Some of the results."""
        return _shown([row.pk for row in self.rows[start:stop]], self.wording, self.question.viewer)


def answer(question: Question) -> Answer:
    """Find what ``question`` asks for, among what the viewer may see."""
    wording = read(question.text, question.language)
    if wording.is_empty and question.chosen.is_empty:
        return Answer(question, wording, counts=narrowed([], question.chosen)[1])
    request = Request(wording, _audiences(question.viewer), question.language, newest=question.newest)
    rows, is_relaxed = _rows(request, question.chosen)
    left, counts = narrowed(rows, question.chosen)
    ranked = left if question.newest or wording.is_empty else _ranked(left, wording)
    return Answer(question, wording, ranked, counts, len(rows) >= MOST_COUNTED, is_relaxed)


def elsewhere(question: Question) -> list[tuple[str, int]]:
    """In which other languages the same question finds something, and how much."""
    codes = [code for code, _name in settings.LANGUAGES if code != question.language]
    audiences = _audiences(question.viewer)
    found = []
    for code in codes:
        wording = read(question.text, code)
        if not wording.is_empty:
            found.append((code, len(_phrased(engines.current().find(Request(wording, audiences, code)).rows, wording))))
    return [(code, count) for code, count in found if count]


def _audiences(viewer: Viewer) -> tuple[str, ...]:
    return tuple(open_audiences(viewer, known_audiences()))


def _rows(request: Request, chosen: Chosen) -> tuple[list[Row], bool]:
    engine = engines.current()
    found = engine.find(request)
    if found.is_capped and not chosen.is_empty:
        # More than is counted: let the engine narrow, or what is sought may lie beyond.
        request = replace(request, filters=chosen.filters())
        found = engine.find(request)
    rows = _phrased(found.rows, request.wording)
    if len(rows) >= FEW or len(request.wording.groups) < 2 or request.wording.phrases:
        return rows, False
    known = {row.pk for row in rows}
    more = [row for row in engine.find(replace(request, any_word=True)).rows if row.pk not in known]
    return rows + more, bool(more)


def _phrased(rows: list[Row], wording: Wording) -> list[Row]:
    """Of the rows those that hold every phrase, word for word."""
    if not wording.phrases:
        return rows
    rows = rows[:MOST_READ]
    found = {
        candidate.pk
        for candidate in _candidates([row.pk for row in rows])
        if all(_says(candidate, phrase) for phrase in wording.phrases)
    }
    return [row for row in rows if row.pk in found]


def _says(candidate: Candidate, phrase: str) -> bool:
    texts = (candidate.title_terms, candidate.lead_terms, candidate.body_terms)
    return any(f" {phrase} " in f" {' '.join(_exact(text))} " for text in texts)


def _exact(terms: str) -> list[str]:
    return [term for term in terms.split() if term[0] not in "~+"]


def _ranked(rows: list[Row], wording: Wording) -> list[Row]:
    """The best by the formula first; the long tail stays in the order of the engine."""
    first = rows[:MOST_RANKED]
    today = timezone.localdate()
    scores = {each.pk: score(each, wording, {}, today) for each in _candidates([row.pk for row in first])}
    return sorted(first, key=lambda row: -scores.get(row.pk, 0.0)) + rows[MOST_RANKED:]


def _candidates(pks: list[int]) -> list[Candidate]:
    names = tuple(Candidate.__dataclass_fields__)
    return [Candidate(*row) for row in SearchDocument.objects.filter(pk__in=pks).values_list(*names)]


def _shown(pks: list[int], wording: Wording, viewer: Viewer) -> list[Hit]:
    found = SearchDocument.objects.defer("title_terms", "lead_terms", "body_terms").in_bulk(pks)
    documents = [found[pk] for pk in pks if pk in found]
    owners = {document.pk: _organisations(document) for document in documents}
    known = {card.pk: card for card in cards([pk for keys in owners.values() for pk in keys], viewer)}
    return [
        Hit(
            document,
            marked(document.title, wording),
            snippet(document.lead, document.body, wording),
            [known[pk] for pk in owners[document.pk] if pk in known],
        )
        for document in documents
    ]


def _organisations(document: SearchDocument) -> list[int]:
    tags = [tag for tag in document.tags.split() if tag.startswith("organisation")]
    return [int(tag.removeprefix("organisation")) for tag in tags][:MARKS]
