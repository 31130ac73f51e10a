"""The fuse between the site and a server that may be away."""

import pytest

from search.engines.circuit import FIRST_PAUSE, LONGEST_PAUSE, Away, Circuit


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def fails():
    raise OSError("no route")


def test_failure_opens_it_and_nothing_is_tried_meanwhile(clock):
    circuit, tried = Circuit((OSError,), clock), []
    with pytest.raises(Away):
        circuit.call(fails)
    assert circuit.is_open
    with pytest.raises(Away):
        circuit.call(lambda: tried.append(1))
    assert not tried


def test_success_after_the_pause_closes_it(clock):
    circuit = Circuit((OSError,), clock)
    with pytest.raises(Away):
        circuit.call(fails)
    clock.now += FIRST_PAUSE
    assert circuit.call(lambda: "here") == "here"
    assert not circuit.is_open


def test_pauses_grow_but_not_for_ever(clock):
    circuit, pauses = Circuit((OSError,), clock), []
    for _attempt in range(9):
        with pytest.raises(Away):
            circuit.call(fails)
        began = clock.now
        while circuit.is_open:
            clock.now += 0.5
        pauses.append(clock.now - began)
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_only_one_tries_when_the_pause_is_over(clock):
    circuit, second = Circuit((OSError,), clock), []

    def slow():
        with pytest.raises(Away):
            circuit.call(lambda: second.append(1))
        return "here"

    with pytest.raises(Away):
        circuit.call(fails)
    clock.now += FIRST_PAUSE
    assert circuit.call(slow) == "here"
    assert not second


def test_mistake_of_our_own_is_not_taken_for_a_server_that_is_away(clock):
    circuit = Circuit((OSError,), clock)
    with pytest.raises(ZeroDivisionError):
        circuit.call(lambda: 1 / 0)
    assert not circuit.is_open
