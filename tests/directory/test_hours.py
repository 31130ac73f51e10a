"""Opening hours hold whatever the clock and the calendar do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.hours import LOOK_AHEAD, DayException, OpeningHours, Span, Weekly, public_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ALL_WEEK = frozenset(range(1, 8))
CLOCK_FORWARD, CLOCK_BACK = date(2026, 3, 29), date(2026, 10, 25)


def at(text: str) -> datetime:
    """A moment in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def weekly(opens: str, closes: str, days: frozenset[int] = ALL_WEEK, **fields) -> OpeningHours:
    return OpeningHours((Weekly(days, span(opens, closes)),), **fields)


def span(opens: str, closes: str) -> Span:
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def test_open_between_opening_and_closing():
    hours = weekly("09:00", "17:00")
    assert not hours.at(at("2026-11-24T08:59")).is_open
    assert hours.at(at("2026-11-24T09:00")).is_open
    assert hours.at(at("2026-11-24T16:59:59")).is_open
    assert not hours.at(at("2026-11-24T17:00")).is_open


def test_says_until_when():
    hours = weekly("09:00", "17:00")
    assert hours.at(at("2026-11-24T10:00")).until == at("2026-11-24T17:00")
    assert hours.at(at("2026-11-24T18:00")).until == at("2026-11-25T09:00")


def test_over_midnight_belongs_to_the_evening_it_began():
    hours = weekly("20:00", "02:00", frozenset({6}))
    assert hours.at(at("2026-11-29T01:59")).is_open  # Sunday
    assert hours.at(at("2026-11-29T01:00")).until == at("2026-11-29T02:00")
    assert not hours.at(at("2026-11-28T01:00")).is_open  # Saturday before it opens
    assert not hours.at(at("2026-11-29T20:30")).is_open


def test_closed_day_does_not_end_the_night_before():
    closed = DayException(date(2026, 11, 29), None)
    hours = weekly("20:00", "02:00", exceptions=(closed,))
    assert hours.at(at("2026-11-29T01:00")).is_open
    assert not hours.at(at("2026-11-29T21:00")).is_open


def test_two_parts_of_a_day_leave_a_break():
    hours = OpeningHours((Weekly(ALL_WEEK, span("09:00", "12:00")), Weekly(ALL_WEEK, span("13:30", "17:00"))))
    assert hours.at(at("2026-11-24T12:30")).until == at("2026-11-24T13:30")
    assert [each.opens.hour for each in hours.on(date(2026, 11, 24))] == [9, 13]


def test_parts_that_touch_are_one():
    hours = OpeningHours((Weekly(ALL_WEEK, span("09:00", "12:00")), Weekly(ALL_WEEK, span("12:00", "17:00"))))
    assert hours.at(at("2026-11-24T10:00")).until == at("2026-11-24T17:00")


def test_always_open_knows_no_closing():
    state = weekly("00:00", "00:00", closed_on_holidays=False).at(at("2026-11-24T10:00"))
    assert state.is_open
    assert state.until is None


def test_nothing_to_wait_for_is_none():
    assert OpeningHours().at(at("2026-11-24T10:00")).until is None
    far = OpeningHours((), (DayException(date(2027, 3, 1), span("10:00", "12:00")),))
    assert far.at(at("2026-11-24T10:00")).until is None


def test_exception_overrules_the_week():
    hours = weekly("09:00", "22:00", exceptions=(DayException(date(2026, 12, 5), span("10:00", "14:00")),))
    assert not hours.at(at("2026-12-05T09:30")).is_open
    assert hours.at(at("2026-12-05T11:00")).until == at("2026-12-05T14:00")
    assert hours.at(at("2027-12-05T09:30")).is_open


def test_yearly_exception_holds_every_year():
    hours = weekly("09:00", "22:00", exceptions=(DayException(date(2020, 12, 5), None, yearly=True),))
    assert not hours.at(at("2026-12-05T11:00")).is_open
    assert not hours.at(at("2031-12-05T11:00")).is_open


def test_this_year_overrules_every_year():
    usual = DayException(date(2020, 12, 5), None, "pakjesavond", yearly=True)
    now = DayException(date(2026, 12, 5), span("10:00", "12:00"))
    hours = weekly("09:00", "22:00", exceptions=(usual, now))
    assert hours.at(at("2026-12-05T11:00")).is_open
    assert not hours.at(at("2027-12-05T11:00")).is_open


def test_leap_day_comes_once_in_four_years():
    hours = weekly("09:00", "17:00", exceptions=(DayException(date(2024, 2, 29), None, yearly=True),))
    assert not hours.at(at("2028-02-29T10:00")).is_open
    assert hours.at(at("2027-02-28T10:00")).is_open
    assert hours.at(at("2027-03-01T10:00")).is_open


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25"],
)
def test_public_holiday_is_closed(day):
    assert not weekly("09:00", "17:00").at(at(f"{day}T10:00")).is_open
    assert weekly("09:00", "17:00", closed_on_holidays=False).at(at(f"{day}T10:00")).is_open


