"""``manage.py update_index``: all that can be searched, the admin's own index and the site's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from modelsearch.management.commands.rebuild_modelsearch_index import Command as Stock


class Command(Stock):
    """Wagtail's command, followed by ``update_search``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--admin-only", action="store_true", help="leave the site's own index as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        admin_only = options.pop("admin_only")
        super().handle(*args, **options)
        if not admin_only:
            call_command("update_search", stdout=self.stdout)
