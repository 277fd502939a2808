"""What a partnership said stands until it says otherwise: the template carries it, and its loss is asked about.

The kind: a statement that falls away because nobody typed it again. What belongs to it and was tried: "Will it be
achieved?" no (blank, yes, and still no), year-end forecasts of the same year, open actions, risks, districts with
figures, sections of the narrative, a basis that outlives its text; a row emptied, all rows emptied, a sheet deleted, a
template of version 1 that nothing was carried into, a file placed in the folder by hand; the return before withdrawn or
older than the quarter before; targets that ended or went to another partnership, districts and priorities that the
register no longer has. What is not carried, as it is said of one quarter alone: actual, commentary, the reason for no
figure and the day it is expected on.
"""

import io
import shutil
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
import pandas as pd
import pytest

from oxdash.excel import workbook
from oxdash.returns import template
from oxdash.returns.read_return import read_return
from oxdash.returns.template import Filled
from oxdash.submissions.check import blank_return, carried_over, check_return
from tests import returning
from tests.conftest import loaded
from tests.workbooks import PARTNERSHIP, cell, register, with_sheet, without_sheet

THEN, NOW, AS_AT = "2009-10 Q2", "2009-10 Q3", date(2010, 1, 25)
FIGURES = {
    code: {"Actual": value, "Commentary": "As usual."}
    for code, value in {"NI 30": 15.5, "NI 15": 141, "NI 188": 3, "NI 195": 53.5, "L1": 1234.56}.items()
}
SAID = Filled(
    figures={code: cells for code, cells in FIGURES.items()}
    | {
        "NI 30": {"Actual": 15.5, "Will it be achieved?": "no", "Year-end forecast": 16},
        "NI 15": {"Actual": 90, "Will it be achieved?": "yes", "Year-end forecast": 188},
    },
    actions=[
        {"For": "NI 30", "Action": "Case meetings", "Owner": "Chief officer", "Due": date(2010, 3, 31)},
        {"For": "the partnership", "Action": "Meet each month", "With": "OSCA"},
        {"For": "NI 15", "Action": "Joint patrols", "State": "done"},
    ],
    risks=[
        {"Target": "NI 30", "Risk": "Posts are frozen", "Likelihood": 3, "Impact": 4},
        {"Target": "NI 99", "Risk": "Nobody is left to ask"},
        {"Target": "L1", "Risk": "The grant ends", "Mitigation": "A joint bid"},
    ],
    districts=[
        {"Target": "NI 15", "District": "Cherwell", "Actual": 40},
        {"Target": "NI 15", "District": "Oxford City", "Actual": 50},
        {"Target": "NI 188", "District": "Cherwell"},
    ],
    narrative=[
        {"Section": "Outcomes", "Text": "Five of six on track.", "Basis": "documented: schedule of July 2010"},
        {"Section": "Response", "Text": "More patrols.", "Basis": "illustrative"},
        {"Section": "Achievements", "Text": "A quiet year."},
    ],
    prepared_by="Performance officer",
)
BEFORE = "The return for Q2 2009/10"


def read(data, quarter_before=None, agreed=None):
    last = None if quarter_before is None else lambda *_: quarter_before
    return read_return(workbook.read("safer.xlsx", data), agreed or register(), last=last)


@pytest.fixture(scope="module")
def stands():
    found = read(template.write(register(), PARTNERSHIP, THEN, as_at=AS_AT, filled=SAID))
    assert [problem.severity for problem in found.problems if problem.severity == "must fix"] == []
    return found.stands


@pytest.fixture(scope="module")
def carried(stands):
    """The next template with this quarter's figures on it, and all that was carried over as it came."""
    given = Filled(figures=FIGURES, prepared_by="Performance officer")
    return template.write(register(), PARTNERSHIP, NOW, as_at=AS_AT, filled=given, **stands.for_template())


@cache
def as_read(data):
    return workbook.read("safer.xlsx", data)


