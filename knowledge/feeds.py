"""New knowledge as an Atom feed, one per language."""

from django.utils.translation import gettext

from content.feeds import PageFeed

from .models import ArticlePage, KnowledgeIndexPage
from .querysets import ArticleQuerySet


class KnowledgeFeed(PageFeed):
    """The newest articles and best practices."""

    def heading(self, network: str) -> str:
        """“New knowledge of Kring Waterstad”."""
        return gettext("New knowledge of %(network)s") % {"network": network}

    def pages(self) -> ArticleQuerySet:
        """All knowledge."""
        return ArticlePage.objects.for_list()

    def fronts(self) -> object:
        """The knowledge bases."""
        return KnowledgeIndexPage.objects.filter(live=True)
