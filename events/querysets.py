"""Meetings by time."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import PageManager

from content.visibility import VisibleQuerySet


class EventQuerySet(VisibleQuerySet):
    """Meetings."""

    def upcoming(self) -> "EventQuerySet":
        """Not over yet, soonest first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")

    def past(self) -> "EventQuerySet":
        """Over, newest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at")

    def between(self, start: datetime, end: datetime) -> "EventQuerySet":
        """Beginning from ``start`` up to and without ``end``, in order."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at")


EventPageManager = PageManager.from_queryset(EventQuerySet)
