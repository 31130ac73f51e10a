"""Each page of the demo in a real browser: accessible, calm, light, and talking to nobody else."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ..conftest import missing
from . import places
from .conftest import AXE, NARROW, VNU, WIDE, sign_in

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
    const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
    return found.violations.map(each => each.id + ": " + each.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | "));
}"""
WIDEST = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
LIGHTEST = 150_000
EXPECTED_STATUS = {"/nl/bestaat-niet/": 404, "/en/does-not-exist/": 404}
LOOKS = [(width, dark) for dark in (False, True) for width in (WIDE, NARROW)]


@pytest.fixture(scope="session")
def everything(server):
    """All addresses that a visitor can look at."""
    found = dict.fromkeys([*places.from_sitemap(server), *places.VIEWS, *places.views_of_lists(server)])
    assert len(found) > 100
    return list(found)


def inspect(page, address: str) -> list[str]:
    """What is wrong with the page at ``address``, as lines."""
    page.seen.complaints.clear()
    page.seen.elsewhere.clear()
    response = page.goto(address)
    expected = EXPECTED_STATUS.get(address, 200)
    wrong = [] if response.status == expected else [f"status {response.status}"]
    # The browser itself logs a line for the 404 that was asked for.
    return wrong + [each for each in wrong_with(page) if not (expected == 404 and "404" in each)]


def wrong_with(page) -> list[str]:
    """What is wrong with the page that is open now, as lines."""
    page.evaluate(AXE.read_text())
    wrong = page.evaluate(RUN_AXE, TAGS)
    needed, there = page.evaluate(WIDEST)
    if needed > there:
        wrong.append(f"scrolls sideways: {needed} > {there}")
    return wrong + page.seen.complaints + [f"asks {each}" for each in page.seen.elsewhere]


def inspect_all(page, addresses) -> dict[str, list[str]]:
    found = {address: inspect(page, address) for address in addresses}
    return {address: wrong for address, wrong in found.items() if wrong}


@pytest.fixture(scope="session", autouse=True)
def _axe_is_there():
    if not AXE.exists():
        missing("axe-core (npm ci --ignore-scripts)")


@pytest.mark.parametrize("width, dark", LOOKS)
def test_each_kind_of_page_in_each_look(window, everything, width, dark):
    wrong = inspect_all(window(width=width, dark=dark), places.samples(everything))
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_every_page_at_least_once(window, everything):
    """The narrow dark look, in which most goes wrong."""
    wrong = inspect_all(window(width=NARROW, dark=True), everything)
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("width, dark", LOOKS)
def test_pages_of_a_member(window, server, width, dark):
    page = window(width=width, dark=dark)
    sign_in(page, "member")
    closed = [
        "/nl/agenda/ledenbijeenkomst-waar-gaat-het-geld-heen/",
        "/nl/kennis/bestuur/wat-we-leerden-van-onze-eerste-klacht/",
    ]
    wrong = inspect_all(page, [*places.MINE, *closed])
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_print_has_no_menu_and_all_of_the_text(window):
    page = window()
    page.goto("/nl/kennis/geld/")
    page.emulate_media(media="print")
    assert not page.locator("header nav").first.is_visible()
    assert page.locator("h1").is_visible()


def test_first_view_is_light(window, server, everything):
    """What a browser with an empty cache fetches for one page, fonts included and images not, in bytes on the wire."""
    heavy = {}
    for address in places.samples(everything):
        page = window()
        sizes = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds = {}
        session.on(
            "Network.responseReceived", lambda event, kinds=kinds: kinds.__setitem__(event["requestId"], event["type"])
        )
        session.on(
            "Network.loadingFinished",
            lambda event, kinds=kinds, sizes=sizes: sizes.append(
                (kinds.get(event["requestId"]), event["encodedDataLength"])
            ),
        )
        page.goto(address, wait_until="networkidle")
        total = sum(size for kind, size in sizes if kind != "Image")
        page.context.close()
        if total > LIGHTEST:
            heavy[address] = (total, sizes)
        assert total > 5_000, "the size was measured"
    assert not heavy


def test_html_is_valid(server, everything, tmp_path):
    wrong = html_errors({address: fetch(f"{server}{address}") for address in everything}, tmp_path)
    assert not wrong, json.dumps(wrong[:40], indent=1, ensure_ascii=False)


def html_errors(sources: dict[str, bytes], folder: Path) -> list[tuple]:
    """What the Nu HTML checker finds in these pages, all in one run: name, line, message."""
    if not VNU.exists():
        missing("vnu-jar (npm ci --ignore-scripts)")
    names = {}
    for number, (name, source) in enumerate(sources.items()):
        path = folder / f"{number}.html"
        path.write_bytes(source)
        names[path.name] = name
    command = ["java", "-jar", str(VNU), "--format", "json", "--skip-non-html", "--errors-only", str(folder)]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        missing("a Java runtime (apt-get install default-jre-headless)")
    messages = json.loads(answer.stderr)["messages"]
    return [(names[Path(each["url"]).name], each.get("lastLine"), each["message"]) for each in messages]


def test_no_style_or_script_stands_in_the_html(server, everything):
    """The strict policy forbids them; a browser would leave them out and say so only in its console."""
    inline = re.compile(
        rb"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/(ld\+)?json)|\son[a-z]+=|javascript:"
    )
    found = {}
    for address in everything:
        if match := inline.search(fetch(f"{server}{address}")):
            found[address] = match[0]
    assert not found


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()
