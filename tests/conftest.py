"""What every test can ask for.

Databases: ``db`` (pytest-django's, rolled back; the page cache is off and nothing is remembered between requests) or
``own_database`` (a fresh file without a surrounding transaction: for the page cache, query budgets and threads).
``site`` and everything built on it use whichever the test asked for.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from content import cache as content_cache

from .database import connected_to, connection_to, prepared_files
from .network import Network, build_network, find_network

PASSWORD = "kring-test-wachtwoord"
ROLES = (
    "member",
    "circle_participant",
    "organisation_editor",
    "editor",
    "moderator",
    "coordinator",
    "administrator",
)
ON_SQLITE = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


# What a machine may lack -------------------------------------------------------------------------------------------


def missing(what: str) -> None:
    """Skip, or fail where nothing may be skipped (``KRING_REQUIRE_ALL=1``)."""
    if os.environ.get("KRING_REQUIRE_ALL"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KRING_REQUIRE_ALL") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# Databases -------------------------------------------------------------------------------------------------------

if ON_SQLITE:
    # Each worker has two databases: just migrated, and with the small network for the tests that ask for ``site``.
    _worker_databases: dict[bool, Any] = {}
    _files: dict[bool, Path] = {}
    _with_network = False

    @pytest.fixture(scope="session")
    def django_db_setup(
        django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[None]:
        """Copies of the migrated database (``tests/database.py``) instead of pytest-django's migrating."""
        folder = tmp_path_factory.mktemp("database")
        original = connections["default"]
        with django_db_blocker.unblock():
            _files.update(prepared_files(folder))
            for filled, file in _files.items():
                _worker_databases[filled] = connection_to(shutil.copy(file, folder / f"worker-{file.name}"))
            connections["default"] = _worker_databases[_with_network]
            yield
            for each in _worker_databases.values():
                each.close()
        connections["default"] = original

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(item: pytest.Item) -> None:
        """Before any fixture: choose the database of this test."""
        global _with_network
        _with_network = "site" in getattr(item, "fixturenames", ())
        if connections["default"] in _worker_databases.values():
            connections["default"] = _worker_databases[_with_network]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
        """A ``transaction=True`` test empties the database at its end, tree root and all: fill it again for the next."""
        result = yield
        marker = item.get_closest_marker("django_db")
        flushed = "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))
        if flushed and nextitem is not None:
            connection.close()
            shutil.copy(_files[_with_network], connection.settings_dict["NAME"])
        return result


else:

    @pytest.hookimpl(tryfirst=True)  # before pytest-django puts what commits at the end
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        """pytest-django makes only the databases of which it sees beforehand that a test asks for them.

        A test that commits empties the tables at its end: what migrations put there is put back for the next.
        """
        for item in items:
            names, marker = getattr(item, "fixturenames", ()), item.get_closest_marker("django_db")
            if "_database" in names or "own_database" in names or marker:
                commits = "own_database" in names or bool(marker and marker.kwargs.get("transaction"))
                item.add_marker(pytest.mark.django_db(transaction=commits, serialized_rollback=commits), append=False)


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Path | None]:
    """A migrated database of this test's own, in which writes are committed as on a real site."""
    if not ON_SQLITE:
        request.getfixturevalue("transactional_db")
        yield None
        return
    path = tmp_path / "kring.sqlite3"
    shutil.copy(_files["site" in request.fixturenames], path)
    with django_db_blocker.unblock(), connected_to(path), _own_index():
        yield path


@contextmanager
def _own_index() -> Iterator[None]:
    """Where the tests run with Elasticsearch, an index of this test's own."""
    if django_settings.SEARCH_ENGINE != "elasticsearch":
        yield
        return
    from search import engines

    engine = engines.current()
    engine.install()
    engine.rebuild()
    yield
    engine.cluster.remove()


@pytest.fixture
def _database(request: pytest.FixtureRequest) -> None:
    # A server beside the database hears of a change when it is committed.
    commits = "own_database" in request.fixturenames or django_settings.SEARCH_ENGINE == "elasticsearch"
    request.getfixturevalue("own_database" if commits else "db")


# State -----------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """Nothing is remembered from an earlier test; Dutch is the language."""
    forget_everything()
    translation.activate("nl")
    yield
    forget_everything()


def forget_everything() -> None:
    """Empty the shared cache and what this process remembers."""
    cache.clear()
    with content_cache._lock:
        content_cache._memo.clear()
    content_cache._reset()


