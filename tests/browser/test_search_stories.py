"""Searching, as people do it in a browser."""

import re

from playwright.sync_api import expect

from .conftest import AXE, NARROW, sign_in
from .test_stories import reach


def test_member_finds_a_passage_in_a_pdf_and_where_it_hangs(window):
    page = window()
    sign_in(page, "member")
    page.goto("/nl/zoeken/?q=snoepautomaat+verwarming+op+vijftien")
    hit = page.locator(".hits > li", has_text="Wie doet wat na de laatste noot").first
    expect(hit.locator("mark").first).to_be_visible()
    expect(hit).to_contain_text("pdf")
    hit.get_by_role("link", name=re.compile("kantine")).first.click()
    expect(page.locator("h1")).to_contain_text("kantine")


def test_typo_is_corrected_and_undone_by_one_click(window):
    page = window()
    page.goto("/nl/zoeken/?q=vergoedning")
    expect(page.locator(".notice")).to_contain_text("vergoeding")
    page.locator(".notice a").click()
    page.wait_for_url(re.compile("literally=1"))
    page.get_by_role("link", name=re.compile("^vergoeding", re.IGNORECASE)).first.click()
    expect(page.locator("#results-head")).to_contain_text("resulta")


def test_results_are_narrowed_and_widened_by_keyboard_only(window):
    page = window(width=NARROW)  # where the choices are folded away
    page.goto("/nl/zoeken/?q=vrijwilligers")
    reach(page, "details.facets > summary")
    if not page.locator("details.facets").get_attribute("open"):
        page.keyboard.press("Enter")
    reach(page, "details.facets input[type=checkbox]")
    page.keyboard.press("Space")
    reach(page, "details.facets button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(1)
    reach(page, ".chosen a")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(0)


def test_suggestions_speak_to_a_screen_reader(window):
    page = window()
    page.goto("/nl/zoeken/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("kasco")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(page.locator("[role=status]").filter(has_text=re.compile(r"^\d+ "))).to_have_count(1)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.seen.complaints == []


def test_search_works_without_scripts_with_tabs_facets_and_order(window):
    page = window(scripts=False, width=NARROW)
    page.goto("/nl/zoeken/?q=soort:document+kascontrole")
    expect(page.locator(".tabs [aria-current=true]")).to_contain_text("Bestanden")
    page.goto("/nl/zoeken/?q=vergoeding")
    page.get_by_role("link", name="Nieuwste eerst").click()
    page.wait_for_url(re.compile("sort=new"))
    page.locator("details.facets > summary").click()
    page.locator("details.facets input[name=year]").first.check()
    page.locator("details.facets button[type=submit]").click()
    page.wait_for_url(re.compile("year="))
    assert "sort=new" in page.url


def test_member_saves_a_search_and_ends_it(window):
    page = window()
    sign_in(page, "member")
    page.goto("/nl/zoeken/?q=buurttuin")
    page.get_by_role("button", name="Mail me als er iets nieuws is").click()
    expect(page.get_by_role("link", name="buurttuin")).to_be_visible()
    page.get_by_role("button", name="Geen mails meer hierover").first.click()
    expect(page.get_by_role("link", name="buurttuin")).to_have_count(0)


def test_states_of_the_search_page_have_no_faults_that_axe_finds(window):
    page = window()
    sign_in(page, "member")
    addresses = (
        "/nl/zoeken/",
        "/nl/zoeken/?q=vergoeding",
        "/nl/zoeken/?q=vergoeding&topic=geld&year=2026",
        "/nl/zoeken/?q=vergoeding&year=1990",
        "/nl/zoeken/?q=vergoedning",
        "/nl/zoeken/?q=vergoedning&literally=1",
        "/nl/zoeken/?q=volunteers&lang=en",
        "/nl/zoeken/bewaard/",
        "/nl/zoeken/vraag/?q=fietsen",
    )
    for address in addresses:
        page.goto(address)
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "async () => (await axe.run()).violations.map(each => each.id + ': ' + each.nodes[0].html)"
        )
        assert found == [], address
