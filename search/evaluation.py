"""How good search is, by a set of questions with judged answers. Builds real pages in a database of its own."""

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify
from wagtail.models import Locale, Page, PageViewRestriction, Site

from content import cache
from content.visibility import Viewer

from . import indexing
from .engines.engine import is_matched
from .finding import Question, answer
from .language import PART, STEM, read
from .models import SearchDocument, Synonym
from .suggestions import suggest

PAGE_TYPES = {
    "article": "knowledge.ArticlePage",
    "organisation": "directory.OrganisationPage",
    "news": "news.NewsPage",
    "event": "events.EventPage",
    "circle": "circles.CirclePage",
    "offer": "knowledge.ArticlePage",
}
STOCK = "modelsearch.backends.database"
DEEP = 10
CLEARLY = 2  # the grade from which a first hit is a success

#: Asks one question and gives the keys of the pages found, best first.
Search = Callable[[dict[str, Any], Viewer], list[int]]


@dataclass
class JudgedSet:
    """A set of documents, questions and judgements, and the pages made of it."""

    documents: list[dict[str, Any]]
    queries: list[dict[str, Any]]
    synonyms: list[list[str]]
    pages: dict[int, str] = field(default_factory=dict)  # key of the page → name of the document

    @classmethod
    def load(cls, path: Path) -> "JudgedSet":
        """Read it from a file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["documents"], data["queries"], data.get("synonyms", []))

    def for_visitor(self) -> "JudgedSet":
        """The set without what is for members, in documents and judgements."""
        closed = {each["id"] for each in self.documents if each.get("members_only")}
        documents = [each for each in self.documents if each["id"] not in closed]
        queries = [
            query | {"relevant": {key: grade for key, grade in query["relevant"].items() if key not in closed}}
            for query in self.queries
        ]
        return JudgedSet(documents, [query for query in queries if query["relevant"]], self.synonyms)


@transaction.atomic
def build(judged: JudgedSet) -> None:
    """Make a site with a page for each document, published, in an empty database."""
    homes = _homes()
    topics: dict[str, Any] = {}
    for document in judged.documents:
        page = _page(document, homes, topics)
        judged.pages[page.pk] = document["id"]
        if document.get("members_only"):
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    indexing.count_words()


def add_distractors(number: int, judged: JudgedSet) -> None:
    """Hide the pages among ``number`` generated articles about other things (in the index only: pages would say no more)."""
    write_distractors(number, asked=_asked(judged))
    indexing.count_words()


def write_distractors(number: int, batch: int = 1_000, **which: Any) -> None:
    """Write generated articles to the index, their words not counted yet. ``which``: as ``distractors.texts`` takes it."""
    from .distractors import texts

    waiting: list[SearchDocument] = []
    for text in texts(number, **which):
        waiting.append(indexing.filled(text))
        if len(waiting) == batch:
            indexing.add(waiting)
            waiting = []
    indexing.add(waiting)


def _asked(judged: JudgedSet) -> set[str]:
    """The terms that questions ask for, also by what their words are made of and by their synonyms."""
    texts = [query["text"] for query in judged.queries] + [other for pair in judged.synonyms for other in pair]
    groups = [group for text in texts for group in read(text, "nl").groups]
    terms = {term for group in groups for way, _worth in group.ways for term in way if is_matched([term])}
    # A part in a question may be a word of a text, and a word of a question a part in a text.
    return {mark + term[1:] for term in terms for mark in (STEM, PART)}


def set_synonyms(pairs: Iterable[list[str]]) -> None:
    """The synonyms of the set in place of what there was."""
    Synonym.objects.all().delete()
    for language in ("nl",):
        Synonym.objects.bulk_create(Synonym(language=language, words=", ".join(pair)) for pair in pairs)
    cache.forget()


def viewer_of(kind: str) -> Viewer:
    """A member, or somebody without an account."""
    if kind == "visitor":
        return AnonymousUser()
    model = get_user_model()
    found = model.objects.filter(email="member@kring.example").first()
    return found or model.objects.create_user("member@kring.example", first_name="Member")


def ours(query: dict[str, Any], viewer: Viewer) -> list[int]:
    """The first results of the site's own search, or suggestions for what is only begun."""
    if query["kind"] == "autocomplete":
        documents = suggest(query["text"], query["language"], viewer, most=DEEP)
        found = {
            each.pk: each.page_id for each in SearchDocument.objects.filter(pk__in=[each.pk for each in documents])
        }
        return [found[each.pk] for each in documents if found[each.pk]]
    result = answer(Question(query["text"], query["language"], viewer))
    rows = [row.pk for row in result.rows[:DEEP]]
    found = dict(SearchDocument.objects.filter(pk__in=rows).values_list("pk", "page_id"))
    return [found[pk] or -pk for pk in rows]


