"""The calendar file goes along with the mails after which somebody's calendar would be wrong."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from notifications import services as outbox
from notifications.models import Message
from signups import changes, organising
from signups.models import Offering
from signups.services import accept_offer, cancel_signup
from signups.subjects import follow

from .. import pages
from .conftest import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(site):
    circle = pages.make_circle(site.circles, "WordPress")
    link = {"is_online": True, "online_link": "https://meet.example/geheim"}
    return pages.make_run(circle, "winter", price="Niets", bring="Een laptop", **link)


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=1)
    follow(run)
    made.refresh_from_db()
    return made


def sent(kind: str, signup):
    """The mail of a kind to somebody, as it is handed to the mail server."""
    message = Message.objects.filter(kind=f"signup_{kind}", person=signup.person).latest("pk")
    Message.objects.filter(pk=message.pk).update(state=Message.State.QUEUED)
    mail.outbox.clear()
    assert outbox.deliver(message)
    return mail.outbox[0]


def events(letter) -> list:
    (part,) = letter.attachments
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_param("charset")) == ("PUBLISH", "utf-8")
    assert part.get_content_disposition() == "attachment"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert calendar["METHOD"] == "PUBLISH"
    return calendar.walk("VEVENT")


def facts(letter) -> set[tuple[str, int]]:
    return {(str(event["STATUS"]), int(event["SEQUENCE"])) for event in events(letter)}


def test_mail_of_a_seat_carries_the_sessions_and_the_link_to_join(offering):
    letter = sent("seat", join(offering, "Gerda"))
    assert letter.attachments[0].get_filename() == "wordpress-winter.ics"
    assert len(events(letter)) == 2
    assert {str(event["STATUS"]) for event in events(letter)} == {"CONFIRMED"}
    assert all("meet.example/geheim" in event["DESCRIPTION"] for event in events(letter))
    assert "ATTENDEE" not in str(letter.attachments[0]) and "gerda@" not in str(events(letter))
    assert "meet.example/geheim" in letter.body and "Een laptop" in letter.body


def test_who_only_waits_or_has_not_confirmed_gets_no_link_to_join(offering):
    confirming = sent("confirm", join(offering, "Een", confirmed=False))
    waiting = sent("waiting", join(offering, "Twee"))
    assert not confirming.attachments
    assert {str(event["STATUS"]) for event in events(waiting)} == {"TENTATIVE"}
    assert all("geheim" not in text for text in (confirming.body, waiting.body, str(events(waiting))))


def test_each_step_of_a_person_raises_the_sequence_so_that_calendars_follow(offering):
    one, two = join(offering, "Een"), join(offering, "Twee")
    steps = [facts(sent("waiting", two))]
    cancel_signup(signup=one)
    two.refresh_from_db()
    accept_offer(signup=two)
    steps.append(facts(sent("seat", two)))
    cancel_signup(signup=two)
    steps.append(facts(sent("cancelled", two)))
    again = join(offering, "Twee")
    steps.append(facts(sent("seat", again)))
    assert [status for step in steps for status, _number in step] == [
        "TENTATIVE",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    numbers = [number for step in steps for _status, number in step]
    assert numbers == sorted(set(numbers)), "never the same number for something else"


def test_file_is_made_when_the_mail_goes_so_it_is_never_older_than_the_mail(run, offering):
    gerda = join(offering, "Gerda")
    message = Message.objects.get(kind="signup_seat", person=gerda.person)
    assert "BEGIN:VCALENDAR" not in str(message.attachments)
    sessions = list(run.sessions.all())
    sessions[0].starts_at += timedelta(hours=1)
    sessions[0].ends_at += timedelta(hours=1)
    run.sessions = sessions
    run.save_revision().publish()
    found = {event["DTSTART"].dt: int(event["SEQUENCE"]) for event in events(sent("seat", gerda))}
    assert sessions[0].starts_at.replace(microsecond=0) in found
    assert len(set(found.values())) == 2, "the session that moved counts one more than the other"


@pytest.mark.parametrize("edit", ["move", "cancel", "add"])
def test_mail_about_changed_sessions_carries_the_new_calendar(edit, run, offering, time_machine):
    gerda = join(offering, "Gerda")
    sessions = list(run.sessions.all())
    match edit:
        case "move":
            sessions[1].starts_at += timedelta(days=1)
            sessions[1].ends_at += timedelta(days=1)
        case "cancel":
            sessions[1].is_cancelled = True
        case "add":
            start = sessions[1].starts_at + timedelta(days=7)
            copy = type(sessions[1])(title="Extra", starts_at=start, ends_at=start + timedelta(hours=2))
            copy.locale_id = run.locale_id
            sessions.append(copy)
    run.sessions = sessions
    run.save_revision().publish()
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert changes.tell_changes() == 1
    found = events(sent("changes", gerda))
    assert len(found) == (3 if edit == "add" else 2)
    assert sum(event["STATUS"] == "CANCELLED" for event in found) == (edit == "cancel")


def test_calling_off_sends_the_cancelled_dates(offering, coordinator):
    gerda = join(offering, "Gerda")
    organising.call_off(offering=offering, actor=coordinator)
    assert {status for status, _number in facts(sent("called_off", gerda))} == {"CANCELLED"}


def test_mail_of_somebody_erased_has_no_file(offering):
    from signups.retention import erase_person

    gerda = join(offering, "Gerda")
    erase_person(email=gerda.email)
    assert not Message.objects.exclude(attachments=[]).exists()


def test_mail_shows_the_chairs_with_ones_own_last(offering):
    Offering.objects.filter(pk=offering.pk).update(capacity=4)
    join(offering, "Een")
    letter = sent("seat", join(offering, "Gerda"))
    html = letter.alternatives[0].content
    assert (
        html.count('class="m-chair ') == 4 and html.count("m-chair m-free") == 2 and html.count("m-chair m-mine") == 1
    )
    assert html.index("m-chair m-mine") < html.index("m-chair m-free")
