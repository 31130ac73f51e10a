"""What the processes of the race tests do: ``python -m tests.signups.racer WHAT …`` on the database of ``DATABASE_URL``."""

import json
import os
import random
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connections  # noqa: E402

from notifications.models import Message  # noqa: E402
from signups import organising  # noqa: E402
from signups.enums import State  # noqa: E402
from signups.exceptions import SignupError  # noqa: E402
from signups.models import LogEntry, Offering, Signup  # noqa: E402
from signups.services import accept_offer, cancel_signup, confirm, decline_offer, sign_up  # noqa: E402

from .conftest import make_offering, person  # noqa: E402


def setup(capacity: str) -> int:
    return make_offering(capacity=int(capacity), max_party=3).pk


def join(pk: str, first: str, count: str, at: str) -> None:
    """``count`` people sign up at the moment ``at``, each in a thread of its own."""
    offering = Offering.objects.get(pk=int(pk))
    _together([lambda n=n: _join(offering, n) for n in range(int(first), int(first) + int(count))], float(at))


def mix(pk: str, seed: str, count: str, at: str) -> None:
    """Four people at a time do something at random with the sign-ups there are, ``count`` times each."""
    _together([lambda s=s: _mix(int(pk), random.Random(int(seed) * 10 + s), int(count)) for s in range(4)], float(at))


def report(pk: str) -> dict:
    signups = list(Signup.objects.filter(offering_id=int(pk)).order_by("order", "pk"))
    offering = Offering.objects.get(pk=int(pk))
    return {
        "capacity": offering.capacity,
        "states": [each.state for each in signups],
        "orders": [each.order for each in signups],
        "arrived": [each.created_at.isoformat() for each in signups],
        "taken": offering.signups.seated().seats(),
        "addresses": [each.email for each in signups if each.is_active],
        "mails": Message.objects.filter(group=offering.group).count(),
        "mail_keys": len(set(Message.objects.filter(group=offering.group).values_list("key", flat=True))),
        "log": LogEntry.objects.filter(offering=offering).count(),
        "highest": max([detail["to"] or 0 for detail in _capacities(offering)] + [offering.capacity or 0]),
    }


def _capacities(offering: Offering) -> list[dict]:
    return list(LogEntry.objects.filter(offering=offering, action="capacity").values_list("detail", flat=True))


def _join(offering: Offering, number: int) -> None:
    sign_up(offering=offering, person=person(f"Mens{number}"), is_verified=number % 2 == 0)


def _mix(pk: int, dice: random.Random, count: int) -> None:
    for _turn in range(count):
        offering = Offering.objects.get(pk=pk)
        try:
            _once(offering, dice)
        except SignupError:
            continue  # somebody else was first: exactly what the lock is for


def _once(offering: Offering, dice: random.Random) -> None:
    act = dice.choice(["join", "join", "cancel", "accept", "decline", "confirm", "capacity"])
    if act == "join":
        sign_up(
            offering=offering,
            person=person(f"Extra{dice.randrange(60)}", dice.randrange(3)),
            is_verified=dice.random() < 0.7,
        )
    elif act == "capacity":
        organising.change_capacity(offering=offering, capacity=dice.randrange(10, 25))
    else:
        _act_on(act, offering, dice)


def _act_on(act: str, offering: Offering, dice: random.Random) -> None:
    wanted = {"accept": [State.OFFERED], "decline": [State.OFFERED], "confirm": [State.HELD, State.WAITING]}
    found = list(offering.signups.filter(state__in=wanted.get(act, [State.GIVEN, State.WAITING, State.OFFERED])))
    if found:
        service = {"accept": accept_offer, "decline": decline_offer, "confirm": confirm, "cancel": cancel_signup}[act]
        service(signup=dice.choice(found))


def _together(jobs: list, at: float) -> None:
    errors: list[BaseException] = []

    def run(job) -> None:
        time.sleep(max(0.0, at - time.time()))
        try:
            job()
        except BaseException as error:  # noqa: BLE001 -- reported by the process as a whole
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


if __name__ == "__main__":
    print(json.dumps({"setup": setup, "join": join, "mix": mix, "report": report}[sys.argv[1]](*sys.argv[2:])))
