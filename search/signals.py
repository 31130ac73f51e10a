"""Keeps the index equal to what is published, within the transaction of the change. Index only: no domain rule lives here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published

from content import cache
from content.signals import DRAFT_FIELDS

from . import engines, indexing

_is_paused: ContextVar[bool] = ContextVar("search.paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """Leave the index alone while very much is built at once, and make it anew at the end."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)
    indexing.rebuild()


def _page_saved(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: object,
) -> None:
    draft_only = update_fields is not None and set(update_fields) <= DRAFT_FIELDS
    if isinstance(instance, Page) and not raw and not draft_only and not _is_paused.get():
        indexing.index_page(instance if sender is not Page else instance.specific)


def _page_published(sender: type[Model], instance: Page, **kwargs: object) -> None:
    # Only now all that hangs on the page has been saved too.
    if not _is_paused.get():
        indexing.index_page(instance)


def _restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: object) -> None:
    # What was remembered of restrictions is no longer so; nobody may be asked about them before that is known.
    cache.forget()
    indexing.refresh_places(indexing.with_all_below(instance.page))


def _groups_of_restriction_changed(sender: type[Model], instance: Model, action: str, **kwargs: object) -> None:
    if not action.startswith("post_"):
        return
    cache.forget()
    if isinstance(instance, PageViewRestriction):
        indexing.refresh_places(indexing.with_all_below(instance.page))
    else:
        indexing.refresh_restricted_places()


def _group_deleted(sender: type[Model], **kwargs: object) -> None:
    cache.forget()
    indexing.refresh_restricted_places()


def _install(**kwargs: object) -> None:
    engines.install()


def connect() -> None:
    """Listen. Called once, when the app registry is ready."""
    post_save.connect(_page_saved, dispatch_uid="search.page-saved")
    page_published.connect(_page_published, dispatch_uid="search.page-published")
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="search.restriction")
    m2m_changed.connect(
        _groups_of_restriction_changed, sender=PageViewRestriction.groups.through, dispatch_uid="search.groups"
    )
    post_delete.connect(_group_deleted, sender=Group, dispatch_uid="search.group-deleted")


def install_after_migrate(app: object) -> None:
    """The engine's own structures live outside Django's migrations, which would lose them when a table is remade."""
    post_migrate.connect(_install, sender=app, dispatch_uid="search.install")
