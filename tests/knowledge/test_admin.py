"""Knowledge in the admin: listings with filters, the report of what is to be checked, and editing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from content.dates import plain_day

from ..editing import post_edit
from ..pages import make_organisation, make_section, translate
from .making import article, make_topic

ARTICLES = "/admin/articles/"


def listed(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return {page.title for page in response.context["object_list"]}


@pytest.fixture
def four(site):
    today = timezone.localdate()
    day = timedelta(days=1)
    other = make_section(site.knowledge, "Ruimte")
    return {
        "late": article(site.section, "Te laat", checked_on=today - 400 * day, review_by=today - day),
        "today": article(site.section, "Vandaag", practice=True, checked_on=today - 30 * day, review_by=today),
        "later": article(other, "Later", article_kind="report", checked_on=today, review_by=today + 200 * day),
        "never": article(other, "Nooit", date=today - 900 * day),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Te laat", "Vandaag", "Later", "Nooit"}),
        ("review=overdue", {"Te laat"}),
        ("review=soon", {"Vandaag"}),
        ("review=fresh", {"Later"}),
        ("review=never", {"Nooit"}),
        ("article_kind=report&article_kind=best-practice", {"Vandaag", "Later"}),
        ("q=laat", {"Te laat"}),
    ],
)
def test_articles_are_listed_and_filtered(query, expected, four, as_editor):
    assert listed(as_editor, f"{ARTICLES}?{query}") == expected


def test_articles_are_filtered_by_section_date_and_topic(four, site, as_editor):
    topic = make_topic(site, "Geld")
    four["late"].topics.add(topic)
    four["late"].save_revision().publish()
    assert listed(as_editor, f"{ARTICLES}?section={site.section.pk}") == {"Te laat", "Vandaag"}
    assert listed(as_editor, f"{ARTICLES}?topics={topic.pk}") == {"Te laat"}
    assert listed(as_editor, f"{ARTICLES}?date_to={timezone.localdate() - timedelta(days=500)}") == {"Nooit"}


def test_best_practices_and_sections_have_listings_of_their_own(four, as_editor):
    assert listed(as_editor, "/admin/best-practices/") == {"Vandaag"}
    assert listed(as_editor, "/admin/sections/") >= {"Geld", "Ruimte"}


def test_report_holds_what_is_overdue_and_on_request_what_comes(four, as_editor):
    report = reverse("knowledge_reports:to-check")
    assert listed(as_editor, report) == {"Te laat"}
    assert listed(as_editor, f"{report}?due=soon") == {"Te laat", "Vandaag"}
    assert report in as_editor.get(reverse("wagtailadmin_home")).content.decode()


def test_report_and_listing_name_section_and_days(four, as_editor):
    due = plain_day(four["late"].review_by)
    for address in (reverse("knowledge_reports:to-check"), ARTICLES):
        html = as_editor.get(address).content.decode()
        assert due in html
        assert "Geld" in html


def test_report_can_be_taken_away_as_a_sheet(four, as_editor):
    response = as_editor.get(reverse("knowledge_reports:to-check"), {"export": "csv"})
    assert "Te laat" in b"".join(response.streaming_content).decode()


def test_report_is_not_for_members(four, as_member, organisation_editor, client_of):
    report = reverse("knowledge_reports:to-check")
    assert as_member.get(report).status_code == 302
    response = client_of(organisation_editor).get(report)
    assert response.status_code == 302 or not response.context["object_list"]


# Editing ---------------------------------------------------------------------------------------------------------


def test_editor_publishes_an_article(site, as_editor, visitor):
    page, maker = article(site.section, "Concept", live=False), make_organisation(site.directory, "De Werf")
    response = post_edit(
        as_editor,
        page,
        title="Klaar",
        article_kind="question",
        body=[
            ("heading", "Kop"),
            ("text", '{"blocks":[{"text":"Tekst uit het formulier","type":"unstyled"}],"entityMap":{}}'),
        ],
        brief=[("fact", {"label": "Kost", "text": "Niets"})],
        **_inline("organisation_links", organisation=maker.pk),
    )
    assert response.status_code == 302, response.context["form"].errors
    html = visitor.get(page.url).content.decode()
    for text in ("Klaar", "Tekst uit het formulier", "Niets", "De Werf"):
        assert text in html


def test_editor_publishes_a_best_practice_and_its_kind_is_fixed(site, as_editor, visitor):
    page = article(site.section, "Aanrader", practice=True)
    response = post_edit(
        as_editor,
        page,
        title="Zo lukte het",
        figures=[("figure", {"number": "6", "label": "vragen"})],
        people=[("person", {"name": "Ruud", "text": "Weet alles", "email": ""})],
    )
    assert response.status_code == 302, response.context["form"].errors
    page.refresh_from_db()
    assert page.article_kind == "best-practice"
    html = visitor.get(page.url).content.decode()
    assert "Zo lukte het" in html
    assert "Ruud" in html


@pytest.mark.parametrize("name", ["knowledge", "section"])
def test_editor_publishes_a_list(name, site, as_editor, visitor):
    page = getattr(site, name)
    assert post_edit(as_editor, page, summary="Wat hier staat.").status_code == 302
    assert "Wat hier staat." in visitor.get(page.url).content.decode()


def test_two_parts_of_one_name_are_refused(site, as_editor):
    page = article(site.section, "Iets")
    response = post_edit(as_editor, page, body=[("heading", "Begin"), ("heading", "Begin")])
    assert response.status_code == 200
    assert "body" in response.context["form"].errors


def test_day_of_checking_comes_before_the_next(site, as_editor):
    page, today = article(site.section, "Iets"), timezone.localdate()
    response = post_edit(as_editor, page, checked_on=str(today), review_by=str(today))
    assert "review_by" in response.context["form"].errors


def test_preview_shows_what_is_in_the_form(site, editor, rf):
    """Organisations, topics and picked articles come from the form, not from the database."""
    topic = make_topic(site, "Geld")
    picked = article(site.section, "Gekozen")
    page = article(site.section, "Dit", topics=(topic,), picks=(picked,), live=False).get_latest_revision_as_object()
    request = rf.get("/")
    request.user = editor
    html = page.make_preview_request(request, "").render().content.decode()
    assert "Gekozen" in html
    assert "Geld" in html


def test_translation_keeps_kind_organisations_and_picks(site):
    maker, picked = make_organisation(site.directory, "De Werf"), article(site.section, "Gekozen")
    page = article(site.section, "Dit", article_kind="report", makers=(maker,), picks=(picked,))
    other = translate(page, title="This")
    assert other.article_kind == "report"
    assert [each.organisation_id for each in other.organisation_links.all()] == [maker.pk]
    assert [each.article_id for each in other.related_links.all()] == [picked.pk]


def _inline(name, **fields):
    """The data of an inline panel with one new row."""
    data = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    row = {"id": "", "ORDER": "1", "DELETE": "", **fields}
    return {f"{name}-{key}": value for key, value in data.items()} | {
        f"{name}-0-{key}": str(value) for key, value in row.items()
    }
