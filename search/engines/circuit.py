"""A fuse between the site and a server that may be away: after a failure nobody waits for it again for a while."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import TypeVar

Value = TypeVar("Value")

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 30.0  # seconds before it is tried again; doubled each time it is still away


class Away(Exception):
    """The server does not answer, or not in time."""


class Circuit:
    """Closed: calls go through. Open: they fail at once, until it is time for one to try again."""

    def __init__(self, failures: tuple[type[Exception], ...], clock: Callable[[], float] = monotonic) -> None:
        self._failures = failures
        self._clock = clock
        self._lock = Lock()
        self._pause = 0.0
        self._closed_at = 0.0  # by the clock

    @property
    def is_open(self) -> bool:
        """Whether a call would fail at once."""
        return self._clock() < self._closed_at

    def call(self, function: Callable[[], Value]) -> Value:
        """What ``function`` gives. Raises ``Away`` if it fails as servers do, or if it is not its time."""
        with self._lock:
            if self.is_open:
                raise Away("not tried: it was away a moment ago")
            if self._pause:
                # One tries; whoever comes meanwhile goes the other way.
                self._closed_at = self._clock() + self._pause
        try:
            value = function()
        except self._failures as error:
            self._opened()
            raise Away(str(error)[:200]) from error
        with self._lock:
            self._pause = self._closed_at = 0.0
        return value

    def _opened(self) -> None:
        with self._lock:
            self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE)
            self._closed_at = self._clock() + self._pause
