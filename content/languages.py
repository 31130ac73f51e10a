"""Which languages a page exists in, and where."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Locale, Page

from .cache import remember
from .links import page_full_url, page_url
from .visibility import Viewer, may_see


@dataclass(frozen=True)
class Alternate:
    """One page in one language."""

    language: str
    url: str
    full_url: str
    title: str


def language_of(locale_id: int) -> str:
    """The language code of a locale, without a query per page."""
    codes = remember("locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    return codes.get(locale_id, settings.LANGUAGE_CODE)


def alternates_of(page: Page, viewer: Viewer | None = None) -> list[Alternate]:
    """The page itself and its live translations, first language first. Empty if there is only one.

    With ``viewer`` only what they may see, else only what everybody may see.
    """
    found = _sorted(page.translated_pages if hasattr(page, "translated_pages") else _load(page))
    visible = [each for each in found if may_see(viewer or AnonymousUser(), each.path)]
    if len(visible) < 2:
        return []
    return [Alternate(language_of(each.locale_id), page_url(each), page_full_url(each), each.title) for each in visible]


def _load(page: Page) -> list[Page]:
    return list(Page.objects.filter(translation_key=page.translation_key, live=True))


def _sorted(pages: list[Page]) -> list[Page]:
    codes = [code for code, _name in settings.LANGUAGES]
    return sorted(pages, key=lambda each: codes.index(language_of(each.locale_id)))
