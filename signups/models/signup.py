"""Who signed up, and what happened since."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import ACTIVE, Action, Came, Level, Reason, State
from ..querysets import SignupQuerySet
from .offering import Occasion, Offering
from .question import Question


class Signup(models.Model):
    """One person's sign-up, with the guests they bring."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    offering = models.ForeignKey(Offering, verbose_name=_("sign-up"), on_delete=models.CASCADE, related_name="signups")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="signups"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    introduction = models.CharField(_("short introduction"), max_length=300, blank=True)
    party = models.PositiveSmallIntegerField(_("people"), default=1)
    guests = models.JSONField(_("guests"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    #: Field -> Level; what is missing is for organisers only. The proof is in ``Consent``.
    shows = models.JSONField(default=dict, blank=True)
    wants_mailings = models.BooleanField(_("gets mails from the organiser"), default=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.HELD)
    order = models.BigIntegerField(default=0, help_text="Who was first. An organiser can change it, with a reason.")
    deadline = models.DateTimeField(null=True, help_text="Until when a seat is kept: to confirm, or to accept.")
    skipped = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    seated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=600, blank=True, help_text="Why they cancelled, if they said so.")
    network = models.CharField(max_length=40, blank=True, help_text="Keyed hash of the network, until confirmed.")

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up of a person")
        verbose_name_plural = _("sign-ups of people")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["offering", "state", "order"], name="signup_queue"),
            # Small, because few wait for an answer: what ran out is found in it without reading all sign-ups there ever were.
            models.Index(
                fields=["offering", "deadline"], name="signup_deadline", condition=models.Q(deadline__isnull=False)
            ),
            # Whether an address is known. Without it SQLite goes through everybody of a large offering at each sign-up.
            models.Index(fields=["offering", "email"], name="signup_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "email"],
                condition=models.Q(state__in=ACTIVE) & ~models.Q(email=""),
                name="one_active_signup_per_address",
            ),
            models.CheckConstraint(condition=models.Q(party__gte=1), name="party_of_one_at_least"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.key)

    @property
    def person(self) -> str:
        """How the outbox files mails to this person."""
        return f"signup:{self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether they have a seat or may still get one."""
        return self.state in ACTIVE

    @property
    def is_confirmed(self) -> bool:
        """Whether the address was proved."""
        return self.confirmed_at is not None

    def level_of(self, field: str) -> int:
        """Who sees a field of theirs."""
        return int(self.shows.get(field, Level.ORGANISERS))

    def seen_by(self, level: int) -> dict[str, str]:
        """What people at ``level`` see of them: field -> text. Empty when that is nothing."""
        fields = ("name", "organisation", "introduction", "email", "phone")
        texts = {field: self.organisation_name if field == "organisation" else getattr(self, field) for field in fields}
        return {field: text for field, text in texts.items() if text and self.level_of(field) >= level}


class Answer(models.Model):
    """An answer, with the question as it was asked."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    asked = models.CharField(max_length=300)
    value = models.JSONField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question__sort_order", "question_id"]
        constraints = [models.UniqueConstraint(fields=["signup", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return self.text


class Consent(models.Model):
    """The proof: who agreed that whom may see what, which words they read, when and how. Never changed, only added to."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="consents")
    field = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    text = models.CharField(max_length=300)
    text_version = models.CharField(max_length=20)
    way = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.level}"


class Attendance(models.Model):
    """Whether somebody can come, and came."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="attendance")
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="attendance")
    came = models.CharField(max_length=10, choices=Came.choices)
    said_absent_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["signup", "occasion"], name="one_attendance_per_moment")]

    def __str__(self) -> str:
        return self.came


class LogEntry(models.Model):
    """One line of the history. It holds no names: who it is about is found through the sign-up, until that is erased."""

    class By(models.TextChoices):
        PERSON = "person", _("the person")
        ORGANISER = "organiser", _("an organiser")
        SYSTEM = "system", _("the site")

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="log")
    signup = models.ForeignKey(Signup, null=True, on_delete=models.SET_NULL, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=12, choices=Action.choices)
    by = models.CharField(max_length=10, choices=By.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    order = models.BigIntegerField(null=True, help_text="Their order in the queue at that moment.")
    place = models.PositiveIntegerField(null=True, help_text="Their place on the waiting list at that moment.")
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    detail = models.JSONField(default=dict)
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        verbose_name = _("line of the history")
        verbose_name_plural = _("history")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["offering", "action"], name="log_of_offering")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
