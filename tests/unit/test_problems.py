"""The sentence about a cell, and the shapes it is told in."""

from datetime import date

import pytest

from oxdash.excel.cells import Holds
from oxdash.excel.problems import Problem, Severity, as_found, as_json, as_number, shown, table, told
from tests.workbooks import cell

ADVICE = "Enter a number such as 12.5, or leave the cell empty and choose a reason in column H."
FROM_A_CELL = told(
    Severity.MUST_FIX,
    "safer.xlsx",
    "Return",
    "F3",
    "actual for NI 30",
    cell("tbc 2010", "F3"),
    ADVICE,
    column="Actual",
    target="NI 30",
)


def test_where_what_for_what_was_found_what_to_do():
    assert (
        Problem(
            Severity.MUST_FIX,
            "Return",
            "F3",
            "Actual",
            "NI 30",
            "tbc 2010",
            ADVICE,
            'safer.xlsx, sheet Return, cell F3, actual for NI 30: found "tbc 2010". Enter a number such as 12.5, or '
            "leave the cell empty and choose a reason in column H.",
        )
        == FROM_A_CELL
    )


FOUND = [
    # what stands there, how the sentence goes on after the cell, why
    (cell("tbc"), 'found "tbc"', "text is quoted"),
    (cell(1234.5), "found 1,234.5", "a number is not"),
    (cell(0.45, number_format="0%"), "found 45%", "as the officer sees it"),
    (cell(1e300), "found 1e+300", "beyond what is written out"),
    (cell(date(2010, 5, 12)), "found the date 12 May 2010", "a date"),
    (cell(True), "found TRUE", "a boolean"),
    (cell("#REF!", holds=Holds.ERROR), "found the error #REF!", "an error"),
    (cell("=A1", holds=Holds.FORMULA), "found the formula =A1, which has no saved result", "a formula"),
    (None, "the cell is empty", "a blank"),
    ("a second row for NI 30", "found a second row for NI 30", "words of our own"),
]


@pytest.mark.parametrize(("found", "words"), [row[:2] for row in FOUND], ids=[row[2] for row in FOUND])
def test_what_was_found(found, words):
    said = told(Severity.MUST_FIX, "a.xlsx", "Return", "H4", "actual for NI 30", found, "Do this.")
    assert said.message == f"a.xlsx, sheet Return, cell H4, actual for NI 30: {words}. Do this."


def test_what_is_not_there_at_all():
    assert told(Severity.MUST_FIX, "a.xlsx", "Return", "", "", None, "Add it.").message == (
        "a.xlsx, sheet Return: missing. Add it."
    )


SHOWN = [
    # text, as it is quoted, why
    ("x" * 61, "x" * 60 + "...", "cut short"),
    ("two\nlines\t", "two\\nlines\\t", "one line"),
    ("\u202ereversed", "\\u202ereversed", "a character that turns the line round"),
    ("half \ud800", "half \\ud800", "half a character"),
    ("<b>&amp;</b>", "<b>&amp;</b>", "markup stays text: escaping is the page's business"),
]


@pytest.mark.parametrize(("text", "quoted"), [row[:2] for row in SHOWN], ids=[row[2] for row in SHOWN])
def test_officers_text_is_safe_in_a_sentence(text, quoted):
    assert shown(text) == as_found(cell(text)) == quoted


def test_a_number_in_full():
    assert [as_number(one) for one in (45.0, 0.1, 1234567, 12.3456789, 1000)] == [
        "45",
        "0.1",
        "1,234,567",
        "12.3456789",
        "1,000",
    ]


def test_the_table_officers_read():
    frame = table([FROM_A_CELL])
    assert frame.to_dict("records") == [
        {
            "Sheet": "Return",
            "Cell": "F3",
            "What we found": "tbc 2010",
            "What to do": ADVICE,
            "Severity": "must fix",
        }
    ]
    assert list(table([]).columns) == ["Sheet", "Cell", "What we found", "What to do", "Severity"]


def test_the_json_of_the_command_line():
    assert as_json(FROM_A_CELL) == {
        "severity": "must fix",
        "sheet": "Return",
        "cell": "F3",
        "column": "Actual",
        "target": "NI 30",
        "found": "tbc 2010",
        "message": FROM_A_CELL.message,
    }
