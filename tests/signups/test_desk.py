"""Organisers work with the list; nobody else reaches it."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from circles.models import Facilitator
from notifications.models import Message
from signups.enums import Action, State
from signups.exports import as_csv, as_xlsx, plain
from signups.models import Attendance, LogEntry, Offering, Signup
from signups.subjects import follow

from .. import pages
from .conftest import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "TeamDesk"), "najaar", days=(1, 8))


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=2)
    follow(run)
    made.refresh_from_db()
    return made


@pytest.fixture
def facilitator(run, make_user):
    user = make_user("member", email="begeleider@kring.example", first_name="Joost")
    Facilitator.objects.create(page=run, user=user)
    return user


def desk(offering, name="desk", **kwargs) -> str:
    return reverse(f"signups:{name}", kwargs={"key": offering.key, **kwargs})


SCREENS = [
    ("desk", {}),
    ("desk-add", {}),
    ("desk-mail", {}),
    ("desk-history", {}),
    ("desk-print", {}),
    ("desk-poll", {}),
    ("desk-export", {"ending": "csv"}),
    ("desk-export", {"ending": "xlsx"}),
]


@pytest.mark.parametrize(("name", "kwargs"), SCREENS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("visitor", 302),
        ("member", 403),
        ("editor", 403),
        ("moderator", 403),
        ("coordinator", 200),
        ("administrator", 200),
    ],
)
def test_only_organisers_reach_the_list(role, status, name, kwargs, offering, user_of, client_of):
    join(offering, "Gerda")
    assert client_of(user_of(role)).get(desk(offering, name, **kwargs)).status_code == status


def test_facilitator_reaches_their_own_run_only_and_each_view_is_logged(offering, facilitator, client_of, site):
    signup = join(offering, "Gerda")
    other_run = pages.make_run(pages.make_circle(site.circles, "Ander"), "winter")
    other = Offering.objects.create(subject_key=other_run.translation_key, is_active=True)
    browser = client_of(facilitator)
    assert browser.get(desk(offering)).status_code == 200
    assert browser.get(desk(offering, "desk-person", pk=signup.pk)).status_code == 200
    assert browser.get(desk(other)).status_code == 403
    viewed = LogEntry.objects.filter(action=Action.VIEWED)
    assert [(row.offering, row.actor, row.detail["what"]) for row in viewed.order_by("pk")] == [
        (offering, facilitator, "list"),
        (offering, facilitator, "person"),
    ]
    body = browser.get(reverse("signups:desks")).content.decode()
    assert str(offering.key) in body and str(other.key) not in body


def test_person_of_another_offering_is_not_shown(offering, facilitator, client_of, site):
    stranger = join(
        Offering.objects.create(subject_key="00000000-0000-0000-0000-000000000001", is_active=True), "Vreemd"
    )
    browser = client_of(facilitator)
    assert browser.get(desk(offering, "desk-person", pk=stranger.pk)).status_code == 404
    assert browser.post(desk(offering), {"do": "remove", "signup": stranger.pk}).status_code == 404
    stranger.refresh_from_db()
    assert stranger.state == State.GIVEN


def test_attendance_is_noted_per_session(offering, facilitator, client_of, run):
    one, two = join(offering, "Een"), join(offering, "Twee")
    moment = str(run.sessions.first().translation_key)
    browser = client_of(facilitator)
    browser.post(desk(offering, "attendance"), {"moment": moment, "there": [one.pk]})
    assert dict(Attendance.objects.values_list("signup_id", "came")) == {one.pk: "present", two.pk: "missed"}
    browser.post(desk(offering, "attendance"), {"moment": moment, "there": [one.pk, two.pk]})
    assert set(Attendance.objects.values_list("came", flat=True)) == {"present"}


def test_desk_buttons_do_what_they_say(offering, facilitator, client_of):
    browser = client_of(facilitator)
    one, _two, three = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    browser.post(desk(offering), {"do": "front", "signup": three.pk})
    assert not LogEntry.objects.filter(action=Action.MOVED).exists()
    browser.post(desk(offering), {"do": "front", "signup": three.pk, "reason": "access"})
    assert LogEntry.objects.get(action=Action.MOVED).actor == facilitator
    browser.post(desk(offering), {"do": "remove", "signup": one.pk})
    three.refresh_from_db()
    assert three.state == State.OFFERED
    assert not Message.objects.filter(person=one.person, kind="signup_removed").exists()
    browser.post(desk(offering), {"do": "capacity", "capacity": "1"})
    offering.refresh_from_db()
    assert offering.capacity == 1
    browser.post(desk(offering), {"do": "off", "text": "Ziek"})
    offering.refresh_from_db()
    assert offering.is_cancelled


def test_adding_by_hand_mails_a_personal_link(offering, facilitator, client_of):
    client_of(facilitator).post(desk(offering, "desk-add"), {"name": "Wim", "email": "wim@post.example"})
    signup = Signup.objects.get()
    assert signup.state == State.GIVEN
    assert Message.objects.get(person=signup.person).kind == "signup_added"


def test_mail_is_shown_first_then_sent_once_to_each_who_wants_it(offering, facilitator, client_of):
    one, two = join(offering, "Een"), join(offering, "Twee")
    Signup.objects.filter(pk=two.pk).update(wants_mailings=False)
    browser = client_of(facilitator)
    letter = {"to": "participants", "subject": "Neem je lijst mee", "text": "Tot dinsdag"}
    page = browser.post(desk(offering, "desk-mail"), letter | {"do": "preview"})
    assert "Tot dinsdag" in page.content.decode()
    assert not Message.objects.filter(kind="signup_mailing").exists()
    for _twice in range(2):
        browser.post(desk(offering, "desk-mail"), letter | {"do": "send"})
    mail = Message.objects.get(kind="signup_mailing")
    assert mail.person == one.person and mail.unsubscribe_url
    assert "Neem je lijst mee" in browser.get(desk(offering, "desk-mail")).content.decode()


def test_export_is_safe_for_spreadsheets(offering, facilitator, client_of):
    join(offering, "Een", name="=HYPERLINK(1)", organisation_name="+31 club", phone="@SUM(A1)")
    response = client_of(facilitator).get(desk(offering, "desk-export", ending="csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=HYPERLINK(1)" and rows[1][3] == "'+31 club" and rows[1][2] == "'@SUM(A1)"
    book = load_workbook(io.BytesIO(as_xlsx([["=1+1", "a"]], "T")))
    assert book.active["A1"].data_type == "s" and book.active["A1"].value == "'=1+1"
    assert as_csv([["a\x00b"]]).endswith(b'"ab"\r\n')
    assert plain("-1") == "'-1" and plain("gewoon") == "gewoon"


def test_count_without_names_has_no_names(offering, facilitator, client_of):
    join(offering, "Gerda", phone="0612345678")
    response = client_of(facilitator).get(desk(offering, "desk-export", ending="csv") + "?count=1")
    assert "Gerda" not in response.content.decode() and "0612345678" not in response.content.decode()
    assert LogEntry.objects.get(action=Action.EXPORTED).detail["names"] is False


def test_list_is_searched_by_words_and_by_state(offering, facilitator, client_of):
    for name in ("Een", "Twee", "Drie"):
        join(offering, name)
    browser = client_of(facilitator)

    def shown(query: str) -> list[str]:
        table = (
            browser.get(f"{desk(offering)}?{query}")
            .content.decode()
            .partition('id="people"')[2]
            .partition("</table>")[0]
        )
        return [name for name in ("Een", "Twee", "Drie") if f">{name}</a>" in table]

    assert shown("") == ["Een", "Twee", "Drie"]
    assert shown("q=twee@post") == ["Twee"]
    assert shown("state=waiting") == ["Drie"]
    assert shown("state=waiting&q=een") == []


@pytest.mark.parametrize(("name", "what"), [("desk-mail", "mails"), ("desk-history", "history")])
def test_every_screen_with_people_on_it_logs_who_looked(name, what, offering, facilitator, client_of):
    client_of(facilitator).get(desk(offering, name))
    row = LogEntry.objects.get(action=Action.VIEWED)
    assert (row.actor, row.detail["what"]) == (facilitator, what)
