"""Calendar files: one event per moment, the same one however often it is fetched.

The UID follows from the moment alone, so that a calendar updates what it has. ``SEQUENCE`` counts real changes: of the moment,
and in somebody's own file also of where they stand. What was cancelled stays as CANCELLED for a while. Times are in UTC: every
calendar shows them in its own zone, summer time included. No attendees, no addresses of people; the link to join is only in
files that are somebody's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unicodedata import category
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event

from .enums import State
from .links import personal_url
from .models import Occasion, Offering, Signup

CANCELLED_KEPT = timedelta(days=30)
PAST_KEPT = timedelta(days=90)
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Row:
    """A moment in a calendar: with what people sign up for, and in somebody's own calendar with their sign-up.

    ``moves`` is how often that sign-up changed, ``moved_at`` when it last did.
    """

    moment: Occasion
    offering: Offering | None = None
    signup: Signup | None = None
    moves: int = 0
    moved_at: datetime | None = None
    url: str = ""

    @property
    def changed_at(self) -> datetime:
        """When it last changed for the owner of the calendar."""
        return max(self.moment.changed_at, self.moved_at or self.moment.changed_at)

    @property
    def status(self) -> str:
        """What calendars call it: CONFIRMED, TENTATIVE for who waits, or CANCELLED."""
        if self.moment.is_cancelled or (self.offering and self.offering.is_cancelled):
            return "CANCELLED"
        if self.signup is None:
            return "CONFIRMED"
        if not self.signup.is_active:
            return "CANCELLED"
        return "CONFIRMED" if self.signup.state == State.GIVEN else "TENTATIVE"

    @property
    def is_current(self) -> bool:
        """Whether it belongs in a feed: not long past, and not cancelled long ago."""
        now = timezone.now()
        over = self.status == "CANCELLED" and self.changed_at < now - CANCELLED_KEPT
        return self.moment.ends_at > now - PAST_KEPT and not over


def written(rows: Iterable[Row], name: str) -> str:
    """The text of a calendar file."""
    name = one_line(name)  # icalendar refuses a line break in a name
    calendar = Calendar()
    calendar.add("prodid", "-//Kring//Kring//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for row in rows:
        calendar.add_component(_event(row))
    return calendar.to_ical().decode()


def _event(row: Row) -> Event:
    moment, language = row.moment, get_language() or settings.LANGUAGE_CODE
    event = Event()
    event.add("uid", f"{moment.key}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("created", moment.created_at)
    event.add("dtstart", moment.starts_at.astimezone(UTC))
    event.add("dtend", moment.ends_at.astimezone(UTC))
    event.add("sequence", moment.sequence + row.moves)
    event.add("summary", one_line(_summary(row, language)))
    if place := moment.place_in(language):
        event.add("location", one_line(place))
    event.add("status", row.status)
    if row.status != "CONFIRMED":
        event.add("transp", "TRANSPARENT")
    if row.url:
        event.add("url", row.url)
    if row.signup is not None:
        event.add("description", _description(moment, row.signup))
    return event


def one_line(text: str) -> str:
    """A text without line breaks and other control characters; what joins letters or signs to one stays."""
    return " ".join("".join(" " if category(each) == "Cc" else each for each in text).split())


def _summary(row: Row, language: str) -> str:
    title = row.moment.title_in(language)
    whole = row.offering.title_in(language) if row.offering else ""
    if not whole or whole == title:
        return title
    return whole if row.moment.part else f"{whole}: {title}"


def _description(moment: Occasion, signup: Signup) -> str:
    lines = []
    if signup.state in (State.WAITING, State.OFFERED):
        lines.append(gettext("You are on the waiting list."))
    if moment.online_link and signup.state == State.GIVEN:
        lines.append(f"{gettext('Join online')}: {moment.online_link}")
    lines.append(f"{gettext('Your own page')}: {personal_url(signup)}")
    return "\n".join(lines)
