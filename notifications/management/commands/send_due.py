"""Do what is due: mails, reminders, offers that expired, what may no longer be kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notifications.schedule import run_due


class Command(BaseCommand):
    """``manage.py send_due``, every few minutes from cron or a timer. Running twice at once does no harm."""

    help = "Send mails and reminders that are due, let expired offers go to the next, erase what may no longer be kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all jobs and say what each did."""
        done = run_due()
        for name, count in done.items():
            if count or options["verbosity"] > 1:
                self.stdout.write(f"{name}: {count}")
        if any(isinstance(count, str) for count in done.values()):
            raise CommandError("not everything could be done; see above")
