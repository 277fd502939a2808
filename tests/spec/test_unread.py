"""A return never loses a figure in silence: what looks like a figure and is not read is named, by sheet and cells.

The kind: figures where nobody reads. Tried: a sheet copied (the same, changed, hidden, under another order of columns),
one renamed that may be missing, a sheet of another program's, columns without a heading, with another heading, hidden,
far to the right, figures above the headings, below the last target, in rows of a total, between rows, numbers typed as
text, formulas with no saved result; figures and words one column off, shifted, swapped; a column of figures one or more
rows too low, or too high over its heading, a total below the last target; last quarter's figure changed
or corrected since. Words that are no figure are let be, but for notes in the columns of the template. The template's
own numbers, its lists, and the list that a marked copy begins with, are nobody's figures.
"""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from oxdash.excel import workbook
from oxdash.excel.cells import Holds, Sheet
from oxdash.excel.problems import areas
from oxdash.returns.mentions import looks_like_a_figure
from oxdash.returns.read_return import read_return
from oxdash.submissions.check import check_return
from tests.returning import a_return
from tests.workbooks import QUARTER, cell, messages, opened, register, with_sheet, without_sheet, written

FIX, CONFIRM = "must fix", "please confirm"


def sheet(name: str, cells: dict[str, object], **facts) -> Sheet:
    made = [cell(value, address) for address, value in cells.items()]
    return Sheet(name, {(one.row, one.column): one for one in made}, **facts)


def with_more(book, *more: Sheet):
    return replace(book, sheets=(*book.sheets, *more))


def renamed_sheet(book, name: str, new: str):
    return replace(book, sheets=tuple(replace(one, name=new) if one.name == name else one for one in book.sheets))


def copied(changes: dict[str, object], name: str = "Return (2)", of: str = "Return", **facts):
    """The sound return with a copy of one of its sheets, some cells of the copy changed."""
    return with_more(opened(), replace(opened({of: changes}).sheet(of), name=name, **facts))


NOT_BELOW = "found a figure in {}, not below the headings. Nothing but headings is read there: confirm, or put what "
NOT_BELOW += "belongs to the return below them."
NO_ROW = "It stands in no row of the table, so it is not read: confirm, or {}"
TO_CODE = "enter the target's code in column A; notes go in Commentary."
ELSEWHERE = "put it where it belongs."
NO_COLUMN = "It is no column of the template, so nothing in it is read: confirm, or put {} where {}."
ONLY = "Only the sheet Return is read: confirm, or put what is new on it."
NOTHING_READ = "Nothing on this sheet is read: confirm, or put what belongs to the return where it is read."

SHEETS = [
    # the workbook, what is said after "safer.xlsx, sheet ", why
    (
        lambda: copied({"H4": 14.2, "O5": "Put right."}),
        [f"Return (2), cell H4: found a table like that of the sheet Return, which says otherwise in H4, O5. {ONLY}"],
        "the correction was typed into a copy",
    ),
    (
        lambda: copied({}),
        [f"Return (2), cell A4: found a table like that of the sheet Return, which says the same. {ONLY}"],
        "a copy that says the same",
    ),
    (
        lambda: copied({"H4": 14.2}, "Sheet1", hidden=True),
        [f"Sheet1, cell H4: found a hidden table like that of the sheet Return, which says otherwise in H4. {ONLY}"],
        "a copy under any name, hidden",
    ),
    (
        lambda: copied({"B4": "Off course."}, "Narrative old", "Narrative"),
        [
            "Narrative old, cell B4: found a table like that of the sheet Narrative, which says otherwise in B4. Only "
            "the sheet Narrative is read: confirm, or put what is new on it."
        ],
        "a copy of a sheet without a figure",
    ),
    (
        lambda: renamed_sheet(opened({"Risks": {"A4": "NI 30", "B4": "Funding"}}), "Risks", "Risks Q3"),
        [
            "Risks Q3, cell A4: found a table like that of the sheet Risks. Only a sheet named Risks is read: confirm, "
            "or name it so."
        ],
        "a sheet that may be missing, renamed",
    ),
    (
        lambda: with_more(opened(), replace(opened().sheet("Lists"), name="Lists (2)")),
        [],
        "a copy of the words for the drop-downs",
    ),
    (
        lambda: with_more(opened(), replace(opened({"Cover": {"B4": "2009-10 Q2"}}).sheet("Cover"), name="Cover (2)")),
        [],
        "a copy of the cover has no figure",
    ),
    (
        lambda: with_more(opened(), sheet("Export Summary", {"A1": "Sheet", "B2": 5, "B3": "6", "B4": 7})),
        [f"Export Summary, cell B2: found 3 figures in B2:B4. {NOTHING_READ}"],
        "another program's sheet",
    ),
    (
        lambda: with_more(opened(), sheet("Workings", {"C9": cell("=B1*2", "C9", Holds.FORMULA)}, hidden=True)),
        [f"Workings, cell C9: found a figure in C9 on a hidden sheet. {NOTHING_READ}"],
        "a formula without a result, on a hidden sheet",
    ),
    (
        lambda: with_more(opened(), sheet("Notes", {"A1": "Ask Jo", "A2": date(2010, 1, 5), "A3": True})),
        [],
        "words, a day and a tick are no figures",
    ),
    (
        lambda: opened({"Guidance": {"C3": 12}}),
        [f"Guidance, cell C3: found a figure in C3. {NOTHING_READ}"],
        "guidance",
    ),
    (lambda: opened({"Cover": {"D3": 12}}), [f"Cover, cell D3: found a figure in D3. {NOTHING_READ}"], "on the cover"),
    (lambda: opened({"Lists": {"E9": 12}}), [f"Lists, cell E9: found a figure in E9. {NOTHING_READ}"], "under a list"),
    (
        lambda: with_more(
            opened(), sheet("What to do", {"A1": "What to do with this workbook", "C5": "12.5", "B5": "H4"})
        ),
        [],
        "the list of a marked copy, corrected and sent again",
    ),
]


