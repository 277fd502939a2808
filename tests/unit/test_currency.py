"""Money is of any currency: its sign stands before an amount, wherever an amount is printed.

The kind: what was written for pounds alone. Tried: pounds and euros, dollars, whose sign others have too, yen, which
have no hundredths, dinars, which have thousandths, francs, which have no sign but letters, kroner with theirs at home,
money per something and in millions, codes that are no currency's, currencies of the past, codes in small letters, signs
and words alone; in sentences, sums of money, the formats of Excel and of Word's charts, the axis of a chart, the
workbook, the template, in cells that a spreadsheet shows as money, by a sign of their own or by that of whoever opens
it, and in notes that mention an amount.
"""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from oxdash.documents.edition import Edition
from oxdash.excel import workbook
from oxdash.excel.cell_values import MONEY
from oxdash.output import excel
from oxdash.output.excel import tidy
from oxdash.returns import template
from oxdash.returns.mentions import quoted_figure
from oxdash.returns.read_return import read_return
from oxdash.vocabulary import council_tables, currency, tables, units, wording
from tests import workbooks
from tests.drawing import course_figure
from tests.judged_rows import judged

AMOUNTS = [
    # value, unit, places, printed, why
    (1200, "EUR", 0, "€1,200", "euros"),
    (-1200, "EUR", 0, "-€1,200", "a debt has its minus before the sign"),
    (2.5, "EUR per household", 2, "€2.50 per household", "an average in euros"),
    (2.5, "€m", 1, "€2.5m", "millions with the sign"),
    (2.5, "US$ per head", 2, "US$2.50 per head", "a sign with letters"),
    (2, "$m", 0, "2 $m", "a sign that many have says nothing of which it is"),
    (1200, "USD", 0, "US$1,200", "dollars of one country"),
    (1200, "JPY", 0, "JP¥1,200", "yen"),
    (12, "JPY millions", 0, "JP¥12 million", "in millions"),
    (1200, "CHF", 0, "CHF 1,200", "a sign of letters stands apart"),
    (-5, "CHF per visit", 0, "-CHF 5 per visit", "and so it does of a debt"),
    (12, "XYZ", 0, "12 XYZ", "no currency: a unit of its own name"),
    (12, "FTE", 0, "12 FTE", "three letters that are no money"),
    (12, "DEM", 0, "12 DEM", "money of the past"),
    (3, "NHS beds", 0, "3 NHS beds", "three letters before a word"),
]
TYPED = [
    ("€", "EUR", "a sign"),
    ("euros", "EUR", "a word"),
    ("Euro", "EUR", "one of them"),
    ("£", "GBP", "a sign"),
    ("pounds sterling", "GBP", "words"),
    ("US$", "USD", "a sign that one currency has"),
    ("₹", "INR", "a sign that is looked up"),
    ("$", None, "a sign that many have"),
    ("eur", "EUR", "a code in small letters"),
    ("homes", None, "no money"),
    ("all", None, "a word, and in capitals the code of the lek"),
]
FORMATS = [
    # unit, places, in a workbook of ours, in a template, why
    ("GBP", 0, '"£"#,##0', "£#,##0", "pounds, as ever"),
    ("EUR", 2, '"€"#,##0.00', "€#,##0.00", "euros"),
    ("JPY", 0, '"JP¥"#,##0', '"JP¥"#,##0', "letters are quoted, or Excel takes them for its own"),
    ("CHF", 0, '"CHF "#,##0', '"CHF "#,##0', "and so are those alone"),
    ("EUR per household", 0, "#,##0", "#,##0", "money per something has its unit beside it"),
]
SHOWN = [
    ("EUR", "€", True, "its own sign"),
    ("EUR", "£", False, "another's"),
    ("USD", "$", True, "the sign that others have too"),
    ("JPY", "¥", True, "the same of yen"),
    ("CHF", "CHF", True, "letters"),
    ("SEK", "kr", True, "as it is written at home"),
    ("DKK", "kr.", True, "and with a full stop there"),
    ("PLN", "zł", True, "with a letter that is not English"),
    ("PLN", "kr", False, "that of others' home"),
    ("EUR per household", "EUR", True, "by its code"),
    ("thousands of euros", "€", True, "named in words"),
    ("per cent", "€", False, "no money at all"),
]


@pytest.mark.parametrize(("value", "unit", "places", "printed", "why"), AMOUNTS, ids=[row[1] for row in AMOUNTS])
def test_an_amount_has_the_sign_of_its_own_unit(value, unit, places, printed, why):
    assert wording.quantity(value, unit, places) == printed


@pytest.mark.parametrize(("said", "code", "why"), TYPED, ids=[row[0] for row in TYPED])
def test_what_is_typed_for_a_currency(said, code, why):
    found = currency.typed(said)
    assert (found.code if found else None) == code
    assert units.fixed(said) == code


@pytest.mark.parametrize(("unit", "places", "ours", "theirs", "why"), FORMATS, ids=[row[0] for row in FORMATS])
def test_formats_of_cells(unit, places, ours, theirs, why):
    assert tidy.number_format(unit, places) == ours
    assert template.number_format_of(unit, places) == theirs


