"""Seats are given once, kept while somebody confirms, and go to the next."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.models import Message
from signups import organising
from signups.enums import Action, Reason, State
from signups.exceptions import (
    AlreadyOver,
    NotAllowed,
    OfferingFull,
    OfferOver,
    PartsClash,
    PartyTooLarge,
    ReasonNeeded,
    SignupsClosed,
    TooMany,
)
from signups.journal import steps
from signups.models import LogEntry, Signup
from signups.seats import free_seats, place_in_queue
from signups.services import (
    accept_offer,
    cancel_signup,
    change_party,
    confirm,
    decline_offer,
    promote_next,
    replace_link,
    sign_up,
)

from .conftest import join, make_offering, person, states

pytestmark = pytest.mark.django_db


def kinds(signup) -> list[str]:
    return list(Message.objects.filter(person=signup.person).order_by("pk").values_list("kind", flat=True))


def later(time_machine, **span) -> None:
    time_machine.move_to(timezone.now() + timedelta(**span))


def test_seat_is_kept_until_confirmed_and_then_given(offering):
    signup = join(offering, "Gerda", confirmed=False)
    assert signup.state == State.HELD
    assert free_seats(offering) == 1
    assert timezone.now() < signup.deadline <= timezone.now() + timedelta(hours=24)
    signup = confirm(signup=signup)
    assert signup.state == State.GIVEN and signup.deadline is None
    assert kinds(signup) == ["signup_confirm", "signup_seat"]


def test_hold_that_nobody_confirms_goes_to_the_next(offering, time_machine):
    held = join(offering, "Niemand", confirmed=False)
    join(offering, "Een")
    waiting = join(offering, "Twee")
    assert waiting.state == State.WAITING
    later(time_machine, hours=25)
    promote_next(offering=offering)
    assert states(offering) == {"Niemand": "expired", "Een": "given", "Twee": "offered"}
    assert held.pk


def test_late_confirmation_gets_what_is_free(offering, time_machine):
    signup = join(offering, "Laat", confirmed=False)
    later(time_machine, hours=25)
    assert confirm(signup=signup).state == State.GIVEN


def test_late_confirmation_joins_the_list_when_all_is_taken(offering, time_machine):
    signup = join(offering, "Laat", confirmed=False)
    later(time_machine, hours=25)
    join(offering, "Een")
    join(offering, "Twee")
    assert confirm(signup=signup).state == State.WAITING


def test_same_address_again_gives_no_second_seat_but_the_same_mail(offering):
    signup = join(offering, "Gerda", confirmed=False)
    again = sign_up(offering=offering, person=person("Gerda", email="GERDA@post.example "))
    assert again.pk == signup.pk
    assert offering.signups.count() == 1
    assert kinds(signup) == ["signup_confirm", "signup_again"]
    sign_up(offering=offering, person=person("Gerda"))
    assert kinds(signup).count("signup_again") == 1


def test_database_itself_refuses_a_second_active_signup(offering):
    join(offering, "Gerda")
    with pytest.raises(IntegrityError), transaction.atomic():
        Signup.objects.create(offering=offering, name="Gerda", email="gerda@post.example", state=State.GIVEN)


def test_full_run_puts_newcomer_on_waiting_list(offering):
    for name in ("Een", "Twee", "Drie", "Vier"):
        signup = join(offering, name)
    assert states(offering) == {"Een": "given", "Twee": "given", "Drie": "waiting", "Vier": "waiting"}
    assert place_in_queue(signup) == 2


def test_without_waiting_list_full_means_full(db):
    offering = make_offering(capacity=1, has_waiting_list=False)
    join(offering, "Een")
    with pytest.raises(OfferingFull):
        join(offering, "Twee")
    assert states(offering) == {"Een": "given"}


def test_cancelled_seat_is_offered_to_the_first_and_accepted(offering):
    one, _two, three, four = (join(offering, name) for name in ("Een", "Twee", "Drie", "Vier"))
    cancel_signup(signup=one)
    assert states(offering) == {"Een": "cancelled", "Twee": "given", "Drie": "offered", "Vier": "waiting"}
    three.refresh_from_db()
    assert timedelta(hours=47) < three.deadline - timezone.now() <= timedelta(hours=48)
    assert accept_offer(signup=three).state == State.GIVEN
    assert accept_offer(signup=three).state == State.GIVEN
    four.refresh_from_db()
    assert place_in_queue(four) == 1
    assert kinds(three) == ["signup_confirm", "signup_waiting", "signup_offer", "signup_seat"]


def test_declined_and_unanswered_offers_go_to_the_next(offering, time_machine):
    one, _two, three, four, five = (join(offering, name) for name in ("Een", "Twee", "Drie", "Vier", "Vijf"))
    cancel_signup(signup=one)
    decline_offer(signup=three)
    assert states(offering)["Vier"] == "offered"
    later(time_machine, hours=49)
    promote_next(offering=offering)
    assert states(offering) == {
        "Een": "cancelled",
        "Twee": "given",
        "Drie": "declined",
        "Vier": "lapsed",
        "Vijf": "offered",
    }
    with pytest.raises(OfferOver):
        accept_offer(signup=four)
    assert "signup_lapsed" in kinds(four)
    assert five.pk


def test_offer_ends_at_half_of_the_time_left(db):
    offering = make_offering(capacity=1, starts_at=timezone.now() + timedelta(hours=10))
    one, two = join(offering, "Een"), join(offering, "Twee")
    cancel_signup(signup=one)
    two.refresh_from_db()
    assert timedelta(hours=4.9) < two.deadline - timezone.now() <= timedelta(hours=5)


def test_newcomer_does_not_overtake_people_who_wait(offering):
    one, *_rest = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    cancel_signup(signup=one)
    assert join(offering, "Nieuw").state == State.WAITING


def test_large_party_is_passed_over_visibly_then_seats_are_saved_for_it(db):
    offering = make_offering(capacity=3)
    seated = [join(offering, name) for name in ("A", "B", "C")]
    family = join_party(offering, "Gezin", 1)
    singles = [join(offering, name) for name in ("D", "E", "F")]
    cancel_signup(signup=seated[0])
    accept_offer(signup=singles[0])
    cancel_signup(signup=seated[1])
    accept_offer(signup=singles[1])
    family.refresh_from_db()
    assert family.skipped == 2
    cancel_signup(signup=seated[2])
    assert states(offering)["F"] == "waiting"
    assert free_seats(offering) == 1
    cancel_signup(signup=singles[0])
    assert states(offering)["Gezin"] == "offered"
    passed = LogEntry.objects.filter(signup=family, action=Action.PASSED)
    assert passed.count() == 2
    assert [step.action for step in steps(singles[2])].count("passed") == 2


def join_party(offering, name, guests):
    offering.max_party = max(offering.max_party, guests + 1)
    offering.save()
    return join(offering, name, guests)


def test_party_larger_than_allowed_or_than_all_seats_is_refused(offering):
    with pytest.raises(PartyTooLarge):
        join(offering, "Gezin", 1)
    with pytest.raises(PartyTooLarge):
        join_party(offering, "Gezin", 2)
    assert not offering.signups.exists()


def test_party_can_shrink_and_grow_only_into_free_seats(db):
    offering = make_offering(capacity=3, max_party=3)
    family, one = join(offering, "Gezin", 1), join(offering, "Een")
    with pytest.raises(PartyTooLarge):
        change_party(signup=family, guests=["A", "B"])
    two = join(offering, "Twee")
    assert two.state == State.WAITING
    change_party(signup=family, guests=[])
    assert states(offering)["Twee"] == "offered"
    assert one.pk


def test_lower_capacity_throws_nobody_out_and_higher_promotes_at_once(offering):
    for name in ("Een", "Twee", "Drie"):
        join(offering, name)
    assert organising.change_capacity(offering=offering, capacity=1) == 1
    assert states(offering) == {"Een": "given", "Twee": "given", "Drie": "waiting"}
    offering.refresh_from_db()
    assert organising.change_capacity(offering=offering, capacity=3) == 0
    assert states(offering)["Drie"] == "offered"


def test_moving_somebody_to_the_front_needs_a_reason_and_shows_it(offering, coordinator):
    one, _two, three, four = (join(offering, name) for name in ("Een", "Twee", "Drie", "Vier"))
    with pytest.raises(ReasonNeeded):
        organising.move_to_front(signup=four, actor=coordinator, reason="")
    with pytest.raises(ReasonNeeded):
        organising.move_to_front(signup=four, actor=coordinator, reason=Reason.OTHER)
    organising.move_to_front(signup=four, actor=coordinator, reason=Reason.ACCESS)
    cancel_signup(signup=one)
    assert states(offering)["Vier"] == "offered"
    newest, moved, start = steps(three)[0], steps(three)[1], steps(three)[-1]
    assert (start.place, moved.place, moved.reason) == (1, 2, "access")
    assert newest.action == "offered" and newest.other == 1


def test_whoever_is_moved_to_the_front_gets_a_number_of_their_own(offering, coordinator):
    _one, _two, three, four, five = (join(offering, name) for name in ("Een", "Twee", "Drie", "Vier", "Vijf"))
    organising.move_to_front(signup=five, actor=coordinator, reason=Reason.ACCESS)
    organising.move_to_front(signup=four, actor=coordinator, reason=Reason.ACCESS)
    numbers = offering.signups.values_list("order", flat=True)
    assert len(set(numbers)) == 5 and 0 not in numbers
    for signup in (three, four, five):
        signup.refresh_from_db()
    assert [place_in_queue(each) for each in (four, five, three)] == [1, 2, 3]


def test_waiting_person_sees_every_step_without_names(offering, time_machine):
    one, two, three, four, five = (join(offering, name) for name in ("Een", "Twee", "Drie", "Vier", "Vijf"))
    cancel_signup(signup=one)
    accept_offer(signup=three)
    cancel_signup(signup=four)
    seen = steps(five)
    assert [(step.action, step.place) for step in seen[::-1]] == [
        ("queued", 3),
        ("offered", 3),
        ("accepted", 2),
        ("cancelled", 1),
    ]
    assert two.pk
    assert not any(name in str(seen) for name in ("Een", "Twee", "Drie", "Vier"))


def test_sign_up_before_it_opens_after_it_closes_or_when_called_off_is_refused(db, coordinator):
    now = timezone.now()
    for fields in (
        {"opens_at": now + timedelta(days=1)},
        {"closes_at": now - timedelta(days=1)},
        {"starts_at": now - timedelta(hours=1)},
        {"is_active": False},
        {"cancelled_at": now},
    ):
        offering = make_offering(**fields)
        with pytest.raises(SignupsClosed):
            join(offering, "Een")
        assert not offering.signups.exists()


def test_members_only_needs_an_account(db, member):
    offering = make_offering(who="members")
    with pytest.raises(NotAllowed):
        join(offering, "Een")
    assert sign_up(offering=offering, person=person("Lid"), user=member, is_verified=True).state == State.GIVEN


def test_one_organisation_needs_membership_of_it(organisation_editor, member):
    offering = make_offering(who="organisation", organisation=organisation_editor.organisation.page_ptr)
    with pytest.raises(NotAllowed):
        sign_up(offering=offering, person=person("Lid"), user=member, is_verified=True)
    signup = sign_up(offering=offering, person=person("Eigen"), user=organisation_editor, is_verified=True)
    assert signup.state == State.GIVEN


def test_approval_comes_before_a_seat(db, coordinator):
    offering = make_offering(needs_approval=True, capacity=1)
    one, two = join(offering, "Een"), join(offering, "Twee")
    three = join(offering, "Drie", confirmed=False)
    assert {each.state for each in (one, two, three)} == {State.REQUESTED}
    assert free_seats(offering) == 1
    assert organising.approve(signup=one, actor=coordinator).state == State.GIVEN
    assert organising.approve(signup=two, actor=coordinator).state == State.WAITING
    with pytest.raises(OfferOver):
        organising.approve(signup=three, actor=coordinator)
    organising.refuse(signup=three, actor=coordinator, text="Vol")
    assert states(offering)["Drie"] == "refused"


def test_parts_at_the_same_time_clash(db):
    one = make_offering(part="a")
    two = make_offering(part="b", subject_key=one.subject_key, starts_at=one.starts_at + timedelta(hours=1))
    three = make_offering(
        part="c",
        subject_key=one.subject_key,
        starts_at=one.starts_at + timedelta(hours=5),
        ends_at=one.starts_at + timedelta(hours=6),
    )
    join(one, "Gerda")
    with pytest.raises(PartsClash):
        join(two, "Gerda")
    assert join(three, "Gerda").state == State.GIVEN


def test_adding_by_hand_never_passes_capacity(offering, coordinator):
    for name in ("Een", "Twee"):
        organising.add_by_hand(offering=offering, person=person(name), actor=coordinator)
    with pytest.raises(OfferingFull):
        organising.add_by_hand(offering=offering, person=person("Drie"), actor=coordinator)


def test_calling_off_tells_everybody_once_and_closes(offering, coordinator):
    given, _other, waiting = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    for _again in range(2):
        organising.call_off(offering=offering, actor=coordinator, text="Te weinig mensen")
    assert kinds(given).count("signup_called_off") == kinds(waiting).count("signup_called_off") == 1
    with pytest.raises(SignupsClosed):
        join(offering, "Vier")


def test_seat_can_not_be_given_back_after_the_start(offering, time_machine):
    signup = join(offering, "Een")
    later(time_machine, days=15)
    with pytest.raises(AlreadyOver):
        cancel_signup(signup=signup)


def test_flood_from_one_network_keeps_few_seats(db):
    offering = make_offering(capacity=12)
    for number in range(6):
        join(offering, f"P{number}", confirmed=False, network="n1")
    with pytest.raises(TooMany):
        join(offering, "P7", confirmed=False, network="n1")
    join(offering, "Ander", confirmed=False, network="n2")


def test_flood_on_one_address_is_bounded(db):
    for _number in range(5):
        join(make_offering(), "Slachtoffer", confirmed=False)
    with pytest.raises(TooMany):
        join(make_offering(), "Slachtoffer", confirmed=False)


def test_every_change_is_in_the_history(offering):
    one, _two, three = (join(offering, name) for name in ("Een", "Twee", "Drie"))
    cancel_signup(signup=one)
    accept_offer(signup=three)
    replace_link(signup=three)
    actions = list(LogEntry.objects.filter(offering=offering).order_by("pk").values_list("action", flat=True))
    assert actions == [
        *["signed-up", "confirmed"] * 2,
        *["queued", "confirmed"],
        "cancelled",
        "offered",
        "accepted",
        "link",
    ]


def test_header_injection_in_a_name_stays_on_one_line(offering):
    signup = sign_up(offering=offering, person=person("Eva", name="Eva\r\nBcc: a@b.example"))
    assert signup.name == "Eva Bcc: a@b.example"
