"""What people can sign up for."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..enums import Who


def default_reminders() -> list[int]:
    """A week and a day before."""
    return [7, 1]


def in_language(texts: dict[str, str], language: str = "") -> str:
    """The text in a language, or else in the first one that has any."""
    wanted = (language or get_language() or "", settings.LANGUAGE_CODE, *texts)
    return next((texts[code] for code in wanted if texts.get(code)), "")


class Offering(models.Model):
    """Seats in a run, a meeting or one part of a meeting. One for all languages of its page, and never part of a draft."""

    class Decision(models.TextChoices):
        NONE = "", _("Not decided yet")
        GO = "go", _("Goes ahead")
        OFF = "off", _("Called off")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_key = models.UUIDField(editable=False, help_text="The translation key of the page.")
    part = models.CharField(
        max_length=64, blank=True, editable=False, help_text="The block of the programme, if it is one."
    )
    has_parts = models.BooleanField(
        default=False, editable=False, help_text="Whether parts of the programme are chosen."
    )
    parent_key = models.UUIDField(null=True, editable=False, db_index=True, help_text="Of the page above: the circle.")
    title = models.JSONField(default=dict, editable=False)
    details = models.JSONField(
        default=dict, editable=False, help_text="Language -> what the page says of price and such."
    )

    is_active = models.BooleanField(_("people can sign up"), default=False)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: as many as come.")
    )
    minimum = models.PositiveIntegerField(_("goes ahead with at least"), null=True, blank=True)
    decide_on = models.DateField(_("decide on"), null=True, blank=True)
    decision = models.CharField(max_length=3, choices=Decision.choices, blank=True, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("Empty: when it begins."))
    has_waiting_list = models.BooleanField(_("waiting list when full"), default=True)
    accept_hours = models.PositiveIntegerField(
        _("hours to accept an offered seat"), default=48, validators=[MinValueValidator(1), MaxValueValidator(336)]
    )
    hold_hours = models.PositiveIntegerField(
        _("hours to confirm the e-mail address"), default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    who = models.CharField(_("who may sign up"), max_length=12, choices=Who.choices, default=Who.EVERYONE)
    organisation = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    max_party = models.PositiveSmallIntegerField(
        _("people in one sign-up, at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    needs_approval = models.BooleanField(_("the organiser approves each sign-up"), default=False)
    reminder_days = models.JSONField(_("reminders, days before"), default=default_reminders, blank=True)
    reply_to = models.EmailField(_("answers to mails go to"), blank=True, help_text=_("The address of a role."))
    opening = models.JSONField(_("first sentence of mails"), default=dict, blank=True)
    closing = models.JSONField(_("closing of mails"), default=dict, blank=True)
    shown_months = models.PositiveSmallIntegerField(_("months that participants are shown afterwards"), default=3)
    sensitive_months = models.PositiveSmallIntegerField(_("months that sensitive answers are kept"), default=1)
    kept_months = models.PositiveSmallIntegerField(_("months that names and answers are kept"), default=12)

    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    next_order = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["-starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subject_key", "part"], name="one_offering_per_part")]

    def __str__(self) -> str:
        return self.title_in() or str(self.key)

    def title_in(self, language: str = "") -> str:
        """What it is called."""
        return in_language(self.title, language)

    @property
    def group(self) -> str:
        """How the outbox files mails about this."""
        return f"offering:{self.pk}"

    @property
    def last_moment(self) -> datetime | None:
        """When signing up ends."""
        limits = [moment for moment in (self.closes_at, self.starts_at) if moment]
        return min(limits) if limits else None

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.cancelled_at is not None

    @property
    def has_started(self) -> bool:
        """Whether it has begun: from then on no seat changes hands by itself."""
        return bool(self.starts_at and self.starts_at <= timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether somebody can sign up now, for a seat or for the waiting list."""
        return self.closed_because == ""

    @property
    def closed_because(self) -> str:
        """Why nobody can sign up now: "cancelled", "off", "early" or "late"; empty when they can."""
        now = timezone.now()
        if self.is_cancelled:
            return "cancelled"
        if not self.is_active:
            return "off"
        if self.opens_at and now < self.opens_at:
            return "early"
        if self.last_moment and now >= self.last_moment:
            return "late"
        return ""


class Occasion(models.Model):
    """A moment on which people meet: a session or a meeting, as the calendar knows it. Follows the page, never the draft."""

    key = models.UUIDField(unique=True)
    subject_key = models.UUIDField()
    part = models.CharField(max_length=64, blank=True)
    title = models.JSONField(default=dict)
    place = models.JSONField(default=dict)
    online_link = models.URLField(max_length=500, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0, help_text="How often it changed: SEQUENCE in calendar files.")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: What people were last told: set at once for a new one, afterwards by the mail about changes.
    told = models.JSONField(default=dict)
    untold_since = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("moment")
        verbose_name_plural = _("moments")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["subject_key", "part"], name="occasion_of_subject")]

    def __str__(self) -> str:
        return f"{in_language(self.title)} {self.starts_at:%Y-%m-%d %H:%M}"

    def title_in(self, language: str = "") -> str:
        """What it is called."""
        return in_language(self.title, language)

    def place_in(self, language: str = "") -> str:
        """Where it is."""
        return in_language(self.place, language)

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.ends_at < timezone.now()

    @property
    def state_to_tell(self) -> dict[str, object]:
        """What people want to know when it changes. The same moment is the same text, in whatever zone it was given."""
        return {
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "ends_at": self.ends_at.astimezone(UTC).isoformat(),
            "place": self.place,
            "is_cancelled": self.is_cancelled,
        }

    @property
    def is_untold(self) -> bool:
        """Whether people know something else than what holds now. Who never heard of it need not hear it is off."""
        return self.told != self.state_to_tell and bool(self.told or not self.is_cancelled)
