"""Opening hours: when is it open, and how long does that stay true?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dateutil.easter import easter
from django.utils import timezone

LOOK_AHEAD = 14  # days; further on nobody plans by "opens again on"


@dataclass(frozen=True)
class Span:
    """Open from ``opens`` to ``closes`` on one day; ``closes`` at or before ``opens`` means after midnight."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Weekly:
    """A span on some days of the week (ISO: Monday is 1)."""

    days: frozenset[int]
    span: Span


@dataclass(frozen=True)
class DayException:
    """Other hours on one date, or closed when ``span`` is None."""

    day: date
    span: Span | None
    note: str = ""
    yearly: bool = False

    def is_on(self, day: date) -> bool:
        """Whether the exception holds on ``day``."""
        return (self.day.month, self.day.day) == (day.month, day.day) if self.yearly else self.day == day


@dataclass(frozen=True)
class State:
    """Open or closed at a moment; ``until`` is when that changes, None if not within two weeks."""

    is_open: bool
    until: datetime | None


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours with exceptions; on public holidays closed if ``closed_on_holidays``."""

    weekly: tuple[Weekly, ...] = ()
    exceptions: tuple[DayException, ...] = field(default=())
    closed_on_holidays: bool = True

    def __bool__(self) -> bool:
        return bool(self.weekly or self.exceptions)

    def on(self, day: date) -> list[Span]:
        """The spans of one day, in order. An exception overrules everything, a holiday the weekly hours."""
        special = [each for each in self.exceptions if each.is_on(day)]
        if special:
            return sorted((each.span for each in special if each.span), key=lambda span: span.opens)
        if self.closed_on_holidays and day in public_holidays(day.year):
            return []
        return sorted((each.span for each in self.weekly if day.isoweekday() in each.days), key=lambda span: span.opens)

    def at(self, moment: datetime) -> State:
        """Open or closed at ``moment``, and until when."""
        spans = merged(self._around(timezone.localtime(moment)))
        for opens, closes in spans:
            if opens <= moment < closes:
                return State(True, closes)
            if opens > moment:
                return State(False, opens)
        return State(False, None)

    def notes(self, day: date, days: int = 60) -> list[DayException]:
        """The exceptions that begin within ``days`` days from ``day``, in order, each with the date it falls on."""
        found = []
        for ahead in range(days):
            when = day + timedelta(days=ahead)
            found += [DayException(when, each.span, each.note) for each in self.exceptions if each.is_on(when)]
        return found

    def _around(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        zone = timezone.get_default_timezone()
        for ahead in range(-1, LOOK_AHEAD):
            day = moment.date() + timedelta(days=ahead)
            for span in self.on(day):
                last = day + timedelta(days=span.closes <= span.opens)
                yield datetime.combine(day, span.opens, zone), datetime.combine(last, span.closes, zone)


def merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that touch or overlap, made one."""
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


def public_holidays(year: int) -> set[date]:
    """Dutch public holidays (Algemene termijnenwet, article 3). King's Day moves to Saturday when it falls on a Sunday."""
    sunday = easter(year)
    king = date(year, 4, 27)
    king -= timedelta(days=king.isoweekday() == 7)
    moving = {sunday + timedelta(days=days) for days in (0, 1, 39, 49, 50)}
    liberation = {date(year, 5, 5)} if year % 5 == 0 else set()
    return moving | liberation | {date(year, 1, 1), king, date(year, 12, 25), date(year, 12, 26)}
