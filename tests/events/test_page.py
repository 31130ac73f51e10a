"""The page of a meeting, before, after and when it is off."""

from datetime import timedelta

import pytest
import time_machine

from events.models import EventOrganisation

from ..editing import post_edit
from ..pages import make_event, make_organisation, make_place, paragraph, restrict

LINK = "https://bellen.example/avond"
PROGRAMME = [
    {"type": "part", "value": {"starts": "19:30", "ends": "19:45", "title": "Welkom", "text": "", "speaker": "Lotte"}},
    {
        "type": "part",
        "value": {"starts": "19:45", "ends": "21:30", "title": "Aan tafel", "text": "Soep", "speaker": ""},
    },
]


def html_of(client, page):
    return client.get(page.url).content.decode()


def test_programme_is_a_ring_of_parts(site, visitor):
    html = html_of(visitor, make_event(site.events, programme=PROGRAMME))
    assert "Welkom" in html
    assert "Lotte" in html
    assert html.count('class="turns"') >= 2


@pytest.mark.parametrize(("role", "sees"), [("visitor", False), ("member", True), ("editor", True)])
def test_link_to_join_is_for_who_is_signed_in(role, sees, site, user_of, client_of):
    event = make_event(site.events, is_online=True, online_link=LINK)
    html = html_of(client_of(user_of(role)), event)
    assert (LINK in html) == sees
    assert ("/nl/account/login/?next=" in html) != sees


def test_page_with_the_link_is_not_kept_for_visitors(page_cache, site, visitor, as_member):
    event = make_event(site.events, is_online=True, online_link=LINK)
    assert LINK in html_of(as_member, event)
    assert LINK not in html_of(visitor, event)
    assert LINK not in html_of(visitor, event)


def test_cancelled_meeting_says_so_and_gives_no_link(site, as_member):
    html = html_of(as_member, make_event(site.events, is_cancelled=True, is_online=True, online_link=LINK))
    assert "cancelled-line" in html
    assert LINK not in html


def test_meeting_that_is_over_shows_its_report(site, visitor):
    event = make_event(site.events, in_days=-5, report=paragraph("<p>Er kwamen veertig mensen.</p>"))
    html = html_of(visitor, event)
    assert "Er kwamen veertig mensen." in html
    assert 'href="#report"' in html


def test_page_is_forgotten_when_the_meeting_is_over(page_cache, site, visitor):
    event = make_event(site.events, in_days=1)
    with time_machine.travel(event.ends_at - timedelta(minutes=1), tick=False):
        before = html_of(visitor, event)
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        assert html_of(visitor, event) != before


def test_place_and_hosts_are_told_unless_they_are_members_only(site, visitor, as_member):
    host, place = make_organisation(site.directory, "De Gastheer"), make_place(site.directory, "De Zaal")
    event = make_event(site.events, place=place)
    event.organisation_links.add(EventOrganisation(organisation=host))
    event.save_revision().publish()
    html = html_of(visitor, event)
    assert "De Gastheer" in html
    assert "De Zaal" in html
    restrict(host)
    restrict(place)
    html = html_of(visitor, event)
    assert "De Gastheer" not in html
    assert "De Zaal" not in html
    assert "De Zaal" in html_of(as_member, event)


@time_machine.travel("2026-11-24 10:00 +0100", tick=False)
@pytest.mark.parametrize("days", [0, 1, 2, 20])
def test_page_says_how_many_days_to_go(days, site, visitor):
    assert visitor.get(make_event(site.events, in_days=days).url).context_data["days_to_go"] == days


def test_meeting_is_edited_through_its_form(site, as_editor):
    event = make_event(site.events)
    times = {"starts_at": "2027-03-02 19:30", "ends_at": "2027-03-02 21:30"}
    part = ("part", {"starts": "19:30", "ends": "", "title": "Koffie", "text": "", "speaker": ""})
    response = post_edit(as_editor, event, title="De avond", programme=[part], **times)
    assert response.status_code == 302, response.context["form"].errors
    event.refresh_from_db()
    assert event.starts_at.isoformat() == "2027-03-02T18:30:00+00:00"
    assert event.programme[0].value["title"] == "Koffie"


def test_meeting_does_not_end_before_it_begins(site, as_editor):
    times = {"starts_at": "2027-03-02 19:30", "ends_at": "2027-03-02 18:30"}
    response = post_edit(as_editor, make_event(site.events), **times)
    assert "ends_at" in response.context["form"].errors


@pytest.mark.parametrize("number", [1, 12])
def test_page_asks_the_database_eight_times_at_most(number, own_database, site, queries_of):
    event = make_event(site.events, programme=PROGRAMME * number, place=make_place(site.directory))
    for each in range(number):
        host = make_organisation(site.directory, f"Club {each}")
        event.organisation_links.add(EventOrganisation(organisation=host))
    event.save_revision().publish()
    asked = queries_of(event.url, warm=("/nl/", "/nl/agenda/", "/nl/wie-is-wie/"))
    assert len(asked) <= 8, "\n".join(sql[:300] for sql in asked)
