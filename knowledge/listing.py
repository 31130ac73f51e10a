"""What the pages of the knowledge base show."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.models import Page

from content.cache import limit_validity, next_midnight
from content.models import CustomDocument
from content.pagination import paginate
from content.visibility import EVERYBODY, Viewer
from directory.cards import cards

from .filters import Selection
from .models import ArticleKind, ArticlePage, KnowledgeIndexPage, Licence, SectionPage
from .querysets import ArticleQuerySet
from .related import related_to
from .rows import as_rows
from .shelves import Shelf, shelf, sizes, writers

PER_PAGE = 12
BEST_PRACTICES = 3
MOST_DOTS = 60  # more can't be felt any more

LICENCES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True)
class Chapter:
    """A section with how many articles are in it."""

    page: SectionPage
    count: int
    is_restricted: bool


def article_context(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """Template context of an article or a best practice."""
    viewer = request.user
    limit_validity(request, next_midnight())  # then it may be overdue
    files = _files(page, viewer)
    return {
        "cards": cards(page.linked_ids["organisation"], viewer),
        "topics": page.words("topic"),
        "audiences": page.words("audience"),
        "files": files,
        "most_dots": MOST_DOTS,
        "contents": _contents(page, bool(files)),
        "licence_url": LICENCES.get(page.licence, ""),
        "related": related_to(page, viewer),
    }


def index_context(page: KnowledgeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the whole knowledge base."""
    return _list_context(page, request)


def section_context(page: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a section."""
    return _list_context(page, request)


def _list_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    viewer, selection = request.user, Selection(request.GET)
    limit_validity(request, next_midnight())
    found = shelf(page, viewer)
    here = _articles(page, viewer, found)
    page_obj = paginate(request, selection.of(here).for_list(), PER_PAGE, count=selection.count(found))
    is_whole = not selection and page_obj.number == 1
    lifted = _best_practices(here, found) if is_whole else []
    rows = as_rows([*lifted, *page_obj.object_list], viewer)
    return {
        "shelf": found,
        "makers": writers(found, viewer),
        "selection": selection,
        "kinds": selection.kinds(found),
        "topics": selection.topics(found),
        "page_obj": page_obj,
        "rows": rows[len(lifted) :],
        "best_practices": rows[: len(lifted)],
        "chapters": _chapters(page, viewer, found) if is_whole else [],
    }


def _articles(page: Page, viewer: Viewer, found: Shelf) -> ArticleQuerySet:
    visible = ArticlePage.objects.visible_to(viewer)
    return visible.inside(page.path) if found.is_large else visible.below(page)


def _best_practices(here: ArticleQuerySet, found: Shelf) -> list[ArticlePage]:
    """The newest best practices, where there is more than just those to see."""
    if not found.is_large and not 0 < found.count(ArticleKind.BEST_PRACTICE) < found.total:
        return []
    return list(here.filter(article_kind=ArticleKind.BEST_PRACTICE).for_list()[:BEST_PRACTICES])


def _chapters(page: Page, viewer: Viewer, found: Shelf) -> list[Chapter]:
    """The sections right below, in the order in which editors put them."""
    rows = list(SectionPage.objects.visible_to(viewer).child_of(page).order_by("path"))
    numbers = sizes(page, viewer) if rows and not found.is_large else {}
    return [Chapter(row, numbers.get(row.path, 0), row.audience != EVERYBODY) for row in rows]


def _files(page: ArticlePage, viewer: Viewer) -> list[CustomDocument]:
    """The attachments that the viewer may have, in the editor's order."""
    pks = [item["value"] for item in page.attachments.get_prep_value()]
    if not pks:
        return []
    found = CustomDocument.objects.visible_to(viewer).in_bulk(pks)
    return [found[pk] for pk in dict.fromkeys(pks) if pk in found]


def _contents(page: ArticlePage, has_files: bool) -> list[tuple[str, str]]:
    """The table of contents; none for a short article."""
    found = page.contents
    if not found:
        return []
    after = [("part-files", gettext("Files"))] * has_files
    people = [("part-people", gettext("Whom to ask"))] * bool(getattr(page, "people", None))
    return [*found, *after, *people]