def stock(query: dict[str, Any], viewer: Viewer) -> list[int]:
    """The first results of Wagtail's own search on the same pages."""
    from content.visibility import only_visible

    pages = Page.objects.live().filter(locale=Locale.objects.get(language_code=query["language"]))
    try:
        found = [page.pk for page in pages.search(query["text"], backend=STOCK)[: DEEP * 5]]
    except DatabaseError:  # some questions make it fail: then it finds nothing
        return []
    # It can't ask who may see a page.
    seen = set(only_visible(Page.objects.filter(pk__in=found), viewer).values_list("pk", flat=True))
    return [pk for pk in found if pk in seen][:DEEP]


def measure(judged: JudgedSet, viewer: Viewer, search: Search) -> dict[str, Any]:
    """nDCG@10, recall@10 and success@1, in all and per kind of question."""
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for query in judged.queries:
        if not query["relevant"]:
            continue  # nothing to be right or wrong about
        names = [judged.pages.get(pk, "") for pk in search(query, viewer)]
        rows.setdefault(query["kind"], []).append(_scores(names, query["relevant"]))
    every = [row for found in rows.values() for row in found]
    return _means(every) | {"by_kind": {kind: _means(found) for kind, found in sorted(rows.items())}}


def _scores(names: list[str], grades: dict[str, int]) -> tuple[float, float, float]:
    gains = [2 ** grades.get(name, 0) - 1 for name in names[:DEEP]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEEP]
    ndcg = _discounted(gains) / (_discounted(ideal) or 1)
    recall = len(set(names[:DEEP]) & set(grades)) / (min(DEEP, len(grades)) or 1)
    success = float(bool(names) and grades.get(names[0], 0) >= min(CLEARLY, max(grades.values())))
    return ndcg, recall, success


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _means(rows: list[tuple[float, float, float]]) -> dict[str, Any]:
    names = ("ndcg@10", "recall@10", "success@1")
    return {name: round(sum(row[n] for row in rows) / len(rows), 4) for n, name in enumerate(names)} | {
        "queries": len(rows)
    }


def _homes() -> dict[str, Any]:
    model = apps.get_model("home", "HomePage")
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    homes = {}
    for code, _name in settings.LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=code)[0]
        home = model(title="Kring", slug=f"judged-{code}", hero="Kring", locale=locale)
        if homes:
            home.translation_key = next(iter(homes.values())).translation_key
        homes[code] = root.add_child(instance=home)
    Site.objects.create(hostname="localhost", root_page=next(iter(homes.values())), is_default_site=True)
    return homes


def _page(document: dict[str, Any], homes: dict[str, Any], topics: dict[str, Any]) -> Any:
    model = apps.get_model(PAGE_TYPES.get(document["type"], "knowledge.ArticlePage"))
    home = homes.get(document.get("language"), next(iter(homes.values())))
    parts = [escape(part) for part in document.get("body", "").split("\n\n") if part.strip()]
    body = [{"type": "text", "value": f"<p>{part}</p>"} for part in parts]
    summary = document.get("intro", "")[:300]
    page = model(title=document["title"], summary=summary, body=body, locale=home.locale)
    if document["type"] == "event":
        page.starts_at = timezone.now() + timedelta(days=14)
        page.ends_at = page.starts_at + timedelta(hours=2)
    page.slug = slugify(document["id"])
    if hasattr(model, "topics"):
        page.topics = [_topic(name, homes, topics) for name in document.get("topics", ())]
    home.add_child(instance=page)
    return page


def _topic(name: str, homes: dict[str, Any], topics: dict[str, Any]) -> Any:
    if name not in topics:
        model = apps.get_model("content", "Topic")
        topics[name] = model.objects.create(name=name, locale=next(iter(homes.values())).locale)
    return topics[name]


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    for name in ("with_synonyms", "without_synonyms", "stock"):
        if name in result:
            row = result[name]
            yield f"{name:<18} nDCG@10 {row['ndcg@10']:.3f}  recall@10 {row['recall@10']:.3f}  success@1 {row['success@1']:.3f}"
    for kind, row in result["with_synonyms"]["by_kind"].items():
        yield f"  {kind:<16} nDCG@10 {row['ndcg@10']:.3f}  recall@10 {row['recall@10']:.3f}  success@1 {row['success@1']:.3f}"
