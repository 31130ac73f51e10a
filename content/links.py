"""Addresses of pages, without looking the sites up for each link."""

from types import SimpleNamespace

from wagtail.models import Page

from .cache import remember


def site_roots() -> SimpleNamespace:
    """The object on which Wagtail keeps the site's root paths, kept with the generation."""
    return remember("site-roots", lambda: SimpleNamespace(_wagtail_site=None))  # Wagtail takes it for a request


def page_url(page: Page) -> str:
    """The address of any page, plain or specific, as a link on this site."""
    return page.get_url(site_roots()) or ""


def page_full_url(page: Page) -> str:
    """The address of any page with its host."""
    return page.get_full_url(site_roots()) or ""
