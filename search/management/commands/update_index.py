"""``manage.py update_index``: all that can be searched, the admin's own index and the site's."""

from typing import Any

from django.core.management import call_command
from modelsearch.management.commands.rebuild_modelsearch_index import Command as Stock


class Command(Stock):
    """Wagtail's command, followed by ``update_search``."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        call_command("update_search", stdout=self.stdout)
