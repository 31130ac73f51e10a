"""Keeps the index equal to what is published, within the transaction of the change. Index only: no domain rule lives here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published

from content import cache
from content.models import Topic
from content.signals import DRAFT_FIELDS
from directory.models import Membership, OrganisationPage
from members.models import User
from people.models import Profile

from . import engines, indexing, people, ripples
from .files import indexing as files
from .files import tasks, texts
from .models import PageFile

SHOWN_OF_PEOPLE = {"first_name", "last_name", "is_active"}
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
        if isinstance(instance, OrganisationPage):
            ripples.organisation_changed(instance)


def _topic_changed(
    sender: type[Model], instance: Topic, raw: bool = False, created: bool = False, **kwargs: object
) -> None:
    if not (raw or created or _is_paused.get()):
        ripples.topic_changed(instance)


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
    elif isinstance(instance, CollectionViewRestriction):
        files.index_in(instance.collection)
    else:
        _group_deleted(sender)


def _group_deleted(sender: type[Model], **kwargs: object) -> None:
    cache.forget()
    indexing.refresh_restricted_places()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        files.index_in(restriction.collection)


def _document_saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: object) -> None:
    if raw or _is_paused.get():
        return
    files.index([instance.pk])
    if not texts.is_known(instance):
        transaction.on_commit(lambda: tasks.read_file.enqueue(instance.pk), robust=True)


def _page_shows_no_more(sender: type[Model], instance: PageFile, **kwargs: object) -> None:
    # The page was deleted, or shows the file no longer.
    if not _is_paused.get():
        files.index([instance.file_id])


def _collection_saved(sender: type[Model], instance: Collection, created: bool, **kwargs: object) -> None:
    if not created and not _is_paused.get():
        files.index_in(instance)


def _collection_restriction_changed(sender: type[Model], instance: CollectionViewRestriction, **kwargs: object) -> None:
    files.index_in(instance.collection)


def _profile_saved(sender: type[Model], instance: Profile, raw: bool = False, **kwargs: object) -> None:
    if not (raw or _is_paused.get()):
        people.index([instance])


def _topics_of_profile_changed(sender: type[Model], instance: Model, action: str, **kwargs: object) -> None:
    if isinstance(instance, Profile) and action.startswith("post_") and not _is_paused.get():
        people.index([instance])


def _user_saved(
    sender: type[Model], instance: User, update_fields: frozenset[str] | None = None, **kwargs: object
) -> None:
    if update_fields is None or set(update_fields) & SHOWN_OF_PEOPLE:
        _person_changed(instance.pk)


def _membership_changed(sender: type[Model], instance: Membership, **kwargs: object) -> None:
    _person_changed(instance.user_id)


def _person_changed(user: int) -> None:
    if not _is_paused.get():
        people.index(Profile.objects.filter(user=user).select_related("user"))


def _best_bet_changed(sender: type[Model], **kwargs: object) -> None:
    cache.forget()  # they are remembered


def _install(**kwargs: object) -> None:
    engines.install()


def connect() -> None:
    """Listen. Called once, when the app registry is ready."""
    post_save.connect(_page_saved, dispatch_uid="search.page-saved")
    page_published.connect(_page_published, dispatch_uid="search.page-published")
    for signal in (post_save, post_delete):
        signal.connect(_topic_changed, sender=Topic, dispatch_uid="search.topic")
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="search.restriction")
        signal.connect(
            _collection_restriction_changed, sender=CollectionViewRestriction, dispatch_uid="search.collection"
        )
    m2m_changed.connect(
        _groups_of_restriction_changed, sender=PageViewRestriction.groups.through, dispatch_uid="search.groups"
    )
    m2m_changed.connect(
        _groups_of_restriction_changed,
        sender=CollectionViewRestriction.groups.through,
        dispatch_uid="search.groups-of-collection",
    )
    post_delete.connect(_group_deleted, sender=Group, dispatch_uid="search.group-deleted")
    post_save.connect(_profile_saved, sender=Profile, dispatch_uid="search.profile")
    m2m_changed.connect(_topics_of_profile_changed, sender=Profile.topics.through, dispatch_uid="search.profile-topics")
    for signal in (post_save, post_delete):
        for model in (Query, SearchPromotion):
            signal.connect(_best_bet_changed, sender=model, dispatch_uid=f"search.best-bet-{model.__name__}")
    post_save.connect(_user_saved, sender=User, dispatch_uid="search.user")
    for signal in (post_save, post_delete):
        signal.connect(_membership_changed, sender=Membership, dispatch_uid="search.membership")
    post_save.connect(_document_saved, sender=get_document_model(), dispatch_uid="search.document-saved")
    post_save.connect(_collection_saved, sender=Collection, dispatch_uid="search.collection-saved")
    post_delete.connect(_page_shows_no_more, sender=PageFile, dispatch_uid="search.page-shows-no-more")


def install_after_migrate(app: object) -> None:
    """The engine's own structures live outside Django's migrations, which would lose them when a table is remade."""
    post_migrate.connect(_install, sender=app, dispatch_uid="search.install")
