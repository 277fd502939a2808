"""The register is read cell by cell, checks itself, and says everything that is wrong at once."""

# ruff: noqa: E501  (the table of cases keeps a message in one piece, to be read as the officer reads it)

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.demo.register_workbook import register_bytes, table_of, write_register
from oxdash.excel.cells import Cell, Holds, Sheet, Unreadable, Workbook, address
from oxdash.register import Register, from_workbook, read_register
from oxdash.register.cells import normal_code
from oxdash.register.columns import SHEETS
from oxdash.vocabulary.tables import settle

SIGNED, REFRESHED = date(2008, 6, 30), date(2009, 3, 31)


def sound() -> dict[str, list[dict]]:
    """A small register without a fault: rows by heading, sheet by sheet."""
    target = {
        "Title": "Re-offending",
        "Agreement": "LAA2 2008-11",
        "Kind": "designated",
        "Partnership": "safer-communities",
        "Contributing partnerships": "childrens-trust",
        "Delivery group": "tbg-ppo",
        "Priorities": "communities; inequalities",
        "Unit": "per cent",
        "Decimal places": 1,
        "Better": "lower",
        "Measure": "snapshot",
        "Frequency": "quarterly",
        "Baseline": 20.5,
        "Baseline period": "2007/08",
        "Owner": "Assistant Chief Probation Officer",
        "First quarter": "2008-09 Q1",
        "Last quarter": "2010-11 Q4",
        "Within local control": "yes",
        "Data source": "JTrack",
        "Definition": "Convictions",
        "Definition changed from": None,
        "Tolerance override": None,
        "Supplied by": None,
        "Basis": "illustrative",
    }
    agreed = {"Kind": "milestone", "Agreed on": SIGNED, "Agreed by": "GOSE", "Reason": None, "Floor": None}
    partnership = {"Chair": "Rotates", "Lead officer": None, "Reports to": "Public Service Board", "Statutory": "yes"}
    return {
        "Partnerships": [
            {
                "Code": "safer-communities",
                "Name": "Safer Communities Partnership",
                "Also known as": "OSCP",
                **partnership,
            },
            {"Code": "childrens-trust", "Name": "Children's Trust", "Also known as": None, **partnership},
        ],
        "Members": [
            {
                "Body": "PSB",
                "Sector": "Police",
                "Post": "Area Commander",
                "Places": 1,
                "Role": "member",
                "Basis": "seed 004",
            }
        ],
        "Delivery groups": [
            {"Code": "tbg-ppo", "Name": "PPO", "Partnership": "safer-communities"},
            {"Code": "performance", "Name": "Performance", "Partnership": "childrens-trust"},
        ],
        "Priorities": [
            {"Code": "communities", "Name": "Healthy and thriving communities"},
            {"Code": "inequalities", "Name": "Tackling inequalities"},
        ],
        "Districts": [{"Code": "cherwell", "Name": "Cherwell"}],
        "Targets": [
            {"Code": "NI 030", **target},
            {"Code": "NI 015", **target, "Unit": "offences", "Measure": "cumulative in year"},
            {"Code": "L1", **target, "Better": "within range"},
        ],
        "Milestones": [
            {"Target": "LAA 30", "Quarter": "2009-10 Q3", "Value": 18.0, "Upper value": None, **agreed},
            {"Target": "NI 15", "Quarter": "2009-10 Q1", "Value": 100, "Upper value": None, **agreed},
            {"Target": "NI 15", "Quarter": "2009-10 Q2", "Value": 210, "Upper value": None, **agreed},
            {"Target": "L1", "Quarter": "2009-10 Q4", "Value": 52, "Upper value": 55, **agreed, "Kind": "year end"},
        ],
        "Stretch": [
            {
                "Target": "NI 30",
                "Sub-target": part,
                "Figure of": of,
                "Weight": weight,
                "Base": 20,
                "Stretched target": 15,
            }
            | {"Threshold": 0.6, "Grant share": 1000000}
            for part, of, weight in (("a", None, 0.7), ("b", "NI 015", 0.3))
        ],
        "Meetings": [
            {"Body": "Public Service Board", "Date": date(2010, 7, 1), "Papers due": date(2010, 6, 22)}
            | {"Returns due": date(2010, 5, 5), "Quarter": "2009-10 Q4"}
        ],
        "Rules": [
            {"From quarter": "2008-09 Q1", "Tolerance basis": "none", "Tolerance": None}
            | {"Within tolerance counts as": "off track"}
        ],
    }


