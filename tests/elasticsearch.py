"""A real Elasticsearch for tests: fetched into the var folder once, started for the tests that ask for it, stopped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.servers import elasticsearch
from scripts.servers.elasticsearch import Cluster

from .conftest import missing


@contextmanager
def server(number: int = 1) -> Iterator[Cluster]:
    """So many running nodes. Skips the test where the machine lacks what it needs, or fails where nothing may be skipped."""
    if lacking := elasticsearch.missing():
        missing(lacking)
    with elasticsearch.server(number) as cluster:
        yield cluster
