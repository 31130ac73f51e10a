"""The page of a topic holds all of it, for this viewer."""

from django.urls import reverse

from content.models import Topic
from tests.pages import make_article, make_circle, make_event, restrict


def test_topic_page_gathers_all_kinds(site, visitor, as_member):
    topic = Topic.objects.create(name="Geld", locale=site.nl.locale, description="Over geld.")
    make_article(site.section, "Kascontrole", topics=[topic])
    make_circle(site.circles, "Leerkring geld", topics=[topic])
    make_event(site.events, "Avond over geld", topics=[topic])
    restrict(make_article(site.section, "Voor leden", topics=[topic]))
    make_article(site.section, "Heel iets anders")
    url = reverse("search:topic", args=[topic.slug])
    html = visitor.get(url).content.decode()
    for title in ("Kascontrole", "Leerkring geld", "Avond over geld", "Over geld."):
        assert title in html
    assert "Heel iets anders" not in html
    assert "Voor leden" not in html
    assert "Voor leden" in as_member.get(url).content.decode()


def test_unknown_topic_is_not_found(site, visitor):
    assert visitor.get(reverse("search:topic", args=["bestaat-niet"])).status_code == 404


def test_list_of_topics_counts_for_the_viewer(site, visitor):
    topic, empty = (Topic.objects.create(name=name, locale=site.nl.locale) for name in ("Geld", "Leegte"))
    make_article(site.section, "Kascontrole", topics=[topic])
    html = visitor.get(reverse("search:topics")).content.decode()
    assert "Geld" in html
    assert empty.name not in html


def test_topic_page_costs_at_most_eight_queries(own_database, site, queries_of):
    topic = Topic.objects.create(name="Geld", locale=site.nl.locale)
    for number in range(8):
        make_article(site.section, f"Kas {number}", topics=[topic])
    url = reverse("search:topic", args=[topic.slug])
    assert len(queries_of(url, warm=("/nl/", url))) <= 8
