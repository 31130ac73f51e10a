"""Everything held about somebody, to read and to take away."""

from collections.abc import Callable
from typing import Any

from notifications.models import Message

from .models import Interest, PollReply, Signup

#: What else is held about an address: name → a function that gives it, or None if nothing is.
_others: dict[str, Callable[[str], dict[str, Any] | None]] = {}


def register(name: str, held: Callable[[str], dict[str, Any] | None]) -> None:
    """Add what a room above this one holds about people."""
    _others[name] = held


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
    others = {name: found for name, held in _others.items() if (found := held(email)) is not None}
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


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
