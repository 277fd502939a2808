"""An officer's journey with a real sign-in in a real Chromium, blank workbook to receipt; and who is refused."""

import io
import json
import re
import tomllib

import openpyxl
from playwright.sync_api import expect

from oxdash.archive import Archive
from oxdash.archive.audit_log import AuditLog
from oxdash.settings import HOME, Settings
from tests.browser.council import (
    PEOPLE,
    ROLES,
    confirm_all,
    download,
    look,
    press,
    press_twice,
    sign_in,
    sign_out,
    somebody,
    stranger,
    upload,
)
from tests.browser.looking import opened
from tests.filling import filled
from tests.returning import CODE, QUARTER

DESK = f"/submit?partnership={CODE}"


def led_to(page, panel, *, wrong=False) -> None:
    """Whoever pressed a button stands at what came of it, and the title says whether that is an error."""
    expect(panel).to_be_focused()
    expect(panel).to_be_in_viewport()
    expect(page).to_have_title(re.compile("^Error: " if wrong else "^(?!Error: )"))


def on_file(at, code=CODE):
    return Archive(at.data / "quarterly").history(code, QUARTER)


def test_from_a_blank_workbook_to_a_receipt(browser, at):
    board = somebody(browser, at, None, f"/partnership?partnership={CODE}")
    expect(board.get_by_text("LAA targets at Q3 2009/10")).to_be_visible()
    expect(board.get_by_role("link", name="Submit a return")).to_have_count(0)

    page = stranger(browser, at, f"{DESK}&quarter=2009-10+Q4")
    expect(page.get_by_text("Sign in to submit a return or to download one.")).to_be_visible()
    expect(page.locator("[data-testid=stFileUploader]")).to_have_count(0)
    sign_in(page, "safer")
    assert page.url == f"{at.address}{DESK}&quarter=2009-10+Q4", "the view survives signing in"

    blank = download(page, "Download the workbook")
    upload(page, "safer.xlsx", filled(blank, {"H4": "tbc 2010", "H8": "1,5"}))
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_contain_text("2 things must be fixed before this return can be submitted.")
    led_to(page, summary, wrong=True)
    summary.get_by_role("link", name='Sheet Return, cell H8, actual for NI 32: found "1,5".').click()
    expect(page.locator("#must-fix-2")).to_be_in_viewport()
    marked = openpyxl.load_workbook(
        io.BytesIO(download(page, "Download your workbook with these cells marked")), read_only=False
    )
    assert marked.sheetnames[0] == "What to do"
    assert marked["Return"]["H4"].comment is not None
    assert on_file(at) == [], "nothing was stored"

    right = filled(blank)
    upload(page, "safer.xlsx", right)
    expect(page.get_by_role("heading", name="3. How this will look to the Board")).to_be_visible()
    expect(page.get_by_role("table", name="Number of LAA targets by status")).to_be_visible()
    confirm_all(page)
    press(page, "Submit this return")
    panel = page.get_by_role("status").filter(has_text="Your return is on file")
    expect(panel).to_contain_text("safer.officer@council.example")
    led_to(page, page.locator(".ox-receipt"))
    (first,) = on_file(at)
    assert first.read_bytes() == right
    stored = download(page, "Receipt as on file")
    assert stored == first.receipt.to_bytes() and json.loads(stored)["number"] == 1
    assert f"Fingerprint (sha256): {first.receipt.sha256}" in download(page, "Receipt as text").decode()

    opened(board, board.reload)
    expect(board.get_by_text("LAA targets at Q4 2009/10")).to_be_visible()

    upload(page, "the same again.xlsx", right)
    expect(page.get_by_text("This return was on file already")).to_be_visible()
    assert len(on_file(at)) == 1

    look(page, f"{at.address}/returns?partnership={CODE}&quarter=2009-10+Q4")
    assert download(page, "Workbook") == right
    assert download(page, "Receipt") == stored
    look(board, f"{at.address}/returns?partnership={CODE}&quarter=2009-10+Q4")
    expect(board.get_by_text("Workbooks and receipts can be downloaded by the partnership's officers.")).to_be_visible()
    expect(board.get_by_role("button", name="Workbook")).to_have_count(0)

    sign_out(page)
    assert page.url == f"{at.address}/returns?partnership={CODE}&quarter=2009-10+Q4"
    page.context.close()
    board.close()
    if other := at.browsers.pop("safer", None):
        other.close()  # signed out with this one: whoever comes next signs in anew


def test_another_partnership_is_refused_in_the_page_and_in_the_file(browser, at):
    page = somebody(browser, at, "planning", f"{DESK}&quarter=2009-10+Q4")
    chosen = page.get_by_role("combobox", name="Partnership")
    expect(chosen).to_have_value("Spatial Planning and Infrastructure Partnership")
    blank = somebody(browser, at, "safer", DESK)
    theirs = filled(download(blank, "Download the workbook"), {"H4": "tbc"})
    before = len(on_file(at))
    upload(page, "forged.xlsx", theirs)
    said = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(said).to_contain_text(f"{PEOPLE['planning']} may not return for Safer Communities Partnership. Ask the")
    expect(page.get_by_role("button", name="Submit this return")).to_have_count(0)
    assert len(on_file(at)) == before
    for one in (page, blank):
        one.close()


