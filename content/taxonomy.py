"""The network's words in the reader's language, without a query per page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from .cache import remember
from .models import Area, Audience, Sector, Term, Topic

LISTS: dict[str, type[Term]] = {"topic": Topic, "area": Area, "sector": Sector, "audience": Audience}


@dataclass(frozen=True)
class Word:
    """A term as a reader sees it. ``pk`` and ``slug`` are those of the first language, the same for everybody."""

    pk: int
    slug: str
    name: str
    description: str
    order: int


def words(kind: str, language: str | None = None) -> dict[int, Word]:
    """All words of the list ``kind`` (a key of ``LISTS``) by primary key, in the list's order."""
    language = language or get_language() or settings.LANGUAGE_CODE
    return remember(("taxonomy", kind, language), lambda: _load(LISTS[kind], language))


def named(kind: str, pks: Iterable[int]) -> list[Word]:
    """The words with these keys, in the list's order."""
    wanted = set(pks)
    return [word for pk, word in words(kind).items() if pk in wanted]


def by_slug(kind: str, slug: str) -> Word | None:
    """The word with this slug, or None."""
    return next((word for word in words(kind).values() if word.slug == slug), None)


def _load(model: type[Term], language: str) -> dict[int, Word]:
    rows = list(model.objects.select_related("locale"))
    translated = {row.translation_key: row for row in rows if row.locale.language_code == language}
    first = [row for row in rows if row.locale.language_code == settings.LANGUAGE_CODE]
    return {row.pk: _word(number, row, translated.get(row.translation_key, row)) for number, row in enumerate(first, 1)}


def _word(number: int, row: Term, shown: Term) -> Word:
    return Word(row.pk, row.slug, shown.name, getattr(shown, "description", ""), number)
