"""The agenda: what is coming, one month, what was."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from content.models import Area
from events.models import EventOrganisation
from events.months import Month, asked_month, weeks_from

from ..pages import make_circle, make_event, make_organisation, make_place, make_run, restrict

ADDRESS = "/nl/agenda/"
TODAY = "2026-11-24 10:00 +0100"  # a Tuesday


def shown(response):
    return [each.entry.title for _month, days in response.context_data["months"] for day in days for each in day.listed]


@time_machine.travel(TODAY, tick=False)
def test_agenda_holds_meetings_and_sessions_in_order(site, visitor):
    make_event(site.events, "Over tien dagen", in_days=10)
    make_run(make_circle(site.circles, "Leerkring"), days=(5,))
    make_event(site.events, "Morgen", in_days=1)
    make_event(site.events, "Gisteren", in_days=-1)
    assert shown(visitor.get(ADDRESS)) == ["Morgen", "Leerkring", "Over tien dagen"]


@time_machine.travel(TODAY, tick=False)
def test_meeting_of_today_stays_until_it_is_over(site, visitor):
    now = timezone.now()
    make_event(site.events, "Nu bezig", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    make_event(site.events, "Net voorbij", starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    assert shown(visitor.get(ADDRESS)) == ["Nu bezig"]


def test_agenda_is_forgotten_when_something_is_over(page_cache, site, visitor):
    event = make_event(site.events, "Vanavond", in_days=1)
    with time_machine.travel(event.ends_at - timedelta(minutes=1), tick=False):
        assert shown(visitor.get(ADDRESS)) == ["Vanavond"]
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        assert shown(visitor.get(ADDRESS)) == []


@pytest.fixture
def week(site):
    """A meeting in a working day, one in an evening and a circle at the weekend, in two areas."""
    with time_machine.travel(TODAY, tick=False):
        areas = [Area.objects.create(name=name, locale=site.nl.locale) for name in ("Noord", "Zuid")]
        places = [make_place(site.directory, f"Zaal {area}") for area in areas]
        for place, area in zip(places, areas, strict=True):
            place.areas.add(area)
            place.save_revision().publish()
        start = timezone.now()
        make_event(site.events, "Overdag", starts_at=start + timedelta(days=1), place=places[0])
        make_event(site.events, "Avond", starts_at=start + timedelta(days=1, hours=9), place=places[1])
        make_run(make_circle(site.circles, "Weekend"), days=(4,), place=places[0])
        yield


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when=evening", ["Avond"]),
        ("when=daytime", ["Overdag"]),
        ("when=weekend", ["Weekend"]),
        ("when=evening&when=weekend", ["Avond", "Weekend"]),
        ("kind=circle", ["Weekend"]),
        ("kind=meeting", ["Overdag", "Avond"]),
        ("area=noord", ["Overdag", "Weekend"]),
        ("area=noord&kind=meeting", ["Overdag"]),
        ("area=bestaat-niet&kind=niets&when=nooit", ["Overdag", "Avond", "Weekend"]),
    ],
)
def test_filters_combine(query, expected, week, visitor):
    assert shown(visitor.get(f"{ADDRESS}?{query}")) == expected


def test_numbers_beside_tabs_and_ticks_are_what_they_leave(week, visitor):
    context = visitor.get(f"{ADDRESS}?area=noord").context_data
    assert [tab.count for tab in context["tabs"]] == [2, 1, 1]
    ticks = {str(each.word.name): each.count for group in context["groups"] for each in group.choices}
    assert ticks["Noord"] == 2
    assert ticks["Zuid"] == 1


@time_machine.travel(TODAY, tick=False)
def test_members_only_meeting_is_nowhere_and_in_no_number_for_visitors(site, visitor, as_member):
    restrict(make_event(site.events, "Besloten avond"))
    for query in ("", "?month=2026-12", "?month=2026-11"):
        assert "Besloten avond" not in visitor.get(ADDRESS + query).content.decode()
    context = visitor.get(ADDRESS).context_data
    assert context["total"] == 0
    assert not any(day.listed for week in context["sheet"] for day in week)
    assert shown(as_member.get(ADDRESS)) == ["Besloten avond"]


def test_members_only_meeting_of_the_past_is_for_members(site, visitor, as_member):
    restrict(make_event(site.events, "Besloten avond", in_days=-5))
    make_event(site.events, "Open avond", in_days=-6)
    assert "Besloten avond" not in visitor.get(f"{ADDRESS}?past=1").content.decode()
    assert "Besloten avond" in as_member.get(f"{ADDRESS}?past=1").content.decode()


def test_what_was_is_newest_first_by_year(site, visitor):
    with time_machine.travel(TODAY, tick=False):
        for days in (-10, -400, -20):
            make_event(site.events, f"{days}", in_days=days)
        response = visitor.get(f"{ADDRESS}?past=1")
    assert [(year, [event.title for event in events]) for year, events in response.context_data["years"]] == [
        (2026, ["-10", "-20"]),
        (2025, ["-400"]),
    ]


@time_machine.travel(TODAY, tick=False)
def test_month_is_a_table_with_every_day_in_it(site, visitor):
    make_event(site.events, "Op de vijftiende", in_days=21)
    response = visitor.get(f"{ADDRESS}?month=2026-12")
    days = [day for week in response.context_data["weeks"] for day in week if not day.is_outside]
    assert [day.day.day for day in days] == list(range(1, 32))
    assert [day.day.day for day in days if day.listed] == [15]
    html = response.content.decode()
    assert "<caption" in html
    assert html.count('scope="col"') == 7


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("wrong", ["2026-13", "2026-00", "0000-01", "9999-12", "2099-01", "dec", "2026-1", "’", "%00"])
def test_month_that_is_none_gives_the_agenda(wrong, site, visitor):
    assert visitor.get(f"{ADDRESS}?month={wrong}").context_data["view"] == "coming"


@time_machine.travel(TODAY, tick=False)
def test_leafing_through_months_comes_to_an_end(site, visitor):
    last = visitor.get(f"{ADDRESS}?month=2028-11").context_data
    assert last["after"] is None
    assert str(last["before"]) == "2028-10"


def test_months_follow_each_other_over_the_year():
    assert str(Month(2026, 12) + 1) == "2027-01"
    assert str(Month(2027, 1) + -1) == "2026-12"
    with time_machine.travel(TODAY, tick=False):
        assert asked_month("2027-02") == Month(2027, 2)


def test_weeks_begin_on_monday():
    assert weeks_from(date(2026, 11, 29), 2)[0][0] == date(2026, 11, 23)


@time_machine.travel(TODAY, tick=False)
def test_summer_time_does_not_move_a_day(site, visitor):
    """The last hour of 28 March and the first of the 29th, when the clock goes forward."""
    for title, start in (("Laat", "2027-03-27T22:30:00+00:00"), ("Vroeg", "2027-03-27T23:30:00+00:00")):
        begins = timezone.datetime.fromisoformat(start)
        make_event(site.events, title, starts_at=begins, ends_at=begins + timedelta(hours=1))
    weeks = visitor.get(f"{ADDRESS}?month=2027-03").context_data["weeks"]
    found = {each.entry.title: day.day.day for week in weeks for day in week for each in day.listed}
    assert found == {"Laat": 27, "Vroeg": 28}


@time_machine.travel(TODAY, tick=False)
def test_later_evening_of_a_circle_is_marked_as_one_of_a_series(site, visitor):
    make_run(make_circle(site.circles, "Leerkring"), days=(2, 9))
    listed = [each for _m, days in visitor.get(ADDRESS).context_data["months"] for day in days for each in day.listed]
    assert [each.again for each in listed] == [False, True]


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("number", [2, 40])
def test_every_view_asks_the_database_ten_times_at_most(number, own_database, site, queries_of):
    place = make_place(site.directory)
    for each in range(number):
        organisation = make_organisation(site.directory, f"Club {each}")
        for days in (each, -each - 1):
            event = make_event(site.events, f"Avond {days}", in_days=days, place=place)
            event.organisation_links.add(EventOrganisation(organisation=organisation))
            event.save_revision().publish()
    for query in ("", "?kind=meeting&when=evening", "?month=2026-12", "?past=1"):
        asked = queries_of(ADDRESS + query)
        assert len(asked) <= 10, "\n".join(sql[:300] for sql in asked)


def test_listing_in_the_admin_is_filtered_by_date(site, as_editor):
    make_event(site.events, "Straks", in_days=5)
    make_event(site.events, "Geweest", in_days=-5)
    address = reverse("meetings:index")
    assert "Geweest" in as_editor.get(address).content.decode()
    today = timezone.localdate().isoformat()
    html = as_editor.get(address, {"starts_at__gte": today}).content.decode()
    assert "Straks" in html
    assert "Geweest" not in html
