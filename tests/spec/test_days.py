"""A day cell with a time of day, or shown by half: which day is meant, and that the officer is asked wherever one is.

The kind: midnights of another zone. Tried: the zones of Europe in summer and winter, a zone's odd seconds of long ago,
times that people mean (a deadline, the end of a day), what is left of a day kept as a fraction, days counted from 1904,
days written as ISO text with and without a zone, and a file that ExcelJS wrote in London. Beside it days of which the
cell shows no day or no year, which Excel makes of Jun-10 and 30 June. Days as text, and dates that Excel made of
periods, stand in test_returns.py.
"""

from datetime import date, datetime

import hostile
import openpyxl
import pytest

from oxdash.excel import workbook
from oxdash.excel.cell_readers import Reading, clock, day_meant
from oxdash.excel.cells import Cell, Holds
from oxdash.register.cells import Known
from oxdash.register.cells import day as register_day
from oxdash.returns.cell_readers import day
from oxdash.returns.read_return import read_return
from tests.workbooks import opened, register

MEANT = [
    # as kept, the day that is meant, the time of day that is asked about, why
    (datetime(2010, 6, 30), date(2010, 6, 30), "", "a day alone"),
    (datetime(2010, 6, 29, 23), date(2010, 6, 30), "23:00", "a British midnight in summer"),
    (datetime(2010, 6, 29, 22), date(2010, 6, 30), "22:00", "a continental midnight in summer"),
    (datetime(2010, 6, 29, 21), date(2010, 6, 30), "21:00", "an eastern European midnight in summer"),
    (datetime(2010, 6, 29, 23, 58, 45), date(2010, 6, 30), "23:58:45", "London's own time, 75 seconds behind"),
    (datetime(2010, 6, 30, 1), date(2010, 6, 30), "01:00", "an hour the other way"),
    (datetime(2010, 6, 30, 9, 30), date(2010, 6, 30), "09:30", "a morning"),
    (datetime(2010, 6, 30, 12), date(2010, 6, 30), "12:00", "noon, which programs use to be safe from zones"),
    (datetime(2010, 6, 30, 17), date(2010, 6, 30), "17:00", "a deadline"),
    (datetime(2010, 6, 30, 23, 59), date(2010, 6, 30), "23:59", "the end of the day, as people write it"),
    (datetime(2010, 6, 30, 23, 59, 59), date(2010, 6, 30), "23:59:59", "the end of the day, as programs write it"),
    (datetime(2010, 6, 29, 23, 59, 59, 999_999), date(2010, 6, 30), "", "the last digit of a fraction"),
    (datetime(2010, 12, 31, 23), date(2011, 1, 1), "23:00", "across the end of a year"),
    (datetime(9999, 12, 31, 20, 0, 0, 600_000), date(9999, 12, 31), "20:00", "the last day there is"),
]


@pytest.mark.parametrize(("kept", "meant", "time", "why"), MEANT, ids=[row[-1] for row in MEANT])
def test_which_day_is_meant(kept, meant, time, why):
    assert (day_meant(kept), clock(kept)) == (meant, time)


@pytest.mark.parametrize(("kept", "meant", "time", "why"), MEANT[:-1], ids=[row[-1] for row in MEANT[:-1]])
def test_it_is_asked_in_a_return_and_in_a_register(kept, meant, time, why):
    cell = Cell("D4", 4, 4, Holds.DATE, kept)
    said = f"{meant.day} {meant:%B %Y}"
    asked = f"It holds a time of day: is it {said}? Confirm, and it is read so, or enter the day alone."
    reading = day(cell)
    assert (reading.value, reading.refused, reading.confirm) == (meant, None, asked if time else None)
    doubtful = Reading(meant, confirm=f"It holds a time of day, {time}: is it {said}? Enter the day alone.")
    assert register_day(cell, Known()) == (doubtful if time else Reading(meant))


SHOWN = [
    # a cell's format, what of the day it does not show, why
    ("mmm-yy", "day", "Jun-10, of which Excel makes 1 June 2010"),
    ("mmm\\-yyyy", "day", "the same with an escape"),
    ("mmmm yyyy;@", "day", "a month in full, with a section for text"),
    ("yyyy", "day", "a year alone"),
    ("dddd", "day", "a weekday alone"),
    ("d-mmm", "year", "30-Jun, to which Excel adds this year"),
    ('d" of year "mmmm', "year", "words that only look like a token"),
    ("[$-407]d. mmmm;@", "year", "a German day without its year"),
    ("dd/mm/yyyy", None, "a day in full"),
    ("mm-dd-yy", None, "Excel's own short day"),
    ("[$-F800]dddd, mmmm dd, yyyy", None, "the system's long day"),
    ("[$-411]ge.m.d", None, "a year of an era"),
    ("d/m/yy h:mm AM/PM", None, "with a time of day"),
    ("General", None, "a day kept as ISO text"),
]


