"""A return is bounded: rows, columns, merged areas, formats, problems; and what any upload costs the server.

The kind is whatever an uploaded workbook makes the server keep, search or draw that grows with a number which the
officer's screen never shows. Beside rows of actions and risks and declarations of columns, tried here: rows of every
other sheet, rows that are no rows of a table, merged areas (one over the other too), hidden rows, number formats,
sheets, text of the widest characters, and the problems that all of it leads to, which a page lists and a receipt keeps.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Severity
from oxdash.returns.read_return import read_return
from tests import hostile, large_returns
from tests.large_returns import with_columns, with_merges, with_rows
from tests.workbooks import messages, opened, register, with_sheet, written

ACTION = ["NI 30", "Light the underpass", "Officer", None, "open"]
RISK = ["NI 30", "The lamps are stolen", 3, 3, "Lock them", "Officer"]
MOST_GROWTH = 100  # MB
PAGE = 2_500_000  # characters of HTML that list what is wrong


def rows_of(sheet: str, many: int) -> list[list]:
    row = {
        "Return": ["NI 9", "Title", "count", "higher", None, None, None, 5],
        "Actions": ACTION,
        "Risks": RISK,
        "Districts": ["NI 15", "Cherwell", 5],
        "Narrative": ["Outcomes", "An account."],
    }[sheet]
    return [row] * many


@pytest.mark.parametrize("sheet", ["Return", "Actions", "Risks", "Districts", "Narrative"])
def test_a_sheet_of_more_than_500_rows_is_told_by_its_number(sheet):
    book = workbook.read("safer.xlsx", with_rows(written(), sheet, rows_of(sheet, 4_990)))
    found = read_return(book, register())
    assert not found.accepted
    assert [one.message for one in found.problems if one.sheet == sheet] == [
        f"safer.xlsx, sheet {sheet}: found 4,990 rows below the headings. At most 500 are read, so nothing of this "
        "sheet was. Delete those that do not belong to the return."
    ]
    name = {"Return": "figures"}.get(sheet, sheet.lower())
    assert len(getattr(found, name)) == 0


@pytest.mark.parametrize(
    ("many", "accepted"), [pytest.param(500, True, id="the last that is read"), pytest.param(501, False, id="one more")]
)
def test_where_the_bound_lies(many, accepted):
    actions = [["NI 30", f"Light underpass {number}", "Officer", None, "open"] for number in range(many)]
    found = read_return(workbook.read("safer.xlsx", with_rows(written(), "Actions", actions)), register())
    assert (found.accepted, len(found.actions)) == (accepted, many if accepted else 0)


def test_formatted_and_blank_rows_between_are_no_rows():
    actions = [ACTION if number % 10 == 0 else [None, " "] for number in range(4_900)]
    found = read_return(workbook.read("safer.xlsx", with_rows(written(), "Actions", actions)), register())
    assert len(found.actions) == 490


def test_rows_of_an_officers_own_sheet_are_not_counted():
    book = workbook.read("safer.xlsx", with_rows(written(), "Guidance", [["a note"]] * 4_000))
    assert read_return(book, register()).accepted


@pytest.mark.parametrize(
    ("declarations", "sentence"),
    [
        pytest.param(20_000, hostile.DAMAGED, id="more than a sheet has columns"),
        pytest.param(16_384, None, id="as many as a sheet has"),
    ],
)
def test_columns_are_declared_at_most_once(declarations, sentence):
    columns = "".join(f'<col min="1" max="60" hidden="1" width="{9 + n / 7:.5f}"/>' for n in range(declarations))
    book = workbook.read("safer.xlsx", with_columns(written(), "Actions", columns))
    if sentence is None:
        assert isinstance(book, Workbook), book
        assert book.sheet("Actions").hidden_columns == tuple(range(1, 61))  # each once
    else:
        assert book == Unreadable("safer.xlsx", sentence)


def test_merged_areas_are_kept_as_far_as_something_stands_there():
    areas = ["A1:B1", "A3:B3", "Z1:AA1", "A4000:B4000", "G3:H99"]
    book = workbook.read("safer.xlsx", with_merges(written(), "Narrative", areas))
    assert book.sheet("Narrative").merged == ("A1:B1", "A3:B3")


def test_merged_areas_are_told_one_by_one_and_then_counted():
    areas = [f"A{row}:{letter}{row}" for row in range(4, 9) for letter in "BCDEFGHIJKLMNO"]
    found = messages(with_sheet(opened(), "Return", merged=tuple(areas * 2)))  # one that is there twice is one
    unmerge = "Unmerge them: each cell has to stand for itself."
    one_by_one = [
        f"safer.xlsx, sheet Return, cell {area.split(':')[0]}: found merged cells, {area}. {unmerge}"
        for area in areas[:20]
    ]
    counted = f"safer.xlsx, sheet Return: found 50 more areas of merged cells. {unmerge}"
    assert [said for _, said in found if "merged" in said] == [*one_by_one, counted]


def test_number_formats_are_counted():
    book = workbook.read("safer.xlsx", large_returns.in_formats(written(), "Guidance", 3_000))
    assert book == Unreadable(
        "safer.xlsx",
        "The cells of this workbook are in more than 2,000 number formats, far more than a return needs. Copy the "
        "filled-in cells into a fresh return workbook and send that.",
    )
    assert isinstance(workbook.read("safer.xlsx", large_returns.in_formats(written(), "Guidance", 1_500)), Workbook)


def test_the_problems_of_a_sheet_are_told_up_to_500_and_then_counted():
    wrong = [["NI 30", None, None, "soon", "halfway", None, "nobody known"]] * 400
    found = read_return(workbook.read("safer.xlsx", with_rows(written(), "Actions", wrong)), register())
    of_actions = [one for one in found.problems if one.sheet == "Actions"]
    assert len(of_actions) == 501
    assert of_actions[-1].severity == Severity.MUST_FIX
    assert of_actions[-1].message == (
        "safer.xlsx, sheet Actions: found 1,100 more things to fix or confirm. Put right what is told of this sheet "
        "first; the rest is told when the workbook is checked again."
    )


@pytest.mark.parametrize(
    ("many", "said"),
    [
        pytest.param(300, [], id="as many as are confirmed"),
        pytest.param(
            301,
            [
                "safer.xlsx: found 301 readings to confirm. At most 300 are confirmed with one return: correct those "
                "that can be corrected."
            ],
            id="one more",
        ),
    ],
)
def test_readings_are_confirmed_up_to_300_a_return(many, said):
    actions = [[*ACTION, None, f"A body {number} of no register"] for number in range(many)]
    found = read_return(workbook.read("safer.xlsx", with_rows(written(), "Actions", actions)), register())
    assert sum(one.severity == Severity.PLEASE_CONFIRM for one in found.problems) == many
    assert [one.message for one in found.problems if one.severity == Severity.MUST_FIX] == said


def all_at_once(base: bytes) -> bytes:
    """Wrong in as many places as every sheet has room for."""
    data = with_rows(base, "Actions", [["NI 15", None, None, "soon", "halfway", None, "nobody known"]] * 500)
    data = with_rows(data, "Risks", [["NI 15", None, "high", "high"]] * 500)
    data = with_rows(data, "Districts", [["NI 15", "Nowhere", "some"]] * 500)
    return with_rows(data, "Return", rows_of("Return", 500))


LARGE = {
    "4,990 actions and as many risks": lambda base: with_rows(
        with_rows(base, "Actions", [["NI 15", f"Action {n}", "Officer", None, "open"] for n in range(4_990)]),
        "Risks",
        [["NI 15", f"Risk {n}", 3, 3, "Lock them"] for n in range(4_990)],
    ),
    "500 actions and as many risks": lambda base: with_rows(
        with_rows(base, "Actions", [["NI 15", large_returns.pictures(900, n), "Officer", None] for n in range(500)]),
        "Risks",
        [["NI 15", large_returns.pictures(900, n), 3, 3] for n in range(500)],
    ),
    "250,000 declarations of columns": lambda base: with_columns(
        base,
        "Guidance",
        "".join(f'<col min="1" max="60" hidden="1" width="{9 + n * 7919 % 1e6 / 1e6:.6f}"/>' for n in range(250_000)),
    ),
    "everything wrong": all_at_once,
    "98,000 figures": lambda base: with_rows(
        base, "Guidance", [[(row * 61 + at) / 7 for at in range(60)] for row in range(1_640)], below=0
    ),
    "1.9 million characters of the widest": lambda base: with_rows(
        base,
        "Guidance",
        [[large_returns.pictures(19, row * 61 + at) for at in range(60)] for row in range(1_640)],
        below=0,
    ),
    "5,000 merged areas": lambda base: with_merges(
        base, "Return", [f"A{1 + n % 9}:O{9 + n % 9}" for n in range(4_999)]
    ),
    "2,000 number formats": lambda base: large_returns.in_formats(base, "Guidance", 1_990),
    "5,000 hidden rows": lambda base: large_returns.edited(
        with_rows(base, "Actions", [[None, None, None, None, None, None, None, "x"]] * 4_900),
        "Actions",
        lambda xml: xml.replace('<row r="', '<row hidden="1" r="'),
    ),
}


@pytest.fixture(scope="module")
def costs(few, tmp_path_factory) -> dict[str, dict]:
    """By name, what checking each large return and drawing its problems cost a server: MB at its peak, and the page."""
    out = tmp_path_factory.mktemp("costs") / "costs.json"
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-m", "tests.faults.test_return_bounds", str(few), str(out)],
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=900,
    )
    return json.loads(out.read_text())


@pytest.mark.parametrize("name", LARGE)
def test_what_an_upload_costs_the_server(costs, name):
    assert costs[name]["megabytes"] <= MOST_GROWTH
    assert costs[name]["page"] <= PAGE


def measure(few: str, out: str) -> None:
    from datetime import date

    from oxdash.documents import checked
    from oxdash.documents.preview import preview
    from oxdash.judging.position import load
    from oxdash.output import html
    from oxdash.submissions import check
    from oxdash.web.view import View

    position = load(Path(few), date(2010, 7, 22), by_hand=True)
    base = check.blank_return(position, "safer-communities", "2009-10 Q4")
    found = {}
    for name, made in LARGE.items():
        data = made(base)
        Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
        before = _status("VmRSS")
        one = check.check_return("return.xlsx", data, position)
        to_fix, to_confirm = one.to_fix, one.to_confirm
        page = [checked.to_fix(to_fix), checked.problem_table("To fix", to_fix, checked.FIX)]
        page += [checked.reading(number, problem) for number, problem in enumerate(to_confirm, start=1)]
        page += preview(one.seen, "Safer Communities", position.register) if one.accepted and one.seen else []
        found[name] = {"megabytes": _status("VmHWM") - before, "page": len(html.part(page, View().address))}
        del one, page, to_fix, to_confirm
    Path(out).write_text(json.dumps(found))


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


if __name__ == "__main__":
    measure(*sys.argv[1:])
