"""Opening hours as a page shows them: this week day by day, and what is different soon."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from .hours import DayException, OpeningHours, Span, public_holidays

SOON = 60  # days


@dataclass(frozen=True)
class Day:
    """One day of the week."""

    day: date
    spans: list[Span]
    is_today: bool
    note: str | Promise


@dataclass(frozen=True)
class Hours:
    """Everything a page says about when it is open."""

    is_open: bool
    until: datetime | None
    week: list[Day]
    soon: list[DayException]
    now: datetime

    @property
    def changes_today(self) -> bool:
        """Whether it opens or closes today."""
        return bool(self.until and timezone.localdate(self.until) == timezone.localdate(self.now))


def hours_now(hours: OpeningHours) -> Hours | None:
    """The hours at this moment; None for somewhere without any."""
    if not hours:
        return None
    now = timezone.localtime()
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    week = [_day(hours, monday + timedelta(days=ahead), today) for ahead in range(7)]
    state = hours.at(now)
    soon = [each for each in hours.notes(today, SOON) if each.note or each.span is None]
    return Hours(state.is_open, state.until, week, soon, now)


def _day(hours: OpeningHours, day: date, today: date) -> Day:
    notes = [each.note for each in hours.special(day) if each.note]
    if not notes and hours.is_closed_holiday(day):
        notes = [public_holidays(day.year)[day]]
    return Day(day, hours.on(day), day == today, notes[0] if notes else "")