@pytest.mark.parametrize(("book", "expected"), [row[:2] for row in SHEETS], ids=[row[-1] for row in SHEETS])
def test_a_sheet_that_is_not_read(book, expected):
    assert messages(book()) == [(CONFIRM, f"safer.xlsx, sheet {message}") for message in expected]


BESIDE = [
    # sheet, cells, what is said after "safer.xlsx, sheet ", why
    (
        "Return",
        {"Q3": "Numerator", "Q4": 5, "Q5": 6, "Q7": "7"},
        [
            'Return, cell Q4: found 3 figures in Q4:Q5, Q7 in a column headed "Numerator". '
            + NO_COLUMN.format("them", "they belong")
        ],
        "workings of the officer's own",
    ),
    (
        "Return",
        {"F3": "Actual last time", "F4": 13},
        [
            'Return, cell F4: found a figure in F4 in a column headed "Actual last time". '
            + NO_COLUMN.format("it", "it belongs")
        ],
        "a column of the template's, renamed",
    ),
    (
        "Return",
        {"X9": 12.5},
        [
            "Return, cell X9: found a figure in X9 in a column without a heading. "
            + NO_COLUMN.format("it", "it belongs")
        ],
        "far to the right",
    ),
    (
        "Return",
        {"Q3": "Actual (revised)", "Q4": "12.5 (p)", "Q5": "c. 141", "Q6": "9.5 provisional", "Q7": "~3", "Q8": "5*"},
        [
            'Return, cell Q4: found 5 figures in Q4:Q8 in a column headed "Actual (revised)". '
            + NO_COLUMN.format("them", "they belong")
        ],
        "figures with a note to each",
    ),
    (
        "Return",
        {"Q3": "Notes", "Q4": "as agreed with Jo", "Q5": "5 January", "Q6": "NI 15", "Q7": "see 2"},
        [],
        "words of the officer's own",
    ),
    ("Return", {"H1": 12.5}, ["Return, cell H1: " + NOT_BELOW.format("H1")], "above the headings"),
    ("Return", {"H2": "Provisional"}, [], "words above the headings"),
    (
        "Return",
        {"A10": "* provisional figures"},
        ['Return, cell A10: found "* provisional figures". ' + NO_ROW.format(TO_CODE)],
        "a note under the last target",
    ),
    (
        "Return",
        {"A11": "Source: county council", "A12": "Drawn on 5 January"},
        ["Return, cell A11: found something in A11:A12. " + NO_ROW.format(TO_CODE)],
        "two lines that follow each other are asked about once",
    ),
    (
        "Return",
        {"A11": "Total", "H11": 353.5, "A13": "Source: Q3"},
        [
            'Return, cell A11: found a figure in H11, with "Total" before it. ' + NO_ROW.format(TO_CODE),
            'Return, cell A13: found "Source: Q3". ' + NO_ROW.format(TO_CODE),
        ],
        "a row of totals, and a note below it",
    ),
    (
        "Return",
        {"O10": "All figures are provisional."},
        ['Return, cell O10: found "All figures are provisional.". ' + NO_ROW.format(TO_CODE)],
        "a commentary of no target",
    ),
    (
        "Return",
        {"H10": 20, "H11": 21},
        ["Return, cell H10: found 2 figures in H10:H11. " + NO_ROW.format(TO_CODE)],
        "figures below the last target",
    ),
    (
        "Actions",
        {"A6": "Source: action plan"},
        ['Actions, cell A6: found "Source: action plan". ' + NO_ROW.format(ELSEWHERE)],
        "a note under the actions",
    ),
    (
        "Risks",
        {"A6": "* new this quarter"},
        ['Risks, cell A6: found "* new this quarter". ' + NO_ROW.format(ELSEWHERE)],
        "a note under the risks",
    ),
    (
        "Districts",
        {"A6": "Total of the districts"},
        ['Districts, cell A6: found "Total of the districts". ' + NO_ROW.format(ELSEWHERE)],
        "a note under the districts",
    ),
    (
        "Narrative",
        {"A9": "Agreed by the Board"},
        ['Narrative, cell A9: found "Agreed by the Board". ' + NO_ROW.format(ELSEWHERE)],
        "a note under the narrative",
    ),
    (
        "Risks",
        {"I7": 12},
        ["Risks, cell I7: found a figure in I7 in a column without a heading. " + NO_COLUMN.format("it", "it belongs")],
        "a figure beside the risks",
    ),
]


