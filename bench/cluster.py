"""Search among very many articles on Elasticsearch with two nodes, of which one is killed while people search.

    python -m bench.cluster [1000000]

A thousand articles are pages; the others are generated and in the index only, over PostgreSQL (started here, as the nodes are).
Needs some gigabytes of memory and of disk. Rates say something of this machine; ratios and "how many noticed" say more.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from itertools import cycle, islice

from bench.load import PORT, ROOT, environment_of, run, server
from scripts.servers import elasticsearch, postgresql

PAGES = 1_000
WRITERS = 2  # processes
ROUNDS = 400  # searches in each part of the run
HEAP = "2g"


def main(number: int) -> None:
    """Build, ask, kill a node, ask on."""
    with postgresql.server() as database, elasticsearch.server(2, HEAP) as cluster:
        folder = cluster.nodes[0].folder.parent / "site"
        # Until all is there it is a site without a cluster: else each document would be noted, and told once more.
        plain = environment_of(folder) | {"DATABASE_URL": database, "KRING_SEARCH_ENGINE": ""}
        environment = plain | {
            "KRING_SEARCH_ENGINE": "elasticsearch",
            "KRING_ELASTICSEARCH_URL": cluster.addresses,
            "KRING_ELASTICSEARCH_SHARDS": "2",
            "KRING_PAGE_CACHE_SECONDS": "0",
            "KRING_SEARCH_LOG_DAYS": "0",
        }
        run("bench.build", str(PAGES), environment=plain, shown=True)
        _fill(number - PAGES, plain)
        _timed("the cluster's index", "from search import engines; engines.current().rebuild()", environment)
        told = json.loads(run("bench.search_inside", environment=environment))
        with server(environment):
            _report("article page", _asked(told["articles"]))
            paths = list(islice(cycle(_questions(told)), ROUNDS))
            _report("search, both nodes", _asked(paths))
            _report("search, a node is killed after a quarter", _asked(paths, kill=cluster.nodes[1]))
            _report("search, one node", _asked(paths))


def _fill(number: int, environment: dict[str, str]) -> None:
    """Analyse and store, in as many processes as there are writers."""
    began = time.monotonic()
    write = (
        "import django; django.setup(); from search.evaluation import write_distractors; write_distractors({}, seed={})"
    )
    commands = [[sys.executable, "-c", write.format(number // WRITERS, seed)] for seed in range(WRITERS)]
    writers = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in commands]
    failed = [writer.wait() for writer in writers]
    assert not any(failed)
    took = time.monotonic() - began
    print(f"  {number:,} articles analysed and stored ({took:.0f} s, {number / took:.0f} a second)", flush=True)
    _timed("words counted", "from search.indexing import count_words; count_words()", environment)


def _timed(what: str, code: str, environment: dict[str, str]) -> None:
    began = time.monotonic()
    run("-c", f"import django; django.setup(); {code}", environment=environment)
    print(f"  {what} ({time.monotonic() - began:.0f} s)", flush=True)


def _questions(told: dict) -> Iterator[str]:
    texts = [text for questions in told["questions"].values() for text in questions]
    return (f"{told['search']}?{urllib.parse.urlencode({'q': text})}" for text in texts)


def _asked(paths: list[str], kill: elasticsearch.Node | None = None) -> tuple[list[float], int, int]:
    """Milliseconds of each request, how many failed, and how many were answered by the database instead."""
    times, failed, makeshift = [], 0, 0
    for number, path in enumerate(paths):
        if kill and number == len(paths) // 4:
            kill.kill()
        connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=120)
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "nl"})
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1_000)
        failed += answer.status != 200
        makeshift += b"De zoekserver is er even niet" in body
        connection.close()
    return times, failed, makeshift


def _report(name: str, told: tuple[list[float], int, int]) -> None:
    times, failed, makeshift = told
    last = statistics.quantiles(times, n=20)[-1]
    print(
        f"| {name} | {len(times)} | {failed} | {makeshift} | {statistics.median(times):.1f} | {last:.1f} | {max(times):.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
