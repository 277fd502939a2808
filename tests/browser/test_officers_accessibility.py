"""On the officers' pages, in every state, axe finds nothing that Streamlit's own elements do not bring with them."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import VIEWS, in_views, wear
from tests.browser.council import download, look, press, settled, somebody, upload
from tests.filling import filled

WIDE = VIEWS[:2]  # what is narrow is the same elements
DESK = "/submit?partnership=spatial-planning&quarter=2009-10+Q4"


@pytest.fixture(scope="module")
def elements(browser, empty_site) -> dict[tuple[str, int], set]:
    """What axe finds on a page of the same elements with nothing of ours on it, by theme and width."""
    page = browser.new_page()
    look(page, f"{empty_site}/elements")
    for element in ("stForm", "stFileUploaderDropzone"):  # the upload box comes later than the rest
        expect(page.get_by_test_id(element)).to_be_visible()
    own = {view: set(found) for view, found in in_views(page, WIDE)}
    page.close()
    return own


def test_axe_adds_nothing_on_the_officers_pages(browser, at, elements):
    page = somebody(browser, at, "planning", DESK)
    blank = download(page, "Download the workbook")
    found = {"the desk": examined(page, elements)}
    upload(page, "planning.xlsx", filled(blank, {"H4": "tbc", "H5": "12.5"}))
    found["mistakes"] = examined(page, elements)
    upload(page, "planning.xlsx", filled(blank, {"H4": "104"}))
    press(page, "Submit this return")
    found["preview, and readings not confirmed"] = examined(page, elements)
    look(page, f"{at.address}/returns?partnership=spatial-planning&quarter=2009-10+Q3")
    found["returns on file"] = examined(page, elements)
    page.close()
    page = somebody(browser, at, "manager", "/returns?quarter=2010-11+Q1")  # who sends reminders
    page.get_by_text("Reminders to copy").click()
    settled(page)
    found["whom to chase"] = examined(page, elements)
    page.close()
    assert found == {state: {} for state in found}


def examined(page, elements) -> dict:
    """What is wrong with the page as it stands, by what found it; empty where nothing is."""
    wrong = {}
    for view, found in in_views(page, WIDE):
        wrong |= {(*view, *rule): where for rule, where in found.items() if rule not in elements[view]}
    wear(page, "light", 320)
    inner = "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    if (widest := max(page.evaluate(inner))) > 320:
        wrong["wider than 320 pixels"] = widest
    wear(page, "light", 1280)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    if levels[0] != 1 or levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)):
        wrong["headings"] = levels
    return wrong
