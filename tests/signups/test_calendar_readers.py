"""Calendar files as two independent readers understand them, and what a calendar program holds after reading them again."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from signups import changes, organising
from signups.links import personal_url
from signups.models import Occasion, Offering
from signups.services import accept_offer, cancel_signup
from signups.subjects import follow

from .. import pages
from ..conftest import missing
from ..database import ROOT
from .conftest import join

pytestmark = pytest.mark.django_db

READER = Path(__file__).with_name("calendar_reader.mjs")
#: A failing example is shown as it was found: making it smaller takes minutes, with a page published at each step.
QUICK = settings(
    max_examples=20,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
#: What people type in titles and places: any sign, the ones with a meaning in calendar files more often.
WORDS = st.lists(
    st.one_of(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.sampled_from(";,:\\\"'\n^=")),
    min_size=1,
    max_size=6,
).map("".join)


class Reader:
    """ical.js in a process of its own."""

    def __init__(self, node: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen([node, str(READER)], cwd=ROOT, text=True, encoding="utf-8", **pipes)

    def read(self, text: str) -> dict:
        """What the calendar says; fails if ical.js does not understand it."""
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        assert "error" not in found, f"{found['error']}\n{text}"
        return found


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    node = shutil.which("node")
    if not node or not (ROOT / "node_modules" / "ical.js").exists():
        missing("ical.js (npm ci --ignore-scripts)")
    made = Reader(node)
    yield made
    made.process.stdin.close()
    made.process.wait(timeout=10)
    made.process.stdout.close()


class Program:
    """A calendar program: keeps one event per UID, and takes over what is newer (RFC 5546, 2.1.5)."""

    def __init__(self) -> None:
        self.events: dict[str, dict] = {}

    def take(self, calendar: dict) -> None:
        for event in calendar["events"]:
            known = self.events.get(event["uid"])
            if known is None or self._age(event) > self._age(known):
                self.events[event["uid"]] = event

    @staticmethod
    def _age(event: dict) -> tuple[int, str]:
        return event["sequence"], event["stamp"]


def minutes_pass(time_machine, count: int = 1) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=count))


def text_of(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def feed_of(page) -> str:
    return text_of(f"/calendar/nl/{page.translation_key}.ics")


def own_feed(signup) -> str:
    """The address of the calendar to which somebody's own page leads."""
    body = Client().get("/" + personal_url(signup).split("/", 3)[3]).content.decode()
    address = body.split('href="webcal://', 1)[1].split('"', 1)[0]
    return "/" + address.split("/", 1)[1]


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "TeamDesk; voor, beginners"), "winter", days=(20, 27))


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=1)
    follow(run)
    made.refresh_from_db()
    return made


def test_both_readers_find_the_same_in_every_kind_of_calendar(run, offering, site, reader):
    from content.models import Topic

    run.circle.topics.add(Topic.objects.create(name="Websites", locale=site.nl.locale))
    run.circle.save_revision().publish()
    seated, waiting = join(offering, "Een"), join(offering, "Twee")
    event = pages.make_event(site.events, "Borrel")
    moment = Occasion.objects.filter(subject_key=run.translation_key).first()
    texts = {
        "moment": text_of(f"/calendar/nl/moment/{moment.key}.ics"),
        "run": feed_of(run),
        "circle": feed_of(run.circle),
        "event": feed_of(event),
        "topic": text_of("/calendar/nl/topic/websites.ics"),
        "site": text_of("/calendar/nl/site.ics"),
        "english": text_of("/calendar/en/site.ics"),
        "seated": text_of(own_feed(seated)),
        "waiting": text_of(own_feed(waiting)),
    }
    counts = {}
    for kind, text in texts.items():
        one, two = reader.read(text), Calendar.from_ical(text)
        assert one["method"] == two["METHOD"] == "PUBLISH"
        assert [said_by_ical_js(each) for each in one["events"]] == [
            said_by_icalendar(each) for each in two.walk("VEVENT")
        ], kind
        counts[kind] = len(one["events"])
    assert counts == {
        "moment": 1,
        "run": 2,
        "circle": 2,
        "event": 1,
        "topic": 2,
        "site": 3,
        "english": 3,
        "seated": 2,
        "waiting": 2,
    }


def said_by_ical_js(event: dict) -> dict:
    names = ("uid", "sequence", "status", "summary", "location", "description")
    times = {name: datetime.fromisoformat(event[name]) for name in ("start", "end", "stamp")}
    return {name: event[name] for name in names} | times


def said_by_icalendar(event) -> dict:
    texts = {name: str(event.get(name, "")) for name in ("uid", "status", "summary", "location", "description")}
    times = {name: event[key].dt for name, key in (("start", "DTSTART"), ("end", "DTEND"), ("stamp", "DTSTAMP"))}
    return {**texts, "sequence": event["SEQUENCE"], **times}


@given(title=WORDS, place=WORDS)
@QUICK
def test_any_title_and_place_come_through_unchanged(title, place, reader, site):
    event = pages.make_event(site.events, "Bijeenkomst")
    event.title, event.location = (" ".join(words.split())[:120] or "x" for words in (title, place))
    event.save_revision().publish()
    text = feed_of(event)
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(len(line) <= 75 for line in lines), "folded"
    for line in lines:
        line.decode()  # never in the middle of a sign
    (found,) = reader.read(text)["events"]
    assert (found["summary"], found["location"]) == (event.title, event.location)
    assert {"attendee", "organizer"}.isdisjoint(found["properties"])


