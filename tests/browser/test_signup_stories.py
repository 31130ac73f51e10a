"""Signing up from beginning to end, by everybody who has a part in it."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .conftest import NARROW, sign_in
from .signing_up import (
    BETWEEN_KEYS,
    RUNS,
    address_of,
    cancel,
    confirm,
    fill_in,
    follow_mail,
    open_form,
    open_mail,
    press,
    seats_taken,
    send,
    sign_up,
    type_in,
)
from .test_stories import reach

OPEN_RUN = f"{RUNS}/een-goed-gesprek-met-ouders/tweede-ronde/"
RUN_WITH_QUESTIONS = f"{RUNS}/vrijwilligers-vinden-en-houden/tweede-ronde/"
RUN_WITHOUT_DATES = f"{RUNS}/penningmeester-en-nu/tweede-ronde/"
MEETING = "/nl/agenda/koffie-met-de-fondsenwerver/"
HEADING = "main h1"


def open_desk(page: Page, words: str) -> None:
    """The organiser's screen of what has these words in its title."""
    page.goto("/nl/begeleiden/")
    page.get_by_role("link", name=re.compile(words)).first.click()
    expect(page.locator("#people-title")).to_be_visible()


def set_seats(page: Page, count: int) -> None:
    page.locator("#capacity").fill(str(count))
    press(page, "capacity")


def test_seat_goes_from_who_cancels_to_who_waits(window):
    organiser, gerda, wim = window(), window(), window()
    taken = seats_taken(gerda, OPEN_RUN)
    sign_in(organiser, "member")
    open_desk(organiser, "gesprek met ouders: Tweede")
    set_seats(organiser, taken + 1)

    sign_up(gerda, OPEN_RUN, "Gerda")
    follow_mail(gerda, "Gerda")
    expect(gerda.locator(HEADING)).to_contain_text("Nog één klik")
    press(gerda, "confirm")
    expect(gerda.locator(HEADING)).to_contain_text("Je hebt een stoel, Gerda")
    expect(gerda.get_by_role("link", name="Abonneer je agenda")).to_have_attribute("href", re.compile("^webcal://"))

    wim.goto(OPEN_RUN)
    expect(wim.locator("main .run-do a.button")).to_have_text("Zet je op de wachtlijst")
    sign_up(wim, OPEN_RUN, "Wim")
    confirm(wim, "Wim")
    expect(wim.locator(HEADING)).to_contain_text("nummer 1 op de wachtlijst")

    gerda.get_by_role("link", name="Verander het").click()
    expect(gerda.locator("form.form [name=name]")).to_have_value("Gerda")
    gerda.locator("form.form [name=phone]").fill("06 - 12 34 56 78")
    send(gerda)
    expect(gerda.locator(".answers")).to_contain_text("06 - 12 34 56 78")
    cancel(gerda, "Ik heb die avond toch training")
    expect(gerda.locator(HEADING)).to_contain_text("Je bent afgemeld")

    follow_mail(wim, "Wim", "stoel voor jou")
    expect(wim.locator(HEADING)).to_contain_text("Er is een stoel voor je")
    press(wim, "accept")
    expect(wim.locator(HEADING)).to_contain_text("Je hebt een stoel, Wim")

    organiser.reload()
    expect(organiser.locator(".desk-table")).to_contain_text("Wim")
    expect(organiser.locator(".desk-table")).not_to_contain_text("Gerda")
    set_seats(organiser, 12)
    assert seats_taken(gerda, OPEN_RUN) == taken + 1
    assert [page.seen.complaints for page in (organiser, gerda, wim)] == [[], [], []]


