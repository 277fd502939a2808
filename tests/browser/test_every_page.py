"""What holds on every page, looked at once: accessibility, width, paper, words, and nothing fetched from elsewhere."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect

from tests import foreign_words
from tests.browser.accessibility import in_views, wear
from tests.browser.conftest import served
from tests.browser.looking import PAGES, drawn, look

A4 = 703  # px: what the page holds between its margins
WORDS = {"Off track", "Insufficient data", "On track", "Off", "Not judged", "On"}  # no rule in force has a tolerance
WORKED = {"how judged": {"On track (close to target)"}}  # a worked case has one
WITHOUT_STATUS = {
    "papers",
    "accountability",
    "actions",
    "unknown",
    "reward",
    "grants",
    "decisions",
    "side by side",
    "other areas",
}  # in sight, at first


@pytest.fixture(scope="session")
def streamlits_own(browser, empty_site) -> dict[tuple[str, int], set]:
    """What axe finds on a page that has nothing of ours, by theme and width."""
    page = browser.new_page()
    look(page, empty_site)
    own = {view: set(found) for view, found in in_views(page)}
    page.close()
    return own


def fits_screens(page: Page) -> None:
    """Nothing of it lies beyond the right edge of a narrow screen, and no table is cut on a wide one."""
    for width in (1280, 1024):
        wear(page, "light", width)
        cut = """[...document.querySelectorAll('[data-testid=stMain] .ox-fit')]
            .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText.slice(0, 80))"""
        assert page.evaluate(cut) == [], width
    for width in (390, 320):
        wear(page, "light", width)
        inner = "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
        assert max(page.evaluate(inner)) <= width


@pytest.mark.parametrize("name", PAGES)
def test_every_page(page: Page, site, streamlits_own, name):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("console", lambda message: said.append(message.text))
    look(page, site + PAGES[name])

    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title() != "Streamlit"
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1, levels
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels

    badges = page.locator(".ox-status").filter(visible=True)
    shown = {text.strip().split("\n")[0] for text in badges.all_inner_texts()}
    assert shown <= WORDS | WORKED.get(name, set()), "a status is told by a word, whatever its colour"
    assert shown or name in WITHOUT_STATUS

    for view, found in in_views(page):
        assert set(found) <= streamlits_own[view], {rule: found[rule] for rule in set(found) - streamlits_own[view]}

    fits_screens(page)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 1000})
    drawn(page)
    for furniture in ("stSidebar", "stHeader", "stToolbar", "stExpandSidebarButton"):
        for element in page.get_by_test_id(furniture).all():
            expect(element).not_to_be_visible()
    boxes = page.locator("[data-testid=stMain] input, [data-testid=stMain] textarea").filter(visible=True)
    expect(boxes).to_have_count(0)  # nothing can be typed or chosen on paper
    cut = page.evaluate(
        """width => [...document.querySelectorAll('[data-testid=stMain] table, [data-testid=stPlotlyChart] svg')]
        .filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 80))""",
        A4,
    )
    assert cut == []

    assert {urlparse(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    # Streamlit looks for its health check below a page's own path first; that is all there is to complain of
    assert [text for text in said if "404" not in text] == []


@pytest.fixture
def marshire_site(tmp_path, marshire_data) -> Iterator[str]:
    """The product with a council of another kind."""
    data = shutil.copytree(marshire_data, tmp_path / "data")
    with served("oxdash.web.server:app", tmp_path, data=data) as address:
        yield address


def test_pages_of_another_council_speak_of_it_alone_and_fit(page: Page, marshire_site):
    """Menu, choices and charts with them, as they are drawn."""
    for address in ("/", "/target?target=C3", "/accountability", "/grants"):
        look(page, marshire_site + address)
        said = page.locator("body").inner_text()
        assert "Marshire is invented: so is every body, target, milestone and figure here." in said
        assert list(foreign_words.of_text(said)) == []
        assert page.locator("h1").count() == 1
        fits_screens(page)
