"""Organisers with admin rights find everything in one list, and stay inside the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from signups import organising
from signups.adminfilters import STATES, in_state, state_of
from signups.models import LogEntry, Offering
from signups.subjects import follow

from .. import pages
from .conftest import join, make_offering

pytestmark = pytest.mark.django_db
LIST = "/admin/sign-ups/"


@pytest.fixture
def run(site):
    return pages.make_run(pages.make_circle(site.circles, "TeamDesk"), "najaar")


@pytest.fixture
def offering(run) -> Offering:
    made = Offering.objects.create(subject_key=run.translation_key, is_active=True, capacity=2)
    follow(run)
    made.refresh_from_db()
    return made


def desk(offering, name="desk", **kwargs) -> str:
    return reverse(f"signups_admin:{name}", kwargs={"key": offering.key, **kwargs})


def test_list_shows_seats_and_who_waits_and_leads_to_the_desk(offering, as_coordinator):
    for name in ("Een", "Twee", "Drie"):
        join(offering, name)
    body = as_coordinator.get(LIST).content.decode()
    assert "TeamDesk: najaar" in body and "2 / 2" in body and desk(offering) in body
    assert f'"url": "{LIST}"' in as_coordinator.get("/admin/").content.decode()


def test_list_is_narrowed_by_words_state_kind_and_organiser(offering, site, as_coordinator, make_user):
    event = pages.make_event(site.events, "Borrel")
    other = Offering.objects.create(subject_key=event.translation_key, is_active=True)
    follow(event)
    organiser = make_user("member", email="begeleider@kring.example", first_name="Joost")
    offering_run = offering.subject_key
    from circles.models import Facilitator, RunPage

    Facilitator.objects.create(page=RunPage.objects.get(translation_key=offering_run), user=organiser)

    def shown(query: str) -> set[str]:
        body = as_coordinator.get(f"{LIST}?{query}").content.decode()
        return {name for name, each in (("run", offering), ("event", other)) if desk(each) in body}

    assert shown("") == {"run", "event"}
    assert shown("q=teamdesk") == {"run"}
    assert shown("kind=events.eventpage") == {"event"}
    assert shown("kind=part") == set()
    assert shown("state=over") == set()
    assert shown(f"organiser={organiser.pk}") == {"run"}


def test_states_of_the_list_and_of_the_filter_are_the_same(db):
    now = timezone.now()
    day = timedelta(days=1)
    made = [
        make_offering(),
        make_offering(opens_at=now + day),
        make_offering(closes_at=now - day),
        make_offering(starts_at=now - day, ends_at=now + day),
        make_offering(starts_at=now - 2 * day, ends_at=now - day),
        make_offering(cancelled_at=now),
        make_offering(is_active=False),
        make_offering(starts_at=None, ends_at=None),
    ]
    for state, _label in STATES:
        found = set(in_state(Offering.objects.all(), state))
        assert found == {each for each in made if state_of(each) == state}
        assert found


@pytest.mark.parametrize(("role", "status"), [("visitor", 302), ("member", 302), ("coordinator", 200)])
def test_only_organisers_with_admin_rights_come_in(role, status, offering, user_of, client_of):
    browser = client_of(user_of(role))
    assert browser.get(desk(offering)).status_code == status
    assert browser.get(LIST).status_code == status


def test_editor_who_organises_nothing_sees_an_empty_list_and_no_menu_item(offering, as_editor):
    assert desk(offering) not in as_editor.get(LIST).content.decode()
    assert f'"url": "{LIST}"' not in as_editor.get("/admin/").content.decode()
    assert as_editor.get(desk(offering)).status_code == 302
    assert not LogEntry.objects.filter(action="viewed").exists()


SCREENS = ["desk", "desk-add", "desk-mail", "desk-history", "desk-print", "desk-poll", "desk-questions"]


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_stays_inside_the_admin(name, offering, as_coordinator):
    join(offering, "Gerda")
    body = as_coordinator.get(desk(offering, name)).content.decode()
    assert "wagtail-sidebar" in body
    assert "/nl/begeleiden/" not in body and "/en/organise/" not in body
    assert body.count("<h1") == 1


def test_acting_in_the_admin_comes_back_to_the_admin(offering, as_coordinator):
    signup = join(offering, "Gerda")
    response = as_coordinator.post(desk(offering), {"do": "capacity", "capacity": "5"})
    assert response.url == desk(offering)
    assert as_coordinator.get(desk(offering, "desk-person", pk=signup.pk)).status_code == 200
    response = as_coordinator.post(desk(offering, "desk-add"), {"name": "Wim"})
    assert response.url == desk(offering)


def test_list_asks_the_same_number_of_questions_for_three_as_for_thirty(
    as_coordinator, site, django_assert_max_num_queries, count_queries
):
    def ask() -> int:
        with count_queries() as queries:
            as_coordinator.get(LIST)
        return len(queries)

    for _number in range(3):
        join(make_offering(), "Gerda")
    as_coordinator.get(LIST)
    few = ask()
    for number in range(27):
        join(make_offering(), f"P{number}")
    assert ask() <= few + 1


def test_called_off_stays_in_the_list(offering, as_coordinator, coordinator):
    organising.call_off(offering=offering, actor=coordinator)
    assert desk(offering) in as_coordinator.get(f"{LIST}?state=cancelled").content.decode()
