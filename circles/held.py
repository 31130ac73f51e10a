"""What circles hold about somebody besides sign-ups: that they take part."""

from typing import Any

from .models import CircleParticipant


def held_about(email: str) -> list[dict[str, Any]] | None:
    """The circles that whoever has this address takes part in."""
    rows = CircleParticipant.objects.filter(user__email__iexact=email).select_related("circle")
    return [{"circle": each.circle.title, "since": each.since.isoformat()} for each in rows] or None


def told(held: list[dict[str, Any]]) -> list[str]:
    """Those circles in lines to be read."""
    return [each["circle"] for each in held]
