"""Servers that are started for a while, for tests and measurements."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from . import elasticsearch, postgresql


def lacking(engine: str) -> list[str]:
    """Which servers a search engine needs that the environment does not lead to."""
    address = os.environ.get("DATABASE_URL", "")
    if engine == "postgresql" and not address.startswith("postgres"):
        return ["postgresql"]
    if engine == "elasticsearch" and not os.environ.get("KRING_ELASTICSEARCH_URL"):
        return ["elasticsearch"]
    return ["sqlite"] if engine == "sqlite" and address.startswith("postgres") else []


@contextmanager
def started(names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Start them; gives the environment variables that lead to them. Stops them afterwards."""
    environment = {}
    with ExitStack() as stack:
        for name in names:
            if name == "postgresql":
                environment["DATABASE_URL"] = stack.enter_context(postgresql.server())
            elif name == "elasticsearch":
                environment["KRING_ELASTICSEARCH_URL"] = stack.enter_context(elasticsearch.server()).addresses
            else:
                environment["DATABASE_URL"] = "sqlite:///:memory:"  # the measurement makes a file of its own
        yield environment
