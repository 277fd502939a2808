"""What no source gives is said by the register, does not contradict itself, and is told wherever it is shown.

The kind: an invented fact that passes for a published one because the row it stands in has a source. Tried: every sheet
of the register, names of columns however typed, columns that the sheet does not have, all and some, rows that are
documented and rows that are not, registers that know nothing of the column; pages, papers, workbook and open data.
"""

# ruff: noqa: E501  (the table of cases keeps a message in one piece, to be read as the keeper reads it)

import io
import json
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from oxdash.documents import papers
from oxdash.documents.blocks import Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.excel.cells import Cell, Holds
from oxdash.output import excel, freeze, open_data
from oxdash.register import from_workbook, sources
from oxdash.register.columns import SHEETS
from tests import drawn
from tests.unit.test_register import council, opened, read, sound, told

FIELDS = "Illustrative fields"


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_may_say_what_is_illustrative(sheet):
    tables = council() | sound()
    others = SHEETS[sheet].columns[1:]
    heading = next((column.heading for column in others if column.filled), others[0].heading)
    tables[sheet][0] |= {FIELDS: f" {heading.upper()} ;", "Basis": "documented: minutes"}
    register = read(tables)
    assert register.problems == ()
    table = getattr(register, sheet.lower().replace(" ", "_"))
    assert table.illustrative_fields.iloc[0] == heading


READ = [
    # what stands there, what is kept, why
    pytest.param("Owner; Baseline", "Owner; Baseline", id="two columns"),
    pytest.param("owner,  BASELINE,", "Owner; Baseline", id="by commas, in any case"),
    pytest.param("Owner\nBaseline\n", "Owner; Baseline", id="a line each"),
    pytest.param("Owner; owner", "Owner", id="one twice"),
    pytest.param("Contributing partnerships", "Contributing partnerships", id="an optional column that stands there"),
]


@pytest.mark.parametrize(("typed", "fields"), READ)
def test_names_of_columns_however_typed(typed, fields):
    tables = sound()
    tables["Targets"][0] |= {FIELDS: typed, "Basis": "documented: seed 004"}
    register = read(tables)
    assert register.problems == ()
    assert register.targets.illustrative_fields.iloc[0] == fields


def test_all_of_it_in_any_case():
    tables = sound()
    tables["Targets"][0][FIELDS] = " ALL "
    assert read(tables).problems == ()
    assert read(tables).targets.illustrative_fields.iloc[0] == "all"


WRONG = [
    # basis, fields, the message after "register.xlsx, sheet Targets, cell AC2, illustrative fields for NI 30: "
    pytest.param(
        "documented: 004",
        "Ownner",
        'found "Ownner". Use names of columns of this sheet, separated by semicolons, or all.',
        id="no such column",
    ),
    pytest.param(
        "documented: 004",
        "all; Owner",
        'found "all; Owner". Use names of columns of this sheet, separated by semicolons, or all.',
        id="all and some",
    ),
    pytest.param(
        "documented: 004",
        "Basis",
        'found "Basis". Use names of columns of this sheet, separated by semicolons, or all.',
        id="what says it",
    ),
    pytest.param(
        "documented: 004",
        1,
        'found "1". Use names of columns of this sheet, separated by semicolons, or all.',
        id="a number",
    ),
    pytest.param(
        "documented: 004",
        "all",
        'found "all". Its basis is documented. Name the columns that its source does not give, or correct the basis.',
        id="documented, and nothing of it",
    ),
    pytest.param(
        "illustrative",
        "Owner",
        'found "Owner". Its basis is illustrative as a whole. Enter all, or name the source in the column Basis.',
        id="illustrative, and only in part",
    ),
]


@pytest.mark.parametrize(("basis", "fields", "message"), WRONG)
def test_what_contradicts_itself(basis, fields, message):
    tables = sound()
    tables["Targets"][0] |= {FIELDS: fields, "Basis": basis}
    assert told(tables) == [f"register.xlsx, sheet Targets, cell AC2, illustrative fields for NI 30: {message}"]
    assert not read(tables).sound


