"""What an organisation's own page hears of knowledge and news."""

from django.contrib.auth.models import AnonymousUser

from content.contributions import of_organisation

from ..news.making import news
from ..pages import make_organisation, restrict, translate
from .making import article


def titles(organisation, viewer, locale):
    return {each.title for each in of_organisation(organisation.pk, viewer, locale.pk, 6)}


def test_organisation_hears_of_what_it_wrote_and_of_news_about_it(site, member):
    ours, other = make_organisation(site.directory, "De Werf"), make_organisation(site.directory, "De Sluis")
    page = article(site.section, "Van ons", makers=(other, ours))
    article(site.section, "Van hen", makers=(other,))
    news(site, "Over ons", about=(ours,))
    restrict(article(site.section, "Geheim", makers=(ours,)))
    article(site.section, "Concept", makers=(ours,), live=False)
    translate(page, title="By us")
    assert titles(ours, AnonymousUser(), site.nl.locale) == {"Van ons", "Over ons"}
    assert titles(ours, member, site.nl.locale) == {"Van ons", "Over ons", "Geheim"}
    assert titles(ours, AnonymousUser(), site.en.locale) == {"By us"}
