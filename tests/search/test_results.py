"""What is found, in which order, and what the page says."""

from datetime import timedelta

from django.utils import timezone

from content.models import Topic
from tests.pages import (
    make_article,
    make_circle,
    make_event,
    make_news,
    make_organisation,
    paragraph,
    restrict,
    translate,
)

from .asking import address, ask, page, titles


def test_title_ranks_above_lead_and_lead_above_body(site, visitor):
    make_article(site.section, "Iets anders", body=paragraph("<p>Over de begroting van de club.</p>"))
    make_article(site.section, "Iets", summary="Over de begroting.")
    make_article(site.section, "De begroting")
    assert titles(visitor, "begroting") == ["De begroting", "Iets", "Iets anders"]


def test_singular_finds_plural(site, visitor):
    make_article(site.section, "Verenigingen en clubs")
    assert titles(visitor, "vereniging") == ["Verenigingen en clubs"]


def test_accents_do_not_matter(site, visitor):
    make_article(site.section, "Coördinatie in het café")
    assert titles(visitor, "coordinatie cafe") == titles(visitor, "coördinatie café") == ["Coördinatie in het café"]


def test_one_list_holds_all_kinds_with_counts_per_type(site, visitor):
    make_article(site.section, "Zonnepanelen kiezen")
    make_circle(site.circles, "Leerkring zonnepanelen")
    make_event(site.events, "Avond over zonnepanelen")
    make_news(site.news, "Zonnepanelen op het dak")
    make_organisation(site.directory, "Stichting Zonnepanelen")
    found = ask(visitor, "zonnepanelen")
    assert found["total"] == 5
    counts = {row["value"]: row["count"] for row in found["types"]}
    assert counts == {"": 5, "kennis": 1, "leerkringen": 1, "bijeenkomsten": 1, "organisaties": 1, "nieuws": 1}
    only = ask(visitor, "zonnepanelen", type="nieuws")
    assert [row["kind"] for row in only["results"]] == ["news"]
    assert {row["value"]: row["count"] for row in only["types"]} == counts


def test_facets_combine_and_count_what_a_choice_would_leave(site, visitor):
    money, law = (Topic.objects.create(name=name, locale=site.nl.locale) for name in ("Geld", "Recht"))
    for number, topics in enumerate(([money], [money, law], [law], [])):
        make_article(site.section, f"Fonds {number}", topics=topics)
    found = ask(visitor, "fonds")
    assert {row["value"]: row["count"] for row in found["facets"]["topic"]} == {"geld": 2, "recht": 2}
    assert sorted(titles(visitor, "fonds", topic="geld")) == ["Fonds 0", "Fonds 1"]
    assert sorted(titles(visitor, "fonds", topic=["geld", "recht"])) == ["Fonds 0", "Fonds 1", "Fonds 2"]
    assert titles(visitor, "fonds", topic="geld", type="nieuws") == []


def test_phrase_in_quotes_is_found_word_for_word(site, visitor):
    make_article(site.section, "Vaste vergoeding per maand")
    make_article(site.section, "Vergoeding, maar geen vaste")
    assert titles(visitor, '"vaste vergoeding"') == ["Vaste vergoeding per maand"]


def test_minus_leaves_out(site, visitor):
    make_article(site.section, "Subsidie van de gemeente")
    make_article(site.section, "Subsidie van een fonds")
    assert titles(visitor, "subsidie -gemeente") == ["Subsidie van een fonds"]


def test_some_of_the_words_are_enough_when_not_all_are_found(site, visitor):
    make_article(site.section, "Stoelen lenen")
    found = ask(visitor, "stoelen lenen kathedraal")
    assert [row["title"] for row in found["results"]] == ["Stoelen lenen"]
    assert not found["all_words"]


def test_newest_first_is_by_date(site, visitor):
    today = timezone.localdate()
    make_news(site.news, "Kampioen kampioen", date=today - timedelta(days=5))
    make_news(site.news, "Oud nieuws over een kampioen", date=today - timedelta(days=1))
    assert titles(visitor, "kampioen", sort="new") == ["Oud nieuws over een kampioen", "Kampioen kampioen"]


def test_past_meeting_ranks_below_one_to_come(site, visitor):
    make_event(site.events, "Penningmeesters onder elkaar", in_days=-20)
    make_event(site.events, "Penningmeesters onder ons", in_days=20)
    assert titles(visitor, "penningmeesters")[0] == "Penningmeesters onder ons"


def test_results_are_in_the_language_of_the_page_and_the_other_is_offered(site, visitor):
    article = make_article(site.section, "Wordpress")
    translate(article, title="Wordpress basics", slug="wp")
    found = ask(visitor, "wordpress")
    assert [row["title"] for row in found["results"]] == ["Wordpress"]
    assert [(each["language"], each["count"]) for each in found["elsewhere"]] == [("en", 1)]
    assert found["elsewhere"][0]["url"].startswith(address("en"))


def test_snippet_shows_the_passage_with_its_words_marked(site, visitor):
    text = "<p>" + "Dit gaat nergens over. " * 60 + "Hier staat de kascontrole. " + "En weer niets. " * 60 + "</p>"
    make_article(site.section, "Lang verhaal", body=paragraph(text))
    snippet = ask(visitor, "kascontrole")["results"][0]["snippet"]
    assert "Hier staat de <mark>kascontrole</mark>" in snippet
    assert len(snippet) < 320