@pytest.fixture
def page_cache(own_database: Path | None, settings: Any) -> None:
    """The page cache, as on a real site. The other tests run without it."""
    settings.PAGE_CACHE_SECONDS = 3600


# A small network -------------------------------------------------------------------------------------------------


@pytest.fixture
def site(_database: None) -> Network:
    """A site with a home page, index pages and one knowledge section in both languages, all published."""
    return find_network() or build_network()


# People ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def make_user(_database: None) -> Callable[..., Any]:
    """``make_user("editor")``: somebody with that role. More arguments go to ``members.services.create_account``."""
    from members.services import create_account

    def make(role: str = "member", **fields: Any) -> Any:
        given = {"email": f"{role.replace('_', '-')}@kring.example", "first_name": role.replace("_", " ").capitalize()}
        roles = () if role in ("member", "circle_participant", "administrator") else (role,)
        fields = given | {"roles": roles, "administrator": role == "administrator", "password": PASSWORD} | fields
        return create_account(**fields)

    return make


@pytest.fixture
def member(make_user: Callable[..., Any]) -> Any:
    return make_user("member")


@pytest.fixture
def organisation_editor(make_user: Callable[..., Any], site: Network) -> Any:
    """The editor of an organisation page, found as ``organisation_editor.organisation``."""
    from directory.services import appoint_editor
    from members.models import User

    from .pages import make_organisation

    user = make_user("organisation_editor")
    user.organisation = make_organisation(site.directory, "Buurthuis De Proef")
    appoint_editor(user=user, organisation=user.organisation, by=User(is_superuser=True))
    return user


@pytest.fixture
def editor(make_user: Callable[..., Any]) -> Any:
    return make_user("editor")


@pytest.fixture
def moderator(make_user: Callable[..., Any]) -> Any:
    return make_user("moderator")


@pytest.fixture
def coordinator(make_user: Callable[..., Any]) -> Any:
    return make_user("coordinator")


@pytest.fixture
def administrator(make_user: Callable[..., Any]) -> Any:
    return make_user("administrator")


@pytest.fixture
def circle_participant(make_user: Callable[..., Any], site: Network) -> Any:
    """A member in a circle, found as ``circle_participant.circle``."""
    from circles.models import CircleParticipant

    from .pages import make_circle

    user = make_user("circle_participant")
    user.circle = make_circle(site.circles, "Leerkring Proef")
    CircleParticipant.objects.create(user=user, circle=user.circle)
    return user


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """``client_of(user)``: a browser in which ``user`` is signed in; ``client_of(None)`` for a visitor."""

    def make(user: Any = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def visitor() -> Client:
    """The browser of somebody without an account."""
    return Client()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No need to wait before a form may be sent."""
    monkeypatch.setattr("signups.forms.LEAST_SECONDS", -1.0)  # stamps are rounded


@pytest.fixture
def as_member(member: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(member)


@pytest.fixture
def as_organisation_editor(organisation_editor: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(organisation_editor)


@pytest.fixture
def as_editor(editor: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(editor)


@pytest.fixture
def as_moderator(moderator: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(moderator)


@pytest.fixture
def as_coordinator(coordinator: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(coordinator)


@pytest.fixture
def as_administrator(administrator: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(administrator)


@pytest.fixture
def as_circle_participant(circle_participant: Any, client_of: Callable[[Any], Client]) -> Client:
    return client_of(circle_participant)


@pytest.fixture
def user_of(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """``user_of("editor")``: the user fixture of a role, None for ``"visitor"``. For tests with a role as parameter."""
    return lambda role: None if role == "visitor" else request.getfixturevalue(role)


# Measuring -------------------------------------------------------------------------------------------------------


@contextmanager
def _counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connections["default"]) as captured:
        yield captured


@pytest.fixture
def count_queries() -> Callable[[], Any]:
    """``with count_queries() as queries: …; assert len(queries) <= 5``: queries on the default database."""
    return _counted


@pytest.fixture
def queries_of(count_queries: Callable[[], Any]) -> Callable[..., list[str]]:
    """``queries_of("/nl/kennis/")``: the SQL of one request without page cache, when frame and cards are remembered.

    ``warm`` names addresses to visit first. Needs ``own_database``: inside a test's transaction nothing is remembered.
    """

    def measure(url: str, client: Client | None = None, warm: tuple[str, ...] = ("/nl/", "/en/")) -> list[str]:
        assert not connection.in_atomic_block, "ask for the own_database fixture too"
        client = client or Client()
        for address in warm:
            client.get(address)
        with count_queries() as queries:
            response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return [query["sql"] for query in queries.captured_queries]

    return measure
