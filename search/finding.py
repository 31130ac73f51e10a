"""Answers a question for somebody: what is found, in which order, how it can be narrowed, and what to do when nothing is."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.search.utils import normalise_query_string

from content.cache import remember
from content.visibility import Viewer, known_audiences, open_audiences
from directory.cards import OrganisationCard, cards_by_key

from . import corrections, engines, vocabulary
from .engines import Request, Row
from .engines.engine import MOST_COUNTED, MOST_RANKED
from .facets import Chosen, narrowed
from .files.hits import FoundFile, found_files
from .language import Wording, eased, read
from .language.question import cleaned
from .models import SearchDocument
from .ranking import Candidate, Formula
from .snippets import marked, snippet

FEW = 3  # fewer hits than this: perhaps something was mistyped
ENOUGH = 10  # fewer hits than this: some of the words will do
MOST_READ = 1_000  # documents that are read for a phrase
MARKS = 3
NEAREST = 4


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, in which language."""

    text: str
    language: str
    viewer: Viewer
    chosen: Chosen = field(default_factory=Chosen)
    newest: bool = False
    literally: bool = False  # mend nothing, and all words must be there


@dataclass(frozen=True)
class Hit:
    """One result as the page shows it."""

    document: SearchDocument
    title: SafeString
    snippet: SafeString
    cards: list[OrganisationCard]
    file: FoundFile | None = None

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
    mended: tuple[tuple[str, str], ...] = ()  # what was typed and what was meant
    is_makeshift: bool = False  # the chosen engine was away: the database's own index answered

    @property
    def mended_text(self) -> str:
        """The question with its mistakes mended."""
        return corrections.replaced(self.question.text, dict(self.mended))

    def hits(self, start: int, stop: int) -> list[Hit]:
        """Some of the results."""
        return _shown([row.pk for row in self.rows[start:stop]], self.wording, self.question.viewer)


def answer(question: Question) -> Answer:
    """Find what ``question`` asks for, among what the viewer may see."""
    wording = _understood(question.text, question.language)
    if wording.is_empty and question.chosen.is_empty:
        return Answer(question, wording, counts=narrowed([], question.chosen)[1])
    request = Request(wording, _audiences(question.viewer), question.language, newest=question.newest)
    engine = engines.current()
    stand_ins = engine.stand_ins
    found = _look(request, question)
    left, counts = narrowed(found.rows, question.chosen)
    wording = found.request.wording
    ranked = left if question.newest or wording.is_empty else _ranked(left, wording, found.rarity)
    is_capped = len(found.rows) >= MOST_COUNTED
    return Answer(
        question, wording, ranked, counts, is_capped, found.is_relaxed, found.mended, engine.stand_ins > stand_ins
    )


@dataclass
class _Looked:
    """What the engine was asked in the end, and what it gave."""

    request: Request
    rows: list[Row]
    rarity: dict[str, float] = field(default_factory=dict)
    is_relaxed: bool = False
    mended: tuple[tuple[str, str], ...] = ()


def _look(request: Request, question: Question) -> _Looked:
    """Ask for all words; if that gives little, mend what is mistyped, then make do with some of the words."""
    found = _Looked(request, _rows(request, question.chosen))
    if len(found.rows) >= ENOUGH or not request.wording.groups or question.literally:
        return found
    counts = _counts(request)
    if len(found.rows) < FEW and 0 in counts.values():
        mended = corrections.mended(request, [text for text, count in counts.items() if not count])
        if mended:
            meant = {word: known for word, (known, _count) in mended.items()}
            wording = _understood(corrections.replaced(question.text, meant), question.language)
            request = replace(request, wording=wording)
            found = _Looked(request, _rows(request, question.chosen), mended=tuple(meant.items()))
            if len(found.rows) >= ENOUGH:
                return found
            counts = _counts(request, counts | dict(mended.values()))
    if request.wording.phrases:
        return found
    return _relaxed(found, counts)


def _relaxed(found: _Looked, counts: dict[str, int]) -> _Looked:
    """Some of the words will do, and the last may be only begun."""
    request = replace(found.request, wording=eased(found.request.wording), any_word=True)
    known = {row.pk for row in found.rows}
    more = [row for row in engines.current().find(request).rows if row.pk not in known]
    every = _number_of_documents(request.language)
    rarity = {text: math.log(1 + (every + 1) / (count + 0.5)) for text, count in counts.items()}
    is_relaxed = bool(more) and (len(request.wording.groups) > 1 or not found.rows)
    return replace(found, request=request, rows=found.rows + more, rarity=rarity, is_relaxed=is_relaxed)


