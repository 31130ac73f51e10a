"""News with what tests ask for."""

from typing import Any

from content.models import Topic
from news.models import NewsOrganisation, NewsPage

from ..pages import make_news


def news(
    site: Any, title: str, *, topics: tuple[Topic, ...] = (), about: tuple[Any, ...] = (), **fields: Any
) -> NewsPage:
    """A published piece of news about these topics and organisations."""
    live = fields.pop("live", True)
    page = make_news(site.news, title, live=live, **fields)
    page.topics.set(topics)
    page.organisation_links.set(
        [NewsOrganisation(organisation=each, sort_order=number) for number, each in enumerate(about)]
    )
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def make_topic(site: Any, name: str) -> Topic:
    return Topic.objects.create(name=name, locale=site.nl.locale)