def test_every_column_by_name_is_all_of_them():
    tables = sound()
    every = "; ".join(
        column.heading for column in SHEETS["Districts"].columns if column.heading not in ("Basis", FIELDS)
    )
    tables["Districts"][0] |= {FIELDS: every, "Basis": "documented: a map"}
    assert told(tables) == [
        f'register.xlsx, sheet Districts, cell E2, illustrative fields for cherwell: found "{every}". Its basis is documented. '
        "Name the columns that its source does not give, or correct the basis."
    ]


def test_a_column_that_does_not_stand_on_this_sheet():
    tables = sound()
    tables["Targets"][0] |= {FIELDS: "Supplied by", "Basis": "documented: seed 004"}
    book = opened(tables)
    targets = next(sheet for sheet in book.sheets if sheet.name == "Targets")
    for key in [key for key, cell in targets.cells.items() if cell.value == "Supplied by" and key[0] == 1]:
        del targets.cells[key]
    assert [problem.message for problem in from_workbook(book, "").problems] == [
        'register.xlsx, sheet Targets, cell AC2, illustrative fields for NI 30: found "Supplied by". '
        "The sheet has no column Supplied by. Name columns that stand on it."
    ]


def test_a_basis_that_says_so_without_naming_it_is_asked():
    tables = sound()
    tables["Targets"][0]["Basis"] = "documented: seed 004 for code and lead; figures illustrative"
    assert told(tables) == [
        'register.xlsx, sheet Targets, cell AB2, basis for NI 30: found "documented: seed 004 for code and lead; figures '
        'illustrative". Name in the column Illustrative fields what is illustrative.'
    ]
    assert read(tables).sound


def test_a_register_that_does_not_know_the_column_is_asked_nothing():
    tables = sound()
    tables["Targets"][0]["Basis"] = "documented: seed 004 for code and lead; figures illustrative"
    book = opened(tables)
    targets = next(sheet for sheet in book.sheets if sheet.name == "Targets")
    for key in [key for key, cell in targets.cells.items() if cell.value == FIELDS]:
        del targets.cells[key]
    register = from_workbook(book, "")
    assert register.problems == ()
    assert sources.any_illustrative(register.targets)


def rows(*said: tuple[str | None, str | None, str | None]) -> pd.DataFrame:
    """Delivery groups by lead officer, basis and illustrative fields."""
    return pd.DataFrame(said, columns=["lead_officer", "basis", "illustrative_fields"], dtype="str")


NOTED = [
    # rows, marks, note
    pytest.param(rows(("A", "documented: x", None)), [""], None, id="all of it has a source"),
    pytest.param(
        rows(("A", "documented: x", "Lead officer"), ("B", "documented: x", "Name; Lead officer")), ["", ""],
        "Illustrative, in no source: who leads it.", id="in every row: said once"),
    pytest.param(
        rows(("A", "documented: x", "Lead officer"), ("B", "documented: x", None)), [" (illustrative)", ""],
        "What is marked (illustrative) is in no source.", id="in some rows: marked"),
    pytest.param(
        rows(("A", "illustrative", None), ("B", "illustrative: made up", "all")), ["", ""],
        "Illustrative, in no source: who leads it.", id="the whole row, by its basis or by all"),
    pytest.param(
        rows(("A", "documented: x", "Lead officer"), (None, "documented: x", None)), ["", ""],
        "Illustrative, in no source: who leads it.", id="a blank cell says nothing"),
    pytest.param(rows((None, "documented: x", "Lead officer")), [""], None, id="nothing there to be illustrative"),
    pytest.param(rows(), [], None, id="no row"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "marks", "note"), NOTED)
def test_said_once_or_marked(found, marks, note):
    assert sources.marks(found, "Lead officer") == marks
    assert sources.note((found, {"Lead officer": "who leads it"})) == note


