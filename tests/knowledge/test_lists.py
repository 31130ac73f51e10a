"""The knowledge base and its sections: what stands where, narrowed how, counted for whom."""

from datetime import date

import pytest
from django.utils.translation import gettext

from knowledge import shelves
from knowledge.listing import PER_PAGE
from knowledge.shelves import IN_THE_RING

from ..pages import make_organisation, make_section, restrict, translate
from .making import article, make_topic

INDEX, SECTION = "/nl/kennis/", "/nl/kennis/geld/"


def context(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.context_data


def titles(client, url):
    return [row.title for row in context(client, url)["rows"]]


def chapters(client, url):
    return {each.page.title: each.count for each in context(client, url)["chapters"]}


@pytest.fixture
def topics(site):
    return {name: make_topic(site, name) for name in ("Subsidie", "Mensen")}


@pytest.fixture
def three(site, topics):
    """A how-to, a best practice and a report, the newest first in this order."""
    return [
        article(site.section, "Stappen", topics=(topics["Subsidie"],), date=date(2026, 3, 3)),
        article(site.section, "Aanrader", practice=True, topics=tuple(topics.values()), date=date(2026, 2, 2)),
        article(site.section, "Verslag", article_kind="report", date=date(2026, 1, 1)),
    ]


# Lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [INDEX, SECTION])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Stappen", "Aanrader", "Verslag"]),
        ("kind=report", ["Verslag"]),
        ("kind=best-practice", ["Aanrader"]),
        ("topic=subsidie", ["Stappen", "Aanrader"]),
        ("topic=mensen&kind=how-to", []),
        ("topic=subsidie&kind=how-to", ["Stappen"]),
        ("kind=bestaat-niet&topic=ook-niet", ["Stappen", "Aanrader", "Verslag"]),
        ("kind=%00&topic=%00&page=%00", ["Stappen", "Aanrader", "Verslag"]),
        ("page=99", ["Stappen", "Aanrader", "Verslag"]),
    ],
)
def test_list_is_newest_first_and_narrowed_by_kind_and_topic(url, query, expected, three, visitor):
    assert titles(visitor, f"{url}?{query}") == expected


def test_number_beside_a_choice_is_what_it_leaves(three, visitor):
    found = context(visitor, f"{SECTION}?topic=subsidie")
    for choice in (*found["kinds"], *found["topics"]):
        if not choice.is_chosen:
            assert len(titles(visitor, SECTION + choice.url)) == choice.count, choice
    assert {choice.label: choice.count for choice in found["kinds"]} == {
        "": 2,
        gettext("How-to"): 1,
        gettext("Best practice"): 1,
    }


def test_chosen_topic_can_be_taken_away_and_keeps_the_kind(three, visitor):
    found = context(visitor, f"{SECTION}?topic=subsidie&kind=how-to")
    chosen = next(choice for choice in found["topics"] if choice.is_chosen)
    assert chosen.url == "?kind=how-to"


def test_nothing_found_says_so_and_offers_the_choices(three, visitor):
    html = visitor.get(f"{SECTION}?topic=mensen&kind=how-to").content.decode()
    assert gettext("Nothing here is both this kind and about this topic. Choose one of the two.") in html
    assert "?topic=mensen" in html


def test_empty_section_says_so(site, visitor):
    html = visitor.get(SECTION).content.decode()
    assert gettext("Nothing has been written here yet.") in html
    assert 'class="seats' not in html


def test_long_list_goes_over_pages_and_keeps_its_filter(site, visitor):
    for number in range(PER_PAGE + 1):
        article(site.section, f"Artikel {number}", article_kind="report")
    first = visitor.get(f"{SECTION}?kind=report").content.decode()
    assert "?kind=report&amp;page=2" in first
    assert len(titles(visitor, f"{SECTION}?kind=report&page=2")) == 1


def test_list_holds_only_the_language_of_the_page(site, three, visitor):
    translate(three[0], title="Steps")
    assert titles(visitor, "/en/knowledge/") == ["Steps"]
    assert "Steps" not in titles(visitor, INDEX)


def test_topics_filter_by_the_same_word_in_every_language(three, visitor):
    translate(three[0], title="Steps")
    assert titles(visitor, "/en/knowledge/?topic=subsidie") == ["Steps"]


def test_best_practices_are_lifted_out_only_from_the_whole_list(three, visitor):
    assert [each.title for each in context(visitor, SECTION)["best_practices"]] == ["Aanrader"]
    assert context(visitor, f"{SECTION}?kind=report")["best_practices"] == []


