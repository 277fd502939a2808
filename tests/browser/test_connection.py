"""The connection is lost in the middle of a submission, and the server with it.

The kind: a page comes back without the session it had. Tried here in a real browser: the server is started anew while a
checked workbook waits. Tried in tests/test_officer_pages.py: the session has expired; it expired after the return got
on file. A cut that is shorter than what .streamlit/config.toml says keeps the session, and everything in it.
"""

import tomllib

from playwright.sync_api import expect

from oxdash.settings import HOME
from oxdash.web import current_person
from tests.browser.conftest import free_port, served, way_in
from tests.browser.council import (
    confirm_all,
    download,
    look,
    press,
    provider,
    settled_in,
    somebody,
    started,
    upload,
)
from tests.filling import filled
from tests.returning import CODE, folder

DESK = f"/submit?partnership={CODE}&quarter=2009-10+Q4"


def test_a_server_started_anew_has_nothing_stored_and_says_so(browser, tmp_path):
    with provider() as signs_in:
        at = settled_in(tmp_path, signs_in)
        with started(at):
            page = somebody(browser, at, "safer", DESK)
            workbook = filled(download(page, "Download the workbook"), {"O4": "On its way."})
            upload(page, "safer.xlsx", workbook)
            expect(page.get_by_role("button", name="Submit this return")).to_be_visible()
        with started(at):
            lost = page.get_by_role("alert").filter(has_text="The connection was lost; nothing was stored.")
            expect(lost).to_contain_text("Choose the workbook again.")
            expect(page.get_by_role("button", name="Submit this return")).to_have_count(0)
            upload(page, "safer.xlsx", workbook)
            confirm_all(page)
            press(page, "Submit this return")
            expect(page.get_by_text("Your return is on file")).to_be_visible()
            expect(lost).to_have_count(0)
    page.context.close()


def test_in_local_mode_the_word_of_an_earlier_start_is_good_no_more(browser, tmp_path):
    data, port = folder(tmp_path), free_port()
    page = browser.new_context(locale="en-GB").new_page()
    with served("oxdash.web.server:app", tmp_path, data=data, port=port, OXDASH_LOCAL="1"):
        first = way_in(tmp_path)
        look(page, first)
        look(page, f"http://localhost:{port}{DESK}")
        expect(page.get_by_role("button", name="Download the workbook")).to_be_visible()
    with served("oxdash.web.server:app", tmp_path, data=data, port=port, OXDASH_LOCAL="1"):
        expect(page.locator(".ox-lead", has_text=current_person.AT_THE_DOOR)).to_be_visible()
        second = way_in(tmp_path)
        assert page.goto(first).status == 403
        look(page, second.replace("/?", f"{DESK}&"))
        expect(page.get_by_role("button", name="Download the workbook")).to_be_visible()
    page.context.close()


def test_a_cut_of_ninety_seconds_keeps_the_session():
    settings = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["disconnectedSessionTTL"] >= 2 * 90
