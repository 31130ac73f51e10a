"""Processes that are killed half way, each on a copy of the same database.

A step is a write to the database, or the moment before or after a mail is handed over: what happens between two writes of
one transaction never happened, so these are all the places where it makes a difference when a worker dies.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import time_machine
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE")


class Steps:
    """Counts the steps of this process, and kills it before the one that is ``fatal``."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.fatal: int | None = None

    def take(self, kind: str) -> None:
        if len(self.kinds) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.kinds.append(kind)

    def on_query(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.take("write")
        return execute(sql, params, many, context)


steps = Steps()


class Postbox(BaseEmailBackend):
    """The mail server: what it got stands in a file, also if whoever brought it dies afterwards."""

    def send_messages(self, email_messages: list) -> int:
        for letter in email_messages:
            steps.take("before mail")
            with Path(settings.POSTBOX).open("a") as file:
                file.write(json.dumps([letter.extra_headers["Message-ID"], letter.to[0], letter.subject]) + "\n")
            steps.take("after mail")
        return len(email_messages)


class Database:
    """The database of ``DATABASE_URL``, and copies of it by name."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.original = folder, str(connection.settings_dict["NAME"])
        self.is_file = connection.vendor == "sqlite"

    def copy(self, name: str, of: str = "") -> None:
        """Make ``name`` equal to ``of``, by default the original."""
        if self.is_file:
            shutil.copy(self.folder / of if of else self.original, self.folder / name)
        else:
            self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            self._server(f'CREATE DATABASE "{name}" TEMPLATE "{of or self.original}"')

    def use(self, name: str) -> None:
        """Let this process work on ``name``."""
        connection.settings_dict["NAME"] = str(self.folder / name) if self.is_file else name
        settings.POSTBOX = self.folder / f"{name}.mails"
        settings.EMAIL_BACKEND = f"{__name__}.Postbox"

    def mails(self, name: str) -> list[list[str]]:
        """What the mail server got, as (Message-ID, to, subject)."""
        path = self.folder / f"{name}.mails"
        found = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        path.unlink(missing_ok=True)
        return found

    def _server(self, statement: str) -> None:
        given = connection.settings_dict
        where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as server:
            server.execute(statement)


class Child:
    """A process that works on one database at a moment in time; killed before its step ``fatal``, if that is given."""

    def __init__(self, database: Database, name: str, at: datetime, work: Callable, fatal: int | None = None) -> None:
        reads, writes = os.pipe()
        self.pk = os.fork()
        if self.pk == 0:
            os.close(reads)
            _be_child(database, name, at, work, fatal, writes)
        os.close(writes)
        self.pipe = os.fdopen(reads)

    def end(self) -> Any:
        """What it found; None if it was killed."""
        said = self.pipe.read()
        status = os.waitpid(self.pk, 0)[1]
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL, status
            return None
        assert os.WEXITSTATUS(status) == 0, "a worker failed; see its error above"
        return json.loads(said)


def _be_child(database: Database, name: str, at: datetime, work: Callable, fatal: int | None, writes: int) -> None:
    status = 1
    try:
        database.use(name)
        steps.fatal = fatal
        with time_machine.travel(at, tick=True), connection.execute_wrapper(steps.on_query):
            found = work()
        os.write(writes, json.dumps(found).encode())
        connection.close()
        status = 0
    except BaseException:  # noqa: BLE001 -- the end of the process, whatever it was
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)
