"""How fast search is, as ratios within one run: to an article page of the same server, to a bare query, to stock Wagtail.

    python -m bench.search 1000 10000 100000 [--engine postgresql] [--site FOLDER]

Each size is a site of its own in a temporary folder, unless ``--site`` names one that ``bench.build`` made. A server for the
engine is started where the environment leads to none. One client asks; what is measured is the time until the answer is read.
"""

import argparse
import http.client
import json
import os
import statistics
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.load import PORT, ROOT, environment_of, run, server
from scripts import servers

SHARES = (3, 10, 50)  # per cent of all articles that a word hits
ROUNDS = 40  # requests of each kind
STOCK_ROUNDS = 3
ARTICLES = 60


def main() -> None:
    """Build, serve, ask, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "elasticsearch"], default="sqlite")
    parser.add_argument("--site", type=Path, help="a folder with a site that bench.build made")
    parser.add_argument("--no-stock", action="store_true")
    options = parser.parse_args()
    for size in options.sizes:
        with ExitStack() as stack:
            started = stack.enter_context(servers.started(servers.lacking(options.engine)))
            folder = options.site or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kring-bench-")))
            environment = environment_of(folder) | started | {"KRING_SEARCH_ENGINE": options.engine}
            environment |= {"KRING_PAGE_CACHE_SECONDS": "0", "KRING_SEARCH_LOG_DAYS": "0"}
            print(f"\n## {size:,} articles, {options.engine}\n", flush=True)
            if not options.site:
                run("bench.build", str(size), environment=environment, shown=True)
            report(measured(environment, not options.no_stock))
            costs = json.loads(run("bench.search_costs", environment=environment))
            print(
                f"\nA worker has {costs['memory']:.0f} MB more after the judged questions than after articles alone;"
                f" a changed article costs the index {costs['save']:.1f} ms.",
                flush=True,
            )


def measured(environment: dict[str, str], with_stock: bool) -> dict[str, dict]:
    """For each kind of request: milliseconds, median and 95th percentile; for words also bare and stock."""
    told = json.loads(run("bench.search_inside", *(["stock"] if with_stock else []), environment=environment))
    rows: dict[str, dict] = {}
    with server(environment):
        ask = _asker()
        rows["article page"] = _timed([lambda path=path: ask(path) for path in told["articles"]])
        for name, questions in told["questions"].items():
            paths = [f"{told['search']}?{urllib.parse.urlencode({'q': text})}" for text in questions]
            rows[name] = _timed([lambda path=path: ask(path) for path in _repeated(paths)])
            rows[name] |= {
                "queries": told["queries"][name],
                "bare": told["bare"][name],
                "stock": told["stock"].get(name),
            }
        texts = [text for questions in told["questions"].values() for text in questions]
        begun = [f"{told['suggestions']}?{urllib.parse.urlencode({'q': text[:4]})}" for text in texts]
        rows["suggestions"] = _timed([lambda path=path: ask(path) for path in _repeated(begun)])
    return rows


def report(rows: dict[str, dict]) -> None:
    """A table for bench/README.md."""
    page = rows["article page"]["median"]
    print(
        "| request | SQL queries | median ms | 95 % ms | ratio to article page | 95 % | to bare query | stock ÷ ours |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, row in rows.items():
        bare = f"{row['median'] / row['bare']:.1f} ({row['bare']:.1f} ms)" if row.get("bare") else ""
        stock = f"{row['stock'] / row['median']:.1f} ({row['stock']:.0f} ms)" if row.get("stock") else ""
        print(
            f"| {name} | {row.get('queries', '')} | {row['median']:.1f} | {row['p95']:.1f} | {row['median'] / page:.2f}"
            f" | {row['p95'] / page:.2f} | {bare} | {stock} |",
            flush=True,
        )


def _asker() -> Callable[[str], None]:
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=120)

    def ask(path: str) -> None:
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)

    return ask


def _repeated(paths: list[str]) -> list[str]:
    return (paths * (ROUNDS // len(paths) + 1))[: max(ROUNDS, len(paths))]


def _timed(calls: list[Callable[[], None]]) -> dict[str, float]:
    """The first few warm up what a worker remembers, and are not counted."""
    for call in calls[:6]:
        call()
    times = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1_000)
    return {"median": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
