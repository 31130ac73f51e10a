"""The room of sign-ups."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignupsConfig(AppConfig):
    """Seats, waiting lists, reminders, calendars."""

    name = "signups"
    verbose_name = _("Sign-ups")
