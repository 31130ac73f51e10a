"""Something to sign up for, without a page."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from scripts.servers import postgresql
from signups.models import Occasion, Offering, Signup
from signups.services import Person, confirm, sign_up

from ..conftest import missing
from ..database import ROOT, migrated_file
from .racetrack import Racetrack


def make_offering(**fields) -> Offering:
    """An offering that is open and begins in two weeks, with one moment."""
    start = timezone.now() + timedelta(days=14)
    subject = uuid.uuid4()
    given = {
        "subject_key": subject,
        "title": {"nl": "Leerkring Proef", "en": "Circle Trial"},
        "is_active": True,
        "capacity": 2,
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "reply_to": "hallo@kring.example",
    }
    offering = Offering.objects.create(**(given | fields))
    if offering.starts_at:
        Occasion.objects.create(
            key=uuid.uuid4(),
            subject_key=offering.subject_key,
            part=offering.part,
            title={"nl": "Avond een"},
            place={"nl": "De Werf"},
            starts_at=offering.starts_at,
            ends_at=offering.ends_at,
        )
    return offering


def person(_name: str, guests: int = 0, **fields) -> Person:
    names = tuple(f"Gast {number}" for number in range(guests))
    return Person(**({"name": _name, "email": f"{_name.lower()}@post.example", "guests": names} | fields))


def join(offering: Offering, _name: str, guests: int = 0, *, confirmed: bool = True, **fields) -> Signup:
    """Somebody signs up, and follows the link in the mail unless ``confirmed`` is false."""
    signup = sign_up(offering=offering, person=person(_name, guests, **fields))
    return confirm(signup=signup) if confirmed else signup


def states(offering: Offering) -> dict[str, str]:
    return {each.name: each.state for each in offering.signups.order_by("pk")}


@pytest.fixture
def offering(db) -> Offering:
    return make_offering()


@pytest.fixture(scope="package")
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
