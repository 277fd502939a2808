"""A council whose year begins in another month: its returns, its register, its findings and what they say.

The kind: a place where the year from April was written into the program. Tried: the cover, the title of the table, what
"figure is for" may say, the days a figure can be expected, running totals and what is said of the month they begin
anew in, the register's quarters and its meetings, whole positions with their trends and projections, a return on file
for a quarter of another year, descriptions of columns, and the guidance of a template. Of years from January and July.
"""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from oxdash.archive import OnFile
from oxdash.excel import workbook
from oxdash.findings import distance, outlook, punctuality, trend
from oxdash.judging.not_read import of_no_calendar
from oxdash.register import cells
from oxdash.register.cells import Known
from oxdash.returns import prefill, template
from oxdash.returns.cell_readers import period
from oxdash.returns.cover import read_cover
from oxdash.returns.plausibility import Earlier, doubts_beside
from oxdash.returns.read_return import read_return
from oxdash.vocabulary import tables
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.fields import in_calendar_years, of
from oxdash.vocabulary.quarters import Calendar
from tests import workbooks
from tests.calendars import APRIL, JANUARY
from tests.judged_rows import judged
from tests.workbooks import PARTNERSHIP, cell

JULY = Calendar(begins=7)
IN_JANUARY = {"2008-09 Q1": "2025 Q1", "2010-11 Q4": "2027 Q4", "2009-10 Q2": "2026 Q2", "2009-10 Q3": "2026 Q3"}


def register_of(calendar: Calendar, renamed: dict[str, str]):
    """The register of `workbooks`, of a council with another year, its quarters named anew."""
    own = workbooks.register()
    targets = own.targets.replace({"first_quarter": renamed, "last_quarter": renamed})
    milestones = own.milestones.assign(quarter=own.milestones.quarter.replace(renamed))
    about = pd.DataFrame({"name": ["Year begins in"], "value": [str(calendar.begins)]}, dtype="str")
    return replace(own, about=about, targets=targets, milestones=milestones)


def returned(quarter: str, changes: dict[str, dict[str, object]] | None = None):
    """What a return of a council with a year from January says, some cells of it changed, and what is wrong with it."""
    register = register_of(JANUARY, IN_JANUARY)
    made = template.write(
        register,
        PARTNERSHIP,
        "2026 Q3",
        as_at=date(2026, 10, 12),
        filled=workbooks.filled(prepared_on=date(2026, 10, 9)),
    )
    book = workbook.read("safer.xlsx", made)
    sheets = []
    for sheet in book.sheets:
        found = [cell(value, where) for where, value in (changes or {}).get(sheet.name, {}).items()]
        sheets.append(replace(sheet, cells=sheet.cells | {(one.row, one.column): one for one in found}))
    return read_return(replace(book, sheets=tuple(sheets)), register, partnership=PARTNERSHIP, quarter=quarter)


def test_a_return_of_a_calendar_year_is_read_as_it_was_made():
    found = returned("2026 Q3")
    assert [problem.message for problem in found.problems] == []
    assert (found.quarter, set(found.figures.quarter)) == ("2026 Q3", {"2026 Q3"})
    assert len(found.figures) == 6


ON_THE_COVER = [
    # what stands in the cell of the quarter, what is said of it, why
    ("Q3 2009/10", 'found "Q3 2009/10". Enter a quarter such as 2026 Q1.', "a quarter of a financial year"),
    ("2026", 'found "2026". Enter a quarter such as 2026 Q1.', "a year alone"),
    ("Q2 2026", 'found "Q2 2026". A return for Q3 2026 was expected: use the template of that quarter.', "another one"),
]


@pytest.mark.parametrize(("typed", "said", "why"), ON_THE_COVER, ids=[case[-1] for case in ON_THE_COVER])
def test_the_cover_is_told_with_the_example_of_its_year(typed, said, why):
    found = returned("2026 Q3", {"Cover": {"B4": typed}})
    assert [problem.message for problem in found.problems] == [f"safer.xlsx, sheet Cover, cell B4, quarter: {said}"]


def test_the_template_of_another_quarter_under_a_changed_cover():
    found = returned("2026 Q2", {"Cover": {"B4": "2026 Q2"}})
    (problem,) = [one for one in found.problems if "title of the table" in one.message]
    assert problem.message.endswith(
        'found "Return: Safer Communities Partnership, Q3 2026". The cover says Safer Communities Partnership, '
        "Q2 2026: use the template of that partnership and quarter, or put the cover right."
    )


