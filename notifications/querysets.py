"""Mails by what has to happen with them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

#: A worker that has said nothing for so long is taken to be dead.
LEASE = timedelta(minutes=10)


class MessageQuerySet(models.QuerySet):
    """Mails."""

    def due(self) -> "MessageQuerySet":
        """Those whose time has come, oldest first."""
        return self.filter(state="queued", next_try_at__lte=timezone.now()).order_by("pk")

    def abandoned(self) -> "MessageQuerySet":
        """Those that a worker began with and never finished."""
        return self.filter(state="sending", claimed_at__lt=timezone.now() - LEASE)

    def about(self, group: str) -> "MessageQuerySet":
        """Those about one thing."""
        return self.filter(group=group)
