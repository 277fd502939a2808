"""The same period under another name is the same period.

The kind: two texts that name one stretch of time and are compared as text. Tried: both forms of a quarter, its three
months, months in full, short and in figures, ordinals, years of two digits, days and the days of a quarter, financial
years with one, two or four digits and other dashes, and texts that are no period at all, which only ever are themselves
and nothing else.
"""

import pytest

from oxdash.vocabulary import periods

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
    assert periods.same(one, other)
    assert periods.same(other, one)


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[case[-1] for case in OTHER])
def test_two_periods(one, other, why):
    assert not periods.same(one, other)
