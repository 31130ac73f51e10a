"""Everything held about somebody: to read, to take away and, but for the account itself, to erase."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.models import Membership
from members.models import User
from notifications.models import Message

from . import retention
from .models import Interest, PollReply, Signup


@dataclass(frozen=True)
class Holding:
    """What another room holds about people.

    ``held`` takes an address, in small letters, and gives plain data, or None if nothing is held. ``told`` makes of
    that data the lines to be shown. ``erase`` takes the address and leaves nothing; without it, what is held stays for
    as long as the account does.
    """

    name: str
    label: str | Promise
    held: Callable[[str], Any]
    told: Callable[[Any], list[str]]
    erase: Callable[[str], object] | None = None


_holdings: list[Holding] = []


def register(holding: Holding) -> None:
    """Add what a room holds."""
    _holdings.append(holding)


def as_data(signup: Signup) -> dict[str, Any]:
    """All that is held about one sign-up."""
    return {
        "about": signup.offering.title_in(signup.language),
        "name": signup.name,
        "email": signup.email,
        "phone": signup.phone,
        "organisation": signup.organisation_name,
        "introduction": signup.introduction,
        "people": signup.party,
        "guests": signup.guests,
        "state": signup.get_state_display(),
        "signed_up": signup.created_at.isoformat(),
        "confirmed": _moment(signup.confirmed_at),
        "reason": signup.reason,
        "answers": [{"question": each.asked, "answer": each.text} for each in signup.answers.all()],
        "consents": [
            {"what": each.text, "when": each.at.isoformat(), "how": each.way} for each in signup.consents.all()
        ],
        "attendance": [
            {"when": each.occasion.starts_at.isoformat(), "what": each.get_came_display()}
            for each in signup.attendance.select_related("occasion")
        ],
        "history": [{"when": each.at.isoformat(), "what": each.get_action_display()} for each in signup.log.all()],
        "mails": [
            {"when": each.created_at.isoformat(), "subject": str(each), "state": each.get_state_display()}
            for each in Message.objects.filter(person=signup.person)
        ],
    }


def of_address(email: str) -> dict[str, Any]:
    """All that is held about an address, whatever it was used for."""
    others = {each.name: found for each in _holdings if (found := each.held(email)) is not None}
    return {
        "address": email,
        "sign_ups": [as_data(each) for each in Signup.objects.filter(email=email).select_related("offering")],
        "interests": [
            {"about": each.title, "since": each.created_at.isoformat()} for each in Interest.objects.filter(email=email)
        ],
        "polls": [
            {"about": str(each.poll), "answers": each.answers, "when": each.created_at.isoformat()}
            for each in PollReply.objects.filter(email=email).select_related("poll__offering")
        ],
        **others,
    }


def is_held(email: str) -> bool:
    """Whether anything is held about an address."""
    mine = any(model.objects.filter(email=email).exists() for model in (Signup, Interest, PollReply))
    return mine or any(each.held(email) is not None for each in _holdings)


def told(held: dict[str, Any]) -> list[tuple[Holding, list[str]]]:
    """What other rooms hold, of what ``of_address`` gave, in lines to be read."""
    return [(each, each.told(held[each.name])) for each in _holdings if each.name in held]


@transaction.atomic
def erase(*, email: str, actor: User | None = None) -> int:
    """Erase all that is held about an address, but for its account. Says how many sign-ups it was."""
    address = email.strip().lower()
    for each in _holdings:
        if each.erase:
            each.erase(address)
    return retention.erase_person(email=address, actor=actor)


def account_of(email: str) -> dict[str, Any] | None:
    """What the account with this address holds."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return None
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    return {
        "name": user.get_full_name(),
        "email": user.email,
        "language": user.language,
        "since": user.date_joined.isoformat(),
        "last_sign_in": _moment(user.last_login),
        "roles": sorted(user.group_names.values()),
        "organisations": [{"name": each.organisation.title, "function": each.function} for each in memberships],
    }


#: The account is not erased by a link in a mail: it is how somebody signs in, and the network ends it.
ACCOUNT = Holding(
    "account",
    _("Your account"),
    account_of,
    lambda held: [held["name"], *(each["name"] for each in held["organisations"])],
)


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
