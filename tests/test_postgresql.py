"""The site on PostgreSQL, as in production: built, served, searched, edited. The server is one of these tests' own."""

import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest

from scripts.servers import postgresql

from .conftest import missing
from .database import ROOT
from .demo_network import manage, served

pytestmark = pytest.mark.xdist_group("postgresql")


LISTS = (
    "/nl/",
    "/en/",
    "/nl/kennis/",
    "/nl/kennis/geld/",
    "/nl/wie-is-wie/",
    "/nl/agenda/",
    "/nl/nieuws/",
    "/nl/leerkringen/",
)
NASTY = ("vrijwilligers", "vergoeding penningmeester", 'de "korfbal" & (sluis)', "' ; drop table --", "%", "zzzz")


@pytest.fixture(scope="module")
def database():
    """The address of an empty database in a PostgreSQL server that runs only for these tests."""
    if postgresql.programs() is None:
        missing("PostgreSQL (apt-get install postgresql)")
    with postgresql.server() as address:
        yield address


@pytest.fixture(scope="module")
def server(database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("postgresql")
    manage(folder, "scripts/prepare.py", "--demo", DATABASE_URL=database)
    with served(folder, DATABASE_URL=database) as address:
        yield address


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def test_every_kind_of_page_answers(server):
    for address in LISTS:
        assert "<h1" in read(f"{server}{address}")
    parts = re.findall(r"<loc>(.+?)</loc>", read(f"{server}/sitemap.xml"))
    pages = [url for part in parts for url in re.findall(r"<loc>(.+?)</loc>", read(part))]
    assert len(pages) > 100
    for url in pages[:: max(1, len(pages) // 40)]:
        assert "<h1" in read(url)


@pytest.mark.parametrize("words", NASTY)
def test_search_answers_on_postgresql(server, words):
    assert "<h1" in read(f"{server}/nl/zoeken/?{urllib.parse.urlencode({'q': words})}")


def test_search_finds_what_it_should(server):
    answer = json.loads(read(f"{server}/nl/zoeken/?q=penningmeester&format=json"))
    assert "penningmeester" in json.dumps(answer).lower()


def test_site_is_ready_and_the_index_is_true(server, database, tmp_path):
    assert json.loads(read(f"{server}/readyz"))["ready"] is True
    manage(tmp_path, "scripts/prepare.py", DATABASE_URL=database)
    manage(tmp_path, "manage.py", "search_check", DATABASE_URL=database)


def test_search_tests_hold_on_postgresql(database):
    """Leaks, results and index, with the database of the tests itself on PostgreSQL."""
    environment = os.environ | {"DATABASE_URL": database}
    files = [f"tests/search/test_{name}.py" for name in ("no_leaks", "results", "index", "waiting")]
    of_sqlite = "--deselect=tests/search/test_index.py::test_engine_notices_a_broken_index"  # it has triggers
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", of_sqlite, *files]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4_000:]


def test_no_migration_is_missing(database, tmp_path):
    manage(tmp_path, "manage.py", "migrate", "--check", DATABASE_URL=database)
