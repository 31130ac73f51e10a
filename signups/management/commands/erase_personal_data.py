"""Show or erase everything that is held about one address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from signups import dossier


class Command(BaseCommand):
    """``manage.py erase_personal_data somebody@example.org`` shows it; with ``--erase`` it is gone."""

    help = "Show (or with --erase: erase) everything held about an e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which address, and whether to erase."""
        parser.add_argument("email")
        parser.add_argument("--erase", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show or erase."""
        address = options["email"].strip().lower()
        if options["erase"]:
            self.stdout.write(f"{dossier.erase(email=address)} sign-ups erased")
            if dossier.account_of(address):
                self.stdout.write("The account stays; an administrator can delete it in the admin, under People.")
        else:
            self.stdout.write(json.dumps(dossier.of_address(address), ensure_ascii=False, indent=2))