@given(days=st.integers(-80, 700), minutes=st.integers(0, 24 * 60 - 1), length=st.integers(1, 48 * 60))
@QUICK
def test_times_are_those_on_the_page_in_summer_and_in_winter(days, minutes, length, reader, site):
    clock = datetime.combine(timezone.localdate() + timedelta(days=days), datetime.min.time()) + timedelta(
        minutes=minutes
    )
    start = clock.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(ZoneInfo("UTC"))
    event = pages.make_event(site.events, starts_at=start, ends_at=start + timedelta(minutes=length))
    (found,) = reader.read(feed_of(event))["events"]
    assert found["zone"] == "UTC"
    assert datetime.fromisoformat(found["start"]) == start
    assert datetime.fromisoformat(found["end"]) == start + timedelta(minutes=length)


EDITS = st.lists(
    st.tuples(st.sampled_from(["move", "rename", "cancel", "hold", "remove", "add", "nothing"]), st.integers(0, 3)),
    min_size=1,
    max_size=5,
)


@given(edits=EDITS)
@settings(QUICK, max_examples=12)
def test_reading_again_after_edits_updates_and_never_doubles(edits, reader, site, time_machine):
    run = pages.make_run(pages.make_circle(site.circles), "reeks", days=(20, 27))
    program, before = Program(), reader.read(feed_of(run))
    program.take(before)
    for what, pick in edits:
        minutes_pass(time_machine)
        run = change(run, what, pick)
        after = reader.read(feed_of(run))
        program.take(after)
        assert_grew(before, after)
        before = after
    newest = {event["uid"]: event for event in before["events"]}
    assert len(newest) == len(before["events"]), "no UID twice in one calendar"
    assert program.events == newest, "the program shows what the site says, and nothing beside it"


def change(run, what: str, pick: int):
    """Edit one session and publish, as an editor does."""
    sessions = list(run.sessions.all())
    chosen = sessions[pick % len(sessions)] if sessions else None
    if what == "add" or chosen is None:
        start = timezone.now().replace(microsecond=0) + timedelta(days=40 + pick)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
        sessions.append(type(run.sessions.model())(title=f"Extra {pick}", locale_id=run.locale_id, **times))
    elif what == "move":
        chosen.starts_at += timedelta(hours=pick + 1)
        chosen.ends_at += timedelta(hours=pick + 1)
    elif what == "rename":
        chosen.title = f"Avond {pick}"
    elif what in ("cancel", "hold"):
        chosen.is_cancelled = what == "cancel"
    elif what == "remove":
        sessions.remove(chosen)
    run.sessions = sessions
    run.save_revision().publish()
    return type(run).objects.get(pk=run.pk)


def assert_grew(before: dict, after: dict) -> None:
    """No event is lost, and the number of changes grows exactly when an event changed."""
    new = {event["uid"]: event for event in after["events"]}
    for old in before["events"]:
        event = new[old["uid"]]
        shown = ("start", "end", "summary", "location", "status")
        changed = [name for name in shown if event[name] != old[name]]
        assert event["sequence"] == old["sequence"] + bool(changed), (changed, old, event)
        assert (event["stamp"] > old["stamp"]) == bool(changed)


def test_own_calendar_follows_somebody_from_the_list_to_a_seat_and_away(run, offering, reader, time_machine):
    seated, waiting = join(offering, "Een"), join(offering, "Twee")
    address, program = own_feed(waiting), Program()
    seen = []
    steps = (
        lambda: None,
        lambda: cancel_signup(signup=seated),
        lambda: accept_offer(signup=waiting),
        lambda: change(run, "move", 0),
        lambda: cancel_signup(signup=waiting),
    )
    for step in steps:
        minutes_pass(time_machine)
        step()
        waiting.refresh_from_db()
        program.take(reader.read(text_of(address)))
        seen.append({event["status"] for event in program.events.values()})
    assert seen == [{"TENTATIVE"}, {"TENTATIVE"}, {"CONFIRMED"}, {"CONFIRMED"}, {"CANCELLED"}]
    assert len(program.events) == 2


def test_file_in_the_mail_about_a_change_updates_what_the_feed_gave(
    run, offering, reader, time_machine, django_capture_on_commit_callbacks
):
    signup = join(offering, "Gerda")
    program = Program()
    program.take(reader.read(text_of(own_feed(signup))))
    before = {uid: event["start"] for uid, event in program.events.items()}
    change(run, "move", 0)
    minutes_pass(time_machine, 11)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        changes.tell_changes()
    (letter,) = mail.outbox
    text = next(content for content in files_of(letter) if "BEGIN:VCALENDAR" in content)
    program.take(reader.read(text))
    after = {uid: event["start"] for uid, event in program.events.items()}
    assert set(after) == set(before)
    assert sum(after[uid] != before[uid] for uid in before) == 1


def files_of(letter) -> list[str]:
    """The text of every attachment, as a mail program finds it."""
    parts = letter.message().walk()
    return [each.get_payload(decode=True).decode() for each in parts if each.get_content_type() == "text/calendar"]


def test_what_is_called_off_is_cancelled_in_the_program_too(run, offering, reader, coordinator):
    program = Program()
    program.take(reader.read(feed_of(run)))
    organising.call_off(offering=offering, actor=coordinator)
    program.take(reader.read(feed_of(run)))
    assert {event["status"] for event in program.events.values()} == {"CANCELLED"}
    assert len(program.events) == 2
