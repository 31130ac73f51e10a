"""What organisers do: approve, add, move, take off, change the seats, decide whether it goes ahead."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils import timezone

from content import cache
from notifications import services as outbox

from . import answers, mails
from .enums import Action, Reason, State
from .exceptions import AlreadyOver, KnownAlready, OfferingFull, OfferOver, ReasonNeeded
from .journal import note
from .models import Occasion, Offering, Signup
from .programme import parts_of
from .seats import end, fill, free_seats, locked, next_order, place, place_in_queue
from .services import Person

if TYPE_CHECKING:
    from members.models import User


def approve(*, signup: Signup, actor: "User") -> Signup:
    """Let somebody in: a seat if one is free, or else the waiting list."""
    with locked(signup.offering_id) as offering:
        signup = offering.signups.get(pk=signup.pk)
        signup.offering = offering
        if signup.state != State.REQUESTED or not signup.is_confirmed:
            raise OfferOver
        note(offering, Action.APPROVED, signup, actor=actor)
        place(offering, signup)
        signup.save()
        queued = place_in_queue(signup) if signup.state == State.WAITING else None
        note(offering, Action.QUEUED if queued else Action.SEATED, signup, place=queued, detail={"party": signup.party})
        mails.tell(signup, "waiting" if queued else "seat", place=queued)
        fill(offering)
    cache.forget()
    return signup


def refuse(*, signup: Signup, actor: "User", text: str = "") -> None:
    """Don't let somebody in, and tell them."""
    with locked(signup.offering_id) as offering:
        signup = offering.signups.get(pk=signup.pk)
        signup.offering = offering
        if signup.state != State.REQUESTED:
            raise OfferOver
        note(offering, Action.REFUSED, signup, actor=actor, text=text)
        end(offering, signup, State.REFUSED)
        mails.tell(signup, "refused", text=text)


def add_by_hand(*, offering: Offering, person: Person, actor: "User", given: Mapping[int, Any] | None = None) -> Signup:
    """Put somebody on the list who asked for it some other way. They get a mail with their personal link."""
    with locked(offering.pk) as offering:
        email = person.email.strip().lower()
        if email and offering.signups.active().filter(email=email).exists():
            raise KnownAlready
        if offering.is_cancelled:
            raise AlreadyOver
        free = free_seats(offering)
        if free is not None and free < person.party:
            raise OfferingFull
        signup = Signup.objects.create(
            offering=offering,
            name=" ".join(person.name.split())[:120],
            email=email,
            phone=person.phone[:40],
            organisation_name=person.organisation_name[:160],
            party=person.party,
            guests=list(person.guests),
            language=person.language,
            state=State.GIVEN,
            order=next_order(offering),
            confirmed_at=timezone.now(),
            seated_at=timezone.now(),
        )
        answers.keep(signup, given or {})
        note(offering, Action.ADDED, signup, actor=actor, detail={"party": signup.party})
        mails.tell(signup, "added")
    cache.forget()
    return signup


def move_to_front(*, signup: Signup, actor: "User", reason: str, text: str = "") -> list[Signup]:
    """Let somebody on the waiting list go first. Says to whom seats are offered now."""
    if reason not in Reason.values or (reason == Reason.OTHER and not text.strip()):
        raise ReasonNeeded
    with locked(signup.offering_id) as offering:
        signup = offering.signups.get(pk=signup.pk)
        if signup.state != State.WAITING or not signup.is_confirmed:
            raise OfferOver
        first = offering.signups.queue().exclude(pk=signup.pk).first()
        before, old = place_in_queue(signup), signup.order
        if first and first.order < old:
            # Before everybody who ever came, and never 0: the journal takes a number for true.
            lowest = offering.signups.aggregate(lowest=Min("order"))["lowest"]
            signup.order = min(lowest, 0) - 1
            signup.save(update_fields=["order"])
        detail = {"from": before, "from_order": old}
        note(offering, Action.MOVED, signup, actor=actor, place=1, reason=reason, text=text, detail=detail)
        offered = fill(offering)
    cache.forget()
    return offered


def change_capacity(*, offering: Offering, capacity: int | None, actor: "User | None" = None) -> int:
    """Set the number of seats. Nobody loses one; new seats are offered at once. Says how many are given too many now."""
    with locked(offering.pk) as found:
        before, found.capacity = found.capacity, capacity
        found.save(update_fields=["capacity"])
        if before != capacity:
            note(found, Action.CAPACITY, actor=actor, detail={"from": before, "to": capacity})
        fill(found)
        over = found.signups.seated().seats() - capacity if capacity is not None else 0
    cache.forget()
    return max(0, over)


def go_ahead(*, offering: Offering, actor: "User") -> None:
    """Decide that it goes ahead although few signed up, and tell everybody."""
    with locked(offering.pk) as found:
        if found.decision or found.is_cancelled:
            return
        found.decision = Offering.Decision.GO
        found.save(update_fields=["decision"])
        note(found, Action.GO_AHEAD, actor=actor)
        for signup in found.signups.participants():
            signup.offering = found
            mails.tell(signup, "goes_ahead", cause="decision")
    cache.forget()


def call_off(*, offering: Offering, actor: "User | None", text: str = "") -> None:
    """Call it off with the parts of its programme: everybody with a seat or on the list is told, and calendars follow."""
    with locked(offering.pk) as found:
        if found.is_cancelled:
            return
        told = set(found.signups.active().exclude(email="").values_list("email", flat=True))
        _call_off(found, actor, text)
        for part in parts_of(found):
            with locked(part.pk) as locked_part:
                _call_off(locked_part, actor, text, told=told)  # who is in the whole hears of it once
    cache.forget()


def _call_off(found: Offering, actor: "User | None", text: str, *, told: Collection[str] = ()) -> None:
    """One offering. Who is in ``told`` hears of it in another mail."""
    found.decision, found.cancelled_at = Offering.Decision.OFF, timezone.now()
    found.save(update_fields=["decision", "cancelled_at"])
    note(found, Action.CALLED_OFF, actor=actor, text=text)
    outbox.stop(group=found.group)
    for occasion in Occasion.objects.filter(subject_key=found.subject_key, part=found.part, is_cancelled=False):
        occasion.is_cancelled, occasion.sequence = True, occasion.sequence + 1
        occasion.changed_at, occasion.untold_since = timezone.now(), None
        occasion.told = occasion.state_to_tell
        occasion.save()
    for signup in found.signups.active().exclude(email__in=told):
        signup.offering = found
        mails.tell(signup, "called_off", cause="called-off", text=text, was=signup.state)
