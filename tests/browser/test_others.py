"""The manager adds what was published of other areas, in a real Chromium and with the keyboard alone.

A wrong file is refused by line and column, a right one is looked at and added, and it is taken away again.
"""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from oxdash.comparators.layout import About
from oxdash.comparators.shelf import Shelf
from oxdash.judging.on_record import load_register
from oxdash.settings import Settings
from oxdash.submissions import adding_comparators as adding
from oxdash.submissions.adding_comparators import Asked
from tests.browser.council import press_twice, somebody
from tests.browser.keyboard import chosen, enter, signed_in, tick, typed, typed_day
from tests.browser.test_officers_accessibility import elements, examined  # noqa: F401 - a fixture is used by its name
from tests.returning import MANAGER, NOW
from tests.unit.test_comparators_reading import of_fingertips

ABOUT = About(title="Figures that stay", publisher="An agency", published_on=date(2010, 6, 15))
VALUES = [3.1, 2.7, 4.0]
ROWS = [
    {"Indicator ID": "NI 32", "Indicator Name": "Repeat incidents", "Area Name": f"Neighbour {name}", "Value": value}
    for name, value in zip("ABC", VALUES, strict=True)
]


@pytest.fixture(scope="module")
def manager(browser, at):
    page = signed_in(browser, at, "manager", "/others")
    yield page
    page.close()


def looked_at(page: Page, contents: str) -> None:
    """Choose a file, say what it is and have it looked at."""
    chosen(page, "fingertips.csv", contents.encode(), "text/csv")
    typed(page, "What it is called", "Indicators for a test")
    typed(page, "Who published it", "An agency")
    typed_day(page.get_by_role("group", name="Published on"), "15062010")
    enter(page, "Look at it$")


def test_a_wrong_file_is_told_by_line_and_column_and_a_right_one_added_and_taken_away(browser, at, manager, elements):  # noqa: F811
    found = {"nothing chosen": examined(manager, elements)}
    settings = Settings(data=at.data, roles=at.roles)
    asked = Asked("others.csv", of_fingertips(*ROWS).encode(), ABOUT, name="z-stays", layout="fingertips")
    assert isinstance(adding.add(asked, load_register(at.data), MANAGER, settings, NOW), adding.Added)
    before = Shelf.of(at.data).names()
    looked_at(manager, of_fingertips(*ROWS[:2], {**ROWS[2], "Value": "n.k."}))
    expect(manager.get_by_role("alert")).to_contain_text('line 4, column Value: found "n.k.".')
    expect(manager.get_by_role("button", name="Add it", exact=True)).to_have_count(0)
    found["refused"] = examined(manager, elements)

    looked_at(manager, of_fingertips(*ROWS))
    expect(manager.get_by_role("heading", name="What was understood")).to_be_visible()
    found["understood"] = examined(manager, elements)
    assert Shelf.of(at.data).names() == before, "nothing is stored yet"
    press_twice(manager, at, "Add it", by_keyboard=True)
    expect(manager.get_by_role("status").filter(has_text="It is on file")).to_be_visible()
    assert {*Shelf.of(at.data).names()} - {*before} == {"fingertips"}
    public = somebody(browser, at, None, "/others")
    expect(public.get_by_text("Indicators for a test (An agency)").first).to_be_visible()
    expect(public.locator("[data-testid=stFileUploader]")).to_have_count(0)
    public.close()

    enter(manager, r"[\s\S]*Take one away$")
    tick(manager, "I take it away")
    press_twice(manager, at, "Take it away", by_keyboard=True)
    expect(manager.get_by_role("status").filter(has_text="It is taken away")).to_be_visible()
    found["taken away"] = examined(manager, elements)
    assert Shelf.of(at.data).names() == before
    assert found == {state: {} for state in found}
    assert isinstance(adding.remove("z-stays", MANAGER, settings, NOW), str)
