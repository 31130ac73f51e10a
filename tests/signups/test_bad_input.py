"""Whatever is sent: a clear message, and no change."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from circles.models import Facilitator
from notifications.models import Message
from signups import interests, polls
from signups.enums import State
from signups.links import address_url, feed_path, interest_url, personal_url, reply_url, seal_of
from signups.models import (
    Answer,
    Attendance,
    Interest,
    LogEntry,
    Occasion,
    Offering,
    PollReply,
    Question,
    Signup,
)
from signups.services import accept_offer, cancel_signup
from signups.subjects import follow

from .. import pages
from .conftest import join, make_offering
from .test_form import filled, local, old_stamp

pytestmark = pytest.mark.django_db

LONG = "a" * 10_000


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "WordPress"), "winter")


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=1)
    follow(run)
    made.refresh_from_db()
    return made


@pytest.fixture
def other(site) -> Offering:
    """Something else to sign up for, of which somebody else is the organiser."""
    run = pages.make_run(pages.make_circle(site.circles, "TeamDesk"), "zomer")
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=1)
    follow(run)
    made.refresh_from_db()
    return made


@pytest.fixture
def organiser(run, make_user, client_of):
    user = make_user("member", email="begeleider@kring.example")
    Facilitator.objects.create(page=run, user=user)
    return client_of(user)


def form_url(offering) -> str:
    return reverse("signups:form", args=[offering.key])


def mine(signup) -> str:
    return local(personal_url(signup))


def everything() -> list:
    """All that could have changed."""
    models = (Signup, Answer, Attendance, Interest, PollReply, LogEntry, Message, Offering, Occasion)
    return [list(model.objects.order_by("pk").values()) for model in models]


# Signing up when nobody can ------------------------------------------------------------------------------------

SHUT = {
    "early": ({"opens_at": timedelta(days=1)}, "Aanmelden kan vanaf"),
    "late": ({"closes_at": timedelta(hours=-1)}, "Aanmelden kan niet meer"),
    "begun": ({"starts_at": timedelta(minutes=-1)}, "Aanmelden kan niet meer"),
    "off": ({"is_active": False}, "niet op de site aanmelden"),
    "cancelled": ({"cancelled_at": timedelta()}, "Dit gaat niet door"),
    "members": ({"who": "members"}, "voor leden"),
}


@pytest.mark.parametrize("why", SHUT)
def test_shut_form_says_why_and_takes_nobody(why, offering, visitor):
    fields, words = SHUT[why]
    moments = {name: timezone.now() + each if isinstance(each, timedelta) else each for name, each in fields.items()}
    Offering.objects.filter(pk=offering.pk).update(**moments)
    before = everything()
    assert words in visitor.get(form_url(offering)).content.decode()
    answer = visitor.post(form_url(offering), filled())
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert everything() == before


def test_full_form_without_a_waiting_list_says_so_and_takes_nobody(offering, visitor):
    join(offering, "Een")
    Offering.objects.filter(pk=offering.pk).update(has_waiting_list=False)
    before = everything()
    answer = visitor.post(form_url(offering), filled())
    assert answer.status_code == 422 and "Alle plekken zijn bezet" in answer.content.decode()
    assert everything() == before


# What is filled in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["name", "email", "organisation", "phone", "introduction", "guest-1", "short", "long"]
)
def test_ten_thousand_signs_are_refused_in_every_field_and_kept_on_the_screen(field, offering, visitor):
    Offering.objects.filter(pk=offering.pk).update(max_party=2, capacity=5)
    kinds = {
        kind: Question.objects.create(offering=offering, kind=kind, label={"nl": kind}) for kind in ("short", "long")
    }
    name = kinds[field].name if field in kinds else field
    answer = visitor.post(form_url(offering), filled(**{name: LONG}))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert LONG in body and 'role="alert"' in body and f'href="#id_{name}"' in body
    assert not Signup.objects.exists() and not Message.objects.exists()


def test_ten_thousand_signs_are_refused_when_changing_too_and_a_reason_is_cut(offering, visitor):
    signup = join(offering, "Gerda")
    before = everything()
    change = reverse("signups:mine-change", args=[signup.key, seal_of(signup)])
    assert visitor.post(change, filled(name=LONG)).status_code == 422
    assert everything() == before
    visitor.post(mine(signup), {"do": "cancel", "reason": f"te lang\x00{LONG}"})
    signup.refresh_from_db()
    assert signup.state == State.CANCELLED and len(signup.reason) == 600 and "\x00" not in signup.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "gerda@post.example\r\nBcc: x@y.example"},
        {"email": "gerda@post.example, ander@post.example"},
        {"email": "Gerda <gerda@post.example>"},
        {"name": "  "},
        {"name": "Ger\x00da"},
        {"shows-name": "9"},
    ],
)
def test_what_is_no_name_or_address_is_refused(fields, offering, visitor):
    assert visitor.post(form_url(offering), filled(**fields)).status_code == 422
    assert not Signup.objects.exists() and not Message.objects.exists()


def test_header_injection_reaches_no_header_of_any_mail(
    offering, organiser, visitor, django_capture_on_commit_callbacks
):
    evil = "Gerda\r\nBcc: ander@post.example\r\n\r\nHallo"
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(form_url(offering), filled(name=evil, organisation=evil))
        visitor.post(mine(Signup.objects.get()), {"do": "confirm"})
    Offering.objects.filter(pk=offering.pk).update(title={"nl": evil})
    with django_capture_on_commit_callbacks(execute=True):
        letter = {"to": "participants", "subject": evil, "text": evil, "do": "send"}
        organiser.post(reverse("signups:desk-mail", args=[offering.key]), letter)
        visitor.post(mine(Signup.objects.get()), {"do": "cancel", "reason": evil})
    assert len(mail.outbox) >= 4
    for sent in mail.outbox:
        read = message_from_bytes(sent.message().as_bytes())
        assert sent.recipients() == ["gerda@post.example"]
        assert read["Bcc"] is None and read.get_all("To") == ["gerda@post.example"]
        assert len(read.get_all("Subject")) == 1


# Links ---------------------------------------------------------------------------------------------------------


def test_links_used_again_change_nothing_more(offering, visitor):
    one, two = join(offering, "Een"), join(offering, "Twee")
    visitor.post(mine(one), {"do": "cancel"})
    visitor.post(mine(two), {"do": "accept"})
    before = everything()
    for signup, act in ((one, "cancel"), (one, "accept"), (one, "confirm"), (two, "accept"), (two, "confirm")):
        assert visitor.post(mine(signup), {"do": act}).status_code == 302
    assert everything() == before


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_offer_that_ran_out_says_so_and_stays_with_the_next(act, offering, visitor, time_machine):
    one, two, three = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    cancel_signup(signup=one)
    time_machine.move_to(timezone.now() + timedelta(hours=49))
    body = visitor.post(mine(two), {"do": act}, follow=True).content.decode()
    assert "niet meer voor je vastgehouden" in body
    states = dict(offering.signups.values_list("name", "state"))
    assert (states["Twee"], states["Drie"]) == (State.LAPSED, State.OFFERED)
    accept_offer(signup=three)
    visitor.post(mine(two), {"do": act})
    assert Signup.objects.get(pk=two.pk).state == State.LAPSED


def test_confirming_after_it_closed_says_so(offering, visitor, time_machine):
    late = join(offering, "Laat", confirmed=False)
    time_machine.move_to(offering.starts_at + timedelta(minutes=1))
    body = visitor.post(mine(late), {"do": "confirm"}, follow=True).content.decode()
    assert "Aanmelden kan nu niet" in body
    assert offering.signups.participants().count() == 0


def test_unknown_button_is_no_button(offering, organiser, visitor):
    signup = join(offering, "Gerda")
    before = everything()
    for act in ("", "approve", "erase", "__class__"):
        assert visitor.post(mine(signup), {"do": act}).status_code == 404
    assert organiser.post(reverse("signups:desk", args=[offering.key]), {"do": "confirm"}).status_code == 404
    assert everything() == before


def test_wrong_links_of_every_kind_lead_nowhere(run, offering, visitor):
    signup = join(offering, "Gerda")
    interest = interests.show_interest(page=run.circle, email="gerda@post.example", language="nl")
    poll = polls.propose(offering=offering, spans=[(offering.starts_at, offering.ends_at)])
    reply = polls.answer(poll=poll, name="Gerda", email="gerda@post.example", answers={}, language="nl", shows_name=1)
    good = {
        "mine": mine(signup),
        "change": reverse("signups:mine-change", args=[signup.key, seal_of(signup)]),
        "data": reverse("signups:mine-data", args=[signup.key, seal_of(signup)]),
        "unsubscribe": reverse("signups:unsubscribe", args=[signup.key, seal_of(signup)]),
        "interest": local(interest_url(interest)),
        "leave": local(interest_url(interest, "signups:interest-leave")),
        "reply": local(reply_url(reply)),
    }
    assert {name: visitor.get(url).status_code for name, url in good.items()} == dict.fromkeys(good, 200)
    before = everything()
    for name, url in good.items():
        seal = next(part for part in url.split("/") if len(part) == 40)
        for wrong in (seal[::-1], seal[:-1] + ("0" if seal[-1] != "0" else "1"), "x", seal.upper() + "0"):
            bad = url.replace(seal, wrong)
            assert visitor.get(bad).status_code == 404, name
            assert visitor.post(bad, filled(do="cancel")).status_code == 404, name
    assert everything() == before


def test_seal_of_one_kind_of_link_opens_no_other(offering, visitor):
    signup = join(offering, "Gerda")
    calendar = next(part for part in feed_path(signup).replace(".ics", "/").split("/") if len(part) == 40)
    assert calendar != seal_of(signup)
    assert visitor.get(mine(signup).replace(seal_of(signup), calendar)).status_code == 404


@pytest.mark.parametrize("how", ["expired", "tampered", "of another address"])
def test_link_to_everything_held_is_refused_when_it_is(how, offering, visitor, time_machine):
    join(offering, "Gerda")
    url = local(address_url("gerda@post.example", "nl"))
    if how == "expired":
        time_machine.move_to(timezone.now() + timedelta(hours=25))
    elif how == "tampered":
        url = url[:-3] + "xx/"
    else:
        token = local(address_url("wim@post.example", "nl")).rstrip("/").rsplit("/", 1)[1]
        mixed = url.rstrip("/").rsplit("/", 1)[1].split(":")[0] + ":" + ":".join(token.split(":")[1:])
        url = reverse("signups:everything", args=[mixed])
    before = everything()
    answer = visitor.get(url)
    assert answer.status_code == 410 and "te oud" in answer.content.decode()
    assert visitor.post(url, {"do": "erase"}).status_code == 410
    assert everything() == before


# What belongs to somebody else -----------------------------------------------------------------------------------


def test_answers_to_questions_of_another_offering_are_left_out(offering, other, visitor):
    foreign = Question.objects.create(offering=other, label={"nl": "Geheim?"})
    visitor.post(form_url(offering), filled(**{foreign.name: "binnen"}))
    assert Signup.objects.count() == 1 and not Answer.objects.exists()


@pytest.mark.parametrize("act", ["absent", "present"])
def test_session_of_another_run_can_not_be_missed(act, offering, other, visitor):
    signup = join(offering, "Gerda")
    moment = Occasion.objects.filter(subject_key=other.subject_key).first()
    before = everything()
    for key in (str(moment.key), "", "onzin", "0" * 36, LONG):
        assert visitor.post(mine(signup), {"do": act, "moment": key}).status_code == 302
    assert everything() == before


def test_organiser_reaches_nobody_of_another_offering_by_number(offering, other, organiser):
    stranger = join(other, "Vreemd")
    waiting = join(other, "Wacht")
    desk = reverse("signups:desk", args=[offering.key])
    before = everything()
    for act in ("approve", "refuse", "front", "remove"):
        for pk in (stranger.pk, waiting.pk, "²", "-1", "9" * 40, "x", ""):
            assert organiser.post(desk, {"do": act, "signup": pk, "reason": "access"}).status_code == 404
    moment = Occasion.objects.filter(subject_key=other.subject_key).first()
    attendance = reverse("signups:attendance", args=[offering.key])
    assert organiser.post(attendance, {"moment": moment.key, "there": [stranger.pk]}).status_code == 404
    for name in ("desk", "desk-mail", "desk-add", "desk-poll", "desk-history", "desk-print", "desk-questions"):
        assert organiser.get(reverse(f"signups:{name}", args=[other.key])).status_code == 403, name
        assert organiser.post(reverse(f"signups:{name}", args=[other.key]), {"do": "off"}).status_code == 403, name
    assert everything() == before


def test_attendance_of_people_of_another_offering_is_not_noted(offering, other, organiser):
    own, stranger = join(offering, "Eigen"), join(other, "Vreemd")
    moment = Occasion.objects.filter(subject_key=offering.subject_key).first()
    url = reverse("signups:attendance", args=[offering.key])
    organiser.post(url, {"moment": moment.key, "there": [own.pk, stranger.pk, "²", "9" * 40]})
    assert list(Attendance.objects.values_list("signup_id", "came")) == [(own.pk, "present")]


@pytest.mark.parametrize("seats", ["-1", "0", "veel", "²", "9" * 12])
def test_seats_that_are_no_number_change_nothing(seats, offering, organiser):
    url = reverse("signups:desk", args=[offering.key])
    body = organiser.post(url, {"do": "capacity", "capacity": seats}, follow=True).content.decode()
    assert "aantal stoelen" in body
    offering.refresh_from_db()
    assert offering.capacity == 1


def test_moments_of_another_poll_are_neither_answered_nor_chosen(offering, other, organiser, visitor):
    spans = [(offering.starts_at, offering.ends_at)]
    own, foreign = (polls.propose(offering=each, spans=spans) for each in (offering, other))
    option, strange = own.options.get(), foreign.options.get()
    answer = {"name": "Gerda", "email": "gerda@post.example", "shows_name": "1", "stamp": old_stamp()}
    url = reverse("signups:poll", args=[own.key])
    assert visitor.post(url, answer | {f"option-{strange.pk}": "yes"}).status_code == 422
    assert visitor.post(url, answer | {f"option-{option.pk}": "misschien"}).status_code == 422
    assert visitor.post(url, answer | {f"option-{option.pk}": "yes", "name": LONG}).status_code == 422
    assert not PollReply.objects.exists()
    before = everything()
    manage = reverse("signups:desk-poll", args=[offering.key])
    organiser.post(manage, {"do": "choose", "option": [strange.pk, "²", "9" * 40]})
    organiser.post(manage, {"do": "propose", "day-0": "2026-13-45", "from-0": "x", "until-0": "y", "weeks": "²"})
    assert everything() == before
    own.refresh_from_db()
    assert own.closed_at is None


def test_member_sees_only_what_was_done_under_their_own_verified_addresses(offering, other, member, as_member):
    mine_, strange = join(offering, "Eigen", email=member.email), join(other, "Vreemd")
    body = as_member.get(reverse("signups:overview")).content.decode()
    assert str(mine_.key) in body and str(strange.key) not in body


def test_odd_addresses_are_not_there(offering, visitor, as_coordinator):
    signup = join(make_offering(), "Gerda")
    assert visitor.get(form_url(offering).replace(str(offering.key), "x")).status_code == 404
    assert visitor.get(reverse("signups:poll", args=[offering.key])).status_code == 404
    assert visitor.get(reverse("signups:interest-join", args=[signup.key])).status_code == 404
    assert as_coordinator.get(reverse("signups:desk", args=[signup.key])).status_code == 404
    assert as_coordinator.get(reverse("signups:desk-person", args=[offering.key, signup.pk])).status_code == 404
    assert as_coordinator.get(reverse("signups:desk-export", args=[offering.key, "exe"])).status_code == 404