def council(**said: str) -> dict[str, list[dict]]:
    """The sheets of the second edition for `sound`: what is said of itself, its agreements, its bodies."""
    about = {
        "Area": "Marshire",
        "Agreement called": "Plan",
        "Targets called": "plan targets",
        "Reported to": "psb",
        "Codes also written": "LAA = NI",
    } | said
    return {
        "About": [{"Name": name, "Value": value} for name, value in about.items()],
        "Agreements": [
            {
                "Code": "LAA2 2008-11",
                "Name": "Plan 2008-11",
                "First quarter": "2008-09 Q1",
                "Last quarter": "2010-11 Q4",
            }
            | {"Counted": "yes", "Counted kinds": "designated; local"}
        ],
        "Grants": [
            {"Grant": "Area Based Grant", "Year": "2009-10", "Amount": 1000, "Agreed by": "PSB", "Agreed on": SIGNED}
        ],
        "Allocations": [
            {
                "Grant": "Area Based Grant",
                "Year": "2009-10",
                "Target or body": "NI 30",
                "Amount": 500,
                "Agreed on": SIGNED,
            }
        ],
        "Comparator groups": [
            {"Code": "neighbours", "Name": "Nearest neighbours", "Kind": "nearest neighbours", "Average": "England"}
        ],
        "Areas compared": [
            {"Area": "Northshire", "Also known as": "N1", "Groups": "neighbours"},
            {"Area": "Marshire", "Groups": "neighbours", "Ours": "yes"},
            {"Area": "Upper Marsh", "Groups": None, "Part of": "Marshire"},
        ],
        "Indicators compared": [{"Target": "NI 30", "Indicator": "Re-offending rate", "Definition": "same"}],
        "Bodies": [
            {
                "Code": "psb",
                "Name": "Public Service Board",
                "Also known as": "PSB",
                "Kind": "board",
                "Reports to": "opb",
            },
            {"Code": "opb", "Name": "Partnership Board", "Kind": "board", "Chair since": date(2009, 5, 1)},
        ],
    }


def opened(tables: dict[str, list[dict]]) -> Workbook:
    """The tables as an opened workbook: a heading row with every column of the sheet, then the rows."""
    kinds = {str: Holds.TEXT, int: Holds.NUMBER, float: Holds.NUMBER, bool: Holds.BOOLEAN, date: Holds.DATE}
    sheets = []
    for name, rows in tables.items():
        heads = [column.heading for column in SHEETS[name].columns]
        lines = [heads, *([row.get(head) for head in heads] for row in rows)]
        cells = {
            (r, c): value if isinstance(value, Cell) else Cell(address(r, c), r, c, kinds[type(value)], value)
            for r, line in enumerate(lines, start=1)
            for c, value in enumerate(line, start=1)
            if value is not None
        }
        sheets.append(Sheet(name, cells))
    return Workbook("register.xlsx", tuple(sheets))


def told(tables: dict[str, list[dict]]) -> list[str]:
    return [problem.message for problem in from_workbook(opened(tables), "0" * 64).problems]


def read(tables: dict[str, list[dict]]) -> Register:
    return from_workbook(opened(tables), "0" * 64)


