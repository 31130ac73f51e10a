"""Which files a page shows, and to whom a file may be shown therefore.

A file is found when a published page shows it, by whoever may see both that page and the collection the file is in: an upload
that hangs on nothing yet, or only on a draft, is nobody's to find.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Model
from django.utils.translation import gettext, override
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from content.models import BasePage
from content.visibility import EVERYBODY, MEMBERS, both
from search.models import FileText, PageFile, SearchDocument
from search.sources import LONGEST_BODY, Findable

KIND = "document"
OPEN_FIRST = (EVERYBODY, MEMBERS)


@dataclass(frozen=True)
class Place:
    """A page in the index that shows a file."""

    page_id: int
    language: str
    audience: str
    tags: str


def files_of(page: BasePage) -> set[int]:
    """The keys of the files that a page shows to whoever may see the page, as it is in memory."""
    found = set(_referenced(page, type(page)))
    for relation, names in _child_relations(type(page)):
        for row in getattr(page, relation).all():
            if not getattr(row, "participants_only", False):
                found |= {pk for name in names if (pk := getattr(row, f"{name}_id"))}
    return found


def record(page: Page, files: Iterable[int]) -> set[int]:
    """Keep which files a page shows. Returns those for which something may have changed: all it shows or showed."""
    wanted = set(files)
    known = set(PageFile.objects.filter(page_id=page.pk).values_list("file_id", flat=True))
    if known - wanted:
        PageFile.objects.filter(page_id=page.pk, file__in=known - wanted).delete()
    there = set(get_document_model().objects.filter(pk__in=wanted - known).values_list("pk", flat=True))
    PageFile.objects.bulk_create([PageFile(page_id=page.pk, file_id=pk) for pk in there], ignore_conflicts=True)
    return known | there


def from_file(document: AbstractDocument) -> Iterator[Findable]:
    """What a file offers to search: once in each language in which a page shows it."""
    places: dict[str, list[Place]] = {}
    for place in _places(document.pk):
        places.setdefault(place.language, []).append(place)
    kept = FileText.objects.filter(file_id=document.pk).first() if places else None
    for language, rows in places.items():
        key = _most_open(rows)
        with override(language):
            label = gettext("File")
        yield Findable(
            language=language,
            kind=KIND,
            tone="knowledge",
            label=label,
            url=document.url,
            title=document.title,
            audience=both(key, document.audience),
            body=kept.whole[:LONGEST_BODY] if kept else "",
            date=document.created_at.date(),
            updated_at=document.created_at,
            filed_under=_filed_under(place for place in rows if place.audience == key),
            file_id=document.pk,
        )


def _places(pk: int) -> Iterator[Place]:
    rows = SearchDocument.objects.filter(page__shown_files__file=pk).order_by("page")
    for row in rows.values_list("page_id", "language", "audience", "tags"):
        yield Place(*row)


def _most_open(rows: list[Place]) -> str:
    """The audience of the page that most people may see. Of two that differ, such as two boards, the first page's."""
    keys = [place.audience for place in rows]
    return next((key for key in OPEN_FIRST if key in keys), keys[0])


def _filed_under(places: Iterable[Place]) -> list[tuple[str, int]]:
    """What the pages are filed under, as far as whoever finds the file may see them."""
    found: dict[tuple[str, int], None] = {}
    for place in places:
        for tag in place.tags.split():
            name = tag.rstrip("0123456789")
            if name in ("topic", "area", "sector", "audience", "organisation"):
                found[name, int(tag.removeprefix(name))] = None
    return list(found)


def _referenced(thing: Model, model: type[Model]) -> Iterator[int]:
    """Files in the texts and fields of a thing."""
    ours = get_document_model()
    for field in model._meta.get_fields():
        if field.is_relation and field.many_to_one and field.related_model is ours:
            if pk := field.value_from_object(thing):
                yield pk
        elif hasattr(field, "extract_references") and (value := field.value_from_object(thing)) is not None:
            # What Wagtail's own index of references asks of rich text and of streams.
            yield from (int(pk) for to, pk, *_where in field.extract_references(value) if issubclass(to, ours))


@cache
def _child_relations(model: type[Model]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Child relations of which the rows point at a file, with the names of those fields."""
    ours = get_document_model()
    found = []
    for relation in get_all_child_relations(model):
        fields = relation.related_model._meta.concrete_fields
        names = tuple(field.name for field in fields if field.is_relation and field.related_model is ours)
        if names:
            found.append((relation.get_accessor_name(), names))
    return tuple(found)
