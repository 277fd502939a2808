"""What a figure cell may hold: every kind of cell with the whole sentence an officer reads, and why it is so."""

from datetime import date, datetime, time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.excel.cells import Holds
from oxdash.returns.figure_cell import CAUSES, read_figure
from oxdash.returns.read_return import read_return
from oxdash.vocabulary.model import LEVEL, PER_CENT
from tests.workbooks import QUARTER, cell, opened, register

ENTER = "Enter a number such as 12.5, or leave the cell empty and choose a reason in column K."
COUNT = "Enter a number such as 125, or leave the cell empty and choose a reason in column K."
SCALE = "Enter a whole number from 0 to 4, or leave the cell empty and choose a reason in column K."
CONFIRM = "confirm, or correct it."
PERIOD = "Leave out the period: it goes in Figure is for."
NOTE = "Leave out the note: notes go in Commentary."
AFTER = "Leave out what stands after the number."
LIMIT = "Give the figure itself; one too small to publish is left empty, with the reason suppressed (small numbers)."
COMMA = "Use a full stop for the decimal point and commas between thousands only."
BEFORE = "Leave out what stands before the number."
HIDDEN = "No figure and no reason: choose a reason in column K, or confirm that none is given."
FORMAT = "set the cell's format to Number first."
DIGITS = "That has more digits than a spreadsheet can keep."


def error(word):
    return cell(word, holds=Holds.ERROR)


def formula(text):
    return cell(text, holds=Holds.FORMULA)


def shown(value, number_format):
    return cell(value, number_format=number_format)


