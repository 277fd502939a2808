"""A server in local mode is started anew, and says so to a page that was left open; then an upload stalls."""

import pytest
from playwright.sync_api import expect

from oxdash.web import current_person
from tests.browser.conftest import free_port, served, way_in
from tests.browser.council import download, look, upload
from tests.browser.test_at_the_door import DESK, TO_FIX, choose, says
from tests.filling import filled
from tests.returning import folder

SECONDS = 12  # in which an upload arrives that is not held back


@pytest.fixture(scope="module")
def anew(browser, tmp_path_factory):
    """A page left open while its server was started anew; the addresses that were printed, before and now.

    The server that is there now waits seconds for an upload.
    """
    tmp, port = tmp_path_factory.mktemp("local"), free_port()
    how = {"data": folder(tmp), "port": port, "OXDASH_LOCAL": "1"}
    page = browser.new_context(locale="en-GB").new_page()
    with served("oxdash.web.server:app", tmp, **how):
        before = way_in(tmp)
        look(page, before)
        look(page, before.replace("/?", f"{DESK}&"))
        expect(page.get_by_role("button", name="Download the workbook")).to_be_visible()
    with served("oxdash.web.server:app", tmp, **how, OXDASH_UPLOAD_SECONDS=str(SECONDS)):
        yield page, before, way_in(tmp)
    page.context.close()


def test_in_local_mode_the_word_of_an_earlier_start_is_good_no_more(anew):
    page, before, now = anew
    expect(page.locator(".ox-lead", has_text=current_person.AT_THE_DOOR)).to_be_visible()
    assert page.goto(before).status == 403
    look(page, now.replace("/?", f"{DESK}&"))
    expect(page.get_by_role("button", name="Download the workbook")).to_be_visible()


def test_an_upload_that_stalls_is_told_on_the_page_and_the_next_one_goes_through(anew):
    page, _, now = anew
    look(page, now.replace("/?", f"{DESK}&"))
    workbook = filled(download(page, "Download the workbook"), {"H4": "tbc 2010", "H8": "1,5"})
    upload(page, "first.xlsx", workbook)
    expect(page.get_by_role("alert").filter(has_text=TO_FIX)).to_be_visible()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    crawl = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 250}
    line.send("Network.emulateNetworkConditions", crawl)  # bytes a second: minutes for a workbook
    choose(page, "second.xlsx", workbook)
    says(page, f"The file did not arrive within {SECONDS} seconds; nothing was stored. Choose it again.")
    line.send("Network.emulateNetworkConditions", {**crawl, "uploadThroughput": -1})
    upload(page, "third.xlsx", workbook)
    expect(page.get_by_role("alert").filter(has_text=TO_FIX)).to_be_visible()