def test_facilitator_notes_who_is_there_on_a_telephone_and_takes_the_list_along(window, tmp_path):
    page = window(width=NARROW)
    sign_in(page, "member")
    open_desk(page, "gesprek met ouders: Eerste")
    page.get_by_role("link", name="Voeg iemand toe").click()
    page.locator("main [name=name]").fill("=1+1")
    page.locator("main [name=organisation]").fill("+31 club")
    page.locator("main form button[type=submit]").click()
    boxes = page.locator(".roll input[type=checkbox]")
    expect(page.locator(".roll")).to_contain_text("=1+1")
    for box in boxes.all():
        box.set_checked(False)
    mine = page.locator(".roll label", has_text="=1+1").locator("input")
    mine.check()
    boxes.first.check()
    there = boxes.evaluate_all("boxes => boxes.filter(box => box.checked).length")
    page.locator(".roll-form button[type=submit]").click()
    said = "één mens was er" if there == 1 else f"{there} mensen waren er"
    expect(page.get_by_text(f"Bewaard: {said}.")).to_be_visible()
    page.reload()
    assert boxes.evaluate_all("boxes => boxes.filter(box => box.checked).length") == there
    expect(mine).to_be_checked()

    rows = list(csv.reader(io.StringIO(download(page, "csv", tmp_path).decode("utf-8-sig")), delimiter=";"))
    (row,) = [each for each in rows if each[0] == "'=1+1"]
    assert "'+31 club" in row and "was er" in row
    cells = [cell for each in rows for cell in each]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    (tmp_path / "list.xlsx").write_bytes(download(page, "xlsx", tmp_path))
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert [[cell or "" for cell in each] for each in sheet.iter_rows(values_only=True)] == rows
    assert {cell.data_type for each in sheet.iter_rows() for cell in each} <= {"s", "n", "inlineStr"}


def download(page: Page, ending: str, folder: Path) -> bytes:
    """The whole list as a file."""
    with page.expect_download() as found:
        page.locator(f"#lists a[href$='.{ending}']").first.click()
    path = folder / f"downloaded.{ending}"
    found.value.save_as(path)
    return path.read_bytes()


def test_dates_of_a_poll_become_sessions_with_who_can_come(window):
    organiser, yes, no = window(), window(), window()
    sign_in(organiser, "coordinator")
    open_desk(organiser, "Penningmeester, en nu")
    organiser.get_by_role("link", name="Wanneer kun je?").first.click()
    day = timezone.localdate() + timedelta(days=70)
    for number in range(2):
        organiser.locator(f"[name=day-{number}]").fill((day + timedelta(days=7 * number)).isoformat())
        organiser.locator(f"[name=from-{number}]").fill("19:30")
        organiser.locator(f"[name=until-{number}]").fill("21:30")
    press(organiser, "propose")
    poll = organiser.get_by_role("link", name="Het adres om te delen").get_attribute("href")

    for person, name, said in ((yes, "Joke", "yes"), (no, "Nico", "no")):
        person.goto(poll)
        type_in(person, "name", name)
        type_in(person, "email", address_of(name))
        for option in person.locator(f"form.form input[name^=option-][value={said}]").all():
            option.check()
        send(person)
        expect(person.locator("main")).to_contain_text("Dank je")
        assert "@" not in person.locator("main").inner_text()

    organiser.reload()
    expect(organiser.locator("main")).to_contain_text("1 ja, 0 als het moet, 1 nee")
    organiser.locator("input[name=option]").first.check()
    press(organiser, "choose")
    expect(organiser.locator(".desk-table")).to_contain_text("Joke")
    expect(organiser.locator(".desk-table")).not_to_contain_text("Nico")

    confirm(yes, "Joke")
    expect(yes.locator(HEADING)).to_contain_text("Je hebt een stoel, Joke")
    month = yes.locator(".sessions time", has_text=str(day.day)).last
    expect(month).to_contain_text("19.30")
    yes.goto(RUN_WITHOUT_DATES)
    expect(yes.locator("main time").filter(has_text="19.30").last).to_be_visible()
    no.goto(poll)
    expect(no.locator("main")).to_contain_text("De data zijn bekend")


