"""Where the index and what is published differ, and how that is mended. For whatever went around the signals."""

from dataclasses import dataclass, field

from wagtail.documents import get_document_model
from wagtail.models import Page

from content.models import BasePage
from content.visibility import audiences_of
from people.models import Profile

from . import indexing, people
from .files import indexing as files
from .files.shown import from_file
from .models import PageFile, SearchDocument

NAMED = 10  # pages named in a report


@dataclass
class Drift:
    """Keys of pages: what is missing, what should not be there, and what is out of date."""

    missing: list[int] = field(default_factory=list)
    needless: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)  # keys of files that are found by others than who may see them
    people: list[int] = field(default_factory=list)  # the same, of people

    def __bool__(self) -> bool:
        return bool(self.missing or self.needless or self.stale or self.files or self.people)

    def lines(self) -> list[str]:
        """The same in words."""
        kinds = (("missing", self.missing), ("needless", self.needless), ("out of date", self.stale))
        said = [f"{len(pks)} {name}: page {', '.join(map(str, pks[:NAMED]))}" for name, pks in kinds if pks]
        others = (("file", self.files), ("person", self.people))
        return [
            *said,
            *(f"{len(pks)} out of date: {name} {', '.join(map(str, pks[:NAMED]))}" for name, pks in others if pks),
        ]


def find() -> Drift:
    """Compare by what is cheap to know of every page: whether it is live, when it was published, who may see it."""
    types = [each for each in BasePage.__subclasses__() if not each._meta.abstract]
    ours = set()
    for model in types:
        ours |= set(model.objects.filter(live=True, depth__gt=2).values_list("pk", flat=True))
    rows = Page.objects.filter(live=True, depth__gt=2).values_list("pk", "path", "last_published_at")
    pages = {pk: (path, published_at) for pk, path, published_at in rows if pk in ours}
    keys = audiences_of(path for path, _ in pages.values())
    known = {}
    for page, audience, updated_at in SearchDocument.objects.exclude(page=None).values_list(
        "page_id", "audience", "updated_at"
    ):
        known[page] = (audience, updated_at)
    found = Drift(sorted(pages.keys() - known.keys()), sorted(known.keys() - pages.keys()))
    found.stale = [
        pk for pk, (path, published_at) in pages.items() if pk in known and known[pk] != (keys[path], published_at)
    ]
    found.files = _stale_files()
    found.people = people.stale()
    return found


def _stale_files() -> list[int]:
    known: dict[int, set[tuple[str, str]]] = {}
    for file, *key in SearchDocument.objects.exclude(file=None).values_list("file_id", "language", "audience"):
        known.setdefault(file, set()).add(tuple(key))
    shown = set(PageFile.objects.values_list("file_id", flat=True))
    wanted = {
        document.pk: {(each.language, each.audience) for each in from_file(document)}
        for document in get_document_model().objects.filter(pk__in=shown | known.keys()).select_related("collection")
    }
    return sorted(pk for pk in wanted.keys() | known.keys() if wanted.get(pk, set()) != known.get(pk, set()))


def repair(found: Drift) -> None:
    """Mend what ``find`` found."""
    for page in Page.objects.filter(pk__in=[*found.missing, *found.stale]).specific():
        indexing.index_page(page)
    indexing.forget(SearchDocument.objects.filter(page__in=found.needless).only("pk"))
    files.index(_stale_files())
    people.index(Profile.objects.filter(pk__in=found.people).select_related("user"))
