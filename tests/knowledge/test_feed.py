"""The feed of new knowledge."""

from datetime import date

from ..atom import entries, read
from ..pages import restrict, translate
from .making import article, make_topic

NL, EN = "/nl/kennis.xml", "/en/knowledge.xml"


def test_feed_holds_the_newest_of_its_language_first(site, visitor):
    topic = make_topic(site, "Geld")
    old = article(site.section, "Oud", date=date(2020, 1, 1), topics=(topic,))
    article(site.section, "Nieuw", practice=True, summary="Met <b> & meer.")
    translate(old, title="Old")
    found = entries(visitor, NL)
    assert [entry["title"] for entry in found] == ["Nieuw", "Oud"]
    assert found[0]["summary"] == "Met &lt;b&gt; &amp; meer."
    assert found[1]["categories"] == ["Geld"]
    assert [entry["title"] for entry in entries(visitor, EN)] == ["Old"]


def test_feed_holds_only_what_everybody_may_see_even_for_members(site, visitor, as_member):
    restrict(article(site.section, "Geheim"))
    article(site.section, "Concept", live=False)
    for client in (visitor, as_member):
        assert entries(client, NL) == []


def test_feed_leads_to_the_knowledge_base_and_is_announced_there(site, visitor):
    assert read(visitor, NL)["alternate"].endswith("/nl/kennis/")
    for url in ("/nl/kennis/", "/nl/kennis/geld/"):
        assert f'type="application/atom+xml" title="Nieuwe kennis" href="{NL}"' in visitor.get(url).content.decode()