ONE_WRONG = [
    # sheet, row, heading, what stands there, the whole message, why
    ("Targets", 0, "Partnership", "safer", 'Targets, cell E2, partnership for NI 30: found "safer". '
     "Use one of the codes on sheet Partnerships.", "a lead that is none of the partnerships"),
    ("Targets", 0, "Partnership", None, "Targets, cell E2, partnership for NI 30: the cell is empty. Fill it in.", "no lead"),
    ("Targets", 0, "Partnership", "safer-communities; childrens-trust", "Targets, cell E2, partnership for NI 30: found "
     '"safer-communities; childrens-trust". Give one only: a target has one accountable lead.', "two leads in a cell"),
    ("Targets", 0, "Priorities", "communities; wealth", 'Targets, cell H2, priorities for NI 30: found "communities; wealth". '
     "Use one or more of the codes on sheet Priorities, separated by semicolons.", "one of two priorities unknown"),
    ("Targets", 0, "Delivery group", "tbg", 'Targets, cell G2, delivery group for NI 30: found "tbg". '
     "Use one of the codes on sheet Delivery groups.", "unknown delivery group"),
    ("Targets", 0, "Delivery group", "performance", 'Targets, cell G2, delivery group for NI 30: found "performance". '
     "It belongs to childrens-trust. Check that it works for safer-communities too.", "another partnership's group"),
    ("Targets", 0, "Unit", "%", 'Targets, cell I2, unit for NI 30: found "%". Use the word per cent.', "a unit's other name"),
    ("Targets", 0, "Decimal places", 1.5, 'Targets, cell J2, decimal places for NI 30: found "1.5". '
     "Enter a whole number from 0 to 6.", "half a decimal place"),
    ("Targets", 0, "Better", "down", 'Targets, cell K2, better for NI 30: found "down". '
     "Use one of higher, lower, within range.", "a direction in other words"),
    ("Targets", 0, "Baseline", "20.5 (2007)", 'Targets, cell N2, baseline for NI 30: found "20.5 (2007)". '
     "Enter a number such as 12.5.", "a number with its period in the cell"),
    ("Targets", 0, "Baseline", Cell("N2", 2, 14, Holds.NUMBER, 0.205, "0.0%"), "Targets, cell N2, baseline for NI 30: found "
     '"0.205". Format the cell as a plain number and enter it in the target\'s unit: 45, not 0.45 shown as 45%.',
     "shown as 20.5%, kept as 0.205"),
    ("Targets", 0, "First quarter", "Q3 2009", 'Targets, cell Q2, first quarter for NI 30: found "Q3 2009". '
     "A year begins in April: correct Year begins in on sheet About, or enter a quarter such as 2009-10 Q3.", "a quarter of no financial year"),
    ("Targets", 2, "Last quarter", "2008-09 Q1", 'Milestones, cell B5, quarter for L1: found "2009-10 Q4". '
     "Its life is Q1 2008/09 to Q1 2008/09: use a quarter in it.", "a milestone after the end of its target's life"),
    ("Targets", 0, "Within local control", "partly", 'Targets, cell S2, within local control for NI 30: found "partly". '
     "Enter yes or no.", "neither yes nor no"),
    ("Targets", 0, "Tolerance override", 5, 'Targets, cell W2, tolerance override for NI 30: found "5". '
     "Enter it as text: 5%, 2 points, floor or none.", "five of what"),
    ("Milestones", 0, "Target", "NI 300", 'Milestones, cell A2, target: found "NI 300". '
     "Use one of the codes on sheet Targets.", "a milestone for an unknown target"),
    ("Milestones", 0, "Quarter", "2011-12 Q1", 'Milestones, cell B2, quarter for NI 30: found "2011-12 Q1". '
     "Its life is Q1 2008/09 to Q4 2010/11: use a quarter in it.", "out of the target's life"),
    ("Milestones", 0, "Value", "tbc", 'Milestones, cell C2, value for NI 30: found "tbc". Enter a number such as 12.5.',
     "not a number"),
    ("Milestones", 0, "Value", None, "Milestones, cell C2, value for NI 30: the cell is empty. Fill it in.", "no value"),
    ("Milestones", 0, "Agreed on", None, "Milestones, cell G2, agreed on for NI 30: the cell is empty. Fill it in.", "no date"),
    ("Milestones", 0, "Agreed on", "30 June 2008", 'Milestones, cell G2, agreed on for NI 30: found "30 June 2008". '
     "Enter a date such as 22 July 2010, as an Excel date.", "a date typed as text"),
    ("Milestones", 2, "Value", 90, 'Milestones, cell C4, value for NI 15: found "90". '
     "A cumulative milestone cannot fall in a year: Q1 2009/10 has 100.", "cumulative and falling"),
    ("Milestones", 3, "Upper value", None, "Milestones, cell D5, upper value for L1: the cell is empty. "
     "Enter the upper value: the target is within range.", "half a range"),
    ("Milestones", 3, "Upper value", 51, 'Milestones, cell D5, upper value for L1: found "51". '
     "Enter 52 or more, the lower value.", "a range upside down"),
    ("Milestones", 0, "Upper value", 20, 'Milestones, cell D2, upper value for NI 30: found "20". '
     "Clear the cell: the target is not within range.", "a range where there is none"),
    ("Milestones", 0, "Kind", "year end", 'Milestones, cell F2, kind for NI 30: found "year end". '
     "Use milestone or interim proxy: a year ends with Q4.", "a year that ends at Q3"),
    ("Stretch", 1, "Weight", 0.4, 'Stretch, cell D3, weight for NI 30: found "0.4". '
     "The weights of NI 30 sum to 1.1: make them 1.", "weights over 1"),
    ("Stretch", 1, "Figure of", None, "Stretch, cell C3, figure of for NI 30: the cell is empty. Row 2 takes the figure of "
     "NI 30 already, so neither is known: name the target whose figure this one is.", "two sub-targets, one figure"),
    ("Stretch", 1, "Figure of", "NI 300", 'Stretch, cell C3, figure of for NI 30: found "NI 300". '
     "Use one of the codes on sheet Targets.", "the figure of an unknown target"),
    ("Stretch", 0, "Stretched target", 20, 'Stretch, cell F2, stretched target for NI 30: found "20". '
     "It is the base, so there is nothing to stretch to: correct one of them.", "no stretch"),
    ("Stretch", 0, "Threshold", 60, 'Stretch, cell G2, threshold for NI 30: found "60". '
     "Enter a share of the stretch from 0 to 1, such as 0.6.", "a threshold in per cent"),
    ("Stretch", 1, "Grant share", 500000, 'Stretch, cell H3, grant share for NI 30: found "500000". '
     "Row 2 has 1000000: NI 30 has one share of the grant.", "a share each"),
    ("Meetings", 0, "Returns due", date(2010, 6, 23), "Meetings, cell D2, returns due for Public Service Board: found "
     '"23 June 2010". Enter a date no later than papers due.', "returns after papers"),
    ("Meetings", 0, "Papers due", date(2010, 7, 2), "Meetings, cell C2, papers due for Public Service Board: found "
     '"2 July 2010". Enter a date no later than the meeting\'s.', "papers after the meeting"),
    ("Rules", 0, "From quarter", "2008-09 Q2", 'Rules, cell A2, from quarter: found "2008-09 Q2". '
     "Targets begin in Q1 2008/09: let the first rule be in force from then.", "a gap before the first rule"),
    ("Rules", 0, "Tolerance basis", "points", "Rules, cell C2, tolerance for 2008-09 Q1: the cell is empty. "
     "Enter the tolerance, 0 or more, for points.", "points of what size"),
    ("Rules", 0, "Tolerance", 5, 'Rules, cell C2, tolerance for 2008-09 Q1: found "5". '
     "Clear the cell: none has no tolerance.", "a tolerance that would be ignored"),
    ("Members", 0, "Body", "the Board", 'Members, cell A2, body: found "the Board". '
     "No partnership reports to it and it does not meet: list it on a sheet Bodies, or correct the name.",
     "members of an unknown body"),
]  # fmt: skip


