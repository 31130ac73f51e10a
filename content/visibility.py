"""The one rule of who may see what: ``visible_to(user)`` and the audience key it rests on.

Wagtail keeps privacy as restrictions on pages (with everything below them) and on collections of files. A site has few of
them, so they are remembered together and looked through in Python. The *audience key* of a thing is what all restrictions
above it demand, as text: ``""`` for everybody, else requirements joined by ``&``, each ``login`` or ``groups:3,7`` (any of
them) or ``nobody`` (a shared password, which no list can know about). It is small enough to index and compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, Page, PageQuerySet, PageViewRestriction

from .cache import remember

Viewer = AbstractBaseUser | AnonymousUser
EVERYBODY = ""
MEMBERS = "login"


@dataclass(frozen=True)
class Restriction:
    """One restriction: where it begins (a tree path) and what it demands."""

    path: str
    demand: str


def restrictions_on_pages() -> tuple[Restriction, ...]:
    """All page restrictions, one query per generation."""
    return remember("visibility.pages", lambda: _load(PageViewRestriction, "page"))


def restrictions_on_collections() -> tuple[Restriction, ...]:
    """All collection restrictions, one query per generation."""
    return remember(
        "visibility.collections",
        lambda: _load(CollectionViewRestriction, "collection"),
    )


def audience_of(path: str) -> str:
    """The audience key of the page at tree path ``path``."""
    return _combined(path, restrictions_on_pages())


def audiences_of(paths: Iterable[str]) -> dict[str, str]:
    """The audience key of each of these pages, asking once for all of them."""
    restrictions = restrictions_on_pages()
    return {path: _combined(path, restrictions) for path in paths}


def known_audiences() -> list[str]:
    """Every audience key that a page, a file, a file on a page or a person can have at this moment; the empty key first."""
    kinds = (restrictions_on_pages(), restrictions_on_collections())
    pages, files = ({_combined(each.path, restrictions) for each in restrictions} for restrictions in kinds)
    found = {both(page, file) for page in (EVERYBODY, *pages) for file in (EVERYBODY, *files)}
    return sorted(found | {MEMBERS})


def both(first: str, second: str) -> str:
    """The audience key of what two keys guard together: a file in a closed collection, on a closed page."""
    return "&".join(sorted({demand for key in (first, second) for demand in key.split("&") if demand}))


def audience_of_collection(path: str) -> str:
    """The audience key of the files in the collection at tree path ``path``."""
    return _combined(path, restrictions_on_collections())


def may_enter(user: Viewer, audience: str) -> bool:
    """Whether ``user`` meets every demand of an audience key."""
    return all(_meets(user, demand) for demand in audience.split("&")) if audience else True


def may_see(user: Viewer, path: str) -> bool:
    """Whether ``user`` may see the page at tree path ``path``. It may still be a draft."""
    return may_enter(user, audience_of(path))


def viewpoint(user: Viewer) -> frozenset[str]:
    """What sets this viewer apart from others, as far as pages go: the demands in force that they meet.

    Two people with the same viewpoint see the same lists, so a list may be remembered by it.
    """
    return frozenset(each.demand for each in restrictions_on_pages() if may_enter(user, each.demand))


def open_audiences(user: Viewer, audiences: Iterable[str]) -> list[str]:
    """Those of ``audiences`` that ``user`` may enter."""
    return [audience for audience in audiences if may_enter(user, audience)]


def only_visible(pages: PageQuerySet, user: Viewer, prefix: str = "") -> PageQuerySet:
    """Live pages of any queryset over pages that ``user`` may see. ``prefix`` leads to the page, such as ``"article__"``."""
    return pages.filter(**{f"{prefix}live": True}).exclude(
        _under(_closed(user, restrictions_on_pages()), f"{prefix}path")
    )


def only_visible_files(files: QuerySet, user: Viewer) -> QuerySet:
    """Images or documents whose collection ``user`` may see."""
    return files.exclude(_under(_closed(user, restrictions_on_collections()), "collection__path"))


class VisibleQuerySet(PageQuerySet):
    """What every queryset of pages can do."""

    def visible_to(self, user: Viewer) -> "VisibleQuerySet":
        """Live pages that ``user`` may see."""
        return only_visible(self, user)

    def below(self, page: Page) -> "VisibleQuerySet":
        """Everything below ``page``, by a range of the tree: for that every database has an index."""
        return self.filter(path__range=page._get_children_path_interval(page.path))

    def inside(self, path: str) -> "VisibleQuerySet":
        """What stands at or below a tree path, tested row by row.

        For the newest few of very many: then the database walks along an index of dates and soon stops, where with
        ``below`` it would gather and sort everything first.
        """
        return self.alias(beginning=Substr("path", 1, len(path))).filter(beginning=path)

    def in_language_of(self, page: object) -> "VisibleQuerySet":
        """Pages in the language of another page."""
        return self.filter(locale_id=page.locale_id)


def _load(model: type[BaseViewRestriction], owner: str) -> tuple[Restriction, ...]:
    # Not joined: with few restrictions or none, SQLite would go through all pages to find theirs.
    restricted = model._meta.get_field(owner).related_model._base_manager.filter(pk=OuterRef(f"{owner}_id"))
    rows = model.objects.annotate(path=Subquery(restricted.values("path"))).prefetch_related("groups")
    return tuple(Restriction(row.path, _demand(row)) for row in rows)


def _demand(row: BaseViewRestriction) -> str:
    if row.restriction_type == BaseViewRestriction.LOGIN:
        return MEMBERS
    if row.restriction_type == BaseViewRestriction.GROUPS:
        return "groups:" + ",".join(str(pk) for pk in sorted(group.pk for group in row.groups.all()))
    return "nobody"


def _combined(path: str, restrictions: tuple[Restriction, ...]) -> str:
    return "&".join(sorted({each.demand for each in restrictions if path.startswith(each.path)}))


def _closed(user: Viewer, restrictions: tuple[Restriction, ...]) -> list[str]:
    return [each.path for each in restrictions if not may_enter(user, each.demand)]


def _under(paths: list[str], field: str) -> Q:
    # A Q that matches nothing is written as an impossible filter, so that exclude() then leaves all rows.
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def _meets(user: Viewer, demand: str) -> bool:
    if not user.is_authenticated or not user.is_active or demand == "nobody":
        return False
    if demand == MEMBERS or user.is_superuser:
        return True
    wanted = {int(pk) for pk in demand.removeprefix("groups:").split(",") if pk}
    return bool(wanted & user.group_ids)