@pytest.mark.parametrize(("name", "cells", "expected"), [row[:3] for row in BESIDE], ids=[row[-1] for row in BESIDE])
def test_what_stands_beside_a_table(name, cells, expected):
    assert messages(opened({name: cells})) == [(CONFIRM, f"safer.xlsx, sheet {message}") for message in expected]


def test_a_hidden_column_of_the_officers_own():
    book = with_sheet(opened({"Return": {"R3": "Checked", "R5": 140}}), "Return", hidden_columns=(18,))
    assert messages(book) == [
        (
            CONFIRM,
            'safer.xlsx, sheet Return, cell R5: found a figure in R5 in a hidden column headed "Checked". '
            + NO_COLUMN.format("it", "it belongs"),
        )
    ]


def test_a_hidden_column_that_nothing_is_read_from():
    assert messages(with_sheet(opened(), "Return", hidden_columns=(2, 6, 7))) == []


def _missing(renamed: dict[str, str], more: str = "") -> list[str]:
    book = opened()
    for name, new in renamed.items():
        book = renamed_sheet(book, name, new)
    if more:
        book = with_more(book, replace(opened().sheet("Return"), name=more))
    return [message.removeprefix("safer.xlsx, ") for _, message in messages(book)]


def test_a_sheet_that_is_missed_under_its_name_is_told_once_with_the_name_it_has():
    asked = "sheet Return: missing. Did you mean the sheet"
    one = f'{asked} "Retrun", which has its table? Name it Return, or use the template.'
    assert _missing({"Return": "Retrun"}) == [one]
    assert _missing({"Return": "Return Q4"}, "Return Q4 final") == [
        f'{asked}s "Return Q4", "Return Q4 final", which have its table? Name the one that counts Return, or '
        "use the template."
    ]
    assert _missing({"Return": "Retrun", "Actions": "Actions list"}) == [
        one,
        "sheet Actions: missing. Use the template, which has a sheet named Actions.",  # without a row it is nobody's
    ]


def test_a_sheet_told_as_a_whole_is_not_told_again():
    found = messages(with_more(opened(), sheet("return ", {"B2": 5})))
    assert [message.split(", ")[1] for _, message in found] == [
        "sheet Return: found 2 sheets of that name. Keep one sheet named Return and rename or delete the other."
    ]
    assert len(messages(without_sheet(opened(), "Return"))) == 1


