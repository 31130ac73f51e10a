"""The pages that people sign up for. This room is below theirs, so they come to it with what it needs to know."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, get_page_models

from content.languages import language_of
from content.models import TopicsMixin

from .models import Occasion, Offering


@dataclass(frozen=True)
class Moment:
    """A moment of a page on which people meet. ``part`` is the block of a programme it belongs to, if it does."""

    key: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online_link: str = ""
    is_cancelled: bool = False
    part: str = ""


class SignupMixin:
    """A page type that people can sign up for. ``organiser_field`` leads to the users who run it, beside coordinators."""

    organiser_field = "owner"

    def signup_moments(self) -> list[Moment]:
        """When people meet."""
        raise NotImplementedError

    def signup_organisers(self) -> list[int]:
        """The keys of the users who run it, beside coordinators."""
        return [self.owner_id] if self.owner_id else []

    def signup_parent_key(self) -> uuid.UUID | None:
        """The translation key of the page whose followers want to know of this one."""
        return None

    def signup_details(self) -> dict[str, str]:
        """What mails say beside when and where: ``price`` and ``bring``."""
        return {"price": self.price, "bring": self.bring}

    def signup_add_moments(self, spans: Sequence[tuple[datetime, datetime]]) -> None:
        """Make what a poll decided part of the page. Pages that can't leave it out."""
        raise NotImplementedError


@transaction.atomic
def follow(page: Page) -> None:
    """Take over what a page that was just published says: its title and its moments.

    The first language decides on times; every language brings its own words. A moment that is no longer on the page counts
    as cancelled, so that calendars and people hear of it.
    """
    language = language_of(page.locale_id)
    moments = list({moment.key: moment for moment in page.signup_moments()}.values())  # pasted data may repeat an id
    decides = language == settings.LANGUAGE_CODE or not _has_first_language(page)
    known = {each.key: each for each in Occasion.objects.select_for_update().filter(subject_key=page.translation_key)}
    parts = {each.part for each in known.values()}
    for moment in moments:
        if moment.key in known:
            _follow_moment(moment, known[moment.key], language, decides=decides)
        else:
            _add_moment(page, moment, language, is_extra=moment.part in parts)
    if decides:
        gone = set(known) - {moment.key for moment in moments}
        for key in gone:
            _cancel(known[key])
    _follow_title(page, language, moments)


def organisers_of(offering: Offering) -> set[int]:
    """The keys of the users who run it."""
    found: set[int] = set()
    for page in Page.objects.filter(translation_key=offering.subject_key).specific():
        found.update(page.signup_organisers() if isinstance(page, SignupMixin) else ())
    return found


def organised_by(user_pk: int) -> set[uuid.UUID]:
    """The translation keys of the pages that somebody runs."""
    found: set[uuid.UUID] = set()
    for model in signup_models():
        rows = model.objects.filter(**{model.organiser_field: user_pk})
        found.update(rows.values_list("translation_key", flat=True))
    return found


def organiser_pks() -> set[int]:
    """The keys of all users who run something that people can sign up for."""
    found: set[int] = set()
    for model in signup_models():
        found.update(
            model.objects.exclude(**{model.organiser_field: None}).values_list(model.organiser_field, flat=True)
        )
    return found


def signup_models() -> list[type[Page]]:
    """The page types that people can sign up for."""
    return [model for model in get_page_models() if issubclass(model, SignupMixin)]


def page_of(offering: Offering, language: str) -> Page | None:
    """The live page in a language, or else in the first one that has it."""
    return pages_of([offering.subject_key], language).get(offering.subject_key)


def pages_of(keys: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, Page]:
    """The live page of each translation key in a language, or else in the first one that has it."""
    pages = Page.objects.filter(translation_key__in=list(keys), live=True)
    ordered = sorted(pages, key=lambda page: (language_of(page.locale_id) != language, page.pk))
    return {page.translation_key: page for page in reversed(ordered)}


