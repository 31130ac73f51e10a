"""Real processes want the same seats at the same moment, on SQLite and on a PostgreSQL server of the tests' own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.servers import postgresql

from ..conftest import missing
from ..database import ROOT, migrated_file

PROCESSES, EACH = 8, 25
SEATS = 20


class Racetrack:
    """A database with processes that run on it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "KRING_VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "KRING_DB_POOL": "12",
        }

    def run(self, *words: object) -> object:
        return self.result(self.start(*words))

    def start(self, *words: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.signups.racer", *map(str, words)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def result(self, process: subprocess.Popen) -> object:
        out, error = process.communicate(timeout=180)
        assert process.returncode == 0, error[-2000:]
        return json.loads(out.strip().splitlines()[-1])

    def all_at_once(self, jobs: list[tuple]) -> None:
        start = time.time() + 6  # by then every process has started
        for process in [self.start(*job, start) for job in jobs]:
            self.result(process)


@pytest.fixture(scope="module")
def postgres_track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Racetrack]:
    if postgresql.programs() is None:
        missing("PostgreSQL (apt-get install postgresql)")
    with postgresql.server() as url:
        track = Racetrack(url, tmp_path_factory.mktemp("var"))
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=ROOT, env=track.env, check=True, timeout=300)
        yield track


@pytest.fixture
def track(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker) -> Racetrack:
    if request.param == "postgres":
        return request.getfixturevalue("postgres_track")
    with django_db_blocker.unblock():
        source = migrated_file()
    path = tmp_path / "kring.sqlite3"
    path.write_bytes(source.read_bytes())
    return Racetrack(f"sqlite:///{path}", tmp_path)


both = pytest.mark.parametrize("track", ["sqlite", "postgres"], indirect=True)


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