def test_rows_name_their_organisations_and_age(site, visitor):
    makers = [make_organisation(site.directory, name) for name in ("De Werf", "De Sluis")]
    article(site.section, "Samen", makers=tuple(makers), date=date(2025, 1, 5), checked_on=date(2025, 3, 9))
    [row] = context(visitor, SECTION)["rows"]
    assert "De Werf en De Sluis" in row.by_line
    assert "9 maart 2025" in row.by_line


# Counts ----------------------------------------------------------------------------------------------------------


def test_sections_count_what_is_below_them_at_any_depth(site, visitor):
    below = make_section(site.section, "Subsidies")
    other = make_section(site.knowledge, "Ruimte")
    for parent in (site.section, below, below, make_section(below, "Dieper")):
        article(parent, "Iets")
    assert chapters(visitor, INDEX) == {"Geld": 4, "Ruimte": 0}
    assert chapters(visitor, SECTION) == {"Subsidies": 3}
    assert context(visitor, SECTION)["shelf"].total == 4
    assert context(visitor, other.url)["shelf"].total == 0


def test_moved_article_counts_where_it_is_now(own_database, site, visitor):
    other = make_section(site.knowledge, "Ruimte")
    page = article(site.section, "Iets")
    assert chapters(visitor, INDEX) == {"Geld": 1, "Ruimte": 0}
    page.move(other, pos="last-child")
    assert chapters(visitor, INDEX) == {"Geld": 0, "Ruimte": 1}


def test_ring_holds_everybody_who_wrote_here_most_first(site, visitor):
    often, once = make_organisation(site.directory, "Vaak"), make_organisation(site.directory, "Eens")
    article(site.section, "Een", makers=(often,))
    article(site.section, "Twee", makers=(often, once))
    article(site.section, "Concept", makers=(make_organisation(site.directory, "Nooit"),), live=False)
    assert [card.title for card in context(visitor, SECTION)["makers"]] == ["Vaak", "Eens"]


def test_ring_has_room_for_so_many(site, visitor):
    makers = tuple(make_organisation(site.directory, f"Club {number}") for number in range(IN_THE_RING + 3))
    article(site.section, "Samen", makers=makers)
    found = context(visitor, SECTION)
    assert len(found["makers"]) == IN_THE_RING
    assert len(found["shelf"].writers) == IN_THE_RING + 3


@pytest.mark.parametrize("url", [INDEX, SECTION])
def test_what_is_too_large_to_count_is_listed_and_filtered_without_numbers(url, three, closed, visitor, monkeypatch):
    monkeypatch.setattr(shelves, "MOST", 3)
    found, html = context(visitor, url), visitor.get(url).content.decode()
    assert found["shelf"].is_large
    assert 'class="num"' not in html
    assert titles(visitor, url) == ["Stappen", "Aanrader", "Verslag"]
    assert titles(visitor, f"{url}?topic=subsidie&kind=how-to") == ["Stappen"]
    assert [each.title for each in found["best_practices"]] == ["Aanrader"]
    assert "Geheim" not in html
    assert "Besloten plank" not in html


# What nobody may learn from a list or a number -------------------------------------------------------------------


@pytest.fixture
def closed(site, topics):
    """A section for members with one article of a kind, a topic and an organisation that are nowhere else."""
    section = make_section(site.section, "Besloten plank")
    maker = make_organisation(site.directory, "Geheime club")
    restrict(section)
    return article(section, "Geheim stuk", article_kind="question", topics=(topics["Mensen"],), makers=(maker,))


@pytest.mark.parametrize("url", [INDEX, SECTION])
def test_visitor_learns_nothing_of_a_closed_section(url, three, closed, visitor, as_member):
    found, html = context(visitor, url), visitor.get(url).content.decode()
    assert "Geheim" not in html
    assert "Besloten plank" not in html
    assert found["shelf"].total == 3
    assert found["shelf"].count("question") == 0
    assert found["makers"] == []
    assert "kind=question" not in html
    assert context(as_member, url)["shelf"].total == 4
    assert "Geheim stuk" in titles(as_member, url)


def test_what_a_member_saw_is_not_remembered_for_a_visitor(own_database, site, three, closed, visitor, as_member):
    for client, total in ((as_member, 4), (visitor, 3), (as_member, 4)):
        assert context(client, SECTION)["shelf"].total == total


def test_closed_section_is_not_a_page_of_the_list_for_a_visitor(closed, visitor):
    assert visitor.get(closed.get_parent().url).status_code == 302


def test_section_for_members_is_marked_for_them(closed, as_member):
    assert [each.is_restricted for each in context(as_member, SECTION)["chapters"]] == [True]