def moments_of(offering: Offering) -> list[Occasion]:
    """When it is, in order."""
    return list(Occasion.objects.filter(subject_key=offering.subject_key, part=offering.part).order_by("starts_at"))


def offering_of(page: Page, part: str = "") -> Offering | None:
    """What people can sign up for on a page, if anything."""
    return Offering.objects.filter(subject_key=page.translation_key, part=part).first()


def _has_first_language(page: Page) -> bool:
    others = Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    return any(language_of(other.locale_id) == settings.LANGUAGE_CODE for other in others)


def _add_moment(page: Page, moment: Moment, language: str, *, is_extra: bool) -> None:
    """A moment that was not there before. People are told of one that comes beside those they signed up for."""
    words = {"title": {language: moment.title}, "place": {language: moment.place}}
    added = Occasion(key=moment.key, subject_key=page.translation_key, part=moment.part, **words)
    _set_times(added, moment)
    if is_extra and not added.is_past and not added.is_cancelled:
        added.untold_since = timezone.now()
    else:
        added.told = added.state_to_tell
    added.save()


def _follow_moment(moment: Moment, known: Occasion, language: str, *, decides: bool) -> None:
    before = known.state_to_tell | {"title": known.title, "online": known.online_link}
    known.title, known.place = known.title | {language: moment.title}, known.place | {language: moment.place}
    if decides:
        _set_times(known, moment)
    if known.state_to_tell | {"title": known.title, "online": known.online_link} != before:
        _changed(known)


def _set_times(occasion: Occasion, moment: Moment) -> None:
    occasion.starts_at, occasion.ends_at = moment.starts_at, moment.ends_at
    occasion.online_link, occasion.is_cancelled = moment.online_link, moment.is_cancelled


def _cancel(occasion: Occasion) -> None:
    if not occasion.is_cancelled:
        occasion.is_cancelled = True
        _changed(occasion)


def _changed(occasion: Occasion) -> None:
    occasion.sequence += 1
    occasion.changed_at = timezone.now()
    # Put back before anybody was told, or taken off again: then there is nothing to tell.
    occasion.untold_since = timezone.now() if occasion.is_untold else None
    occasion.save()


def _follow_title(page: Page, language: str, moments: list[Moment]) -> None:
    for offering in Offering.objects.filter(subject_key=page.translation_key):
        own = [moment for moment in moments if moment.part == offering.part]
        title = f"{page.listing_title}: {own[0].title}" if offering.part and own else page.listing_title
        offering.title = offering.title | {language: title}
        offering.details = offering.details | {language: page.signup_details()}
        offering.parent_key = page.signup_parent_key()
        set_span(offering)
        offering.save(update_fields=["title", "details", "parent_key", "starts_at", "ends_at"])


def set_span(offering: Offering) -> None:
    """When it begins and ends, as its moments say. Does not save."""
    moments = [each for each in moments_of(offering) if not each.is_cancelled] or moments_of(offering)
    offering.starts_at = min((each.starts_at for each in moments), default=None)
    offering.ends_at = max((each.ends_at for each in moments), default=None)


def keys_below(key: uuid.UUID) -> list[uuid.UUID]:
    """The translation keys of the pages directly below a page, in any language."""
    found: list[uuid.UUID] = []
    for page in Page.objects.filter(translation_key=key, live=True, numchild__gt=0):
        found += page.get_children().values_list("translation_key", flat=True)
    return found


def keys_with_topic(pk: int) -> list[uuid.UUID]:
    """The translation keys of pages about a topic, and of what stands below them."""
    found: list[uuid.UUID] = []
    for model in get_page_models():
        if issubclass(model, TopicsMixin) and not model._meta.abstract:
            found += model.objects.filter(topics=pk, live=True).values_list("translation_key", flat=True)
    return [*found, *(below for key in set(found) for below in keys_below(key))]
