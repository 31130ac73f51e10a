"""Writing the index: one thing at a time as it changes, or everything anew."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from content.links import page_url
from content.relations import link_together
from content.visibility import EVERYBODY, audiences_of

from . import engines, vocabulary
from .language import index_terms
from .models import SearchDocument, language_tag
from .plain import plain
from .sources import Findable, from_page, is_findable

BATCH = 200
LONGEST_TITLE = 400  # letters
FIELDS = [
    field.name for field in SearchDocument._meta.concrete_fields if field.name not in ("id", "page", "file", "person")
]


def index_page(page: Page) -> None:
    """Make the index say what is true of ``page`` now."""
    from .files import indexing as files  # they build on what is here

    known = SearchDocument.objects.filter(page_id=page.pk).first()
    if is_findable(page):
        _write(page, known)
    elif known:
        forget([known])
    files.follow(page)


def _write(page: Page, known: SearchDocument | None) -> None:
    document = keep(from_page(page), known)
    moved = known is not None and (known.url, known.audience) != (document.url, document.audience)
    if known is not None and moved:
        refresh_places(_below(page), (known.url, document.url))


def keep(findable: Findable, known: SearchDocument | None) -> SearchDocument:
    """Write one thing that is found on its own, if it says something else than ``known`` does."""
    document = filled(findable, known)
    if differs(document, known):
        document.save()
        engines.current().write([document])
        vocabulary.learn(document, known)
    return document


def add(documents: list[SearchDocument]) -> None:
    """Take many new documents in at once."""
    with transaction.atomic():
        SearchDocument.objects.bulk_create(documents, batch_size=BATCH)
        engines.current().write(documents)


def forget(documents: Iterable[SearchDocument]) -> None:
    """Take documents out of the index."""
    pks = [document.pk for document in documents]
    SearchDocument.objects.filter(pk__in=pks).delete()
    engines.current().remove(pks)


def refresh_places(pages: QuerySet, moved: tuple[str, str] | None = None) -> None:
    """Address and audience of pages that are in the index, after something above them changed.

    ``moved``: the old and new address of what is above them, while Wagtail is still to write theirs.
    """
    rows = {document.page_id: document for document in _light(SearchDocument.objects.filter(page__in=pages))}
    found = Page.objects.filter(pk__in=rows).only("pk", "path", "url_path", "locale_id", "depth")
    at = {page.pk: page for page in found}
    keys = audiences_of(page.path for page in at.values())
    changed = []
    for pk, document in rows.items():
        place = (_address(document, at[pk], moved), keys[at[pk].path])
        if place != (document.url, document.audience):
            document.url, document.audience = place
            changed.append(document)
    SearchDocument.objects.bulk_update(changed, ["url", "audience"], batch_size=BATCH)
    engines.current().write_places(changed)
    from .files import indexing as files

    files.index_shown_on([document.page_id for document in changed])


def refresh_restricted_places() -> None:
    """The same wherever something is or was restricted."""
    for restriction in PageViewRestriction.objects.select_related("page"):
        refresh_places(with_all_below(restriction.page))
    refresh_places(SearchDocument.objects.exclude(audience=EVERYBODY).exclude(page=None).values("page"))


def with_all_below(page: Page) -> QuerySet:
    """A page and everything below it."""
    return _below(page) | Page.objects.filter(pk=page.pk)


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the whole index anew, a batch at a time, while searches go on. Returns the number of things found.

    Each batch replaces what was there in one transaction; what no longer exists goes last. So a search never sees less than
    there is.
    """
    pks = list(Page.objects.filter(live=True, depth__gt=2).order_by("pk").values_list("pk", flat=True))
    kept: set[int] = set()
    for start in range(0, len(pks), BATCH):
        kept |= _replace(pks[start : start + BATCH])
        progress(min(start + BATCH, len(pks)), len(pks))
    gone = SearchDocument.objects.exclude(page=None).values_list("pk", "page_id")
    for batch in batches([pk for pk, page in gone if page not in kept]):
        forget(SearchDocument.objects.filter(pk__in=batch).only("pk"))
    from . import people
    from .files import indexing as files

    files.index_all()
    people.index_all()
    count_words()
    return len(kept)


def refresh(pages: list[int]) -> None:
    """Index these pages again, because of something that is not on them."""
    for batch in batches(pages):
        _replace(batch)


