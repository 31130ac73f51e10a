"""Runs by time."""

from django.utils import timezone
from wagtail.models import PageManager

from content.visibility import VisibleQuerySet


class RunQuerySet(VisibleQuerySet):
    """Runs of circles."""

    def upcoming(self) -> "RunQuerySet":
        """Runs whose first session is still to come, soonest first."""
        return self.filter(starts_at__gt=timezone.now()).order_by("starts_at")

    def in_progress(self) -> "RunQuerySet":
        """Runs that have begun and are not over."""
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gte=now).order_by("starts_at")

    def past(self) -> "RunQuerySet":
        """Runs that are over, newest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at")


RunPageManager = PageManager.from_queryset(RunQuerySet)
