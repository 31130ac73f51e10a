"""Articles by place, age and freshness."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import PageManager

from content.taxonomy import Word
from content.visibility import VisibleQuerySet

UNREAD = ("body", "brief", "attachments")  # what no list shows


class ArticleQuerySet(VisibleQuerySet):
    """Articles and best practices."""

    def for_list(self) -> "ArticleQuerySet":
        """Newest first, without the texts that a list does not show."""
        return self.order_by("-date", "-pk").defer(*UNREAD)

    def about(self, topic: Word) -> "ArticleQuerySet":
        """Articles that carry a topic."""
        return self.filter(Exists(self._topics().filter(articlepage_id=OuterRef("pk"), topic_id=topic.pk)))

    def overdue(self) -> "ArticleQuerySet":
        """Articles that somebody should have looked at again by now."""
        return self.filter(review_by__lt=timezone.localdate())

    def _topics(self) -> QuerySet:
        return self.model._meta.get_field("topics").remote_field.through._base_manager.all()


ArticlePageManager = PageManager.from_queryset(ArticleQuerySet)
