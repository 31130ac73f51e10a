from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from notifications.schedule import register
        from signups import dossier

        from . import saved, signals

        register("search: saved searches", saved.send_due)
        dossier.register(
            dossier.Holding("saved_searches", _("Saved searches"), saved.held_about, saved.told, saved.erase)
        )
        signals.connect()
        signals.install_after_migrate(self)
