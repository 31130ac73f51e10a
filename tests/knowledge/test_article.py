"""The screen of an article: who wrote it, how fresh it is, what belongs to it, and for whose eyes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import gettext

from content.visibility import EVERYBODY
from knowledge.models import Licence
from knowledge.related import SHOWN

from ..pages import make_organisation, make_section, paragraph, restrict, translate
from .making import article, make_file, make_topic


def html_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def related(client, page):
    return [each.title for each in client.get(page.url).context_data["related"]]


# Who and when ----------------------------------------------------------------------------------------------------


def test_article_names_its_organisations_with_their_marks_in_order(site, visitor):
    first, second = make_organisation(site.directory, "De Werf"), make_organisation(site.directory, "De Sluis")
    html = html_of(visitor, article(site.section, "Samen", makers=(second, first)))
    credits = html[html.index('class="credits') : html.index("</dl>")]
    assert credits.index("De Sluis") < credits.index("De Werf")
    assert html[html.index("piece-pin") :].split("</span>")[0].count("<svg") == 2


def test_organisation_that_is_for_members_is_not_named_to_a_visitor(site, visitor, as_member):
    closed = make_organisation(site.directory, "Schuilplaats")
    restrict(closed)
    page = article(site.section, "Iets", makers=(closed,))
    assert "Schuilplaats" not in html_of(visitor, page)
    assert "Schuilplaats" in html_of(as_member, page)


@pytest.mark.parametrize("licence", Licence)
def test_licence_stands_under_the_text(licence, site, visitor):
    html = html_of(visitor, article(site.section, "Iets", licence=licence))
    assert str(licence.label) in html
    assert ('rel="license"' in html) is (licence != Licence.COPYRIGHT)


# Freshness -------------------------------------------------------------------------------------------------------


CHECKED, REVIEW = date(2026, 3, 1), date(2026, 9, 1)


@pytest.fixture
def reviewed(site):
    return article(site.section, "Bedragen", date=date(2026, 1, 5), checked_on=CHECKED, review_by=REVIEW)


@pytest.mark.parametrize(
    ("day", "state", "warns"),
    [
        (date(2026, 3, 2), "Checked and up to date", False),
        (date(2026, 9, 1), "Checked and up to date", False),
        (date(2026, 9, 2), "To be checked again", True),
        (date(2029, 1, 1), "To be checked again", True),
    ],
)
def test_article_warns_from_the_day_after_it_should_have_been_checked(day, state, warns, reviewed, visitor):
    with time_machine.travel(f"{day}T10:00:00+02:00", tick=False):
        html = html_of(visitor, reviewed)
    assert gettext(state) in html
    assert ('class="overdue"' in html) is warns


def test_article_that_nobody_checked_says_so(site, visitor):
    html = html_of(visitor, article(site.section, "Vers"))
    assert gettext("Not checked yet") in html
    assert 'class="overdue"' not in html
    assert "fresh-ring" not in html


def test_new_article_that_others_read_through_is_fresh_until_its_first_check(site, visitor):
    page = article(site.section, "Vers", date=date(2026, 3, 1), review_by=REVIEW, reviewers="Lotte")
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        html = html_of(visitor, page)
        assert page.review_share == 1
    assert gettext("Checked and up to date") in html
    assert gettext("Not checked yet") not in html


def test_arc_runs_empty_until_the_next_check(reviewed):
    shares = []
    for day in (CHECKED, CHECKED + (REVIEW - CHECKED) / 2, REVIEW):
        with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
            shares.append(round(reviewed.review_share, 2))
    assert shares == [1.0, 0.5, 0.0]


def test_cached_article_is_not_kept_beyond_midnight(page_cache, site, visitor):
    """The day it becomes overdue, nobody gets yesterday's page."""
    with time_machine.travel("2026-09-01T21:30:00+02:00") as clock:
        page = article(site.section, "Bedragen", checked_on=CHECKED, review_by=REVIEW)
        assert 'class="overdue"' not in html_of(visitor, page)
        assert visitor.get(page.url).get("X-Kring-Cache") == "hit"
        clock.shift(timedelta(hours=3))
        assert 'class="overdue"' in html_of(visitor, page)


# Parts -----------------------------------------------------------------------------------------------------------


def headed(*names):
    return [{"type": "heading", "value": name} for name in names]


def test_long_article_has_a_table_of_contents_that_leads_to_its_parts(site, visitor):
    page = article(site.section, "Lang", body=headed("Begin", "Menu", "Einde"))
    html = html_of(visitor, page)
    for anchor, name in page.contents:
        assert f'href="#{anchor}">{name}</a>' in html
        assert html.count(f'id="{anchor}"') == 1


def test_short_article_has_none(site, visitor):
    assert 'class="toc' not in html_of(visitor, article(site.section, "Kort", body=headed("Begin", "Einde")))


