"""Moves the generation on whenever something published may have changed. Cache only: no domain rule lives here."""

from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.images.models import AbstractRendition
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .cache import forget

# Fields that Wagtail writes on a page when only a draft was saved: visitors see no difference.
DRAFT_FIELDS = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title"}
WATCHED = {Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site, Group}
_watched_apps = {"content", "directory", "knowledge", "circles", "events", "news", "home", "wagtailredirects"}


def _saved(sender: type[Model], update_fields: frozenset[str] | None = None, **kwargs: object) -> None:
    # A picture in one more size changes nothing that was shown before; it is made while a page is shown.
    is_new_size = issubclass(sender, AbstractRendition)
    if _is_watched(sender) and not is_new_size and not (update_fields and set(update_fields) <= DRAFT_FIELDS):
        forget()


def _deleted(sender: type[Model], **kwargs: object) -> None:
    if _is_watched(sender):
        forget()


def _related(sender: type[Model], action: str, **kwargs: object) -> None:
    if action.startswith("post_") and _is_watched(sender):
        forget()


def _changed(sender: type[Model], **kwargs: object) -> None:
    forget()


def _is_watched(model: type[Model]) -> bool:
    return model in WATCHED or model._meta.app_label in _watched_apps


def connect() -> None:
    """Listen. Called once, when the app registry is ready."""
    post_save.connect(_saved, dispatch_uid="content.saved")
    post_delete.connect(_deleted, dispatch_uid="content.deleted")
    m2m_changed.connect(_related, dispatch_uid="content.related")
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(_changed, dispatch_uid="content.changed")
    post_delete.connect(_changed, sender=Page, dispatch_uid="content.page-deleted")
