"""Brings the database up to date, and fills a new one: with the demo, or with an empty site. One process, so it is quick.

    python scripts/prepare.py [--demo [--reset] | --empty]

Without an option only the tables: what an update of a real site needs.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--reset", action="store_true")
    options = parser.parse_args()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    if options.reset:
        reset()
    migrate()
    if options.demo:
        build_demo()
    if options.empty:
        start_site()
    follow_port()


def migrate() -> None:
    """The tables, and the table of the cache in its own database."""
    from django.conf import settings
    from django.core.management import call_command

    began = time.monotonic()
    is_new = not _is_there()
    if is_new:
        print("  … making the tables (up to a minute)")
    # The cache first: what migrations save already moves its generation on.
    call_command("createcachetable", database="cache" if "cache" in settings.DATABASES else "default", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    print(f"  the tables are up to date ({time.monotonic() - began:.0f} s)")


def build_demo() -> None:
    """The demo network in a new database; in a database that has it, say how to sign in."""
    from django.core.management import call_command

    from demo import accounts
    from members.models import User

    call_command("build_demo")
    if User.objects.filter(email=accounts.address("daan")).exists():
        print("\nSign in at /nl/account/login/ as:")
        print(accounts.table())


def follow_port() -> None:
    """On this machine the site answers at the port it was started with, whatever it was when it was built."""
    from django.conf import settings
    from wagtail.models import Site

    port = urlsplit(settings.BASE_URL).port
    for site in Site.objects.filter(hostname="localhost").exclude(port=port or 80):
        site.port = port or 80
        site.save()


def start_site() -> None:
    """An empty site in a new database."""
    from django.core.management import call_command

    from home.models import HomePage

    if HomePage.objects.exists():
        print("  there is a site already; nothing was changed")
    else:
        call_command("start_site")


def reset() -> None:
    """Throw away the demo. Refuses where there is a site that is not the demo."""
    from django.conf import settings
    from django.db import connections

    from demo import accounts
    from members.models import User

    if not settings.DEMO_ALLOWED:
        sys.exit("These settings do not allow a demo.")
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        sys.exit("Resetting works on SQLite only. On PostgreSQL: drop the database and make it again.")
    if not _is_there():
        return
    if User.objects.exists() and not User.objects.filter(email=accounts.address("daan")).exists():
        sys.exit("This database holds a real site, not the demo. Nothing was changed.")
    connections.close_all()
    for alias in settings.DATABASES:
        for ending in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES[alias]['NAME']}{ending}").unlink(missing_ok=True)


def _is_there() -> bool:
    from django.db import connection

    return "django_migrations" in connection.introspection.table_names()


if __name__ == "__main__":
    main()