MONEY = [
    # a format that puts a currency's sign to the number, the sign, why
    ("£#,##0.0", "£", "a bare sign"),
    ('"£"#,##0.00;-"£"#,##0.00', "£", "as Excel makes of an amount typed into a cell"),
    ("\\£0", "£", "escaped"),
    ("[$£-809]#,##0.00", "£", "of a country's"),
    ('_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£", "an accountant's"),
    ('0.0" £m"', "£", "with words, behind the number"),
    ("[$GBP] 0", "GBP", "by its letters"),
    ("[$€-2] 0.00", "€", "another country's"),
    ("$#,##0", "$", "dollars"),
    ("0 ¥", "¥", "yen"),
    ('0;"£"0', "£", "of negative numbers alone: the cell may have been one"),
]

# Cells of NI 30, kept in per cent to one place, lower is better, milestone 14.
READ = [
    # what stands there, the figure, the sentence after "actual for NI 30: found " (None: nothing to say), why
    (12.5, 12.5, None, "a plain number"),
    (0, 0.0, None, "zero is a figure, not a gap"),
    (12.3456789, 12.3456789, None, "more places than are kept is no matter: nothing is rounded on the way in"),
    (shown(12.5, "#,##0.00"), 12.5, None, "a format that only adds places"),
    (shown(12.5, "0.0_);[Red](0.0)"), 12.5, None, "a format with colours"),
    (shown(12.5, '#,##0.0;"minus "0.0'), 12.5, None, "a format with words of its own"),
    *(
        (
            shown(45, number_format),
            45.0,
            f"45. The cell shows an amount of money ({sign}) and this target is kept in per cent. It is read as 45: "
            f"{CONFIRM}",
            why,
        )
        for number_format, sign, why in MONEY
    ),
    (
        shown(45, "£0.0,"),
        45.0,
        "45. The cell's format shows it in thousands. The cell shows an amount of money (£) and this target is kept in "
        f"per cent. It is read as 45: {CONFIRM}",
        "thousands of pounds",
    ),
    (shown(45, "[$-809]0.0"), 45.0, None, "a language is no currency"),
    (shown(45, "_£0.0_$"), 45.0, None, "room for a sign is no sign"),
    ("12.5", 12.5, f'"12.5". It is typed as text. It is read as 12.5: {CONFIRM}', "a number typed as text"),
    (" 12.5 ", 12.5, f'" 12.5 ". It is typed as text. It is read as 12.5: {CONFIRM}', "spaces around it"),
    (".5", 0.5, f'".5". It is typed as text. It is read as 0.5: {CONFIRM}', "no digit before the stop"),
    ("-0.0", 0.0, f'"-0.0". It is typed as text. It is read as 0: {CONFIRM}', "and with places"),
    (-0.0, 0.0, None, "the same as a number: nothing to confirm"),
    (
        "12.3456789012345",
        12.3456789012345,
        f'"12.3456789012345". It is typed as text. It is read as 12.3456789012345: {CONFIRM}',
        "15 digits, all that a spreadsheet keeps",
    ),
    ("-0", 0.0, f'"-0". It is typed as text. It is read as 0: {CONFIRM}', "nought below nought is nought"),
    (
        "0",
        0.0,
        f'"0". It is typed as text. It is read as 0: {CONFIRM}',
        "zero as text: a real zero in Maidstone's return",
    ),
    ("45%", 45.0, f'"45%". It is read as 45: {CONFIRM}', "a per cent as text"),
    ("45 %", 45.0, f'"45 %". It is read as 45: {CONFIRM}', "with a space"),
    ("45\u00a0%", 45.0, f'"45 %". It is read as 45: {CONFIRM}', "with a space that does not break, as Word puts it"),
    (
        "\u00a045",
        45.0,
        f'" 45". It is typed as text. It is read as 45: {CONFIRM}',
        "such a space before",
    ),
    (
        shown(45, '0.0" (p)"'),
        45.0,
        f'45. "(p)" stands in the cell\'s format alone. It is read as 45: {CONFIRM}',
        "provisional by its format, which is not read",
    ),
    (
        shown(45, '"<"0'),
        45.0,
        f'45. "<" stands in the cell\'s format alone. It is read as 45: {CONFIRM}',
        "a limit by its format",
    ),
    (
        shown(45, "0.0\\*"),
        45.0,
        f'45. "*" stands in the cell\'s format alone. It is read as 45: {CONFIRM}',
        "a footnote mark by its format",
    ),
    (shown(45, '0.0" per cent"'), 45.0, None, "the unit in the format says nothing new"),
    (shown(45, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'), 45.0, None, "an accountant's format"),
    (shown(45, '0.0;"minus "0.0;"nil"'), 45.0, None, "words of a format for other numbers"),
    (shown(0.45, "0%"), 45.0, f"45%. It is read as 45: {CONFIRM}", "0.45 shown as 45% is 45"),
    (
        shown(0.07, "0.00%"),
        7.0,
        f"7%. It is read as 7: {CONFIRM}",
        "multiplied as a decimal: 0.07 x 100 in floats is not 7",
    ),
    (
        shown(0.123456789, "0%;-0%"),
        12.3456789,
        f"0.123456789. It is read as 12.3456789: {CONFIRM}",
        "full precision is kept, whatever is shown",
    ),
    (
        shown(45, '0.00"%"'),
        45.0,
        f"45. The % sign is part of the cell's format. It is read as 45: {CONFIRM}",
        "a % sign that is only drawn multiplies nothing",
    ),
    (
        shown(45, "0\\%"),
        45.0,
        f"45. The % sign is part of the cell's format. It is read as 45: {CONFIRM}",
        "the same, escaped",
    ),
    (
        shown(45, "0.0,"),
        45.0,
        f"45. The cell's format shows it in thousands. It is read as 45: {CONFIRM}",
        "the officer sees 0.0 and the cell holds 45",
    ),
    (
        shown(45, ";;;"),
        45.0,
        f"45. The cell's format hides the number. It is read as 45: {CONFIRM}",
        "shown as nothing",
    ),
    (
        shown(45, '"n/a"'),
        45.0,
        f"45. The cell's format hides the number. It is read as 45: {CONFIRM}",
        "shown as n/a while a number stands there",
    ),
]

NO_FIGURE = [
    (None, "blank"),
    ("   ", "white space is blank"),
    ("n/a", "the usual words"),
    ("N/A", "as Middlesbrough printed it: no target was set, or no trend"),
    ("TBC", "as Maidstone printed it: to be confirmed"),
    ("Awaiting published figure", "as Salford printed it: missing, expected"),
    ("Not  available", "white space folded"),
    ("-", "a dash"),
    ("–", "a dash as Word types it"),
    ("..", "the statistician's not available"),
    (":", "Eurostat's not available"),
    ("[x]", "the Government's own marker for not available"),
]

REFUSED = [
    # what stands there, the sentence after "actual for NI 30: found ", why
    ("tbc 2010", f'"tbc 2010". {ENTER}', "words with a year are not a figure"),
    (
        date(2010, 5, 12),
        f"the date 12 May 2010. Excel may have turned what you typed into a date: {FORMAT} {ENTER}",
        "a date",
    ),
    (
        datetime(2010, 5, 12, 14, 30),
        f"the date 12 May 2010 14:30. Excel may have turned what you typed into a date: {FORMAT} {ENTER}",
        "a date with a time",
    ),
    (time(12, 5), f"the time 12:05:00. Excel may have turned what you typed into a time: {FORMAT} {ENTER}", "a time"),
    (True, f"TRUE. {ENTER}", "a boolean is not 1"),
    (False, f"FALSE. {ENTER}", "nor 0"),
    (error("#DIV/0!"), f"the error #DIV/0!. {ENTER}", "an Excel error"),
    (error("#N/A"), f"the error #N/A. {ENTER}", "Excel's #N/A is an error of a formula, not the officer's n/a"),
    (
        formula("=A1+B1"),
        "the formula =A1+B1, which has no saved result. Open it in Excel and save it, so that its result is kept, "
        f"or type the figure itself. {ENTER}",
        "a formula without a saved result",
    ),
    ("12/05/2010", f'"12/05/2010". A date is not a figure. {ENTER}', "a date typed as text"),
    ("12-15", f'"12-15". Give one figure, not two or a range. {ENTER}', "a range"),
    ("12 to 15", f'"12 to 15". Give one figure, not two or a range. {ENTER}', "a range in words"),
    ("12%–15%", f'"12%–15%". Give one figure, not two or a range. {ENTER}', "a range with a long dash"),
    ("<5", f'"<5". {LIMIT} {ENTER}', "suppressed small numbers are no figure"),
    ("less than 5", f'"less than 5". {LIMIT} {ENTER}', "the same in words"),
    ("1O5", f'"1O5". It has letters among its digits, such as O for 0 or l for 1. {ENTER}', "letter O for nought"),
    ("l2.5", f'"l2.5". It has letters among its digits, such as O for 0 or l for 1. {ENTER}', "letter l for one"),
    ("١٢", f'"١٢". Use the digits 0 to 9. {ENTER}', "Arabic-Indic digits"),
    ("１２", f'"１２". Use the digits 0 to 9. {ENTER}', "full-width digits"),
    ("12½", f'"12½". Use the digits 0 to 9. {ENTER}', "a fraction in one character"),
    ("12.5²", f'"12.5²". Use the digits 0 to 9. {ENTER}', "a footnote number set high"),
    ("inf", f'"inf". That is not a figure. {ENTER}', "infinity"),
    ("-Infinity", f'"-Infinity". That is not a figure. {ENTER}', "infinity below"),
    ("NaN", f'"NaN". That is not a figure. {ENTER}', "a computer's not-a-number"),
    (float("inf"), f"inf. That is larger than a spreadsheet can keep. {ENTER}", "infinity as a number"),
    (
        10**400,
        f"1{'0' * 59}.... That is larger than a spreadsheet can keep. {ENTER}",
        "a whole number beyond any float",
    ),
    ("1234567890.123456", f'"1234567890.123456". {DIGITS} {ENTER}', "16 digits, of which some are places"),
    ("1000000000000000", f'"1000000000000000". {DIGITS} {ENTER}', "the first number that has 16"),
    ("9999999999999999", f'"9999999999999999". {DIGITS} {ENTER}', "16 digits would not come back as typed"),
    ("12,5", f'"12,5". {COMMA} {ENTER}', "a decimal comma"),
    ("1.234,5", f'"1.234,5". {COMMA} {ENTER}', "continental grouping"),
    ("12,34,567", f'"12,34,567". {COMMA} {ENTER}', "not UK grouping"),
    ("12·5", f'"12·5". {COMMA} {ENTER}', "a decimal point at middle height"),
    ("1\u202f234", f'"1 234". Leave out the space between the digits. {ENTER}', "a narrow space between thousands"),
    ("c. 12", f'"c. 12". {BEFORE} {ENTER}', "about, as historians write it"),
    ("approx 12.5", f'"approx 12.5". {BEFORE} {ENTER}', "about"),
    ("~12", f'"~12". {BEFORE} {ENTER}', "about, in a sign"),
    ("▲12.5", f'"▲12.5". {BEFORE} {ENTER}', "an arrow for the direction of travel"),
    ("'12.5", f'"\'12.5". {BEFORE} {ENTER}', "the mark by which Excel is told that it is text, twice"),
    ("Provisional 12.5", f'"Provisional 12.5". {BEFORE} {ENTER}', "provisional is said in Figure is"),
    ("12.5 (p)", f'"12.5 (p)". {NOTE} {ENTER}', "the same behind it"),
    ("1 234", f'"1 234". Leave out the space between the digits. {ENTER}', "a space between thousands"),
    ("1e3", f'"1e3". Write the number out in full. {ENTER}', "a computer's shorthand"),
    ("+5", f'"+5". Leave out the plus sign. {ENTER}', "a change is not a figure"),
    ("−5", f'"−5". Use an ordinary minus sign, as in -5. {ENTER}', "a minus sign as Word types it"),
    ("5-", f'"5-". Use an ordinary minus sign, as in -5. {ENTER}', "a minus sign behind, as ledgers print it"),
    ("(5.2)", f'"(5.2)". For a negative figure use a minus sign, not brackets. {ENTER}', "an accountant's negative"),
    ("12.5*", f'"12.5*". {NOTE} {ENTER}', "a footnote mark"),
    ("12.5 (1)", f'"12.5 (1)". {NOTE} {ENTER}', "a footnote number"),
    ("*12.5", f'"*12.5". {NOTE} {ENTER}', "a footnote mark before"),
    ("*", f'"*". {ENTER}', "a mark alone may stand for anything"),
    ("nil", f'"nil". {ENTER}', "may mean nought or nothing"),
    ("12.5p", f'"12.5p". {AFTER} {ENTER}', "provisional is said in Figure is"),
    ("$12", f'"$12". Leave out the sign of the currency. {ENTER}', "a currency"),
    ("1.2.3", f'"1.2.3". Give one number alone. {ENTER}', "two stops"),
    ("\u202e12", f'"\\u202e12". It holds characters that cannot be seen: type it again. {ENTER}', "reads 21 on screen"),
    ("1" * 70, f'"{"1" * 60}...". {DIGITS} {ENTER}', "cut short where it is quoted"),
    ("A" * 5000, f'"{"A" * 60}...". Give one number alone: notes go in Commentary. {ENTER}', "a page of text"),
    (shown(0.45, "0%%"), f"0.45. The cell's format multiplies by 100 more than once. {ENTER}", "shown as 4500%%"),
]

# Cells of real returns as printed, with the council that printed them.
PRINTED = [
    ("74% (06/07)", PERIOD, "Middlesbrough: value with its period in the same cell"),
    ("None set", "", "Middlesbrough: no target, which is not a figure's absence"),
    ("Deleted", "", "Middlesbrough: indicator withdrawn"),
    ("NI 001", "", "Middlesbrough: a code"),
    ("54.5 (2005-2007 ave)", PERIOD, "Cumbria: three-year average"),
    ("70.8% ( for 2006)", PERIOD, "Cumbria: stray space inside the bracket; calendar year"),
    ("78.0% (for 2010)", PERIOD, "Cumbria: calendar year in a financial-year column"),
    ("Current LAA - TBC with GONW, etc", "", "Cumbria: under negotiation with the Government Office"),
    ("36% (see footnote)", NOTE, "Cumbria: the footnote stands outside the table"),
    ("LI 3 (NI 11)", "", "Cumbria: local code with the NI code in brackets"),
    ("10.96% (2005 provisional)", PERIOD, "Cambridgeshire: provisional calendar-year value"),
    ("53,964 (2005)", PERIOD, "Cambridgeshire: thousands separator and year"),
    ("0 (2004 baseline)", PERIOD, "Cambridgeshire: the baseline stands in the result's place"),
    ("See notes", "", "Cambridgeshire: too complex for the cell"),
    ("9.5 days", AFTER, "Lancaster: unit in the cell"),
    ("08/09 Outurn", "Give one number alone.", "Lancaster: misspelt heading"),
    ("Good is ? = Low", "", "Lancaster: polarity column"),
    ("£23,771,451.95", "Leave out the sign of the currency.", "Maidstone: currency"),
    ("2.4%<", LIMIT, "Maidstone: trailing comparator"),
    ("Annual KPI", "", "Maidstone: not due this quarter, which the reason column says"),
    ("Data not available until 2024", "", "Maidstone: missing with a date, which Expected on is for"),
    ("(C) (S) (R) (A)", "", "Havering: measure kind flags"),
    ("640 (494)", NOTE, "Havering: annual target with the quarter's in brackets"),
    ("31.02days", AFTER, "Salford: no space before the unit"),
    ("400 / 201.3A", "Give one number alone.", "Salford: old target and amended target"),
    ("84.2% 2002/03 school year overall", PERIOD, "Salford: academic-year value in a financial-quarter column"),
    ("Baseline set by 05/06 result (62%)", "", "Hertfordshire: first-year target defined by its own result"),
    (
        "Apr - Dec =1,856. Full year projection=2,475",
        "Give one number alone.",
        "Hertfordshire: year to date and forecast in one cell",
    ),
    ("Q4=141", PERIOD, "North Norfolk: quarter tag inside the value"),
    ("Not yet", "", "Lancashire: an answer to another question"),
    ("Each Partner Council to have facilities in place", "", "Oxfordshire Waste Partnership: text milestone"),
]

OTHER_UNITS = [
    # address, what stands there, the whole sentence after the file's name, why
    (
        "H5",
        "1,234",
        f'actual for NI 15: found "1,234". It is typed as text. It is read as 1,234: {CONFIRM}',
        "UK grouping",
    ),
    (
        "H5",
        "45%",
        f'actual for NI 15: found "45%". This target is kept in count, not in per cent. {COUNT}',
        "% in a count",
    ),
    (
        "H5",
        shown(0.45, "0%"),
        f"actual for NI 15: found 45%. The cell shows a percentage and this target is kept in count. {COUNT}",
        "0.45 shown as 45% in a count",
    ),
    (
        "H5",
        shown(45, '0"%"'),
        f"actual for NI 15: found 45. The cell shows a percentage and this target is kept in count. {COUNT}",
        "a drawn % sign in a count",
    ),
    (
        "H5",
        shown(141, '"£"#,##0'),
        "actual for NI 15: found 141. The cell shows an amount of money (£) and this target is kept in count. It is "
        f"read as 141: {CONFIRM}",
        "pounds on a count",
    ),
    (
        "H7",
        shown(3, "£0"),
        "actual for NI 188: found 3. The cell shows an amount of money (£) and this target is kept in level. It is "
        f"read as 3: {CONFIRM}",
        "pounds on a level",
    ),
    (
        "H9",
        shown(1234.56, "[$€-2] 0.00"),
        "actual for L1: found 1,234.56. The cell shows an amount of money (€) and this target is kept in pounds. It is "
        f"read as 1,234.56: {CONFIRM}",
        "another currency than the target's",
    ),
    (
        "M4",
        shown(13.1, "£0.0"),
        "year-end forecast for NI 30: found 13.1. The cell shows an amount of money (£) and this target is kept in per "
        f"cent. It is read as 13.1: {CONFIRM}",
        "a forecast",
    ),
    ("H7", 2.5, f"actual for NI 188: found 2.5. {SCALE}", "a level is a whole number"),
    ("H7", 5, f"actual for NI 188: found 5. {SCALE}", "and not beyond 4"),
    ("H7", -1, f"actual for NI 188: found -1. {SCALE}", "nor below 0"),
    ("H7", "level 3", f'actual for NI 188: found "level 3". {SCALE}', "the word is the unit's"),
    (
        "M4",
        "tbc 2010",
        'year-end forecast for NI 30: found "tbc 2010". Enter a number such as 12.5, or leave the cell empty.',
        "a forecast needs no reason why there is none",
    ),
    (
        "M4",
        "13.1",
        f'year-end forecast for NI 30: found "13.1". It is typed as text. It is read as 13.1: {CONFIRM}',
        "as text",
    ),
]


def figures_and_messages(address, value):
    found = read_return(opened({"Return": {address: value}}), register())
    return found, [problem.message for problem in found.problems]


def sentence(said):
    return f"safer.xlsx, sheet Return, cell H4, actual for NI 30: found {said}"


@pytest.mark.parametrize(("value", "figure", "said"), [row[:3] for row in READ], ids=[row[3] for row in READ])
def test_a_cell_that_is_a_figure(value, figure, said):
    found, messages = figures_and_messages("H4", value)
    assert found.figures.actual[0] == figure
    assert not np.signbit(found.figures.actual[0]), "nought has no sign"
    assert found.accepted
    # the check that a per cent under 1 is meant comes with its own sentence, tested in test_returns
    assert [one.split(" Under 1 per cent")[0] for one in messages] == ([sentence(said)] if said else [])


@pytest.mark.parametrize("value", [row[0] for row in NO_FIGURE], ids=[row[1] for row in NO_FIGURE])
def test_a_cell_that_holds_no_figure(value):
    found, messages = figures_and_messages("H4", value)
    assert found.figures.actual.isna()[0]
    words = f'found "{value}"' if value and value.strip() else "the cell is empty"
    assert messages == [f"safer.xlsx, sheet Return, cell H4, actual for NI 30: {words}. {HIDDEN}"]


@pytest.mark.parametrize(("value", "said"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_a_cell_that_is_refused(value, said):
    found, messages = figures_and_messages("H4", value)
    assert messages == [sentence(said)]
    assert not found.accepted
    assert found.figures.actual.isna()[0]


@pytest.mark.parametrize(("printed", "cause"), [row[:2] for row in PRINTED], ids=[row[2] for row in PRINTED])
def test_a_cell_as_a_council_printed_it(printed, cause):
    found, messages = figures_and_messages("H4", printed)
    assert messages == [sentence(f'"{printed}". {cause} {ENTER}'.replace("  ", " "))]
    assert not found.accepted


@pytest.mark.parametrize(
    ("address", "value", "said"), [row[:3] for row in OTHER_UNITS], ids=[row[3] for row in OTHER_UNITS]
)
def test_a_cell_of_another_unit_or_column(address, value, said):
    _, messages = figures_and_messages(address, value)
    assert [one for one in messages if "last figure" not in one] == [
        f"safer.xlsx, sheet Return, cell {address}, {said}"
    ]


@pytest.mark.parametrize("number_format", ["£#,##0.00", '"£"0', "[$£-809]0", "[$GBP] 0", "0\\£"])
@pytest.mark.parametrize("unit", ["GBP", "GBP per household", "£ thousand", "thousands of pounds", "pence per mile"])
def test_pounds_shown_as_pounds_are_no_question(number_format, unit):
    assert read_figure(shown(45, number_format), unit, "") == read_figure(shown(45, "0"), unit, "")


def test_the_tables_reach_every_cause():
    said = " ".join([row[1] for row in REFUSED] + [row[1] for row in PRINTED])
    assert [cause for _, cause in CAUSES if cause not in said] == []


@given(st.text())
@settings(max_examples=200)
def test_any_text_is_read_or_refused_in_a_sentence(text):
    reading = read_figure(cell(text), PER_CENT, "leave the cell empty")
    assert reading.refused is None or reading.value is None
    assert reading.refused is None or reading.refused.endswith("or leave the cell empty.")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_a_plain_number_comes_back_as_it_is(value):
    assert read_figure(cell(value), PER_CENT, "").value == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**8), max_value=10**8, places=4))
def test_text_in_uk_grouping_reads_as_the_same_number(value):
    for text in (f"{value}", f"{value:,}"):
        reading = read_figure(cell(text), PER_CENT, "")
        assert reading.value == float(value)
        assert reading.confirm, "a reading is always shown back"


@given(st.integers(-3, 8) | st.floats(-3, 8))
def test_a_level_is_whole_and_on_its_scale(value):
    reading = read_figure(cell(value), LEVEL, "")
    assert (reading.value is not None) == (value in (0, 1, 2, 3, 4))


def test_the_sound_return_has_nothing_wrong():
    found = read_return(opened(), register())
    assert found.problems == ()
    assert (found.partnership, found.quarter) == ("safer-communities", QUARTER)
