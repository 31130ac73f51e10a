"""Days on paper: a month or some weeks as rows of seven."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONTHS_AROUND = 24  # how far a reader can leaf, in months
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def number(self) -> int:
        """Its place in time, so that months can be counted."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> "Month":
        year, month = divmod(self.number + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def days(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, whole."""
        return calendar.Calendar().monthdatescalendar(self.year, self.month)

    def within_reach(self) -> bool:
        """Whether a reader can leaf to it."""
        return abs(self.number - month_of(timezone.localdate()).number) <= MONTHS_AROUND


def month_of(day: date) -> Month:
    """The month a day is in."""
    return Month(day.year, day.month)


def asked_month(text: str) -> Month | None:
    """The month that ``2026-12`` names, None for anything else or for one too far away."""
    match = _MONTH.match(text)
    if not match or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[1]) <= 9000:
        return None
    found = Month(int(match[1]), int(match[2]))
    return found if found.within_reach() else None


def weeks_from(day: date, count: int) -> list[list[date]]:
    """So many weeks, beginning with the one that ``day`` is in."""
    monday = day - timedelta(days=day.weekday())
    return [[monday + timedelta(days=7 * week + number) for number in range(7)] for week in range(count)]


def moment(day: date) -> datetime:
    """The beginning of a day."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def by_day(entries: Iterable[object]) -> dict[date, list[object]]:
    """Entries of the agenda (or what wraps them as ``entry``) by the day they begin on, in the order given."""
    found: dict[date, list[object]] = {}
    for each in entries:
        found.setdefault(timezone.localdate(getattr(each, "entry", each).starts_at), []).append(each)
    return found
