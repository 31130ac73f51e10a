"""Single values that were sent without a form of their own. Buttons send them well; whoever makes them up gets no further."""

from collections.abc import Iterable

from django.http import QueryDict


def number(value: str) -> int:
    """A number that every database can look for; 0 for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 else 0


def numbers(values: Iterable[str]) -> list[int]:
    """Those among the values that are numbers above 0."""
    return [found for found in map(number, values) if found]


def text(data: QueryDict, name: str) -> str:
    """What somebody wrote, without the one sign that PostgreSQL can't keep."""
    return data.get(name, "").replace("\x00", "").strip()
