"""A browser, and the demo served as ``make run`` serves it. Needs Debian's chromium; the checkers come from npm."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from demo import accounts

from ..conftest import missing
from ..database import ROOT
from ..demo_network import demo_folder, served

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
WIDE, NARROW = 1280, 375


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests run in one worker, with one server and one browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with a demo that these tests may change."""
    made = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder(), made, dirs_exist_ok=True)
    return made


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address at which that site is served."""
    with served(folder) as address:
        yield address
        log = (folder / "server.log").read_text()
    assert "Traceback" not in log, log


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, gone when this folder is done: its event loop would hide Django's connections from the other tests."""
    path = shutil.which("chromium")
    if not path:
        missing("Debian's chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@dataclass
class Seen:
    """What happened in a window besides what it shows."""

    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def window(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """``window(width=375, dark=True)``: a new window of its own; ``page.seen`` tells of errors and foreign requests."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = WIDE, dark: bool = False, scripts: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="nl-NL",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, server)
        return page

    yield make
    for context in contexts:
        context.close()


def watch(page: Page, server: str) -> None:
    """Note every error and every request to another host in ``page.seen``."""
    page.seen = Seen()

    def requested(request: Request) -> None:
        if not request.url.startswith((server, "data:", "blob:")):
            page.seen.elsewhere.append(request.url)

    page.on("request", requested)
    page.on("pageerror", lambda error: page.seen.complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: page.seen.complaints.append(f"{page.url}: {message.text}") if message.type == "error" else None,
    )


def sign_in(page: Page, role: str, language: str = "nl") -> None:
    """Sign in as the demo's member with this role, through the form."""
    key = next(key for key, (_roles, label) in accounts.ROLES.items() if label == role)
    page.goto(f"/{language}/account/login/")
    form = page.locator("form", has=page.locator("input[name=password]"))
    if not form.is_visible():  # folded away: signing in with a password is one of the ways
        page.locator("summary", has_text=re.compile("wachtwoord|password")).click()
    form.locator("input[name=login]").fill(accounts.address(key))
    form.locator("input[name=password]").fill(accounts.PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/login" not in url)
