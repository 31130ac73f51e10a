"""How fast Kring is on this machine: its pages, the same article in a plain Django view, and hello-world, in one run.

    make bench                      # 1,000, 10,000 and 100,000 articles
    make bench ARGS="1000 --seconds 2"

Each size is a site of its own in a temporary folder, served as ``make run`` serves it. Rates differ from machine to machine
and from run to run; the ratios to the plain view say more. Needs wrk (apt-get install wrk).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.get("PORT", "8000")
SIZES = [1_000, 10_000, 100_000]
SPREAD = 500  # different articles asked for when each is made anew
KEPT = 50  # and when they come from the cache, so that each has been there before


@dataclass
class Case:
    """A row of the report: a name, the addresses asked for, and one of them to count queries with."""

    name: str
    addresses: list[str]

    @property
    def one(self) -> str:
        return self.addresses[-1]


def main() -> None:
    """Build, serve, ask, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--site", type=Path, help="a folder with a site that bench.build made")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("The load comes from wrk. On Debian: apt-get install wrk")
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="kring-bench-") as temporary:
            print(f"\n## {size:,} articles\n", flush=True)
            folder = options.site or Path(temporary)
            environment = environment_of(folder)
            if not options.site:
                run("bench.build", str(size), environment=environment, shown=True)
            report(measure(environment, folder, options.seconds, options.connections))


def measure(environment: dict[str, str], folder: Path, seconds: int, connections: int) -> list[dict]:
    """One row per case: with and without the page cache, and the number of queries."""
    cases = cases_of(environment)
    counted = json.loads(run("bench.queries", *(case.one for case in cases), environment=environment))
    rows = [{"name": case.name, "queries": counted[case.one]} for case in cases]
    for cached in (False, True):
        cache = {"KRING_PAGE_CACHE_SECONDS": "3600" if cached else "0"}
        with server(environment | cache):
            for case, row in zip(cases, rows, strict=True):
                if cached:
                    case = Case(case.name, case.addresses[-KEPT:])
                visit(case.addresses[-KEPT:])
                row["cached" if cached else "made"] = ask(case, folder, seconds, connections)
    return rows


def cases_of(environment: dict[str, str]) -> list[Case]:
    """What is asked for."""
    script = (
        f"import django; django.setup(); from bench.articles import addresses; print('\\n'.join(addresses({SPREAD})))"
    )
    articles = run("-c", script, environment=environment).split()
    slugs = [address.rstrip("/").rpartition("/")[2] for address in articles]
    section = articles[0].rstrip("/").rpartition("/")[0] + "/"
    return [
        Case("hello-world", ["/bench/hello"]),
        Case("plain Django view of an article", [f"/bench/plain/{slug}/" for slug in slugs]),
        Case("article", articles),
        Case("home", ["/nl/"]),
        Case("knowledge base", ["/nl/kennis/"]),
        Case("section", [section]),
        Case("section, page 3", [f"{section}?page=3"]),
        Case("search, a common word", ["/nl/zoeken/?q=vrijwilligers"]),
        Case("search, a rare word", ["/nl/zoeken/?q=klarinet"]),
        Case("search, two words", ["/nl/zoeken/?q=vergoeding+penningmeester"]),
    ]


def ask(case: Case, folder: Path, seconds: int, connections: int) -> dict:
    """Let wrk ask for so many seconds."""
    paths = folder / "paths"
    paths.write_text("\n".join(case.addresses) + "\n")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(ROOT / "bench" / "paths.lua")]
    command.append(f"http://127.0.0.1:{PORT}")
    answer = subprocess.run(command, env=os.environ | {"PATHS": str(paths)}, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout.strip().splitlines()[-1])


def visit(addresses: list[str]) -> None:
    """See each address once, so that what may be remembered is."""
    for address in addresses:
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=60).close()


def report(rows: list[dict]) -> None:
    """A table for bench/README.md."""
    plain = next(row for row in rows if row["name"].startswith("plain"))
    print(
        "| page | queries | made anew: per second | p50 / p99 ms | ratio to plain view | kept: per second | p50 / p99 ms |"
    )
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        made, kept = row["made"], row["cached"]
        ratio = made["rate"] / plain["made"]["rate"]
        errors = made["errors"] + kept["errors"]
        print(
            f"| {row['name']}{f' ({errors} ERRORS)' if errors else ''} | {row['queries']} "
            f"| {made['rate']:,.0f} | {made['p50']:.1f} / {made['p99']:.1f} | {ratio:.2f} "
            f"| {kept['rate']:,.0f} | {kept['p50']:.1f} / {kept['p99']:.1f} |",
            flush=True,
        )


@contextmanager
def server(environment: dict[str, str]) -> Iterator[None]:
    """Kring as ``make run`` serves it."""
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "config.wsgi"], cwd=ROOT, env=environment)
    try:
        for _attempt in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def environment_of(folder: Path) -> dict[str, str]:
    """A site in ``folder``, with the two addresses to compare with."""
    return os.environ | {
        "KRING_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "KRING_BASE_URL": f"http://localhost:{PORT}",
        "PORT": PORT,
        "PYTHONPATH": str(ROOT),
    }


def run(*arguments: str, environment: dict[str, str], shown: bool = False) -> str:
    """Run a module of the bench, or a line of Python after ``-c``."""
    command = [sys.executable, *(arguments if arguments[0] == "-c" else ("-m", *arguments))]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment, text=True, check=True, stdout=None if shown else subprocess.PIPE
    )
    return answer.stdout or ""


if __name__ == "__main__":
    main()
