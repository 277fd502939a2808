"""The same period under another name is the same period.

The kind: two texts that name one stretch of time and are compared as text. Tried: both forms of a quarter, its three
months, months in full, short and in figures, ordinals, years of two digits, days and the days of a quarter, financial
years with one, two or four digits and other dashes, the same of years that begin in any other month, and texts that are
no period at all, which only ever are themselves and nothing else.
"""

import pytest

from oxdash.vocabulary import periods
from oxdash.vocabulary.quarters import Calendar
from tests.calendars import APRIL, JANUARY

SAME = [
    ("Dec 2009", "Dec 2009", "a month written alike"),
    ("Dec 2009", "December 2009", "a month in full"),
    ("Dec-09", "12/2009", "a month as Excel shows it, and in figures"),
    ("Sept 2009", "September  2009", "September has two short forms"),
    ("2009-12", "Dec. 2009", "an ISO month"),
    ("Q3 2009/10", "2009-10 Q3", "a quarter for people and for data"),
    ("Q3 2009-2010", "quarter 3 (2009/10)", "a year of four digits, and in brackets"),
    ("Oct-Dec 2009", "Q3 2009/10", "the three months of a quarter"),
    ("January to March 2010", "2009-10 Q4", "the quarter of the next calendar year"),
    ("Jan 2010 – Mar 2010", "2009-10 Q4", "the year said twice, and a long dash"),
    ("2009/10", "2009-2010", "a financial year"),
    ("FY 2009/10", "financial year 2009-10", "a financial year called so"),
    ("3rd quarter 2009/10", "2009-10 Q3", "an ordinal in figures"),
    ("the third quarter of 2009/10", "Q3 2009/10", "an ordinal in words"),
    ("Q3 09/10", "2009-10 Q3", "years of two digits beside a quarter"),
    ("Oct–Dec 09", "2009-10 Q3", "months with a year of two digits"),
    ("10/2009 to 12/2009", "Oct-Dec 2009", "months in figures"),
    ("1 October 2009 to 31 December 2009", "Q3 2009/10", "the days of a quarter"),
    ("01/04/2009-31/03/2010", "2009/10", "the days of a financial year"),
    ("2009-12-31", "31 December 2009", "a day for data and for people"),
    ("31/12/2009", "31st Dec 2009", "a day in figures, and with an ordinal"),
    ("2009-12-31 00:00:00", "31.12.2009", "a day that came with a time of none"),
    ("2009Q3", "Q3 2009", "a calendar quarter, whichever stands first"),
    ("spring survey", "Spring  Survey ", "any other text, folded"),
]
OTHER = [
    ("Dec 2009", "Dec 2008", "another year"),
    ("Dec 2009", "Q3 2009/10", "one month of a quarter is not the quarter"),
    ("2009/10", "Q4 2009/10", "a year is not its last quarter"),
    ("Nov 2009 to Jan 2010", "Q3 2009/10", "three months that are no quarter"),
    ("Oct 2008-Dec 2009", "Q3 2009/10", "fifteen months"),
    ("2009/11", "2009/10", "no financial year: only itself"),
    ("Q3 2009/11", "Q3 2009/10", "no quarter: only itself"),
    ("13/2009", "1/2009", "no month"),
    ("2009", "2009/10", "a calendar year is not a financial one"),
    ("Q3 2009", "Q3 2009/10", "nor a quarter of one"),
    ("31 February 2009", "3 March 2009", "no day"),
    ("31 December 2009", "Q3 2009/10", "a day is not its quarter"),
    ("1 October 2009 to 30 December 2009", "Q3 2009/10", "a day short of a quarter"),
    ("1 April 2008 to 31 March 2010", "2009/10", "two years"),
    ("fifth quarter 2009/10", "Q1 2009/10", "no quarter of a year"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[case[-1] for case in SAME])
def test_two_names_of_one_period(one, other, why):
    assert periods.same(one, other, APRIL)
    assert periods.same(other, one, APRIL)


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[case[-1] for case in OTHER])
def test_two_periods(one, other, why):
    assert not periods.same(one, other, APRIL)


JANUARYS = [
    # two names of one period where a year begins in January, or in July or September
    (JANUARY, "Q4 2026", "October to December 2026", "the three months of a calendar quarter"),
    (JANUARY, "2026 Q4", "1 October 2026 to 31 December 2026", "its days"),
    (JANUARY, "2026", "01/01/2026-31/12/2026", "the days of a calendar year"),
    (JANUARY, "year 2026", "calendar year 2026", "a year called so"),
    (JANUARY, "2026-10", "October 2026", "an ISO month"),
    (JANUARY, "2009-10", "October 2009", "and never a financial year"),
    (JANUARY, "2009/10", "FY 2009/2010", "a financial year is a period of its own"),
    (JANUARY, "Q3 2009/10", "2009-10 Q3", "and so is a quarter of one"),
    (Calendar(begins=7), "Jan-Mar 2010", "2009-10 Q3", "January is in the third quarter of a year from July"),
    (Calendar(begins=7), "1 July 2009 to 30 June 2010", "2009/10", "the days of a year from July"),
    (Calendar(begins=9), "Dec 2009-Feb 2010", "Q2 2009/10", "a quarter of two calendar years"),
    (Calendar(begins=9), "Dec to Feb 2010", "Q2 2009/10", "the first of them not said"),
]
NOT_IN_JANUARY = [
    (JANUARY, "Q3 2009/10", "2009 Q3", "a quarter of a financial year is none of the calendar's"),
    (JANUARY, "2009/10", "2009", "nor is its year"),
    (Calendar(begins=7), "Oct-Dec 2009", "2009-10 Q3", "the third quarter of a year from July is January to March"),
    (Calendar(begins=9), "Oct-Dec 2009", "2009-10 Q1", "three months that are no quarter of a year from September"),
    (APRIL, "1 October 9999 to 31 December 9999", "Q3 2009/10", "a quarter that no day ends"),
]


@pytest.mark.parametrize(("calendar", "one", "other", "why"), JANUARYS, ids=[case[-1] for case in JANUARYS])
def test_two_names_of_one_period_of_another_year(calendar, one, other, why):
    assert periods.same(one, other, calendar)


@pytest.mark.parametrize(("calendar", "one", "other", "why"), NOT_IN_JANUARY, ids=[case[-1] for case in NOT_IN_JANUARY])
def test_two_periods_of_another_year(calendar, one, other, why):
    assert not periods.same(one, other, calendar)


@pytest.mark.parametrize("calendar", [Calendar(begins=month) for month in range(1, 13)], ids=str)
def test_every_quarter_of_any_year_is_found_by_its_months_and_its_days(calendar):
    for number in (1, 2, 3, 4):
        quarter = calendar.quarter(2009, number)
        first, last = calendar.first_day(quarter), calendar.last_day(quarter)
        months = f"{first:%b %Y} - {last:%b %Y}"
        days = f"{first:%d/%m/%Y} to {last:%d/%m/%Y}"
        for said in (months, days, f"{first:%B} to {last:%B} {last.year}", quarter.people, quarter.path):
            assert periods.canonical(said, calendar) == str(quarter)
