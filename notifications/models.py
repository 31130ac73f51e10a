"""The outbox, and the texts a network puts around its mails."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from .querysets import MessageQuerySet


class Message(models.Model):
    """One mail to one person. What it says follows from its kind and its context, its files from ``notifications.files``, so
    nothing is kept twice."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        STOPPED = "stopped", _("Not needed any more")

    key = models.CharField(
        _("cause"), max_length=200, unique=True, help_text=_("Why it is sent. One cause, one mail: never a second.")
    )
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    to = models.EmailField(_("to"), blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    context = models.JSONField(_("contents"), default=dict)
    attachments = models.JSONField(_("files"), default=list)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    group = models.CharField(
        max_length=80, blank=True, db_index=True, help_text="What it is about, such as offering:5."
    )
    person = models.CharField(max_length=80, blank=True, db_index=True, help_text="Whom it is to, such as signup:12.")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(_("made"), default=timezone.now, db_index=True)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_due")]
        permissions = [("resend_message", "Can send a mail again")]

    def __str__(self) -> str:
        return self.subject or self.kind


@register_setting(icon="mail")
class MailSettings(BaseSiteSetting, ClusterableModel):
    """What stands in every mail of this network."""

    reply_to = models.EmailField(
        _("answers go to"),
        blank=True,
        help_text=_("The address of a role, not of a person. Empty: that of the network."),
    )

    panels = [FieldPanel("reply_to"), InlinePanel("texts", label=_("texts in one language"), heading=_("Texts"))]

    class Meta:
        verbose_name = _("mails")

    def text(self) -> "MailText | None":
        """The texts in the active language, or else in the first one."""
        rows = {row.language: row for row in self.texts.all()}
        return rows.get(get_language()) or rows.get(settings.LANGUAGE_CODE)


class MailText(Orderable):
    """The texts around every mail, in one language."""

    owner = ParentalKey(MailSettings, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    opening = models.CharField(_("first sentence"), max_length=200, blank=True)
    closing = models.CharField(
        _("closing"), max_length=200, blank=True, help_text=_("Above the small print: “Until soon, Anneke”.")
    )

    panels = [FieldPanel("language"), FieldPanel("opening"), FieldPanel("closing")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="one_mail_text_per_language")]
