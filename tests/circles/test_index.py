"""The list of circles, and what circles tell the agenda and the organisations."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.models import CircleOrganisation
from content import agenda, contributions

from ..pages import make_circle, make_organisation, make_place, make_run, restrict, translate

ADDRESS = "/nl/leerkringen/"


def run_by(circle, organisation):
    circle.organisation_links.add(CircleOrganisation(organisation=organisation))
    circle.save_revision().publish()


def names(listed):
    return [each.circle.title for each in listed]


def test_runs_are_where_their_time_puts_them(site, visitor):
    for title, days in {"Straks": (5, 12), "Eerder": (2, 9), "Bezig": (-5, 5), "Geweest": (-20, -10)}.items():
        make_run(make_circle(site.circles, title), days=days)
    context = visitor.get(ADDRESS).context_data
    assert names(context["upcoming"]) == ["Eerder", "Straks"]
    assert names(context["in_progress"]) == ["Bezig"]
    assert names(context["past"]) == ["Geweest"]
    assert [(each.total, each.done, each.now) for each in context["in_progress"]] == [(2, 1, 2)]


def test_working_groups_stand_apart_and_circles_without_dates_are_kept(site, visitor):
    make_circle(site.circles, "Werkgroep Ruimte", circle_kind="working-group")
    make_circle(site.circles, "Klankbord", circle_kind="sounding-board")
    make_circle(site.circles, "Later misschien")
    context = visitor.get(ADDRESS).context_data
    assert [card.title for card, _marks in context["working"]] == ["Klankbord", "Werkgroep Ruimte"]
    assert [card.title for card, _marks in context["resting"]] == ["Later misschien"]


def test_cancelled_run_is_not_announced(site, visitor):
    make_run(make_circle(site.circles, "Afgelast"), is_cancelled=True)
    assert visitor.get(ADDRESS).context_data["upcoming"] == []


def test_members_only_circle_is_nowhere_for_visitors(site, visitor, as_member):
    circle = make_circle(site.circles, "Besloten kring", circle_kind="working-group")
    make_run(circle)
    restrict(circle)
    response = visitor.get(ADDRESS)
    assert "Besloten kring" not in response.content.decode()
    assert response.context_data["circle_count"] == 0
    assert "Besloten kring" in as_member.get(ADDRESS).content.decode()


def test_english_list_has_the_english_circles(site, visitor):
    circle = make_circle(site.circles, "Leerkring Koken")
    make_circle(site.circles, "Alleen Nederlands")
    translate(circle, title="Cooking together", slug="cooking")
    html = visitor.get("/en/circles/").content.decode()
    assert "Cooking together" in html
    assert "Alleen Nederlands" not in html


def test_page_is_forgotten_when_a_run_begins(page_cache, site, visitor):
    run = make_run(make_circle(site.circles, "Bijna"), days=(1, 8))
    with time_machine.travel(run.starts_at - timedelta(minutes=1), tick=False):
        assert names(visitor.get(ADDRESS).context_data["upcoming"]) == ["Bijna"]
    with time_machine.travel(run.starts_at + timedelta(minutes=1), tick=False):
        assert names(visitor.get(ADDRESS).context_data["in_progress"]) == ["Bijna"]


# What circles tell others ------------------------------------------------------------------------------------------


def entries(viewer, site):
    now = timezone.now()
    return agenda.entries(now - timedelta(days=40), now + timedelta(days=40), viewer, site.nl.locale.pk)


def test_sessions_are_in_the_agenda_numbered_within_their_run(site, rf, member):
    organisation = make_organisation(site.directory)
    circle = make_circle(site.circles, "Leerkring Koken")
    run_by(circle, organisation)
    place = make_place(site.directory, "De Keuken")
    make_run(circle, days=(14, 7, 21), place=place)
    found = entries(member, site)
    assert [entry.title for entry in found][0] == "Leerkring Koken"
    assert [(entry.number, entry.total) for entry in found] == [(1, 3), (2, 3), (3, 3)]
    assert len({entry.series for entry in found}) == 1
    assert {entry.place for entry in found} == {"De Keuken"}
    assert {entry.place_id for entry in found} == {place.pk}
    assert {entry.organisations for entry in found} == {(organisation.pk,)}


def test_session_at_another_place_says_so(site, member):
    run = make_run(make_circle(site.circles), days=(3, 10), place=make_place(site.directory, "Hier"))
    session = run.sessions.get_object_list()[-1]
    session.place = make_place(site.directory, "Daar")
    run.save_revision().publish()
    assert [entry.place for entry in entries(member, site)] == ["Hier", "Daar"]


def test_cancelled_session_and_cancelled_run_are_cancelled_in_the_agenda(site, member):
    run = make_run(make_circle(site.circles), days=(3, 10))
    run.sessions.get_object_list()[-1].is_cancelled = True
    run.save_revision().publish()
    make_run(make_circle(site.circles), days=(4,), is_cancelled=True)
    assert [entry.is_cancelled for entry in entries(member, site)] == [False, True, True]


def test_members_only_sessions_are_for_members(site, member):
    from django.contrib.auth.models import AnonymousUser

    circle = make_circle(site.circles)
    make_run(circle)
    restrict(circle)
    assert entries(AnonymousUser(), site) == []
    assert len(entries(member, site)) == 2


def test_name_of_a_members_only_place_stays_inside(site, member):
    from django.contrib.auth.models import AnonymousUser

    place = make_place(site.directory, "Schuiladres")
    make_run(make_circle(site.circles), days=(3,), place=place)
    restrict(place)
    assert [entry.place for entry in entries(AnonymousUser(), site)] == [""]
    assert [entry.place for entry in entries(member, site)] == ["Schuiladres"]


def test_circles_are_on_the_page_of_who_runs_them(site, member):
    organisation = make_organisation(site.directory)
    run_by(make_circle(site.circles, "Werkgroep Ruimte", circle_kind="working-group"), organisation)
    make_circle(site.circles, "Van een ander")
    found = contributions.of_organisation(organisation.pk, member, site.nl.locale.pk, 6)
    assert [(each.title, each.tone) for each in found] == [("Werkgroep Ruimte", "circle")]


@pytest.mark.parametrize("number", [2, 30])
def test_list_asks_the_database_ten_times_at_most(number, own_database, site, queries_of):
    organisation = make_organisation(site.directory)
    for each in range(number):
        circle = make_circle(site.circles, f"Kring {each}")
        run_by(circle, organisation)
        make_run(circle, days=(each - 10, each - 3))
    asked = queries_of(ADDRESS)
    assert len(asked) <= 10, "\n".join(asked)


@pytest.mark.parametrize("name", ["circles:index", "runs:index", "participants:index"])
def test_listings_open_for_the_coordinator(name, site, circle_participant, as_coordinator):
    make_run(circle_participant.circle, "Voorjaar")
    response = as_coordinator.get(reverse(name))
    assert response.status_code == 200
    assert circle_participant.circle.title in response.content.decode()


def test_coordinator_lets_a_member_into_a_circle(site, member, as_coordinator):
    circle = make_circle(site.circles)
    given = {"circle": circle.pk, "user": member.pk, "since": "2026-11-01"}
    assert as_coordinator.post(reverse("participants:add"), given).status_code == 302
    assert circle.participants.get().user == member