ASTRAY = [
    # cells of row 4 of the sheet Return, everything said after "safer.xlsx, sheet Return, ", why
    (
        {"H4": None, "F4": 0.41},
        [
            "cell F4, last quarter's actual for NI 30: found 0.41. Did you mean H4, the column Actual? Q2 2009/10 has "
            "none on file, and nothing in this column is read: confirm, or move it."
        ],
        "two columns to the left, over last quarter's blank",
    ),
    (
        {"H4": None, "G4": 0.41},
        [
            "cell G4, last quarter's status for NI 30: found 0.41. Did you mean H4, the column Actual? Nothing in this "
            "column is read: confirm, or move it."
        ],
        "one column to the left",
    ),
    (
        {"G4": 9},
        ["cell G4, last quarter's status for NI 30: found 9. Nothing in this column is read: confirm, or move it."],
        "a figure where last quarter's status stands, beside a figure",
    ),
    (
        {"H4": None, "I4": 12.5},
        [
            "!cell I4, kind of figure for NI 30: found 12.5. Did you mean H4, the column Actual? Choose one of these, "
            "or leave the cell empty: final; provisional; estimate."
        ],
        "one column to the right",
    ),
    (
        {"H4": None, "J4": 12.5},
        [
            "cell J4, period of the figure for NI 30: found 12.5. Did you mean H4, the column Actual? Nothing is read "
            "from it as a figure: confirm, or move it."
        ],
        "two columns to the right",
    ),
    (
        {"H4": None, "O4": "12.5%"},
        [
            'cell O4, commentary for NI 30: found "12.5%". Did you mean H4, the column Actual? Nothing is read from it '
            "as a figure: confirm, or move it."
        ],
        "a commentary of a figure alone",
    ),
    ({"O4": "12.5%"}, [], "the same beside a figure says what it says"),
    (
        {"N4": None, "O4": "No"},
        [
            'cell O4, commentary for NI 30: found "No". It belongs in column N, Will it be achieved?: confirm, and it '
            "is a comment, or move it."
        ],
        "a declaration typed into the commentary",
    ),
    (
        {"I4": None, "O4": "provisional"},
        [
            'cell O4, commentary for NI 30: found "provisional". It belongs in column I, Figure is: confirm, and it is '
            "a comment, or move it."
        ],
        "a kind of figure in the commentary, where the figure would pass for final",
    ),
    ({"N4": "yes", "O4": "yes"}, [], "the same beside a declaration says it again"),
    ({"O4": "survey not due"}, [], "a reason needs none where there is a figure"),
    (
        {"H4": None, "E4": 12.5},
        [
            "!cell E4, milestone for NI 30: found 12.5. Did you mean H4, the column Actual? The register's milestone "
            "is 14, and that is what counts: put it back, or download the template again."
        ],
        "over the milestone, where a protected sheet was opened",
    ),
    (
        {"H4": "provisional", "I4": 12.5},
        [
            '!cell H4, actual for NI 30: found "provisional". It belongs in column I, Figure is: move it.',
            "!cell I4, kind of figure for NI 30: found 12.5. Choose one of these, or leave the cell empty: final; "
            "provisional; estimate.",
        ],
        "two columns swapped",
    ),
    (
        {"J4": "final"},
        [
            'cell J4, period of the figure for NI 30: found "final". It belongs in column I, Figure is: confirm, and '
            "the figure is this quarter's and final, or move it."
        ],
        "what it is, where what it is for should stand",
    ),
    (
        {"J4": "Final", "I4": "estimate"},
        ['!cell J4, period of the figure for NI 30: found "Final". It belongs in column I, Figure is: move it.'],
        "both, and they say otherwise",
    ),
    (
        {"J4": "yes"},
        [
            '!cell J4, period of the figure for NI 30: found "yes". It belongs in column N, Will it be achieved?: move '
            "it."
        ],
        "an answer to another question",
    ),
    (
        {"H4": "not yet published"},
        ['!cell H4, actual for NI 30: found "not yet published". It belongs in column K, If no figure, why: move it.'],
        "a reason in the place of the figure",
    ),
    (
        {"I4": "no"},
        ['!cell I4, kind of figure for NI 30: found "no". It belongs in column N, Will it be achieved?: move it.'],
        "no is no kind of figure",
    ),
    ({"O4": "Final"}, [], "a commentary may be any word"),
]