def test_whole_columns_and_marks_in_one_note():
    whole = rows(("A", "documented: x", "Lead officer"))
    mixed = rows(("A", "documented: x", "Lead officer"), ("B", "documented: x", None))
    assert sources.note((whole, {"Lead officer": "who leads it"}), (mixed, {"Lead officer": "who leads that"})) == (
        "Illustrative, in no source: who leads it. So is what is marked (illustrative)."
    )


def test_what_a_note_says_is_marked_is_marked_where_it_is_shown():
    rows = pd.DataFrame(
        {
            "lead_officer": ["Head of Housing", "Lead officer", None],
            "basis": ["documented: a review"] * 3,
            "illustrative_fields": [None, "Lead officer", "Lead officer"],
        },
        index=["a", "b", "c"],
    )
    marked = sources.marked(rows, "lead_officer", "Lead officer")
    assert marked.fillna("").to_dict() == {"a": "Head of Housing", "b": "Lead officer (illustrative)", "c": ""}
    assert (
        sources.note((rows, {"Lead officer": "the lead officer"})) == "What is marked (illustrative) is in no source."
    )


def test_the_page_of_a_target_names_what_no_source_gives(shipped):
    page = drawn.of_target(shipped, "NI 154", quarter=shipped.newest)
    said = " ".join(str(page.rest).split())
    assert "Illustrative, in no source" in said
    assert "Kind, Priorities, Unit, Decimal places, Measure, Frequency, Baseline" in said
    assert "All of it" in str(drawn.of_target(shipped, "L1", quarter=shipped.newest).rest)


NOTES = [
    "Illustrative, in no source: the names of the priorities and which target serves which priority.",
    "Illustrative, in no source: when a chairmanship was reviewed and when governance was audited.",
    "What is marked (illustrative) is in no source.",
    "Lead officer, Oxfordshire Economic Partnership (illustrative)",
]


@pytest.mark.parametrize("note", NOTES)
def test_who_answers_for_what_says_it_on_screen_and_on_paper(shipped, note):
    page = drawn.answers(shipped)
    at = Standing(shipped, Edition(shipped.newest))
    outline = papers.outline(papers.Kind.ANSWERS, at, None)
    tables = [block for block in outline.blocks if isinstance(block, Table)]
    cells = [str(cell) for table in tables for column in table.columns for cell in column.cells]
    assert note in page
    assert note in repr(outline) or note in cells


def test_the_reward_and_what_cannot_be_judged_say_it(shipped):
    at = Standing(shipped, Edition(shipped.newest))
    assert (
        "Illustrative, in no source: performance without the agreement, the stretched targets, the threshold, weights "
        "and shares of the grant."
    ) in repr(papers.outline(papers.Kind.REWARD, at, None))
    assert "Illustrative, in no source: who answers for a target." in repr(papers.outline(papers.Kind.BOARD, at, None))


def test_workbook_open_data_and_kept_tables_name_the_columns(shipped):
    edition = Edition(shipped.newest)
    book = openpyxl.load_workbook(io.BytesIO(excel.write(shipped, edition)), read_only=True)
    for sheet in ("Targets", "Figures", "Values agreed"):
        assert any(FIELDS in row for row in book[sheet].iter_rows(max_row=12, values_only=True)), sheet
    told_ = json.loads(open_data.position_json(shipped, edition))
    fields = {row["target"]: row["illustrative_fields"] for row in told_["targets"]}
    assert fields["L1"] == "all"
    assert "Owner" in fields["NI 154"].split("; ")
    again, _ = freeze.thaw(freeze.freeze(shipped, edition))
    for name in ("targets", "partnerships", "members", "meetings", "delivery_groups", "rules", "milestones", "stretch"):
        before, after = getattr(shipped.register, name), getattr(again.register, name)
        assert after.illustrative_fields.dropna().tolist() == before.illustrative_fields.dropna().tolist()[: len(after)]


