"""Opening a page and waiting until it is drawn."""

from playwright.sync_api import Page, expect

PAGES = {
    "overview": "/",
    "find a target": "/find",
    "side by side": "/compare",
    "partnership": "/partnership?partnership=spatial-planning",
    "target": "/target?target=NI+154",
    "actions": "/actions?as_at=2010-07-22",
    "unknown": "/unknown?as_at=2010-07-22",
    "papers": "/papers",
    "reward": "/reward",
    "accountability": "/accountability?as_at=2010-07-22",
    "how judged": "/how_judged",
}


def look(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    """The script has run, the page has its heading, and every chart has been drawn."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator("svg.main-svg").first).to_be_visible(timeout=30_000)


def words(page: Page) -> str:
    """What the page says, charts apart."""
    return "\n".join(page.locator("[data-testid=stMain] .ox").all_inner_texts())
