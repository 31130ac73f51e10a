"""The one place where seats are given.

Everything that touches a seat happens between ``with locked(offering.pk) as offering:`` and its end. That is one
transaction that holds the offering's row: with SELECT … FOR UPDATE on PostgreSQL, and on SQLite because its transactions
begin IMMEDIATE, so that one writes at a time. What is read inside is therefore still true when it is written. Holds and
offers that ran out are settled first, so no clock is needed for them to count.

The rule of the waiting list (docs/features/waiting-list.md): first come, first served. A free seat is offered to the first
person whose party fits. A larger party is passed over visibly and keeps its place; after ``MAX_SKIPS`` times the seats that
come free are saved for it, until two days before the start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from . import mails
from .enums import Action, State
from .exceptions import OfferingFull, SignupError
from .journal import note
from .models import Offering, Signup

MAX_SKIPS = 2
SAVING_ENDS = timedelta(days=2)


@contextmanager
def locked(pk: int) -> Iterator[Offering]:
    """The offering, with nobody else giving its seats until the end of the block.

    What ran out is settled first, and stays settled when the block is refused: who comes too late then reads so.
    """
    settled = False
    try:
        with transaction.atomic():
            offering = Offering.objects.select_for_update().get(pk=pk)
            settled = settle(offering)
            yield offering
    except SignupError:
        if settled:  # and undone with the rest
            with transaction.atomic():
                settle(Offering.objects.select_for_update().get(pk=pk))
        raise


def free_seats(offering: Offering) -> int | None:
    """How many seats nobody has or is kept for; None without a limit."""
    if offering.capacity is None:
        return None
    return max(0, offering.capacity - offering.signups.seated().seats())


def fits(offering: Offering, party: int) -> bool:
    """Whether a newcomer with so many people can get seats at once: enough are free, and nobody waits for them."""
    free = free_seats(offering)
    return free is None or (party <= free and not offering.signups.queue().exists())


def place(offering: Offering, signup: Signup) -> None:
    """Give a newcomer a seat, or else a place at the end of the waiting list. Does not save.

    The seat is kept until the address is confirmed, if that was not done yet.
    """
    signup.order = next_order(offering)
    if offering.needs_approval and signup.state != State.REQUESTED:
        signup.state = State.REQUESTED
    elif fits(offering, signup.party):
        _seat(signup)
    elif offering.has_waiting_list:
        signup.state = State.WAITING
    else:
        raise OfferingFull
    signup.deadline = None if signup.is_confirmed else hold_until(offering)


def next_order(offering: Offering) -> int:
    """The next number at the door."""
    number = offering.next_order
    offering.next_order = number + 1
    offering.save(update_fields=["next_order"])
    return number


def end(offering: Offering, signup: Signup, state: State) -> None:
    """Take a sign-up out; its seats become free. Call ``fill`` afterwards."""
    signup.state, signup.ended_at, signup.deadline, signup.network = state, timezone.now(), None, ""
    signup.save(update_fields=["state", "ended_at", "deadline", "network", "reason"])


def offer(offering: Offering, signup: Signup, until: datetime) -> None:
    """Keep seats for somebody on the waiting list until they answer."""
    place_now = place_in_queue(signup)
    signup.state, signup.deadline = State.OFFERED, until
    signup.save(update_fields=["state", "deadline"])
    note(offering, Action.OFFERED, signup, place=place_now, detail={"until": until.isoformat(), "party": signup.party})
    mails.tell(signup, "offer", cause=until.isoformat())


def fill(offering: Offering) -> list[Signup]:
    """Offer free seats to the waiting list, in order. Says to whom."""
    if offering.is_cancelled or offering.has_started:
        return []
    free, now, passed, offered = free_seats(offering), timezone.now(), [], []
    if free == 0:
        return []
    for signup in offering.signups.filter(state=State.WAITING, confirmed_at__isnull=False).order_by("order", "pk"):
        if free is not None and signup.party > free:
            if free == 0 or _saves_for(offering, signup, now):
                break
            passed.append(signup)
            continue
        _pass_over(offering, passed, free)
        passed = []
        offer(offering, signup, offer_until(offering, now))
        offered.append(signup)
        free = None if free is None else free - signup.party
    return offered


def settle(offering: Offering) -> bool:
    """End what ran out: holds that nobody confirmed, offers that nobody answered. Then offer what came free.

    Says whether there was anything.
    """
    over = offering.signups.active().filter(deadline__lte=timezone.now()).order_by("order", "pk")
    ended = False
    for signup in over:
        ended = True
        _run_out(offering, signup)
    if ended:
        fill(offering)
    return ended


def hold_until(offering: Offering) -> datetime:
    """Until when a seat is kept for somebody who has not confirmed the address."""
    return _within(offering, timedelta(hours=offering.hold_hours))


def offer_until(offering: Offering, now: datetime) -> datetime:
    """Until when an offered seat is kept: as set, but at most half of the time that is left."""
    return _within(offering, timedelta(hours=offering.accept_hours))


def place_in_queue(signup: Signup) -> int:
    """Which one they are on the waiting list, from 1."""
    return signup.offering.signups.queue().filter(order__lt=signup.order).count() + 1


def _within(offering: Offering, span: timedelta) -> datetime:
    now = timezone.now()
    left = offering.starts_at - now if offering.starts_at else None
    if left is not None and left > timedelta(0):
        span = min(span, left / 2)
    return now + span


def _seat(signup: Signup) -> None:
    signup.state = State.GIVEN if signup.is_confirmed else State.HELD
    if signup.is_confirmed:
        signup.seated_at = timezone.now()


def _saves_for(offering: Offering, signup: Signup, now: datetime) -> bool:
    """Whether seats are saved up for a party that was passed over often enough."""
    near = offering.starts_at is not None and offering.starts_at - now <= SAVING_ENDS
    possible = offering.capacity is None or signup.party <= offering.capacity
    return signup.skipped >= MAX_SKIPS and possible and not near


def _pass_over(offering: Offering, passed: list[Signup], free: int | None) -> None:
    for signup in passed:
        signup.skipped += 1
        signup.save(update_fields=["skipped"])
        detail = {"free": free, "party": signup.party}
        note(offering, Action.PASSED, signup, place=place_in_queue(signup), detail=detail)


def _run_out(offering: Offering, signup: Signup) -> None:
    if signup.state == State.OFFERED:
        note(offering, Action.LAPSED, signup, place=place_in_queue(signup), detail={"party": signup.party})
        end(offering, signup, State.LAPSED)
        mails.tell(signup, "lapsed")
    else:
        queued = place_in_queue(signup) if signup.state == State.WAITING else None
        note(offering, Action.EXPIRED, signup, place=queued, detail={"was": signup.state})
        end(offering, signup, State.EXPIRED)
