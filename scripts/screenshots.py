"""Photographs the demo for the README: a few screens, wide and narrow, light and dark, into docs/screenshots.

Builds a demo of its own in a temporary folder, so what somebody edited on this machine is not in the pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PORT = os.environ.get("PORT", "8000")
SCREENS = {
    "home": "/nl/",
    "article": "/nl/kennis/bestuur/hoe-vind-je-een-nieuwe-penningmeester/",
    "organisation": "/nl/wie-is-wie/buurthuis-de-werf/",
    "directory": "/nl/wie-is-wie/",
    "agenda": "/nl/agenda/",
    "search": "/nl/zoeken/?q=vrijwilligers",
    "circle": "/nl/leerkringen/wordpress-voor-beginners/",
}
LOOKS = [(1280, 900, "light"), (375, 780, "dark")]


def main() -> None:
    """Every screen in every look."""
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("The pictures are made with chromium. On Debian: apt-get install chromium")
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="kring-screenshots-") as folder,
        served(folder),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width, height, look in LOOKS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=look, locale="nl-NL", reduced_motion="reduce"
            )
            page = context.new_page()
            for name, address in SCREENS.items():
                response = page.goto(f"http://localhost:{PORT}{address}", wait_until="networkidle")
                if not response or response.status != 200:
                    sys.exit(f"{address} is not there")
                page.screenshot(path=TARGET / f"{name}-{width}-{look}.png")
                print(f"  docs/screenshots/{name}-{width}-{look}.png", flush=True)
        browser.close()


@contextmanager
def served(folder: str) -> Iterator[None]:
    """A fresh demo, served."""
    environment = os.environ | {"KRING_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    for command in (["scripts/prepare.py", "--demo"], ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "config.wsgi"], cwd=ROOT, env=environment)
    try:
        for _attempt in range(200):
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/healthz", timeout=5).close()  # noqa: S310 -- our own server
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
