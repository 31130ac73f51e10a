"""The demo network, built once for all tests that need it, and served as ``make run`` serves it."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from .database import KEPT_IN, ROOT, locked

#: What decides how the demo looks in the database.
SOURCES = (
    "demo/**/*.py",
    "demo/**/*.toml",
    "*/migrations/*.py",
    "*/models*.py",
    "*/models/*.py",
    "home/services.py",
    "members/roles.py",
    "search/**/*.py",
)


def demo_folder() -> Path:
    """A folder (``KRING_VAR_DIR``) with the demo of today, built first if there is none. Copy it before you write."""
    folder = KEPT_IN / f"demo-{_fingerprint()}"
    with locked(KEPT_IN / "demo.lock"):
        if not folder.exists():
            for old in KEPT_IN.glob("demo-*"):
                shutil.rmtree(old)
            unfinished = KEPT_IN / "unfinished-demo"
            shutil.rmtree(unfinished, ignore_errors=True)
            manage(unfinished, "scripts/prepare.py", "--demo")
            unfinished.rename(folder)
    return folder


def manage(folder: Path, *command: str, **environment: str) -> str:
    """Run a Python script of the project on the site in ``folder``, and return what it printed."""
    answer = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment_of(folder) | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, f"{command} failed:\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[str]:
    """Serve the site in ``folder`` with gunicorn; yields its address. What it logs ends in ``folder/server.log``."""
    port = _free_port()
    address = f"http://localhost:{port}"
    given = environment_of(folder) | {"PORT": str(port), "KRING_BASE_URL": address} | environment
    manage(folder, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", **environment)
    manage(folder, "scripts/prepare.py", KRING_BASE_URL=address, **environment)
    with (folder / "server.log").open("w") as log:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi"]
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(f"{address}/readyz", process, folder / "server.log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def environment_of(folder: Path) -> dict[str, str]:
    """The environment in which Kring works on ``folder`` and nothing of this machine's own settings leaks in."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("KRING_") and key != "DATABASE_URL"}
    return ours | {"KRING_VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def _fingerprint() -> str:
    digest = hashlib.sha256(str(timezone.localdate()).encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(url: str, process: subprocess.Popen, log: Path) -> None:
    for _attempt in range(300):
        assert process.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            last = error.read().decode()
        except OSError as error:
            last = str(error)
        time.sleep(0.1)
    raise AssertionError(f"{url} is not ready: {last}\n{log.read_text()}")
