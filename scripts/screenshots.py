"""Photographs the demo, into docs/screenshots: for the README a few screens, wide and narrow, light and dark; for the editors'
handbook the screens about signing up, as whoever works with them sees them.

Builds a demo of its own in a temporary folder, so what somebody edited on this machine is not in the pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from demo import accounts  # noqa: E402

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
RUNS = "/nl/leerkringen"


def main() -> None:
    """Every screen in every look, and those of the handbook."""
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
            page = window(browser, width, height, look)
            for name, address in SCREENS.items():
                show(page, address)
                keep(page, f"{name}-{width}-{look}")
        for name, (key, width, height, find) in HANDBOOK.items():
            page = window(browser, width, height, "light")
            if key:
                sign_in(page, key)
            find(page)
            keep(page, f"handboek-{name}")
        browser.close()


def window(browser: Browser, width: int, height: int, look: str) -> Page:
    """A window of its own, in which nobody is signed in."""
    return browser.new_context(
        base_url=f"http://localhost:{PORT}",
        viewport={"width": width, "height": height},
        color_scheme=look,
        locale="nl-NL",
        reduced_motion="reduce",
    ).new_page()


def show(page: Page, address: str) -> None:
    """Go there, or stop."""
    response = page.goto(address, wait_until="networkidle")
    if not response or response.status != 200:
        sys.exit(f"{address} is not there")


def keep(page: Page, name: str) -> None:
    """Photograph what is in the window."""
    page.screenshot(path=TARGET / f"{name}.png")
    print(f"  docs/screenshots/{name}.png", flush=True)


def sign_in(page: Page, key: str) -> None:
    """Sign in as a member of the demo."""
    show(page, "/nl/account/login/")
    page.locator("input[name=login]").fill(accounts.address(key))
    page.locator("input[name=password]").fill(accounts.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


# How somebody gets to the screens of the handbook --------------------------------------------------------------


def settings_of_a_run(page: Page) -> None:
    """The tab of the editing screen on which signing up is set."""
    show(page, "/admin/pages/search/?q=Weekendronde")
    page.locator("a[href$='/edit/']", has_text="Weekendronde").first.click()
    page.get_by_role("tab", name="Aanmelden").click()
    page.wait_for_load_state("networkidle")


def form(page: Page, run: str = "tweede-ronde") -> None:
    """The form, from the page of a run."""
    show(page, f"{RUNS}/vrijwilligers-vinden-en-houden/{run}/")
    page.locator("a.button[href*='/aanmelden/']").first.click()
    page.wait_for_load_state("networkidle")


def own_page(page: Page) -> None:
    """The page of somebody who came on the waiting list just now."""
    form(page, "weekendronde")
    page.locator("form.form [name=name]").press_sequentially("Vera Timmer", delay=100)  # nobody types faster
    page.locator("form.form [name=email]").press_sequentially("vera.timmer@post.example", delay=100)
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(lambda url: "/verstuurd/" in url)
    show(page, "/nl/demo-mail/")
    page.locator("main li", has_text="vera.timmer").first.get_by_role("link").click()
    page.locator("main .prose a[href*='/mijn-aanmelding/']").first.click()
    page.locator("button[value=confirm]").click()
    page.wait_for_load_state("networkidle")


def desk(title: str, part: str = "", screen: str = "") -> Callable[[Page], None]:
    """The organiser's screen of what has this title, down to one part of it; or another ``screen`` of the same."""

    def find(page: Page) -> None:
        show(page, "/nl/begeleiden/")
        page.get_by_role("link", name=title).first.click()
        page.wait_for_load_state("networkidle")
        if screen:
            show(page, page.url.partition("?")[0] + screen)
        if part:
            page.locator(part).evaluate("part => part.scrollIntoView()")

    return find


#: name -> (who is signed in, width, height, how to get there)
HANDBOOK = {
    "instellen": ("anneke", 1280, 900, settings_of_a_run),
    "formulier": ("", 1280, 1100, form),
    "eigen-pagina": ("", 1280, 900, own_page),
    "begeleiden": ("anneke", 1280, 900, desk("Je eerste fondsaanvraag: Tweede ronde", "#people")),
    "aanwezigheid": ("tineke", 375, 780, desk("Een goed gesprek met ouders: Eerste ronde", "#attendance")),
    "vragen": ("anneke", 1280, 900, desk("Vrijwilligers vinden en houden: Tweede ronde", screen="vragen/")),
    "rooster": ("anneke", 1280, 900, desk("Schrijven dat iedereen snapt: Avondronde", screen="rooster/")),
}


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
