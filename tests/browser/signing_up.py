"""What somebody does in a browser to sign up: fill in the form at the speed of a person, and read the mail."""

import re

from playwright.sync_api import Locator, Page, expect

#: Milliseconds between two keys: the form refuses whoever is done within two seconds.
BETWEEN_KEYS = 80
RUNS = "/nl/leerkringen"


def address_of(name: str) -> str:
    return f"{name.lower()}@verhaal.example"


def type_in(page: Page, name: str, text: str) -> None:
    """Type in a field as a person does."""
    field = page.locator(f"form.form [name={name}]")
    field.clear()
    field.press_sequentially(text, delay=BETWEEN_KEYS)


def open_form(page: Page, path: str) -> None:
    """From the page of a run or meeting to the form."""
    page.goto(path)
    page.locator("a.button[href*='/aanmelden/']").first.click()
    expect(page.locator("form.form")).to_be_visible()


def fill_in(page: Page, name: str) -> None:
    """Who somebody is, and the first answer to each question that must be answered."""
    type_in(page, "name", name)
    type_in(page, "email", address_of(name))
    for question in page.locator("fieldset.field.choice").all():
        question.locator("input").first.check()


def send(page: Page) -> None:
    page.locator("form.form button[type=submit]").click()


def sign_up(page: Page, path: str, name: str) -> None:
    """All of it, up to the screen that says to look in the mail."""
    open_form(page, path)
    fill_in(page, name)
    send(page)
    page.wait_for_url(re.compile("/verstuurd/|/sent/"))


def open_mail(page: Page, name: str, subject: str = "") -> Locator:
    """The newest mail to somebody (with these words in its subject), on the page where the demo shows them."""
    page.goto("/nl/demo-mail/")
    row = page.locator("main li").filter(has_text=address_of(name)).filter(has_text=subject).first
    row.get_by_role("link").click()
    expect(page.locator("main .prose")).to_be_visible()
    return page.locator("main .prose")


def follow_mail(page: Page, name: str, subject: str = "") -> None:
    """Open somebody's newest mail and follow its link to their own page."""
    open_mail(page, name, subject).locator("a[href*='/mijn-aanmelding/']").first.click()
    expect(page.locator("h1")).to_be_visible()


def confirm(page: Page, name: str) -> None:
    """Follow the link in the mail, and press the button."""
    follow_mail(page, name)
    press(page, "confirm")


def press(page: Page, what: str) -> None:
    """One of the buttons on somebody's own page."""
    page.locator(f"main button[name=do][value={what}]").first.click()
    page.wait_for_load_state()


def cancel(page: Page, reason: str = "") -> None:
    """Give up the seat, on somebody's own page."""
    page.locator("#cancel summary").click()
    page.locator("#reason").fill(reason)
    press(page, "cancel")


def seats_taken(page: Page, path: str) -> int:
    """How many seats of a run are taken, as its page says it."""
    page.goto(path)
    words = page.locator(".run-seats p").first.inner_text()
    free, total = map(int, re.findall(r"\d+", words)[:2])
    return total - free
