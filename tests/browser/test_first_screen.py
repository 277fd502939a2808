"""What a member with five minutes sees: all of it without scrolling, by keyboard, in the dark, on one sheet.

The kind: a first screen that shows less than it has. Tried: a screen of 1280 x 800 and one of 390 x 844, as of today
and of a day gone by (which is said above it), names that would be cut, dark, shades of grey, the keyboard alone.
"""

import subprocess
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe_finds, wear
from tests.browser.looking import come_to, look, settled

FIRST, PICTURE, TILES = ".ox-first", ".ox-first .ox-tiles table", ".ox-first a.ox-tile"
CUT = """tiles => tiles.filter(one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
    .map(one => one.innerText)"""
GROUNDS = """tiles => [...new Set(tiles.map(one => getComputedStyle(one).backgroundColor))]
    .map(colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number))"""
SCREENS = [
    # what is seen whole, how wide, how tall, address, why
    (FIRST, 1280, 800, "/", "counts, picture, what changed and what is asked"),
    (FIRST, 1280, 800, "/?as_at=2010-07-22", "the same of a day gone by"),
    (PICTURE, 390, 844, "/", "counts and picture on a telephone"),
]


def bottom(page: Page, of: str) -> float:
    return page.evaluate("of => document.querySelector(of).getBoundingClientRect().bottom", of)


@pytest.mark.parametrize(("of", "wide", "tall", "address"), [pytest.param(*case[:-1], id=case[-1]) for case in SCREENS])
def test_all_of_it_is_seen_without_scrolling(page: Page, site, of, wide, tall, address):
    page.set_viewport_size({"width": wide, "height": tall})
    look(page, site + address)
    expect(page.locator(TILES)).to_have_count(44)
    assert bottom(page, of) <= tall
    assert page.locator(TILES).evaluate_all(CUT) == [], "no name is cut"


def test_each_tile_is_reached_by_the_keyboard_says_its_status_and_leads_on(page: Page, site):
    look(page, site)
    page.locator(".ox-tiles th a").first.press("Tab")
    focused = page.locator(TILES).first
    expect(focused).to_be_focused()
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    expect(focused).to_have_accessible_name("NI 73 Age 11 results off track")
    marked = page.locator(TILES).filter(has_text="NI 152")
    expect(marked).to_have_accessible_name(
        "NI 152 Out of work on track: recovered, it was off track when last judged, at Q3 2009/10"
    )
    focused.press("Enter")
    page.wait_for_url("**/target?target=NI+73")
    expect(page.locator("h1")).to_contain_text("NI 73")


def test_wherever_the_keyboard_is_in_the_menu_is_seen(page: Page, site):
    """By an outline, not by a shade alone that the page one is on has too."""
    look(page, site)
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    links.first.focus()
    for link in links.all()[1:]:
        page.keyboard.press("Tab")
        come_to(page, link)  # where an answer to a page left alone took the keyboard away meanwhile
        assert link.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


@pytest.fixture
def telephone(new_context) -> Page:
    """A page of a browser of its own: it keeps how its menu was left."""
    page = new_context().new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_on_a_telephone_the_keyboard_is_never_where_nobody_sees_it(telephone, site):
    """The menu lies beside the screen there until it is asked for."""
    look(telephone, site)
    for _ in range(12):
        telephone.keyboard.press("Tab")
        where = telephone.evaluate("(({x, right}) => [x, right])(document.activeElement.getBoundingClientRect())")
        assert where[1] > 0 and where[0] < 390, telephone.evaluate("document.activeElement.innerText")

    telephone.get_by_role("button", name="Expand sidebar").press("Enter")
    telephone.get_by_test_id("stSidebar").get_by_role("link", name="Find a target").press("Enter")
    expect(telephone.locator("h1")).to_have_text("Find a target")


def test_on_a_telephone_the_menu_goes_aside_once_a_link_in_it_was_followed(telephone, new_context, site):
    """It lies over the page there; beside one it stays."""
    menu = telephone.get_by_test_id("stSidebar")
    look(telephone, site)
    for name in ("Find a target", "Overview"):
        telephone.get_by_role("button", name="Expand sidebar").click()
        expect(menu).not_to_have_attribute("data-collapsed", "true")
        menu.get_by_role("link", name=name).click()
        expect(menu).to_have_attribute("data-collapsed", "true")
        settled(telephone)

    wide = new_context().new_page()
    menu = wide.get_by_test_id("stSidebar")
    look(wide, site)
    menu.get_by_role("link", name="Find a target").click()
    expect(wide.locator("h1")).to_have_text("Find a target")
    expect(menu).not_to_have_attribute("data-collapsed", "true")


def test_the_table_is_one_press_away(page: Page, site):
    look(page, site)
    page.get_by_role("link", name="The same as a table").press("Enter")
    expect(page.locator("#by-partnership")).to_be_in_viewport()


def test_statuses_stay_apart_in_grey_and_in_the_dark(page: Page, site):
    """Lightness alone tells them apart, and nothing but Streamlit's own is found in the dark."""
    look(page, site)
    shades = sorted((0.299 * r + 0.587 * g + 0.114 * b) for r, g, b in page.locator(TILES).evaluate_all(GROUNDS))
    assert all(after - before > 60 for before, after in pairwise(shades)), shades
    wear(page, "dark", 1280)
    assert axe_finds(page, {"runOnly": ["color-contrast", "target-size"]}, FIRST) == {}


def test_it_prints_on_one_landscape_sheet(page: Page, site, tmp_path):
    look(page, site + "/?as_at=2010-07-22")
    page.emulate_media(media="print")
    (tmp_path / "page.pdf").write_bytes(page.pdf(prefer_css_page_size=True, print_background=True))
    said = subprocess.run(
        ["pdfinfo", "-l", "2", str(tmp_path / "page.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[3] for line in said.splitlines() if line.startswith("Page ") and "size" in line] == [
        "841.92",
        "594.96",
    ], "the picture's sheet lies, those of the lists stand"
    first = subprocess.run(
        ["pdftotext", "-l", "1", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    shown = page.locator(f"{TILES} b, {FIRST} li").all_inner_texts()
    assert len(shown) > 44
    words = "".join(first.split())
    assert [told for told in shown if "".join(told.split()) not in words] == []
