"""``manage.py build_demo``: the fictional network of Waterstad."""

import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import accounts
from demo.builder import Builder
from home.models import HomePage


class Command(BaseCommand):
    """Builds the demo in an empty database, and does nothing in one that holds a site."""

    help = "Build the demo network (never in production)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only say how to sign in")

    def handle(self, *args: object, **options: bool) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("The demo has accounts with a known password: it can't be built with these settings.")
        if options["accounts"]:
            self.stdout.write(accounts.table())
        elif HomePage.objects.exists():
            self.stdout.write("There is a site already; nothing was changed.")
        else:
            self._build()

    def _build(self) -> None:
        began = time.monotonic()
        Builder(lambda line: self.stdout.write(f"  … {line}")).build()
        self.stdout.write(self.style.SUCCESS(f"The demo network stands ({time.monotonic() - began:.0f} s)."))
