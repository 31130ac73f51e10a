"""The pages that people sign up for: as quick with many sign-ups as with few, and never showing seats of a moment ago."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from signups import changes, organising
from signups.enums import Level, State
from signups.links import personal_url
from signups.models import Offering, Signup
from signups.services import accept_offer, cancel_signup, change_consent, confirm
from signups.subjects import follow

from .. import pages
from .conftest import join
from .test_form import local


@pytest.fixture
def run(own_database, site):
    return pages.make_run(pages.make_circle(site.circles, "WordPress"), "winter")


@pytest.fixture
def event(own_database, site):
    return pages.make_event(site.events, "Borrel")


def open_to_all(page, **fields) -> Offering:
    made = Offering.objects.create(subject_key=page.translation_key, is_active=True, **fields)
    follow(page)
    made.refresh_from_db()
    return made


def fill(offering: Offering, organisations: list, count: int) -> None:
    """So many people more, a few of them waiting, each with an organisation that everybody may see."""
    known = offering.signups.count()
    shows = dict.fromkeys(("name", "organisation", "introduction", "email", "phone"), Level.EVERYBODY)
    Signup.objects.bulk_create(
        Signup(
            offering=offering,
            name=f"Mens {number}",
            email=f"mens{number}@post.example",
            organisation=organisations[number % len(organisations)],
            organisation_name="Club",
            shows=shows,
            state=State.WAITING if number % 10 == 9 else State.GIVEN,
            order=number,
            confirmed_at=timezone.now(),
        )
        for number in range(known + 1, known + 1 + count)
    )


def addresses(run, event, offering) -> dict[str, str]:
    waiting = offering.signups.filter(state=State.WAITING).first() or offering.signups.first()
    return {
        "run": run.url,
        "circle": run.circle.url,
        "event": event.url,
        "form": reverse("signups:form", args=[offering.key]),
        "own page": local(personal_url(offering.signups.first())),
        "own page of who waits": local(personal_url(waiting)),
    }


def test_pages_ask_no_more_with_many_sign_ups_than_with_few(run, event, site, queries_of):
    organisations = [pages.make_organisation(site.directory, f"Club {number}") for number in range(12)]
    offerings = [open_to_all(page) for page in (run, event)]
    counts: list[dict[str, list[str]]] = []
    for more in (12, 90):
        for offering in offerings:
            fill(offering, organisations, more)
        warm = ("/nl/", "/nl/wie-is-wie/", "/nl/agenda/", "/nl/leerkringen/")
        found = addresses(run, event, offerings[0])
        counts.append({name: queries_of(url, warm=warm) for name, url in found.items()})
    few, many = counts
    assert not [many[name] for name in many if len(many[name]) > len(few[name])]
    for name in ("run", "circle", "event"):
        assert len(many[name]) <= 8, many[name]


def test_screens_of_the_organiser_ask_no_more_with_many_sign_ups_than_with_few(
    run, site, coordinator, client_of, queries_of
):
    organisations = [pages.make_organisation(site.directory, f"Club {number}") for number in range(3)]
    offering, browser = open_to_all(run), client_of(coordinator)
    names = ("desk", "desk-mail", "desk-print", "desk-history")
    counts = []
    for more in (12, 90):
        fill(offering, organisations, more)
        urls = {name: reverse(f"signups:{name}", args=[offering.key]) for name in names}
        urls["csv"] = reverse("signups:desk-export", args=[offering.key, "csv"])
        counts.append({name: len(queries_of(url, browser)) for name, url in urls.items()})
    assert not [name for name in counts[1] if counts[1][name] > counts[0][name]]


def seats(page, *, kept: bool = True) -> tuple[int, int]:
    """(free, waiting) as the page draws them, by default from the page cache."""
    browser = Client()
    browser.get(page.url)
    answer = browser.get(page.url)
    assert answer.has_header("X-Kring-Cache") == kept
    body = answer.content.decode().split('class="seats big"')[1]
    number, words = re.search(r'<b class="num">(\d+)</b> <span>(.*?)</span>', body, re.DOTALL).groups()
    return (0, int(number)) if "wacht" in words else (int(number), 0)


def test_page_from_the_cache_shows_the_seats_of_now_after_each_step(page_cache, run, coordinator):
    offering = open_to_all(run, capacity=2)
    assert seats(run) == (2, 0)
    one = join(offering, "Zwaantje", confirmed=False)
    assert seats(run) == (1, 0)
    confirm(signup=one)
    assert seats(run) == (1, 0)
    two = join(offering, "Twee")
    assert seats(run) == (0, 0)
    three = join(offering, "Drie")
    assert seats(run) == (0, 1)
    cancel_signup(signup=two)
    assert seats(run) == (0, 0), "the seat is kept for who was waiting"
    accept_offer(signup=three)
    assert seats(run) == (0, 0)
    organising.change_capacity(offering=offering, capacity=5)
    assert seats(run) == (3, 0)
    change_consent(signup=one, shows={"name": Level.EVERYBODY})
    assert "Zwaantje" in Client().get(run.url).content.decode()
    change_consent(signup=one, shows={"name": Level.ORGANISERS})
    assert "Zwaantje" not in Client().get(run.url).content.decode()
    organising.call_off(offering=offering, actor=coordinator)
    assert "/aanmelden/" not in Client().get(run.url).content.decode()


def test_page_from_the_cache_ends_when_a_kept_seat_comes_free(page_cache, run, time_machine):
    offering = open_to_all(run, capacity=2, hold_hours=1)
    join(offering, "Vergeet", confirmed=False)
    assert seats(run) == (1, 0)
    deadline = offering.signups.get().deadline
    time_machine.move_to(deadline + timedelta(seconds=1))
    assert seats(run, kept=False) == (2, 0), "nothing ran in between"
    changes.settle_due()
    assert seats(run) == (2, 0)


def test_page_from_the_cache_opens_and_closes_on_time(page_cache, run, time_machine):
    opens = timezone.now() + timedelta(minutes=30)
    open_to_all(run, capacity=2, opens_at=opens, closes_at=opens + timedelta(minutes=15))

    def leads_to_the_form() -> bool:
        Client().get(run.url)
        return "/aanmelden/" in Client().get(run.url).content.decode()

    assert not leads_to_the_form()
    time_machine.move_to(opens + timedelta(seconds=1))
    assert leads_to_the_form()
    time_machine.move_to(opens + timedelta(minutes=15, seconds=1))
    assert not leads_to_the_form()
