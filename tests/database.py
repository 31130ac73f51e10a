"""A migrated SQLite file, made once and copied for whoever needs a database of its own.

Migrating takes a quarter of a minute; copying a file takes milliseconds. So each xdist worker, and each test that must
run without a surrounding transaction, gets a copy. On PostgreSQL pytest-django's own databases are used.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend

ROOT = Path(settings.BASE_DIR)
KEPT_IN = settings.VAR_DIR / "test"
#: What decides how a migrated database looks. When one of these changes, a new one is made.
SOURCES = (
    "*/migrations/*.py",
    "*/apps.py",
    "*/roles.py",
    "*/workflows.py",
    "search/engines/*.py",
    "requirements.txt",
)


def migrated_file() -> Path:
    """The path of the migrated database, making it first if the migrations have changed."""
    # One for each search engine: what a run with another engine made is not thrown away under its feet.
    kind = f"migrated{settings.SEARCH_ENGINE}"
    path = KEPT_IN / f"{kind}-{_fingerprint()}.sqlite3"
    with locked(KEPT_IN / "migrated.lock"):
        if not path.exists():
            for old in KEPT_IN.glob(f"{kind}-*.sqlite3*"):
                old.unlink()
            _migrate(path)
    return path


def prepared_files(folder: Path) -> dict[bool, Path]:
    """Two files to copy, made in ``folder``: without (False) and with (True) the small network of the tests."""
    from .network import build_network

    migrated, filled = migrated_file(), folder / "network.sqlite3"
    shutil.copy(migrated, filled)
    with connected_to(filled):
        build_network()
    return {False: migrated, True: filled}


def connection_to(path: Path) -> object:
    """A connection like Django's default one, to the SQLite file at ``path``."""
    configured = connections["default"].settings_dict
    return load_backend(configured["ENGINE"]).DatabaseWrapper({**configured, "NAME": str(path)}, "default")


@contextmanager
def connected_to(path: Path) -> Iterator[None]:
    """Let Django's default connection of this thread be to the SQLite file at ``path``."""
    before = connections["default"]
    connections["default"] = connection_to(path)
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that all worker processes share."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with connected_to(unfinished):
        call_command("migrate", verbosity=0, interactive=False)
    shutil.move(unfinished, path)
