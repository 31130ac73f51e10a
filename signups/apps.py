"""The room of sign-ups."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignupsConfig(AppConfig):
    """Seats, waiting lists, reminders, calendars."""

    name = "signups"
    verbose_name = _("Sign-ups")

    def ready(self) -> None:
        """Do what is due whenever the schedule comes round, and make what mails show when they go."""
        from notifications import files
        from notifications.delivery import register_extra
        from notifications.schedule import register

        from . import changes, dossier, interests, mail_chairs, mails, own_calendar, retention

        dossier.register(dossier.ACCOUNT)
        files.register(mails.CALENDAR, own_calendar.file_for)
        for kind in mail_chairs.WITH_CHAIRS:
            register_extra(kind, mail_chairs.chairs_for)

        register("sign-ups: what ran out", changes.settle_due)
        register("sign-ups: changes", changes.tell_changes)
        register("sign-ups: reminders", changes.remind_due)
        register("sign-ups: decisions", changes.ask_decisions)
        register("sign-ups: interest", interests.tell_interested)
        register("sign-ups: retention", retention.forget_due)
