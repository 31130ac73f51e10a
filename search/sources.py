"""What a page offers to search, as a row that is still to be analysed."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import override
from wagtail.models import Page

from content.languages import language_of
from content.links import page_url
from content.models import BasePage
from content.taxonomy import LISTS
from content.visibility import audience_of
from directory.cards import first_language_pk
from directory.models import OrganisationPage

LONGEST_BODY = 200_000  # letters; a longer text is searched by its beginning


@dataclass
class Findable:
    """One thing in one language."""

    language: str
    kind: str
    tone: str
    label: str
    url: str
    title: str
    audience: str = ""
    lead: str = ""
    body: str = ""
    words: str = ""  # what it is filed under, in words: found, but not shown
    date: datetime.date | None = None
    updated_at: datetime.datetime | None = None
    review_by: datetime.date | None = None
    filed_under: list[tuple[str, int]] = field(default_factory=list)
    page_id: int | None = None
    file_id: int | None = None
    person_id: int | None = None


def is_findable(page: Page) -> bool:
    """Whether a page belongs in the index: live, one of ours, and not the front door."""
    return isinstance(page, BasePage) and page.live and page.depth > 2


def from_page(page: BasePage) -> Findable:
    """What a page offers, in its own language."""
    language = language_of(page.locale_id)
    with override(language):
        return Findable(
            language=language,
            kind=page.kind,
            tone=page.tone,
            label=page.type_label,
            url=page_url(page),
            title=page.listing_title,
            audience=audience_of(page.path),
            lead=page.listing_summary,
            body=page.plain_body[:LONGEST_BODY],
            date=page.listing_date,
            updated_at=page.last_published_at,
            review_by=getattr(page, "review_by", None),
            words=" ".join(word.name for word in page.words("topic")),
            filed_under=list(_filed_under(page)),
            page_id=page.pk,
        )


def _filed_under(page: BasePage) -> Iterator[tuple[str, int]]:
    links = page.linked_ids
    owner = getattr(page, "circle", None)
    if owner is not None and not any(links.values()):
        links = owner.linked_ids
    organisations = _organisations(page, links)
    seen = {(name, pk) for name in (*LISTS, "organisation") for pk in links.get(name, ())}
    seen |= {("organisation", pk) for pk in organisations}
    # The order is kept: the first organisation is the one whose mark is shown.
    yield from dict.fromkeys(("organisation", pk) for pk in organisations)
    if "sector" not in links and organisations:
        seen |= {("sector", pk) for pk in _sectors_of(organisations)}
    yield from sorted(each for each in seen if each[0] != "organisation")


def _organisations(page: BasePage, links: dict[str, list[int]]) -> list[int]:
    if isinstance(page, OrganisationPage):
        return [first_language_pk(page)]
    own = getattr(page, "organisation_id", None)
    return links.get("organisation", []) or ([own] if own else [])


def _sectors_of(organisations: Iterable[int]) -> Iterable[int]:
    """Knowledge has no sector of its own: it has those of the organisations it comes from."""
    through = OrganisationPage.sectors.through
    rows = through.objects.filter(organisationpage_id__in=list(organisations))
    return rows.values_list("sector_id", flat=True)