def test_two_at_once_get_two_numbers(browser, at):
    before = len(on_file(at))
    pages = [somebody(browser, at, who, f"{DESK}&quarter=2009-10+Q4") for who in ("safer", "manager")]
    blank = download(pages[0], "Download the workbook")
    for number, page in enumerate(pages):
        upload(page, "safer.xlsx", filled(blank, {"O4": f"At once, {number}."}))
        confirm_all(page)
    for page in pages:
        page.get_by_role("button", name="Submit this return").click(no_wait_after=True)
    for page in pages:
        expect(page.get_by_text("Your return is on file")).to_be_visible()
    numbers = [file.number for file in on_file(at)]
    assert numbers == list(range(1, before + 3))
    assert {file.receipt.received_from for file in on_file(at)[-2:]} == {PEOPLE["safer"], PEOPLE["manager"]}
    for page in pages:
        page.close()


def test_a_return_is_withdrawn_and_everything_that_stands_in_the_way_is_told_at_once(browser, at):
    page = somebody(browser, at, "safer", f"{DESK}&quarter=2009-10+Q4")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("[data-testid=stFileUploader]")).to_contain_text("an Excel workbook (.xlsx), at most 5 MB")
    page.get_by_text("Withdraw version").click()
    press(page, "Withdraw this return")
    summary = page.locator(".ox-error")
    said = "Nothing was withdrawn: say why. Everybody can read it. Tick the box to say that you mean it."
    expect(summary).to_contain_text(said)
    led_to(page, summary, wrong=True)
    page.get_by_label("Reason").focus()
    press(page, "Withdraw this return")
    led_to(page, summary, wrong=True)  # the same words once more are news too
    page.get_by_label("Reason").fill("The wrong year.")
    page.locator("label").filter(has_text="I withdraw the return").click()
    press_twice(page, at, "Withdraw this return")
    expect(page.locator(".ox-receipt")).to_contain_text("No return is in use for this quarter")
    led_to(page, page.locator(".ox-receipt"))
    look(page, f"{at.address}/returns")
    table = page.get_by_role("region", name="Returns by partnership and quarter")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth"), "and its ends are shaded where there is more"
    assert table.evaluate("e => getComputedStyle(e).backgroundAttachment") == "local, local, scroll, scroll"
    page.close()


def test_a_double_press_and_a_reload_store_one_return(browser, at):
    before = len(on_file(at))
    page = somebody(browser, at, "safer", f"{DESK}&quarter=2009-10+Q4")
    contents = filled(download(page, "Download the workbook"), {"O4": "Pressed twice."})
    upload(page, "safer.xlsx", contents)
    confirm_all(page)
    press_twice(page, at, "Submit this return")
    expect(page.get_by_text("Your return is on file")).to_be_visible()
    assert len(on_file(at)) == before + 1
    opened(page, page.reload)
    upload(page, "safer.xlsx", contents)
    expect(page.get_by_text("This return was on file already")).to_be_visible()
    assert len(on_file(at)) == before + 1
    page.close()


def test_whoever_loses_their_line_loses_the_right_at_once(browser, at):
    page = somebody(browser, at, "safer", f"{DESK}&quarter=2009-10+Q4")
    contents = filled(download(page, "Download the workbook"), {"O4": "Too late."})
    upload(page, "safer.xlsx", contents)
    confirm_all(page)
    before = len(on_file(at))
    at.roles.write_text(ROLES.replace('"safer.officer@council.example" = ["safer-communities"]\n', ""), "utf-8")
    try:
        press(page, "Submit this return")
        expect(page.get_by_text(f"{PEOPLE['safer']} may not return for any partnership.")).to_be_visible()
        expect(page.get_by_role("link", name="Submit a return")).to_have_count(0)
        assert len(on_file(at)) == before
    finally:
        at.roles.write_text(ROLES, "utf-8")
    page.close()


def test_a_server_started_anew_has_nothing_stored_and_says_so(browser, at):
    """A page comes back without the session it had. Its expiry: tests/spec/test_officer_pages.py."""
    before = len(on_file(at))
    page = somebody(browser, at, "safer", f"{DESK}&quarter=2009-10+Q4")
    workbook = filled(download(page, "Download the workbook"), {"O4": "On its way."})
    upload(page, "safer.xlsx", workbook)
    expect(page.get_by_role("button", name="Submit this return")).to_be_visible()
    opened(page, at.anew)
    lost = page.get_by_role("alert").filter(has_text="The connection was lost; nothing was stored.")
    expect(lost).to_contain_text("Choose the workbook again.")
    expect(page.get_by_role("button", name="Submit this return")).to_have_count(0)
    assert len(on_file(at)) == before
    upload(page, "safer.xlsx", workbook)
    confirm_all(page)
    press(page, "Submit this return")
    expect(page.get_by_text("Your return is on file")).to_be_visible()
    expect(lost).to_have_count(0)
    page.close()


def test_a_cut_of_ninety_seconds_keeps_the_session():
    settings = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["disconnectedSessionTTL"] >= 2 * 90


def test_what_is_on_file_afterwards_holds_together(at):
    settings = Settings(data=at.data)
    assert Archive(settings.quarterly, AuditLog(settings.audit)).verify() == []
    events = {line["event"] for line in AuditLog(settings.audit).lines()}
    assert {"accepted"} <= events
