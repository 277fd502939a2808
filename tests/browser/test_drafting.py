"""A manager drafts interim milestones from the keyboard, takes the rows away, and nobody else is offered to."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.accessibility import in_views, wear
from tests.browser.council import settled, somebody
from tests.browser.keyboard import come_to, entered, typed_day
from tests.browser.looking import find, written

PAGE = "/target?target=NI+163&as_at=2010-07-22"
TITLE = "Draft interim milestones"
ROWS = [f"NI 163\t2010-11 Q{n}\t{value}\t\t\tinterim proxy\t2010-07-01\tPublic Service Board\tOnly annual data exists"
        for n, value in ((1, "77"), (2, "78.5"), (3, "79"))]  # fmt: skip


def test_from_the_expander_to_rows_with_the_keyboard_alone(browser, at):
    before = (at.data / "register.xlsx").read_bytes()
    page = somebody(browser, at, "manager", PAGE)
    entered(page.locator("summary", has_text=TITLE))
    expect(page.get_by_role("table", name="Draft of interim milestones, not agreed")).to_be_visible()
    find(page.get_by_role("combobox", name="How", exact=True), "own", "Own figures")
    expect(page.get_by_text("Enter a figure for at least one of Q1, Q2 and Q3.")).to_be_visible()
    for number, figure in ((1, "77"), (2, "78.5"), (3, "79")):
        written(page.get_by_role("spinbutton", name=f"Q{number}"), figure)
        page.keyboard.press("Enter")
        settled(page)
    written(page.get_by_label("Agreed by"), "Public Service Board")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("button", name="Rows (CSV)")).to_be_visible()
    typed_day(page.get_by_role("group", name="Agreed on"), "01072010")
    come_to(page, page.get_by_role("textbox", name="Reason"))  # the day is taken once it is left
    settled(page)
    expect(page.locator("code")).to_contain_text("2010-07-01")
    with page.expect_download() as found:
        entered(page.get_by_role("button", name="Rows to paste (text)"))
    assert Path(found.value.path()).read_bytes().decode().splitlines() == ROWS
    assert found.value.suggested_filename == "milestones NI 163 2010-11.txt"
    assert (at.data / "register.xlsx").read_bytes() == before, "nothing is written to the register"

    for view, found in in_views(page):
        assert not [one for one in found if one[1] in ("serious", "critical")], view
    wear(page, "light", 320)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
    page.close()


def test_an_officer_and_the_public_see_nothing_of_it(browser, at):
    for who in ("safer", None):
        page = somebody(browser, at, who, PAGE)
        expect(page.locator("h1")).to_contain_text("NI 163")
        settled(page)
        expect(page.get_by_text(TITLE)).to_have_count(0)
        page.close()
