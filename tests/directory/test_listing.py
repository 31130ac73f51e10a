"""The directory: filters that combine, numbers that tell no secrets, places, and how much it asks of the database."""

import pytest
import time_machine

from content.models import Area, Audience, Sector, Topic

from ..pages import make_organisation, make_place, restrict, translate

OPEN_ALL_TUESDAY = [{"type": "hours", "value": {"days": ["2"], "opens": "09:00", "closes": "22:00"}}]


@pytest.fixture
def words(site):
    """Two words of each kind."""
    made = {}
    for model in (Sector, Area, Topic, Audience):
        for name in ("een", "twee"):
            made[f"{model._meta.model_name}-{name}"] = model.objects.create(
                name=f"{model.__name__} {name}", locale=site.nl.locale
            )
    return made


def tagged(site, title, *terms, **fields):
    """An organisation with these words."""
    page = make_organisation(site.directory, title, **fields)
    for term in terms:
        field = {"Sector": "sectors", "Area": "areas", "Topic": "topics", "Audience": "audiences"}
        getattr(page, field[type(term).__name__]).add(term)
    page.save_revision().publish()
    return page


@pytest.fixture
def three(site, words):
    return [
        tagged(site, "De Werf", words["sector-een"], words["area-een"], words["topic-een"], words["audience-een"]),
        tagged(site, "Zwemclub", words["sector-een"], words["area-twee"], words["topic-twee"]),
        tagged(site, "Theater", words["sector-twee"], words["area-een"]),
    ]


def titles(response):
    return [row.entry.card.title for row in response.context_data["rows"]]


def counts(response):
    return {
        group.kind: {choice.word.name: choice.count for choice in group.choices}
        for group in response.context_data["groups"]
    }


def test_everybody_is_listed_by_name_without_the_article(three, visitor):
    assert titles(visitor.get("/nl/wie-is-wie/")) == ["Theater", "De Werf", "Zwemclub"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sector=sector-een", ["De Werf", "Zwemclub"]),
        ("sector=sector-een&sector=sector-twee", ["Theater", "De Werf", "Zwemclub"]),
        ("area=area-een", ["Theater", "De Werf"]),
        ("topic=topic-twee", ["Zwemclub"]),
        ("audience=audience-een", ["De Werf"]),
        ("letter=w", ["De Werf"]),
        ("sector=sector-een&area=area-een", ["De Werf"]),
        ("sector=sector-twee&topic=topic-een", []),
        ("sector=bestaat-niet", ["Theater", "De Werf", "Zwemclub"]),
        ("letter=%00", ["Theater", "De Werf", "Zwemclub"]),
    ],
)
def test_filters_combine(query, expected, three, visitor):
    assert titles(visitor.get(f"/nl/wie-is-wie/?{query}")) == expected


def test_number_beside_a_filter_is_what_ticking_it_leaves(three, visitor):
    found = counts(visitor.get("/nl/wie-is-wie/?area=area-een"))
    assert found["sector"] == {"Sector een": 1, "Sector twee": 1}
    assert found["area"] == {"Area een": 2, "Area twee": 1}
    assert found["topic"] == {"Topic een": 1}


def test_each_choice_is_undone_by_itself(three, visitor):
    response = visitor.get("/nl/wie-is-wie/?sector=sector-een&area=area-een&letter=W")
    addresses = {each.label: each.url for each in response.context_data["chosen"]}
    assert addresses == {
        "Sector een": "?area=area-een&letter=W",
        "Area een": "?sector=sector-een&letter=W",
        "W": "?sector=sector-een&area=area-een",
    }
    assert all(f'href="{url.replace("&", "&amp;")}"' in response.content.decode() for url in addresses.values())


def test_letters_are_those_that_lead_somewhere(three, visitor):
    letters = [letter.name for letter in visitor.get("/nl/wie-is-wie/?sector=sector-een").context_data["letters"]]
    assert letters == ["W", "Z"]


