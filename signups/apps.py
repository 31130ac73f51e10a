"""The room of sign-ups."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignupsConfig(AppConfig):
    """Seats, waiting lists, reminders, calendars."""

    name = "signups"
    verbose_name = _("Sign-ups")

    def ready(self) -> None:
        """Do what is due whenever the schedule comes round."""
        from notifications.schedule import register

        from . import changes, interests, retention

        register("sign-ups: what ran out", changes.settle_due)
        register("sign-ups: changes", changes.tell_changes)
        register("sign-ups: reminders", changes.remind_due)
        register("sign-ups: decisions", changes.ask_decisions)
        register("sign-ups: interest", interests.tell_interested)
        register("sign-ups: retention", retention.forget_due)
