"""People who want to know when something new begins."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Interest(models.Model):
    """An address that wants to hear of the next run of a circle."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_key = models.UUIDField(db_index=True)
    title = models.JSONField(default=dict)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interest")
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["subject_key", "email"], name="one_interest_per_address")]

    def __str__(self) -> str:
        return self.email

    @property
    def person(self) -> str:
        """How the outbox files mails to this person."""
        return f"interest:{self.pk}"
