"""Opening hours: when is it open, and how long does that stay true?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from dateutil.easter import easter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    note: str | Promise = ""
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
        special = self.special(day)
        if special:
            return sorted((each.span for each in special if each.span), key=lambda span: span.opens)
        if self.is_closed_holiday(day):
            return []
        return sorted((each.span for each in self.weekly if day.isoweekday() in each.days), key=lambda span: span.opens)

    def special(self, day: date) -> list[DayException]:
        """The exceptions that hold on ``day``. One for this very day overrules one for every year."""
        found = [each for each in self.exceptions if each.is_on(day)]
        return [each for each in found if not each.yearly] or found

    def is_closed_holiday(self, day: date) -> bool:
        """Whether ``day`` is a public holiday on which the weekly hours don't count."""
        return self.closed_on_holidays and bool(self.weekly) and day in public_holidays(day.year)

    def at(self, moment: datetime) -> State:
        """Open or closed at ``moment``, and until when."""
        moment = moment.astimezone(UTC)
        today = timezone.localdate(moment)
        horizon = _moment(today + timedelta(days=LOOK_AHEAD), time.min)
        for opens, closes in merged(self._around(today)):
            if opens <= moment < closes:
                return State(True, closes if closes < horizon else None)
            if opens > moment:
                return State(False, opens)
        return State(False, None)

    def notes(self, day: date, days: int = 60) -> list[DayException]:
        """What is different within ``days`` days from ``day``, in order: exceptions, and holidays with closed doors.

        Each carries the date it falls on.
        """
        found = []
        for ahead in range(days):
            when = day + timedelta(days=ahead)
            special = self.special(when)
            found += [DayException(when, each.span, each.note) for each in special]
            if not special and self.is_closed_holiday(when) and self._would_open(when):
                found.append(DayException(when, None, public_holidays(when.year)[when]))
        return found

    def _would_open(self, day: date) -> bool:
        return any(day.isoweekday() in each.days for each in self.weekly)

    def _around(self, today: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans from yesterday on, as moments. Compared in UTC: local times lie when the clock is changed."""
        for ahead in range(-1, LOOK_AHEAD):
            day = today + timedelta(days=ahead)
            for span in self.on(day):
                last = day + timedelta(days=span.closes <= span.opens)
                opens, closes = _moment(day, span.opens), _moment(last, span.closes)
                if opens < closes:  # an hour that the clock skipped is none
                    yield opens, closes


def merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that touch or overlap, made one."""
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


@lru_cache(maxsize=16)
def public_holidays(year: int) -> dict[date, Promise]:
    """Dutch public holidays with their names (Algemene termijnenwet, article 3).

    King's Day moves to Saturday when it falls on a Sunday; Liberation Day is a day off every fifth year.
    """
    sunday = easter(year)
    king = date(year, 4, 27)
    king -= timedelta(days=king.isoweekday() == 7)
    liberation = {date(year, 5, 5): _("Liberation Day")} if year % 5 == 0 else {}
    return {
        date(year, 1, 1): _("New Year’s Day"),
        sunday: _("Easter Sunday"),
        sunday + timedelta(days=1): _("Easter Monday"),
        **liberation,
        sunday + timedelta(days=39): _("Ascension Day"),
        sunday + timedelta(days=49): _("Whit Sunday"),
        sunday + timedelta(days=50): _("Whit Monday"),
        king: _("King’s Day"),
        date(year, 12, 25): _("Christmas Day"),
        date(year, 12, 26): _("Boxing Day"),
    }


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, timezone.get_default_timezone()).astimezone(UTC)
