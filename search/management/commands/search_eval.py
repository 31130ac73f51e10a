"""``manage.py search_eval FILE``: how good search is, by a judged set."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from search import evaluation

OURS = Path(evaluation.__file__).parent / "data" / "judged.json"


class Command(BaseCommand):
    """Makes a database of its own and throws it away: the site's data are not touched."""

    help = "Measure search with a judged set of documents and questions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=OURS)
        parser.add_argument("--engine", choices=["sqlite", "postgresql", "elasticsearch"])
        parser.add_argument("--distractors", type=int, default=0, help="generated articles to hide the answers among")
        parser.add_argument("--viewer", choices=["member", "visitor"], default="member")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--no-stock", action="store_true", help="leave Wagtail's own search out")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["engine"] or connection.vendor
        if wanted in ("sqlite", "postgresql") and wanted != connection.vendor:
            raise CommandError(f"the database is {connection.vendor}: set DATABASE_URL to a {wanted} server first")
        settings.SEARCH_ENGINE = options["engine"] or settings.SEARCH_ENGINE
        settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            result = self._measured(options)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
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
            evaluation.add_distractors(options["distractors"])
        viewer = evaluation.viewer_of(options["viewer"])
        result: dict[str, Any] = {}
        evaluation.set_synonyms([])
        result["without_synonyms"] = evaluation.measure(judged, viewer, evaluation.ours)
        evaluation.set_synonyms(judged.synonyms)
        result["with_synonyms"] = evaluation.measure(judged, viewer, evaluation.ours)
        if not options["no_stock"]:
            result["stock"] = evaluation.measure(judged, viewer, evaluation.stock)
        return result
