"""People who want to hear when a circle begins again."""

import uuid

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from content.languages import language_of
from notifications import services as outbox
from notifications.models import Message

from . import mails
from .links import offering_url
from .models import Interest, Offering
from .subjects import page_of


@transaction.atomic
def show_interest(*, page: Page, email: str, language: str) -> Interest:
    """Put an address on the list of a page, once it is confirmed. The same address again gets the same mail again."""
    titles = {language_of(each.locale_id): each.title for each in _languages(page)}
    interest, _made = Interest.objects.get_or_create(
        subject_key=page.translation_key,
        email=email.strip().lower(),
        defaults={"title": titles, "language": language},
    )
    if not interest.confirmed_at:
        mails.tell_interested(interest, "confirm", cause=f"{timezone.now():%Y%m%d%H}")
    return interest


def confirm_interest(*, interest: Interest) -> None:
    """The address is proved."""
    if not interest.confirmed_at:
        interest.confirmed_at = timezone.now()
        interest.save(update_fields=["confirmed_at"])


def leave_interest(*, interest: Interest) -> None:
    """Take an address off the list, and forget it."""
    with transaction.atomic():
        outbox.erase(person=interest.person)
        interest.delete()


def tell_interested() -> int:
    """Tell everybody on an interest list of runs that opened. Each run once."""
    count = 0
    now = timezone.now()
    fresh = Offering.objects.filter(is_active=True, cancelled_at=None, parent_key__isnull=False, starts_at__gt=now)
    for offering in fresh:
        if not offering.is_open:
            continue
        for interest in Interest.objects.filter(subject_key=offering.parent_key, confirmed_at__isnull=False):
            if page_of(offering, interest.language) is None:
                continue
            count += _tell(interest, offering)
    return count


def interest_count(subject_key: uuid.UUID) -> int:
    """How many people wait for a page to begin again."""
    return Interest.objects.filter(subject_key=subject_key, confirmed_at__isnull=False).count()


def _tell(interest: Interest, offering: Offering) -> int:
    known = Message.objects.filter(key=f"opened:{interest.key}:{offering.key}").exists()
    if not known:
        run, url = offering.title_in(interest.language), offering_url(offering, interest.language)
        with transaction.atomic():
            mails.tell_interested(interest, "opened", cause=str(offering.key), run=run, url=url)
    return int(not known)


def _languages(page: Page) -> list[Page]:
    return list(Page.objects.filter(translation_key=page.translation_key, live=True))