def test_snippet_is_safe_html(site, visitor):
    make_article(site.section, "<script>alert(1)</script> kas", summary='<img src=x onerror="a"> kas & "meer"')
    html = page(visitor, "kas")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>kas</mark>" in html


def test_many_results_come_in_pages(site, visitor):
    for number in range(17):
        make_article(site.section, f"Bingo {number}")
    first, second = ask(visitor, "bingo"), ask(visitor, "bingo", page=2)
    assert (first["total"], first["pages"], len(first["results"]), len(second["results"])) == (17, 2, 15, 2)
    assert len({row["title"] for row in first["results"] + second["results"]}) == 17
    assert len(ask(visitor, "bingo", page="x")["results"]) == 15


def test_nothing_found_helps(site, visitor):
    Topic.objects.create(name="Geld", locale=site.nl.locale)
    html = page(visitor, "qqqqq")
    assert "qqqqq" in html.split("<h2")[1]
    assert "/geld/" in html


def test_page_is_not_for_search_engines_nor_for_caches(site, visitor):
    response = visitor.get(address(), {"q": "x"})
    assert response["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert not response.cookies


def test_json_comes_by_accept_header_too(site, visitor):
    response = visitor.get(address(), {"q": "x"}, headers={"Accept": "application/json"})
    assert response["Content-Type"] == "application/json"


def test_search_costs_at_most_ten_queries(own_database, site, queries_of, client_of, member):
    owner = make_organisation(site.directory, "Club")
    for number in range(20):
        make_article(site.section, f"Kas {number}", organisation_links=[_link(owner)])
    restrict(make_article(site.section, "Kas geheim"))
    url = f"{address()}?q=kas"
    assert len(queries_of(url, warm=("/nl/", url))) <= 6
    assert len(queries_of(url, client_of(member), warm=("/nl/", url))) <= 10


def _link(organisation):
    from knowledge.models import ArticleOrganisation

    return ArticleOrganisation(organisation=organisation)


def test_period_narrows_by_year_with_honest_counts(site, visitor):
    today = timezone.localdate()
    for number, years in enumerate((0, 0, 1)):
        make_news(site.news, f"Kampioen {number}", date=today.replace(year=today.year - years, day=1))
    found = ask(visitor, "kampioen")
    counts = {row["value"]: row["count"] for row in found["facets"]["year"]}
    assert counts == {str(today.year): 2, str(today.year - 1): 1}
    assert titles(visitor, "kampioen", year=str(today.year - 1)) == ["Kampioen 2"]
    assert ask(visitor, "kampioen", year="x")["total"] == 3


def test_language_is_a_facet_and_counts_what_it_would_leave(site, visitor):
    for number in range(3):
        translate(
            make_article(site.section, f"Wordpress {number}"), title=f"Wordpress basics {number}", slug=f"w{number}"
        )
    make_article(site.section, "Wordpress vier")
    found = ask(visitor, "wordpress")
    assert {row["value"]: row["count"] for row in found["facets"]["lang"]} == {"nl": 4, "en": 3}
    other = ask(visitor, "wordpress", lang="en")
    assert other["total"] == 3
    assert {row["language"] for row in other["results"]} == {"en"}
    assert ask(visitor, "wordpress", lang="xx")["total"] == 4
    html = page(visitor, "wordpress", lang="en")
    assert 'lang="en"' in html.split('class="hits')[1]
    assert 'type="radio" name="lang" value="en" checked' in html


def test_operators_choose_what_could_be_chosen_beside_the_results(site, visitor):
    topic = Topic.objects.create(name="Geld en recht", locale=site.nl.locale)
    make_article(site.section, "Fonds voor allen", topics=[topic])
    make_article(site.section, "Fonds voor enkelen")
    make_news(site.news, "Fonds in het nieuws")
    for text in ('fonds onderwerp:"geld en recht"', "topic:geld-en-recht fonds", "onderwerp:geld fonds"):
        assert titles(visitor, text) == ["Fonds voor allen"], text
    assert titles(visitor, "fonds soort:nieuws") == titles(visitor, "kind:nieuws fonds") == ["Fonds in het nieuws"]
    html = page(visitor, "fonds onderwerp:geld")
    assert 'value="fonds"' in html
    assert "topic=geld-en-recht" in html


def test_operator_that_means_nothing_stays_a_word(site, visitor):
    make_article(site.section, "Fonds onderwerp onbekend")
    assert titles(visitor, "fonds onderwerp:onbekend") == ["Fonds onderwerp onbekend"]
    assert ask(visitor, 'fonds "onderwerp:geld"')["query"] == 'fonds "onderwerp:geld"'


def test_each_choice_can_be_undone_alone(site, visitor):
    topics = [Topic.objects.create(name=name, locale=site.nl.locale) for name in ("Geld", "Recht")]
    make_article(site.section, "Fonds", topics=topics)
    html = page(visitor, "fonds", topic=["geld", "recht"], sort="new")
    chips = html.split('class="chosen"')[1].split("</ul>")[0]
    assert chips.count("<li>") == 2
    assert "q=fonds&amp;sort=new&amp;topic=recht" in chips.replace(
        "topic=recht&amp;sort=new", "sort=new&amp;topic=recht"
    )
    assert "topic=geld" in chips
