"""A worker is killed between any two steps of its work: afterwards everything is as if nothing had happened.

The one exception is told in ``notifications/services.py``: who is killed after handing a mail to the mail server and before
noting that, leaves a mail that goes out once more, as the same message.
"""

from collections import Counter

import pytest

from .racetrack import both

#: story -> at every how many steps the worker is killed; publishing a page has very many.
STORIES = {"delivery": 1, "reminders": 1, "promotion": 1, "cancelling": 1, "retention": 1, "edits": 1, "poll": 12}


@both
@pytest.mark.xdist_group("race")
@pytest.mark.parametrize("story", STORIES)
def test_killed_worker_loses_nothing_and_does_nothing_twice(story, track):
    every = STORIES[story] * (1 if track.env["DATABASE_URL"].startswith("sqlite") else 4)
    told = track.run(story, track.folder, every, module="killer")
    whole = told["whole"]
    assert told["broken"] and len(told["kinds"]) >= 4
    assert not twice(whole["mails"])
    for each in told["broken"]:
        assert each["found"] == whole["found"], each["kinds"]
        assert letters(each["mails"]) == letters(whole["mails"]), each["kinds"]
        in_the_window = "after mail" in each["kinds"]
        assert len(twice(each["mails"])) == in_the_window, each["kinds"]


def letters(mails: list[list[str]]) -> set[tuple[str, str]]:
    """Which mails arrived: to whom, about what."""
    return {(to, subject) for _id, to, subject in mails}


def twice(mails: list[list[str]]) -> list[str]:
    """The messages that arrived more than once, as the same message."""
    counts = Counter(number for number, _to, _subject in mails)
    assert max(counts.values(), default=0) <= 2
    return [number for number, count in counts.items() if count > 1]
