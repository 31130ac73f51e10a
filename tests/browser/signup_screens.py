"""Prints the address of every screen about signing up, in every state: ``python -m tests.browser.signup_screens``.

Works on the demo in ``KRING_VAR_DIR``; what it does not hold is added. Each screen is named, with who looks at it: "" for a
visitor, or a role of the demo.
"""

import json
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from circles.models import CirclePage, RunPage  # noqa: E402
from demo import accounts  # noqa: E402
from signups import links  # noqa: E402
from signups.enums import State  # noqa: E402
from signups.models import Interest, Offering, Poll, PollReply, Signup  # noqa: E402
from signups.services import Person, replace_link, sign_up  # noqa: E402

VISITOR, ORGANISER, MEMBER = "", "coordinator", "member"


def main() -> dict[str, list[str]]:
    """Name of the screen -> who looks, and where."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    translation.activate("nl")
    found = {name: [VISITOR, path] for name, path in {**personal_pages(), **forms(), **of_an_address()}.items()}
    found |= {name: [ORGANISER, path] for name, path in desk().items()}
    member = Signup.objects.filter(email=accounts.address("tineke")).first() or _of_the_member()
    return found | {
        "my sign-ups": [MEMBER, reverse("signups:overview")],
        "what a facilitator organises": [MEMBER, reverse("signups:desks")],
        "own page of a member": [MEMBER, _path(links.personal_url(member))],
    }


def personal_pages() -> dict[str, str]:
    """Somebody's own page in each state."""
    coming = Signup.objects.filter(offering__starts_at__gt=timezone.now(), offering__cancelled_at=None)
    example = coming.filter(state=State.GIVEN, offering__questions__isnull=False).first()
    for state in State:
        if not coming.filter(state=state).exists():
            Signup.objects.create(
                offering=example.offering,
                name="Vera",
                email=f"{state}@verhaal.example",
                state=state,
                confirmed_at=None if state == State.EXPIRED else timezone.now(),
                order=example.offering.signups.count() + 100,
            )
    chosen = {f"own page, {state}": coming.filter(state=state).first() for state in State}
    chosen["own page, called off"] = Signup.objects.filter(offering__cancelled_at__isnull=False).first()
    chosen["own page, over"] = Signup.objects.filter(offering__ends_at__lt=timezone.now()).first()
    pages = {name: _path(links.personal_url(signup)) for name, signup in chosen.items()}
    pages |= {
        "change": reverse("signups:mine-change", args=[example.key, links.seal_of(example)]),
        "no more mails": reverse("signups:unsubscribe", args=[example.key, links.seal_of(example)]),
    }
    old = coming.filter(state=State.GIVEN).exclude(pk=example.pk).last()
    pages["replaced link"] = _path(links.personal_url(old))
    replace_link(signup=old)
    return pages


def forms() -> dict[str, str]:
    """The form of each kind of offering."""
    coming = Offering.objects.filter(starts_at__gt=timezone.now() + timedelta(hours=1))
    open_, party = coming.exclude(questions=None).first(), coming.filter(max_party__gt=1).first()
    kinds = {
        "form with questions": open_,
        "form with guests": party,
        "form of the waiting list": next(each for each in coming if each.signups.queue().exists()),
        "form, early": next(each for each in coming if each.closed_because == "early"),
        "form, late": next(each for each in coming if each.closed_because == "late"),
        "form, called off": coming.exclude(cancelled_at=None).first(),
    }
    found = {name: reverse("signups:form", args=[each.key]) for name, each in kinds.items()}
    return found | {"sent": reverse("signups:sent", args=[open_.key])}


def of_an_address() -> dict[str, str]:
    """Polls, interest lists, and everything held about an address."""
    reply, interest = PollReply.objects.first(), Interest.objects.first()
    circle = CirclePage.objects.filter(translation_key=interest.subject_key).first()
    return {
        "poll": reverse("signups:poll", args=[reply.poll.key]),
        "answer to a poll": _path(links.reply_url(reply)),
        "interest": reverse("signups:interest-join", args=[circle.translation_key]),
        "interest, sent": reverse("signups:interest-join", args=[circle.translation_key]) + "?sent=1",
        "interest, of somebody": _path(links.interest_url(interest)),
        "interest, leave": _path(links.interest_url(interest, "signups:interest-leave")),
        "my data": reverse("signups:address"),
        "my data, sent": reverse("signups:address") + "?sent=1",
        "everything held": _path(links.address_url(interest.email, "nl")),
        "everything held, nothing": _path(links.address_url("niemand@verhaal.example", "nl")),
        "everything held, too old": reverse("signups:everything", args=["oud"]),
        "mails of the demo": reverse("notifications:demo"),
    }


def desk() -> dict[str, str]:
    """The organiser's screens: of a run that is over, one with a waiting list, and one to decide about."""
    now = timezone.now()
    coming = Offering.objects.filter(starts_at__gt=now)
    waiting = next(each for each in coming if each.signups.queue().count() > 1)
    chosen = {
        "desk, attendance": Offering.objects.filter(starts_at__lt=now, ends_at__gt=now).first()
        or Offering.objects.filter(ends_at__lt=now).first(),
        "desk, waiting list": waiting,
        "desk, requests": next(each for each in coming if each.signups.filter(state=State.REQUESTED).exists()),
        "desk, to decide": coming.filter(minimum__isnull=False, decision="").first(),
        "desk, called off": coming.exclude(cancelled_at=None).first(),
    }
    found = {name: reverse("signups:desk", args=[each.key]) for name, each in chosen.items()}
    names = ("desk-add", "desk-mail", "desk-history", "desk-print", "desk-poll", "desk-questions")
    found |= {name: reverse(f"signups:{name}", args=[waiting.key]) for name in names}
    person = waiting.signups.filter(state=State.WAITING).first()
    return found | {
        "desk, overview": reverse("signups:desks"),
        "desk, somebody": reverse("signups:desk-person", args=[waiting.key, person.pk]),
        "desk, open poll": reverse("signups:desk-poll", args=[Poll.objects.first().offering.key]),
        "run page": RunPage.objects.filter(translation_key=waiting.subject_key, locale__language_code="nl").get().url,
    }


def _of_the_member() -> Signup:
    offering = Offering.objects.filter(who="everyone", needs_approval=False, starts_at__gt=timezone.now())
    chosen = next(each for each in offering.order_by("-starts_at") if each.is_open)
    return sign_up(offering=chosen, person=Person(name="Tineke", email=accounts.address("tineke")), is_verified=True)


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


if __name__ == "__main__":
    print(json.dumps(main()))