def with_cells(data, cells):
    """The workbook as read, with cells changed, by sheet and address."""
    sheets = []
    for sheet in as_read(data).sheets:
        held = dict(sheet.cells)
        for address, value in cells.get(sheet.name, {}).items():
            one = cell("" if value is None else value, address)
            held.pop((one.row, one.column), None)
            if value is not None:
                held[one.row, one.column] = one
        sheets.append(replace(sheet, cells=held))
    return replace(as_read(data), sheets=tuple(sheets))


def read_again(data, cells, stands):
    return read_return(with_cells(data, cells), register(), last=lambda *_: stands)


def changed(data, cells):
    """The workbook with cells changed, by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, by_address in cells.items():
        for address, value in by_address.items():
            book[sheet][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_of(data, sheet, columns):
    cells = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    rows = [tuple(cells.cell(row, at).value for at in range(1, columns + 1)) for row in range(4, cells.max_row + 1)]
    return [row for row in rows if any(value is not None for value in row)]


OVERDUE = [
    # what the row of the action that was due on 31 March 2009 says now, whether its day is asked about, why
    ({}, False, "as it was carried over"),
    ({"B4": "Case meetings, each week"}, False, "in other words, and due on the same day"),
    ({"D4": date(2009, 6, 30)}, False, "due on another day, in the same words"),
    ({"B4": "A new one", "D4": date(2009, 6, 30)}, True, "in other words and on another day: it is a new one"),
    ({"A4": "NI 15"}, True, "for another target"),
]


@pytest.mark.parametrize(("cells", "asked", "why"), OVERDUE, ids=[case[-1] for case in OVERDUE])
def test_an_action_that_was_carried_over_may_be_overdue(carried, stands, cells, asked, why):
    due = pd.Timestamp(2009, 3, 31)
    held = stands.actions.assign(due=stands.actions.due.mask(stands.actions.action == "Case meetings", due))
    now = with_cells(carried, {"Actions": {"D4": date(2009, 3, 31)} | cells})
    found = read_return(now, register(), before=stands.figures, last=lambda *_: replace(stands, actions=held)).problems
    told = [one.message for one in found if one.column == "Due"]
    assert bool(told) == asked, told


def test_the_template_carries_what_stands(carried):
    assert [row[13] for row in table_of(carried, "Return", 14)] == ["no", "yes", None, None, None, None]
    assert table_of(carried, "Risks", 6) == [
        ("NI 30", "Posts are frozen", 3, 4, None, None),
        ("L1", "The grant ends", None, None, "A joint bid", None),
    ], "and none of a target whose life is over"
    assert table_of(carried, "Districts", 3) == [
        ("NI 15", "Cherwell", None),
        ("NI 15", "Oxford City", None),
        ("NI 188", "Cherwell", None),
    ]
    assert [row[:2] for row in table_of(carried, "Actions", 7)] == [
        ("NI 30", "Case meetings"),
        ("the partnership", "Meet each month"),
    ]
    assert table_of(carried, "Narrative", 3) == [
        ("Outcomes", "Five of six on track.", "documented: schedule of July 2010"),
        ("Partnership working", None, None),
        ("Response", "More patrols.", "illustrative"),
    ]


def test_of_the_districts_of_the_last_return_figures_alone_are_typed(carried):
    """Target and district are locked and grey, the figure yellow in the target's own places; new rows stay open."""
    sheet = openpyxl.load_workbook(io.BytesIO(carried))["Districts"]
    of_return = openpyxl.load_workbook(io.BytesIO(carried))["Return"]
    formats = {of_return.cell(row, 1).value: of_return.cell(row, 8).number_format for row in range(4, 9)}
    for row in (4, 5, 6):
        told, there, figure = sheet[row]
        assert (told.protection.locked, there.protection.locked, figure.protection.locked) == (True, True, False)
        assert told.fill.fgColor.rgb == there.fill.fgColor.rgb != figure.fill.fgColor.rgb
        assert figure.number_format == formats[told.value]
    assert [cell.protection.locked for cell in sheet[7]] == [False] * 3, "a row for another district"


def test_what_an_officer_typed_beside_them_is_in_open_rows(stands):
    typed = [
        {"Target": "NI 15", "District": "Cherwell", "Actual": 61},
        {"Target": "NI 195", "District": "Cherwell", "Actual": 5},
    ]
    made = template.write(
        register(), PARTNERSHIP, NOW, as_at=AS_AT, filled=Filled(districts=typed), **stands.for_template()
    )
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Districts"]
    assert [[cell.protection.locked for cell in sheet[row]] for row in (4, 5)] == [[True, True, False], [False] * 3]


