"""``manage.py search_check``: compare the index with what is published."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import drift, engines


class Command(BaseCommand):
    """Fails when something is wrong and was not repaired."""

    help = "Find what the search index has wrong; --repair mends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = engines.current()
        faults = engine.check()
        for fault in faults:
            self.stdout.write(fault)
        if faults and options["repair"]:
            engine.install()
            engine.rebuild()
        found = drift.find()
        for line in found.lines():
            self.stdout.write(line)
        if options["repair"]:
            drift.repair(found)
            self.stdout.write("repaired" if faults or found else "nothing to repair")
        elif faults or found:
            raise CommandError("the index is not what it should be; --repair mends it")
        else:
            self.stdout.write("the index is what it should be")
