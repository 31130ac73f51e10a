"""What is due, with the worker killed at each step: ``python -m tests.signups.killer STORY FOLDER EVERY``.

Prints what the database says and which mails arrived: once undisturbed, and for every so many steps when the worker was killed
there and two others came after it at the same moment.
"""

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from circles.models import RunPage, Session  # noqa: E402
from notifications import schedule  # noqa: E402
from notifications import services as outbox  # noqa: E402
from notifications.models import Message  # noqa: E402
from notifications.querysets import LEASE  # noqa: E402
from signups import answers, changes, polls, retention, services  # noqa: E402
from signups.exceptions import AlreadyOver  # noqa: E402
from signups.models import Answer, LogEntry, Occasion, Offering, Poll, Question, Signup  # noqa: E402
from signups.subjects import follow  # noqa: E402

from .. import pages  # noqa: E402
from ..network import build_network  # noqa: E402
from .conftest import join, make_offering  # noqa: E402
from .killing import Child, Database, steps  # noqa: E402

NOW = datetime.now(UTC).replace(microsecond=0)
SOON = timedelta(minutes=1)


def some_mails_wait() -> None:
    offering = make_offering(capacity=None)
    for name in ("Een", "Twee"):
        join(offering, name, confirmed=False)
    Message.objects.update(state=Message.State.QUEUED, sent_at=None, attempts=0, subject="")


def everybody_has_a_seat() -> None:
    offering = make_offering(
        capacity=None, starts_at=NOW + timedelta(days=14), ends_at=NOW + timedelta(days=14, hours=2)
    )
    for name in ("Een", "Twee"):
        join(offering, name)


def a_seat_is_offered() -> None:
    offering = make_offering(capacity=1, starts_at=NOW + timedelta(days=14), ends_at=NOW + timedelta(days=14, hours=2))
    first, _second, _third = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    services.cancel_signup(signup=first)


def somebody_has_the_only_seat() -> None:
    offering = make_offering(capacity=1)
    for name in ("Een", "Twee"):
        join(offering, name)


def answers_are_old() -> None:
    offering = make_offering(starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=2))
    food = Question.objects.create(offering=offering, label={"nl": "Dieet"}, is_sensitive=True)
    why = Question.objects.create(offering=offering, label={"nl": "Waarom"})
    for name in ("Een", "Twee"):
        answers.keep(join(offering, name), {food.pk: "noten", why.pk: "leuk"})


def a_poll_was_answered() -> None:
    run = pages.make_run(pages.make_circle(build_network().circles), "nieuw", days=())
    offering = Offering.objects.create(subject_key=run.translation_key, capacity=1)
    spans = [(NOW + timedelta(days=day), NOW + timedelta(days=day, hours=2)) for day in (10, 17)]
    poll = polls.propose(offering=offering, spans=spans)
    said = {option.pk: polls.YES for option in poll.options.all()}
    for name in ("Een", "Twee"):
        mail = f"{name.lower()}@post.example"
        polls.answer(poll=poll, name=name, email=mail, answers=said, language="nl", shows_name=1)


def a_run_was_edited() -> None:
    run = pages.make_run(pages.make_circle(build_network().circles), "reeks", days=(10, 17))
    offering = Offering.objects.create(subject_key=run.translation_key, is_active=True)
    follow(run)
    for name in ("Een", "Twee"):
        join(offering, name)
    for hours in (1, 2):
        sessions = list(run.sessions.all())
        sessions[0].starts_at += timedelta(hours=hours)
        sessions[0].ends_at += timedelta(hours=hours)
        run.sessions = sessions
        run.save_revision().publish()


def cancel_first() -> None:
    services.cancel_signup(signup=Signup.objects.get(name="Een"))


def choose_dates() -> None:
    poll = Poll.objects.get()
    try:
        options = poll.options.values_list("pk", flat=True)
        polls.choose(poll=poll, options=options, actor=None, page=RunPage.objects.get())
    except AlreadyOver:
        pass  # it was done


#: story -> (what is there, what is done, how much later)
STORIES = {
    "delivery": (some_mails_wait, outbox.deliver_due, SOON),
    "reminders": (everybody_has_a_seat, changes.remind_due, timedelta(days=13, minutes=1)),
    "promotion": (a_seat_is_offered, changes.settle_due, timedelta(hours=49)),
    "cancelling": (somebody_has_the_only_seat, cancel_first, SOON),
    "retention": (answers_are_old, retention.forget_old, timedelta(days=400)),
    "poll": (a_poll_was_answered, choose_dates, SOON),
    "edits": (a_run_was_edited, changes.tell_changes, timedelta(minutes=11)),
}


def main(story: str, folder: str, every: str) -> dict:
    prepare, act, later = STORIES[story]
    database, at = Database(Path(folder)), NOW + later
    database.copy("start")
    Child(database, "start", NOW, lambda: prepare()).end()
    database.mails("start")

    def worker() -> list[str]:
        act()
        return list(steps.kinds)

    def after_it() -> None:
        act()
        schedule.run_due()

    def end(name: str) -> dict:
        both = [Child(database, name, at + LEASE + SOON, after_it) for _each in range(2)]
        for child in both:
            child.end()
        found = Child(database, name, at + LEASE + SOON, report).end()
        return {"found": found, "mails": database.mails(name)}

    database.copy("whole", of="start")
    kinds = Child(database, "whole", at, worker).end()
    whole, broken = end("whole"), []
    for number in range(0, len(kinds), int(every)):
        database.copy("broken", of="start")
        assert Child(database, "broken", at, worker, fatal=number).end() is None, "it was to be killed"
        broken.append({"step": number, "kinds": kinds[max(0, number - 1) : number + 1], **end("broken")})
    return {"whole": whole, "broken": broken, "kinds": kinds}


def report() -> dict:
    """Everything that matters, without what differs between two runs: times and keys."""
    return {
        "people": sorted([each.pk, each.name, each.state, bool(each.deadline)] for each in Signup.objects.all()),
        "mails": _counted(Message.objects.values_list("kind", "to", "state")),
        "history": _counted(LogEntry.objects.values_list("action", "signup_id")),
        "answers": sorted(Answer.objects.values_list("text", flat=True)),
        "sessions": [each.starts_at.isoformat() for each in Session.objects.order_by("starts_at")],
        "moments": [
            [each.sequence, each.told == each.state_to_tell, each.untold_since is None]
            for each in Occasion.objects.order_by("starts_at")
        ],
        "polls": [each.closed_at is not None for each in Poll.objects.all()],
    }


def _counted(rows: object) -> list[list]:
    return sorted([*map(str, row), count] for row, count in Counter(rows).items())


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
