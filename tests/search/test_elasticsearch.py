"""Search on a real Elasticsearch: the same answers, an index that is true, and nobody who notices when it is away."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from search import engines, indexing
from search.engines import Request, waiting
from search.language import read
from search.models import SearchDocument
from tests.database import ROOT
from tests.elasticsearch import server
from tests.pages import make_article, paragraph, restrict

from .asking import ask, page, titles

pytestmark = pytest.mark.xdist_group("elasticsearch")
NOTE = "De zoekserver is er even niet"


@pytest.fixture(scope="module")
def cluster():
    with server() as running:
        yield running


@pytest.fixture
def engine(cluster, settings, own_database):
    """The chosen engine, with an empty index of this test's own."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = cluster.addresses
    engines._made.cache_clear()
    found = engines.current()
    found.install()
    found.rebuild()
    yield found
    cluster.nodes[0].resume()
    _wait_until(lambda: found._try(found.cluster.remove))
    engines._made.cache_clear()


def _wait_until(is_so, most=2_000_000):
    for _attempt in range(most):
        if is_so():
            return
    pytest.fail("it never was so")


def test_search_tests_hold_on_elasticsearch(cluster):
    environment = os.environ | {"KRING_SEARCH_ENGINE": "elasticsearch", "KRING_ELASTICSEARCH_URL": cluster.addresses}
    files = [f"tests/search/test_{name}.py" for name in ("results", "no_leaks")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4_000:]


def test_index_follows_what_is_published_closed_and_deleted(engine, site, visitor, as_member):
    article = make_article(site.section, "Zwartemaan")
    assert titles(visitor, "zwartemaan") == ["Zwartemaan"]
    restriction = restrict(article)
    assert titles(visitor, "zwartemaan") == []
    assert titles(as_member, "zwartemaan") == ["Zwartemaan"]
    restriction.delete()
    article.title = "Witte zon"
    article.save_revision().publish()
    assert titles(visitor, "zwartemaan") == []
    assert titles(visitor, "zon") == ["Witte zon"]
    article.delete()
    assert titles(visitor, "zon") == []
    assert not waiting.first(9)
    assert engine.check() == []


def test_change_that_is_not_told_yet_leaks_nothing(engine, site, visitor):
    article = make_article(site.section, "Zwartemaan", body=paragraph("<p>Hierin staat nachtvlinder.</p>"))
    assert ask(visitor, "nachtvlinder")["total"] == 1
    # Around every signal, as raw SQL would: the trigger notes it all the same.
    SearchDocument.objects.filter(page=article).update(audience="login")
    assert waiting.first(9).numbers
    assert ask(visitor, "nachtvlinder")["total"] == 0
    assert not waiting.first(9)


def test_rebuilding_switches_at_once_and_goes_on_where_it_stopped(engine, site, visitor, monkeypatch):
    for number in range(12):
        make_article(site.section, f"Kastanje {number}")
    monkeypatch.setattr("search.engines.cluster.STEP", 5)

    def stop(done, total):
        assert titles(visitor, "kastanje 3")[0] == "Kastanje 3"  # the index in use is whole
        make_article(site.section, "Kastanje intussen")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(stop)
    assert ask(visitor, "kastanje")["total"] == 13
    counted = []
    engine.rebuild(lambda done, total: counted.append(done))
    assert counted[0] > 5
    assert ask(visitor, "kastanje")["total"] == 13
    assert engine.check() == []


def test_note_of_a_slow_transaction_is_heard_after_the_build(engine, site, visitor):
    article = make_article(site.section, "Zwartemaan", body=paragraph("<p>Hierin staat nachtvlinder.</p>"))
    engine.rebuild()
    SearchDocument.objects.filter(page=article).update(audience="login")
    with connection.cursor() as cursor:  # its number was given out long before the build began
        cursor.execute("UPDATE search_waiting SET id = 2")
    assert ask(visitor, "nachtvlinder")["total"] == 0
    assert not waiting.first(9)
    assert engine.circuit.call(lambda: engine._find(Request(read("nachtvlinder", "nl"), ("",), "nl"), [])) == []


def test_first_build_tells_each_document_once(engine, site, visitor, monkeypatch):
    engine.cluster.remove()
    waiting.uninstall()
    waiting.install()
    for number in range(3):
        make_article(site.section, f"Kastanje {number}")
    monkeypatch.setattr(engine.cluster, "tell", lambda batch: pytest.fail("told twice"))
    engine.rebuild()
    assert len(titles(visitor, "kastanje")) == 3


def test_killed_server_is_not_noticed(engine, cluster, site, visitor):
    make_article(site.section, "Kastanje")
    cluster.nodes[0].pause()
    try:
        assert NOTE in page(visitor, "kastanje")
        assert titles(visitor, "kastanje") == ["Kastanje"]
        make_article(site.section, "Kastanje intussen")
        assert set(titles(visitor, "kastanje")) == {"Kastanje", "Kastanje intussen"}
        suggested = visitor.get(reverse("search:suggestions"), {"q": "kast"})
        assert "Kastanje intussen" in suggested.content.decode()
        assert waiting.first(9).numbers
    finally:
        cluster.nodes[0].resume()
    _wait_until(lambda: NOTE not in page(visitor, "kastanje"))
    assert set(titles(visitor, "kastanje")) == {"Kastanje", "Kastanje intussen"}
    assert not waiting.first(9)
    assert engine.check() == []


def test_site_is_searched_before_the_index_is_built(engine, site, visitor):
    make_article(site.section, "Kastanje")
    engine.cluster.remove()
    waiting.uninstall()
    engines._made.cache_clear()
    assert titles(visitor, "kastanje") == ["Kastanje"]
    call_command("update_search", verbosity=0)
    assert engines.current().check() == []
    assert titles(visitor, "kastanje") == ["Kastanje"]


def test_another_engine_leaves_no_notes(engine, settings):
    settings.SEARCH_ENGINE = ""
    engines.install()
    assert not waiting.is_installed()
    indexing.rebuild()
