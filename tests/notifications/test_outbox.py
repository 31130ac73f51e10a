"""Mail goes out for what happened, once per cause, and nothing is lost when a worker dies."""

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from notifications import delivery, services
from notifications.models import MailSettings, Message
from notifications.querysets import LEASE
from notifications.schedule import register, run_due

pytestmark = pytest.mark.django_db


def queue(key: str = "een", **fields) -> Message:
    given = {
        "kind": "signup_requested",
        "to": "gerda@post.example",
        "language": "nl",
        "context": {
            "title": "Leerkring",
            "name": "Gerda",
            "mail_subject": "Neem mee",
            "url": f"https://kring.example/x/{'a' * 40}/",
        },
    }
    services.queue(key=key, **(given | fields))
    return Message.objects.get(key=key)


def test_mail_of_a_change_that_is_rolled_back_never_goes_out(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                queue()
                raise RuntimeError
        except RuntimeError:
            pass
    assert not Message.objects.exists() and not mail.outbox


def test_mail_goes_out_after_the_change_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert not mail.outbox
    (letter,) = mail.outbox
    assert letter.to == ["gerda@post.example"]
    assert Message.objects.get().state == Message.State.SENT


def test_same_cause_is_one_mail():
    queue()
    services.queue(key="een", kind="signup_seat", to="a@b.example", language="nl", context={})
    assert Message.objects.get().kind == "signup_requested"


def test_two_workers_never_send_the_same_mail():
    message = queue()
    stale = Message.objects.get(pk=message.pk)
    assert services.deliver(message) and not services.deliver(stale)
    assert len(mail.outbox) == 1


def test_worker_killed_before_sending_loses_nothing(time_machine, monkeypatch):
    message = queue()

    def killed(_message):
        raise KeyboardInterrupt

    monkeypatch.setattr(services, "hand_over", killed)
    with pytest.raises(KeyboardInterrupt):
        services.deliver(message)
    monkeypatch.setattr(services, "hand_over", delivery.hand_over)
    assert services.deliver_due() == 0, "another worker may still be busy with it"
    time_machine.move_to(timezone.now() + LEASE * 1.1)
    assert services.deliver_due() == 1
    assert services.deliver_due() == 0
    assert len(mail.outbox) == 1


def test_mail_sent_again_after_a_crash_has_the_same_message_id():
    first = queue()
    services.deliver(first)
    Message.objects.update(state=Message.State.QUEUED)
    services.deliver(Message.objects.get())
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1


def test_bulk_mail_can_be_stopped_with_one_click_and_others_carry_no_such_header():
    services.deliver(queue("gewoon"))
    services.deliver(queue("bulk", unsubscribe_url="https://kring.example/stop/"))
    plain, bulk = mail.outbox
    assert "List-Unsubscribe" not in plain.extra_headers
    assert bulk.extra_headers["List-Unsubscribe"] == "<https://kring.example/stop/>"
    assert bulk.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {letter.extra_headers["Auto-Submitted"] for letter in mail.outbox} == {"auto-generated"}


def test_mail_has_text_and_html_in_the_language_of_whom_it_is_to():
    message = queue("en", language="en")
    letter = delivery.written(message)
    assert "Thank you, Gerda" in letter.text and 'lang="en"' in letter.html
    assert 'style="' in letter.html and "prefers-color-scheme" in letter.html


def test_names_can_not_break_out_of_the_mail():
    context = {"title": "A\nBcc: x@y.example", "name": "<script>", "url": "https://kring.example/"}
    letter = delivery.written(queue(context=context, language="en"))
    assert "\n" not in letter.subject
    assert "<script>" not in letter.html and "<script>" in letter.text


def test_answers_go_to_the_role_that_is_set(site):
    MailSettings.objects.create(site=site.record, reply_to="hallo@kring.example")
    services.deliver(queue("een"))
    services.deliver(queue("twee", reply_to="kring@wp.example"))
    assert [letter.reply_to for letter in mail.outbox] == [["hallo@kring.example"], ["kring@wp.example"]]


def test_every_kind_of_mail_can_be_written():
    from django.conf import settings

    folder = settings.BASE_DIR / "templates" / "emails"
    kinds = [path.parent.name for path in folder.glob("*/body.txt") if (path.parent / "body.html").exists()]
    assert len(kinds) >= 20
    for number, kind in enumerate(kinds):
        if kind.startswith(("signup_", "organiser_", "interest_", "poll_", "address_")):
            letter = delivery.written(queue(str(number), kind=kind))
            assert letter.subject and letter.text and "<h1" in letter.html


@pytest.mark.parametrize(
    ("role", "status"),
    [("visitor", 302), ("member", 302), ("editor", 302), ("coordinator", 200), ("administrator", 200)],
)
def test_outbox_is_for_coordinators(role, status, site, user_of, client_of):
    message = queue()
    browser = client_of(user_of(role))
    assert browser.get(reverse("notifications_outbox")).status_code == status
    assert browser.get(reverse("notifications_message", args=[message.pk])).status_code == status


def test_coordinator_reads_and_resends_a_mail_without_the_personal_link(site, as_coordinator):
    message = queue()
    services.deliver(message)
    body = as_coordinator.get(reverse("notifications_message", args=[message.pk])).content.decode()
    assert "a" * 40 not in body and "kring.example/x/" in body
    as_coordinator.post(reverse("notifications_resend", args=[message.pk]))
    services.deliver_due()
    assert len(mail.outbox) == 2


def test_mails_are_read_in_the_demo_only(site, visitor, settings):
    message = queue()
    url = reverse("notifications:demo-message", args=[message.pk])
    assert visitor.get(url).status_code == 200
    html = visitor.get(reverse("notifications:demo-html", args=[message.pk]))
    assert "unsafe-inline" in html["Content-Security-Policy"]
    settings.DEMO_ALLOWED = False
    assert visitor.get(url).status_code == 404


def test_erased_mail_keeps_only_that_it_was_sent():
    message = queue(person="signup:1")
    services.deliver(message)
    services.erase(person="signup:1")
    message.refresh_from_db()
    assert (message.to, message.context, message.subject) == ("", {}, "") and message.sent_at


def test_job_that_fails_does_not_stop_the_others():
    done = []
    register("test: broken", lambda: 1 // 0)
    register("test: fine", lambda: done.append(1) or 1)
    try:
        report = run_due()
    finally:
        from notifications import schedule

        for name in ("test: broken", "test: fine"):
            schedule._jobs.pop(name)
    assert report["test: fine"] == 1 and "ZeroDivisionError" in report["test: broken"]
    assert done
