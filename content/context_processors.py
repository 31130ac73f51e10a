"""The frame around every page: name, menu, footer and the way to the other language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from .cache import remember
from .languages import Alternate, alternates_of, language_of
from .links import page_url
from .models import SiteSettings
from .routing import site_of
from .visibility import Viewer, audience_of, may_enter


@dataclass(frozen=True)
class Link:
    """An entry of the menu or the footer."""

    title: str
    url: str
    tone: str
    audience: str


class Frame:
    """Built once per request, and only where a template asks. Everything but the viewer comes from memory."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def site(self) -> Site | None:
        return site_of(self.request)

    @cached_property
    def settings(self) -> SiteSettings:
        return site_settings(self.site)

    @cached_property
    def viewer(self) -> Viewer:
        return self.request.user

    @cached_property
    def text(self) -> object:
        return self.settings.text()

    @cached_property
    def menu(self) -> list[Link]:
        return self._links("menu_items")

    @cached_property
    def footer(self) -> list[Link]:
        return self._links("footer_links")

    @cached_property
    def home_url(self) -> str:
        return f"/{get_language()}/"

    @cached_property
    def accent_url(self) -> str:
        return reverse("accent", args=[self.settings.accent.removeprefix("#")])

    def alternates(self, page: Page | None) -> list[Alternate]:
        """The languages that the viewer finds ``page`` in."""
        return alternates_of(page, self.viewer) if page is not None and page.pk else []

    def switch(self, page: Page | None) -> list[dict[str, str]]:
        """For each other language its code, name and the address that keeps what is shown."""
        found = {each.language: each.url for each in self.alternates(page)}
        others = [(code, name) for code, name in LANGUAGE_NAMES if code != get_language()]
        return [
            {"code": code, "name": name, "url": found.get(code) or self._same_address(code)} for code, name in others
        ]

    def _same_address(self, code: str) -> str:
        """The same view in another language, or the same path: there the page is offered in its own language."""
        query = self.request.META.get("QUERY_STRING", "")
        try:
            match = resolve(self.request.path_info)
            if match.view_name == "wagtail_serve":
                raise Resolver404
            with override(code):
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs) + (f"?{query}" if query else "")
        except (Resolver404, NoReverseMatch):
            prefix = f"/{get_language()}/"
            path = self.request.path_info
            return f"/{code}/{path.removeprefix(prefix)}" if path.startswith(prefix) else f"/{code}/"

    def _links(self, name: str) -> list[Link]:
        site = self.site
        key = ("frame", name, site and site.pk, get_language())
        links = remember(key, lambda: _load_links(getattr(self.settings, name).all()))
        return [link for link in links if may_enter(self.viewer, link.audience)]


LANGUAGE_NAMES = [("nl", "Nederlands"), ("en", "English")]


def frame(request: HttpRequest) -> dict[str, object]:
    """Template context: ``frame``, and whether this is a demo."""
    return {"frame": Frame(request), "is_demo": settings.DEMO_ALLOWED}


def site_settings(site: Site | None) -> SiteSettings:
    """The settings of a site with everything on them, one query set per generation."""
    if site is None:
        return SiteSettings()
    return remember(("settings", site.pk), lambda: _load_settings(site))


def _load_settings(site: Site) -> SiteSettings:
    found = SiteSettings.objects.filter(site=site).select_related("logo").first() or SiteSettings(site=site)
    for name in ("menu_items", "footer_links", "social_links", "texts"):
        getattr(found, name).get_object_list()  # kept on the object: the frame asks for it on every page
    return found


def _load_links(items: list) -> list[Link]:
    chosen = {item.page_id: item.sort_order or 0 for item in items}
    originals = {page.pk: page for page in Page.objects.filter(pk__in=chosen)}
    keys = {page.translation_key for page in originals.values()}
    language = get_language()
    translated = {
        page.translation_key: page
        for page in Page.objects.filter(translation_key__in=keys, live=True)
        if language_of(page.locale_id) == language
    }
    ordered = sorted(originals.values(), key=lambda page: chosen[page.pk])
    pages = [translated.get(page.translation_key, page) for page in ordered]
    known = Page.objects.filter(pk__in=[page.pk for page in pages if page.live]).specific().in_bulk()
    return [_link(known[page.pk]) for page in pages if page.pk in known]


def _link(page: Page) -> Link:
    title = getattr(page, "menu_title", "") or page.title
    return Link(title, page_url(page), getattr(page, "tone", "news"), audience_of(page.path))
