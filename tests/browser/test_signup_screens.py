"""Every screen about signing up, in every state, in a real browser: accessible, valid, and never wider than a telephone."""

import json

import pytest

from ..demo_network import manage
from .conftest import NARROW, WIDE, sign_in
from .signing_up import RUNS, open_form, send
from .test_every_page import html_errors, wrong_with

FORM = f"{RUNS}/vrijwilligers-vinden-en-houden/tweede-ronde/"
#: Each width and each colour once: the pieces that screens are made of are looked at in all four by ``test_every_page``.
LOOKS = [(WIDE, False), (NARROW, True)]
STATUS = {"replaced link": 410, "everything held, too old": 410}


@pytest.fixture(scope="module")
def screens(folder, server) -> dict[str, list[str]]:
    """Name -> who looks, and where."""
    printed = manage(folder, "-m", "tests.browser.signup_screens", KRING_BASE_URL=server)
    return json.loads(printed.strip().splitlines()[-1])


@pytest.mark.parametrize("width, dark", LOOKS)
def test_each_screen_in_each_look(window, screens, width, dark):
    wrong, page = {}, None
    for role in dict.fromkeys(role for role, _path in screens.values()):
        page = window(width=width, dark=dark)
        if role:
            sign_in(page, role)
        for name, (who, path) in screens.items():
            if who == role:
                page.seen.complaints.clear()
                response = page.goto(path)
                assert response.status == STATUS.get(name, 200), (name, path)
                found = [each for each in wrong_with(page) if not (name in STATUS and "410" in each)]
                wrong |= {name: found} if found else {}
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_html_of_each_screen_is_valid(window, screens, tmp_path):
    pages = {role: window() for role in dict.fromkeys(role for role, _path in screens.values())}
    for role, page in pages.items():
        if role:
            sign_in(page, role)
    sources = {name: pages[role].request.get(path).body() for name, (role, path) in screens.items()}
    wrong = html_errors(sources, tmp_path)
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("width, dark", LOOKS)
def test_form_with_mistakes_in_each_look(window, tmp_path, width, dark):
    page = window(width=width, dark=dark)
    open_form(page, FORM)
    page.seen.complaints.clear()
    with page.expect_navigation() as answer:
        send(page)
    assert answer.value.status == 422
    assert [each for each in wrong_with(page) if "422" not in each] == []
    assert not html_errors({"mistakes": answer.value.body()}, tmp_path)
