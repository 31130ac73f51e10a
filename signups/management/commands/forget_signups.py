"""Erase what may no longer be kept, or say what that would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from signups.retention import forget_old


class Command(BaseCommand):
    """``manage.py forget_signups --dry-run`` reports only. ``send_due`` does the same by itself."""

    help = "Erase sign-ups that are past their retention period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to change anything."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and report."""
        report = forget_old(dry_run=options["dry_run"])
        said = "would be erased" if options["dry_run"] else "erased"
        for name in ("sensitive_answers", "signups", "interests", "replies"):
            self.stdout.write(f"{name.replace('_', ' ')}: {getattr(report, name)} {said}")
