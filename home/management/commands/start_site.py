"""``manage.py start_site``: an empty site, ready for its coordinator."""

from argparse import ArgumentParser
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.services import add_first_words, start_site


class Command(BaseCommand):
    """Languages, home pages, sections, first words, roles and moderation; no content."""

    help = "Build an empty site on a fresh database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default=settings.SITE_NAME, help="name of the network")

    def handle(self, *args: object, **options: str) -> None:
        base = urlsplit(settings.BASE_URL)
        port = base.port or (443 if base.scheme == "https" else 80)
        try:
            start_site(name=options["name"], hostname=base.hostname or "localhost", port=port)
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        add_first_words()
        self.stdout.write(self.style.SUCCESS(f"{options['name']} is ready. Next: manage.py create_administrator"))
