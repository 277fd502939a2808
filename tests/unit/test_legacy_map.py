"""A map of a layout: names with parts, and every mistake in it told at once, by its key."""

import pytest

from oxdash.legacy import map_file
from oxdash.legacy.layout_map import Map
from oxdash.legacy.map_file import Mistakes
from oxdash.legacy.pattern import Pattern
from tests import legacy_books as books
from tests.workbooks import register

NAMES = [
    pytest.param(
        "{partnership} {quarter}.xlsx", "Safer Communities 2008-09 Q3.xlsx", "Safer Communities|2008-09 Q3", id="both"
    ),
    pytest.param("{partnership}_{year}_Q{number}.xlsx", "safer_2008-09_q3.XLSX", "safer|2008-09|3", id="of pieces"),
    pytest.param("{year}/{partnership}.xlsx", "08-09/OSCA.xlsx", "08-09|OSCA", id="folders"),
    pytest.param("{partnership}.xlsx", "old/OSCA.xlsx", None, id="not in a folder"),
    pytest.param("{quarter} Result", "Q3 2008/09   result", "Q3 2008/09", id="blanks and case do not matter"),
    pytest.param("Actual {quarter}", "Actual Autumn 08", "Autumn 08", id="a word that the map has for a quarter"),
    pytest.param("Actual {quarter}", "Actual figure", None, id="no quarter"),
    pytest.param("Q{number}", "Q5", None, id="there are four"),
    pytest.param("Total*", "Totals for the year", "", id="anything after it"),
    pytest.param("Total", "Totals", None, id="not anything"),
    pytest.param("(a) [b]", "(a) [b]", "", id="signs that expressions have are plain"),
    pytest.param("*", "x" * 301, None, id="no name is so long"),
]


@pytest.mark.parametrize("pattern, text, parts", NAMES)
def test_what_is_called_so(pattern, text, parts):
    found = Pattern(pattern, ["Autumn 08"]).match(text)
    assert (None if found is None else "|".join(found.values())) == parts


NOT_NAMES = [
    pytest.param(" ", "It is empty.", id="nothing"),
    pytest.param(
        "{month}",
        "{month} is no part of a name. Those here are {partnership}, {quarter}, {year}, {number}.",
        id="no part",
    ),
    pytest.param("{year} {year}", "{year} stands in it twice. Name it once, and write * for the other.", id="twice"),
    pytest.param("{year", "A brace stands in it alone. A part is written like {quarter}.", id="half a part"),
    pytest.param(
        "{partnership}{year}",
        "Two parts stand in it with nothing between them, so nobody can tell them apart.",
        id="two in one",
    ),
    pytest.param("* a * b * c * d *", "It has more than 4 parts and asterisks.", id="too many"),
]


@pytest.mark.parametrize("pattern, why", NOT_NAMES)
def test_what_is_no_pattern(pattern, why):
    with pytest.raises(ValueError) as refused:
        Pattern(pattern)
    assert str(refused.value) == why


@pytest.mark.parametrize("layout", [books.SHEET_A_QUARTER, books.A_PARTNERSHIP])
def test_a_map_without_a_mistake(layout):
    assert isinstance(map_file.read("old.toml", layout.encode(), register()), Map)


EVERYTHING_WRONG = """
colour = 3
[files]
named = "{quarter} {quarter}.xlsx"
[sheets]
heading_row = 0
heading_rows = "two"
[cells]
quarter = "99"
[columns]
target = "A"
actual = "a"
reason = "{number} why"
[words]
reason = {"n/k" = "no idea"}
number = {"nil" = "nought", "Nil" = 0}
[partnerships]
x = "y"
[quarters]
"Autumn" = "2008"
[targets]
"a b" = "NI 999"
[rows]
left_out = ["Total*", "{year}"]
"""


def test_every_mistake_is_told_at_once_by_its_key():
    assert map_file.read("old.toml", EVERYTHING_WRONG.encode(), register()) == Mistakes(
        (
            'old.toml, files.named is "{quarter} {quarter}.xlsx". {quarter} stands in it twice. Name it once, and '
            "write * for the other.",
            "old.toml, sheets.heading_row is 0. It has to be a whole number from 1 to 300.",
            "old.toml, sheets.heading_rows is 'two'. It has to be a whole number.",
            'old.toml, cells.quarter is "99". It is no cell. Write it like B2.',
            'old.toml, rows.left_out[2] is "{year}". Only * can stand in it for something else.',
            "old.toml, words.number.nil is 'nought'. It has to be a number.",
            "old.toml, colour: the map has no such key. docs/legacy.md has those there are.",
            'old.toml, words.reason."n/k" is "no idea". It has to be one of these, or empty: not yet published; '
            "survey not due; baseline not agreed; target not agreed; definition awaited; data quality; supplier did "
            "not return; suppressed (small numbers); not collected; target suspended.",
            'old.toml, partnerships.x is "y". The register has no such partnership. Use one of: safer-communities, '
            "stronger-communities.",
            'old.toml, quarters.Autumn: "2008" is not a quarter. Write it like 2009-10 Q3.',
            'old.toml, targets."a b" is "NI 999". The register has no such target. Name one that it has, or leave '
            "the row out under rows.left_out.",
            'old.toml, words.number.Nil: "nil" is the same word and means something else. Keep one.',
            'old.toml, columns.reason is "{number} why". It has to have no part, as columns.actual has.',
            'old.toml, columns.actual is "a", and so is columns.target. Each has a heading of its own.',
        )
    )


WHOSE = [
    pytest.param(
        '[files]\nnamed = "a.xlsx"\n',
        "files.named: nothing says the quarter. Put {quarter}, or {year} and {number}, into files.named, "
        "sheets.named or columns.actual, or name the cell under cells.",
        id="nothing says the quarter",
    ),
    pytest.param(
        '[files]\nnamed = "{year}.xlsx"\n',
        "files.named: nothing says the number of the quarter. Put {quarter}, or {year} and {number}, into "
        "files.named, sheets.named or columns.actual, or name the cell under cells.",
        id="half of it",
    ),
    pytest.param(
        '[files]\nnamed = "{quarter}.xlsx"\n[sheets]\nnamed = "{quarter}"\n',
        "sheets.named says the quarter, and so does files.named. Keep one of them.",
        id="said twice",
    ),
    pytest.param(
        '[files]\nnamed = "{quarter}.xlsx"\n[cells]\nyear = "B2"\n',
        "cells.year says the year, and files.named the whole quarter. Keep one of them.",
        id="the quarter and its year",
    ),
]


@pytest.mark.parametrize("said, why", WHOSE)
def test_quarter_and_partnership_are_said_once(said, why):
    layout = f'{said}[columns]\ntarget = "Ref"\nactual = "Actual"\n'
    assert map_file.read("old.toml", layout.encode(), register()) == Mistakes((f"old.toml, {why}",))


NO_MAP = [
    pytest.param(b"\xff\xfe", "old.toml: it is not text. Save it as UTF-8 text.", id="not text"),
    pytest.param(
        b"[files",
        "old.toml: it is not TOML (Expected ']' at the end of a table declaration (at end of document)). Put that "
        "right.",
        id="not TOML",
    ),
]


@pytest.mark.parametrize("data, why", NO_MAP)
def test_what_is_no_map(data, why):
    assert map_file.read("old.toml", data, register()) == Mistakes((why,))
