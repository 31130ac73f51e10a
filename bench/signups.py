"""Sign-ups per second and queries per sign-up, on SQLite and PostgreSQL: ``make signup-bench``.

    python -m bench.signups [--clients 1 8 32] [--sizes 100 10000 100000] [--engine postgresql]

Clients are processes, as workers of a real site are. Each signs people up one after the other for one offering of their own
(*apart*) or all for the same one (*same*: they wait for its lock). Writing the mail is part of it; sending is not.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
import uuid
from pathlib import Path

import django

from bench.load import environment_of, run
from scripts import servers

ENGINES = ("sqlite", "postgresql")
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))


def main() -> None:
    """Make a site for each engine, measure in a process of its own, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", nargs="+", type=int, default=[1, 8, 32])
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 10_000, 100_000])
    parser.add_argument("--engine", choices=ENGINES)
    options = parser.parse_args()
    heads = [f"{how}, {count}" for count in options.clients for how in ("apart", "same")]
    print(
        f"| engine | sign-ups in the table | queries | {' | '.join(heads)} |\n|{'---|' * (3 + len(heads))}", flush=True
    )
    for engine in [options.engine] if options.engine else ENGINES:
        with servers.started(servers.lacking(engine)) as started, tempfile.TemporaryDirectory() as folder:
            environment = environment_of(Path(folder)) | (started if engine == "postgresql" else {})
            run(
                "-c",
                "import django; django.setup(); from scripts.prepare import migrate; migrate()",
                environment=environment,
            )
            numbers = ",".join(map(str, options.clients)), ",".join(map(str, options.sizes))
            for line in run("bench.signups", "measure", *numbers, environment=environment).splitlines():
                row = json.loads(line)
                cells = [f"{row[f'{how}-{count}']:.0f}" for count in options.clients for how in ("apart", "same")]
                print(f"| {row['engine']} | {row['rows']:,} | {row['queries']} | {' | '.join(cells)} |", flush=True)


def measure(clients: list[int], sizes: list[int]) -> None:
    """Print one line of JSON per size, on the database of ``DATABASE_URL``."""
    django.setup()
    from django.db import connection

    for size in sizes:
        _fill(size)
        line = {"engine": connection.vendor, "rows": size, "queries": _queries()}
        for count in clients:
            for how in ("same", "apart"):
                line[f"{how}-{count}"] = round(_rate(count, how), 1)
        print(json.dumps(line), flush=True)


def _offering(capacity: int | None = None) -> object:
    from datetime import timedelta

    from django.utils import timezone

    from signups.models import Offering

    start = timezone.now() + timedelta(days=30)
    return Offering.objects.create(
        subject_key=uuid.uuid4(),
        is_active=True,
        capacity=capacity,
        title={"nl": "Meting"},
        starts_at=start,
        ends_at=start,
    )


def _fill(size: int) -> None:
    """So many sign-ups in the table, in offerings of twenty."""
    from django.db import connection, transaction

    with transaction.atomic():
        _add_missing(size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does on a real site


def _add_missing(size: int) -> None:
    from signups.models import Signup

    missing = size - Signup.objects.count()
    while missing > 0:
        offering = _offering(20)
        rows = [
            Signup(offering=offering, name=f"M{n}", email=f"{uuid.uuid4().hex}@post.example", state="given", order=n)
            for n in range(min(20, missing))
        ]
        Signup.objects.bulk_create(rows)
        missing -= len(rows)


def _queries() -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    offering = _offering(20)
    _sign_up(offering)
    with CaptureQueriesContext(connection) as queries:
        _sign_up(offering)
    return len(queries)


def _sign_up(offering: object) -> None:
    from signups.services import Person, sign_up

    person = Person(name="Meting", email=f"{uuid.uuid4().hex}@post.example")
    sign_up(offering=offering, person=person)


def _rate(count: int, how: str) -> float:
    from django.db import connection, connections

    pks = [_offering().pk for _each in range(count if how == "apart" else 1)]
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads would not be there in the clients
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(count), context.Queue()
    jobs = [context.Process(target=_client, args=(pks[n % len(pks)], barrier, results)) for n in range(count)]
    for job in jobs:
        job.start()
    done = [results.get() for _job in jobs]
    for job in jobs:
        job.join()
    return sum(each for each, _took in done) / max(took for _each, took in done)


def _client(pk: int, barrier: object, results: object) -> None:
    from signups.models import Offering

    offering = Offering.objects.get(pk=pk)
    barrier.wait()
    began, done = time.monotonic(), 0
    while time.monotonic() - began < SECONDS:
        _sign_up(offering)
        done += 1
    results.put((done, time.monotonic() - began))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(*([int(each) for each in part.split(",")] for part in sys.argv[2:4]))
    else:
        main()
