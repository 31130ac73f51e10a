"""Saying that one can't come once, and noting who was there."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from .enums import Action, Came, State
from .exceptions import AlreadyOver, SignupError
from .journal import note
from .models import Attendance, LogEntry, Occasion, Offering, Signup

if TYPE_CHECKING:
    from members.models import User


def say_absent(*, signup: Signup, occasion_key: str) -> None:
    """Somebody can't come to one session."""
    with transaction.atomic():
        occasion = _occasion(signup, occasion_key)
        row = Attendance.objects.get_or_create(signup=signup, occasion=occasion, defaults={"came": Came.ABSENT})[0]
        row.came, row.said_absent_at, row.at = Came.ABSENT, timezone.now(), timezone.now()
        row.save()
        note(signup.offering, Action.ABSENT, signup, by=LogEntry.By.PERSON, detail={"moment": str(occasion.key)})


def say_present(*, signup: Signup, occasion_key: str) -> None:
    """Somebody comes after all."""
    with transaction.atomic():
        occasion = _occasion(signup, occasion_key)
        gone, _rows = Attendance.objects.filter(signup=signup, occasion=occasion, came=Came.ABSENT).delete()
        if gone:
            note(signup.offering, Action.PRESENT, signup, by=LogEntry.By.PERSON, detail={"moment": str(occasion.key)})


def note_attendance(*, offering: Offering, occasion: Occasion, present: Iterable[int], actor: "User") -> int:
    """Note who was there; the others with a seat were not. Who said so beforehand stays absent. Says how many came."""
    came = set(present)
    with transaction.atomic():
        known = {row.signup_id: row for row in Attendance.objects.filter(occasion=occasion, signup__offering=offering)}
        rows = []
        for signup in offering.signups.participants():
            row = known.get(signup.pk) or Attendance(signup=signup, occasion=occasion)
            row.came = _came(signup.pk in came, row)
            row.at = timezone.now()
            rows.append(row)
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["signup", "occasion"],
            update_fields=["came", "at", "said_absent_at"],
        )
        count = sum(row.came == Came.PRESENT for row in rows)
        note(offering, Action.ATTENDANCE, actor=actor, detail={"moment": str(occasion.key), "count": count})
    return count


def _came(was_there: bool, row: Attendance) -> str:
    if was_there:
        return Came.PRESENT
    return Came.ABSENT if row.said_absent_at else Came.MISSED


def _occasion(signup: Signup, key: str) -> Occasion:
    if signup.state != State.GIVEN:
        raise SignupError
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        raise SignupError from None
    found = Occasion.objects.filter(
        key=wanted, subject_key=signup.offering.subject_key, part=signup.offering.part
    ).first()
    if found is None:
        raise SignupError
    if found.is_past:
        raise AlreadyOver
    return found