def test_rows_left_as_they_came_say_nothing_and_come_again(carried, stands):
    """They are carried on, so that a yearly figure finds its row, and are asked about once, not ever after."""
    first = read_again(carried, {}, stands)
    assert first.districts.actual.isna().all() and len(first.districts) == 3
    again = template.write(
        register(),
        PARTNERSHIP,
        "2009-10 Q4",
        as_at=AS_AT,
        filled=Filled(figures=FIGURES),
        **first.stands.for_template(),
    )
    assert table_of(again, "Districts", 3) == table_of(carried, "Districts", 3)
    asked = [one.sheet for one in read(again, first.stands).problems]
    assert "Districts" not in asked


def test_without_districts_in_the_register_there_is_no_such_sheet_and_no_word_of_it(stands):
    agreed = register()
    agreed = replace(agreed, districts=agreed.districts.iloc[:0])
    made = template.write(agreed, PARTNERSHIP, NOW, as_at=AS_AT, filled=Filled(figures=FIGURES))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Cover", "Return", "Actions", "Risks", "Narrative", "Guidance", "Lists"]
    told = [cell.value for row in book["Guidance"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [line for line in told if "istrict" in line]
    assert not [one for one in read(made, agreed=agreed).problems if one.sheet == "Districts"]


DECLARED = (
    "sheet Return, cell N4, whether it will be achieved for NI 30: {} " + f"{BEFORE} declared that NI 30 will not be "
    "achieved: confirm that this no longer holds, or enter no."
)
FORECAST = (
    "sheet Return, cell M3, year-end forecast: found none for NI 30, NI 15. "
    f"{BEFORE} had them: confirm that no forecast is given now, or enter it."
)
DISTRICT = (
    "sheet Districts: found no figure of a district for NI 15. "
    f"{BEFORE} had 2: confirm that none is given now, or enter them."
)
ALWAYS = (FORECAST, DISTRICT)  # asked of the template as it came, as figures are not carried
CASES = [
    # what the officer changes, what is asked beside `ALWAYS`, why
    ({}, (), "all of it stands"),
    ({"Return": {"N4": None}}, (DECLARED.format("the cell is empty."),), "a declaration emptied"),
    ({"Return": {"N4": "yes"}}, (DECLARED.format('found "yes".'),), "a declaration taken back in words"),
    ({"Return": {"N5": None}}, (), "that it will be achieved changes no status"),
    ({"Return": {"N5": "no"}}, None, "a new declaration is not a lost one"),
    (
        {"Risks": {"A4": None, "B4": None, "C4": None, "D4": None}},
        (
            "sheet Risks: found no row for 1 of the 2 risks in the return for Q2 2009/10: NI 30 “Posts are frozen”. "
            "Confirm that it is gone, or enter it again.",
        ),
        "one risk emptied",
    ),
    (
        {"Risks": {f"{column}{row}": None for column in "ABCDEF" for row in (4, 5)}},
        (
            "sheet Risks: found none of the 2 risks in the return for Q2 2009/10: NI 30 “Posts are frozen”; L1 “The "
            "grant ends”. Confirm that they are gone, or enter them again.",
        ),
        "every risk emptied",
    ),
    ({"Risks": {"B4": "posts are  FROZEN."}}, (), "the same risk however typed"),
    (
        {"Actions": {"B4": "Weekly case meetings"}},
        (
            "sheet Actions: found no row for 1 of the 2 actions open in the return for Q2 2009/10: NI 30 “Case "
            "meetings”. Say what became of it: confirm, or enter it again with its state.",
        ),
        "an action reworded is another action",
    ),
    (
        {"Actions": {f"{column}{row}": None for column in "ABCDEFG" for row in (4, 5)}},
        (
            "sheet Actions: found none of the 2 actions open in the return for Q2 2009/10: NI 30 “Case meetings”; the "
            "partnership “Meet each month”. Say what became of them: confirm, or enter them again with their state.",
        ),
        "every action emptied",
    ),
    ({"Actions": {"E4": "dropped", "E5": "done"}}, (), "what became of the actions is said"),
    (
        {"Narrative": {"B4": None, "C4": None}},
        (
            f"sheet Narrative: found no text for Outcomes. {BEFORE} had one: confirm that nothing is said now, or "
            "enter it.",
        ),
        "a section emptied",
    ),
    (
        {"Narrative": {"B4": None, "B6": None}},
        (
            f"sheet Narrative: found no text for Outcomes, Response. {BEFORE} had one for each: confirm that nothing "
            "is said now, or enter it.",
        ),
        "the account emptied",
    ),
    (
        {"Narrative": {"B4": "Four of six on track."}},
        (
            'sheet Narrative, cell C4, basis of the text: found "documented: schedule of July 2010". The text is not '
            "that of the return for Q2 2009/10, and its basis still is: confirm that it is from there too, or correct "
            "it.",
        ),
        "a source outlives the text that was taken from it",
    ),
    ({"Narrative": {"B4": "Four of six on track.", "C4": None}}, (), "the text and its basis changed"),
    ({"Narrative": {"B6": "Fewer patrols."}}, (), "what was illustrative may well be so again"),
]


@pytest.mark.parametrize(("cells", "asked"), [pytest.param(*case[:-1], id=case[-1]) for case in CASES])
def test_what_no_longer_stands_is_asked_about(carried, stands, cells, asked):
    found = read_again(carried, cells, stands)
    begins = "safer.xlsx, "
    said = [one.message.removeprefix(begins) for one in found.problems]
    assert {one.severity for one in found.problems} == {"please confirm"}
    if asked is None:
        assert not [one for one in said if "declared" in one]
    else:
        assert sorted(said) == sorted([*ALWAYS, *asked])


def test_nothing_is_asked_where_figures_of_the_year_and_of_districts_are_given(carried, stands):
    cells = {"Return": {"M4": 16, "M5": 190}, "Districts": {"C4": 61, "C5": 80}}
    assert read_again(carried, cells, stands).problems == ()


def test_no_forecast_is_asked_for_in_another_year_or_once_the_year_is_over(stands):
    for quarter in ("2009-10 Q4", "2010-11 Q1"):
        made = template.write(register(), PARTNERSHIP, quarter, as_at=AS_AT, **stands.for_template())
        assert not [one for one in read(made, stands).problems if one.column == "Year-end forecast"], quarter


@pytest.mark.parametrize("sheet", ["Risks", "Districts"])
def test_a_sheet_that_may_be_left_out_is_missed_where_it_said_something(carried, stands, sheet):
    book = without_sheet(as_read(carried), sheet)
    found = read_return(book, register(), last=lambda *_: stands)
    assert [one.sheet for one in found.problems] == (
        ["Return", "Risks", "Districts"] if sheet == "Risks" else ["Return", "Districts"]
    )


def test_rows_that_were_refused_are_not_called_missing(carried, stands):
    found = read_again(carried, {"Risks": {"A4": "NI 6"}, "Actions": {"D4": "soon"}}, stands)
    assert [one.sheet for one in found.problems if one.severity == "must fix"] == ["Actions", "Risks"]
    assert not [one for one in found.problems if "no row" in one.message]


def test_a_cell_that_cannot_be_read_is_not_a_statement_taken_back(carried, stands):
    book = with_cells(carried, {"Return": {"N4": "perhaps"}})
    found = [one.severity for one in read_return(book, register(), last=lambda *_: stands).problems if one.cell == "N4"]
    assert found == ["must fix"]
    merged = with_sheet(with_cells(carried, {"Return": {"N4": None}}), "Return", merged=("N4:N5",))
    found = read_return(merged, register(), last=lambda *_: stands).problems
    assert not [one for one in found if one.cell == "N4" and one.severity == "please confirm"]


def test_a_stale_template_of_version_1_is_asked_about_too(stands):
    """Nothing was carried into it: its risks would be gone without a word."""
    path = returning.SHIPPED.parent / "tests" / "data" / "return_version_1_sparse.xlsx"
    last = replace(stands, quarter="2009-10 Q3")
    found = read_return(workbook.read("stale.xlsx", path.read_bytes()), register(), last=lambda *_: last)
    assert found.cover.template_version == "1" and found.accepted
    asked = [one.message for one in found.problems if "Q3 2009/10" in one.message]
    assert [one.split(": ")[1].split(".")[0] for one in asked] == [
        "the cell is empty",
        "found none of the 2 actions open in the return for Q3 2009/10",
        "found none of the 2 risks in the return for Q3 2009/10",
        "found no figure of a district for NI 15",
        "found no text for Outcomes, Response",
    ]


def test_of_the_newest_readable_return_not_of_an_older_one(tmp_path):
    """An emptied sheet is not filled again from before it was emptied; a withdrawn return says nothing."""
    position = returning.now_on_file(returning.folder(tmp_path))
    code = "spatial-planning"
    last = carried_over(position, code, "2009-10 Q4")
    assert last.quarter == "2009-10 Q3" and len(last.risks) == 4
    later = position.returns.copy()
    later.loc[(later.partnership == code) & (later.quarter == "2009-10 Q3"), "state"] = "withdrawn"
    assert carried_over(replace(position, returns=later), code, "2009-10 Q4") is None
    empty = replace(position, risks=position.risks.iloc[:0])
    assert table_of(blank_return(empty, code, "2009-10 Q4"), "Risks", 6) == []


def test_a_partnerships_first_return_carries_nothing(tmp_path):
    position = returning.now_on_file(returning.folder(tmp_path))
    assert carried_over(position, "spatial-planning", "2009-10 Q3") is None


def test_untouched_risks_stay_and_emptied_ones_are_asked_about_on_the_way_in(tmp_path):
    position = returning.now_on_file(returning.folder(tmp_path))
    blank = blank_return(position, returning.OTHER, returning.QUARTER)
    assert len(table_of(blank, "Risks", 6)) == 4
    kept = check_return("spip.xlsx", returning.filled(blank), position)
    assert len(kept.contents.risks) == 4 and not [one for one in kept.problems if one.sheet == "Risks"]
    emptied = changed(
        returning.filled(blank), {"Risks": {f"{at}{row}": None for at in "ABCDEF" for row in range(4, 8)}}
    )
    [asked] = [one for one in check_return("spip.xlsx", emptied, position).problems if one.sheet == "Risks"]
    assert asked.severity == "please confirm"
    assert asked.message.startswith(
        "spip.xlsx, sheet Risks: found none of the 4 risks in the return for Q3 2009/10: NI 154 "
    )


def test_a_file_placed_by_hand_has_to_pass_this_check_too(tmp_path):
    data = returning.folder(tmp_path)
    position = returning.now_on_file(data)
    last = carried_over(position, returning.OTHER, returning.QUARTER)
    rows = {code: {"If no figure, why": "not yet published"} for code in last.figures.target}
    whole = template.write(
        position.register,
        returning.OTHER,
        returning.QUARTER,
        as_at=position.as_at,
        before=position.judged[position.judged.quarter == last.quarter],
        filled=Filled(figures=rows, prepared_by="Officer"),
        **last.for_template(),
    )
    place = data / "quarterly" / "2009-10-Q4" / f"{returning.OTHER}.xlsx"
    asked = [one.message for one in check_return("x.xlsx", whole, position).problems]
    place.write_bytes(whole)
    row = (
        loaded(data, returning.NOW.date(), by_hand=True)
        .returns.set_index(["partnership", "quarter"])
        .loc[(returning.OTHER, returning.QUARTER)]
    )
    assert (row.state == "placed by hand") == (asked == [])
    emptied = changed(whole, {"Risks": {f"{at}{line}": None for at in "ABCDEF" for line in range(4, 8)}})
    place.write_bytes(emptied)
    found = loaded(data, returning.NOW.date(), by_hand=True)
    row = found.returns.set_index(["partnership", "quarter"]).loc[(returning.OTHER, returning.QUARTER)]
    assert row.state == "not received"
    assert any("none of the 4 risks" in one.message for one in found.problems)
    shutil.rmtree(data)
