"""Finding a target without a mouse, and sending what was found on."""

import re

import pytest
from playwright.sync_api import Page, expect

from oxdash.web.finding import QUARTERS
from tests.browser.accessibility import in_views
from tests.browser.keyboard import enter
from tests.browser.looking import find, look, opened, settled, words, written
from tests.browser.test_every_page import streamlits_own  # noqa: F401 - a fixture

ALL_ITS_QUARTERS = """async (grid, [quarters, widest]) => {
    await document.fonts.ready
    for (const row of grid.querySelectorAll('tr')) {
        const last = [...row.cells].find(one => one.innerText.trim().startsWith(widest)) ?? row.lastElementChild
        while (row.cells.length <= quarters) row.append(last.cloneNode(true))
    }
    return grid.scrollWidth - grid.clientWidth
}"""
ICON = "chip => [getComputedStyle(chip, '::before').content, getComputedStyle(chip, '::before').backgroundSize]"


def test_the_newest_quarter_of_two_years_is_seen_without_scrolling(page: Page, site):
    look(page, f"{site}/find")
    grid = page.locator(".ox-scroll")
    expect(grid.get_by_text("Not judged").first).to_be_visible()
    # an image that is content keeps its own size, and lies over the word of a smaller chip
    assert grid.locator(".ox-small").first.evaluate(ICON) == ['""', "contain"]
    assert grid.evaluate(ALL_ITS_QUARTERS, [QUARTERS, "Not judged"]) <= 0


def test_search_filter_and_follow_by_keyboard(page: Page, new_context, site):
    look(page, f"{site}/find")
    written(page.get_by_label("Words, or the code of a target"), "homes")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("targets: with .homes., LAA only"))).to_be_visible()
    expect(page).to_have_url(f"{site}/find?words=homes")

    find(page.get_by_role("combobox", name="Status", exact=True), "Off track", "Off track")
    expect(page.get_by_text(re.compile("with .homes., status Off track, LAA only"))).to_be_visible()
    expect(page).to_have_url(f"{site}/find?words=homes&status=off+track")
    settled(page)
    seen, address = words(page), page.url
    assert "NI 154" in seen and "NI 156" not in seen

    afresh = new_context().new_page()
    look(afresh, address)
    assert words(afresh) == seen, "the address says all of it"
    expect(afresh.get_by_label("Words, or the code of a target")).to_have_value("homes")

    enter(page, "NI 154")
    expect(page.locator("h1")).to_have_text("NI 154 Net additional homes provided")
    expect(page).to_have_url(f"{site}/target?target=NI+154")
    opened(page, page.go_back)
    expect(page.locator("h1")).to_have_text("Find a target")
    assert words(page) == seen

    page.get_by_test_id("stSidebar").get_by_role("link", name="Overview", exact=True).click()
    expect(page.locator("h1")).to_have_text("Targets on track, Q4 2009/10")
    expect(page).to_have_url(f"{site}/")


@pytest.mark.parametrize("address", ["/find?words=zebra", "/find?owner=&words=homes&district=Cherwell"])
def test_what_is_found_is_accessible(page: Page, site, streamlits_own, address):  # noqa: F811
    look(page, f"{site}{address}")
    for view, found in in_views(page):
        assert set(found) <= streamlits_own[view], {rule: found[rule] for rule in set(found) - streamlits_own[view]}
