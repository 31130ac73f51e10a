"""Calendar files: one event per moment, the same one however often it is fetched.

The UID follows from the moment alone, so that a calendar updates what it has; ``SEQUENCE`` counts real changes; what was
cancelled stays in feeds as CANCELLED for a while. Times are in UTC: every calendar shows them in its own zone, summer time
included. No attendees, no addresses of people; the link to join is only in files that are somebody's own.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from icalendar import Calendar, Event

from .enums import State
from .links import personal_url
from .models import Occasion, Offering, Signup

CANCELLED_KEPT = timedelta(days=30)
PAST_KEPT = timedelta(days=90)
REFRESH = timedelta(hours=4)


def as_file(moments: Iterable[Occasion], offering: Offering | None = None, *, signup: Signup | None = None) -> str:
    """A calendar file of these moments; with ``signup`` as its person sees them."""
    rows = [(moment, offering, signup) for moment in moments]
    return feed(rows, name=offering.title_in(signup.language if signup else "") if offering else "")


def feed(
    rows: Iterable[tuple[Occasion, Offering | None, Signup | None]], *, name: str, urls: dict[str, str] | None = None
) -> str:
    """A calendar of moments, each with the offering and the sign-up it is for, if any."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kring//Kring//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for moment, offering, signup in rows:
        calendar.add_component(_event(moment, offering, signup, (urls or {}).get(str(moment.subject_key), "")))
    return calendar.to_ical().decode()


def in_feeds(moments: Iterable[Occasion]) -> list[Occasion]:
    """What belongs in a feed: not long past, and not cancelled long ago."""
    now = timezone.now()
    return [
        each
        for each in moments
        if each.ends_at > now - PAST_KEPT and not (each.is_cancelled and each.changed_at < now - CANCELLED_KEPT)
    ]


def changed_at(rows: Iterable[tuple[Occasion, Offering | None, Signup | None]]) -> datetime | None:
    """When a calendar last changed."""
    moments = [moment.changed_at for moment, _offering, _signup in rows]
    return max(moments, default=None)


def _event(moment: Occasion, offering: Offering | None, signup: Signup | None, url: str) -> Event:
    language = signup.language if signup else ""
    event = Event()
    event.add("uid", f"{moment.key}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    event.add("dtstamp", moment.changed_at)
    event.add("last-modified", moment.changed_at)
    event.add("created", moment.created_at)
    event.add("dtstart", _utc(moment.starts_at))
    event.add("dtend", _utc(moment.ends_at))
    event.add("sequence", moment.sequence)
    event.add("summary", _summary(moment, offering, language))
    if place := moment.place_in(language):
        event.add("location", place)
    event.add("status", _status(moment, offering, signup))
    if _status(moment, offering, signup) != "CONFIRMED":
        event.add("transp", "TRANSPARENT")
    if url:
        event.add("url", url)
    if signup is not None:
        event.add("description", _description(moment, signup))
    return event


def _summary(moment: Occasion, offering: Offering | None, language: str) -> str:
    title = moment.title_in(language)
    whole = offering.title_in(language) if offering else ""
    return title if not whole or whole == title else f"{whole}: {title}"


def _status(moment: Occasion, offering: Offering | None, signup: Signup | None) -> str:
    if moment.is_cancelled or (offering and offering.is_cancelled):
        return "CANCELLED"
    if signup is not None and not signup.is_active:
        return "CANCELLED"
    if signup is not None and signup.state != State.GIVEN:
        return "TENTATIVE"
    return "CONFIRMED"


def _description(moment: Occasion, signup: Signup) -> str:
    lines = []
    if signup.state == State.WAITING:
        lines.append(gettext("You are on the waiting list."))
    if moment.online_link and signup.state == State.GIVEN:
        lines.append(f"{gettext('Join online')}: {moment.online_link}")
    lines.append(f"{gettext('Your own page')}: {personal_url(signup)}")
    return "\n".join(lines)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
