"""Dutch as search understands it. No word here comes from the judged set."""

import resource
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import fold, index_terms, read, stem_of, word_terms
from search.language.analysis import part_stems
from search.language.compounds import parts_of
from search.language.lexicon import FILE

SAME = """fiets fietsen fietsje|huis huizen huisje|lid leden|stad steden|kind kinderen|boek boeken boekje boekjes
brief brieven|school scholen|museum musea|gebouw gebouwen|vereniging verenigingen|stichting stichtingen|dak daken
schrijven schreef geschreven schrijft|kopen kocht gekocht|helpen hielp geholpen|spreken sprak gesproken
aanmelden aangemeld aanmelding aanmeldingen|verhuizen verhuisd verhuizing|opleiden opgeleid opleiding
groot grote|boos boze|gemeente gemeenten gemeentes|boom bomen boompje|woning woningen|koning koningen koninkje
activiteit activiteiten|mogelijkheid mogelijkheden|idee ideeen|taxi taxis|film films filmpje|les lessen"""

DIFFERENT = """kans kan|mens men|prijs prij|regen reeg|koning koon|kunst kuns|gezond zon|markt mark|bank ban|dienst dien
kamer kam|winter wint|wapen waap|reis rei|dans dan|plaats plaat"""

COMPOUNDS = {
    "buurthuis": ("buurt", "huis"),
    "verenigingsgebouw": ("vereniging", "gebouw"),
    "kinderboerderij": ("kind", "boerderij"),
    "huurverhoging": ("huur", "verhoging"),
    "stadsbibliotheek": ("stad", "bibliotheek"),
    "zomerkamp": ("zomer", "kamp"),
    "bibliotheekmedewerker": ("bibliotheek", "medewerker"),
    "muziekinstrumenten": ("muziek", "instrument"),
    "vrijwilligersdag": ("vrijwilligers", "dag"),
}
WHOLE = (
    "verenigingen", "gemeente", "ontwikkeling", "organisatie", "bibliotheek", "evenement", "herinnering", "begeleiding",
    "bekendheid", "gezelligheid", "verhuizing",
)  # fmt: skip


@pytest.mark.parametrize("forms", [row for line in SAME.splitlines() for row in line.split("|")])
def test_forms_of_one_word_meet(forms):
    assert len({stem_of(form, "nl") for form in forms.split()}) == 1, {
        form: stem_of(form, "nl") for form in forms.split()
    }


@pytest.mark.parametrize("pair", [row for line in DIFFERENT.splitlines() for row in line.split("|")])
def test_words_that_only_look_alike_do_not_meet(pair):
    one, other = pair.split()
    assert stem_of(one, "nl") != stem_of(other, "nl")


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS.items())
def test_compound_falls_apart_into_words(word, parts):
    assert {stem_of(part, "nl") for part in parts_of(word)} == {stem_of(part, "nl") for part in parts}


@pytest.mark.parametrize("word", WHOLE)
def test_simple_word_stays_whole(word):
    assert parts_of(word) == ()


def test_qualities_and_doers_point_at_what_they_come_from():
    assert part_stems("dankbaarheid", "nl") == (stem_of("dankbaar", "nl"),)
    assert part_stems("bestuurders", "nl") == (stem_of("bestuur", "nl"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oud-collega", "oudcollega"),
        ("CAFÉ", "cafe"),
        ("coöperatie", "cooperatie"),
        ("foto’s", "foto's"),
        ("ĳsbaan", "ijsbaan"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert set(index_terms(one, "nl").split()) & {f"~{stem_of(fold(other.replace(chr(39), '')), 'nl')}"}


def test_word_broken_over_two_lines_is_whole():
    assert index_terms("de zorg-\n boerderij", "nl") == index_terms("de zorgboerderij", "nl")
    assert index_terms("zorg\u00adboerderij", "nl").split()[0] == "zorgboerderij"


def test_numbers_and_codes_are_kept():
    assert {"2027", "b1", "anbi"} <= set(index_terms("ANBI-status in 2027 op niveau B1", "nl").split())


def test_stop_words_are_left_out_of_a_question_but_not_of_a_name():
    assert [group.text for group in read("hoe regel ik de verzekering", "nl").groups] == ["regel", "verzekering"]
    assert [group.text for group in read("het", "nl").groups] == ["het"]


def test_verb_in_two_pieces_meets_the_whole():
    ways = [term for group in read("hoe meld ik mij aan", "nl").groups for way in group.ways for term in way[0]]
    assert f"~{stem_of('aanmelden', 'nl')}" in ways


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[a-z]{1,40}", fullmatch=True))
def test_stems_and_parts_of_anything_are_bounded(word):
    assert 0 < len(stem_of(word, "nl")) <= len(word) + 2
    assert len(parts_of(word)) <= len(word) // 3


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_lexicon_is_small_on_disk_and_in_memory():
    assert FILE.stat().st_size < 2_000_000
    code = (
        "import resource, sys\nsys.path.insert(0, '.')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from search.language.analysis import word_terms\nword_terms('vrijwilligersdag', 'nl')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    grown = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert grown < 40_000, f"{grown} KB"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0


def test_language_knows_nothing_of_django():
    code = "import sys; sys.path.insert(0, '.'); import search.language; print('django' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


@pytest.mark.parametrize(
    "word",
    ["stoppen", "kinderen", "bestuur", "uitzondering", "boerderij", "belangrijk", "cultuur", "gesloten", "vergeten"],
)
def test_simple_word_is_not_cut(word):
    assert parts_of(word) == ()


@pytest.mark.parametrize(
    ("word", "parts"),
    [("sleutelring", ("sleutel", "ring")), ("wachtrij", ("wacht", "rij")), ("nachtuur", ("nacht", "uur"))],
)
def test_word_that_looks_like_an_ending_is_a_part_where_it_is_one(word, parts):
    assert parts_of(word) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coördinatie", "coördineren"),
        ("coördinator", "coördineren"),
        ("administratief", "administratie"),
        ("financiële", "financiën"),
        ("functioneel", "functie"),
        ("regionaal", "regio"),
    ],
)
def test_learned_words_of_one_family_meet(one, other):
    terms = [{term[1:] for term in word_terms(fold(word), "nl") if term[0] in "~+"} for word in (one, other)]
    assert terms[0] & terms[1]