@pytest.mark.parametrize(("number_format", "missing", "why"), SHOWN, ids=[row[-1] for row in SHOWN])
def test_a_day_that_its_cell_does_not_show_is_asked_about(number_format, missing, why):
    cell = Cell("D4", 4, 4, Holds.DATE, date(2010, 6, 1), number_format)
    reading, in_register = day(cell), register_day(cell, Known())
    if missing is None:
        assert (reading.value, reading.confirm, in_register) == (date(2010, 6, 1), None, Reading(date(2010, 6, 1)))
        return
    asked = f"Its cell shows no {missing}: is it 1 June 2010? "
    assert reading.value == date(2010, 6, 1)
    assert reading.confirm == f"{asked}Confirm, and it is read so, or enter it in full."
    assert in_register == Reading(date(2010, 6, 1), confirm=f"{asked}Show the day in full.")


WHERE = [
    # sheet, cell, what the problem says it is for, why
    ("Return", "L6", "day the figure is expected for NI 17", "expected on"),
    ("Actions", "{due}4", "day the action is due for NI 30", "due"),
    ("Cover", "B7", "prepared on", "prepared on"),
]


@pytest.mark.parametrize(("sheet", "address", "about", "why"), WHERE, ids=[row[-1] for row in WHERE])
def test_it_is_asked_wherever_a_day_stands(sheet, address, about, why):
    headings = {cell.value: cell.address[0] for cell in opened().sheet("Actions").cells.values() if cell.row == 3}
    where = address.format(due=headings["Due"])
    cells = {where: datetime(2010, 6, 29, 23)}
    if sheet == "Actions":
        cells |= {f"{headings[name]}4": text for name, text in (("Action", "Patrols"), ("Owner", "Area commander"))}
        cells[f"{headings.get('For') or headings['Target']}4"] = "NI 30"
    (problem,) = read_return(opened({sheet: cells}), register()).problems
    assert problem.message == (
        f"safer.xlsx, sheet {sheet}, cell {where}, {about}: found the date 29 June 2010 23:00. It holds a time of day: "
        "is it 30 June 2010? Confirm, and it is read so, or enter the day alone."
    )


def test_a_file_that_another_program_wrote_in_london():
    """ExcelJS keeps 30 June 2010 in London as 23:00 of the day before; nothing of it is read in silence."""
    book = workbook.read("exceljs.xlsx", (hostile.DATA / "exceljs_london.xlsx").read_bytes())
    found = [day(cell) for cell in book.sheet("Actions").cells.values() if cell.holds == Holds.DATE]
    assert sorted((one.value, one.confirm is not None) for one in found) == [
        (date(2010, 6, 30), True),
        (date(2010, 9, 30), False),
    ], "the second was typed as text by the test's officer"


ISO = [
    # text of an ISO date cell, as read, why
    ("2010-06-30", date(2010, 6, 30), "a day"),
    ("2010-06-30T00:00:00", datetime(2010, 6, 30), "with its midnight"),
    ("2010-06-29T23:00:00Z", datetime(2010, 6, 29, 23), "of no zone"),
    ("2010-06-29T23:00:00.000Z", datetime(2010, 6, 29, 23), "to the thousandth"),
]


@pytest.mark.parametrize(("text", "value", "why"), ISO, ids=[row[-1] for row in ISO])
def test_a_day_kept_as_iso_text(text, value, why):
    cell = workbook.read("a.xlsx", hostile.with_cell(f'<c r="A1" t="d"><v>{text}</v></c>')).sheets[0].at(1, 1)
    assert (cell.holds, cell.value) == (Holds.DATE, value)


def test_a_time_of_day_in_a_workbook_that_counts_from_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime(2010, 6, 29, 23)
    cell = workbook.read("mac.xlsx", hostile.saved(book)).sheets[0].at(1, 1)
    assert day(cell).value == date(2010, 6, 30)
