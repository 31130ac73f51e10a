"""What people do in a browser, from beginning to end."""

import re

from playwright.sync_api import expect

from .conftest import NARROW, sign_in

TITLE = "Zo zet je de koffie voor honderd mensen"


def test_editor_publishes_an_article_and_finds_it_by_search(window):
    page = window()
    sign_in(page, "editor")
    page.goto("/nl/kennis/samen/")
    section = page.locator("body").get_attribute("data-page") or _key_of(page, "/nl/kennis/samen/")
    page.goto(f"/admin/pages/add/knowledge/articlepage/{section}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Twee ketels, vier handen en een uur.")
    page.locator("#tab-label-content, body").first.wait_for()
    page.locator("button", has_text=re.compile("More|Meer")).locator("visible=true").last.click()
    page.locator("button[name=action-publish], [name=action-publish]").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    assert page.seen.complaints == []

    visitor = window()
    visitor.goto("/nl/")
    box = visitor.locator("input[name=q]").first
    box.fill("koffie voor honderd")
    box.press("Enter")
    visitor.get_by_role("link", name=re.compile("koffie voor honderd", re.IGNORECASE)).first.click()
    expect(visitor.locator("h1")).to_have_text(TITLE)


def test_reader_switches_language_and_stays_on_the_page(window):
    page = window()
    page.goto("/nl/kennis/")
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/en/kennis/") or "/en/" in page.url
    page.get_by_role("link", name="Nederlands").first.click()
    page.wait_for_url(re.compile("/nl/kennis/$"))


def test_page_without_translation_is_offered_in_dutch(window, server):
    page = window()
    page.goto("/nl/nieuws/zestig-klapstoelen-te-leen/")
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("h1")).to_be_visible()
    dutch = page.locator("main [lang=nl]").first
    expect(dutch).to_be_visible()


def test_keyboard_alone_reaches_the_text_and_search(window):
    page = window()
    page.goto("/nl/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "content"
    reach(page, "input[name=q]")
    page.keyboard.type("vergoeding")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nl/zoeken/\?"))
    reach(page, "main h2 a, main h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()


def test_every_stop_of_the_keyboard_is_seen(window):
    """Tab through the home page: each thing that has the focus is in view and drawn differently than without."""
    page = window()
    page.goto("/nl/")
    seen = 0
    for _step in range(120):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const it = document.activeElement;
                if (!it || it === document.body) return null;
                const box = it.getBoundingClientRect();
                // The line may be drawn around a field and its button together.
                const outlined = [it, it.parentElement, it.parentElement.parentElement].some(each => {
                    const style = getComputedStyle(each);
                    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                });
                return {
                    name: it.outerHTML.slice(0, 120),
                    inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
                    drawn: outlined,
                };
            }"""
        )
        if state is None:
            break
        assert state["inView"], state["name"]
        assert state["drawn"], state["name"]
        seen += 1
    assert seen > 15


def test_menu_works_on_a_telephone_by_keyboard(window):
    page = window(width=NARROW)
    page.goto("/nl/")
    reach(page, "header button[popovertarget]")
    page.keyboard.press("Enter")
    link = page.locator("header nav a").first
    expect(link).to_be_visible()


def test_site_works_without_scripts(window):
    page = window(scripts=False, width=NARROW)
    page.goto("/nl/")
    page.locator("input[name=q]").first.fill("vrijwilligers")
    page.locator("input[name=q]").first.press("Enter")
    page.wait_for_url(re.compile(r"/nl/zoeken/\?"))
    results = page.locator("main li h2 a, main li h3 a, main article a")
    assert results.count() > 3
    page.goto("/nl/wie-is-wie/")
    page.locator("main details.facets > summary").click()
    page.locator("main details.facets input[type=checkbox]").first.check()
    page.locator("main details.facets button[type=submit]").click()
    page.wait_for_url(re.compile(r"/nl/wie-is-wie/\?"))
    page.goto("/nl/")
    page.locator("header button[popovertarget]").first.click()
    page.locator("header nav a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_member_signs_in_without_scripts(window):
    page = window(scripts=False)
    sign_in(page, "member")
    page.goto("/nl/agenda/ledenbijeenkomst-waar-gaat-het-geld-heen/")
    expect(page.locator("h1")).to_contain_text("Ledenbijeenkomst")


def reach(page, selector: str, at_most: int = 80) -> None:
    """Press Tab until something that matches ``selector`` has the focus."""
    for _step in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {at_most} tabs")


def _key_of(page, path: str) -> str:
    """The number of the page at ``path``, found in the admin as an editor finds it: by its name."""
    title = page.locator("h1").inner_text()
    page.goto(f"/admin/pages/search/?q={title}")
    for link in page.locator("a[href^='/admin/pages/'][href$='/edit/']").all():
        if title in link.inner_text():
            return re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1]
    raise AssertionError(f"{path} is not found in the admin")