def _counts(request: Request, known: Mapping[str, int] | None = None) -> dict[str, int]:
    """In how many things each group occurs; not asked for again where all of that is ``known``."""
    groups = request.wording.groups
    texts = [group.text for group in groups]
    if known and all(text in known for text in texts):
        return {text: known[text] for text in texts}
    return dict(zip(texts, engines.current().counts(request, groups), strict=True))


def _number_of_documents(language: str) -> int:
    return remember(("search.number", language), lambda: SearchDocument.objects.filter(language=language).count())


def _understood(text: str, language: str) -> Wording:
    return read(text, language, vocabulary.synonyms(language))


def best_bets(question: Question) -> list[tuple[SearchDocument, str]]:
    """What editors chose for exactly this question, with what they say of it; only what the viewer may see."""
    asked = normalise_query_string(cleaned(question.text))
    if not asked:
        return []
    picks = remember("search.best-bets", _load_best_bets).get(asked)
    if not picks:
        return []
    found = SearchDocument.objects.filter(
        page__in=picks, language=question.language, audience__in=_audiences(question.viewer)
    ).defer("title_terms", "lead_terms", "body", "body_terms")
    at = {document.page_id: document for document in found}
    return [(at[page], text or at[page].lead) for page, text in picks.items() if page in at]


def _load_best_bets() -> dict[str, dict[int, str]]:
    """By question, the pages that editors chose, with what they say of them. There are few, and nearly always none."""
    rows = SearchPromotion.objects.filter(page__isnull=False).order_by("sort_order")
    found: dict[str, dict[int, str]] = {}
    for asked, page, text in rows.values_list("query__query_string", "page_id", "description"):
        found.setdefault(asked, {})[page] = text
    return found


def elsewhere(question: Question) -> list[tuple[str, int]]:
    """In which other languages the same question, narrowed in the same way, finds something, and how much."""
    codes = [code for code, _name in settings.LANGUAGES if code != question.language]
    audiences = _audiences(question.viewer)
    found = []
    for code in codes:
        wording = _understood(question.text, code)
        if not wording.is_empty:
            rows = _phrased(engines.current().find(Request(wording, audiences, code)).rows, wording)
            found.append((code, len(narrowed(rows, question.chosen)[0])))
    return [(code, count) for code, count in found if count]


def nearest(question: Question) -> list[tuple[str, str]]:
    """For the words of a question that found nothing: known words that look like it and that the viewer may find."""
    wording = _understood(question.text, question.language)
    request = Request(wording, _audiences(question.viewer), question.language)
    found = corrections.offers(request, [group.text for group in wording.groups])
    return [(word, known) for word, known, _count in found[:NEAREST]]


def _audiences(viewer: Viewer) -> tuple[str, ...]:
    return tuple(open_audiences(viewer, known_audiences()))


def _rows(request: Request, chosen: Chosen) -> list[Row]:
    engine = engines.current()
    found = engine.find(request)
    if found.is_capped and not chosen.is_empty:
        # More than is counted: let the engine narrow, or what is sought may lie beyond.
        found = engine.find(replace(request, filters=chosen.filters()))
    return _phrased(found.rows, request.wording)


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


def _ranked(rows: list[Row], wording: Wording, rarity: dict[str, float]) -> list[Row]:
    """The best by the formula first; the long tail stays in the order of the engine."""
    first = rows[:MOST_RANKED]
    formula = Formula(wording, rarity, timezone.localdate())
    scores = {each.pk: formula.score(each) for each in _candidates([row.pk for row in first])}
    return sorted(first, key=lambda row: -scores.get(row.pk, 0.0)) + rows[MOST_RANKED:]


def _candidates(pks: list[int]) -> list[Candidate]:
    names = tuple(Candidate.__dataclass_fields__)
    return [Candidate(*row) for row in SearchDocument.objects.filter(pk__in=pks).values_list(*names)]


def _shown(pks: list[int], wording: Wording, viewer: Viewer) -> list[Hit]:
    found = SearchDocument.objects.defer("title_terms", "lead_terms", "body_terms").in_bulk(pks)
    documents = [found[pk] for pk in pks if pk in found]
    owners = {document.pk: _organisations(document) for document in documents}
    known = cards_by_key([pk for keys in owners.values() for pk in keys], viewer)
    files = found_files([document.file_id for document in documents if document.file_id], wording, viewer)
    return [
        Hit(
            document,
            marked(document.title, wording),
            files[document.file_id].snippet if document.file_id else snippet(document.lead, document.body, wording),
            [known[pk] for pk in owners[document.pk] if pk in known],
            files.get(document.file_id),
        )
        for document in documents
        if not document.file_id or document.file_id in files
    ]


def _organisations(document: SearchDocument) -> list[int]:
    tags = [tag for tag in document.tags.split() if tag.startswith("organisation")]
    return [int(tag.removeprefix("organisation")) for tag in tags][:MARKS]
