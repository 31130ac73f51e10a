"""A PostgreSQL server for tests and measurements: made in a temporary folder, thrown away afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"  # the server refuses to run as root


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first; None where PostgreSQL is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = [folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    if found:
        return found[0]
    beside = shutil.which("pg_ctl")
    return Path(beside).resolve().parent if beside else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the address of an empty database on it.

    Its folder lies in the system's own temporary folder: pytest's is closed to the user that the server runs as.
    """
    found = programs()
    assert found, "PostgreSQL is not installed"
    folder, port = Path(tempfile.mkdtemp(prefix="kring-pg-")), _free_port()
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    try:
        _run(
            found / "initdb",
            "-D",
            data,
            "-U",
            "kring",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=200"
        _run(found / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            _run(found / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "kring", "kring")
            yield f"postgres://kring@127.0.0.1:{port}/kring"
        finally:
            _run(found / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", OWNER, "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