def test_members_only_organisation_is_not_listed_counted_or_drawn_for_visitors(three, visitor, as_member):
    restrict(three[0])
    response = visitor.get("/nl/wie-is-wie/")
    assert titles(response) == ["Theater", "Zwemclub"]
    assert response.context_data["total"] == 2
    assert counts(response)["sector"] == {"Sector een": 1, "Sector twee": 1}
    assert "topic-een" not in response.content.decode()
    assert sum(island.count for island in response.context_data["islands"]) == 2
    assert "De Werf" not in response.content.decode()
    assert len(titles(as_member.get("/nl/wie-is-wie/"))) == 3


def test_draft_is_not_listed(site, visitor):
    make_organisation(site.directory, "Nog niet af", live=False)
    assert titles(visitor.get("/nl/wie-is-wie/")) == []


def test_map_has_a_dot_for_every_organisation_of_an_area(three, visitor):
    islands = {each.word.name: each for each in visitor.get("/nl/wie-is-wie/").context_data["islands"]}
    assert islands["Area een"].count == 2
    assert islands["Area een"].dots == [(1, 1), (2, 1)]
    assert islands["Area een"].url == "?area=area-een"


def test_english_directory_shows_everybody_in_the_language_there_is(three, visitor):
    translate(three[2], title="Theatre", slug="theatre")
    response = visitor.get("/en/who-is-who/")
    assert titles(response) == ["Theatre", "De Werf", "Zwemclub"]
    html = response.content.decode()
    assert 'href="/en/who-is-who/theatre/"' in html
    assert 'href="/nl/wie-is-wie/de-werf/" hreflang="nl"' in html


@time_machine.travel("2026-11-24 10:00 +0100", tick=False)
def test_open_ones_first_when_asked(site, visitor):
    make_organisation(site.directory, "Aap")
    make_organisation(site.directory, "Beer", hours=OPEN_ALL_TUESDAY)
    assert titles(visitor.get("/nl/wie-is-wie/")) == ["Aap", "Beer"]
    response = visitor.get("/nl/wie-is-wie/?sort=open")
    assert titles(response) == ["Beer", "Aap"]
    assert "22.00" in response.content.decode()


def test_list_has_pages_of_twenty(site, visitor):
    for number in range(23):
        make_organisation(site.directory, f"Club {number:02}")
    assert len(titles(visitor.get("/nl/wie-is-wie/"))) == 20
    assert titles(visitor.get("/nl/wie-is-wie/?page=2")) == ["Club 20", "Club 21", "Club 22"]
    assert titles(visitor.get("/nl/wie-is-wie/?page=99")) == ["Club 20", "Club 21", "Club 22"]


def test_places_are_listed_and_follow_the_chosen_area(site, words, visitor):
    place = make_place(site.directory, "Inlooppunt Noord", place_kind="drop-in")
    place.areas.add(words["area-een"])
    place.save_revision().publish()
    assert "Inlooppunt Noord" in visitor.get("/nl/wie-is-wie/").content.decode()
    assert "Inlooppunt Noord" in visitor.get("/nl/wie-is-wie/?area=area-een").content.decode()
    assert "Inlooppunt Noord" not in visitor.get("/nl/wie-is-wie/?area=area-twee").content.decode()
    assert "Inlooppunt Noord" not in visitor.get("/nl/wie-is-wie/?letter=I").content.decode()


def test_members_only_place_is_not_listed(site, visitor):
    restrict(make_place(site.directory, "Geheime zaal"))
    assert "Geheime zaal" not in visitor.get("/nl/wie-is-wie/").content.decode()


@pytest.mark.parametrize("number", [3, 40])
def test_list_asks_the_database_ten_times_at_most(number, own_database, site, queries_of):
    for each in range(number):
        make_organisation(site.directory, f"Club {each}", hours=OPEN_ALL_TUESDAY)
        make_place(site.directory, f"Zaal {each}")
    assert len(queries_of("/nl/wie-is-wie/")) <= 10
    assert len(queries_of("/nl/wie-is-wie/?letter=C&sort=open", warm=("/nl/", "/nl/wie-is-wie/"))) <= 4
