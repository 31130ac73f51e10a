"""The search page."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from content.pagination import paginate
from content.taxonomy import words

from . import asked
from .corrections import replaced
from .facets import LANGUAGE, Chosen, Facet, chosen_in, facets, languages, tabs
from .finding import Answer, Hit, Question, answer, best_bets, elsewhere, nearest
from .operators import resolved
from .sitemaps import sitemap_index, sitemap_part
from .suggestions import MOST, asked_before, suggest, topics_that_begin
from .topics import topic, topics

__all__ = ["opened", "search", "sitemap_index", "sitemap_part", "suggestions", "topic", "topics"]

PER_PAGE = 15
FEW = 20  # so few hits, and the other language is worth a word


def search(request: HttpRequest) -> HttpResponse:
    """Results of all kinds in one list; as JSON with ``?format=json`` or when that is what is accepted."""
    request.GET = resolved(request.GET)
    question = Question(
        request.GET.get("q", ""),
        _language(request),
        request.user,
        chosen_in(request.GET),
        newest=request.GET.get("sort") == "new",
        literally="literally" in request.GET,
    )
    found = answer(question)
    context = _context(request, found)
    if context["asked"] and context["page_obj"].number == 1 and question.chosen.is_empty:
        asked.note(question.text, question.language, context["total"])
    if _wants_json(request):
        response: HttpResponse = JsonResponse(_as_json(request, context))
    else:
        response = TemplateResponse(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    # Answers differ by what was asked and by whom: nobody else gains from keeping them.
    patch_cache_control(response, private=True, no_cache=True)
    return response


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count that a result was opened. Browsers say so by themselves (``ping`` of a link), after which nothing follows."""
    place = request.GET.get("place", "")
    if place.isascii() and place.isdecimal() and len(place) < 5:
        asked.note_click(request.GET.get("q", ""), _language(request), int(place))
    return HttpResponse(status=204)


def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by what is typed so far: topics, and titles that this viewer may open."""
    text = request.GET.get("q", "")
    language = get_language() or settings.LANGUAGE_CODE
    rows = [
        {
            "title": word.name,
            "url": reverse("search:topic", args=[word.slug]),
            "label": _("Topic"),
            "language": language,
        }
        for word in topics_that_begin(text)
    ]
    rows += [
        {
            "title": each,
            "url": f"{reverse('search:search')}?{urlencode({'q': each})}",
            "label": _("Asked before"),
            "language": language,
        }
        for each in asked_before(text, language, request.user)
    ]
    rows += [
        {"title": each.title, "url": each.url, "label": each.label, "language": each.language}
        for each in suggest(text, language, request.user)
    ]
    response = JsonResponse({"suggestions": rows[:MOST]})
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=60)
    return response


def _context(request: HttpRequest, found: Answer) -> dict[str, Any]:
    page = paginate(request, found.rows, PER_PAGE)
    total = len(found.rows)
    is_asked = not found.wording.is_empty
    others = elsewhere(found.question) if is_asked else []
    return {
        "is_indexed": False,
        "asked": is_asked,
        "query": found.wording.text,
        "answer": found,
        "total": total,
        "page_obj": page,
        "hits": found.hits(page.start_index() - 1, page.end_index()) if total else [],
        "ping": _ping(request, found.question) if is_asked and found.question.chosen.is_empty else "",
        "best_bets": best_bets(found.question)
        if is_asked and page.number == 1 and found.question.chosen.is_empty
        else [],
        "tabs": [
            tab | {"url": _with(request, type=tab["key"])} for tab in tabs(found.counts["type"], found.question.chosen)
        ],
        "facets": _facets(found, request, dict(others)),
        "hidden": [
            (name, value) for name in ("q", "type", "sort", "literally") if (value := request.GET.get(name, ""))
        ],
        "chosen": _chosen(request, found),
        "typed": found.question.text.strip()[:200] if found.mended else "",
        "literal_url": _with(request, literally="1"),
        "sort_url": _with(request, sort="" if found.question.newest else "new"),
        "elsewhere": [_other(request, *each) for each in others] if total <= FEW else [],
        "topics": list(words("topic").values()) if not total else [],
        "nearest": _nearest(found) if is_asked and not total else [],
        "unnarrowed": _unnarrowed(request, found) if not total else {},
        "may_save": request.user.is_authenticated and (is_asked or not found.question.chosen.is_empty),
    }


def _ping(request: HttpRequest, question: Question) -> str:
    """Where a browser tells that a result was opened, but for the place; empty if this question is not counted.

    HTML wants a whole address here.
    """
    text = asked.kept_as(question.text)
    if not text:
        return ""
    query = urlencode({"q": text, LANGUAGE: question.language})
    return request.build_absolute_uri(f"{reverse('search:opened')}?{query}")


def _language(request: HttpRequest) -> str:
    """The language of what is sought: that of the page, unless another is chosen."""
    wanted = request.GET.get(LANGUAGE, "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def _facets(found: Answer, request: HttpRequest, elsewhere: dict[str, int]) -> list[Facet]:
    of_language = languages(found.question.language, {found.question.language: len(found.rows)} | elsewhere)
    more = [of_language] if len(of_language.choices) > 1 or found.question.language != get_language() else []
    return [*facets(found.counts, found.question.chosen, request.user), *more]


def _with(request: HttpRequest, **changed: str) -> str:
    """The address of this search with something changed, on its first page."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _chosen(request: HttpRequest, found: Answer) -> list[dict[str, str]]:
    """What the results are narrowed to, each with the address without it."""
    rows = []
    for facet in facets(found.counts, found.question.chosen, request.user):
        for choice in facet.choices:
            if choice.is_chosen:
                query = request.GET.copy()
                query.pop("page", None)
                query.setlist(facet.name, [value for value in query.getlist(facet.name) if value != choice.value])
                rows.append({"label": choice.label, "url": f"{request.path}?{query.urlencode()}"})
    if found.question.language != get_language():
        label = dict(settings.LANGUAGES)[found.question.language]
        rows.append({"label": str(label), "url": _with(request, language="")})
    return rows


