from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    name = "circles"
    verbose_name = _("Circles")

    def ready(self) -> None:
        from content import agenda, contributions
        from signups import dossier

        from . import held, sources

        agenda.register("circles", sources.sessions_between)
        contributions.register("circles", sources.circles_of)
        dossier.register(dossier.Holding("circles", _("Circles you take part in"), held.held_about, held.told))
