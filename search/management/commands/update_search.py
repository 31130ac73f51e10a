"""``manage.py update_search``: make the index of findable things anew."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from search import engines, indexing
from search.models import FileText


class Command(BaseCommand):
    """Searches go on meanwhile: what is there is replaced a batch at a time."""

    help = "Rebuild the search index, with progress and without a moment of empty results."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine-only", action="store_true", help="only the engine's own index, from the table")
        parser.add_argument("--read-files", action="store_true", help="take the text of every file again")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        engine = engines.current()
        engines.install()
        if options["engine_only"]:
            engine.rebuild(self._say)
            self.stdout.write(f"{engine.name}: rebuilt in {monotonic() - started:.1f} s")
            return
        if options["read_files"]:
            FileText.objects.all().delete()
        count = indexing.rebuild(self._say)
        if engine.is_beside_database:
            engine.rebuild(self._say)
        self.stdout.write(f"{count} things can be found ({engine.name}, {monotonic() - started:.1f} s)")

    def _say(self, done: int, total: int) -> None:
        self.stdout.write(f"  {done} of {total}", ending="\n" if done == total else "\r")
        self.stdout.flush()
