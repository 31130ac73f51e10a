"""Finds the page of an address in one query.

Wagtail walks down the tree, two queries a level. A page's ``url_path`` already holds the whole way, so the page and all its
ancestors (the breadcrumbs) and its translations are looked up together, by an index of our own (migration ``content.0003``).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Subquery
from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from .cache import remember
from .languages import language_of


@dataclass
class Route:
    """A page with what leads to it."""

    page: Page
    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)


def route(request: HttpRequest, path: str, language: str) -> Route:
    """The live page at ``path`` (without the language) in the tree of ``language``.

    Raises Http404 if there is none. ``page.trail`` holds the live pages above it, from below the home page down.
    """
    root = root_path(request, language)
    parts = [part for part in path.split("/") if part]
    if root is None or len(parts) > 30 or "\x00" in path:
        raise Http404
    addresses = [root + "".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
    same = Page.objects.filter(url_path=addresses[-1]).values("translation_key")[:1]
    rows = list(Page.objects.filter(Q(url_path__in=addresses) | Q(translation_key=Subquery(same))))
    found = {page.url_path: page for page in rows}
    last = next((address for address in reversed(addresses) if address in found and found[address].live), None)
    if last is None:
        raise Http404
    page = _specific(found[last])
    page.trail = [found[each] for each in addresses[1 : addresses.index(last)] if each in found and found[each].live]
    page.translated_pages = [row for row in rows if row.live and row.translation_key == page.translation_key]
    rest = parts[addresses.index(last) :]
    result = page.route(request, rest)
    return Route(page, list(result.args), dict(result.kwargs))


def _specific(page: Page) -> Page:
    """The page as its own type, with what its screen always needs, in one query."""
    model = page.cached_content_type.model_class()
    return model._default_manager.select_related(*getattr(model, "fetched_with", ())).get(pk=page.pk)


def root_path(request: HttpRequest, language: str) -> str | None:
    """The ``url_path`` of the home page in ``language``, or None where the site has none."""
    site = site_of(request)
    return remember(("root", site.pk), lambda: _roots(site)).get(language) if site else None


def site_of(request: HttpRequest) -> Site | None:
    """The site that this request asks for, one query per generation."""
    if not hasattr(request, "_wagtail_site"):
        host = request.get_host()
        request._wagtail_site = remember(("site", host), lambda: Site.find_for_request(_Bare(host)))
    return request._wagtail_site


class _Bare(HttpRequest):
    """A request of which only the host is known."""

    def __init__(self, host: str) -> None:
        super().__init__()
        name, _, port = host.partition(":")
        self.META = {"HTTP_HOST": host, "SERVER_NAME": name, "SERVER_PORT": port or "80"}


def _roots(site: Site) -> dict[str, str]:
    home = site.root_page
    pages = Page.objects.filter(translation_key=home.translation_key, live=True)
    return {language_of(page.locale_id): page.url_path for page in pages}
