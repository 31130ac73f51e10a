"""The history: every change, with who did it; and what of it the people who wait may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime

from .enums import Action, Reason, State
from .models import LogEntry, Offering, Signup

if TYPE_CHECKING:
    from members.models import User

#: What makes the people behind somebody move up.
LEAVES = (Action.ACCEPTED, Action.DECLINED, Action.LAPSED, Action.EXPIRED, Action.CANCELLED, Action.REMOVED)


def note(
    offering: Offering,
    action: Action,
    signup: Signup | None = None,
    *,
    actor: "User | None" = None,
    by: str = "",
    place: int | None = None,
    detail: dict[str, Any] | None = None,
    reason: str = "",
    text: str = "",
) -> LogEntry:
    """Write one line. ``by`` is known from ``actor`` unless it is given."""
    return LogEntry.objects.create(
        offering=offering,
        signup=signup,
        action=action,
        by=by or (LogEntry.By.ORGANISER if actor else LogEntry.By.SYSTEM),
        actor=actor,
        order=signup.order if signup else None,
        place=place,
        detail=detail or {},
        reason=reason,
        note=text[:600],
    )


@dataclass(frozen=True)
class Step:
    """One thing that happened on the waiting list, as somebody on it sees it. ``place`` is theirs, afterwards."""

    at: datetime
    action: str
    other: int | None  # the place of whom it was about; None if that was the reader
    place: int
    until: datetime | None
    party: int
    free: int | None
    reason: str

    @property
    def reason_label(self) -> str:
        """The reason in words."""
        return str(Reason(self.reason).label) if self.reason else ""


def steps(signup: Signup) -> list[Step]:
    """What happened on the waiting list since somebody came on it, newest first, without names."""
    mine = LogEntry.objects.filter(signup=signup, action=Action.QUEUED).order_by("pk").last()
    if mine is None:
        return []
    watched = (*LEAVES, Action.OFFERED, Action.PASSED, Action.MOVED)
    rows = LogEntry.objects.filter(
        offering_id=signup.offering_id, pk__gt=mine.pk, action__in=watched, place__isnull=False
    )
    place, order = mine.place or 1, mine.order or signup.order
    found = [_step(mine, None, place)]
    for row in rows.order_by("pk"):
        own = row.signup_id == signup.pk
        if own and row.action == Action.MOVED:
            place, order = 1, row.order or order
        elif not own and (row.order or 0) < order:
            place += _moves(row, order)
        elif not own and row.action != Action.MOVED:
            continue
        found.append(_step(row, None if own else row.place, place))
    return found[::-1]


def _moves(row: LogEntry, order: int) -> int:
    if row.action == Action.MOVED:
        return 1 if row.detail.get("from_order", 0) > order else 0
    return -1 if row.action in LEAVES else 0


def _step(row: LogEntry, other: int | None, place: int) -> Step:
    detail = row.detail
    until = parse_datetime(detail["until"]) if detail.get("until") else None
    return Step(row.at, row.action, other, max(1, place), until, detail.get("party", 1), detail.get("free"), row.reason)


def is_on_list(signup: Signup) -> bool:
    """Whether somebody stands on the waiting list now."""
    return signup.state in (State.WAITING, State.OFFERED)