def count_words() -> None:
    """In how many things each word occurs."""
    counts: dict[str, Counter[str]] = {}
    rows = SearchDocument.objects.values_list("language", "title_terms", "lead_terms", "body_terms")
    for language, *texts in rows.iterator(chunk_size=BATCH):
        counts.setdefault(language, Counter()).update(vocabulary.words_of(" ".join(texts)))
    vocabulary.recount(counts)


def filled(findable: Findable, document: SearchDocument | None = None) -> SearchDocument:
    """A document that says what ``findable`` says, analysed. Terms of ``document``, as it was, are kept where they hold."""
    fresh = SearchDocument(
        pk=document.pk if document else None,
        page_id=findable.page_id,
        file_id=findable.file_id,
        person_id=findable.person_id,
    )
    for name in ("language", "kind", "tone", "audience", "date", "updated_at", "review_by"):
        setattr(fresh, name, getattr(findable, name))
    fresh.label = findable.label[:80]
    fresh.url = findable.url
    day = findable.date or findable.updated_at
    years = [f"year{day.year}"] if day else []
    kept = [f"kind{findable.kind}", language_tag(findable.language)]
    fresh.tags = " ".join([*kept, *(f"{name}{pk}" for name, pk in findable.filed_under), *years])
    fresh.title, fresh.lead, fresh.body = (
        plain(findable.title)[:LONGEST_TITLE],
        plain(findable.lead),
        plain(findable.body),
    )
    for name in ("title", "body"):
        text = getattr(fresh, name)
        same = document is not None and getattr(document, name) == text and document.language == findable.language
        terms = getattr(document, f"{name}_terms") if same else index_terms(text, findable.language)
        setattr(fresh, f"{name}_terms", terms)
    # Topics weigh as much as the lead, but are not shown in it.
    fresh.lead_terms = index_terms(f"{fresh.lead} {plain(findable.words)}", findable.language)
    return fresh


def _replace(pks: list[int]) -> set[int]:
    """Write some pages anew. They are read first, outside the transaction: then what they share is asked for once."""
    known = {row.page_id: row for row in SearchDocument.objects.filter(page__in=pks)}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=pks).specific(defer=False) if is_findable(page)}
    link_together(pages.values())
    documents = {pk: filled(from_page(page), known.get(pk)) for pk, page in pages.items()}
    with transaction.atomic():
        moved_on = _moved_on(pages, documents, known)
        rows = [document for pk, document in documents.items() if pk not in moved_on]
        new = [document for document in rows if document.page_id not in known]
        changed = [row for row in rows if row.page_id in known and differs(row, known[row.page_id])]
        SearchDocument.objects.bulk_create(new)
        SearchDocument.objects.bulk_update(changed, FIELDS, batch_size=20)
        engines.current().write([*new, *changed])
        for page in Page.objects.filter(pk__in=moved_on).specific():
            index_page(page)
        from .files import indexing as files

        files.record_all([page for pk, page in pages.items() if pk not in moved_on])
    return set(pages)


def _moved_on(
    pages: dict[int, Page], documents: dict[int, SearchDocument], known: dict[int, SearchDocument]
) -> set[int]:
    """Pages that were published, moved, closed or indexed by somebody else since they were read."""
    rows = Page.objects.filter(pk__in=pages).values_list("pk", "live", "path", "url_path", "last_published_at")
    keys = audiences_of(row[2] for row in rows)
    now = {pk: (live, url_path, published_at, keys[path]) for pk, live, path, url_path, published_at in rows}
    then = {pk: (True, page.url_path, page.last_published_at, documents[pk].audience) for pk, page in pages.items()}
    indexed = set(SearchDocument.objects.filter(page__in=pages).values_list("page_id", flat=True))
    return {pk for pk in pages if then[pk] != now.get(pk)} | (indexed - known.keys())


def differs(document: SearchDocument, known: SearchDocument | None) -> bool:
    """Whether a document says something else than the one we have."""
    return known is None or any(getattr(document, name) != getattr(known, name) for name in FIELDS)


def _below(page: Page) -> QuerySet:
    first, last = Page._get_children_path_interval(page.path)
    return Page.objects.filter(path__gte=first, path__lte=last + "z")


def _address(document: SearchDocument, page: Page, moved: tuple[str, str] | None) -> str:
    if moved and document.url.startswith(moved[0]):
        return moved[1] + document.url.removeprefix(moved[0])
    return page_url(page)


def _light(documents: QuerySet) -> QuerySet:
    return documents.only("pk", "page_id", "url", "audience")


def batches(pks: list[int]) -> Iterator[list[int]]:
    """Keys, so many at a time as are handled together."""
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]