def test_best_practice_shows_its_parts_and_people_in_the_contents(site, visitor):
    page = article(
        site.section,
        "Aanrader",
        practice=True,
        what_we_did=[{"type": "step", "value": {"title": "Eerst bellen", "text": "<p>Allemaal.</p>"}}],
        figures=[
            {"type": "figure", "value": {"number": 6, "label": "vragen"}},
            {"type": "figure", "value": {"number": 100_000, "label": "mensen"}},
        ],
        tips=[{"type": "tip", "value": {"title": "Begin vroeg", "text": ""}}],
        quote=[{"type": "quote", "value": {"text": "Zo werkt het.", "by": "Hennie"}}],
        people=[{"type": "person", "value": {"name": "Ruud", "text": "Weet alles", "email": "ruud@sluis.example"}}],
    )
    html = html_of(visitor, page)
    for text in ("Eerst bellen", "Begin vroeg", "Zo werkt het.", "mailto:ruud@sluis.example"):
        assert text in html
    for part in ("part-situation", "part-done", "part-result", "part-tips", "part-people"):
        assert f'href="#{part}"' in html
        assert html.count(f'id="{part}"') == 1
    assert "part-reasons" not in html
    assert html.count('class="dots"') == 1, "a number too large to feel gets no dots"


def test_facts_topics_and_audience_stand_beside_the_text(site, visitor):
    topic = make_topic(site, "Geld")
    page = article(
        site.section, "Iets", topics=(topic,), brief=[{"type": "fact", "value": {"label": "Kost", "text": "Niets"}}]
    )
    html = html_of(visitor, page)
    brief = html[html.index('class="brief"') : html.index("</aside>")]
    assert "Niets" in brief
    assert "/geld/" in brief


# Files -----------------------------------------------------------------------------------------------------------


def test_files_are_listed_in_order_with_their_kind_and_size(site, visitor):
    files = [make_file("Regeling"), make_file("Begroting")]
    page = article(site.section, "Iets", attachments=[{"type": "file", "value": file.pk} for file in reversed(files)])
    html = html_of(visitor, page)
    assert html.index("Begroting") < html.index("Regeling")
    assert "TXT, 5" in html


@pytest.mark.parametrize("where", ["attachments", "body"])
def test_file_for_members_is_not_named_to_a_visitor(where, site, visitor, as_member):
    closed = make_file("Geheim", members_only=True)
    value = {
        "attachments": [{"type": "file", "value": closed.pk}],
        "body": [{"type": "file_list", "value": {"title": "", "files": [closed.pk]}}],
    }[where]
    page = article(site.section, "Iets", **{where: value})
    assert "Geheim" not in html_of(visitor, page)
    assert "Geheim" in html_of(as_member, page)


# What goes with it -----------------------------------------------------------------------------------------------


def test_picked_articles_come_first_then_those_that_share_most_topics(site, visitor):
    money, people = make_topic(site, "Geld"), make_topic(site, "Mensen")
    picked = article(site.section, "Gekozen", date=date(2020, 1, 1))
    article(site.section, "Deelt één, nieuw", topics=(money,), date=date(2026, 2, 1))
    article(site.section, "Deelt twee", topics=(money, people), date=date(2025, 1, 1))
    article(site.section, "Deelt niets")
    page = article(site.section, "Dit", topics=(money, people), picks=(picked,))
    assert related(visitor, page) == ["Gekozen", "Deelt twee", "Deelt één, nieuw"]


def test_related_articles_are_few(site, visitor):
    topic = make_topic(site, "Geld")
    pages = [article(site.section, f"Artikel {number}", topics=(topic,)) for number in range(SHOWN + 3)]
    assert len(related(visitor, pages[0])) == SHOWN


def test_related_article_for_members_is_not_shown_to_a_visitor(site, visitor, as_member):
    topic = make_topic(site, "Geld")
    closed = make_section(site.section, "Besloten plank")
    restrict(closed)
    picked, shared = article(closed, "Gekozen geheim"), article(closed, "Gedeeld geheim", topics=(topic,))
    draft = article(site.section, "Concept", topics=(topic,), live=False)
    page = article(site.section, "Dit", topics=(topic,), picks=(picked,))
    assert related(visitor, page) == []
    assert related(as_member, page) == [picked.title, shared.title]
    assert draft.title not in html_of(as_member, page)


def test_translation_offers_the_translations_of_what_was_picked(site, visitor):
    picked, untranslated = article(site.section, "Gekozen"), article(site.section, "Alleen Nederlands")
    translate(picked, title="Picked")
    page = article(site.section, "Dit", picks=(picked, untranslated))
    assert related(visitor, translate(page, title="This")) == ["Picked"]


def test_article_offers_itself_in_the_other_language(site, visitor):
    page = article(site.section, "Dit")
    assert 'class="translated"' not in html_of(visitor, page)
    other = translate(page, title="This")
    assert f'<a href="{other.url}" hreflang="en">' in html_of(visitor, page)


def test_article_for_members_says_so_to_members(site, as_member):
    page = article(site.section, "Geheim")
    restrict(page)
    assert page.audience != EVERYBODY
    assert gettext("for members only") in html_of(as_member, page)


# States of content -----------------------------------------------------------------------------------------------


def test_bare_article_and_very_long_one_are_shown(site, visitor):
    assert html_of(visitor, article(site.section, "Kaal", date=timezone.localdate()))
    long = article(
        site.section,
        "Vrijwilligersvergoedingenregelingsbesluit " * 5,
        summary="Woord " * 50,
        body=[*headed(*(f"Deel {number}" for number in range(40))), *paragraph("<p>Tekst.</p>" * 400)],
    )
    assert html_of(visitor, long).count('<li><a href="#h-deel-') == 40
