"""The front door shows what this viewer may see, and only that."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from content.models import Sector
from tests.pages import make_article, make_circle, make_event, make_news, make_organisation, make_run, restrict

pytestmark = pytest.mark.django_db


def test_home_page_shows_what_is_next_and_new(site, visitor):
    make_event(site.events, "Koffie met de fondsenwerver", in_days=0)
    make_run(make_circle(site.circles, "WordPress voor beginners"), "Winterronde")
    make_article(site.section, "Kascommissie")
    make_news(site.news, "De brug is open")
    make_organisation(site.directory, "De Helling")

    page = visitor.get("/nl/").content.decode()

    for words in (
        "Koffie met de fondsenwerver",
        "WordPress voor beginners",
        "Kascommissie",
        "De brug is open",
        "De Helling",
    ):
        assert words in page


def test_home_page_hides_restricted_things_from_visitors_and_shows_them_to_members(site, visitor, as_member):
    titles = ("Geheime klus", "Geheim artikel", "Geheim nieuws")
    for page in (
        make_event(site.events, titles[0], in_days=0),
        make_article(site.section, titles[1]),
        make_news(site.news, titles[2]),
    ):
        restrict(page)

    seen, hidden = as_member.get("/nl/").content.decode(), visitor.get("/nl/").content.decode()

    assert all(title in seen for title in titles)
    assert not any(title in hidden for title in titles)


def test_ring_counts_an_organisation_in_each_of_its_sectors_and_tells_the_overlap(site, visitor):
    sport, care = (
        Sector.objects.create(name=name, locale=site.locale, sort_order=at) for at, name in enumerate(("Sport", "Zorg"))
    )
    for title, sectors in (("De Sluis", [sport]), ("De Brug", [sport, care])):
        organisation = make_organisation(site.directory, title)
        organisation.sectors = sectors
        organisation.save()

    network = visitor.get("/nl/").context["network"]

    assert (network.total, network.overlap) == (2, 1)
    assert {each.name: each.count for each in network.sectors} == {"Sport": 2, "Zorg": 1}


def test_empty_site_has_a_home_page_without_empty_parts(site, visitor):
    page = visitor.get("/nl/").content.decode()

    assert not any(f'class="{name}' in page for name in ("hero-ring", "circle-lead", "grid fresh", "later"))


@pytest.mark.parametrize("number", [2, 30])
def test_home_page_asks_at_most_eight_questions_however_much_there_is(own_database, site, queries_of, settings, number):
    settings.PAGE_CACHE_SECONDS = 0
    for at in range(number):
        make_article(site.section, f"Artikel {at}")
        make_news(site.news, f"Nieuws {at}")
        make_event(site.events, f"Bijeenkomst {at}", in_days=at % 7)
    assert len(queries_of("/nl/")) <= 8


def test_my_kring_asks_visitors_to_sign_in(site, visitor):
    response = visitor.get(reverse("home:mine"))

    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_my_kring_shows_organisations_circles_and_texts_of_this_member_only(site, client_of, make_user):
    from circles.models import CircleParticipant
    from directory.models import Membership

    me, other = make_user("member"), make_user("member", email="ander@kring.example")
    mine, theirs = make_organisation(site.directory, "De Werf"), make_organisation(site.directory, "De Brug")
    Membership.objects.create(user=me, organisation=mine, function="Coördinator")
    Membership.objects.create(user=other, organisation=theirs)
    circle = make_circle(site.circles, "TeamDesk")
    make_run(circle, "Najaarsronde")
    CircleParticipant.objects.create(user=me, circle=circle)
    make_article(site.section, "Wat ik schreef", author=me)
    make_article(site.section, "Wat een ander schreef", author=other)

    page = client_of(me).get(reverse("home:mine")).content.decode()

    assert all(words in page for words in ("De Werf", "Coördinator", "TeamDesk", "Najaarsronde", "Wat ik schreef"))
    assert "De Brug" not in page
    assert "Wat een ander schreef" not in page


def test_my_kring_asks_an_editor_to_look_at_a_page_that_is_due(site, organisation_editor, client_of):
    page = organisation_editor.organisation
    page.checked_on = timezone.localdate() - timedelta(days=400)
    page.review_by = timezone.localdate() - timedelta(days=35)
    page.save()

    response = client_of(organisation_editor).get(reverse("home:mine"))

    assert [each.card.title for each in response.context["due"]] == [page.title]
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in response.content.decode()
