"""What a member knows and may be asked about, and who may see that."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.visibility import EVERYBODY, MEMBERS, Viewer, may_enter

if TYPE_CHECKING:
    from members.models import User

LONGEST = 600


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Profiles, as far as each allows."""

    def shown(self) -> "ProfileQuerySet":
        """Those that somebody else may see, of people who still have an account."""
        return self.filter(user__is_active=True).exclude(shown_to=Profile.Shown.NOBODY)

    def visible_to(self, viewer: Viewer) -> "ProfileQuerySet":
        """Those that ``viewer`` may see."""
        rows = self.shown()
        return rows if may_enter(viewer, MEMBERS) else rows.filter(shown_to=Profile.Shown.EVERYBODY)

    def by_name(self) -> "ProfileQuerySet":
        """In the order of a list, with the people themselves."""
        return self.select_related("user").order_by(Lower("user__first_name"), Lower("user__last_name"), "pk")


class Profile(models.Model):
    """What somebody can be asked about. Nobody sees it until they say who may, and no address is ever shown."""

    wagtail_reference_index_ignore = True

    class Shown(models.TextChoices):
        NOBODY = "nobody", _("nobody yet")
        MEMBERS = "members", _("members of the network, signed in")
        EVERYBODY = "everybody", _("everybody who visits the site")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="profile"
    )
    knows = models.TextField(_("what people can ask you about"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    topics = models.ManyToManyField("content.Topic", verbose_name=_("topics"), blank=True, related_name="+")
    shown_to = models.CharField(_("who sees this"), max_length=10, choices=Shown.choices, default=Shown.NOBODY)
    may_write = models.BooleanField(_("who sees this may write to me through the site"), default=True)
    consent = models.TextField(editable=False, blank=True, help_text="The words that were agreed to.")
    consented_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("person who knows something")
        verbose_name_plural = _("who knows what")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.user)

    @property
    def audience(self) -> str:
        """The audience key (``content.visibility``) of a profile that is shown."""
        return EVERYBODY if self.shown_to == self.Shown.EVERYBODY else MEMBERS

    @property
    def is_shown(self) -> bool:
        """Whether somebody else may see it."""
        return self.user.is_active and self.shown_to != self.Shown.NOBODY

    def is_visible_to(self, viewer: "Viewer | User") -> bool:
        """Whether ``viewer`` may see it; everybody sees their own."""
        return viewer.pk == self.user_id or (self.is_shown and may_enter(viewer, self.audience))

    def get_absolute_url(self) -> str:
        """Its address in the language that is active."""
        return reverse("people:person", args=[self.key])
