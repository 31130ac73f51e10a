"""What has to happen as time passes. Rooms register a job; ``manage.py send_due`` runs them all.

A real site runs that command every few minutes, from cron or a timer. Where nobody sets that up (``make run``, one machine)
the web process does it itself. Each job may run twice at once without doing anything twice: that is the job's own care.
"""

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections

Job = Callable[[], int]

EVERY_SECONDS = 60
_jobs: dict[str, Job] = {}
_started = threading.Event()
log = logging.getLogger(__name__)


def register(name: str, job: Job) -> None:
    """Add a job: a function that does what is due and says how much that was."""
    _jobs[name] = job


def run_due() -> dict[str, int | str]:
    """Run every job. One that fails does not keep the others from running."""
    done: dict[str, int | str] = {}
    for name, job in _jobs.items():
        try:
            done[name] = job()
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with one job, the others are due as well
            log.exception("job %r failed", name)
            done[name] = f"{type(error).__name__}: {error}"
    return done


def start() -> None:
    """Let this process run the jobs by itself, every minute; only one process of a site does so at a time."""
    if settings.SCHEDULE_BUILT_IN and not _started.is_set():
        _started.set()
        threading.Thread(target=_loop, name="kring-schedule", daemon=True).start()


def _loop() -> None:
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        try:
            if cache.add("kring:schedule", "taken", EVERY_SECONDS - 5):
                run_due()
        except Exception:  # noqa: BLE001 -- the thread must outlive a database that is away for a moment
            log.exception("schedule failed")
        finally:
            close_old_connections()
