"""What search costs beside its answers: memory of a worker, and time when an article changes. Prints JSON. Linux only."""

import gc
import json
import statistics
import time
from pathlib import Path

import django

SAVES = 40


def main() -> None:
    """Megabytes that a worker has more once it has answered the judged questions, and milliseconds of a change."""
    django.setup()
    from django.utils.translation import activate

    activate("nl")
    print(json.dumps({"memory": memory(), "save": save()}))


def memory() -> float:
    """Megabytes of its own that this process has more after the questions than after articles alone."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from bench.articles import addresses
    from bench.search import ARTICLES
    from bench.search_inside import judged

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    for address in addresses(ARTICLES) * 2:
        client.get(address)
    before = _megabytes()
    for text in judged():
        client.get(reverse("search:search"), {"q": text})
        client.get(reverse("search:suggestions"), {"q": text[:4]})
    return _megabytes() - before


def save() -> float:
    """Median milliseconds from an article whose summary changed to the index that says so, committed."""
    from django.db import transaction

    from knowledge.models import ArticlePage
    from search.indexing import index_page

    took = []
    for page in ArticlePage.objects.filter(slug__startswith="artikel-").order_by("pk")[:SAVES]:
        page.summary = f"{page.summary} Opnieuw bekeken om {time.time()}."
        began = time.perf_counter()
        with transaction.atomic():
            index_page(page)
        took.append((time.perf_counter() - began) * 1_000)
    return statistics.median(took)


def _megabytes() -> float:
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1_024


if __name__ == "__main__":
    main()
