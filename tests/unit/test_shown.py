"""A column that is shown is picked from its table by its name: what it is called and how it is written is said there.

The kind: a fact of a column told twice, once where the table is declared and once where it is shown. Others of it: a
table that is made and has not the columns that its schema says, a heading that is the name and is written out, a kind
that follows from the type. Tried with the tables that are told (a position's rows, at a quarter, the values agreed).
"""

from datetime import date

import pandas as pd
import pytest

from oxdash.documents import columns
from oxdash.documents.blocks import Table
from oxdash.documents.inline import Figure, StatusWord
from oxdash.findings import ledger
from oxdash.judging.told import AT, ROWS
from oxdash.output.excel.tidy import Sheet
from oxdash.vocabulary.schemas import Kind, Schema, day, figure, number, quarter, status, text, whole, yes_no
from oxdash.vocabulary.tables import JUDGED

MADE = Schema(
    {
        "expected_on": day("a day"),
        "of_words": text("words", of=("up", "down")).shown("Which way", Kind.CASED, widest=40),
        "actual": figure("in the target's unit"),
        "share": number("no unit").shown("Part of it"),
        "many": whole("how many"),
        "begun": yes_no("whether"),
        "quarter": quarter("when"),
        "status": status("what it is"),
    }
)


@pytest.mark.parametrize(
    ("name", "heading", "kind", "widest"),
    [
        pytest.param("expected_on", "Expected on", Kind.DAY, 26, id="the name is the heading, the type the kind"),
        pytest.param("of_words", "Which way", Kind.CASED, 40, id="what is said goes before what follows"),
        pytest.param("actual", "Actual", Kind.FIGURE, 26, id="a number in the unit of its row"),
        pytest.param("share", "Part of it", Kind.NUMBER, 26, id="another heading leaves the kind"),
        pytest.param("many", "Many", Kind.NUMBER, 26, id="a whole number"),
        pytest.param("begun", "Begun", Kind.TEXT, 26, id="yes or no is a word"),
        pytest.param("quarter", "Quarter", Kind.QUARTER, 26, id="text that is a quarter"),
        pytest.param("status", "Status", Kind.STATUS, 26, id="a status"),
    ],
)
def test_a_column_is_shown_as_its_table_declares_it(name, heading, kind, widest):
    (shown,) = columns.of(MADE, name)
    assert (shown.heading, shown.of, shown.kind, shown.widest) == (heading, name, kind, widest)


def test_a_place_may_say_otherwise_and_the_table_stays_as_it_is():
    first, second = columns.of(MADE, "actual", "many", actual="Value")
    assert (first.heading, first.kind, second.heading) == ("Value", Kind.FIGURE, "Many")
    there = columns.one(MADE, "many", names_row=True, fits="tight", kind=Kind.TEXT)
    assert (there.heading, there.names_row, there.fits, there.kind) == ("Many", True, "tight", Kind.TEXT)
    assert columns.one(MADE, "many") == second


def test_a_column_that_the_table_has_not_is_a_mistake_of_ours():
    with pytest.raises(KeyError, match="nothing"):
        columns.of(MADE, "actual", "nothing")
    with pytest.raises(KeyError, match="many"):
        columns.of(MADE, "actual", many="A heading of what is not picked")


def test_the_same_columns_are_words_in_a_document_and_values_on_a_sheet():
    rows = pd.DataFrame(
        {
            "expected_on": pd.to_datetime(["2010-07-22", None]),
            "of_words": ["up", None],
            "actual": [48.2, float("nan")],
            "status": ["on track", None],
            "close": [False, False],
            "quarter": ["2009-10 Q3", "2009-10 Q4"],
            "unit": ["%", "%"],
            "places": [1, 1],
        }
    )
    picked = columns.of(MADE, "expected_on", "of_words", "actual", "status", "quarter")
    written = [list(one.cells) for one in Table("Made", picked, of=rows).columns]
    assert written == [
        ["22 July 2010", None],
        ["Up", None],
        [Figure(48.2, "%", 1), None],
        [StatusWord("on track"), None],
        ["Q3 2009/10", "Q4 2009/10"],
    ]
    held = Sheet("Made", "Made", columns=picked, of=rows).columns
    assert [one.cells[0] for one in held] == [pd.Timestamp("2010-07-22"), "Up", 48.2, "On track", "2009-10 Q3"]
    assert [pd.isna(one.cells[1]) for one in held] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("schema", "table"),
    [
        pytest.param(ROWS, lambda position: position.rows, id="every quarter of every target"),
        pytest.param(AT, lambda position: position.at("2009-10 Q3", kind="all"), id="each at its quarter"),
        pytest.param(
            ledger.VALUES,
            lambda position: ledger.values(
                position.register.milestones,
                position.register.targets,
                position.judged,
                position.register.rules,
                date(2010, 7, 22),
            ),
            id="every value agreed",
        ),
    ],
)
def test_what_is_told_has_the_columns_that_its_schema_says(shipped, schema, table):
    made = table(shipped)
    assert set(made.columns) == set(schema.columns)
    assert [name for name, column in schema.columns.items() if column.settled(made[name]) is None] == []


def test_what_a_row_is_judged_by_is_told_as_it_is_kept():
    assert {name: ROWS.columns[name] for name in JUDGED.columns} == dict(JUDGED.columns)
