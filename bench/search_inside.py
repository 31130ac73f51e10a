"""What ``bench.search`` has to know of a site, and what it measures without a server in between. Prints JSON."""

import json
import statistics
import sys
import time
from pathlib import Path

import django

REPEATED = 5


def main(with_stock: bool) -> None:
    """Questions by kind, addresses of articles, and the times of bare queries and of stock Wagtail."""
    django.setup()
    from django.core.management import call_command
    from django.urls import reverse
    from django.utils.translation import activate

    from bench.articles import addresses
    from bench.search import ARTICLES, SHARES
    from search.models import SearchDocument, SearchWord

    activate("nl")
    if with_stock:
        call_command("update_index", admin_only=True, verbosity=0)
    total = SearchDocument.objects.filter(language="nl").count()
    questions = {"the judged questions": judged()}
    for share in SHARES:
        wanted = total * share // 100
        near = SearchWord.objects.filter(language="nl", documents__gt=wanted * 0.6, documents__lt=wanted * 1.5)
        words = sorted(near.values_list("word", "documents"), key=lambda row: abs(row[1] - wanted))[:5]
        if words:
            questions[f"words in {share} %"] = [word for word, _documents in words]
    print(
        json.dumps(
            {
                "articles": addresses(ARTICLES),
                "search": reverse("search:search"),
                "suggestions": reverse("search:suggestions"),
                "questions": questions,
                "queries": {name: most_queries(texts) for name, texts in questions.items()},
                "bare": {name: median(bare, texts, REPEATED) for name, texts in questions.items()},
                "stock": {name: median(stock, texts[:3], 1) for name, texts in questions.items()} if with_stock else {},
            }
        )
    )


def judged() -> list[str]:
    """The Dutch questions of the judged set."""
    file = Path(__file__).resolve().parent.parent / "search" / "data" / "judged.json"
    return [each["text"] for each in json.loads(file.read_text())["queries"] if each["language"] == "nl"]


def most_queries(texts: list[str]) -> int:
    """The most SQL queries that one of these costs."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["*"]
    client, most = Client(), 0
    address = reverse("search:search")
    client.get(address, {"q": "kring"})
    for text in texts:
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"q": text})
        most = max(most, len(queries))
    return most


def bare(text: str) -> None:
    """The ten best for the stems of a question, by the database alone: what cannot be beaten by ranking them all."""
    from django.db import connection

    from search.language import words
    from search.language.analysis import stem_of

    stems = [f"~{stem_of(word.forms[0], 'nl')}" for word in words(text)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            match = " AND ".join(f'"{stem}"' for stem in stems)
            cursor.execute("SELECT rowid FROM search_fts WHERE search_fts MATCH %s ORDER BY rank LIMIT 10", [match])
        else:
            match = " & ".join(f"'{stem}'" for stem in stems)
            cursor.execute(
                "SELECT id FROM search_searchdocument WHERE vector @@ %s::tsquery"
                " ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 10",
                [match, match],
            )
        cursor.fetchall()


def stock(text: str) -> None:
    """Wagtail's own search for pages."""
    from wagtail.models import Page

    list(Page.objects.live().search(text, backend="modelsearch.backends.database")[:10])


def median(call, texts: list[str], times: int) -> float:
    """Milliseconds."""
    took = []
    for text in texts * times:
        began = time.perf_counter()
        call(text)
        took.append((time.perf_counter() - began) * 1_000)
    return statistics.median(took)


if __name__ == "__main__":
    main("stock" in sys.argv[1:])
