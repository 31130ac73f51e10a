"""The page of an organisation and that of a place."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from circles.models import CircleOrganisation
from content import contributions
from content.contributions import Contribution
from directory.models import Partner
from events.models import EventOrganisation

from ..editing import post_edit
from ..pages import make_circle, make_event, make_organisation, make_place, make_run, restrict, translate

TUESDAY = [{"type": "hours", "value": {"days": ["2"], "opens": "09:00", "closes": "22:00"}}]
HOLIDAY = [{"type": "exception", "value": {"day": "2026-12-05", "closed": True, "note": "Pakjesavond"}}]


def html_of(client, page):
    return client.get(page.url).content.decode()


def befriend(one, other, **fields):
    one.partners.add(Partner(organisation=other, **fields))
    one.save_revision().publish()


@pytest.mark.parametrize("make", [make_organisation, make_place])
@time_machine.travel("2026-11-24 10:00 +0100", tick=False)
def test_open_now_and_until_when(make, site, visitor):
    page = make(site.directory, hours=TUESDAY, exceptions=HOLIDAY)
    html = html_of(visitor, page)
    assert "22.00" in html
    assert 'class="today"' in html
    assert "Pakjesavond" in html


def test_answer_is_kept_no_longer_than_it_stays_true(page_cache, site, visitor):
    with time_machine.travel("2026-11-24 21:59 +0100", tick=False):
        page = make_organisation(site.directory, hours=TUESDAY)
        first = visitor.get(page.url)
        assert first.context_data["hours"].is_open
    with time_machine.travel("2026-11-24 22:01 +0100", tick=False):
        later = visitor.get(page.url)
        assert "X-Kring-Cache" not in later.headers
        assert not later.context_data["hours"].is_open


def test_page_without_hours_says_nothing_about_them(site, visitor):
    page = make_organisation(site.directory)
    assert visitor.get(page.url).context_data["hours"] is None


def test_incomplete_hours_of_a_draft_are_left_out(site):
    page = make_organisation(site.directory)
    page.hours = [("hours", {"days": ["1"], "opens": None, "closes": None})]
    assert not page.opening_hours


def test_working_together_is_shown_when_both_say_so(site, visitor):
    one, other = make_organisation(site.directory, "De Een"), make_organisation(site.directory, "De Ander")
    befriend(one, other, text="Samen koken")
    assert "Samen koken" not in html_of(visitor, one)
    befriend(other, one)
    html = html_of(visitor, one)
    assert "Samen koken" in html
    assert 'class="ties"' in html


def test_partner_for_members_only_is_not_named_to_visitors(site, visitor, as_member):
    one, other = make_organisation(site.directory, "De Een"), make_organisation(site.directory, "De Geheime")
    befriend(one, other)
    befriend(other, one)
    restrict(other)
    assert "De Geheime" not in html_of(visitor, one)
    assert "De Geheime" in html_of(as_member, one)


def test_the_closest_come_first(site, visitor):
    one = make_organisation(site.directory, "De Een")
    for name, times in (("Soms", 1), ("Vaak", 12)):
        other = make_organisation(site.directory, name)
        befriend(one, other, times=times)
        befriend(other, one)
    assert [tie.card.title for tie in visitor.get(one.url).context_data["ties"]] == ["Vaak", "Soms"]


def test_what_it_wrote_comes_from_any_room_that_says_so(site, visitor, monkeypatch):
    page = make_organisation(site.directory)
    wrote = Contribution("Het grote stuk", "/nl/ergens/", "article", "Artikel", "knowledge")
    monkeypatch.setitem(contributions._sources, "test", lambda pk, *rest: [wrote] if pk == page.pk else [])
    assert "Het grote stuk" in html_of(visitor, page)
    assert "Het grote stuk" not in html_of(visitor, make_organisation(site.directory))


def test_what_it_organises_is_on_its_page_a_series_once(site, visitor):
    page = make_organisation(site.directory)
    event = make_event(site.events, "De grote avond")
    event.organisation_links.add(EventOrganisation(organisation=page))
    event.save_revision().publish()
    circle = make_circle(site.circles, "Leerkring Koken")
    circle.organisation_links.add(CircleOrganisation(organisation=page))
    circle.save_revision().publish()
    make_run(circle, days=(3, 10, 17))
    coming = visitor.get(page.url).context_data["coming"]
    assert [entry.title for entry in coming] == ["Leerkring Koken", "De grote avond"]


def test_meeting_for_members_only_is_not_on_the_page_of_who_organises_it(site, visitor, as_member):
    page = make_organisation(site.directory)
    event = make_event(site.events, "Besloten avond")
    event.organisation_links.add(EventOrganisation(organisation=page))
    event.save_revision().publish()
    restrict(event)
    assert "Besloten avond" not in html_of(visitor, page)
    assert "Besloten avond" in html_of(as_member, page)


def test_what_happens_in_a_place_is_on_its_page_and_on_that_of_its_owner(site, visitor):
    owner = make_organisation(site.directory)
    place = make_place(site.directory, organisation=owner, capacity=120, price="Gratis voor leden")
    make_event(site.events, "Hier gebeurt het", place=place)
    make_event(site.events, "Elders gebeurt ook wat")
    html = html_of(visitor, place)
    assert "Hier gebeurt het" in html
    assert "Elders" not in html
    assert "Gratis voor leden" in html
    assert owner.title in html
    assert "Hier gebeurt het" in html_of(visitor, owner)


def test_cancelled_meeting_is_called_cancelled(site, visitor):
    place = make_place(site.directory)
    make_event(site.events, "Gaat niet door", place=place, is_cancelled=True)
    assert 'class="whole cancelled"' in html_of(visitor, place)


def test_mark_is_the_same_in_both_languages(site, visitor):
    page = make_organisation(site.directory, "Zwemclub Het Kanaal")
    english = translate(page, title="The Canal swimming club", slug="canal")
    dutch, other = (visitor.get(each.url).context_data["card"] for each in (page, english))
    assert (dutch.mark_name, dutch.shift) == (other.mark_name, other.shift)


def test_confirmation_tells_how_fresh_the_page_is(site, visitor):
    today = timezone.localdate()
    page = make_organisation(
        site.directory, checked_on=today - timedelta(days=10), review_by=today + timedelta(days=300)
    )
    assert "fresh-ring" in html_of(visitor, page)
    assert not page.is_overdue


@pytest.mark.parametrize("make", [make_organisation, make_place])
def test_page_is_edited_through_its_form(make, site, as_editor):
    page = make(site.directory)
    open_on_tuesday = [("hours", {"days": "2", "opens": "09:00", "closes": "22:00"})]
    response = post_edit(as_editor, page, title="Een nieuwe naam", summary="Zo heten we nu.", hours=open_on_tuesday)
    assert response.status_code == 302, response.context["form"].errors
    page = type(page).objects.get(pk=page.pk)
    assert page.live
    assert page.title == "Een nieuwe naam"
    assert [span.opens.hour for span in page.opening_hours.on(date(2026, 11, 24))] == [9]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kvk_number", "123"),
        ("hours", [("hours", {"days": "2", "opens": "", "closes": "22:00"})]),
        ("exceptions", [("exception", {"day": "2026-12-05", "opens": "", "closes": "", "note": ""})]),
        ("contacts", [("contact", {"role": "Zaal huren", "text": "", "email": "", "phone": ""})]),
    ],
)
def test_form_says_what_is_missing(field, value, site, as_editor):
    response = post_edit(as_editor, make_organisation(site.directory), **{field: value})
    assert field in response.context["form"].errors


@pytest.mark.parametrize("make", [make_organisation, make_place])
@pytest.mark.parametrize("number", [1, 30])
def test_page_asks_the_database_eight_times_at_most(number, make, own_database, site, queries_of):
    page = make(site.directory, hours=TUESDAY)
    place = page if make is make_place else None
    for each in range(number):
        other = make_organisation(site.directory, f"Club {each}")
        event = make_event(site.events, f"Avond {each}", place=place)
        event.organisation_links.add(EventOrganisation(organisation=other))
        event.save_revision().publish()
        if make is make_organisation:
            befriend(page, other)
            befriend(other, page)
    asked = queries_of(page.url, warm=("/nl/", "/nl/agenda/", "/nl/wie-is-wie/", "/nl/leerkringen/"))
    assert len(asked) <= 8, "\n".join(sql[:400] for sql in asked)
