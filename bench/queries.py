"""Prints how many queries each address costs, as JSON: ``python -m bench.queries /nl/ /nl/kennis/``."""

import json
import sys

import django


def main(addresses: list[str]) -> None:
    """Without the page cache, when the frame is remembered: a visit to another page went before."""
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    settings.PAGE_CACHE_SECONDS = 0
    client = Client()
    client.get("/nl/nieuws/")
    counts = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[address] = len(queries)
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
