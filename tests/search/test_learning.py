"""What search learns from what is asked: what nobody opened, what several people asked, what to make of it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from circles.models import CirclePage
from knowledge.models import ArticlePage
from search import asked
from search.models import AskedQuestion
from tests.pages import make_article, restrict

from .asking import ask, page
from .test_suggestions import suggested


def made(text, times, days=1, results=1, ago=0, **more):
    for day in range(days):
        AskedQuestion.objects.create(
            day=timezone.localdate() - timedelta(days=ago + day),
            language="nl",
            text=text,
            times=times,
            results=results,
            **more,
        )


def test_browser_tells_which_place_was_opened_and_nothing_else_is_kept(site, visitor):
    make_article(site.section, "Kas")
    html = page(visitor, "kas")
    assert f'ping="http://testserver{reverse("search:opened")}?q=kas&amp;lang=nl&amp;place=1"' in html
    response = visitor.post(f"{reverse('search:opened')}?q=kas&lang=nl&place=1")
    assert response.status_code == 204
    assert not response.cookies
    row = AskedQuestion.objects.get()
    assert (row.clicks, row.places) == (1, 1)


def test_nobody_makes_a_question_up_by_telling_that_it_was_opened(site, visitor):
    address = reverse("search:opened")
    for query in (
        "q=nooit+gevraagd&place=1",
        "q=&place=1",
        "q=kas&place=x",
        "q=kas&place=99999",
        "url=https://evil.example",
    ):
        response = visitor.post(f"{address}?{query}")
        assert response.status_code == 204
        assert "Location" not in response
    assert visitor.get(address).status_code == 405
    assert not AskedQuestion.objects.exists()


def test_no_ping_where_nothing_is_kept(site, visitor, settings):
    make_article(site.section, "Kas")
    assert "ping=" not in page(visitor, "kas jan@club.nl")
    settings.SEARCH_LOG_DAYS = 0
    assert "ping=" not in page(visitor, "kas")


def test_report_tells_missed_unopened_and_growing_apart(site, as_coordinator):
    made("gemist", 4, results=0)
    made("ongeopend", 4)
    made("geopend", 4, clicks=2, places=6)
    made("groeit", 9, clicks=1, places=1)
    made("groeit", 2, ago=40)
    made("krimpt", 1, clicks=1, places=1)
    made("krimpt", 5, ago=40)
    texts = {
        name: [row["text"] for row in rows()] for name, rows in (("unopened", asked.unopened), ("missed", asked.missed))
    }
    assert texts == {"unopened": ["ongeopend"], "missed": ["gemist"]}
    growing = [row["text"] for row in asked.growing()]
    assert growing[0] == "groeit"
    assert "krimpt" not in growing
    assert asked.summary().get(text="geopend")["place"] == 3
    for show in ("missed", "unopened", "growing", "all", "x"):
        assert as_coordinator.get(reverse("search_questions"), {"show": show}).status_code == 200


@pytest.mark.parametrize(("what", "model"), [("article", ArticlePage), ("circle", CirclePage)])
def test_coordinator_makes_a_draft_of_a_question(site, as_coordinator, what, model):
    url = reverse("search_begin", args=[what])
    parent = site.section if what == "article" else site.circles
    html = as_coordinator.get(url, {"text": "fietsen lenen", "language": "nl"}).content.decode()
    assert 'value="Fietsen lenen"' in html
    response = as_coordinator.post(f"{url}?language=nl", {"title": "Fietsen lenen", "parent": parent.pk})
    draft = model.objects.get(title="Fietsen lenen")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert not draft.live
    assert draft.get_parent().pk == parent.pk


def test_draft_of_a_question_is_for_coordinators(site, as_editor, as_member):
    for client in (as_editor, as_member):
        assert client.get(reverse("search_begin", args=["article"])).status_code == 302


def test_question_of_several_is_suggested_as_far_as_it_finds_something(site, visitor, as_member):
    restrict(make_article(site.section, "Zwartemaan"))
    make_article(site.section, "Fietsen lenen")
    made("fietsen", 2, days=3)
    made("fiets kopen", 9, days=2)
    made("zwartemaan", 5, days=4)
    cache.clear()
    assert "fietsen" in suggested(visitor, "fiet")
    assert "fiets kopen" not in suggested(visitor, "fiet")
    assert suggested(visitor, "zwart") == []
    assert "zwartemaan" in suggested(as_member, "zwart")
    assert ask(visitor, "fietsen")["total"] == 1
