from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("Who knows what")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from signups import dossier

        from . import services

        dossier.register(
            dossier.Holding("profile", _("What you know"), services.held_about, services.told, services.erase)
        )
