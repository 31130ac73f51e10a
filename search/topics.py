"""Everything on one topic, and the list of topics."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.pagination import paginate
from content.taxonomy import by_slug, words

from .facets import Chosen
from .finding import Answer, Question, answer
from .kinds import TABS, tab_of

PER_PAGE = 24


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the viewer may see on one topic, kind by kind, newest first within a kind."""
    word = by_slug("topic", slug)
    if word is None:
        raise Http404
    found = _on(request, f"topic{word.pk}")
    found.rows.sort(key=lambda row: _place(row.kind))
    page = paginate(request, found.rows, PER_PAGE)
    hits = found.hits(page.start_index() - 1, page.end_index()) if found.rows else []
    context = {
        "word": word,
        "title": word.name,
        "description": word.description,
        "is_indexed": bool(hits),
        "page_obj": page,
        "total": len(found.rows),
        "groups": [(tab, list(group)) for tab, group in groupby(hits, lambda hit: tab_of(hit.document.kind))],
        "search_url": f"{reverse('search:search')}?topic={word.slug}",
    }
    return _answered(request, "search/topic.html", context)


def topics(request: HttpRequest) -> HttpResponse:
    """All topics with how much there is on each, for this viewer."""
    found = _on(request, *(f"topic{pk}" for pk in words("topic")))
    rows = [(word, found.counts["topic"][f"topic{pk}"]) for pk, word in words("topic").items()]
    context = {"title": _("Topics"), "topics": [row for row in rows if row[1]]}
    return _answered(request, "search/topics.html", context)


def _on(request: HttpRequest, *tags: str) -> Answer:
    chosen = Chosen(tags={"topic": frozenset(tags)})
    return answer(Question("", get_language() or settings.LANGUAGE_CODE, request.user, chosen, newest=True))


def _place(kind: str) -> int:
    tab = tab_of(kind)
    return TABS.index(tab) if tab else len(TABS)


def _answered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = TemplateResponse(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    return response