@pytest.mark.parametrize(("cells", "expected"), [row[:2] for row in ASTRAY], ids=[row[-1] for row in ASTRAY])
def test_what_is_typed_one_column_off_is_asked_about_once(cells, expected):
    before = pd.DataFrame({"target": ["NI 15"], "quarter": ["2009-10 Q2"], "actual": [130.0]})
    wanted = [(FIX if one[0] == "!" else CONFIRM, f"safer.xlsx, sheet Return, {one.lstrip('!')}") for one in expected]
    assert messages(opened({"Return": cells}), before=before) == wanted


NONE = {f"H{row}": None for row in range(4, 10)} | {"K6": None}
OF_ROWS = (
    "found {}. It stands in no row of the table, so it is not read. Do the figures in {}, the column {}, stand {} "
)
OF_ROWS += "too low, as {} empty? Confirm that they do not, or move them up."
OF_ONE = (
    "found {0}. It stands in no row of the table, so it is not read. Does it stand one row too low, as {1} is empty? "
)
OF_ONE += "Confirm that it does not, or move it up."
NO_MATTER = (
    "It stands in no row of the table, so it is not read: confirm, or enter the target's code in column A; notes "
)
NO_MATTER += "go in Commentary."
SHIFTED = [
    # cells of the sheet Return, what is said of the rows below the last target and of blanks, why
    (
        NONE | {f"H{row}": row - 2 for row in range(5, 11)},
        ["cell H10: " + OF_ROWS.format("8", "H5:H10", "Actual", "one row", "H4 is")],
        "every figure one row too low",
    ),
    (
        NONE | {f"H{row}": row - 2 for row in range(6, 12)},
        ["cell H10: " + OF_ROWS.format("2 figures in H10:H11", "H6:H11", "Actual", "two rows", "H4:H5 are")],
        "two rows too low",
    ),
    (
        {"H7": None, "H8": 3, "H9": 53.5, "H10": 1234.56},
        ["cell H10: " + OF_ROWS.format("1,234.56", "H8:H10", "Actual", "one row", "H7 is")],
        "the lower half, as where one was left out",
    ),
    ({"H9": None, "H10": 1234.56}, ["cell H10: " + OF_ONE.format("1,234.56", "H9")], "the last figure alone"),
    (
        {"M5": 13, "M6": 150, "M7": 60, "M8": 3, "M9": 53, "M10": 1300},
        ["cell M10: " + OF_ROWS.format("1,300", "M5:M10", "Year-end forecast", "one row", "M4 is")],
        "the forecasts",
    ),
    ({"H10": 1234.56}, [f"cell H10: found 1,234.56. {NO_MATTER}"], "no target lacks a figure"),
    (
        {"H7": None, "K7": "not yet published", "H8": 3, "H9": 53.5, "H10": 1234.56},
        [f"cell H10: found 1,234.56. {NO_MATTER}"],
        "what is empty has a reason",
    ),
    (
        {"H7": None, "A10": "Total", "H10": 99},
        [
            "cell H7, actual for NI 188: the cell is empty. No figure and no reason: choose a reason in column K, or "
            "confirm that none is given.",
            f'cell A10: found a figure in H10, with "Total" before it. {NO_MATTER}',
        ],
        "a total, by its word",
    ),
    (
        {"H7": None, "H10": 12.5 + 141 + 53.5 + 1234.56},
        [
            "cell H7, actual for NI 188: the cell is empty. No figure and no reason: choose a reason in column K, or "
            "confirm that none is given.",
            f"cell H10: found 1,441.56. {NO_MATTER}",
        ],
        "a total, by what it adds up",
    ),
    (
        {"H7": None, "H12": 99},
        [
            "cell H7, actual for NI 188: the cell is empty. No figure and no reason: choose a reason in column K, or "
            "confirm that none is given.",
            f"cell H12: found 99. {NO_MATTER}",
        ],
        "a figure further below",
    ),
]


@pytest.mark.parametrize(("cells", "expected"), [row[:2] for row in SHIFTED], ids=[row[-1] for row in SHIFTED])
def test_a_column_of_figures_that_stands_too_low_is_told_by_name(cells, expected):
    found = [message.removeprefix("safer.xlsx, sheet Return, ") for _, message in messages(opened({"Return": cells}))]
    below = ("in no row of the table", "the cell is empty")
    assert sorted(one for one in found if any(words in one for words in below)) == sorted(expected)


