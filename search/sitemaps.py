"""Sitemap for search engines: an index, and parts per language. Only what everybody may see."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page

from content.languages import language_of
from content.links import page_full_url
from content.visibility import only_visible

PER_PART = 5_000
FIELDS = ("pk", "path", "depth", "url_path", "locale_id", "translation_key", "last_published_at")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of parts."""
    rows = _public().order_by().values_list("locale__language_code").annotate(Count("pk"), Max("last_published_at"))
    parts = []
    for language, count, changed_at in sorted(rows):
        for number in range(1, (count + PER_PART - 1) // PER_PART + 1):
            address = reverse("sitemap-part", args=[language, number])
            parts.append({"url": request.build_absolute_uri(address), "changed_at": changed_at})
    return _xml(request, "search/sitemap_index.xml", {"parts": parts})


def sitemap_part(request: HttpRequest, language: str, page: int) -> HttpResponse:
    """Up to 5,000 pages of one language, each with its translations."""
    if language not in dict(settings.LANGUAGES) or not page:
        raise Http404
    mine = _public().filter(locale__language_code=language).order_by("pk").only(*FIELDS)
    pages = list(mine[(page - 1) * PER_PART : page * PER_PART])
    if not pages:
        raise Http404
    others = _translations(pages)
    entries = [_entry(each, others.get(each.translation_key, [])) for each in pages]
    return _xml(request, "search/sitemap_part.xml", {"entries": entries})


def _public() -> QuerySet:
    return only_visible(Page.objects.filter(depth__gt=1), AnonymousUser())


def _translations(pages: list[Page]) -> dict[object, list[Page]]:
    """The public pages with the same content, by translation key. Asked as a range: 5,000 keys are too many for one query."""
    first, last = pages[0].pk, pages[-1].pk
    keys = Page.objects.filter(pk__range=(first, last), locale_id=pages[0].locale_id).values("translation_key")
    found: dict[object, list[Page]] = {}
    for each in _public().filter(translation_key__in=keys).only(*FIELDS):
        found.setdefault(each.translation_key, []).append(each)
    return found


def _entry(page: Page, versions: list[Page]) -> dict[str, object]:
    order = [code for code, _name in settings.LANGUAGES]
    ordered = sorted(versions, key=lambda each: order.index(language_of(each.locale_id)))
    alternates = [(language_of(each.locale_id), page_full_url(each)) for each in ordered] if len(ordered) > 1 else []
    changed_at: datetime | None = page.last_published_at
    return {
        "url": page_full_url(page),
        "changed_at": changed_at,
        "alternates": [*alternates, ("x-default", alternates[0][1])] if alternates else [],
    }


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return TemplateResponse(request, template, context, content_type="application/xml; charset=utf-8")