def test_whole_sign_up_by_keyboard_alone(window):
    page = window()
    page.goto(RUN_WITH_QUESTIONS)
    reach(page, "a.button[href*='/aanmelden/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/aanmelden/"))
    for name, text in (("name", "Toets Bord"), ("email", address_of("Toets"))):
        reach(page, f"form.form [name={name}]")
        page.keyboard.type(text, delay=BETWEEN_KEYS)
    for question in page.locator("fieldset.field.choice input:first-of-type").evaluate_all(
        "inputs => [...new Set(inputs.map(input => input.name))]"
    ):
        reach(page, f"[name={question}]")
        page.keyboard.press("Space")
    reach(page, "form.form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/verstuurd/"))
    open_mail(page, "Toets")
    reach(page, "main .prose a[href*='/mijn-aanmelding/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/mijn-aanmelding/"))
    reach(page, "button[value=confirm]")
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_contain_text("Je hebt een stoel")
    reach(page, "#cancel summary")
    page.keyboard.press("Enter")
    reach(page, "#cancel button[value=cancel]", at_most=2)
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_contain_text("Je bent afgemeld")


def test_whole_sign_up_without_scripts(window):
    page = window(scripts=False)
    sign_up(page, MEETING, "Zonder")
    confirm(page, "Zonder")
    expect(page.locator(HEADING)).to_contain_text("Je hebt een stoel, Zonder")
    press(page, "absent")
    expect(page.locator(".sessions")).to_contain_text("Ik kom toch")
    press(page, "present")
    cancel(page)
    expect(page.locator(HEADING)).to_contain_text("Je bent afgemeld")


def test_whole_sign_up_on_a_narrow_screen_never_scrolls_sideways(window):
    page = window(width=NARROW, dark=True)
    wide = []

    def look() -> None:
        needed, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        wide.extend([page.url] if needed > there else [])

    open_form(page, RUN_WITH_QUESTIONS)
    look()
    fill_in(page, "Smal")
    send(page)
    page.wait_for_url(re.compile("/verstuurd/"))
    look()
    confirm(page, "Smal")
    look()
    page.get_by_role("link", name="Verander het").click()
    expect(page.locator("form.form")).to_be_visible()
    look()
    assert not wide
    follow_mail(page, "Smal")
    cancel(page)
    expect(page.locator(HEADING)).to_contain_text("Je bent afgemeld")


def test_mistakes_take_the_focus_and_what_was_typed_stays(window):
    page = window()
    open_form(page, RUN_WITH_QUESTIONS)
    type_in(page, "name", "Mies van der Fout")
    type_in(page, "email", "mies@")
    page.locator("[name=introduction]").fill("Ik zorg voor de <b>koffie</b> & de koek")
    page.locator("fieldset.sees").first.locator("input").nth(1).check()
    send(page)
    summary = page.locator(".errors[role=alert]")
    expect(summary).to_be_focused()
    expect(page.locator("form.form [name=name]")).to_have_value("Mies van der Fout")
    expect(page.locator("form.form [name=email]")).to_have_value("mies@")
    expect(page.locator("[name=introduction]")).to_have_value("Ik zorg voor de <b>koffie</b> & de koek")
    expect(page.locator("fieldset.sees").first.locator("input").nth(1)).to_be_checked()
    links = summary.get_by_role("link")
    assert links.count() == 3, "the address and two questions"
    for number in range(links.count()):
        links.nth(number).click()
        focused = page.locator(":focus")
        expect(focused).to_be_in_viewport()
        assert focused.get_attribute("id") == links.nth(number).get_attribute("href")[1:]
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_email_error")).to_be_visible()
    fill_in(page, "Mies")
    send(page)
    page.wait_for_url(re.compile("/verstuurd/"))
    expect(page.locator(HEADING)).to_contain_text("mail")
    assert [each for each in page.seen.complaints if "422" not in each] == []
