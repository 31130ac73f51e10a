"""When can you? From proposed dates to the sessions of a run, with those who can come signed up in the same step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from content import cache

from . import mails
from .enums import Action, Level
from .exceptions import AlreadyOver, SignupError
from .journal import note
from .models import Offering, Poll, PollOption, PollReply
from .services import Person, sign_up
from .subjects import SignupMixin

if TYPE_CHECKING:
    from members.models import User

YES, MAYBE, NO = "yes", "maybe", "no"
LONGEST_POLL = 40


@dataclass(frozen=True)
class Count:
    """How many can come to an option, and the names of those who show them to the others."""

    option: PollOption
    yes: int
    maybe: int
    no: int
    names: list[str]


def propose(
    *,
    offering: Offering,
    spans: Iterable[tuple[datetime, datetime]],
    note_text: str = "",
    weekly: bool = False,
    weeks: int = 6,
    closes_at: datetime | None = None,
) -> Poll:
    """Ask people when they can. Asking again replaces the dates that nobody answered to."""
    spans = sorted(set(spans))[:LONGEST_POLL]
    if not spans:
        raise SignupError
    with transaction.atomic():
        poll, _made = Poll.objects.get_or_create(offering=offering)
        if poll.closed_at:
            raise AlreadyOver
        poll.note, poll.is_weekly, poll.weeks, poll.closes_at = note_text[:300], weekly, weeks, closes_at
        poll.save()
        known = {(each.starts_at, each.ends_at): each for each in poll.options.all()}
        for span in set(known) - set(spans):
            known[span].delete()
        PollOption.objects.bulk_create(
            [PollOption(poll=poll, starts_at=start, ends_at=end) for start, end in spans if (start, end) not in known]
        )
    return poll


def answer(
    *, poll: Poll, name: str, email: str, answers: Mapping[int, str], language: str, shows_name: int
) -> PollReply:
    """Say when somebody can. A first answer is mailed a link to change it; only that link changes it."""
    with transaction.atomic():
        poll = Poll.objects.select_for_update().get(pk=poll.pk)
        if not poll.is_open:
            raise AlreadyOver
        reply, made = PollReply.objects.get_or_create(
            poll=poll, email=email.strip().lower(), defaults={"name": name[:120], "language": language}
        )
        if made:
            _keep(reply, name, answers, shows_name)
        mails.tell_poll(reply, cause="first" if made else f"{timezone.now():%Y%m%d%H}")
    return reply


def change_answer(*, reply: PollReply, name: str, answers: Mapping[int, str], shows_name: int) -> None:
    """Change an answer, by its link."""
    with transaction.atomic():
        if not Poll.objects.get(pk=reply.poll_id).is_open:
            raise AlreadyOver
        _keep(reply, name, answers, shows_name)


def counts(poll: Poll, level: int = Level.PARTICIPANTS) -> list[Count]:
    """How many can come to each option, best first in the eyes of nobody: in order of date."""
    replies = list(poll.replies.all())
    return [_count(option, replies, level) for option in poll.options.all()]


def choose(*, poll: Poll, options: Iterable[int], actor: "User", page: Page) -> int:
    """Make the chosen dates the sessions of the page, and sign up who can come. Says how many people that is.

    Each gets the mail with which every sign-up begins: their seat is kept until they confirm. First answered, first served.
    Who can't come, or came too late for a seat, gets a mail with the dates instead: everybody who answered is told once.
    """
    with transaction.atomic():
        poll = Poll.objects.select_for_update().get(pk=poll.pk)
        chosen = list(poll.options.filter(pk__in=list(options)))
        if poll.closed_at or not chosen:
            raise AlreadyOver
        poll.closed_at = timezone.now()
        poll.save(update_fields=["closed_at"])
        poll.options.filter(pk__in=[each.pk for each in chosen]).update(is_chosen=True)
        if not isinstance(page, SignupMixin):
            raise SignupError
        spans = _spans(poll, chosen)
        page.signup_add_moments(spans)
        Offering.objects.filter(pk=poll.offering_id).update(is_active=True)
        offering = Offering.objects.get(pk=poll.offering_id)
        note(offering, Action.SETTINGS, actor=actor, detail={"poll": len(chosen)})
        others = [reply for reply in poll.replies.order_by("created_at", "pk") if not _sign_up(offering, reply, chosen)]
        for reply in others:
            mails.tell_decided(reply, spans)
        count = poll.replies.count() - len(others)
    cache.forget()
    return count


def close(*, poll: Poll, actor: "User") -> int:
    """End the poll without dates, and tell everybody who answered. Says how many people that is."""
    with transaction.atomic():
        poll = Poll.objects.select_for_update().get(pk=poll.pk)
        if poll.closed_at:
            raise AlreadyOver
        poll.closed_at = timezone.now()
        poll.save(update_fields=["closed_at"])
        note(poll.offering, Action.SETTINGS, actor=actor, detail={"poll": 0})
        replies = list(poll.replies.all())
        for reply in replies:
            mails.tell_decided(reply, [])
    return len(replies)


def _keep(reply: PollReply, name: str, answers: Mapping[int, str], shows_name: int) -> None:
    options = set(reply.poll.options.values_list("pk", flat=True))
    reply.name = " ".join(name.split())[:120]
    reply.answers = {str(pk): value for pk, value in answers.items() if pk in options and value in (YES, MAYBE, NO)}
    reply.shows_name = shows_name
    reply.save()


def _count(option: PollOption, replies: list[PollReply], level: int) -> Count:
    said = [(reply, reply.answers.get(str(option.pk), NO)) for reply in replies]
    names = [reply.name for reply, value in said if value == YES and reply.shows_name >= level]
    return Count(option, *(sum(value == wanted for _reply, value in said) for wanted in (YES, MAYBE, NO)), names)


def _spans(poll: Poll, chosen: list[PollOption]) -> list[tuple[datetime, datetime]]:
    """The moments that were chosen; a part of the week stands for so many weeks from its first date on."""
    if not poll.is_weekly:
        return [(each.starts_at, each.ends_at) for each in chosen]
    spans = []
    for each in chosen:
        start, end = timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)
        spans += [(_same_hour(start, week), _same_hour(end, week)) for week in range(poll.weeks)]
    return sorted(spans)


def _same_hour(moment: datetime, weeks: int) -> datetime:
    """The same hour on the clock so many weeks later, whether or not summer time began in between."""
    naive = moment.replace(tzinfo=None) + timedelta(weeks=weeks)
    return timezone.make_aware(naive, moment.tzinfo)


def _sign_up(offering: Offering, reply: PollReply, chosen: list[PollOption]) -> bool:
    """Sign up who can come to all of it. Says whether that was so."""
    if not all(reply.answers.get(str(option.pk)) == YES for option in chosen):
        return False
    try:
        with transaction.atomic():
            sign_up(offering=offering, person=Person(name=reply.name, email=reply.email, language=reply.language))
    except SignupError:
        return False
    return True
