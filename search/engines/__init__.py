"""One engine for each database or server that can search, behind one interface (``search.engines.engine.Engine``)."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from .engine import Engine, Found, Request, Row

__all__ = ["Engine", "Found", "Request", "Row", "current", "install"]

ENGINES = {
    "sqlite": "search.engines.sqlite.SQLiteEngine",
    "postgresql": "search.engines.postgresql.PostgreSQLEngine",
    "elasticsearch": "search.engines.elasticsearch.ElasticsearchEngine",
}


def current() -> Engine:
    """The engine that ``settings.SEARCH_ENGINE`` names, else that of the database."""
    return _made(settings.SEARCH_ENGINE or connection.vendor)


def install() -> None:
    """Make what the chosen engine needs beside the table, and leave nothing of one that was chosen before."""
    from . import waiting

    engine = current()
    engine.install()
    if engine.name == connection.vendor:
        waiting.uninstall()


@cache
def _made(name: str) -> Engine:
    # The module of an engine is imported only when it is chosen.
    engine = import_string(ENGINES[name])
    return engine() if name == connection.vendor else engine(_made(connection.vendor))