def test_kings_day_on_a_sunday_is_kept_on_saturday():
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2025, 4, 27) not in public_holidays(2025)


def test_liberation_day_is_a_day_off_every_fifth_year():
    assert date(2025, 5, 5) in public_holidays(2025)
    assert date(2026, 5, 5) not in public_holidays(2026)


def test_holiday_with_hours_of_its_own_is_open():
    hours = weekly("09:00", "17:00", exceptions=(DayException(date(2026, 12, 25), span("10:00", "12:00")),))
    assert hours.at(at("2026-12-25T11:00")).is_open


def test_notes_tell_what_is_different_soon():
    hours = weekly("09:00", "17:00", exceptions=(DayException(date(2026, 12, 5), None, "pakjesavond"),))
    told = [(each.day, str(each.note)) for each in hours.notes(date(2026, 11, 24), 35)]
    assert told[0] == (date(2026, 12, 5), "pakjesavond")
    assert [day for day, _note in told[1:]] == [date(2026, 12, 25), date(2026, 12, 26)]


def test_holiday_on_a_day_that_is_closed_anyway_is_no_news():
    hours = weekly("09:00", "17:00", frozenset({1}))
    assert hours.notes(date(2026, 12, 20), 10) == []


# The clock is changed ---------------------------------------------------------------------------------------------


def test_night_in_which_the_clock_goes_back_is_an_hour_longer():
    hours = weekly("22:00", "04:00", frozenset({6}))
    opened = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert hours.at(opened + timedelta(hours=6, minutes=59)).is_open
    assert not hours.at(opened + timedelta(hours=7)).is_open


def test_night_in_which_the_clock_goes_forward_is_an_hour_shorter():
    hours = weekly("22:00", "04:00", frozenset({6}))
    opened = datetime(2026, 3, 28, 21, tzinfo=UTC)
    assert hours.at(opened + timedelta(hours=4, minutes=59)).is_open
    assert not hours.at(opened + timedelta(hours=5)).is_open


def test_hour_that_is_skipped_is_not_open():
    hours = weekly("02:30", "03:00", frozenset({7}))
    day = datetime.combine(CLOCK_FORWARD, time.min, UTC)
    assert not any(hours.at(day + timedelta(minutes=each)).is_open for each in range(-120, 240))


def test_second_time_the_same_hour_comes_is_as_open_as_the_first():
    hours = weekly("02:00", "03:00", frozenset({7}))
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert hours.at(first).is_open
    assert hours.at(first + timedelta(hours=1)).is_open
    assert hours.at(first).until == datetime(2026, 10, 25, 2, tzinfo=UTC)


# Whatever the hours -----------------------------------------------------------------------------------------------

quarters = st.integers(0, 95).map(lambda each: time(each // 4, each % 4 * 15))
spans = st.builds(Span, quarters, quarters)
around_the_change = st.sampled_from([CLOCK_FORWARD, CLOCK_BACK, date(2026, 12, 24), date(2026, 6, 10)])
any_hours = st.builds(
    OpeningHours,
    st.lists(st.builds(Weekly, st.frozensets(st.integers(1, 7), min_size=1), spans), max_size=4).map(tuple),
    st.lists(
        st.builds(
            DayException,
            st.tuples(around_the_change, st.integers(-3, 3)).map(lambda pair: pair[0] + timedelta(days=pair[1])),
            st.none() | spans,
            st.just(""),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    st.booleans(),
)
moments = st.tuples(around_the_change, st.integers(-3 * 24 * 60, 3 * 24 * 60)).map(
    lambda pair: datetime.combine(pair[0], time.min, UTC) + timedelta(minutes=pair[1])
)


@settings(max_examples=300, deadline=None)
@given(any_hours, moments)
def test_what_is_said_stays_true_until_then(hours, moment):
    state = hours.at(moment)
    if state.until is None:
        return
    assert state.until > moment
    for part in range(1, 20):
        between = moment + (state.until - moment) * part / 20
        assert hours.at(between).is_open == state.is_open
    assert hours.at(state.until).is_open != state.is_open


@settings(max_examples=300, deadline=None)
@given(any_hours, moments)
def test_open_is_what_the_days_say(hours, moment):
    """Asked another way: is there a day of which a span holds this moment?"""
    local = moment.astimezone(AMSTERDAM)
    held = False
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        for each in hours.on(day):
            end = day + timedelta(days=each.closes <= each.opens)
            start_at = datetime.combine(day, each.opens, AMSTERDAM).astimezone(UTC)
            end_at = datetime.combine(end, each.closes, AMSTERDAM).astimezone(UTC)
            held = held or start_at <= moment < end_at
    assert hours.at(moment).is_open == held


@settings(max_examples=100, deadline=None)
@given(any_hours, moments)
def test_language_of_the_clock_does_not_matter(hours, moment):
    assert hours.at(moment) == hours.at(moment.astimezone(AMSTERDAM))
    state = hours.at(moment)
    assert state.until is None or state.until < moment + timedelta(days=LOOK_AHEAD + 1)
