"""The feed of news: valid Atom, one per language, the same entries for ever, and nothing that is not for everybody."""

from datetime import UTC, date, datetime

import time_machine

from ..atom import entries, read
from ..pages import restrict, translate
from .making import news

NL, EN = "/nl/feed.xml", "/en/feed.xml"


def test_feed_holds_the_news_of_its_language_newest_first(site, visitor):
    old = news(site, "Oud", date=date(2020, 1, 1))
    news(site, "Nieuw", summary="Met <i> & meer.", date=date(2026, 1, 1))
    translate(old, title="Old")
    found = read(visitor, NL)
    assert found["language"] == "nl"
    assert found["alternate"].endswith("/nl/nieuws/")
    assert [entry["title"] for entry in found["entries"]] == ["Nieuw", "Oud"]
    assert found["entries"][0]["summary"] == "Met &lt;i&gt; &amp; meer."
    assert found["entries"][0]["published"].date() == date(2026, 1, 1)
    assert [entry["title"] for entry in entries(visitor, EN)] == ["Old"]


def test_empty_feed_is_valid(site, visitor):
    assert entries(visitor, NL) == []


def test_entry_keeps_its_identity_when_its_address_changes_and_is_updated(site, visitor):
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC)):
        page = news(site, "Eerst", date=date(2026, 5, 1))
        [before] = entries(visitor, NL)
    with time_machine.travel(datetime(2026, 5, 9, 12, tzinfo=UTC)):
        page.slug, page.title = "anders", "Daarna"
        page.save_revision().publish()
        [after] = entries(visitor, NL)
    assert after["id"] == before["id"]
    assert after["link"] != before["link"]
    assert after["published"] == before["published"]
    assert after["updated"] > before["updated"]


def test_feed_and_translation_have_identities_of_their_own(site, visitor):
    translate(news(site, "Nieuws"), title="News item")
    dutch, english = read(visitor, NL), read(visitor, EN)
    assert dutch["id"] != english["id"]
    assert dutch["entries"][0]["id"] != english["entries"][0]["id"]
    assert read(visitor, NL)["id"] == dutch["id"]


def test_feed_holds_only_what_everybody_may_see_even_for_members(site, visitor, as_member):
    restrict(news(site, "Geheim"))
    news(site, "Concept", live=False)
    for client in (visitor, as_member):
        assert entries(client, NL) == []


def test_feed_is_fresh_after_a_publish_and_after_a_restriction(page_cache, site, visitor):
    page = news(site, "Eerst")
    assert len(entries(visitor, NL)) == 1
    news(site, "Tweede")
    assert len(entries(visitor, NL)) == 2
    restrict(page)
    assert [entry["title"] for entry in entries(visitor, NL)] == ["Tweede"]


def test_feed_is_announced_on_the_pages_with_news(site, visitor):
    page = news(site, "Iets")
    for url in ("/nl/nieuws/", page.url):
        html = visitor.get(url).content.decode()
        assert f'<link rel="alternate" type="application/atom+xml" title="Nieuws" href="{NL}">' in html
    assert f'href="{EN}"' in visitor.get("/en/news/").content.decode()
