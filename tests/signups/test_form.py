"""Somebody without an account signs up, from the page to the seat."""

import re
import time

import pytest
from django.core import mail, signing
from django.test import Client

from signups.enums import Level, State
from signups.forms import STAMP_SALT
from signups.links import personal_url, seal_of
from signups.models import Consent, LogEntry, Offering, Question, Signup
from signups.services import replace_link

from .. import pages
from .conftest import join

pytestmark = pytest.mark.django_db


def old_stamp() -> str:
    return signing.dumps(round(time.time() - 60, 1), salt=STAMP_SALT)


def filled(**fields) -> dict:
    given = {"name": "Gerda", "email": "gerda@post.example", "organisation": "", "phone": "", "introduction": ""}
    return given | {"website": "", "stamp": old_stamp()} | fields


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "WordPress"), "winter 2027")


@pytest.fixture
def offering(run) -> Offering:
    from signups.subjects import follow

    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=2)
    follow(run)
    made.refresh_from_db()
    return made


@pytest.fixture
def form_url(offering) -> str:
    return f"/nl/{path_of('form', offering.key)}"


def path_of(name, *args) -> str:
    from django.urls import reverse

    return reverse(f"signups:{name}", args=args).removeprefix("/nl/")


def local(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_run_page_shows_seats_and_leads_to_the_form(run, offering, visitor):
    body = visitor.get(run.url).content.decode()
    assert path_of("form", offering.key) in body
    assert 'class="seats big"' in body
    assert "csrfmiddlewaretoken" not in body


def test_page_with_sign_up_stays_in_the_page_cache_and_shows_a_new_seat(own_database, page_cache, run, offering):
    browser = Client()
    browser.get(run.url)
    assert browser.get(run.url)["X-Kring-Cache"] == "hit"
    before = browser.get(run.url).content
    join(offering, "Een")
    assert browser.get(run.url).content != before


def test_whole_way_from_form_to_seat(offering, form_url, django_capture_on_commit_callbacks):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(form_url)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(form_url, filled(csrfmiddlewaretoken=token))
    assert response.status_code == 302 and response.url.endswith(path_of("sent", offering.key).split("/", 1)[1])
    (letter,) = mail.outbox
    link = re.search(r"https?://\S+/[0-9a-f]{40}/", letter.body)[0]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert browser.get(local(link)).status_code == 200
    assert Signup.objects.get().state == State.HELD, "looking is not confirming: mail scanners look too"
    page = browser.get(local(link)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    browser.post(local(link), {"do": "confirm", "csrfmiddlewaretoken": token})
    assert Signup.objects.get().state == State.GIVEN


def test_mistakes_are_summed_up_and_what_was_typed_stays(form_url, offering, visitor):
    response = visitor.post(form_url, filled(email="gerda@", name="Gerda van Dam"))
    body = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in body and 'href="#id_email"' in body
    assert 'value="Gerda van Dam"' in body and 'aria-invalid="true"' in body
    assert not Signup.objects.exists()


def test_screen_is_the_same_whoever_is_registered(form_url, visitor):
    first = visitor.post(form_url, filled())
    again = visitor.post(form_url, filled())
    other = visitor.post(form_url, filled(email="nieuw@post.example"))
    assert first.url == again.url == other.url
    assert Signup.objects.count() == 2


@pytest.mark.parametrize("trap", [{"website": "http://spam.example"}, {"stamp": "x"}, {"stamp": ""}])
def test_machines_are_refused(form_url, visitor, trap):
    assert visitor.post(form_url, filled(**trap)).status_code == 422
    assert not Signup.objects.exists()


def test_form_sent_at_once_is_refused_and_may_be_sent_again(form_url, visitor):
    response = visitor.post(form_url, filled(stamp=signing.dumps(time.time(), salt=STAMP_SALT)))
    assert response.status_code == 422
    fresh = re.search(r'name="stamp" value="([^"]+)"', response.content.decode())[1]
    assert signing.loads(fresh, salt=STAMP_SALT)


def test_consent_is_kept_with_its_words_and_shows_on_the_page(run, offering, form_url, visitor):
    visitor.post(form_url, filled(**{"shows-name": "3", "shows-email": "2"}))
    signup = Signup.objects.get()
    assert signup.shows == {"name": 3, "email": 2}
    proof = Consent.objects.get(field="name")
    assert proof.level == Level.EVERYBODY and proof.text and proof.text_version and proof.way == "form"
    assert "Gerda" not in visitor.get(run.url).content.decode(), "not before the address is confirmed"
    visitor.post(local(personal_url(signup)), {"do": "confirm"})
    body = visitor.get(run.url).content.decode()
    assert "Gerda" in body and "gerda@post.example" not in body
    visitor.post(local(personal_url(signup)), {"do": "hide"})
    assert "Gerda" not in visitor.get(run.url).content.decode()
    assert Consent.objects.filter(field="name").count() == 2


def test_questions_are_asked_checked_and_kept(offering, form_url, visitor):
    choice = Question.objects.create(
        offering=offering,
        kind="choice",
        label={"nl": "Waarom?"},
        is_required=True,
        choices=[{"key": "a", "nl": "Nieuw"}, {"key": "b", "nl": "Oud"}],
    )
    food = Question.objects.create(
        offering=offering, kind="long", label={"nl": "Dieet?"}, is_sensitive=True, sort_order=2
    )
    assert visitor.post(form_url, filled()).status_code == 422
    assert visitor.post(form_url, filled(**{choice.name: "b", food.name: "x" * 10_000})).status_code == 422
    assert visitor.post(form_url, filled(**{choice.name: "b", food.name: "geen noten"})).status_code == 302
    signup = Signup.objects.get()
    assert [(each.asked, each.text) for each in signup.answers.all()] == [("Waarom?", "Oud"), ("Dieet?", "geen noten")]
    choice.choices[1]["nl"] = "Anders"
    choice.is_asked = False
    choice.save()
    assert signup.answers.first().text == "Oud"


def test_wrong_tampered_and_replaced_links_show_nothing(offering, visitor):
    signup = join(offering, "Gerda")
    other = join(offering, "Ander")
    good = local(personal_url(signup))
    assert visitor.get(good).status_code == 200
    assert visitor.get(good.replace(seal_of(signup), "0" * 40)).status_code == 404
    assert visitor.get(good.replace(str(signup.key), str(other.key))).status_code == 404
    replace_link(signup=signup)
    assert visitor.get(good).status_code == 410
    assert visitor.post(good, {"do": "cancel"}).status_code == 410
    signup.refresh_from_db()
    assert signup.state == State.GIVEN


def test_personal_page_changes_answers_cancels_and_can_not_be_cached(offering, visitor):
    signup = join(offering, "Gerda")
    url = local(personal_url(signup))
    page = visitor.get(url)
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "same-origin"
    change = local(personal_url(signup)) + "change/"
    from django.urls import reverse

    change = reverse("signups:mine-change", args=[signup.key, seal_of(signup)])
    assert visitor.get(change).status_code == 200
    visitor.post(change, filled(name="Gerda B.", **{"shows-name": "2"}))
    signup.refresh_from_db()
    assert (signup.name, signup.email, signup.shows["name"]) == ("Gerda B.", "gerda@post.example", 2)
    visitor.post(url, {"do": "cancel", "reason": "Ziek"})
    signup.refresh_from_db()
    assert (signup.state, signup.reason) == (State.CANCELLED, "Ziek")


def test_absence_for_one_session_is_noted_and_taken_back(run, offering, visitor):
    signup = join(offering, "Gerda")
    moment = str(run.sessions.first().translation_key)
    url = local(personal_url(signup))
    visitor.post(url, {"do": "absent", "moment": moment})
    assert signup.attendance.get().came == "absent"
    visitor.post(url, {"do": "present", "moment": moment})
    assert not signup.attendance.exists()
    visitor.post(url, {"do": "absent", "moment": "onzin"})
    assert not signup.attendance.exists()


def test_every_state_of_the_personal_page_renders(offering, visitor):
    one, _two, three = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    held = join(offering, "Vier", confirmed=False)
    for signup in (one, three, held):
        assert visitor.get(local(personal_url(signup))).status_code == 200
    visitor.post(local(personal_url(one)), {"do": "cancel"})
    body = visitor.get(local(personal_url(three))).content.decode()
    assert 'value="accept"' in body
    visitor.post(local(personal_url(three)), {"do": "accept"})
    for signup in (one, three):
        assert visitor.get(local(personal_url(signup))).status_code == 200
    three.refresh_from_db()
    assert three.state == State.GIVEN


def test_member_gets_a_seat_at_once_and_sees_it_under_my_signups(offering, form_url, member, as_member):
    response = as_member.post(form_url, filled(email=member.email))
    signup = Signup.objects.get()
    assert (signup.state, signup.user) == (State.GIVEN, member)
    assert str(signup.key) in response.url
    from django.urls import reverse

    assert str(signup.key) in as_member.get(reverse("signups:overview")).content.decode()


def test_member_does_not_get_a_seat_at_once_under_another_address(form_url, as_member):
    as_member.post(form_url, filled(email="ander@post.example"))
    assert Signup.objects.get().state == State.HELD


def test_form_of_a_closed_page_is_not_there_for_visitors(run, form_url, visitor, as_member):
    pages.restrict(run)
    assert visitor.get(form_url).status_code == 404
    assert as_member.get(form_url).status_code == 200


def test_full_closed_and_unknown_offerings_say_so(offering, form_url, visitor):
    join(offering, "Een")
    join(offering, "Twee")
    Offering.objects.update(has_waiting_list=False)
    assert visitor.post(form_url, filled()).status_code == 422
    Offering.objects.update(is_active=False)
    assert 'name="stamp"' not in visitor.get(form_url).content.decode()
    assert visitor.get("/nl/" + path_of("form", "00000000-0000-0000-0000-000000000000")).status_code == 404
    assert offering.signups.count() == 2


def test_one_click_unsubscribe_works_without_a_token_but_only_by_post(offering):
    signup = join(offering, "Gerda")
    from django.urls import reverse

    url = reverse("signups:unsubscribe", args=[signup.key, seal_of(signup)])
    browser = Client(enforce_csrf_checks=True)
    browser.get(url)
    signup.refresh_from_db()
    assert signup.wants_mailings
    browser.post(url, {"List-Unsubscribe": "One-Click"})
    signup.refresh_from_db()
    assert not signup.wants_mailings


def test_data_of_one_signup_can_be_downloaded(offering, visitor):
    signup = join(offering, "Gerda")
    from django.urls import reverse

    response = visitor.get(reverse("signups:mine-data", args=[signup.key, seal_of(signup)]))
    assert response.json()["email"] == "gerda@post.example"
    assert LogEntry.objects.filter(signup=signup).exists()
