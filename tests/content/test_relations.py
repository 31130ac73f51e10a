"""What pages are linked to is the same, asked for one by one or together, and together it is one query a type."""

import pytest

from content.relations import link_together, linked_ids
from tests.knowledge.making import article, make_topic
from tests.pages import make_organisation

pytestmark = pytest.mark.django_db


def test_links_of_many_pages_are_those_of_each(site, django_assert_num_queries):
    topics = [make_topic(site, name) for name in ("Geld", "Buurt")]
    makers = [make_organisation(site.directory, title) for title in ("De Werf", "De Kern")]
    first = article(site.section, "Eerste", topics=topics[::-1], makers=makers)
    second = article(site.section, "Tweede", topics=topics[:1], makers=makers[::-1], picks=(first,))
    bare = article(site.section, "Derde")
    pages = [type(page).objects.get(pk=page.pk) for page in (first, second, bare, *makers)]
    with django_assert_num_queries(2):
        link_together(pages)
        together = [page.linked_ids for page in pages]
    assert together == [linked_ids(page) for page in pages]
    assert sorted(together[0]["topic"]) == [topic.pk for topic in topics]
    assert together[1]["organisation"] == [maker.pk for maker in makers[::-1]]
    assert together[1]["article"] == [first.pk]
    assert not any(together[2].values())
