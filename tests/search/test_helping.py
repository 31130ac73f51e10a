"""Search that meets people half way: compounds, synonyms, mistakes."""

import pytest

from search.models import Synonym
from tests.pages import make_article, make_section, paragraph, restrict

from .asking import ask, page, titles


def test_compound_finds_its_parts_and_parts_find_the_compound(site, visitor):
    make_article(site.section, "Ondersteuning voor mantelzorgers")
    make_article(site.section, "Mantelzorgondersteuning in de wijk")
    assert set(titles(visitor, "mantelzorg ondersteuning")) >= {"Mantelzorgondersteuning in de wijk"}
    assert titles(visitor, "ondersteuning")[0] == "Ondersteuning voor mantelzorgers"
    assert "Mantelzorgondersteuning in de wijk" in titles(visitor, "ondersteuning")


def test_two_words_find_what_a_text_writes_as_one(site, visitor):
    make_article(site.section, "Het verenigingsgebouw schilderen")
    assert titles(visitor, "gebouw vereniging") == ["Het verenigingsgebouw schilderen"]


def test_exact_word_ranks_above_stem_above_part(site, visitor):
    make_article(site.section, "Boekenkast vullen")
    make_article(site.section, "Boek kiezen")
    make_article(site.section, "Boeken kiezen")
    assert titles(visitor, "boek") == ["Boek kiezen", "Boeken kiezen", "Boekenkast vullen"]


def test_mistyped_word_is_mended_and_said(site, visitor):
    make_article(site.section, "Penningmeester gezocht")
    found = ask(visitor, "pennigmeester")
    assert found["mended"] == {"pennigmeester": "penningmeester"}
    assert [row["title"] for row in found["results"]] == ["Penningmeester gezocht"]
    html = page(visitor, "pennigmeester")
    assert "<s>pennigmeester</s>" in html
    assert "<b>penningmeester</b>" in html


def test_one_may_insist_on_what_was_typed(site, visitor):
    make_article(site.section, "Penningmeester gezocht")
    assert ask(visitor, "pennigmeester", literally="1")["total"] == 0


def test_known_word_is_never_mended(site, visitor):
    make_article(site.section, "Kas en kast")
    assert ask(visitor, "kast")["mended"] == {}


def test_correction_never_gives_a_closed_word_away(site, visitor, as_member):
    shelf = make_section(site.section, "Dicht")
    restrict(shelf)
    make_article(shelf, "Geheim", body=paragraph("<p>zwartemaan</p>"))
    assert ask(visitor, "zwartemaam")["mended"] == {}
    assert ask(as_member, "zwartemaam")["mended"] == {"zwartemaam": "zwartemaan"}


def test_closed_word_does_not_keep_a_visitors_word_from_being_mended(site, visitor):
    shelf = make_section(site.section, "Dicht")
    restrict(shelf)
    make_article(shelf, "Zwartemaan")
    make_article(site.section, "Zwartemaand")
    assert ask(visitor, "zwartemaan")["mended"] == {"zwartemaan": "zwartemaand"}


def test_synonym_counts_from_the_moment_it_is_saved(site, visitor):
    make_article(site.section, "Verklaring over het gedrag aanvragen")
    assert titles(visitor, "vog", literally="1") == []
    synonym = Synonym.objects.create(words="vog, verklaring over het gedrag")
    assert titles(visitor, "vog") == ["Verklaring over het gedrag aanvragen"]
    synonym.delete()
    assert titles(visitor, "vog", literally="1") == []


def test_synonym_of_several_words_works_both_ways_unless_one_way(site, visitor):
    make_article(site.section, "Alles over de kascommissie")
    synonym = Synonym.objects.create(words="kascommissie, controle van de boeken")
    assert titles(visitor, "controle van de boeken") == ["Alles over de kascommissie"]
    synonym.is_one_way = True
    synonym.save()
    assert titles(visitor, "controle van de boeken", literally="1") == []


def test_compound_with_a_name_finds_its_words_apart_and_says_so(site, visitor):
    make_article(site.section, "Een cursus over TeamDesk")
    found = ask(visitor, "teamdeskcursus")
    assert [each["title"] for each in found["results"]] == ["Een cursus over TeamDesk"]
    assert found["mended"] == {"teamdeskcursus": "teamdesk cursus"}


@pytest.mark.parametrize("question", ["cursus TeamDesk", "cursus over teamdesk"])
def test_words_find_the_compound_that_they_make_with_a_name(site, visitor, question):
    make_article(site.section, "De TeamDeskcursus begint")
    assert titles(visitor, question) == ["De TeamDeskcursus begint"]


def test_compound_is_only_taken_apart_into_words_that_this_visitor_may_find(site, visitor, as_member):
    closed = make_article(site.section, "Een cursus over Quorima")
    restrict(closed)
    assert ask(visitor, "quorimacursus")["mended"] == {}
    assert ask(as_member, "quorimacursus")["mended"] == {"quorimacursus": "quorima cursus"}


@pytest.mark.parametrize(("typed", "meant"), [("afschijd", "afscheid"), ("verauderen", "verouderen")])
def test_word_that_sounds_the_same_is_meant_rather_than_one_that_looks_like_it(site, visitor, typed, meant):
    for title in ("Afscheid", "Afschijn", "Verouderen", "Verlouderen"):
        make_article(site.section, title)
    assert ask(visitor, typed)["mended"] == {typed: meant}
