"""What is asked, kept without who asked: to learn from what was not found."""

import re
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max, Min, QuerySet, Sum
from django.utils import timezone

from .models import AskedQuestion

LONGEST = 100
_TABLE = AskedQuestion._meta.db_table
_COUNT = (
    f"INSERT INTO {_TABLE} (day, language, text, times, results) VALUES (%s, %s, %s, 1, %s)"  # noqa: S608
    f" ON CONFLICT (day, language, text) DO UPDATE SET times = {_TABLE}.times + 1, results = excluded.results"
)
# What may say who somebody is: an address, a long number.
_PERSONAL = re.compile(r"@|\d{5,}|(?:\d[\s-]?){7,}")


def note(text: str, language: str, results: int) -> None:
    """Count a question. Not if it is long, or may hold personal data, or if nothing is to be kept."""
    text = " ".join(text.lower().split())
    if not settings.SEARCH_LOG_DAYS or not text or len(text) > LONGEST or _PERSONAL.search(text):
        return
    # One statement, the same on SQLite and PostgreSQL; a count that is lost is no reason to fail a search.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(_COUNT, [timezone.localdate(), language, text, results])


def forget_old() -> int:
    """Delete what is older than the setting says. Returns how many rows went."""
    limit = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    return AskedQuestion.objects.filter(day__lt=limit).delete()[0]


def summary() -> QuerySet:
    """Each question once, over all days: how often it was asked, the most that was found, when last."""
    rows = AskedQuestion.objects.values("language", "text").order_by()
    return rows.annotate(asked=Sum("times"), most=Max("results"), first=Min("day"), last=Max("day"))
