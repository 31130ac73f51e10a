"""News as an Atom feed, one per language."""

from django.utils.translation import gettext

from content.feeds import PageFeed

from .models import NewsIndexPage, NewsPage
from .querysets import NewsQuerySet


class NewsFeed(PageFeed):
    """The newest news."""

    def heading(self, network: str) -> str:
        """“News of Kring Waterstad”."""
        return gettext("News of %(network)s") % {"network": network}

    def pages(self) -> NewsQuerySet:
        """All news."""
        return NewsPage.objects.for_list()

    def fronts(self) -> object:
        """The lists of news."""
        return NewsIndexPage.objects.filter(live=True)
