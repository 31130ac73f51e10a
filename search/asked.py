"""What is asked, kept without who asked: to learn from what was not found."""

import re
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from .models import AskedQuestion

LONGEST = 100
MOST_PLACE = 1_000
DAYS, TIMES = 3, 5  # asked on so many days and so often: not the words of one person
MOST_KNOWN = 500
OFTEN = 3  # so often asked, and never opened what was found
STRETCH = timedelta(days=30)
_TABLE = AskedQuestion._meta.db_table
_COUNT = (
    f"INSERT INTO {_TABLE} (day, language, text, times, results, clicks, places) VALUES (%s, %s, %s, 1, %s, 0, 0)"  # noqa: S608
    f" ON CONFLICT (day, language, text) DO UPDATE SET times = {_TABLE}.times + 1, results = excluded.results"
)
# What may say who somebody is: an address, a long number.
_PERSONAL = re.compile(r"@|\d{5,}|(?:\d[\s-]?){7,}")


def note(text: str, language: str, results: int) -> None:
    """Count a question. Not if it is long, or may hold personal data, or if nothing is to be kept."""
    text = kept_as(text)
    if not text:
        return
    # One statement, the same on SQLite and PostgreSQL; a count that is lost is no reason to fail a search.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(_COUNT, [timezone.localdate(), language, text, results])


def note_click(text: str, language: str, place: int) -> None:
    """Count that somebody opened the result at ``place``. Only for what was asked today: nobody can make a question up."""
    text = kept_as(text)
    if text and 0 < place <= MOST_PLACE:
        today = AskedQuestion.objects.filter(day=timezone.localdate(), language=language, text=text)
        today.update(clicks=F("clicks") + 1, places=F("places") + place)


def kept_as(text: str) -> str:
    """A question as it is counted; empty if it is not: long, perhaps personal, or nothing is to be kept."""
    text = " ".join(text.lower().split())
    if not settings.SEARCH_LOG_DAYS or len(text) > LONGEST or _PERSONAL.search(text):
        return ""
    return text


def forget_old() -> int:
    """Delete what is older than the setting says. Returns how many rows went."""
    limit = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    return AskedQuestion.objects.filter(day__lt=limit).delete()[0]


def summary() -> QuerySet:
    """Each question once, over all days: how often it was asked and a result opened, the most that was found, when last."""
    rows = AskedQuestion.objects.values("language", "text").order_by()
    return rows.annotate(
        asked=Sum("times"),
        most=Max("results"),
        first=Min("day"),
        last=Max("day"),
        opened=Sum("clicks"),
        place=Sum("places") * 1.0 / NullIf(Sum("clicks"), 0),
        days=Count("day"),
    )


def missed() -> QuerySet:
    """Asked and never found, most asked first."""
    return summary().filter(most=0).order_by("-asked", "text")


def unopened() -> QuerySet:
    """Often asked and found, but nobody opened a result: what they meant is not there, or looks like something else."""
    return summary().filter(most__gt=0, opened=0, asked__gte=OFTEN).order_by("-asked", "text")


def growing() -> QuerySet:
    """Asked more often in the last month than in the month before, the fastest first."""
    today = timezone.localdate()
    now, before = today - STRETCH, today - 2 * STRETCH
    rows = summary().annotate(
        now=Coalesce(Sum("times", filter=Q(day__gt=now)), 0),
        before=Coalesce(Sum("times", filter=Q(day__gt=before, day__lte=now)), 0),
    )
    return rows.filter(now__gte=OFTEN, now__gt=F("before")).order_by(F("before") - F("now"), "text")


def well_known(language: str) -> list[str]:
    """Questions that several people asked, as far as days can tell, and that found something; most asked first."""
    rows = summary().filter(language=language, most__gt=0, days__gte=DAYS, asked__gte=TIMES).order_by("-asked", "text")
    return list(rows.values_list("text", flat=True)[:MOST_KNOWN])