def test_a_column_of_figures_over_its_heading_is_told_as_that():
    cells = NONE | {"H3": 12.5, "H4": 141, "H5": 7, "H6": 3, "H7": 53.5, "H8": 1234.56}
    assert messages(opened({"Return": cells})) == [
        (
            FIX,
            'safer.xlsx, sheet Return, column Actual: missing. Did you mean column H, headed "12.5"? Its figures may '
            "stand one row too high: move them down and head it Actual, or use the template.",
        )
    ]


def test_a_confirmed_word_of_the_column_beside_leaves_the_figure_this_quarters():
    found = read_return(opened({"Return": {"J4": "Provisional"}}), register()).figures.iloc[0]
    assert (found.actual, found.figure_is, pd.isna(found.figure_is_for)) == (12.5, "provisional", True)


LAST = [
    # last quarter's figure on file, the cell F5, what is said of it after "found ", why
    (130.0, 130, None, "as the template had it"),
    (130.1, 130.10000000000001, None, "to the digits that Excel keeps"),
    (130.0, None, None, "not known when the template was made"),
    (
        135.0,
        130,
        "130. The figure on file for Q2 2009/10 is 135, and that is what counts: confirm, or download the template "
        "again.",
        "corrected since",
    ),
    (
        float("nan"),
        130,
        "130. Q2 2009/10 has none on file, and that is what counts: confirm, or download the template again.",
        "withdrawn since",
    ),
]


@pytest.mark.parametrize(("on_file", "stands", "message"), [row[:3] for row in LAST], ids=[row[-1] for row in LAST])
def test_last_quarters_figure_is_held_against_what_is_on_file(on_file, stands, message):
    before = pd.DataFrame({"target": ["NI 15"], "quarter": ["2009-10 Q2"], "actual": [on_file]})
    where = "safer.xlsx, sheet Return, cell F5, last quarter's actual for NI 15: found "
    found = messages(opened({"Return": {"F5": stands, "H5": 141}}), before=before)
    assert found == ([(CONFIRM, where + message)] if message else [])


def test_a_template_filled_in_and_its_marked_copy_hold_no_figure_that_is_not_read(few_now):
    """Nothing of the product's own is asked about: its lists, last quarter's figures, the list in front."""
    data = a_return(few_now, {"H4": "tbc 2010"})
    checked = check_return("safer.xlsx", data, few_now)
    assert [problem for problem in checked.problems if "read" in problem.what_to_do] == []
    marked = workbook.marked_copy("safer.xlsx", data, checked.problems)
    again = check_return("safer.xlsx", marked, few_now)
    assert [problem.message for problem in again.problems] == [problem.message for problem in checked.problems]
    assert messages(workbook.read("safer.xlsx", written()), quarter=QUARTER) == []


FIGURES = [
    # what a cell holds, whether it looks like a figure, why
    (12.5, True, "a number"),
    (0, True, "zero"),
    ("12.5", True, "a number typed as text"),
    ("1,234", True, "with a comma"),
    ("45 %", True, "a per cent"),
    ("£1,234.50", True, "money"),
    ("(12)", True, "a negative in brackets"),
    ("12.5*", True, "with a footnote's mark"),
    ("NI 30", False, "a code"),
    ("C1", False, "a code of one letter, which is no about 1"),
    ("CA12b", False, "a code of two"),
    ("EST4", False, "a code of three, which is no estimate"),
    ("c. 12.5", True, "about so much"),
    ("c12", True, "the same without a full stop"),
    ("est 12", True, "an estimate"),
    ("Q3 2009/10", False, "a quarter"),
    ("12 dwellings were built", False, "a sentence"),
    ("-", False, "a dash"),
    ("", False, "nothing"),
    (True, False, "a tick"),
    (date(2010, 1, 5), False, "a day"),
]


@pytest.mark.parametrize(("value", "expected", "why"), FIGURES, ids=[row[-1] for row in FIGURES])
def test_what_looks_like_a_figure(value, expected, why):
    assert looks_like_a_figure(cell(value)) == expected


def test_cells_are_named_as_ranges_and_the_rest_counted():
    assert areas(cell(1, address) for address in ("B2", "A1", "A2", "A4")) == "A1:A2, A4, B2"
    assert areas(cell(1, f"A{row}") for row in range(1, 17, 2)) == "A1, A3, A5, A7, A9, A11 and 2 more places"
