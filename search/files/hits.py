"""A file among the results: the passage, the page of the file it is on, and the pages of the site that show the file."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.safestring import SafeString
from wagtail.documents import get_document_model

from content.visibility import Viewer, known_audiences, open_audiences
from search.language import Wording
from search.models import SearchDocument
from search.snippets import groups_in, snippet, terms_of

READ_WELL = 3  # pages of a file that are looked at word for word
LEAST = 4  # letters that say enough of a word to look for it
MOST_PLACES = 3
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class FoundFile:
    """What the result says of a file."""

    url: str
    extension: str
    size: int | None
    snippet: SafeString
    page: int  # where the passage is; 0 if the file has no pages or none is better than another
    pages: int
    places: list[SearchDocument] = field(default_factory=list)

    @property
    def url_of_page(self) -> str:
        """The address that opens a PDF at the passage (a fragment of Adobe's "PDF open parameters"); else empty."""
        return f"{self.url}#page={self.page}" if self.page > 1 and self.extension == "pdf" else ""


def found_files(files: Iterable[int], wording: Wording, viewer: Viewer) -> dict[int, FoundFile]:
    """What is said of each of these files; of those that the viewer may not open, nothing."""
    wanted = list(files)
    if not wanted:
        return {}
    documents = get_document_model().objects.visible_to(viewer).select_related("text_found").in_bulk(wanted)
    places = _places(documents, wording.language, viewer)
    found = {}
    for pk, document in documents.items():
        text = getattr(document, "text_found", None)
        pages = text.by_page if text else [""]
        number = best_page(pages, wording)
        found[pk] = FoundFile(
            document.url,
            document.file_extension.lower(),
            document.file_size,
            snippet("", pages[number], wording),
            number + 1 if len(pages) > 1 else 0,
            len(pages),
            places.get(pk, []),
        )
    return found


def best_page(pages: list[str], wording: Wording) -> int:
    """Which page says most of what was asked, the first of those. Few are read closely: a file may have a thousand."""
    stems = {term.strip("~+^")[: max(LEAST, len(term) - 3)]: number for term, number in terms_of(wording).items()}
    parts = [(re.escape(stem), number) for stem, number in stems.items() if stem]
    if not parts or len(pages) < 2:
        return 0
    rough = [len({number for stem, number in parts if re.search(stem, _bare(page))}) for page in pages]
    likely = sorted(range(len(pages)), key=lambda at: (-rough[at], at))[:READ_WELL]
    return max(sorted(likely), key=lambda at: groups_in(pages[at], wording))


def _bare(text: str) -> str:
    """Small letters without marks, as terms are; words stay apart."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.lower()))


def _places(files: Iterable[int], language: str, viewer: Viewer) -> dict[int, list[SearchDocument]]:
    """The pages that show each file, as far as the viewer may see them."""
    rows = SearchDocument.objects.filter(
        page__shown_files__file__in=files, language=language, audience__in=open_audiences(viewer, known_audiences())
    ).order_by("page")
    rows = rows.annotate(shows=F("page__shown_files__file")).only("page_id", "title", "url", "label")
    found: dict[int, list[SearchDocument]] = {}
    for row in rows:
        if len(found.setdefault(row.shows, [])) < MOST_PLACES:
            found[row.shows].append(row)
    return found
