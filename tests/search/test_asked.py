"""Questions are counted without who asked, and coordinators learn from what was not found."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search import asked
from search.models import AskedQuestion, Synonym
from tests.pages import make_article, restrict

from .asking import ask, page


def test_question_is_counted_once_a_day_without_who_asked(site, visitor, as_member):
    make_article(site.section, "Kas")
    for client in (visitor, as_member):
        ask(client, " KAS ")
    row = AskedQuestion.objects.get()
    assert (row.text, row.times, row.results) == ("kas", 2, 1)
    names = {field.name for field in AskedQuestion._meta.fields}
    assert names == {"id", "day", "language", "text", "times", "results", "clicks", "places"}


@pytest.mark.parametrize("text", ["jan@club.nl", "06 12 34 56 78", "NL91ABNA0417164300", "x" * 101, ""])
def test_what_may_be_personal_is_not_kept(site, visitor, text):
    ask(visitor, text)
    assert not AskedQuestion.objects.exists()


def test_setting_keeps_nothing(site, visitor, settings):
    settings.SEARCH_LOG_DAYS = 0
    ask(visitor, "kas")
    assert not AskedQuestion.objects.exists()


def test_old_questions_are_forgotten(site, visitor):
    ask(visitor, "kas")
    AskedQuestion.objects.update(day=timezone.localdate() - timedelta(days=91))
    assert asked.forget_old() == 1


def test_report_shows_what_was_not_found_with_what_to_do(site, visitor, as_coordinator):
    make_article(site.section, "Kas")
    ask(visitor, "kas")
    ask(visitor, "onvindbaar")
    html = as_coordinator.get(reverse("search_questions")).content.decode()
    assert "onvindbaar" in html
    assert reverse("synonym:add") in html
    assert ">kas<" not in html
    assert ">kas<" in as_coordinator.get(reverse("search_questions"), {"show": "all"}).content.decode()


def test_report_is_for_coordinators_only(site, as_editor, as_member):
    for client in (as_editor, as_member):
        assert client.get(reverse("search_questions")).status_code == 302


def test_coordinator_adds_a_synonym_in_the_admin(site, as_coordinator, visitor):
    make_article(site.section, "Verklaring over het gedrag")
    trial = as_coordinator.get(reverse("search_trial"), {"words": "vog, verklaring over het gedrag", "language": "nl"})
    assert "Verklaring over het gedrag" in trial.content.decode()
    data = {"words": "vog, verklaring over het gedrag", "language": "nl"}
    response = as_coordinator.post(reverse("synonym:add"), data)
    assert response.status_code == 302, response.content.decode()[:500]
    assert Synonym.objects.count() == 1
    assert ask(visitor, "vog")["total"] == 1
    assert as_coordinator.post(reverse("synonym:add"), {"words": "alleen", "language": "nl"}).status_code == 200


def test_best_bet_stands_first_and_is_said_to_be_one(site, visitor, as_member):
    chosen, closed = make_article(site.section, "Het korte antwoord"), make_article(site.section, "Voor leden")
    restrict(closed)
    query = Query.get("vergoeding")
    for place, thing in enumerate((chosen, closed)):
        SearchPromotion.objects.create(query=query, page=thing, sort_order=place, description=f"Lees dit {place}")
    html = page(visitor, "Vergoeding")
    assert "best-bet" in html
    assert "Lees dit 0" in html
    assert "Lees dit 1" not in html
    assert "Lees dit 1" in page(as_member, "vergoeding")
    assert "best-bet" not in page(visitor, "iets anders")


def test_best_bet_counts_from_the_moment_it_is_chosen_until_it_is_taken_away(own_database, site, visitor):
    chosen = make_article(site.section, "Het korte antwoord")
    assert "best-bet" not in page(visitor, "vergoeding")
    bet = SearchPromotion.objects.create(query=Query.get("vergoeding"), page=chosen, sort_order=0)
    assert "best-bet" in page(visitor, "vergoeding")
    bet.delete()
    assert "best-bet" not in page(visitor, "vergoeding")
