from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("People")

    def ready(self) -> None:
        # The last app to migrate: by then all permissions exist.
        post_migrate.connect(_sync_roles, dispatch_uid="members.roles")


def _sync_roles(sender: AppConfig, using: str, **kwargs: object) -> None:
    from .roles import sync_roles

    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if using == "default" and sender is last:
        sync_roles()
