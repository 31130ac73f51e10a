"""When can you? Dates proposed by an organiser, answered by people, that become the sessions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Level
from .offering import Offering


class Poll(models.Model):
    """An availability poll of one offering."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="poll")
    note = models.CharField(_("explanation"), max_length=300, blank=True)
    is_weekly = models.BooleanField(_("parts of the week instead of dates"), default=False)
    weeks = models.PositiveSmallIntegerField(_("number of weeks"), default=6)
    closes_at = models.DateTimeField(_("answer until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("availability poll")
        verbose_name_plural = _("availability polls")

    def __str__(self) -> str:
        return str(self.offering)

    @property
    def is_open(self) -> bool:
        """Whether people can answer."""
        return self.closed_at is None and not (self.closes_at and self.closes_at <= timezone.now())


class PollOption(models.Model):
    """A moment that is proposed. In a weekly poll it stands for its day part of the week, from its first date on."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PollReply(models.Model):
    """Somebody's answer to a poll."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="replies")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    shows_name = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.ORGANISERS)
    answers = models.JSONField(default=dict, help_text="Option -> yes, maybe or no.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "email"], name="one_reply_per_address")]

    def __str__(self) -> str:
        return self.name