def test_a_calendar_year_refuses_a_cover_of_april_and_the_other_way_round():
    book = workbooks.opened()
    cover, problems = read_cover(book, register_of(JANUARY, IN_JANUARY))
    assert cover.quarter is None
    assert [problem.what_to_do for problem in problems] == ["Enter a quarter such as 2026 Q1."]
    cover, problems = read_cover(workbooks.opened({"Cover": {"B4": "2026 Q1"}}), workbooks.register())
    assert cover.quarter is None
    assert [problem.what_to_do for problem in problems] == ["Enter a quarter such as 2009-10 Q3."]


SHOWN = "is shown and not judged as this quarter's: confirm, or empty the cell."
PERIODS = [
    # calendar, quarter of the return, what "figure is for" says, value, refused, to confirm, why
    (JANUARY, "2026 Q3", "Q3 2026", None, None, None, "this quarter as people write it"),
    (JANUARY, "2026 Q3", "July to September 2026", None, None, None, "its months"),
    (JANUARY, "2026 Q3", "Q2", "2026 Q2", None, f"A figure for Q2 2026 {SHOWN}", "a quarter of the same year"),
    (JANUARY, "2026 Q3", "2025", "2025", None, f"A figure for 2025 {SHOWN}", "a year that is over"),
    (JANUARY, "2026 Q3", "2026", "2026", None, f"A figure for 2026 {SHOWN}", "its own year"),
    (
        JANUARY,
        "2026 Q3",
        "year 2027",
        None,
        "That is after Q3 2026. Leave the cell empty where the figure is for this quarter.",
        None,
        "a year to come",
    ),
    (
        JANUARY,
        "2026 Q3",
        "Q4 2026",
        None,
        "That is after Q3 2026. Leave the cell empty where the figure is for this quarter.",
        None,
        "a quarter to come",
    ),
    (
        JANUARY,
        "2026 Q3",
        "October 2026",
        None,
        "That is after Q3 2026. Leave the cell empty where the figure is for this quarter.",
        None,
        "a month to come",
    ),
    (
        JANUARY,
        "2026 Q3",
        "Q3 2009/10",
        "Q3 2009/10",
        None,
        f"A quarter is written like 2026 Q1 here, where a year begins in January. A figure for Q3 2009/10 {SHOWN}",
        "another council's",
    ),
    (
        JULY,
        "2009-10 Q4",
        "2010 Q2",
        "2010 Q2",
        None,
        f"A quarter is written like 2009-10 Q3 here, where a year begins in July. A figure for 2010 Q2 {SHOWN}",
        "the same three months by the calendar",
    ),
    (JULY, "2009-10 Q3", "January to March 2010", None, None, None, "the months of a year from July"),
    (
        JULY,
        "2009-10 Q3",
        "October to December 2009",
        "2009-10 Q2",
        None,
        f"A figure for Q2 2009/10 {SHOWN}",
        "the quarter before in a year from July",
    ),
    (APRIL, "2009-10 Q3", "October to December 2009", None, None, None, "the same months in a year from April"),
]


@pytest.mark.parametrize(
    ("calendar", "quarter", "typed", "value", "refused", "confirm", "why"), PERIODS, ids=[case[-1] for case in PERIODS]
)
def test_what_a_figure_is_for(calendar, quarter, typed, value, refused, confirm, why):
    reading = period(calendar.parse(quarter), calendar)(cell(typed))
    assert (reading.value, reading.refused, reading.confirm) == (value, refused, confirm)


def test_what_names_no_period_is_told_with_an_example_of_the_year():
    reading = period(JANUARY.parse("2026 Q3"), JANUARY)(cell(True))
    assert reading.confirm == (
        "It names no period: confirm, and the figure is this quarter's, or type one, such as Q2 2026."
    )
    day = period(JANUARY.parse("2026 Q3"), JANUARY)(cell(date(2026, 7, 15)))
    assert day.confirm.startswith("Excel makes dates of periods: if one is meant, type it in words, such as Q2 2026.")
    month = period(JANUARY.parse("2026 Q3"), JANUARY)(cell(date(2009, 10, 1)))
    assert month.confirm.startswith("Excel makes this date of a month"), "2009/10 is no year of this council"


