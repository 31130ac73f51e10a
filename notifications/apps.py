"""The room of outgoing mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Mail: the outbox, how mails look, and what is due."""

    name = "notifications"
    verbose_name = _("Mail")

    def ready(self) -> None:
        """Deliver and tidy up whenever the schedule comes round."""
        from . import retention, services
        from .schedule import register

        register("mail: deliver", services.deliver_due)
        register("mail: forget", retention.forget_old)
