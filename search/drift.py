"""Where the index and what is published differ, and how that is mended. For whatever went around the signals."""

from dataclasses import dataclass, field

from wagtail.models import Page

from content.models import BasePage
from content.visibility import audiences_of

from . import indexing
from .models import SearchDocument

NAMED = 10  # pages named in a report


@dataclass
class Drift:
    """Keys of pages: what is missing, what should not be there, and what is out of date."""

    missing: list[int] = field(default_factory=list)
    needless: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.needless or self.stale)

    def lines(self) -> list[str]:
        """The same in words."""
        kinds = (("missing", self.missing), ("needless", self.needless), ("out of date", self.stale))
        return [f"{len(pks)} {name}: page {', '.join(map(str, pks[:NAMED]))}" for name, pks in kinds if pks]


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
    return found


def repair(found: Drift) -> None:
    """Mend what ``find`` found."""
    for page in Page.objects.filter(pk__in=[*found.missing, *found.stale]).specific():
        indexing.index_page(page)
    indexing.forget(SearchDocument.objects.filter(page__in=found.needless).only("pk"))