def _nearest(found: Answer) -> list[dict[str, str]]:
    """Known words that look like those of a question that found nothing, each with its search."""
    text = found.wording.text
    offered = nearest(found.question)
    texts = [replaced(text, {word: known}) for word, known in offered]
    return [{"text": each, "url": f"{reverse('search:search')}?{urlencode({'q': each})}"} for each in texts]


def _unnarrowed(request: HttpRequest, found: Answer) -> dict[str, Any]:
    """How much there is without what was chosen, and where."""
    if found.question.chosen.is_empty or found.wording.is_empty:
        return {}
    count = len(answer(replace(found.question, chosen=Chosen())).rows)
    url = f"{request.path}?{urlencode({'q': found.question.text})}"
    return {"count": count, "url": url} if count else {}


def _other(request: HttpRequest, code: str, count: int) -> dict[str, Any]:
    with override(code):
        address = reverse("search:search")
    query = request.GET.copy()
    for name in ("page", LANGUAGE):
        query.pop(name, None)
    return {"language": code, "count": count, "url": f"{address}?{query.urlencode()}"}


def _wants_json(request: HttpRequest) -> bool:
    if "format" in request.GET:
        return request.GET["format"] == "json"
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _as_json(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    page = context["page_obj"]
    return {
        "query": context["query"],
        "language": context["answer"].question.language,
        "total": context["total"],
        "is_capped": context["answer"].is_capped,
        "mended": dict(context["answer"].mended),
        "all_words": not context["answer"].is_relaxed,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": [_hit_as_json(request, hit) for hit in context["hits"]],
        "types": [{"value": tab["key"], "label": str(tab["label"]), "count": tab["count"]} for tab in context["tabs"]],
        "facets": {
            facet.name: [{"value": each.value, "label": each.label, "count": each.count} for each in facet.choices]
            for facet in context["facets"]
        },
        "elsewhere": context["elsewhere"],
    }


def _hit_as_json(request: HttpRequest, hit: Hit) -> dict[str, Any]:
    document = hit.document
    return {
        "title": document.title,
        "url": request.build_absolute_uri(document.url),
        "kind": document.kind,
        "label": document.label,
        "language": document.language,
        "date": document.date,
        "snippet": hit.snippet,
        "organisations": [card.title for card in hit.cards],
        "pages": [
            {"title": place.title, "url": request.build_absolute_uri(place.url)}
            for place in (hit.file.places if hit.file else ())
        ],
    }
