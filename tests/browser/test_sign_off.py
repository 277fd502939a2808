"""A return from its officer to the Board where it needs a sign-off, in a real Chromium: sent back, then signed off.

With the keyboard alone, but for the choice of the file, which is the browser's own window; and axe on every state.
"""

import pytest
from playwright.sync_api import Page, expect

from oxdash.archive import record
from oxdash.settings import Settings
from tests.browser.council import (
    ROLES,
    confirm_all,
    council,
    download,
    look,
    press,
    press_twice,
    readings,
    somebody,
    upload,
)
from tests.browser.keyboard import enter, tick, typed
from tests.browser.test_officers_accessibility import elements, examined  # noqa: F401 - a fixture is used by its name
from tests.filling import filled
from tests.returning import CODE, FEW, OTHER, QUARTER
from tests.signing import register

DESK = f"/submit?partnership={CODE}&quarter=2009-10+Q4"
SIGNERS = """
[lead_officers]
"safer.lead@council.example" = ["safer-communities"]
"""
WORDS = "*NI 32* is <b>not</b> what the police told us."


@pytest.fixture(scope="module")
def needing(tmp_path_factory):
    """A council's dashboard, whose register says that returns need a sign-off."""
    with council(tmp_path_factory.mktemp("signing")) as at:
        (at.data / "register.xlsx").write_bytes(register(few=(*FEW, OTHER)))
        at.roles.write_text(ROLES + SIGNERS, "utf-8")
        yield at


def confirmed_by_keyboard(page: Page) -> None:
    for number in range(readings(page).count()):
        tick(page, f"I confirm reading {number + 1}\\b")


def test_submitted_sent_back_submitted_again_and_signed_off(browser, needing, elements):  # noqa: F811
    at, found = needing, {}
    settings = Settings(data=at.data)
    officer = somebody(browser, at, "safer", DESK)
    expect(officer.get_by_role("link", name="Sign off returns")).to_have_count(0)
    blank = download(officer, "Download the workbook")
    first = filled(blank)
    upload(officer, "safer.xlsx", first)
    confirmed_by_keyboard(officer)
    enter(officer, "Submit this return$")
    panel = officer.get_by_role("status").filter(has_text="Your return waits for sign-off")
    expect(panel).to_contain_text("its lead officer (safer.lead@council.example)")
    expect(officer.get_by_text("Handed in as number 1")).to_be_visible()
    found["it waits"] = examined(officer, elements)
    assert record.archive(settings).history(CODE, QUARTER) == [], "it is not on file"

    board = somebody(browser, at, None, "/?quarter=2009-10+Q4")
    expect(board.get_by_text("Waiting for sign-off, and not counted: Safer Communities Partnership")).to_be_visible()
    look(board, f"{at.address}/returns?partnership={CODE}&quarter=2009-10+Q4")
    expect(board.get_by_role("heading", name="Waiting for sign-off")).to_be_visible()
    expect(board.get_by_text("safer.lead@council.example")).to_have_count(0)
    found["told to all"] = examined(board, elements)

    lead = somebody(browser, at, "lead", "/")
    enter(lead, "Sign off returns$")
    expect(lead.locator("h1")).to_have_text("Sign off returns")
    expect(lead.get_by_text("Nothing stands in the way of signing it off.")).to_be_visible()
    assert download(lead, "Download the workbook handed in") == first
    found["to be signed"] = examined(lead, elements)
    enter(lead, "Send back this return$")
    refused = lead.get_by_role("alert").filter(has_text="There is a problem")
    expect(refused).to_contain_text("Nothing was sent back: say what has to be different")
    typed(lead, "What has to be different", WORDS)
    enter(lead, "Send back this return$")
    expect(lead.get_by_role("status").filter(has_text="The return was sent back")).to_contain_text(WORDS)
    expect(lead.get_by_text("Nothing waits for your sign-off.")).to_be_visible()
    found["sent back"] = examined(lead, elements)

    look(officer, at.address + DESK)
    expect(officer.get_by_text(WORDS).first).to_be_visible()
    found["what its officer reads"] = examined(officer, elements)
    corrected = filled(blank, {"O5": "As the police told us."})
    upload(officer, "safer.xlsx", corrected)
    confirmed_by_keyboard(officer)
    enter(officer, "Submit this return$")
    expect(officer.get_by_role("status").filter(has_text="Your return waits for sign-off")).to_be_visible()

    look(lead, f"{at.address}/sign_off")
    expect(lead.get_by_text("Nothing stands in the way of signing it off.")).to_be_visible()
    enter(lead, "Sign off this return$")
    receipt = lead.get_by_role("status").filter(has_text="The return is signed off and on file")
    expect(receipt).to_contain_text("Signed off by: safer.lead@council.example, as lead officer")
    found["signed off"] = examined(lead, elements)
    (file,) = record.archive(settings).history(CODE, QUARTER)
    assert file.read_bytes() == corrected
    assert (file.receipt.received_from, file.receipt.signed_off.by) == (
        "safer.officer@council.example",
        "safer.lead@council.example",
    )

    look(board, f"{at.address}/?quarter=2009-10+Q4")
    expect(board.get_by_text("Waiting for sign-off")).to_have_count(0)
    look(officer, f"{at.address}/returns?partnership={CODE}&quarter=2009-10+Q4")
    expect(officer.get_by_text("Signed off by: safer.lead@council.example, as lead officer").first).to_be_visible()
    assert record.prove(settings).faults == ()
    for page in (officer, board, lead):
        page.close()
    assert found == {state: {} for state in found}


def test_two_pages_that_sign_at_once_put_one_return_on_file(browser, needing):
    at = needing
    settings = Settings(data=at.data)
    before = len(record.archive(settings).history(CODE, QUARTER))
    officer = somebody(browser, at, "safer", DESK)
    upload(officer, "safer.xlsx", filled(download(officer, "Download the workbook"), {"O4": "At once."}))
    confirm_all(officer)
    press(officer, "Submit this return")
    expect(officer.get_by_text("Your return waits for sign-off")).to_be_visible()
    pages = [somebody(browser, at, "lead", "/sign_off") for _ in range(2)]
    for page in pages:
        expect(page.get_by_role("button", name="Sign off this return")).to_be_visible()
    for page in pages:
        page.get_by_role("button", name="Sign off this return").click(no_wait_after=True)
    for page in pages:
        expect(page.get_by_text("Nothing waits for your sign-off.")).to_be_visible()
    assert len(record.archive(settings).history(CODE, QUARTER)) == before + 1
    for page in (officer, *pages):
        page.close()


def test_whoever_presses_twice_is_told_what_came_of_it_once(browser, needing):
    at = needing
    lead = somebody(browser, at, "lead", "/sign_off")
    for button, words, told in (
        ("Send back this return", "Once more.", "The return was sent back"),
        ("Sign off this return", "", "The return is signed off and on file"),
    ):
        officer = somebody(browser, at, "safer", DESK)
        upload(officer, "safer.xlsx", filled(download(officer, "Download the workbook"), {"O4": button}))
        confirm_all(officer)
        press_twice(officer, at, "Submit this return")
        expect(officer.get_by_role("status").filter(has_text="Your return waits for sign-off")).to_be_visible()
        officer.close()
        look(lead, f"{at.address}/sign_off")
        lead.get_by_label("What has to be different").fill(words)
        press_twice(lead, at, button)
        expect(lead.get_by_role("status").filter(has_text=told)).to_be_visible()
    lead.close()
