"""What people do with sign-ups. Each is one transaction; seats only change hands through ``signups.seats``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from content import cache

from . import answers, consents, mails
from . import parts as in_parts
from .enums import QUEUED, Action, State
from .exceptions import (
    AlreadyOver,
    NotAllowed,
    OfferOver,
    PartsClash,
    PartyTooLarge,
    SignupsClosed,
    TooMany,
)
from .journal import note
from .limits import holds_allowed
from .models import LogEntry, Offering, Signup
from .permissions import may_sign_up
from .programme import chosen_by, clashes
from .seats import end, fill, fits, locked, place, place_in_queue

if TYPE_CHECKING:
    from members.models import User

PERSON = LogEntry.By.PERSON


@dataclass(frozen=True)
class Person:
    """Who signs up, as they filled it in."""

    name: str
    email: str
    phone: str = ""
    organisation_name: str = ""
    organisation_id: int | None = None
    introduction: str = ""
    language: str = "nl"
    network: str = ""
    guests: tuple[str, ...] = field(default=())

    @property
    def party(self) -> int:
        """How many people come."""
        return 1 + len(self.guests)


def sign_up(
    *,
    offering: Offering,
    person: Person,
    user: "User | None" = None,
    given: Mapping[int, Any] | None = None,
    shows: Mapping[str, int] | None = None,
    parts: Iterable[Offering] = (),
    is_verified: bool = False,
) -> Signup:
    """Sign somebody up: a seat, or a place on the waiting list. The same address again gets the same mail again.

    ``given`` holds the answers by question, ``shows`` who may see which field, ``parts`` what they chose of the programme.
    ``is_verified`` when the address is proved already: a member who signed in with it.
    """
    with locked(offering.pk) as offering:
        known = offering.signups.active().filter(email=_address(person.email)).first()
        if known:
            mails.again(known)
            return known
        _check(offering, person, user)
        signup = _new(offering, person, user, is_verified=is_verified)
        place(offering, signup)
        signup.save()
        answers.keep(signup, given or {})
        consents.record(signup, shows or {}, way="form")
        _note_arrival(offering, signup, by=PERSON)
        in_parts.join(signup, parts)
        _tell_arrival(signup)
        if signup.state == State.WAITING and signup.is_confirmed:
            fill(offering)
            signup.refresh_from_db()
    _show_changes()
    return signup


def confirm(*, signup: Signup) -> Signup:
    """The address is proved: the seat is theirs. If they were too late for the hold, they get what is free now."""
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        if signup.is_confirmed:
            return signup
        if signup.state == State.EXPIRED:
            _revive(offering, signup)
        if not signup.is_active:
            raise OfferOver
        signup.confirmed_at, signup.deadline, signup.network = timezone.now(), None, ""
        if signup.state == State.HELD:
            signup.state, signup.seated_at = State.GIVEN, timezone.now()
        signup.save()
        note(offering, Action.CONFIRMED, signup, by=PERSON)
        in_parts.confirm(signup)
        _tell_where(signup)
        if signup.state == State.WAITING:
            fill(offering)
            signup.refresh_from_db()
    _show_changes()
    return signup


def cancel_signup(*, signup: Signup, reason: str = "", actor: "User | None" = None, tells: bool = True) -> None:
    """Give up a seat or a place on the list. It goes to the next at once."""
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        if not signup.is_active:
            return
        if offering.has_started and actor is None and signup.state == State.GIVEN:
            raise AlreadyOver
        queued = place_in_queue(signup) if signup.state in QUEUED else None
        signup.reason = reason[:600]
        was = signup.state
        action, state = (Action.REMOVED, State.REMOVED) if actor else (Action.CANCELLED, State.CANCELLED)
        by = "" if actor else PERSON
        note(offering, action, signup, actor=actor, by=by, place=queued, detail={"was": was, "party": signup.party})
        chosen = chosen_by(signup)
        end(offering, signup, state)
        in_parts.leave(chosen, actor=actor)
        if tells:
            mails.tell(signup, "removed" if actor else "cancelled", was=was)
        fill(offering)
    _show_changes()


def accept_offer(*, signup: Signup) -> Signup:
    """Take the seat that is offered."""
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        if signup.state == State.GIVEN:
            return signup
        if signup.state != State.OFFERED:
            raise OfferOver
        queued = place_in_queue(signup)
        signup.state, signup.deadline, signup.seated_at = State.GIVEN, None, timezone.now()
        signup.save()
        note(offering, Action.ACCEPTED, signup, by=PERSON, place=queued, detail={"party": signup.party})
        mails.tell(signup, "seat")
    _show_changes()
    return signup


def decline_offer(*, signup: Signup) -> None:
    """Leave the offered seat to the next, and the list."""
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        if signup.state != State.OFFERED:
            raise OfferOver
        note(offering, Action.DECLINED, signup, by=PERSON, place=place_in_queue(signup), detail={"party": signup.party})
        end(offering, signup, State.DECLINED)
        fill(offering)
    _show_changes()


def promote_next(*, offering: Offering) -> list[Signup]:
    """Let what ran out go, and offer what is free. Says to whom."""
    with locked(offering.pk) as offering:
        offered = fill(offering)
    _show_changes()
    return offered


def change_party(*, signup: Signup, guests: Iterable[str], actor: "User | None" = None) -> Signup:
    """Bring fewer or more people. More only if there is room for them."""
    names = [name.strip()[:120] for name in guests if name.strip()]
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        party, before = 1 + len(names), signup.party
        if party > offering.max_party or (offering.capacity is not None and party > offering.capacity):
            raise PartyTooLarge
        grows = party - before
        if not signup.is_active or (grows > 0 and signup.state == State.OFFERED):
            raise OfferOver
        if grows > 0 and signup.state in (State.HELD, State.GIVEN) and not fits(offering, grows):
            raise PartyTooLarge
        signup.party, signup.guests = party, names
        signup.save(update_fields=["party", "guests"])
        if grows:
            by = "" if actor else PERSON
            note(offering, Action.PARTY, signup, actor=actor, by=by, detail={"from": before, "to": party})
        for part in chosen_by(signup):
            change_party(signup=part, guests=names, actor=actor)
        fill(offering)
    _show_changes()
    return signup


def change_answers(*, signup: Signup, person: Person, given: Mapping[int, Any]) -> Signup:
    """Change what was filled in. The address stays: it is what the sign-up hangs on."""
    with transaction.atomic():
        for name in ("name", "phone", "organisation_name", "organisation_id", "introduction"):
            setattr(signup, name, getattr(person, name))
        signup.save(update_fields=["name", "phone", "organisation_name", "organisation", "introduction"])
        in_parts.describe(signup)
        answers.keep(signup, given)
        note(signup.offering, Action.ANSWERS, signup, by=PERSON)
    _show_changes()
    return signup


def choose_parts(*, signup: Signup, parts: Iterable[Offering]) -> None:
    """Choose other parts of the programme: seats that are given up go to the next, new ones come under the usual rules."""
    wanted = {part.pk: part for part in parts}
    with locked(signup.offering_id) as offering:
        signup = _fresh(offering, signup)
        chosen = {each.offering_id: each for each in chosen_by(signup)}
        in_parts.leave(each for pk, each in chosen.items() if pk not in wanted)
        in_parts.join(signup, [part for pk, part in wanted.items() if pk not in chosen])
        if set(wanted) != set(chosen) and signup.is_confirmed:
            mails.tell(signup, "programme", cause=timezone.now().isoformat())
    _show_changes()


def change_consent(*, signup: Signup, shows: Mapping[str, int], way: str = "personal page") -> list[str]:
    """Let others see more or less. Takes effect at once."""
    with transaction.atomic():
        changed = consents.record(signup, shows, way=way)
        if changed:
            note(signup.offering, Action.CONSENT, signup, by=PERSON, detail={"fields": changed})
    _show_changes()
    return changed


def replace_link(*, signup: Signup) -> Signup:
    """Make the personal link worthless and mail a new one."""
    with transaction.atomic():
        Signup.objects.filter(pk=signup.pk).update(link_version=signup.link_version + 1)
        signup.refresh_from_db()
        note(signup.offering, Action.LINK, signup, by=PERSON)
        mails.tell(signup, "again", cause=f"link-{signup.link_version}")
    return signup


def _check(offering: Offering, person: Person, user: "User | None") -> None:
    if not offering.is_open:
        raise SignupsClosed
    if not may_sign_up(user, offering):
        raise NotAllowed
    if person.party > offering.max_party or (offering.capacity is not None and person.party > offering.capacity):
        raise PartyTooLarge
    if not holds_allowed(offering, person.email, person.network):
        raise TooMany
    if offering.part and clashes(offering, _address(person.email)):
        raise PartsClash


def _new(offering: Offering, person: Person, user: "User | None", *, is_verified: bool) -> Signup:
    return Signup(
        offering=offering,
        user=user,
        name=" ".join(person.name.split())[:120],
        email=_address(person.email),
        phone=person.phone[:40],
        organisation_name=" ".join(person.organisation_name.split())[:160],
        organisation_id=person.organisation_id,
        introduction=person.introduction[:300],
        party=person.party,
        guests=[" ".join(name.split())[:120] for name in person.guests],
        language=person.language,
        confirmed_at=timezone.now() if is_verified else None,
        network="" if is_verified else person.network,
    )


def _revive(offering: Offering, signup: Signup) -> None:
    """Somebody confirms after the hold ran out: as if they signed up now."""
    if not offering.is_open or offering.signups.active().filter(email=signup.email).exists():
        raise SignupsClosed
    signup.ended_at, signup.confirmed_at = None, timezone.now()
    place(offering, signup)
    signup.save()
    _note_arrival(offering, signup, by=PERSON)


def _note_arrival(offering: Offering, signup: Signup, *, by: str, actor: "User | None" = None) -> None:
    queued = signup.state == State.WAITING
    action = {State.WAITING: Action.QUEUED, State.REQUESTED: Action.REQUESTED, State.GIVEN: Action.SEATED}.get(
        State(signup.state), Action.SIGNED_UP
    )
    note(
        offering,
        action,
        signup,
        by=by,
        actor=actor,
        place=place_in_queue(signup) if queued else None,
        detail={"party": signup.party},
    )


def _tell_arrival(signup: Signup) -> None:
    if signup.is_confirmed:
        _tell_where(signup)
    else:
        mails.tell(signup, "confirm", state=signup.state)


def _tell_where(signup: Signup) -> None:
    """The mail that belongs to where somebody stands now."""
    if signup.state == State.WAITING:
        mails.tell(signup, "waiting", place=place_in_queue(signup))
    elif signup.state == State.REQUESTED:
        mails.tell(signup, "requested")
    elif signup.state == State.GIVEN:
        mails.tell(signup, "seat")


def _fresh(offering: Offering, signup: Signup) -> Signup:
    """The sign-up as it is now that the offering is locked."""
    found = offering.signups.get(pk=signup.pk)
    found.offering = offering
    return found


def _address(email: str) -> str:
    return email.strip().lower()


def _show_changes() -> None:
    """Pages that show seats or participants must not come from the page cache any more."""
    cache.forget()
