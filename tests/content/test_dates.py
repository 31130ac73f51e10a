"""Days and times as people say them, in both languages."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from content import dates

EVENING = datetime(2020, 11, 24, 19, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
LATER = EVENING.replace(hour=21, minute=0)


def test_a_day_of_another_year_names_the_year():
    with override("nl"):
        assert dates.day(date(2020, 11, 24)) == "dinsdag 24 november 2020"
        assert dates.short_day(EVENING) == "di 24 nov 2020"


@pytest.mark.parametrize(
    "at, said", [(time(19, 30), "7.30 pm"), (time(9), "9.00 am"), (time(0, 15), "12.15 am"), (time(12), "12.00 pm")]
)
def test_english_tells_the_time_in_halves_of_the_day(at, said):
    with override("en"):
        assert dates.clock(at) == said


def test_english_says_the_half_of_the_day_once_if_it_can():
    with override("en"):
        assert dates.clock_range(EVENING, LATER) == "7.30 to 9.00 pm"
        assert dates.clock_range(time(11), time(13)) == "11.00 am to 1.00 pm"


def test_a_moment_is_told_in_the_time_of_the_site():
    with override("en"):
        assert dates.clock(EVENING.astimezone(ZoneInfo("UTC"))) == "7.30 pm"


def test_an_evening_names_its_day_once():
    with override("en"):
        assert dates.when(EVENING, LATER) == "Tuesday 24 November 2020, 7.30 to 9.00 pm"


def test_days_without_a_time_have_none():
    with override("en"):
        assert dates.when(date(2020, 1, 3), date(2020, 1, 4)) == "Friday 3 January 2020 to Saturday 4 January 2020"


def test_a_part_without_an_end_lasts_until_the_next():
    assert dates.lengths([(time(19), None), (time(19, 45), time(21)), (time(21), None)]) == [45, 75, 15]
