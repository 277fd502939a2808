"""From a return to the Board and back to the next return, in a real Chromium and with the keyboard alone.

An officer puts a mistake right and hands in a quarter; their lead officer signs it off; the manager publishes and
records what was decided of what was asked; the next quarter's return comes, and the Board paper begins with the matter
arising. The reminder and the digest that this calls for name it, and axe finds nothing on any page on the way.
"""

import io
import os
import subprocess
import sys

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from oxdash.archive import record
from oxdash.settings import HOME, Settings
from tests.browser.council import PEOPLE, ROLES, council, look, readings, somebody
from tests.browser.keyboard import chosen, enter, signed_in, taken, tick, typed
from tests.browser.looking import settled, words
from tests.browser.test_officers_accessibility import elements, examined  # noqa: F401 - a fixture is used by its name
from tests.filling import filled
from tests.pdf_tags import Tagged
from tests.returning import CODE, FEW, OTHER, QUARTER
from tests.signing import NAME, register

NEXT = "2010-11 Q1"
REFERENCE = "Board 2010-07-22"
SIGNERS = """
[lead_officers]
"safer.lead@council.example" = ["safer-communities"]
"""
DECIDED = "Agreed, and *both* figures by August."
BECAME = "The police sent one of the two."


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """A council's dashboard whose register says that returns need a sign-off; charts are drawn elsewhere."""
    with council(tmp_path_factory.mktemp("cycle"), BROWSER_PATH="/no/such/chromium") as found:
        (found.data / "register.xlsx").write_bytes(register(few=(*FEW, OTHER)))
        found.roles.write_text(ROLES + SIGNERS, "utf-8")
        yield found


def told(at, *command: str) -> str:
    """What a command says, run as cron does."""
    environment = {**os.environ, "PYTHONPATH": str(HOME), "OXDASH_DATA": str(at.data), "OXDASH_ROLES": str(at.roles)}
    done = subprocess.run([sys.executable, "-m", "oxdash", *command], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def submitted(page: Page, workbook: bytes) -> None:
    """Hand in a workbook that has nothing to mend, and read that it waits."""
    chosen(page, "safer.xlsx", workbook)
    for number in range(readings(page).count()):
        tick(page, f"I confirm reading {number + 1}\\b")
    enter(page, "Submit this return$")
    expect(page.get_by_role("status").filter(has_text="Your return waits for sign-off")).to_be_visible()


def test_return_sign_off_publication_decision_and_the_next_paper(browser, at, elements):  # noqa: F811
    found = {}
    settings = Settings(data=at.data, roles=at.roles)

    officer = signed_in(browser, at, "safer", f"/submit?partnership={CODE}&quarter=2009-10+Q4")
    blank = taken(officer, "Download the workbook")
    chosen(officer, "safer.xlsx", filled(blank, {"H8": "1,5"}))
    problem = officer.get_by_role("alert").filter(has_text="There is a problem")
    expect(problem).to_contain_text('Sheet Return, cell H8, actual for NI 32: found "1,5".')
    enter(officer, "Sheet Return, cell H8")
    expect(officer.locator("#must-fix-1")).to_be_in_viewport()
    found["a mistake"] = examined(officer, elements)
    submitted(officer, filled(blank))
    found["it waits"] = examined(officer, elements)
    assert record.archive(settings).history(CODE, QUARTER) == [], "it is counted nowhere"

    reminder = told(at, "remind", "--dry-run")
    assert f"To: {PEOPLE['lead']}\n" in reminder and NAME in reminder

    lead = signed_in(browser, at, "lead", "/")
    enter(lead, "Sign off returns$")
    expect(lead.get_by_text("Nothing stands in the way of signing it off.")).to_be_visible()
    found["to be signed"] = examined(lead, elements)
    enter(lead, "Sign off this return$")
    expect(lead.get_by_role("status").filter(has_text="The return is signed off and on file")).to_be_visible()
    assert len(record.archive(settings).history(CODE, QUARTER)) == 1

    manager = signed_in(browser, at, "manager", "/papers?quarter=2009-10+Q4")
    typed(manager, "Reference, like", REFERENCE)
    tick(manager, "Publish Q4 2009/10")
    enter(manager, "Publish$")
    expect(manager.locator(".ox-receipt")).to_contain_text(f"Published as {REFERENCE}")
    settled(manager)
    found["published"] = examined(manager, elements)

    enter(manager, "Decisions$")
    expect(manager.locator("h1")).to_have_text("Decisions")
    enter(manager, "Record what was decided$")
    typed(manager, "In its words", DECIDED)
    typed(manager, "Who acts", "Lead Officer, Safer Communities")
    enter(manager, "Record it$")
    expect(manager.get_by_role("status").filter(has_text="Recorded as item 1.")).to_be_visible()
    typed(manager, "What is said", BECAME)
    enter(manager, "Add it$")
    expect(manager.get_by_role("status").filter(has_text="Recorded as entry 2, on item 1.")).to_be_visible()
    found["decided"] = examined(manager, elements)
    (item, answer) = record.decisions(settings).held().entries
    assert (item.printed.reference, item.words, answer.words) == (REFERENCE, DECIDED, BECAME)

    digest = told(at, "digest", "--dry-run")
    assert {f"To: {PEOPLE[who]}" for who in ("safer", "lead", "manager")} <= set(digest.splitlines())
    assert f"{REFERENCE}" in digest

    look(officer, f"{at.address}/submit?partnership={CODE}&quarter=2010-11+Q1")
    submitted(officer, filled(taken(officer, "Download the workbook")))
    look(lead, f"{at.address}/sign_off")
    enter(lead, "Sign off this return$")
    expect(lead.get_by_role("status").filter(has_text="The return is signed off and on file")).to_be_visible()
    assert len(record.archive(settings).history(CODE, NEXT)) == 1

    look(manager, f"{at.address}/papers?quarter=2010-11+Q1")
    for folded in (r"[\s\S]*Preview$", "Matters arising$"):
        enter(manager, folded)
    arising = manager.get_by_role("table", name="Matters arising from the meetings of the Public Service Board")
    expect(arising).to_contain_text(DECIDED)
    expect(arising).to_contain_text(BECAME)
    found["the next paper"] = examined(manager, elements)
    paper = Document(io.BytesIO(taken(manager, r"This paper \(Word\)")))
    assert next(one.text for one in paper.paragraphs if one.style.name == "Heading 1") == "Matters arising"
    (row,) = paper.tables[0].rows[1:]
    assert item.asked in row.cells[1].text and DECIDED in row.cells[1].text and BECAME in row.cells[3].text
    pdf = Tagged(taken(manager, r"This paper \(PDF\)"))
    said = pdf.document.text
    assert "Matters arising" in said and DECIDED in said and BECAME in said

    public = somebody(browser, at, None, "/decisions")
    assert "1 item: 1 open." in words(public) and BECAME in words(public)
    found["read by all"] = examined(public, elements)
    for page in (officer, lead, manager, public):
        page.close()
    assert record.prove(settings).faults == ()
    assert found == {state: {} for state in found}
