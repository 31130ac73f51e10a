"""Calendar files: the same event every time, updated rather than doubled, without anybody's address."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from signups import organising
from signups.links import feed_path
from signups.models import Occasion, Offering
from signups.services import cancel_signup
from signups.subjects import follow

from .. import pages
from .conftest import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(site):
    circle = pages.make_circle(site.circles, "WordPress; voor, beginners")
    return pages.make_run(circle, "winter", is_online=True, online_link="https://meet.example/geheim")


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=1)
    follow(run)
    made.refresh_from_db()
    return made


def events(response) -> dict[str, object]:
    calendar = Calendar.from_ical(response.content)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def subject_url(page) -> str:
    return f"/calendar/nl/{page.translation_key}.ics"


def test_event_has_what_the_standard_asks(run, offering, visitor):
    response = visitor.get(subject_url(run))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = list(events(response).values())
    assert len(found) == 2
    first = found[0]
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED"):
        assert name in first
    assert first["DTSTART"].dt.tzinfo is not None
    assert first["DTSTART"].dt == run.sessions.first().starts_at.replace(microsecond=0)
    assert str(first["SUMMARY"]).startswith("WordPress; voor, beginners: winter")


def test_lines_are_folded_and_end_as_the_standard_says(run, offering, visitor):
    body = visitor.get(subject_url(run)).content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.count(b"\n") == body.count(b"\r\n")


def test_public_files_have_no_people_and_no_link_to_join(run, offering, visitor):
    join(offering, "Gerda")
    body = visitor.get(subject_url(run)).content.decode()
    for word in ("gerda", "geheim", "ATTENDEE", "ORGANIZER", "mailto"):
        assert word not in body


def test_edit_keeps_the_uid_and_raises_the_sequence_only_for_a_real_change(run, visitor):
    before = events(visitor.get(subject_url(run)))
    run.save_revision().publish()
    assert {uid: event["SEQUENCE"] for uid, event in events(visitor.get(subject_url(run))).items()} == dict.fromkeys(
        before, 0
    )
    session = run.sessions.first()
    session.starts_at += timedelta(hours=1)
    session.ends_at += timedelta(hours=1)
    run.sessions = [session, run.sessions.last()]
    run.save_revision().publish()
    after = events(visitor.get(subject_url(run)))
    assert set(after) == set(before)
    assert sorted(event["SEQUENCE"] for event in after.values()) == [0, 1]


def test_removed_session_stays_as_cancelled_for_a_month(run, visitor, time_machine):
    run.sessions = [run.sessions.first()]
    run.save_revision().publish()
    statuses = {str(event["STATUS"]) for event in events(visitor.get(subject_url(run))).values()}
    assert statuses == {"CONFIRMED", "CANCELLED"}
    time_machine.move_to(timezone.now() + timedelta(days=31))
    left = {str(event["STATUS"]) for event in events(visitor.get("/calendar/nl/site.ics")).values()}
    assert left == {"CONFIRMED"}


def test_personal_feed_tells_waiting_from_seated_and_has_the_link(run, offering, visitor):
    seated, waiting = join(offering, "Een"), join(offering, "Twee")
    own = visitor.get(feed_path(seated))
    assert {str(event["STATUS"]) for event in events(own).values()} == {"CONFIRMED"}
    assert "meet.example" in str(next(iter(events(own).values()))["DESCRIPTION"])
    other = events(visitor.get(feed_path(waiting)))
    assert {str(event["STATUS"]) for event in other.values()} == {"TENTATIVE"}
    assert all("meet.example" not in str(event["DESCRIPTION"]) for event in other.values())
    assert set(events(own)) == set(events(visitor.get(subject_url(run)))), "the same event everywhere"
    cancel_signup(signup=seated)
    assert {str(event["STATUS"]) for event in events(visitor.get(feed_path(seated))).values()} == {"CANCELLED"}


def test_personal_feed_needs_the_secret_and_ends_with_a_new_link(offering, visitor):
    from signups.services import replace_link

    signup = join(offering, "Een")
    good = feed_path(signup)
    assert visitor.get(good.replace(good[-44:-4], "0" * 40)).status_code == 404
    replace_link(signup=signup)
    assert visitor.get(good).status_code == 410


def test_called_off_is_cancelled_in_every_feed(run, offering, visitor, coordinator):
    organising.call_off(offering=offering, actor=coordinator)
    found = events(visitor.get(subject_url(run)))
    assert {str(event["STATUS"]) for event in found.values()} == {"CANCELLED"}
    assert {event["SEQUENCE"] for event in found.values()} == {1}


def test_unchanged_feed_is_not_sent_again(run, visitor):
    first = visitor.get(subject_url(run))
    assert first["Last-Modified"]
    assert visitor.get(subject_url(run), headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_closed_pages_are_in_no_public_feed(run, visitor, as_member):
    moment = f"/calendar/nl/moment/{Occasion.objects.first().key}.ics"
    assert visitor.get(moment).status_code == 200
    pages.restrict(run)
    assert visitor.get(moment).status_code == 404
    assert visitor.get(subject_url(run)).status_code == 404
    assert events(visitor.get("/calendar/nl/site.ics")) == {}
    assert as_member.get(moment).status_code == 200


def test_circle_feed_has_all_its_runs_and_topic_feed_what_is_about_it(run, site, visitor):
    from content.models import Topic

    circle = run.circle
    topic = Topic.objects.create(name="Websites", locale=site.nl.locale)
    circle.topics.add(topic)
    circle.save_revision().publish()
    pages.make_event(site.events)
    assert len(events(visitor.get(subject_url(circle)))) == 2
    assert len(events(visitor.get("/calendar/nl/topic/websites.ics"))) == 2
    assert len(events(visitor.get("/calendar/nl/site.ics"))) == 3
    assert visitor.get("/calendar/nl/topic/niets.ics").status_code == 404
    assert visitor.get("/calendar/xx/site.ics").status_code == 404


def test_last_modified_follows_what_leaves_the_feed_too(run, visitor, time_machine):
    url = "/calendar/nl/site.ics"
    first = visitor.get(url)
    time_machine.move_to(timezone.now() + timedelta(minutes=5))
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert visitor.get(url, headers=since).status_code == 304
    pages.restrict(run)
    later = visitor.get(url, headers=since)
    assert later.status_code == 200 and later["Last-Modified"] != first["Last-Modified"]


@pytest.fixture
def member_calendar(as_member):
    """The addresses on the member's own page, after they asked for them."""

    def addresses() -> list[str]:
        page = as_member.post("/nl/mijn-aanmeldingen/", {"do": "calendar"}, follow=True)
        return re.findall(r"<code>https?://[^/]+(/calendar/member/[^<]+)</code>", page.content.decode())

    return addresses