DAYS = [
    # what stands in Agreed on, what it is read as, what is asked
    pytest.param(
        datetime(2009, 6, 29, 23),
        date(2009, 6, 30),
        'found "29 June 2009 23:00". It holds a time of day, 23:00: is it 30 June 2009? Enter the day alone.',
        id="a local midnight in summer",
    ),
    pytest.param(
        datetime(2009, 6, 29, 1),
        date(2009, 6, 29),
        'found "29 June 2009 01:00". It holds a time of day, 01:00: is it 29 June 2009? Enter the day alone.',
        id="one east of Greenwich",
    ),
    pytest.param(datetime(2009, 6, 29), date(2009, 6, 29), None, id="a day"),
]


@pytest.mark.parametrize(("stands", "day", "asked"), DAYS)
def test_a_day_with_hours_is_asked_for(stands, day, asked):
    tables = sound()
    tables["Milestones"][0]["Agreed on"] = Cell("G2", 2, 7, Holds.DATE, stands)
    message = [f"register.xlsx, sheet Milestones, cell G2, agreed on for NI 30: {asked}"] if asked else []
    assert told(tables) == message
    register = read(tables)
    assert register.sound
    assert register.milestones.agreed_on.iloc[0] == pd.Timestamp(day)


def meeting(**changed) -> dict[str, list[dict]]:
    tables = sound()
    tables["Meetings"][0] |= changed
    return tables


MEETINGS = [
    # what is changed, the message after "register.xlsx, sheet Meetings, cell "
    pytest.param(
        {"Body": "Scrutiny Committee"},
        'D2, returns due for Scrutiny Committee: found "5 May 2010". No partnership reports to it, and it has no members here: no return is due by its meeting. Correct the name, or clear the cell.',
        id="a body nobody reports to",
    ),
    pytest.param(
        {"Quarter": "2015-16 Q1", "Date": date(2015, 9, 1), "Papers due": None, "Returns due": None},
        'E2, quarter for Public Service Board: found "2015-16 Q1". No target is alive in it. Check the quarter that the meeting looks at.',
        id="a quarter after the agreement",
    ),
    pytest.param(
        {"Date": date(2009, 12, 1), "Papers due": None, "Returns due": None},
        'B2, date for Public Service Board: found "1 December 2009". Q4 2009/10 begins on 1 January 2010: another day, or another quarter?',
        id="before the quarter began",
    ),
    pytest.param(
        {"Returns due": date(2010, 3, 31)},
        'D2, returns due for Public Service Board: found "31 March 2010". Q4 2009/10 is not over until 31 March 2010: another day?',
        id="before the quarter is over",
    ),
]


@pytest.mark.parametrize(("changed", "message"), MEETINGS)
def test_a_meeting_that_no_return_could_be_for(changed, message):
    tables = meeting(**changed)
    assert told(tables) == [f"register.xlsx, sheet Meetings, cell {message}"]
    assert read(tables).sound


@pytest.mark.parametrize(
    ("changed", "body"),
    [
        pytest.param({"Body": "PSB"}, "Public Service Board", id="a board by its letters"),
        pytest.param({"Body": "oscp"}, "safer-communities", id="a partnership by what it is also known as"),
        pytest.param({"Body": "Scrutiny Committee", "Returns due": None}, "Scrutiny Committee", id="a body of its own"),
    ],
)
def test_a_meetings_body_is_the_registers(changed, body):
    register = read(meeting(**changed))
    assert register.problems == ()
    assert register.meetings.body.tolist() == [body]


def test_one_meeting_on_two_rows_is_asked():
    tables = meeting()
    tables["Meetings"].append(tables["Meetings"][0] | {"Body": "Public Service Board"})
    assert told(tables) == [
        'register.xlsx, sheet Meetings, cell B3, date for Public Service Board: found "1 July 2010". '
        "It stands on row 2 already. Keep one row."
    ]


def test_what_is_to_be_looked_at_in_the_register_is_shown(shipped):
    """A problem that keeps nothing from being judged would otherwise be nobody's."""
    tables = meeting(Body="Scrutiny Committee")
    asked = read(tables).problems
    position = replace(shipped, register=replace(shipped.register, problems=asked))
    page = drawn.answers(position)
    assert "To look at in the register" in page
    assert "No partnership reports to it" in page
    assert "To look at in the register" not in drawn.answers(shipped)
