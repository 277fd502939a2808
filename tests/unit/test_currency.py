"""Money is of any currency: its sign stands before an amount, wherever an amount is printed.

The kind: what was written for pounds alone. Tried: pounds and euros, dollars, whose sign others have too, yen, which
have no hundredths, francs, which have no sign but letters, money per something and in millions, codes that are no
currency's, currencies of the past, codes in small letters, signs and words alone; in sentences, in the formats of
Excel and of Word's charts, in the template, and in cells that a spreadsheet shows as money.
"""

import subprocess
import sys

import pytest

from oxdash.output.excel import tidy
from oxdash.returns import layout, template
from oxdash.vocabulary import currency, units, wording

AMOUNTS = [
    # value, unit, places, printed, why
    (1200, "EUR", 0, "€1,200", "euros"),
    (-1200, "EUR", 0, "-€1,200", "a debt has its minus before the sign"),
    (2.5, "EUR per household", 2, "€2.50 per household", "an average in euros"),
    (2.5, "€m", 1, "€2.5m", "millions with the sign"),
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
    assert template.number_format_of({layout.UNIT: unit}, places) == theirs


@pytest.mark.parametrize(("unit", "sign", "own", "why"), SHOWN, ids=[row[-1] for row in SHOWN])
def test_a_sign_that_a_cell_shows(unit, sign, own, why):
    assert units.is_in_currency(unit, sign) is own


@pytest.mark.parametrize("code", ["GBP", "EUR", "USD", "JPY", "CHF"])
def test_money_adds_up_and_may_be_owed(code):
    assert units.adds_up({"unit": code, "places": 2, "better": "higher"})
    assert units.bounds_of_unit(code) == (float("-inf"), float("inf"))


def test_the_smaller_unit():
    assert [currency.of(code).places for code in ("GBP", "EUR", "JPY", "KWD")] == [2, 2, 0, 3]
    assert currency.of("XYZ") is None and currency.of("XXX") is None and currency.of("eur") is None


def test_pounds_and_euros_need_no_book_of_currencies():
    said = "import sys; from oxdash.vocabulary import wording as w; w.quantity(1, 'GBP'); w.quantity(1, 'EUR per home')"
    told = subprocess.run(
        [sys.executable, "-c", f"{said}; print('babel' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert told.stdout == "False\n"