def test_the_sound_register_has_no_problem():
    register = read(sound())
    assert register.problems == ()
    assert register.sound


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "message"),
    [case[:5] for case in ONE_WRONG],
    ids=[case[5] for case in ONE_WRONG],
)
def test_one_thing_wrong_is_told_once_by_its_cell(sheet, row, heading, value, message):
    tables = sound()
    tables[sheet][row][heading] = value
    assert told(tables) == [f"register.xlsx, sheet {message}"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_cell_that_cannot_be_read_ends_no_check_of_its_row(sheet):
    """Checks look at other cells of a row, which lacks the name of the wrong one; no column holds a tick."""
    for heading in (column.heading for column in SHEETS[sheet].columns):
        tables = sound() | council()
        for row in tables[sheet]:
            row[heading] = True
        wrong = {problem.column for problem in read(tables).problems if problem.sheet == sheet}
        assert heading in wrong


def test_two_rows_with_two_leads():
    tables = sound()
    tables["Targets"].append(tables["Targets"][0] | {"Partnership": "childrens-trust", "Delivery group": "performance"})
    assert told(tables) == [
        'register.xlsx, sheet Targets, cell E5, partnership for NI 30: found "childrens-trust". '
        "Row 2 gives it another lead. A target has one accountable lead: keep one row."
    ]
    assert list(read(tables).targets.target) == ["NI 30", "NI 15", "L1"]


def test_one_target_on_two_rows():
    tables = sound()
    tables["Targets"].append(tables["Targets"][0])
    assert told(tables) == [
        'register.xlsx, sheet Targets, cell A5, code: found "NI 30". It stands on row 2 already. Keep one row.'
    ]


def test_two_rules_from_one_quarter_overlap():
    tables = sound()
    tables["Rules"].append(tables["Rules"][0])
    assert told(tables) == [
        'register.xlsx, sheet Rules, cell A3, from quarter: found "2008-09 Q1". It stands on row 2 already. Keep one row.'
    ]


def test_another_partnerships_delivery_group_is_only_to_be_confirmed():
    tables = sound()
    tables["Targets"][0]["Delivery group"] = "performance"
    assert read(tables).sound


def changed_sheet(name: str, **changes) -> Workbook:
    """The sound register with one sheet otherwise than it is."""
    book = opened(sound())
    return replace(book, sheets=tuple(replace(one, **changes) if one.name == name else one for one in book.sheets))


def with_cells(name: str, cells: dict[tuple[int, int], str | None]) -> Workbook:
    """The sound register with other texts in some cells of a sheet, or none."""
    (sheet,) = (one for one in opened(sound()).sheets if one.name == name)
    held = sheet.cells | {at: Cell(address(*at), *at, Holds.TEXT, text) for at, text in cells.items() if text}
    return changed_sheet(name, cells={at: cell for at, cell in held.items() if cells.get(at, "") is not None})


def with_copy(name: str, called: str, *, keep: bool) -> Workbook:
    book = opened(sound())
    (sheet,) = (one for one in book.sheets if one.name == name)
    kept = [one for one in book.sheets if keep or one is not sheet]
    return replace(book, sheets=(*kept, replace(sheet, name=called)))


SHAPES = [
    # the workbook, everything that is told, whether it can be judged by, why
    pytest.param(
        with_cells("Targets", {(1, 2): "Titel"}),
        ['sheet Targets, title: missing. Did you mean column B, headed "Titel"? Head it Title.'],
        False,
        id="a column that is needed, its heading misspelt",
    ),
    pytest.param(
        with_cells("Targets", {(1, 2): None}),
        ["sheet Targets, title: missing. Did you mean column B, which has no heading? Head it Title."],
        False,
        id="a column that is needed, without its heading",
    ),
    pytest.param(
        with_cells("Milestones", {(1, 4): "Upper values"}),
        [
            'sheet Milestones, cell D1, heading: found "Upper values". It is no column of the sheet, so nothing in it '
            "is read: did you mean Upper value?",
            "sheet Milestones, cell A5, upper value for L1: the cell is empty. Enter the upper value: the target is "
            "within range.",
        ],
        False,
        id="a column that may be missing, its heading misspelt",
    ),
    pytest.param(with_cells("Targets", {(1, 40): "My notes", (2, 40): "ask Jo"}), [], True, id="a column of one's own"),
    pytest.param(with_cells("Stretch", {(1, 2): "Sub–target"}), [], True, id="a dash that Office puts in"),
    pytest.param(
        with_cells("Targets", {(1, 40): "Unit", (2, 40): "count"}),
        ['sheet Targets, cell AN1, heading: found "Unit". It is also in cell I1. Keep one column headed Unit.'],
        False,
        id="two columns with one heading, of which either may be meant",
    ),
    pytest.param(
        changed_sheet("Targets", merged=("F2:F3",)),
        ["sheet Targets, cell F2: found merged cells, F2:F3. Unmerge them: each cell has to stand for itself."],
        False,
        id="one cell over two rows",
    ),
    pytest.param(changed_sheet("Targets", merged=("A20:B30",)), [], True, id="merged below the table"),
    pytest.param(
        changed_sheet("Targets", hidden_rows=(3,)),
        ["sheet Targets: found hidden row 3. It is read like any other: confirm, or show it and check it."],
        True,
        id="a target that nobody sees",
    ),
    pytest.param(
        changed_sheet("Milestones", hidden_columns=(3,)),
        ["sheet Milestones: found hidden column C. It is read like any other: confirm, or show it and check it."],
        True,
        id="values that nobody sees",
    ),
    pytest.param(
        changed_sheet("Rules", hidden=True),
        ["sheet Rules: found a hidden sheet. It is read like any other: confirm, or show it and check it."],
        True,
        id="rules that nobody sees",
    ),
    pytest.param(
        with_copy("Targets", "Targets 2010", keep=False),
        ['sheet Targets: missing. Did you mean the sheet "Targets 2010", which has its table? Name it Targets.'],
        False,
        id="a sheet that is needed, under another name",
    ),
    pytest.param(
        with_copy("Meetings", "Meeting", keep=False),
        [
            "sheet Meeting, cell A2: found a table like that of the sheet Meetings. Only a sheet named Meetings is read: "
            "confirm, or name it so."
        ],
        True,
        id="a sheet that may be missing, under another name",
    ),
    pytest.param(
        with_copy("Districts", "Districts (2)", keep=True),
        [
            "sheet Districts (2), cell A2: found a table like that of the sheet Districts, which says the same. Only the "
            "sheet Districts is read: confirm, or put what is new on it."
        ],
        True,
        id="a copy of a sheet",
    ),
    pytest.param(
        with_copy("Targets", "targets ", keep=True),
        ["sheet Targets: found 2 sheets of that name. Keep one sheet named Targets and rename or delete the other."],
        False,
        id="two sheets of one name",
    ),
]


@pytest.mark.parametrize(("book", "messages", "sound_still"), SHAPES)
def test_the_shape_of_a_sheet_is_told_as_that_of_a_return_is(book, messages, sound_still):
    """Tried beside these: the same on a sheet that may be absent, and with the headings in another row."""
    register = from_workbook(book, "")
    assert [problem.message for problem in register.problems] == [f"register.xlsx, {message}" for message in messages]
    assert register.sound is sound_still


def test_every_table_is_as_its_sheet_is_declared():
    register = read(sound() | council())
    for sheet in SHEETS.values():
        frame = getattr(register, sheet.part)
        assert len(frame), sheet.name
        pd.testing.assert_frame_equal(settle(sheet.table, frame), frame, check_exact=True)


def test_everything_is_told_at_once_in_the_order_of_the_sheets():
    tables = sound()
    tables["Rules"][0]["Tolerance basis"] = "some"
    tables["Targets"][1]["Better"] = "up"
    tables["Partnerships"][1]["Statutory"] = 1
    cells = [(problem.sheet, problem.cell) for problem in read(tables).problems]
    assert cells == [("Partnerships", "G3"), ("Targets", "K3"), ("Rules", "B2")]
    assert not read(tables).sound


def gone(tables: dict, sheet: str) -> Workbook:
    return opened({name: rows for name, rows in tables.items() if name != sheet})


def blank(tables: dict, sheet: str) -> Workbook:
    book = opened(tables)
    return replace(book, sheets=tuple(Sheet(one.name, {}) if one.name == sheet else one for one in book.sheets))


def headings_only(tables: dict, sheet: str) -> Workbook:
    return opened(tables | {sheet: []})


ABSENT = [
    # sheet, what is told where it is gone, blank, or has headings and no row
    (
        "Partnerships",
        "Add a sheet named Partnerships.",
        "Add its headings and rows.",
        "Add at least one row below the headings.",
    ),
    ("Targets", "Add a sheet named Targets.", "Add its headings and rows.", "Add at least one row below the headings."),
    ("Milestones", "Add a sheet named Milestones.", "Add its headings and rows.", None),
    *((sheet, None, None, None) for sheet in ("Members", "Districts", "Stretch", "Meetings", "Rules")),
    *(
        (sheet, what, what, what)
        for sheet, what in (
            ("Delivery groups", "Sheet Targets names some: list them here, or clear the column Delivery group there."),
            ("Priorities", "Sheet Targets names some: list them here, or clear the column Priorities there."),
        )
    ),
]


@pytest.mark.parametrize("absent", [gone, blank, headings_only])
@pytest.mark.parametrize(("sheet", "told_of"), [(row[0], row[1:]) for row in ABSENT], ids=[row[0] for row in ABSENT])
def test_a_sheet_that_is_needed_is_told_once_and_any_other_may_be_absent(sheet, told_of, absent):
    what_to_do = told_of[[gone, blank, headings_only].index(absent)]
    found = [problem.message for problem in from_workbook(absent(sound(), sheet), "").problems]
    assert found == ([f"register.xlsx, sheet {sheet}: missing. {what_to_do}"] if what_to_do else [])


@pytest.mark.parametrize("absent", [gone, blank, headings_only])
def test_an_agreement_without_priorities_and_delivery_groups_needs_neither_column(absent):
    tables = sound()
    for row in tables["Targets"]:
        row["Priorities"] = row["Delivery group"] = None
    for sheet in ("Priorities", "Delivery groups"):
        book = absent(tables, sheet)
        tables = {name: rows for name, rows in tables.items() if name != sheet}
    targets = next(sheet for sheet in book.sheets if sheet.name == "Targets")
    for where, cell in list(targets.cells.items()):
        if cell.value in ("Priorities", "Delivery group"):
            del targets.cells[where]
    register = from_workbook(book, "")
    assert register.problems == ()
    assert list(register.targets.target) == ["NI 30", "NI 15", "L1"]
    assert register.targets.priorities.isna().all() and register.targets.delivery_group.isna().all()


def test_where_there_are_priorities_a_target_serves_one_at_least():
    tables = sound()
    tables["Targets"][1]["Priorities"] = None
    assert told(tables) == [
        "register.xlsx, sheet Targets, cell H3, priorities for NI 15: the cell is empty. Fill it in."
    ]


def test_a_list_of_priorities_that_cannot_be_read_is_told_once():
    book = opened(sound())
    priorities = next(sheet for sheet in book.sheets if sheet.name == "Priorities")
    del priorities.cells[1, 1]
    assert [problem.message for problem in from_workbook(book, "").problems] == [
        "register.xlsx, sheet Priorities, code: missing. Did you mean column A, which has no heading? Head it Code."
    ]


RESULTS_DUE = [
    # typed, frequency, read as, what is said after "register.xlsx, sheet Targets, cell Y2, results due for NI 30: ", why
    ("Q4", "annual", "Q4", None, "a quarter of every year"),
    ("q2; Q4", "annual", "Q2; Q4", None, "two of every year, however typed"),
    ("Q4 2008/09, 2010-11 Q4", "two yearly", "2008-09 Q4; 2010-11 Q4", None, "single quarters, however written"),
    (None, "annual", None, None, "not said"),
    (
        "March",
        "annual",
        None,
        'found "March". Enter the quarters in which a result is due, such as Q4, or 2008-09 Q4; 2010-11 Q4.',
        "a month is no quarter",
    ),
    (
        "Q5",
        "annual",
        None,
        'found "Q5". Enter the quarters in which a result is due, such as Q4, or 2008-09 Q4; 2010-11 Q4.',
        "a fifth quarter",
    ),
    (
        "2012-13 Q4",
        "two yearly",
        "2012-13 Q4",
        'found "2012-13 Q4". Its life is 2008-09 Q1 to 2010-11 Q4: check 2012-13 Q4.',
        "after the target's life",
    ),
    (
        "Q4",
        "quarterly",
        "Q4",
        'found "Q4". A quarterly measure has a result in every quarter: clear the cell, or correct the frequency.',
        "a quarterly measure with a year's result",
    ),
]


@pytest.mark.parametrize(
    ("typed", "frequency", "due", "told"), [pytest.param(*case[:-1], id=case[-1]) for case in RESULTS_DUE]
)
def test_the_quarters_in_which_results_are_due(typed, frequency, due, told):
    tables = sound()
    tables["Targets"][0] |= {"Results due": typed, "Frequency": frequency}
    found = from_workbook(opened(tables), "")
    said = [problem.message for problem in found.problems if problem.column == "Results due"]
    assert said == ([] if told is None else [f"register.xlsx, sheet Targets, cell Y2, results due for NI 30: {told}"])
    held = found.targets.results_due.iloc[0]
    assert (None if pd.isna(held) else held) == due


def test_a_missing_column_is_told_once_and_an_optional_one_not_at_all():
    book = opened(sound())
    targets = next(sheet for sheet in book.sheets if sheet.name == "Targets")
    gone = {column for (_, column), cell in targets.cells.items() if cell.value in ("Better", "Supplied by")}
    for key in list(targets.cells):
        if key[1] in gone:
            del targets.cells[key]
    assert [problem.message for problem in from_workbook(book, "").problems] == [
        "register.xlsx, sheet Targets, better: missing. Add a column headed Better."
    ]


def test_headings_are_found_below_a_title_in_any_case_and_order():
    tables = sound()
    heads = ["NAME", " code "]
    book = opened(tables)
    cells = [("A1", 1, 1, "Our districts"), ("A3", 3, 1, heads[0]), ("B3", 3, 2, heads[1])]
    cells += [("A4", 4, 1, "Cherwell"), ("B4", 4, 2, "Cherwell ")]
    sheet = Sheet("districts", {(r, c): Cell(at, r, c, Holds.TEXT, value) for at, r, c, value in cells})
    sheets = tuple(sheet if old.name == "Districts" else old for old in book.sheets)
    register = from_workbook(Workbook("register.xlsx", sheets), "")
    assert register.problems == ()
    assert register.districts.loc[0, ["code", "name"]].tolist() == ["cherwell", "Cherwell"]


CODES = [
    ("NI 001", "NI 1", "zero-padded, as one council prints it"),
    ("NI 157 B", "NI 157b", "its letter apart and large"),
    ("LAA 154", "NI 154", "with other letters, as this register says"),
    ("LAA NI 6", "NI 6", "with both"),
    ("laani6", "NI 6", "with both, small and without a space"),
    ("CP 3", "L3", "other letters for a code that has no space"),
    ("CPA 3", "CPA3", "letters that only begin like others"),
    ("LAA 0", "LAA 0", "other letters of no code, left as they are"),
    ("ni6", "NI 6", "small and without a space"),
    ("l 01", "L1", "a local code"),
    ("NI 0", "NI 0", "no such indicator, left as it is"),
    ("see note", "see note", "not a code, left as it is"),
]


@pytest.mark.parametrize(("said", "code"), [case[:2] for case in CODES], ids=[case[2] for case in CODES])
def test_codes_are_read_however_typed(said, code):
    assert normal_code(said, (("LAA", "NI"), ("CP", "L"))) == code


@given(st.text(max_size=12))
def test_a_normal_code_stays_as_it_is(said):
    also = (("LAA", "NI"), ("CP", "L"))
    assert normal_code(normal_code(said, also), also) == normal_code(said, also)


def test_names_and_codes_are_looked_up_however_typed():
    register = read(sound())
    assert register.code_of(" safer  communities PARTNERSHIP") == "safer-communities"
    assert register.code_of("oscp") == "safer-communities"
    assert register.code_of("Economic Partnership") is None
    assert register.partnership_name("childrens-trust") == "Children's Trust"
    assert register.target_code("LAA 030") == "NI 30"
    assert register.target_code("NI 31") is None
    assert register.returns_due("childrens-trust", "2009-10 Q4") == date(2010, 5, 5)
    assert register.returns_due("childrens-trust", "2009-10 Q3") is None


def test_targets_of_a_partnership_are_those_alive_in_register_order():
    tables = sound()
    tables["Targets"][0]["Last quarter"] = "2009-10 Q3"
    register = read(tables)
    assert list(register.targets_of("safer-communities", "2009-10 Q3").target) == ["NI 30", "NI 15", "L1"]
    assert list(register.targets_of("safer-communities", "2009-10 Q4").target) == ["NI 15", "L1"]
    assert list(register.targets_of("childrens-trust", "2009-10 Q4").target) == []


def agreed(*values: tuple[date, float, float | None]) -> Register:
    tables = sound()
    first = tables["Milestones"][3]
    tables["Milestones"] = [first | {"Agreed on": on, "Value": v, "Upper value": up} for on, v, up in values]
    return read(tables)


IN_FORCE = [
    # rows in the register, as at, milestone, original, why
    ([(SIGNED, 50, 55), (REFRESHED, 48, 52)], date(2009, 3, 30), (50, 50), "the day before the refresh"),
    ([(SIGNED, 50, 55), (REFRESHED, 48, 52)], REFRESHED, (48, 50), "the day of the refresh counts"),
    ([(SIGNED, 50, 55), (SIGNED, 49, 55)], SIGNED, (49, 50), "two on one day: the lower row"),
    ([(REFRESHED, 48, 52), (SIGNED, 50, 55)], date(2010, 1, 1), (48, 50), "dates decide, not the order of the rows"),
]


@pytest.mark.parametrize(
    ("rows", "as_at", "expected"), [case[:3] for case in IN_FORCE], ids=[case[3] for case in IN_FORCE]
)
def test_the_value_in_force_is_the_one_agreed_last(rows, as_at, expected):
    in_force = agreed(*rows).values_in_force(as_at)
    assert in_force[["milestone", "original_milestone"]].to_records(index=False).tolist() == [expected]


def test_nothing_is_in_force_before_anything_was_agreed():
    assert agreed((SIGNED, 50, 55)).values_in_force(date(2008, 6, 29)).empty


def test_a_newer_row_without_a_floor_does_not_bring_the_older_floor_back():
    tables = sound()
    first = tables["Milestones"][0]
    tables["Milestones"] = [first | {"Floor": 15}, first | {"Agreed on": REFRESHED, "Value": 17.0}]
    in_force = read(tables).values_in_force(date(2010, 1, 1))
    assert in_force.loc[0, "milestone"] == 17
    assert pd.isna(in_force.loc[0, "floor"])


def test_read_from_bytes_with_its_fingerprint():
    register = read_register("register.xlsx", register_bytes())
    assert register.problems == ()
    assert len(register.fingerprint) == 64
    assert register.milestones.row.is_monotonic_increasing
    assert read_register("register.xlsx", register_bytes()[:100]) == read_register(
        "register.xlsx", register_bytes()[:100]
    )


def test_what_cannot_be_opened_is_one_sentence():
    answer = read_register("register.xlsx", b"Code,Name\n")
    assert isinstance(answer, Unreadable)
    assert answer.sentence


def test_a_mistake_in_a_real_workbook_is_told_by_its_cell():
    tables = {name: table_of(name) for name in SHEETS}
    tables["Targets"].loc[3, "Partnership"] = "safer"
    register = read_register("register.xlsx", write_register(tables, SIGNED))
    assert [problem.message for problem in register.problems] == [
        'register.xlsx, sheet Targets, cell E5, partnership for NI 87: found "safer". '
        "Use one of the codes on sheet Partnerships."
    ]
