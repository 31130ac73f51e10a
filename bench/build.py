"""Makes the site that is measured: ``python -m bench.build 10000`` in a fresh ``KRING_VAR_DIR``."""

import sys
import time

import django


def main(count: int) -> None:
    """An empty site, so many articles, and the search index."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from scripts.prepare import migrate, start_site

    migrate()
    start_site()
    from bench.articles import add_articles
    from search import engines
    from search.indexing import rebuild

    began = time.monotonic()
    add_articles(count)
    print(f"  {count:,} articles ({time.monotonic() - began:.0f} s)", flush=True)
    began = time.monotonic()
    used = time.process_time()
    rebuild()
    rate = count / (time.process_time() - used)
    print(
        f"  search index ({time.monotonic() - began:.0f} s, {rate:.0f} articles a second of this process)", flush=True
    )
    if engines.current().is_beside_database:
        began = time.monotonic()
        engines.current().rebuild()
        print(f"  the engine's own index ({time.monotonic() - began:.0f} s)", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    call_command("collectstatic", "--noinput", verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
