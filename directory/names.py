"""Organisations by name, for forms in which somebody says where they are from."""

from content.cache import remember

from .models import OrganisationPage


def names() -> list[str]:
    """The names of all organisations that everybody may see, in order."""
    return sorted({name for name, _key, public in _known() if public}, key=str.casefold)


def key_of(name: str) -> int | None:
    """The key (in the first language) of the organisation with exactly this name."""
    wanted = name.strip().casefold()
    return next((key for known, key, _public in _known() if known.casefold() == wanted), None) if wanted else None


def _known() -> list[tuple[str, int, bool]]:
    return remember("organisation-names", _load)


def _load() -> list[tuple[str, int, bool]]:
    from .cards import first_language_pk

    pages = OrganisationPage.objects.filter(live=True).only("pk", "title", "path", "locale_id", "translation_key")
    return [(page.title, first_language_pk(page), page.is_public) for page in pages]