@pytest.mark.parametrize(("unit", "sign", "own", "why"), SHOWN, ids=[row[-1] for row in SHOWN])
def test_a_sign_that_a_cell_shows(unit, sign, own, why):
    assert units.is_in_currency(unit, sign) is own


@pytest.mark.parametrize("code", ["GBP", "EUR", "USD", "JPY", "CHF"])
def test_money_adds_up_and_may_be_owed(code):
    assert units.adds_up({"unit": code, "places": 2, "better": "higher"})
    assert units.bounds_of_unit(code) == (float("-inf"), float("inf"))


SUMS = [
    # amount, code, printed, whether it is one, why
    (Decimal("1383333.335"), "GBP", "£1,383,333.34", False, "half a penny goes up"),
    (Decimal("-5"), "EUR", "-€5.00", False, "below nothing"),
    (1383333.34, "EUR", "€1,383,333.34", True, "binary, and typed as decimal"),
    (0.1 + 0.2, "EUR", "€0.30", True, "what a sum of floats misses by is no part of a cent"),
    (Decimal("-0.001"), "GBP", "£0.00", False, "nothing has no minus"),
    (12, "JPY", "JP¥12", True, "whole yen"),
    (12.5, "JPY", "JP¥13", False, "there is no half of one"),
    (12.345, "KWD", "KWD 12.345", True, "thousandths"),
    (12.345, "CHF", "CHF 12.35", False, "which francs have not"),
    (12, "DEM", "DEM 12.00", True, "out of use, in a table that was kept"),
    (0, "GBP", "£0.00", True, "nothing is an amount"),
]


@pytest.mark.parametrize(("amount", "code", "printed", "one", "why"), SUMS, ids=[row[-1] for row in SUMS])
def test_a_sum_of_money_in_full(amount, code, printed, one, why):
    assert currency.amount(amount, code) == printed
    if found := currency.of(code):
        assert found.is_amount(amount) is one


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("GBP", "Enter pounds, 0 or more, and whole pennies."),
        ("EUR", "Enter euros, 0 or more, and whole cents."),
        ("JPY", "Enter Japanese yen, 0 or more, and no decimals."),
        ("KWD", "Enter Kuwaiti dinars, 0 or more, and no more than 3 decimals."),
    ],
)
def test_what_is_asked_for_where_a_sum_is_none(code, asked):
    assert currency.of(code).ask == asked


def test_money_in_millions_adds_up_and_an_average_does_not():
    several = ("EUR million", "€m", "GBP thousands", "EUR per household", "JPY per head", "EUR a week")
    assert [units.adds_up({"unit": one, "places": 1, "better": "higher"}) for one in several] == [True] * 3 + [
        False
    ] * 3


def in_euros(unit: str = "EUR", code: str | None = "EUR"):
    """The small register with L1, its amount of money, in a unit, and its grants in a currency."""
    made = workbooks.register()
    kept = made.targets.assign(unit=made.targets.unit.mask(made.targets.target == "L1", unit))
    about = [{"name": "Currency", "value": code}] if code else []
    said = tables.settle(council_tables.ABOUT, pd.DataFrame(about, columns=list(council_tables.ABOUT.columns)))
    return replace(made, targets=kept, about=said)


def messages_of(held, made) -> list[str]:
    found = read_return(workbooks.opened({"Return": {"H9": held}}), made)
    assert found.figures.set_index("target").actual["L1"] == 1234.5 or held == "€1,234.50"
    return [problem.message for problem in found.problems if "cell H9" in problem.message]


ASKED = (
    "safer.xlsx, sheet Return, cell H9, actual for L1: found 1,234.5. The cell shows an amount of money ({}) and this "
    "target is kept in {}. It is read as 1,234.5: confirm, or correct it."
)
FIGURES = [
    # format of the cell, unit of the target, currency of the register, what is asked, why
    ("General", "EUR", "EUR", None, "a plain number"),
    ('"€"#,##0.00', "EUR", "EUR", None, "its own sign"),
    ("[$€-2] #,##0.00", "EUR", "GBP", None, "and as a country writes it"),
    ("[$EUR] 0.00", "EUR per household", "EUR", None, "by its code, of a household"),
    ("£0.00", "EUR", "EUR", ("£", "euros"), "another's"),
    ('"€"0.00', "GBP", "GBP", ("€", "pounds"), "the same the other way"),
    *(
        (code, "EUR", "EUR", None, f"Excel's own format {number}, on whose machine is €")
        for number, code in MONEY.items()
    ),
    *(
        (code, "GBP", "GBP", None, f"Excel's own format {number}, on whose machine is £")
        for number, code in MONEY.items()
    ),
    (MONEY[44], "EUR", "GBP", ("£", "euros"), "an accountant's format where pounds are shown, of a target in euros"),
    (MONEY[7], "GBP", "EUR", ("€", "pounds"), "and pounds where euros are shown"),
    (MONEY[5], "homes", "CHF", ("CHF", "homes"), "money shown by letters, of no money"),
    (MONEY[5], "CHF", "CHF", None, "and of its own"),
    (MONEY[5], "homes", None, ("£", "homes"), "a register that says nothing counts in pounds"),
]


