"""News: the archive by year and topic, the page, the listing in the admin, and what stays inside."""

from datetime import date, timedelta

import pytest
from django.core.files.images import ImageFile
from django.utils.translation import gettext
from wagtail.images.tests.utils import get_test_image_file

from content.cache import forget
from content.models import CustomImage

from ..editing import post_edit
from ..pages import make_organisation, paragraph, restrict, translate
from .making import make_topic, news

INDEX = "/nl/nieuws/"


def context(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.context_data


def titles(client, url=INDEX):
    return [each.title for each in context(client, url)["news"]]


@pytest.fixture
def topics(site):
    return {name: make_topic(site, name) for name in ("Geld", "Ruimte")}


@pytest.fixture
def three(site, topics):
    return [
        news(site, "Vorig jaar", topics=(topics["Geld"],), date=date(2025, 12, 31)),
        news(site, "Nieuwjaar", topics=tuple(topics.values()), date=date(2026, 1, 1)),
        news(site, "Lente", date=date(2026, 3, 21)),
    ]


# The archive -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Lente", "Nieuwjaar", "Vorig jaar"]),
        ("year=2025", ["Vorig jaar"]),
        ("year=2026&topic=geld", ["Nieuwjaar"]),
        ("topic=geld", ["Nieuwjaar", "Vorig jaar"]),
        ("year=2025&topic=ruimte", []),
        ("year=1800", []),
        ("year=abcd&topic=ook-niet", ["Lente", "Nieuwjaar", "Vorig jaar"]),
        ("year=%00&topic=%00&page=%00", ["Lente", "Nieuwjaar", "Vorig jaar"]),
        ("year=0000", ["Lente", "Nieuwjaar", "Vorig jaar"]),
        ("year=99999999", ["Lente", "Nieuwjaar", "Vorig jaar"]),
    ],
)
def test_archive_is_newest_first_and_narrowed_by_year_and_topic(query, expected, three, visitor):
    assert titles(visitor, f"{INDEX}?{query}") == expected


def test_number_beside_a_choice_is_what_it_leaves(three, visitor):
    found = context(visitor, f"{INDEX}?topic=geld")
    assert [(choice.label, choice.count) for choice in found["years"]] == [("", 2), ("2026", 1), ("2025", 1)]
    for choice in (*found["years"], *found["topics"]):
        if not choice.is_chosen:
            assert len(titles(visitor, INDEX + choice.url)) == choice.count, choice


def test_archive_goes_over_pages(site, visitor):
    for number in range(21):
        news(site, f"Bericht {number}", date=date(2026, 1, 1) + timedelta(days=number))
    assert len(titles(visitor)) == 20
    assert "?year=2026&amp;page=2" in visitor.get(f"{INDEX}?year=2026").content.decode()
    assert titles(visitor, f"{INDEX}?page=2") == ["Bericht 0"]


def test_empty_archive_says_so(site, visitor):
    assert gettext("There is no news yet.") in visitor.get(INDEX).content.decode()


def test_each_language_has_its_own_news(site, three, visitor):
    translate(three[0], title="Last year")
    assert titles(visitor, "/en/news/") == ["Last year"]
    assert "Last year" not in titles(visitor)


def test_visitor_learns_nothing_of_news_for_members(site, three, topics, visitor, as_member):
    maker = make_organisation(site.directory, "Geheime club")
    topic = make_topic(site, "Geheim onderwerp")
    restrict(news(site, "Geheim", topics=(topic,), about=(maker,), date=date(2019, 5, 5)))
    html = visitor.get(INDEX).content.decode()
    assert "Geheim" not in html
    assert "year=2019" not in html
    assert context(visitor, INDEX)["page_obj"].paginator.count == 3
    assert "Geheim" in titles(as_member)
    assert gettext("for members only") in as_member.get(INDEX).content.decode()


# The page --------------------------------------------------------------------------------------------------------


def test_page_tells_about_whom_and_what_it_is(site, topics, visitor):
    maker, closed = make_organisation(site.directory, "De Werf"), make_organisation(site.directory, "Schuilplaats")
    restrict(closed)
    page = news(site, "Iets", about=(maker, closed), topics=(topics["Geld"],), body=paragraph("<p>Tekst.</p>"))
    html = visitor.get(page.url).content.decode()
    for text in ("De Werf", "Geld", "Tekst."):
        assert text in html
    assert "Schuilplaats" not in html


def test_photo_stands_with_its_description_and_maker(site, visitor):
    image = CustomImage.objects.create(
        title="Foto",
        description="Mensen aan tafel",
        credit="Foto: Anna",
        file=ImageFile(get_test_image_file(), "a.png"),
    )
    page = news(site, "Met foto", listing_image=image)
    html = visitor.get(page.url).content.decode()
    assert 'alt="Mensen aan tafel"' in html
    assert "Foto: Anna" in html
    assert 'alt="Mensen aan tafel"' in visitor.get(INDEX).content.decode()


def test_more_news_prefers_the_same_topic_and_shows_only_what_the_reader_may_see(site, topics, visitor, as_member):
    page = news(site, "Dit", topics=(topics["Geld"],), date=date(2026, 5, 1))
    news(site, "Zelfde onderwerp", topics=(topics["Geld"],), date=date(2025, 1, 1))
    news(site, "Nieuwer", date=date(2026, 4, 1))
    restrict(news(site, "Geheim", topics=(topics["Geld"],), date=date(2026, 4, 2)))
    assert [each.title for each in context(visitor, page.url)["more"]] == ["Zelfde onderwerp", "Nieuwer"]
    assert "Geheim" in [each.title for each in context(as_member, page.url)["more"]]


# The admin -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", {"Vorig jaar", "Nieuwjaar", "Lente"}), ("date_from=2026-02-01", {"Lente"}), ("q=vorig", {"Vorig jaar"})],
)
def test_news_is_listed_and_filtered_in_the_admin(query, expected, three, as_editor):
    response = as_editor.get(f"/admin/news-items/?{query}")
    assert {page.title for page in response.context["object_list"]} == expected


def test_editor_publishes_news(site, as_editor, visitor):
    page = news(site, "Concept", live=False)
    response = post_edit(as_editor, page, title="Klaar", summary="Het is zover.", date="2026-02-03")
    assert response.status_code == 302, response.context["form"].errors
    html = visitor.get(page.url).content.decode()
    assert "Klaar" in html
    assert "3 februari" in html
    assert post_edit(as_editor, site.news, summary="Wat er speelt.").status_code == 302
    assert "Wat er speelt." in visitor.get(INDEX).content.decode()


# Budgets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [3, 40])
def test_news_asks_little_of_the_database(number, own_database, site, queries_of):
    topic, maker = make_topic(site, "Geld"), make_organisation(site.directory, "De Werf")
    pages = [news(site, f"Bericht {each}", topics=(topic,), about=(maker,)) for each in range(number)]
    for address, allowed in ((INDEX, 10), (f"{INDEX}?topic=geld", 10), (pages[0].url, 8), ("/nl/feed.xml", 8)):
        forget()
        found = queries_of(address, warm=("/nl/", "/nl/wie-is-wie/"))
        assert len(found) <= allowed, (address, found)
