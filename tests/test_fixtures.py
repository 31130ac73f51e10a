"""The fixtures that all other tests rest on do what they say."""

import pytest
from django.db import connection
from wagtail.models import Page

from . import pages
from .conftest import ROLES


def test_site_has_the_same_pages_in_both_languages(site):
    for name in ("home", "knowledge", "section", "circles", "events", "directory", "news"):
        dutch, english = getattr(site.nl, name), getattr(site.en, name)
        assert dutch.live and english.live
        assert dutch.translation_key == english.translation_key


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_somebody(role, site, user_of):
    user = user_of(role)
    expected = "member" if role == "circle_participant" else role
    assert expected in user.role_keys


def test_own_database_commits(own_database, site):
    assert not connection.in_atomic_block
    assert Page.objects.filter(title="Kennis").exists()


@pytest.mark.django_db(transaction=True)
def test_flushed_database_is_filled_again():
    assert Page.objects.filter(depth=1).exists()


@pytest.mark.django_db(transaction=True)
def test_flushed_database_is_filled_again_for_the_next():
    assert Page.objects.filter(depth=1).exists()


def test_every_page_type_can_be_made(site):
    circle = pages.make_circle(site.circles)
    made = [
        pages.make_standard_page(site.home),
        pages.make_section(site.section),
        pages.make_article(site.section, body=pages.paragraph("<p>Zo doe je dat.</p>")),
        pages.make_best_practice(site.section),
        pages.make_organisation(site.directory),
        pages.make_place(site.directory),
        circle,
        pages.make_run(circle),
        pages.make_event(site.events),
        pages.make_news(site.news),
    ]
    assert all(page.live for page in made)
    assert "Zo doe je dat" in made[2].plain_body
    assert made[7].starts_at < made[7].ends_at


def test_translation_is_found_by_its_original(site):
    article = pages.make_article(site.section)
    assert pages.translate(article, title="An article").get_translations().get().pk == article.pk
