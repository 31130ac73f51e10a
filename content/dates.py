"""Days and times as people say them, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, gettext


def local(moment: date) -> date:
    """A moment in the site's time zone; a day as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def day(value: date) -> str:
    """“dinsdag 24 november”, with the year when it is not this one."""
    return _with_year(value, "l j F")


def plain_day(value: date) -> str:
    """“24 november 2026”: a day to look up, not to go to."""
    return formatted(local(value), "j F Y")


def month_day(value: date) -> str:
    """“24 november”, with the year when it is not this one."""
    return _with_year(value, "j F")


def short_day(value: date) -> str:
    """“di 24 nov”, with the year when it is not this one."""
    value = local(value)
    year = "" if value.year == timezone.localdate().year else f" {value.year}"
    return f"{short_weekday(value)} {value.day} {short_month(value)}{year}"


def short_month(value: date) -> str:
    """“nov”, as on a leaf of a calendar. Dutch writes months small."""
    name = formatted(local(value), "M").rstrip(".")
    return name if _in_english() else name.lower()


def short_weekday(value: date) -> str:
    """“di”."""
    return formatted(local(value), "D")


def clock(value: datetime | time) -> str:
    """“19.30 uur” or “7.30 pm”."""
    at = _time(value)
    if _in_english():
        return f"{_bare(at)} {_half(at)}"
    return gettext("%(time)s o’clock") % {"time": _bare(at)}


def clock_range(start: datetime | time, end: datetime | time) -> str:
    """“19.30 tot 21.30 uur” or “7.30 to 9.30 pm”."""
    first = _time(start)
    said = clock(first) if _in_english() and _half(first) != _half(_time(end)) else _bare(first)
    return gettext("%(start)s to %(end)s") % {"start": said, "end": clock(end)}


def when(start: date, end: date | None = None) -> str:
    """The whole phrase: one evening, several days, or days without a time."""
    start, end = local(start), local(end) if end else None
    if not isinstance(start, datetime):
        return _days(start, end)
    if end is None or end == start:
        return f"{day(start)}, {clock(start)}"
    if end.date() == start.date():
        return f"{day(start)}, {clock_range(start, end)}"
    first, last = f"{day(start)}, {clock(start)}", f"{day(end)}, {clock(end)}"
    return gettext("%(start)s to %(end)s") % {"start": first, "end": last}


def lengths(parts: Sequence[tuple[time, time | None]]) -> list[int]:
    """The minutes that each part of a programme lasts: to its end, or else to the start of the next; at least five."""
    found = []
    for number, (start, end) in enumerate(parts):
        until = end or (parts[number + 1][0] if number + 1 < len(parts) else None)
        found.append(max(5, _minutes(until) - _minutes(start)) if until else 15)
    return found


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _days(start: date, end: date | None) -> str:
    if end is None or end == start:
        return day(start)
    return gettext("%(start)s to %(end)s") % {"start": day(start), "end": day(end)}


def _with_year(value: date, pattern: str) -> str:
    value = local(value)
    return formatted(value, pattern if value.year == timezone.localdate().year else f"{pattern} Y")


def _time(value: datetime | time) -> time:
    return local(value).time() if isinstance(value, datetime) else value


def _bare(at: time) -> str:
    hour = (at.hour % 12 or 12) if _in_english() else at.hour
    return f"{hour}.{at.minute:02}"


def _half(at: time) -> str:
    return "am" if at.hour < 12 else "pm"


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
