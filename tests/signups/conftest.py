"""Something to sign up for, without a page."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from signups.models import Occasion, Offering, Signup
from signups.services import Person, confirm, sign_up


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
