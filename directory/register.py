"""All organisations with the words to find them by: what the directory filters and counts.

A network has some hundreds of them, and every publish starts a new generation: they are read once in each, together, and
then filtered here. So the numbers beside every filter are exact and cost no query.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, Value
from django.utils.translation import get_language

from content.cache import remember
from content.languages import language_of
from content.relations import WORD_FIELDS
from content.visibility import Viewer, may_see

from .cards import OrganisationCard, keep, make_card
from .filing import filed_as
from .hours import OpeningHours
from .models import OrganisationPage

UNREAD = ("body", "activities", "accessibility", "contacts", "social")


@dataclass(frozen=True)
class Entry:
    """An organisation in the directory."""

    card: OrganisationCard
    page: OrganisationPage
    initial: str
    words: dict[str, tuple[int, ...]]

    @property
    def hours(self) -> OpeningHours:
        """When it is open; read from the page only where it is asked for."""
        return self.page.opening_hours


def organisations(viewer: Viewer) -> list[Entry]:
    """All organisations that ``viewer`` may see, each in the reader's language if it exists in it, by name."""
    language = get_language() or settings.LANGUAGE_CODE
    entries = remember(("register", language), lambda: _load(language))
    return [entry for entry in entries if may_see(viewer, entry.card.path)]


def _load(language: str) -> list[Entry]:
    rows = OrganisationPage.objects.filter(live=True).defer(*UNREAD)
    groups: dict[object, dict[str, OrganisationPage]] = {}
    for page in rows.select_related("logo").prefetch_related("logo__renditions"):
        groups.setdefault(page.translation_key, {})[language_of(page.locale_id)] = page
    words = _words()
    entries = []
    for pages in groups.values():
        first = pages.get(settings.LANGUAGE_CODE)
        if first:  # pages elsewhere point at the one in the first language: without it there is no organisation
            entries.append(_entry(first, pages.get(language, first), words.get(first.pk, {})))
    keep(entry.card for entry in entries)
    return sorted(entries, key=lambda entry: (entry.initial == "#", entry.initial, filed_as(entry.card.title)))


def _entry(first: OrganisationPage, shown: OrganisationPage, words: dict[str, tuple[int, ...]]) -> Entry:
    return Entry(make_card(first, shown, words.get("sector", ())), shown, shown.initial, words)


def _words() -> dict[int, dict[str, tuple[int, ...]]]:
    """The words of each organisation by kind, in one query."""
    parts = []
    for kind, name in WORD_FIELDS.items():
        through = getattr(OrganisationPage, name).through._base_manager
        label = Value(kind, output_field=CharField())
        parts.append(through.values_list("organisationpage_id", label, "pk", f"{kind}_id"))
    found: dict[int, dict[str, tuple[int, ...]]] = {}
    for owner, kind, _order, word in sorted(parts[0].union(*parts[1:], all=True)):
        mine = found.setdefault(owner, {})
        mine[kind] = (*mine.get(kind, ()), word)
    return found
