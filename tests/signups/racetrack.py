"""A database on which processes of the tests run."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..database import ROOT

#: The same on a SQLite file and on a PostgreSQL server of the tests' own.
both = pytest.mark.parametrize("track", ["sqlite", "postgres"], indirect=True)


class Racetrack:
    """A database with processes that run on it. ``folder`` is theirs too."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "KRING_VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "KRING_DB_POOL": "12",
        }

    def run(self, *words: object, module: str = "racer") -> object:
        """What one process says, from beginning to end."""
        return self.result(self.start(*words, module=module))

    def start(self, *words: object, module: str = "racer") -> subprocess.Popen:
        command = [sys.executable, "-m", f"tests.signups.{module}", *map(str, words)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def result(self, process: subprocess.Popen) -> object:
        out, error = process.communicate(timeout=300)
        assert process.returncode == 0, error[-3000:]
        return json.loads(out.strip().splitlines()[-1])

    def all_at_once(self, jobs: list[tuple]) -> None:
        start = time.time() + 6  # by then every process has started
        for process in [self.start(*job, start) for job in jobs]:
            self.result(process)