QUARTERS = [
    # calendar, cell of the register, what it is read as, why
    (JANUARY, "2026 Q1", "2026 Q1", "as data writes it"),
    (JANUARY, "Q1 2026", "2026 Q1", "as people write it"),
    (
        JANUARY,
        "2009-10 Q3",
        "A year begins in January: correct Year begins in on sheet About, or enter a quarter such as 2026 Q1.",
        "the other form: the quarter is wrong, or the month",
    ),
    (
        APRIL,
        "2026 Q1",
        "A year begins in April: correct Year begins in on sheet About, or enter a quarter such as 2009-10 Q3.",
        "and the other way round, also where nothing is said of the month",
    ),
    (JANUARY, "2026 Q5", "Enter a quarter such as 2026 Q1.", "no quarter of any year"),
]


@pytest.mark.parametrize(("calendar", "typed", "read", "why"), QUARTERS, ids=[case[-1] for case in QUARTERS])
def test_a_quarter_of_the_register(calendar, typed, read, why):
    found = cells.quarter(cell(typed), Known(council=replace(NEUTRAL, calendar=calendar)))
    assert (found.refused or found.value) == read


def test_the_quarters_in_which_results_are_due():
    assert (
        cells.due_quarters(cell("q4; Q2 2026"), Known(council=replace(NEUTRAL, calendar=JANUARY))).value
        == "Q4; 2026 Q2"
    )
    wrong = cells.due_quarters(cell("2009-10 Q4"), Known(council=replace(NEUTRAL, calendar=JANUARY)))
    assert wrong.refused == ("Enter the quarters in which a result is due, such as Q4, or 2026 Q4; 2028 Q4.")


def test_a_running_total_begins_anew_in_the_first_month():
    target = {"unit": "count", "measure": "cumulative in year"}
    earlier = [Earlier(JANUARY.parse("2025 Q4"), 100.0)]
    (doubt,) = doubts_beside(120.0, target, JANUARY.parse("2026 Q1"), earlier, JANUARY)
    assert doubt.startswith("A figure cumulative in the year begins again in January, and this is more than in")
    (doubt,) = doubts_beside(120.0, target, JULY.parse("2026-27 Q1"), [Earlier(JULY.parse("2025-26 Q4"), 100.0)], JULY)
    assert doubt.startswith("A figure cumulative in the year begins again in July, and this is more than in")


def test_findings_end_a_year_when_it_ends():
    rows = judged({"target": "L1", "quarter": "2026 Q2", "measure": "cumulative in year", "year_end_target": 100.0})
    (far,) = distance.of(rows, date(2026, 7, 20), JANUARY).itertuples()
    assert (far.by.date(), far.months_left) == (date(2026, 12, 31), 6)
    (moving,) = trend.of(rows, calendar=JANUARY).itertuples()
    assert moving.short == (
        "The figure adds up over the year and starts again in January, so it is not compared with the quarter before."
    )
    assert outlook.of(rows, rows, calendar=JANUARY).projection.isna().all()


def test_a_quarter_is_over_when_its_last_day_is():
    targets = workbooks.register().targets.iloc[:1].assign(first_quarter="2026 Q1", last_quarter="2026 Q4")
    days = [
        (date(2026, 3, 31), []),
        (date(2026, 4, 1), ["2026 Q1"]),
        (date(2027, 1, 1), [f"2026 Q{n}" for n in (1, 2, 3, 4)]),
    ]
    for day, over in days:
        assert punctuality.life(targets, PARTNERSHIP, day, JANUARY) == over


def test_returns_of_another_year_are_told_and_not_read():
    strange = [OnFile(PARTNERSHIP, quarter, "received", 1) for quarter in ("2009-10 Q2", "2009-10 Q3")]
    assert of_no_calendar(strange, JANUARY) == (
        "2 returns on file, the newest for Q3 2009/10, are not read: a quarter is written like 2026 Q1 here, where a "
        "year begins in January. Was the month changed in which the year begins? Put it back on sheet About.",
    )
    assert of_no_calendar(strange[:1], JANUARY)[0].startswith("The return on file for Q2 2009/10 is not read: ")
    assert of_no_calendar([], JANUARY) == ()


def test_words_of_the_year():
    said = [
        line
        for _, lines in prefill.guidance(register_of(JANUARY, IN_JANUARY), PARTNERSHIP, "2026 Q3")
        for line in lines
    ]
    assert any("write which, such as 2026 Q2 or 2008 survey." in line for line in said)
    assert not [line for line in said if "2009" in line or "{" in line]
    meanings = {field.name: field.description for field in map(in_calendar_years, of(tables.FIGURES))}
    assert meanings["quarter"] == "quarter, e.g. 2026 Q3"
    assert meanings["value_agreed_for_year"] == "any value was ever agreed for the year"