def test_member_has_a_secret_feed_with_what_is_for_members_only(run, visitor, member_calendar):
    pages.restrict(run)
    _mine, everything, *_how = member_calendar()
    response = visitor.get(everything)
    assert len(events(response)) == 2
    assert "private" in response["Cache-Control"] and "geheim" not in response.content.decode()
    assert events(visitor.get("/calendar/nl/site.ics")) == {}
    member_calendar()
    assert visitor.get(everything).status_code == 404, "a new address ends the old one"
    assert visitor.get(everything.replace("/all.ics", "/other.ics")).status_code == 404


def test_members_own_feed_has_what_they_signed_up_for_under_a_proved_address(run, offering, visitor, member_calendar):
    from allauth.account.models import EmailAddress

    from members.models import User

    user = User.objects.latest("pk")
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    join(offering, "Lid", email=user.email)
    mine, *_rest = member_calendar()
    found = events(visitor.get(mine))
    assert {str(event["STATUS"]) for event in found.values()} == {"CONFIRMED"} and len(found) == 2
    user.is_active = False
    user.save()
    assert visitor.get(mine).status_code == 404


def test_pages_lead_to_their_calendar_and_say_how_to_subscribe(run, site, visitor):
    circle, event = run.circle, pages.make_event(site.events)
    for url, path in (
        (run.url, f"/calendar/nl/{run.translation_key}.ics"),
        (circle.url, f"/calendar/nl/{circle.translation_key}.ics"),
        (event.url, f"/calendar/nl/{event.translation_key}.ics"),
        (site.events.url, "/calendar/nl/site.ics"),
    ):
        body = visitor.get(url).content.decode()
        assert f'href="{path}"' in body and re.search(rf'href="webcal://[^"]+{path}"', body), url
        assert visitor.get(path).status_code == 200
    moment = run.sessions.first().translation_key
    assert f"/calendar/nl/moment/{moment}.ics" in visitor.get(run.url).content.decode()


def test_page_for_members_offers_no_subscription_that_would_stay_empty(run, as_member):
    pages.restrict(run)
    body = as_member.get(run.url).content.decode()
    assert "webcal:" not in body and f"/calendar/nl/{run.translation_key}.ics" in body
