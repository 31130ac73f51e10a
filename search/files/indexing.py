"""Files in the index: they follow the pages that show them, their collection, and their own text."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from content.cache import forget
from content.models import BasePage
from search import engines, indexing, vocabulary
from search.models import PageFile, SearchDocument

from . import texts
from .shown import files_of, from_file, record


def follow(page: Page) -> None:
    """Make the index say what is true of the files on ``page``, after the page itself was indexed."""
    files = files_of(page) if indexing.is_findable(page) else ()
    index(record(page, files))


def index(files: Iterable[int]) -> None:
    """Make the index say what is true of these files now."""
    wanted = sorted(set(files))
    if not wanted:
        return
    known: dict[tuple[int, str], SearchDocument] = {
        (row.file_id, row.language): row for row in SearchDocument.objects.filter(file__in=wanted)
    }
    changed = []
    for document in get_document_model().objects.filter(pk__in=wanted).select_related("collection"):
        for findable in from_file(document):
            old = known.pop((document.pk, findable.language), None)
            fresh = indexing.filled(findable, old)
            if indexing.differs(fresh, old):
                fresh.save()
                changed.append(fresh)
                vocabulary.learn(fresh, old)
    indexing.forget(known.values())
    engines.current().write(changed)


def index_shown_on(pages: QuerySet | Iterable[int]) -> None:
    """The files that these pages show, after address or audience of the pages changed."""
    index(PageFile.objects.filter(page__in=pages).values_list("file_id", flat=True))


def index_in(collection: Collection) -> None:
    """The files in a collection and in all below it, after it moved or who may see it changed."""
    forget()  # the restrictions that are remembered may be those from before
    inside = PageFile.objects.filter(file__collection__path__startswith=collection.path)
    index(inside.values_list("file_id", flat=True))


def index_all() -> None:
    """Every file that a page shows or that is in the index, a batch at a time; what was never read is read first."""
    PageFile.objects.filter(page__search_document=None).delete()
    for pk in texts.unread():
        texts.take(get_document_model().objects.get(pk=pk))
    files = set(PageFile.objects.values_list("file_id", flat=True))
    files |= set(SearchDocument.objects.exclude(file=None).values_list("file_id", flat=True))
    for batch in indexing.batches(sorted(files)):
        with transaction.atomic():
            index(batch)


def record_all(pages: Iterable[BasePage]) -> None:
    """Which files these pages show, while the index is made anew. Most show none: those cost nothing."""
    shown = {page: files_of(page) for page in pages}
    known = set(PageFile.objects.filter(page__in=shown).values_list("page_id", flat=True))
    for page, files in shown.items():
        if files or page.pk in known:
            record(page, files)
