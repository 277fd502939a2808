"""What a Board member does: looks, drills down by keyboard alone, sends the address on, goes back."""

from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from oxdash.settings import HOME
from oxdash.web.loading import LOOKED
from tests.browser.keyboard import enter, typed_day
from tests.browser.looking import SHUT, left_alone, look, opened, pick, settled, words


def test_drill_down_by_keyboard_and_send_the_address_on(page: Page, new_context, site):
    look(page, f"{site}/?quarter=2009-10+Q3")
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")
    enter(page, "Spatial Planning")
    expect(page.locator("h1")).to_have_text("Spatial Planning and Infrastructure Partnership")
    settled(page)
    enter(page, "NI 154")
    expect(page.locator("h1")).to_have_text("NI 154 Net additional homes provided")
    settled(page)
    assert page.url == f"{site}/target?quarter=2009-10+Q3&target=NI+154"
    seen = words(page)
    assert "spatial-planning.1.xlsx, sheet Return, cell" in seen

    afresh = new_context().new_page()
    look(afresh, page.url)
    assert words(afresh) == seen


def test_pickers_and_menu_keep_the_view_in_the_address(page: Page, site):
    look(page, f"{site}/")
    pick(page, "Quarter", "Q3 2009/10")
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")
    expect(page).to_have_url(f"{site}/?quarter=2009-10+Q3")

    opened(page, page.go_back)
    expect(page.locator("h1")).to_have_text("Targets on track, Q4 2009/10")
    expect(page.get_by_role("combobox", name="Quarter")).to_have_value("Q4 2009/10")
    opened(page, page.go_forward)
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")

    page.get_by_test_id("stSidebar").get_by_role("link", name="Partnership", exact=True).click()
    expect(page.locator("h1")).to_have_text("Children's Trust")
    expect(page).to_have_url(f"{site}/partnership?quarter=2009-10+Q3")
    pick(page, "Partnership", "Oxfordshire Economic Partnership")
    expect(page.locator("h1")).to_have_text("Oxfordshire Economic Partnership")
    expect(page).to_have_url(f"{site}/partnership?quarter=2009-10+Q3&partnership=economic")

    page.get_by_test_id("stSidebar").get_by_role("link", name="Overview", exact=True).click()
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")
    expect(page).to_have_url(f"{site}/?quarter=2009-10+Q3")


def test_a_day_gone_by_is_typed_and_left_again_by_keyboard(page: Page, site):
    look(page, f"{site}/")
    box = page.get_by_test_id("stSidebar").get_by_role("group", name="As at")
    parts = [box.get_by_role("spinbutton", name=f"{part}, As at") for part in ("day", "month", "year")]
    typed_day(box, "01032010")
    page.keyboard.press("Tab")  # to the button for the calendar
    page.keyboard.press("Tab")  # out of the box, which takes what was typed
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")
    expect(page).to_have_url(f"{site}/?as_at=2010-03-01")
    settled(page)
    for part, held in zip(parts, ("01", "03", "2010"), strict=True):
        expect(part).to_have_text(held)
    assert "As at 1 March 2010: only what had been received" in words(page)

    page.get_by_test_id("stSidebar").get_by_role("button", name="Back to today").press("Enter")
    expect(page.locator("h1")).to_have_text("Targets on track, Q4 2009/10")
    expect(page).to_have_url(f"{site}/")


TWICE = """() => {
    window.most = {}
    const of = {title: 'h1', box: '[data-testid=stSidebar] [data-testid=stSelectbox]'}
    new MutationObserver(() => Object.entries(of).forEach(([name, each]) => {
        window.most[name] = Math.max(window.most[name] ?? 0, document.querySelectorAll(each).length)
    })).observe(document, {subtree: true, childList: true})
}"""


def test_while_a_day_is_left_the_page_has_one_title_and_each_box_once(page: Page, site):
    """What stands above it and beside it at times goes away, and moves nothing that would be there twice meanwhile."""
    look(page, f"{site}/?as_at=2010-03-01")
    page.evaluate(TWICE)
    page.get_by_test_id("stSidebar").get_by_role("button", name="Back to today").click()
    expect(page.locator("h1")).to_have_text("Targets on track, Q4 2009/10")
    settled(page)
    boxes = page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").count()
    assert page.evaluate("window.most") == {"title": 1, "box": boxes}


def test_the_icon_of_the_tab_is_ours_and_stays(page: Page, site):
    """It is told in the first run alone."""
    icons = "[...document.querySelectorAll('link[rel~=icon]')].map(one => one.href)"
    png = b64encode((HOME / "oxdash" / "web" / "favicon.png").read_bytes()).decode()
    look(page, f"{site}/")
    assert page.evaluate(icons) == [f"data:image/png;base64,{png}"]
    pick(page, "Quarter", "Q3 2009/10")
    page.get_by_role("link", name="Find a target").click()
    expect(page.locator("h1")).to_have_text("Find a target")
    settled(page)
    assert page.evaluate(icons) == [f"data:image/png;base64,{png}"]


@pytest.fixture
def comes(site_data) -> Iterator[Callable[[], None]]:
    """A return that is not there until this is called: its workbook, then its receipt."""
    held = {path: path.read_bytes() for path in (site_data / "quarterly" / "2009-10-Q4").glob("economic.1.*")}
    for path in held:
        path.unlink()

    def come() -> None:
        for path in sorted(held, reverse=True):
            path.write_bytes(held[path])

    yield come
    come()


BEFORE, AFTER = (f"{number} of 7 partnerships have returned for Q4 2009/10." for number in (2, 3))


def test_a_new_return_shows_without_a_restart(page: Page, site, comes):
    look(page, f"{site}/")
    assert BEFORE in words(page)
    comes()
    pick(page, "Targets counted", "All targets")  # any press shows it, for every run looks at what is on file
    expect(page.get_by_text(AFTER)).to_be_visible()


def test_a_page_left_alone_shows_it_too_and_takes_nothing_from_who_is_at_it(page: Page, site, comes):
    """It looks again every minute: where nothing has come in, and where something has."""
    look(page, f"{site}/")
    link = page.get_by_test_id("stSidebar").get_by_role("link", name="Find a target")
    link.focus()
    left_alone(page)
    expect(link).to_be_focused()
    assert BEFORE in words(page)

    comes()
    page.get_by_role("combobox", name="Quarter", exact=True).click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    there = options.all_inner_texts()
    for _ in SHUT:
        left_alone(page)
        if page.get_by_text(AFTER).count():
            break
        page.wait_for_timeout(LOOKED * 1000)  # a look at every file is good for so long
    expect(page.get_by_text(AFTER)).to_be_visible()
    assert options.all_inner_texts() == there, "the list that was open is open still"
    page.get_by_role("option", name="Q3 2009/10").click()
    expect(page.locator("h1")).to_have_text("Targets on track, Q3 2009/10")
