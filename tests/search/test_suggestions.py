"""Suggestions while typing: titles and topics that begin so, for this viewer."""

from django.urls import reverse

from content.models import Topic
from tests.pages import make_article, make_organisation, restrict


def suggested(client, text):
    response = client.get(reverse("search:suggestions"), {"q": text})
    assert response.status_code == 200
    return [row["title"] for row in response.json()["suggestions"]]


def test_beginning_of_a_word_suggests_titles_and_topics(site, visitor):
    Topic.objects.create(name="Zonne-energie", locale=site.nl.locale)
    make_article(site.section, "Kosten van zonnepanelen")
    make_organisation(site.directory, "Zonnebloem")
    assert suggested(visitor, "zonn") == ["Zonne-energie", "Zonnebloem", "Kosten van zonnepanelen"]


def test_all_words_but_the_last_must_be_whole(site, visitor):
    make_article(site.section, "Kosten van zonnepanelen")
    assert suggested(visitor, "kosten zon") == ["Kosten van zonnepanelen"]
    assert suggested(visitor, "kost zonnepanelen") == []


def test_closed_titles_are_not_suggested_to_visitors(site, visitor, as_member):
    restrict(make_article(site.section, "Zonnepanelen intern"))
    assert suggested(visitor, "zonn") == []
    assert suggested(as_member, "zonn") == ["Zonnepanelen intern"]


def test_nonsense_suggests_nothing(site, visitor):
    for text in ("", "z", '"', "*", "\x00", "a" * 5_000, "' OR 1=1", "~", "()", "NEAR("):
        assert suggested(visitor, text) == []


def test_search_box_says_where_suggestions_come_from(site, visitor):
    html = visitor.get(reverse("search:search")).content.decode()
    assert f'data-suggest="{reverse("search:suggestions")}"' in html
    assert "js/suggest.js" in html
