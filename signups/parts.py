"""Parts of a programme, such as rounds of workshops, that people choose when they sign up for the whole.

A part is an offering of its own, with its own seats, waiting list and screen; the person has a sign-up of their own in it, under
the same address. Parts follow the whole: confirmed with it, given up with it, and not mailed about when the mail about the whole
says the same. Seats in parts are for who has a seat in the whole. Locks are taken from the whole to its parts, never back.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from .enums import QUEUED, Action, State
from .exceptions import OfferingFull, PartsClash, SignupsClosed
from .journal import note
from .models import LogEntry, Offering, Signup
from .programme import chosen_by, clashes
from .seats import end, fill, locked, place, place_in_queue

if TYPE_CHECKING:
    from members.models import User

#: What a sign-up for a part takes over from the one for the whole. It shows nobody: a part has no list on the page.
COPIED = (
    "user_id",
    "name",
    "email",
    "phone",
    "organisation_name",
    "organisation_id",
    "party",
    "guests",
    "language",
    "confirmed_at",
    "network",
    "wants_mailings",
)


def join(whole: Signup, parts: Iterable[Offering]) -> None:
    """Give somebody seats in parts, or places on their waiting lists. Call it while the whole is locked."""
    if whole.state not in (State.HELD, State.GIVEN):
        return
    for part in sorted(parts, key=lambda each: each.pk):
        with locked(part.pk) as locked_part:
            if not locked_part.signups.active().filter(email=whole.email).exists():
                _join(whole, locked_part)


def leave(signups: Iterable[Signup], *, actor: "User | None" = None) -> None:
    """Give up seats in parts; the next on their lists are offered them."""
    for signup in sorted(signups, key=lambda each: each.offering_id):
        with locked(signup.offering_id) as part:
            found = part.signups.get(pk=signup.pk)
            if found.is_active:
                _leave(part, found, actor)


def confirm(whole: Signup) -> None:
    """The address is proved, so the seats in parts are theirs as well."""
    for signup in sorted(chosen_by(whole), key=lambda each: each.offering_id):
        with locked(signup.offering_id) as part:
            found = part.signups.get(pk=signup.pk)
            if found.is_confirmed or not found.is_active:
                continue
            found.offering = part
            found.confirmed_at, found.deadline, found.network = timezone.now(), None, ""
            if found.state == State.HELD:
                found.state, found.seated_at = State.GIVEN, timezone.now()
            found.save()
            note(part, Action.CONFIRMED, found, by=LogEntry.By.PERSON)
            fill(part)


def describe(whole: Signup) -> None:
    """Keep in the parts what somebody changed about themselves."""
    names = ("name", "phone", "organisation_name", "organisation_id")
    keys = [each.pk for each in chosen_by(whole)]
    if keys:
        Signup.objects.filter(pk__in=keys).update(**{name: getattr(whole, name) for name in names})


def _join(whole: Signup, part: Offering) -> None:
    if not part.is_open:
        raise SignupsClosed(gettext("“%(part)s” can’t be chosen any more.") % {"part": part.title_in()})
    if clashes(part, whole.email):
        raise PartsClash(
            gettext("“%(part)s” is at the same time as something else you chose.") % {"part": part.title_in()}
        )
    signup = _copy(whole, part)
    try:
        place(part, signup)
    except OfferingFull:
        raise OfferingFull(gettext("“%(part)s” is full.") % {"part": part.title_in()}) from None
    signup.save()
    queued = place_in_queue(signup) if signup.state == State.WAITING else None
    action = Action.QUEUED if queued else Action.SEATED if signup.is_confirmed else Action.SIGNED_UP
    note(part, action, signup, by=LogEntry.By.PERSON, place=queued, detail={"party": signup.party})
    if queued and signup.is_confirmed:
        fill(part)


def _copy(whole: Signup, part: Offering) -> Signup:
    return Signup(offering=part, **{name: getattr(whole, name) for name in COPIED})


def _leave(part: Offering, signup: Signup, actor: "User | None") -> None:
    signup.offering = part
    queued = place_in_queue(signup) if signup.state in QUEUED else None
    action, state = (Action.REMOVED, State.REMOVED) if actor else (Action.CANCELLED, State.CANCELLED)
    by = "" if actor else LogEntry.By.PERSON
    detail = {"was": signup.state, "party": signup.party}
    note(part, action, signup, actor=actor, by=by, place=queued, detail=detail)
    end(part, signup, state)
    fill(part)
