"""What changes elsewhere reaches the rows of other documents at once."""

from content.models import Sector, Topic
from knowledge.models import ArticleOrganisation
from tests.pages import make_article, make_organisation

from .asking import ask, titles


def test_renamed_topic_is_found_by_its_new_name_at_once(own_database, site, visitor):
    topic = Topic.objects.create(name="Bouwen", locale=site.nl.locale)
    make_article(site.section, "Een dak erop", topics=[topic])
    assert titles(visitor, "bouwen", literally="1") == ["Een dak erop"]
    topic.name = "Verbouwing"
    topic.save()
    assert titles(visitor, "bouwen", literally="1") == []
    assert titles(visitor, "verbouwing", literally="1") == ["Een dak erop"]
    topic.delete()
    assert titles(visitor, "verbouwing", literally="1") == []


def test_changed_sectors_of_an_organisation_reach_what_it_wrote(own_database, site, visitor):
    sport, care = (Sector.objects.create(name=name, locale=site.nl.locale) for name in ("Sport", "Zorg"))
    club = make_organisation(site.directory, "Club", sectors=[sport])
    make_article(site.section, "Een dak erop", organisation_links=[ArticleOrganisation(organisation=club)])
    assert ask(visitor, "dak", sector="sport")["total"] == 1
    club.sectors = [care]
    club.save_revision().publish()
    assert ask(visitor, "dak", sector="sport")["total"] == 0
    assert ask(visitor, "dak", sector="zorg")["total"] == 1
