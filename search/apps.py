from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from notifications.schedule import register

        from . import saved, signals

        register("search: saved searches", saved.send_due)
        signals.connect()
        signals.install_after_migrate(self)
