"""``manage.py search_eval FILE``: how good search is, by a judged set."""

import io
import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from scripts import servers
from search import engines, evaluation

OURS = Path(evaluation.__file__).parent / "data" / "judged.json"


class Command(BaseCommand):
    """Makes a database of its own and throws it away: the site's data are not touched.

    For an engine that no setting leads to, a server is started if the machine has it, and stopped afterwards.
    """

    help = "Measure search with a judged set of documents and questions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=OURS)
        parser.add_argument("--engine", choices=list(engines.ENGINES), help="default: the one of the settings")
        parser.add_argument("--distractors", type=int, default=0, help="generated articles to hide the answers among")
        parser.add_argument("--viewer", choices=["member", "visitor"], default="member")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--no-stock", action="store_true", help="leave Wagtail's own search out")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = options["engine"] or settings.SEARCH_ENGINE or connection.vendor
        lacking = servers.lacking(engine)
        if lacking:
            with servers.started(lacking) as environment:
                command = [sys.executable, *sys.argv]
                done = subprocess.run(command, env=os.environ | environment, check=False)  # noqa: S603
            sys.exit(done.returncode)
        settings.SEARCH_ENGINE = engine
        settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        with _throw_away_index(engine), _throw_away_database():
            result = self._measured(options)
        if options["json"]:
            json.dump(result, sys.stdout, indent=1)
            sys.stdout.write("\n")
        else:
            self.stdout.write("\n".join(evaluation.lines(result)))

    def _measured(self, options: dict[str, Any]) -> dict[str, Any]:
        judged = evaluation.JudgedSet.load(options["file"])
        if options["viewer"] == "visitor":
            judged = judged.for_visitor()
        evaluation.build(judged)
        if options["distractors"]:
            evaluation.add_distractors(options["distractors"], judged)
        viewer = evaluation.viewer_of(options["viewer"])
        engine = engines.current()
        if engine.is_beside_database:
            engine.cluster.client = engine.cluster.patient  # how good it is, not how fast
            engine.rebuild()
        result: dict[str, Any] = {}
        evaluation.set_synonyms([])
        result["without_synonyms"] = evaluation.measure(judged, viewer, evaluation.ours)
        evaluation.set_synonyms(judged.synonyms)
        result["with_synonyms"] = evaluation.measure(judged, viewer, evaluation.ours)
        if not options["no_stock"]:
            call_command("update_index", admin_only=True, verbosity=0, stdout=io.StringIO())
            result["stock"] = evaluation.measure(judged, viewer, evaluation.stock)
        if engine.stand_ins:
            raise CommandError(f"{engine.name} was away {engine.stand_ins} times: these are not its figures")
        return result


@contextmanager
def _throw_away_database() -> Iterator[None]:
    """A migrated database beside the configured one, deleted afterwards."""
    before = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="kring-eval-") as folder:
        name = f"kring_eval_{os.getpid()}"
        is_file = connection.vendor == "sqlite"
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / f"{name}.sqlite3") if is_file else name
        if not is_file:
            connection.close_pool()  # its connections are to the configured database
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def _throw_away_index(engine: str) -> Iterator[None]:
    """An index on the cluster beside the configured one, deleted afterwards."""
    if engine == "elasticsearch":
        settings.ELASTICSEARCH_INDEX = f"kring-eval-{os.getpid()}"
    try:
        yield
    finally:
        if engine == "elasticsearch":
            engines.current().cluster.remove()
