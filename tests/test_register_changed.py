"""The register is changed after returns came in: what is on file still counts, or is named as what is not read.

The kind: a workbook that is older than the register. Tried: a partnership under another name, a partnership under
another code, a target under another title, unit, direction or code, other decimal places, targets in another order, a
target that ended before the quarter of the return, and one that another partnership leads by now.
"""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.doctor import Finding, examine
from oxdash.intake import workbook
from oxdash.intake.returns import read_return
from oxdash.position import Position, load
from oxdash.settings import HOME

from .absences import Content, content_without, folder_without
from .conftest import SCRUTINY

RETURN = "economic.1.xlsx, sheet Return, cell {}4, {} for NI 152: found "


@pytest.fixture(scope="module")
def on_file(tmp_path_factory):
    """One partnership with two returns."""
    return folder_without(tmp_path_factory.mktemp("before") / "data", "all but one partnership")


def change(on_file, tmp_path, changed):
    """A copy of the folder whose register was changed since."""
    data = shutil.copytree(on_file, tmp_path / "data")
    content = content_without("all but one partnership")
    changed(content)
    (data / "register.xlsx").write_bytes(write_register(content.tables, STAMPED))
    position = load(data, SCRUTINY, by_hand=True)
    assert isinstance(position, Position), position
    return data, position


def put(sheet: str, code: str, column: str, value: object):
    def changed(content: Content) -> None:
        rows = content.tables[sheet].copy()
        rows.loc[rows.Code == code, column] = value
        content.tables[sheet] = rows

    return changed


def everywhere(was: str, now: str):
    def changed(content: Content) -> None:
        content.tables = {sheet: rows.replace(was, now) for sheet, rows in content.tables.items()}

    return changed


def turned_round(content: Content) -> None:
    content.tables["Targets"] = content.tables["Targets"].iloc[::-1].reset_index(drop=True)


def ended(content: Content) -> None:
    put("Targets", "NI 152", "Last quarter", "2009-10 Q3")(content)
    rows = content.tables["Milestones"]
    content.keep("Milestones", (rows.Target != "NI 152") | (rows.Quarter <= "2009-10 Q3"))


FIGURES = {"NI 152": 8.1, "L1": 366.0}  # of Q4 2009/10; NI 163 and NI 164 have none
CHANGED = [
    # what was changed, the figures that are read all the same, what is told, why
    (put("Partnerships", "economic", "Name", "Oxfordshire Skills Board"), FIGURES, [], "a partnership's name"),
    (put("Targets", "NI 152", "Title", "Benefit claims"), FIGURES, [], "a target's title"),
    (
        put("Targets", "NI 152", "Unit", "percentage points"),
        FIGURES,
        [RETURN.format("C", "unit") + '"per cent". The register says percentage points'],
        "a unit",
    ),
    (
        put("Targets", "NI 152", "Better", "higher"),
        FIGURES,
        [RETURN.format("D", "better") + '"lower". The register says higher'],
        "a direction",
    ),
    (put("Targets", "NI 152", "Decimal places", 3), FIGURES, [], "decimal places"),
    (turned_round, FIGURES, [], "the order"),
    (
        everywhere("NI 152", "NI 951"),
        {"NI 951": 8.1, "L1": 366.0},
        ['economic.1.xlsx, sheet Return, cell A4, target: found "NI 152". Did you mean NI 951?'],
        "a target's code",
    ),
    (
        ended,
        {"L1": 366.0},
        ['economic.1.xlsx, sheet Return, cell A4, target: found "NI 152". NI 152 is not reported in'],
        "a target's last quarter",
    ),
]


@pytest.mark.parametrize(("changed", "figures", "told", "why"), CHANGED, ids=[row[-1] for row in CHANGED])
def test_what_is_on_file_still_counts(on_file, tmp_path, changed, figures, told, why):
    _, position = change(on_file, tmp_path, changed)
    assert set(position.returns.state) == {"received"}
    rows = position.judged[(position.judged.quarter == "2009-10 Q4") & position.judged.actual.notna()]
    assert dict(zip(rows.target, rows.actual, strict=True)) == figures
    of_return = [one.message for one in position.problems if one.sheet == "Return"]
    assert not told or of_return
    assert all(any(message.startswith(one) for message in of_return) for one in told), of_return
    assert told or not of_return, of_return


def test_a_former_name_is_asked_about_where_nobody_confirmed_it(on_file, tmp_path):
    """What was only placed in the folder by hand has passed no check, so it has to name its partnership."""
    changed = put("Partnerships", "economic", "Name", "Oxfordshire Skills Board")
    data, position = change(on_file, tmp_path, changed)
    book = workbook.read("economic.xlsx", (data / "quarterly" / "2009-10-Q4" / "economic.1.xlsx").read_bytes())
    found = read_return(book, position.register, partnership="economic", quarter="2009-10 Q4").problems
    assert [one.message for one in found if one.sheet == "Cover"] == [
        'economic.xlsx, sheet Cover, cell B3, partnership: found "Oxfordshire Economic Partnership". The register has '
        "no partnership of that name: confirm that it is the return of Oxfordshire Skills Board, or enter it."
    ]


def test_returns_of_a_code_that_the_register_no_longer_has_are_told(on_file, tmp_path, monkeypatch):
    data, position = change(on_file, tmp_path, everywhere("economic", "skills"))
    said = (
        '2 returns on file, the newest for Q4 2009/10, are of "economic", which is the code of no partnership of the '
        "register, and not read. Was the code changed? Put it back on sheet Partnerships, and wherever else it stands."
    )
    assert position.of_no_partnership == (said,)
    assert position.empty
    assert Finding(said, False) in examine(data, SCRUTINY)
    shutil.rmtree(data / "quarterly" / "2009-10-Q4")
    (one,) = load(data, SCRUTINY, by_hand=True).of_no_partnership
    assert one.startswith('The return on file for Q3 2009/10 is of "economic", which')
    monkeypatch.setenv("OXDASH_DATA", str(data))
    app = AppTest.from_file("the_app.py", default_timeout=120)
    app.switch_page(str(HOME / "pages" / "returns.py")).run()
    assert not app.exception
    assert any("The return on file for Q3 2009/10 is of" in element.proto.body for element in app.main.get("html"))


def test_where_every_code_is_known_nothing_is_told(on_file):
    assert load(on_file, SCRUTINY, by_hand=True).of_no_partnership == ()
