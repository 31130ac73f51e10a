"""Old addresses lead to where a page is now, and to everything below it."""

import pytest

from tests.pages import make_article, make_section

pytestmark = pytest.mark.django_db


def rename(page, slug):
    page.refresh_from_db()
    page.slug = slug
    page.save_revision().publish()


@pytest.fixture(autouse=True)
def _committed(own_database):
    """Wagtail tells of a new address after the commit."""


def test_renamed_section_keeps_its_address_and_those_below_it(site, visitor):
    section = make_section(site.knowledge, "Bar", slug="bar")
    make_article(section, "Rooster", slug="rooster")
    rename(section, "kantine")

    assert visitor.get("/nl/kennis/bar/")["Location"] == "/nl/kennis/kantine/"
    assert visitor.get("/nl/kennis/bar/rooster/")["Location"] == "/nl/kennis/kantine/rooster/"


def test_moved_page_is_found_at_its_old_address(site, visitor):
    first, second = make_section(site.knowledge, "Een", slug="een"), make_section(site.knowledge, "Twee", slug="twee")
    article = make_article(first, "Rooster", slug="rooster")
    article.move(second, "last-child")

    assert visitor.get("/nl/kennis/een/rooster/")["Location"] == "/nl/kennis/twee/rooster/"


def test_page_renamed_there_and_back_does_not_go_round(site, visitor):
    section = make_section(site.knowledge, "Bar", slug="bar")
    rename(section, "kantine")
    rename(section, "bar")

    assert visitor.get("/nl/kennis/bar/").status_code == 200
    assert visitor.get("/nl/kennis/kantine/")["Location"] == "/nl/kennis/bar/"


def test_unknown_address_stays_unknown(site, visitor):
    assert visitor.get("/nl/kennis/nooit-geweest/").status_code == 404
