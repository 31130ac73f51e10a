"""The row of chairs in a mail about a seat, as full as it is when the mail goes."""

from django.contrib.auth.models import AnonymousUser

from notifications.models import Message

from .enums import Level
from .models import Signup
from .public import CHAIRS_DRAWN, shown

#: These mails show the seats.
WITH_CHAIRS = ("signup_seat", "signup_added")


def chairs_for(message: Message) -> dict[str, object]:
    """Chairs in the colours of who shows an organisation to everybody; one's own comes last. Nothing if they are too many."""
    number = message.person.rpartition(":")[2]
    signup = Signup.objects.select_related("offering").filter(pk=number or 0).first()
    if signup is None or not signup.is_active:
        return {}
    total = signup.offering.capacity or 0
    return _chairs(signup, total) if 0 < total <= CHAIRS_DRAWN else {}


def _chairs(signup: Signup, total: int) -> dict[str, object]:
    others = signup.offering.signups.seated().exclude(pk=signup.pk).order_by("order", "pk")
    seen = [each.sector for each in shown(others, AnonymousUser(), Level.EVERYBODY) for _seat in range(each.party)]
    taken = len(seen) + signup.party
    colours = [f"m-s{sector}" if sector else "" for sector in seen]
    return {
        "chairs": [*colours, *["m-mine"] * signup.party, *["m-free"] * max(0, total - taken)],
        "taken": taken,
        "total": total,
        "initial": signup.name[:1].upper(),
    }
