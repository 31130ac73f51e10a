"""Notes of what a server beside the database has yet to hear: by triggers, whatever way a document changes."""

import pytest

from search.engines import waiting
from search.models import SearchDocument
from tests.pages import make_article


@pytest.fixture
def network(own_database, site):
    waiting.uninstall()
    waiting.install()
    yield site
    waiting.uninstall()


@pytest.fixture
def noted(network):
    waiting.done(waiting.first(1_000))
    waiting.everything_done(waiting.next_number())
    return network


def test_every_change_is_noted(noted):
    article = make_article(noted.section, "Kastanje")
    document = SearchDocument.objects.get(page=article)
    assert document.pk in waiting.first(9).numbers
    for change in (
        lambda: SearchDocument.objects.filter(pk=document.pk).update(audience="login"),
        lambda: SearchDocument.objects.bulk_update([document], ["tags"]),
        article.delete,
    ):
        waiting.done(waiting.first(9))
        change()
        assert list(waiting.first(9).numbers) == [document.pk]


def test_what_is_only_shown_is_not_noted(noted):
    article = make_article(noted.section, "Kastanje")
    waiting.done(waiting.first(9))
    SearchDocument.objects.filter(page=article).update(label="Anders")
    assert not waiting.first(9)


def test_note_that_came_meanwhile_stays(noted):
    article = make_article(noted.section, "Kastanje")
    batch = waiting.first(9)
    SearchDocument.objects.filter(page=article).update(audience="login")
    waiting.done(batch)
    later = waiting.first(9)
    assert later.numbers[SearchDocument.objects.get(page=article).pk] > batch.last


def test_beginning_to_note_means_that_everything_waits_and_numbers_go_on(network):
    first = waiting.first(1).everything
    number = waiting.next_number()
    assert number > first > 0
    waiting.uninstall()
    waiting.install()
    assert waiting.first(1).everything > first
    waiting.everything_done(waiting.next_number())
    assert waiting.first(1).everything == 0
