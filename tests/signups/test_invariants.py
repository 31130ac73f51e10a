"""Whatever people and organisers do, in whatever order: seats stay right, the order is kept, everything is written down."""

import contextlib
import os
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from notifications.models import Message
from signups import organising
from signups.enums import ACTIVE, Action, Reason, State
from signups.exceptions import SignupError
from signups.models import LogEntry
from signups.seats import MAX_SKIPS, free_seats, locked
from signups.services import (
    accept_offer,
    cancel_signup,
    change_party,
    confirm,
    decline_offer,
    promote_next,
    sign_up,
)

from .conftest import make_offering, person

#: What a sign-up must have been written down as, for each state it can be in.
WRITTEN = {
    State.HELD: {Action.SIGNED_UP, Action.CONFIRMED},
    State.WAITING: {Action.QUEUED},
    State.OFFERED: {Action.OFFERED},
    State.GIVEN: {Action.CONFIRMED, Action.ACCEPTED, Action.SEATED, Action.ADDED},
    State.CANCELLED: {Action.CANCELLED},
    State.DECLINED: {Action.DECLINED},
    State.LAPSED: {Action.LAPSED},
    State.EXPIRED: {Action.EXPIRED},
    State.REMOVED: {Action.REMOVED},
}


class Engine(RuleBasedStateMachine):
    """Everything that can happen to one offering."""

    actor = None
    clock = None

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.offering = make_offering(capacity=4, max_party=4, starts_at=timezone.now() + timedelta(days=60))
        self.highest = 4
        self.number = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def some(self, *found: State):
        return list(self.offering.signups.filter(state__in=found or ACTIVE).order_by("pk"))

    @rule(guests=st.integers(0, 3), verified=st.booleans())
    def somebody_signs_up(self, guests, verified):
        self.number += 1
        self.attempt(sign_up, offering=self.offering, person=person(f"P{self.number}", guests), is_verified=verified)

    @rule(pick=st.integers(0, 99))
    @precondition(lambda self: self.some())
    def same_person_again(self, pick):
        known = self.some()[pick % len(self.some())]
        before = len(self.some())
        self.attempt(sign_up, offering=self.offering, person=person(known.name, 0))
        assert len(self.some()) <= before

    @rule(pick=st.integers(0, 99), what=st.sampled_from([confirm, accept_offer, decline_offer, cancel_signup]))
    @precondition(lambda self: self.offering.signups.exists())
    def somebody_does_something(self, pick, what):
        everybody = list(self.offering.signups.order_by("pk"))
        self.attempt(what, signup=everybody[pick % len(everybody)])

    @rule(pick=st.integers(0, 99), guests=st.integers(0, 3))
    @precondition(lambda self: self.some())
    def party_changes(self, pick, guests):
        found = self.some()[pick % len(self.some())]
        self.attempt(change_party, signup=found, guests=[f"G{n}" for n in range(guests)])

    @rule(capacity=st.one_of(st.none(), st.integers(1, 8)))
    def capacity_changes(self, capacity):
        self.highest = 10_000 if capacity is None else max(self.highest, capacity)
        over = organising.change_capacity(offering=self.offering, capacity=capacity)
        self.offering.refresh_from_db()
        if capacity is not None and over == 0:
            self.highest = capacity
        elif capacity is not None:
            self.highest = capacity + over

    @rule(guests=st.integers(0, 2))
    def organiser_adds(self, guests):
        self.number += 1
        self.attempt(
            organising.add_by_hand, offering=self.offering, person=person(f"P{self.number}", guests), actor=self.actor
        )

    @rule(pick=st.integers(0, 99), what=st.sampled_from(["front", "remove"]))
    @precondition(lambda self: self.some())
    def organiser_acts(self, pick, what):
        found = self.some()[pick % len(self.some())]
        if what == "front":
            self.attempt(organising.move_to_front, signup=found, actor=self.actor, reason=Reason.ACCESS)
        else:
            self.attempt(cancel_signup, signup=found, actor=self.actor)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.clock.move_to(timezone.now() + timedelta(hours=hours))
        promote_next(offering=self.offering)

    def attempt(self, service, **arguments):
        with contextlib.suppress(SignupError):
            service(**arguments)
        self.offering.refresh_from_db()

    @invariant()
    def never_more_seats_given_than_there_were(self):
        assert self.offering.signups.seated().seats() <= max(self.highest, self.offering.capacity or 0)

    @invariant()
    def one_active_signup_per_address(self):
        addresses = [each.email for each in self.some()]
        assert len(addresses) == len(set(addresses))

    @invariant()
    def nobody_who_fits_is_left_waiting(self):
        with locked(self.offering.pk) as offering:
            free = free_seats(offering)
            waiting = offering.signups.filter(state=State.WAITING, confirmed_at__isnull=False).order_by("order", "pk")
            saved = False
            for each in waiting:
                saved = saved or each.skipped >= MAX_SKIPS
                assert saved or (free is not None and each.party > free)
        self.offering.refresh_from_db()

    @invariant()
    def order_is_unique(self):
        orders = list(self.offering.signups.values_list("order", flat=True))
        assert len(orders) == len(set(orders))

    @invariant()
    def every_state_is_written_down(self):
        written: dict[int, set[str]] = {}
        for pk, action in LogEntry.objects.filter(offering=self.offering).values_list("signup_id", "action"):
            written.setdefault(pk, set()).add(action)
        for each in self.offering.signups.all():
            assert written.get(each.pk, set()) & WRITTEN[each.state], (each.state, written.get(each.pk))

    @invariant()
    def deadline_only_where_something_is_awaited(self):
        for each in self.offering.signups.all():
            awaited = each.state == State.OFFERED or (each.is_active and not each.is_confirmed)
            assert bool(each.deadline) == awaited

    @invariant()
    def one_mail_per_cause(self):
        keys = list(Message.objects.filter(group=self.offering.group).values_list("key", flat=True))
        assert len(keys) == len(set(keys))


def test_engine_keeps_its_promises(db, coordinator, time_machine):
    Engine.actor, Engine.clock = coordinator, time_machine
    machine = Engine.TestCase
    machine.settings = settings(
        max_examples=int(os.environ.get("KRING_EXAMPLES", "8")),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    machine().runTest()
