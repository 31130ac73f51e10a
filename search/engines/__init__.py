"""One engine for each database or server that can search, behind one interface (``search.engines.engine.Engine``)."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from .engine import Engine, Found, Request, Row

__all__ = ["Engine", "Found", "Request", "Row", "current"]

ENGINES = {
    "sqlite": "search.engines.sqlite.SQLiteEngine",
    "postgresql": "search.engines.postgresql.PostgreSQLEngine",
}


def current() -> Engine:
    """The engine that ``settings.SEARCH_ENGINE`` names, else that of the database."""
    return _made(settings.SEARCH_ENGINE or connection.vendor)


@cache
def _made(name: str) -> Engine:
    return import_string(ENGINES[name])()
