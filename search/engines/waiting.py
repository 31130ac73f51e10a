"""Which documents changed and have yet to be told to a server beside the database.

Triggers note it, in the transaction of the change: cascades and bulk updates included. A note has a number that only grows;
it is the version of the document for the server, so that what is older never overwrites what is newer. When noting begins,
nobody knows what the server missed: a note for everything waits until its index is built anew.
"""

import time
from dataclasses import dataclass

from django.db import connection

from search.models import SearchDocument

TABLE = SearchDocument._meta.db_table
QUEUE = "search_waiting"
EVERYTHING = 0
_COLUMNS = "language, audience, kind, tags, date, title_terms, lead_terms, body_terms"
_EVENTS = (("added", "INSERT", "NEW"), ("changed", f"UPDATE OF {_COLUMNS}", "NEW"), ("removed", "DELETE", "OLD"))
_ON_SQLITE = (
    f"CREATE TABLE IF NOT EXISTS {QUEUE} (id integer PRIMARY KEY AUTOINCREMENT, document_id integer NOT NULL)",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {QUEUE}_{name} AFTER {event} ON {TABLE}"  # noqa: S608
        f" BEGIN INSERT INTO {QUEUE} (document_id) VALUES ({row}.id); END"
        for name, event, row in _EVENTS
    ),
)
_ON_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {QUEUE} (id bigserial PRIMARY KEY, document_id bigint NOT NULL)",
    *(
        statement
        for name, event, row in _EVENTS
        for statement in (
            f"CREATE OR REPLACE FUNCTION {QUEUE}_{name}() RETURNS trigger AS $$"  # noqa: S608
            f" BEGIN INSERT INTO {QUEUE} (document_id) VALUES ({row}.id); RETURN NULL; END $$ LANGUAGE plpgsql",
            f"CREATE OR REPLACE TRIGGER {QUEUE}_{name} AFTER {event} ON {TABLE}"
            f" FOR EACH ROW EXECUTE FUNCTION {QUEUE}_{name}()",
        )
    ),
)


@dataclass(frozen=True)
class Batch:
    """Some of what waits: documents by key with the number of their last note."""

    numbers: dict[int, int]
    last: int
    everything: int = 0  # the number of the note for all documents

    def __bool__(self) -> bool:
        return bool(self.numbers)


def is_installed() -> bool:
    """Whether changes are noted."""
    return QUEUE in connection.introspection.table_names()


def install() -> None:
    """Make table and triggers, if they are not there. Safe to repeat."""
    is_new = not is_installed()
    with connection.cursor() as cursor:
        for statement in _ON_SQLITE if connection.vendor == "sqlite" else _ON_POSTGRESQL:
            cursor.execute(statement)
        if is_new:
            # Numbers begin with the time: they go on growing if the table is ever made again.
            number = time.time_ns() // 1_000
            cursor.execute(f"INSERT INTO {QUEUE} (id, document_id) VALUES (%s, {EVERYTHING})", [number])  # noqa: S608
            if connection.vendor == "postgresql":
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{QUEUE}', 'id'), %s)", [number])  # noqa: S608


def uninstall() -> None:
    """Note nothing any more: for a site that no longer uses the server."""
    if not is_installed():
        return
    with connection.cursor() as cursor:
        for name, *_ in _EVENTS:
            where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {QUEUE}_{name}{where}")
        cursor.execute(f"DROP TABLE {QUEUE}")


def first(most: int) -> Batch:
    """What waits longest, no more than ``most`` notes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, document_id FROM {QUEUE} ORDER BY id LIMIT %s", [most])  # noqa: S608
        rows = cursor.fetchall()
    numbers = {document: number for number, document in rows}
    everything = numbers.pop(EVERYTHING, 0)
    return Batch(numbers, rows[-1][0] if rows else 0, everything)


def done(batch: Batch) -> None:
    """Take the documents of a batch off. Notes that came meanwhile stay, and so does the one for everything."""
    if batch:
        marks = ", ".join(["%s"] * len(batch.numbers))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {QUEUE} WHERE id <= %s AND document_id IN ({marks})",  # noqa: S608
                [batch.last, *batch.numbers],
            )


def forget_documents() -> None:
    """Take all notes of single documents off: everything is about to be told anyway."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {QUEUE} WHERE document_id <> {EVERYTHING}")  # noqa: S608


def everything_done(number: int) -> None:
    """The server knows all documents as they were at ``number``."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {QUEUE} WHERE document_id = {EVERYTHING} AND id <= %s", [number])  # noqa: S608


def next_number() -> int:
    """A number greater than that of all notes so far."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {QUEUE} (document_id) VALUES (-1) RETURNING id")  # noqa: S608
        number = cursor.fetchone()[0]
        cursor.execute(f"DELETE FROM {QUEUE} WHERE document_id = -1")  # noqa: S608
    return number
