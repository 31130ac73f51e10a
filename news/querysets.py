"""News by age and subject."""

from django.db.models import Exists, OuterRef
from wagtail.models import PageManager

from content.taxonomy import Word
from content.visibility import VisibleQuerySet


class NewsQuerySet(VisibleQuerySet):
    """Pieces of news."""

    def for_list(self) -> "NewsQuerySet":
        """Newest first, without the text."""
        return self.order_by("-date", "-pk").defer("body")

    def of_year(self, year: int) -> "NewsQuerySet":
        """What was published in one year."""
        return self.filter(date__year=year)

    def about(self, topic: Word) -> "NewsQuerySet":
        """News that carries a topic."""
        through = self.model._meta.get_field("topics").remote_field.through
        rows = through._base_manager.filter(newspage_id=OuterRef("pk"), topic_id=topic.pk)
        return self.filter(Exists(rows))


NewsPageManager = PageManager.from_queryset(NewsQuerySet)
