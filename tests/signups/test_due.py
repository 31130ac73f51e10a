"""What happens as time passes, each once, also when it is run twice or breaks off half way."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from notifications import services as outbox
from notifications.files import made
from notifications.models import Message
from signups import changes, interests, polls, retention
from signups.absence import say_absent
from signups.enums import State
from signups.models import Answer, Attendance, Interest, LogEntry, Occasion, Offering, PollReply, Question, Signup
from signups.services import cancel_signup
from signups.subjects import follow

from .. import pages
from .conftest import join, make_offering

pytestmark = pytest.mark.django_db


def count(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def go_to(time_machine, moment) -> None:
    time_machine.move_to(moment)


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "TeamDesk"), "najaar", days=(20, 27, 34))


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=5)
    follow(run)
    made.refresh_from_db()
    return made


def test_reminders_go_out_once_each_and_not_a_week_before_every_evening(offering, time_machine):
    join(offering, "Gerda")
    start = offering.starts_at
    sent = []
    for hours in range(-8 * 24, 15 * 24, 6):
        go_to(time_machine, start + timedelta(hours=hours, minutes=5))
        changes.remind_due()
        changes.remind_due()
        sent.append(count("signup_reminder"))
    assert sent[-1] == 4, "a week and a day before the first, a day before the others"


def test_reminder_follows_a_changed_date_and_skips_who_is_absent(run, offering, time_machine):
    gerda, wim = join(offering, "Gerda"), join(offering, "Wim")
    first = run.sessions.first()
    say_absent(signup=wim, occasion_key=str(first.translation_key))
    go_to(time_machine, offering.starts_at - timedelta(days=1))
    changes.remind_due()
    assert set(Message.objects.filter(kind="signup_reminder").values_list("person", flat=True)) == {gerda.person}
    sessions = list(run.sessions.all())
    sessions[0].starts_at += timedelta(days=2)
    sessions[0].ends_at += timedelta(days=2)
    run.sessions = sessions
    run.save_revision().publish()
    go_to(time_machine, sessions[0].starts_at - timedelta(hours=23))
    changes.remind_due()
    assert Message.objects.filter(kind="signup_reminder", person=gerda.person).count() == 2


def test_reminders_that_broke_off_half_way_go_on_where_they_stopped(offering, time_machine, monkeypatch):
    for name in ("Een", "Twee", "Drie"):
        join(offering, name)
    go_to(time_machine, offering.starts_at - timedelta(days=1))
    tell, calls = changes.mails.tell, []

    def killed(signup, *args, **kwargs):
        calls.append(signup)
        if len(calls) == 2:
            raise KeyboardInterrupt
        tell(signup, *args, **kwargs)

    monkeypatch.setattr(changes.mails, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        changes.remind_due()
    monkeypatch.setattr(changes.mails, "tell", tell)
    changes.remind_due()
    people = list(Message.objects.filter(kind="signup_reminder").values_list("person", flat=True))
    assert len(people) == len(set(people)) == 3


def test_burst_of_edits_is_one_mail_with_the_calendar_file(run, offering, time_machine):
    join(offering, "Gerda")
    for _edit in range(3):
        sessions = list(run.sessions.all())
        sessions[0].starts_at += timedelta(hours=1)
        sessions[0].ends_at += timedelta(hours=1)
        run.sessions = sessions
        run.save_revision().publish()
        assert changes.tell_changes() == 0, "not while somebody is still editing"
    go_to(time_machine, timezone.now() + timedelta(minutes=11))
    assert changes.tell_changes() == 1
    assert changes.tell_changes() == 0
    letter = Message.objects.get(kind="signup_changes")
    assert [file.name for file in made(letter.attachments)] == ["teamdesk-najaar.ics"]
    assert len(letter.context["changes"]) == 1


def test_edit_that_is_taken_back_mails_nobody(run, offering, time_machine):
    join(offering, "Gerda")
    for hours in (1, -1):
        sessions = list(run.sessions.all())
        sessions[0].starts_at += timedelta(hours=hours)
        sessions[0].ends_at += timedelta(hours=hours)
        run.sessions = sessions
        run.save_revision().publish()
    go_to(time_machine, timezone.now() + timedelta(minutes=11))
    assert changes.tell_changes() == 0


def test_too_few_people_on_the_day_asks_organisers_and_coordinators_once(offering, coordinator, run, make_user):
    from circles.models import Facilitator

    user = make_user("member", email="joost@kring.example")
    Facilitator.objects.create(page=run, user=user)
    Offering.objects.filter(pk=offering.pk).update(minimum=3, decide_on=timezone.localdate())
    join(offering, "Gerda")
    for _twice in range(2):
        changes.ask_decisions()
    asked = Message.objects.filter(kind="organiser_decide").values_list("to", flat=True)
    assert sorted(asked) == sorted(["joost@kring.example", coordinator.email])
    for name in ("Een", "Twee"):
        join(offering, name)
    changes.ask_decisions()
    offering.refresh_from_db()
    assert offering.decision == "go"


def test_one_command_does_everything_due_and_may_run_twice(offering, time_machine, django_capture_on_commit_callbacks):
    one = join(make_offering(capacity=1), "Een")
    two = join(one.offering, "Twee")
    cancel_signup(signup=one)
    go_to(time_machine, timezone.now() + timedelta(hours=49))
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("send_due", verbosity=0)
    two.refresh_from_db()
    assert two.state == State.LAPSED
    subjects = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(subjects) == len(set(subjects)) == Message.objects.count()


def test_interest_is_confirmed_told_once_and_left_by_link(run, offering, visitor):
    from signups.links import interest_url

    circle = run.circle
    interest = interests.show_interest(page=circle, email="Gerda@post.example", language="nl")
    interests.show_interest(page=circle, email="gerda@post.example", language="nl")
    assert Interest.objects.count() == 1 and count("interest_confirm") == 1
    assert interests.tell_interested() == 0
    path = "/" + interest_url(interest).split("/", 3)[3]
    visitor.get(path)
    interest.refresh_from_db()
    assert interest.confirmed_at is None
    visitor.post(path)
    assert interests.tell_interested() == 1
    assert interests.tell_interested() == 0
    leave = "/" + interest_url(interest, "signups:interest-leave").split("/", 3)[3]
    visitor.post(leave)
    assert not Interest.objects.exists()
    assert not Message.objects.filter(to="gerda@post.example").exists()


def test_sensitive_answers_go_first_then_everything_but_counts(db, time_machine):
    offering = make_offering()
    food = Question.objects.create(offering=offering, label={"nl": "Dieet"}, is_sensitive=True)
    why = Question.objects.create(offering=offering, label={"nl": "Waarom"})
    signup = join(offering, "Gerda")
    from signups.answers import keep

    keep(signup, {food.pk: "noten", why.pk: "leuk"})
    occasion = Occasion.objects.get(subject_key=offering.subject_key)
    Attendance.objects.create(signup=signup, occasion=occasion, came="present")
    go_to(time_machine, offering.ends_at + timedelta(days=32))
    assert retention.forget_old(dry_run=True).sensitive_answers == 1
    assert Answer.objects.filter(text="noten").exists()
    retention.forget_old()
    assert [each.text for each in signup.answers.order_by("question_id")] == ["", "leuk"]
    go_to(time_machine, offering.ends_at + timedelta(days=370))
    assert retention.forget_old(dry_run=True).signups == 1
    retention.forget_old()
    signup.refresh_from_db()
    assert (signup.name, signup.email, signup.state) == ("", "", State.GIVEN)
    assert not Answer.objects.exclude(text="").exists()
    assert Attendance.objects.count() == 1
    assert not Message.objects.filter(to="gerda@post.example").exists()
    assert retention.forget_old().total == 0


def test_erasing_somebody_frees_the_seat_and_leaves_nothing(offering, visitor, django_capture_on_commit_callbacks):
    offering.capacity = 1
    offering.save()
    join(offering, "Gerda")
    join(offering, "Wim")
    from django.urls import reverse

    from signups.links import address_url

    path = "/" + address_url("gerda@post.example", "nl").split("/", 3)[3]
    assert visitor.get(path).status_code == 200
    assert visitor.get(path + "?download=1").json()["sign_ups"][0]["name"] == "Gerda"
    visitor.post(path, {"do": "erase"})
    assert not Signup.objects.filter(email="gerda@post.example").exists()
    assert Signup.objects.get(name="Wim").state == State.OFFERED
    assert "Gerda" not in str(list(LogEntry.objects.values_list("note", "detail")))
    assert not Message.objects.filter(to="gerda@post.example").exists()
    assert visitor.get(reverse("signups:everything", args=["vals"])).status_code == 410


def test_dossier_is_only_mailed_and_the_screen_tells_nothing(offering, visitor):
    from django.urls import reverse

    from .test_form import old_stamp

    join(offering, "Gerda")
    url = reverse("signups:address")
    answers = [
        visitor.post(url, {"email": address, "stamp": old_stamp(), "website": ""})
        for address in ("gerda@post.example", "onbekend@post.example")
    ]
    assert answers[0].url == answers[1].url
    assert Message.objects.get(kind="address_everything").to == "gerda@post.example"


def test_poll_becomes_sessions_and_signs_up_who_can_come(site, coordinator, visitor):
    run = pages.make_run(pages.make_circle(site.circles), "nieuw", days=())
    offering = Offering.objects.create(subject_key=run.translation_key, capacity=1)
    start = timezone.now().replace(microsecond=0) + timedelta(days=10)
    spans = [(start + timedelta(days=day), start + timedelta(days=day, hours=2)) for day in (0, 7)]
    poll = polls.propose(offering=offering, spans=spans)
    one, two = poll.options.all()
    for name, said in (("Een", "yes"), ("Twee", "yes"), ("Nee", "no")):
        polls.answer(
            poll=poll,
            name=name,
            email=f"{name.lower()}@post.example",
            answers={one.pk: said, two.pk: "yes"},
            language="nl",
            shows_name=1,
        )
    assert [(each.yes, each.names) for each in polls.counts(poll)] == [(2, []), (3, [])]
    assert polls.choose(poll=poll, options=[one.pk, two.pk], actor=coordinator, page=run) == 2
    run.refresh_from_db()
    assert [session.starts_at for session in run.sessions.all()] == [start for start, _end in spans]
    assert list(Signup.objects.order_by("order").values_list("name", "state")) == [("Een", "held"), ("Twee", "waiting")]
    assert count("signup_confirm") == 2
    assert PollReply.objects.count() == 3
    told = Message.objects.filter(kind__in=["signup_confirm", "poll_decided"]).values_list("to", flat=True)
    assert sorted(told) == ["een@post.example", "nee@post.example", "twee@post.example"], "everybody once"
    with pytest.raises(polls.AlreadyOver):
        polls.choose(poll=poll, options=[one.pk], actor=coordinator, page=run)
    assert Message.objects.get(kind="poll_decided").context["dates"]


def test_poll_without_a_date_tells_everybody_who_answered_once(site, as_coordinator, visitor):
    from django.urls import reverse

    run = pages.make_run(pages.make_circle(site.circles), "nieuw", days=())
    offering = Offering.objects.create(subject_key=run.translation_key, capacity=5)
    start = timezone.now() + timedelta(days=10)
    poll = polls.propose(offering=offering, spans=[(start, start + timedelta(hours=2))])
    option = poll.options.get()
    for name in ("een", "twee"):
        answers = {option.pk: "no"}
        polls.answer(poll=poll, name=name, email=f"{name}@post.example", answers=answers, language="nl", shows_name=1)
    manage = reverse("signups:desk-poll", args=[offering.key])
    for _twice in range(2):
        as_coordinator.post(manage, {"do": "close"})
    told = Message.objects.filter(kind="poll_decided").values_list("to", flat=True)
    assert sorted(told) == ["een@post.example", "twee@post.example"]
    assert outbox.deliver_due() == 4
    page = visitor.get(reverse("signups:poll", args=[poll.key])).content.decode()
    assert f'name="option-{option.pk}"' not in page


def test_poll_takes_no_answers_after_its_last_day(site, as_coordinator, visitor, time_machine):
    from django.urls import reverse

    run = pages.make_run(pages.make_circle(site.circles), "nieuw", days=())
    offering = Offering.objects.create(subject_key=run.translation_key, capacity=5)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    data = {"do": "propose", "day-0": day, "from-0": "19:30", "until-0": "21:30", "closes_on": until}
    as_coordinator.post(reverse("signups:desk-poll", args=[offering.key]), data)
    url = reverse("signups:poll", args=[offering.poll.key])
    name = f'name="option-{offering.poll.options.get().pk}"'
    assert name in visitor.get(url).content.decode()
    go_to(time_machine, timezone.now() + timedelta(days=4, hours=1))
    assert name not in visitor.get(url).content.decode()


def test_poll_pages_work_and_show_no_addresses(site, visitor, as_coordinator):
    from django.urls import reverse

    from signups.links import reply_url

    from .test_form import old_stamp

    run = pages.make_run(pages.make_circle(site.circles), "nieuw", days=())
    offering = Offering.objects.create(subject_key=run.translation_key, capacity=5)
    manage = reverse("signups:desk-poll", args=[offering.key])
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    as_coordinator.post(manage, {"do": "propose", "day-0": day, "from-0": "19:30", "until-0": "21:30"})
    option = offering.poll.options.get()
    url = reverse("signups:poll", args=[offering.poll.key])
    filled = {"name": "Gerda", "email": "gerda@post.example", "shows_name": "2", f"option-{option.pk}": "yes"}
    assert visitor.post(url, filled | {"stamp": old_stamp()}).status_code == 302
    body = visitor.get(url).content.decode()
    assert "Gerda" in body and "gerda@post.example" not in body
    reply = PollReply.objects.get()
    path = "/" + reply_url(reply).split("/", 3)[3]
    visitor.post(path, {"name": "Gerda", "shows_name": "1", f"option-{option.pk}": "no"})
    assert "Gerda" not in visitor.get(url).content.decode()
    assert as_coordinator.get(manage).status_code == 200
    as_coordinator.post(manage, {"do": "choose", "option": [option.pk]})
    run.refresh_from_db()
    assert run.sessions.count() == 1


def test_failing_mail_is_tried_again_with_growing_pauses_then_given_up(offering, settings, time_machine):
    join(offering, "Gerda", confirmed=False)
    settings.EMAIL_BACKEND = "django.core.mail.backends.nothing.There"
    message = Message.objects.get()
    for _try in range(len(outbox.BACK_OFF) + 1):
        assert outbox.deliver_due() == 0
        message.refresh_from_db()
        go_to(time_machine, message.next_try_at + timedelta(seconds=1))
    message.refresh_from_db()
    assert message.state == Message.State.FAILED and message.last_error