@pytest.mark.parametrize(("shown", "unit", "code", "asked", "why"), FIGURES, ids=[row[-1] for row in FIGURES])
def test_a_return_whose_cells_show_money(shown, unit, code, asked, why):
    said = messages_of(workbooks.cell(1234.5, "H9", number_format=shown), in_euros(unit, code))
    assert said == ([ASKED.format(*asked)] if asked else [])


def test_an_amount_typed_with_its_sign_is_told():
    assert messages_of("€1,234.50", in_euros()) == [
        'safer.xlsx, sheet Return, cell H9, actual for L1: found "€1,234.50". Leave out the sign of the currency. '
        "Enter a number such as 12.5, or leave the cell empty and choose a reason in column K."
    ]


@pytest.mark.parametrize("typed", ["€12", "EUR 12", "US$ 12", "(CHF 12)", "¥12", "zł"])
def test_a_sign_or_a_code_before_a_number_is_told(typed):
    refused = template_refusal(typed)
    assert ("Leave out the sign of the currency." in refused) is (typed != "zł")


def template_refusal(typed: str) -> str:
    found = read_return(workbooks.opened({"Return": {"H9": typed}}), in_euros())
    return next(problem.message for problem in found.problems if "cell H9" in problem.message)


@pytest.mark.parametrize("note", ["CHF 45", "EUR 45", "€45", "¥45"])
def test_a_note_that_mentions_an_amount(note):
    assert quoted_figure(f"It came to {note}") == f"It came to {note}"
    assert quoted_figure("see ABC 45") == ""


def test_a_template_in_euros_shows_the_sign_and_is_read_back():
    made = in_euros()
    sent = template.write(
        made, workbooks.PARTNERSHIP, workbooks.QUARTER, as_at=date(2010, 1, 25), filled=workbooks.filled()
    )
    assert openpyxl.load_workbook(io.BytesIO(sent))["Return"]["H9"].number_format == "€#,##0.00"
    found = read_return(workbook.read("safer.xlsx", sent), made)
    assert [problem.message for problem in found.problems] == [] and found.accepted


def test_a_chart_in_euros_has_their_sign_on_its_axis_and_beside_its_ends():
    made = {code: course_figure(judged({"unit": code, "places": 0, "actual": 1200.0, "milestone": 1500.0}))
            for code in ("EUR", "CHF", "XYZ")}  # fmt: skip
    beside = ("0", "500", "1,000", "1,500")
    signs = {"EUR": "€", "CHF": "CHF ", "XYZ": ""}
    assert {code: made[code].layout.yaxis.ticktext for code in made} == {
        code: tuple(f"{sign}{number}" for number in beside) for code, sign in signs.items()
    }
    ends = " ".join(note.text for note in made["EUR"].layout.annotations)
    assert "€1,200" in ends and "€1,500" in ends


def test_a_workbook_in_euros(shipped):
    """What is kept in pounds in the shipped data, kept in euros, and the same cells with their sign."""
    targets = shipped.register.targets
    own = targets.target[targets.unit == "GBP"].tolist()
    assert own
    in_their_own = {
        "register": replace(
            shipped.register,
            about=shipped.register.about.replace({"value": {"GBP": "EUR"}}),
            targets=targets.assign(unit=targets.unit.replace("GBP", "EUR")),
        ),
        "judged": shipped.judged.assign(unit=shipped.judged.unit.replace("GBP", "EUR")),
    }
    book = openpyxl.load_workbook(io.BytesIO(excel.write(replace(shipped, **in_their_own), Edition("2009-10 Q4"))))
    formats = {
        cell.number_format
        for row in book["Figures"].iter_rows()
        if any(cell.value in own for cell in row)
        for cell in row
        if isinstance(cell.value, int | float)
    }
    assert '"€"#,##0' in formats
    assert not [
        cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row if "£" in cell.number_format
    ]


def test_the_smaller_unit():
    assert [currency.of(code).places for code in ("GBP", "EUR", "JPY", "KWD")] == [2, 2, 0, 3]
    assert currency.of("XYZ") is None and currency.of("XXX") is None and currency.of("eur") is None


SAYS = "import sys; from {0}; {1}; print('babel' in sys.modules)"
NOT_LOADED = [
    (
        "oxdash.vocabulary import wording as w",
        "w.quantity(1, 'GBP'); w.quantity(1, '€ per home'); w.gap(1, 'kWh')",
        "words",
    ),
    ("oxdash.vocabulary import currency as c", "c.amount(1, 'EUR'); c.typed('homes'); c.typed('£')", "sums"),
    ("oxdash.__main__ import cli", "cli(['position'], standalone_mode=False)", "position"),
    ("oxdash.__main__ import cli", "cli(['--help'], standalone_mode=False)", "help"),
]


@pytest.mark.parametrize(("imports", "done", "why"), NOT_LOADED, ids=[row[2] for row in NOT_LOADED])
def test_pounds_and_euros_need_no_book_of_currencies(imports, done, why):
    said = SAYS.format(imports, done)
    told = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False"
