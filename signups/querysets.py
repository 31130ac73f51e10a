"""Sign-ups by where people stand."""

from django.db import models
from django.db.models import Sum

from .enums import ACTIVE, QUEUED, SEATED, State


class SignupQuerySet(models.QuerySet):
    """Sign-ups of people."""

    def active(self) -> "SignupQuerySet":
        """Of people who have a seat or may still get one."""
        return self.filter(state__in=ACTIVE)

    def seated(self) -> "SignupQuerySet":
        """Of people for whom a seat is taken or kept."""
        return self.filter(state__in=SEATED)

    def participants(self) -> "SignupQuerySet":
        """Of people who take part."""
        return self.filter(state=State.GIVEN)

    def queue(self) -> "SignupQuerySet":
        """Of people on the waiting list, first one first."""
        return self.filter(state__in=QUEUED).order_by("order", "pk")

    def seats(self) -> int:
        """How many seats they take together."""
        return self.aggregate(total=Sum("party"))["total"] or 0
