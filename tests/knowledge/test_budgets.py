"""How often the knowledge base asks the database: the same with three articles as with three hundred."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from content.cache import forget
from knowledge.models import ArticleOrganisation, ArticlePage

from ..pages import make_organisation, paragraph, restrict
from .making import article, make_file, make_topic

ARTICLE, LIST = 5, 10
ADDRESSES = (
    "/nl/kennis/",
    "/nl/kennis/geld/",
    "/nl/kennis/geld/?kind=report&topic=geld",
    "/nl/kennis/?topic=geld&page=2",
    "/nl/kennis.xml",
)
KINDS = ("how-to", "report", "question")


@pytest.fixture(params=[3, 300])
def filled(request, own_database, site):
    """A section with so many articles on one topic, from eight organisations, and two that are closed."""
    topic = make_topic(site, "Geld")
    makers = [make_organisation(site.directory, f"Club {number}") for number in range(min(request.param, 8))]
    restrict(article(site.section, "Besloten", topics=(topic,)))
    with transaction.atomic():
        pages = [_plain(site.section, number) for number in range(request.param)]
        ArticlePage.topics.through.objects.bulk_create(
            ArticlePage.topics.through(articlepage_id=page.pk, topic_id=topic.pk) for page in pages
        )
        ArticleOrganisation.objects.bulk_create(
            ArticleOrganisation(page=page, organisation=makers[number % len(makers)], sort_order=0)
            for number, page in enumerate(pages)
        )
    return topic, makers, pages


def _plain(section, number):
    page = ArticlePage(
        title=f"Artikel {number}",
        slug=f"artikel-{number}",
        article_kind=KINDS[number % 3],
        date=date(2026, 1, 1) - timedelta(days=number),
        locale_id=section.locale_id,
    )
    return section.add_child(instance=page)


def test_article_asks_at_most_five_times(filled, site, queries_of):
    """Its own file, its organisations, what an editor picked and what shares its topics included."""
    topic, makers, pages = filled
    for practice in (False, True):
        page, sister = (
            article(
                site.section,
                title,
                practice=practice,
                topics=(topic,),
                makers=tuple(makers[:2]),
                picks=(pages[-1],),
                body=paragraph("<p>Tekst.</p>"),
                attachments=[{"type": "file", "value": make_file(title).pk}],
            )
            for title in (f"Dit {practice}", f"Dat {practice}")
        )
        found = queries_of(page.url, warm=("/nl/", sister.url, "/nl/kennis/geld/"))
        assert len(found) <= ARTICLE, found


def test_lists_ask_at_most_ten_times_on_their_first_view_and_less_later(filled, queries_of, as_member):
    """A member's session and the member cost one more each."""
    for address in ADDRESSES:
        for client, more in ((None, 0), (as_member, 2)):
            forget()
            found = queries_of(address, client, warm=("/nl/", "/nl/wie-is-wie/"))
            assert len(found) <= LIST + more, (address, found)
            assert len(queries_of(address, client, warm=())) <= 6 + more, address
