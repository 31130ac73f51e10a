from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from . import checks, redirects, signals  # noqa: F401

        signals.connect()
        redirects.connect()
