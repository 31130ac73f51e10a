from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("Who knows what")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from signups import dossier

        from . import services

        dossier.register("profile", services.held_about)
