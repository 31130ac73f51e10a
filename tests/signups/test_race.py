"""Real processes want the same seats at the same moment, on SQLite and on a PostgreSQL server of the tests' own."""

import pytest

from .racetrack import both

PROCESSES, EACH = 8, 25
SEATS = 20


@both
@pytest.mark.xdist_group("race")
def test_200_people_at_once_get_exactly_20_seats_and_the_rest_waits_in_order(track):
    pk = track.run("setup", SEATS)
    track.all_at_once([("join", pk, number * EACH, EACH) for number in range(PROCESSES)])
    found = track.run("report", pk)
    assert len(found["states"]) == PROCESSES * EACH
    assert set(found["states"][:SEATS]) <= {"held", "given"}
    assert set(found["states"][SEATS:]) == {"waiting"}
    assert found["taken"] == SEATS
    assert found["orders"] == list(range(1, PROCESSES * EACH + 1))
    assert found["arrived"] == sorted(found["arrived"])
    assert found["mails"] == PROCESSES * EACH


@both
@pytest.mark.xdist_group("race")
def test_everything_at_once_never_gives_a_seat_twice(track):
    pk = track.run("setup", SEATS)
    track.all_at_once([("mix", pk, seed, 25) for seed in range(4)])
    found = track.run("report", pk)
    assert found["states"]
    assert found["taken"] <= found["highest"]
    assert len(found["addresses"]) == len(set(found["addresses"]))
    assert len(found["orders"]) == len(set(found["orders"]))
    assert found["mails"] == found["mail_keys"]
