"""The quarters of any council's year: written after the month it begins in, in order, each day in exactly one.

The kind: a rule about months that was true of one council's year. Tried: years from January, April, July and September,
and, by a property, from every month; their first and last days, leap years and turns of the century; what each takes
and refuses to read; the order of their text; paths and what people read; the months of a quarter that lies in two
calendar years.
"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.vocabulary.quarters import Calendar, Quarter, between, year_of
from tests.calendars import APRIL, JANUARY

JULY, SEPTEMBER = Calendar(begins=7), Calendar(begins=9)
READ = [
    # text, year, number, whether its year is of two calendar years, why
    ("2009-10 Q3", 2009, 3, True, "as data writes it"),
    ("2009-10-Q3", 2009, 3, True, "as a path writes it"),
    ("Q3 2009/10", 2009, 3, True, "as people write it"),
    (" q3  2009/2010 ", 2009, 3, True, "spaces, case and a full second year"),
    ("1999-00 Q4", 1999, 4, True, "the century turns inside the year"),
    ("2026 Q1", 2026, 1, False, "a calendar year as data writes it"),
    ("2026-Q1", 2026, 1, False, "a calendar year as a path writes it"),
    ("Q1 2026", 2026, 1, False, "a calendar year as people write it"),
    (" q1  2026 ", 2026, 1, False, "a calendar year with spaces and case"),
]
LIKE = "Write it like 2009-10 Q3 or 2026 Q1."
REFUSED = [
    ("2009-10 Q5", f'"2009-10 Q5" is not a quarter. {LIKE}', "there are four"),
    ("2026 Q0", f'"2026 Q0" is not a quarter. {LIKE}', "none before the first"),
    ("2009-11 Q1", '"2009-11 Q1" is not a financial year: 2009 is followed by 10.', "two years at once"),
    ("", f'"" is not a quarter. {LIKE}', "nothing"),
    ("2026", f'"2026" is not a quarter. {LIKE}', "a year"),
    ("26 Q1", f'"26 Q1" is not a quarter. {LIKE}', "a year of two digits"),
    ("9999 Q1", f'"9999 Q1" ends after the last day that can be written. {LIKE}', "no day is later"),
    ("9999-00 Q1", f'"9999-00 Q1" ends after the last day that can be written. {LIKE}', "nor in two years"),
]
BY_A_CALENDAR = [
    # calendar, text, what comes of it, why
    (APRIL, "Q3 2009/10", "2009-10 Q3", "a year from April runs on"),
    (JULY, "2009-10-Q3", "2009-10 Q3", "and so does one from July"),
    (JANUARY, "Q1 2026", "2026 Q1", "a year from January is one year"),
    (
        APRIL,
        "2026 Q1",
        '"2026 Q1" is not a quarter here, where a year begins in April. Write it like 2009-10 Q3.',
        "one year where there are two",
    ),
    (
        JANUARY,
        "Q3 2009/10",
        '"Q3 2009/10" is not a quarter here, where a year begins in January. Write it like 2026 Q1.',
        "two years where there is one",
    ),
    (SEPTEMBER, "tbc", '"tbc" is not a quarter. Write it like 2009-10 Q3.', "the example of a year of two"),
    (JANUARY, "tbc", '"tbc" is not a quarter. Write it like 2026 Q1.', "the example of a calendar year"),
]
DAYS = [
    # calendar, quarter, its first day, its last, why
    (JANUARY, "2026 Q1", date(2026, 1, 1), date(2026, 3, 31), "January begins the calendar's year"),
    (JANUARY, "2028 Q1", date(2028, 1, 1), date(2028, 3, 31), "a leap year's first quarter holds 29 February"),
    (JANUARY, "2026 Q4", date(2026, 10, 1), date(2026, 12, 31), "and it ends with December of the same year"),
    (APRIL, "2009-10 Q1", date(2009, 4, 1), date(2009, 6, 30), "the first quarter of a financial year"),
    (APRIL, "2009-10 Q3", date(2009, 10, 1), date(2009, 12, 31), "the last before the new year"),
    (APRIL, "2009-10 Q4", date(2010, 1, 1), date(2010, 3, 31), "January is in the fourth quarter of the year before"),
    (JULY, "2026-27 Q1", date(2026, 7, 1), date(2026, 9, 30), "July begins the year"),
    (JULY, "2026-27 Q2", date(2026, 10, 1), date(2026, 12, 31), "half of it lies in either calendar year"),
    (JULY, "2027-28 Q3", date(2028, 1, 1), date(2028, 3, 31), "January is in the third"),
    (JULY, "2026-27 Q4", date(2027, 4, 1), date(2027, 6, 30), "and June ends it"),
    (SEPTEMBER, "2026-27 Q1", date(2026, 9, 1), date(2026, 11, 30), "September begins the school year"),
    (SEPTEMBER, "2027-28 Q2", date(2027, 12, 1), date(2028, 2, 29), "a quarter of two calendar years, to a leap day"),
    (SEPTEMBER, "1999-00 Q2", date(1999, 12, 1), date(2000, 2, 29), "the century turns inside the quarter"),
    (SEPTEMBER, "2026-27 Q4", date(2027, 6, 1), date(2027, 8, 31), "and August ends it"),
]
CALENDARS = [
    # calendar, its text, its path, for people, the year for people, the months, what is asked for, why
    (JANUARY, "2026 Q1", "2026-Q1", "Q1 2026", "2026", "January to March 2026", "2026 Q1", "a calendar year"),
    (APRIL, "2009-10 Q3", "2009-10-Q3", "Q3 2009/10", "2009/10", "October to December 2009", "2009-10 Q3", "April"),
    (JULY, "2009-10 Q3", "2009-10-Q3", "Q3 2009/10", "2009/10", "January to March 2010", "2009-10 Q3", "July"),
    (
        SEPTEMBER,
        "2009-10 Q2",
        "2009-10-Q2",
        "Q2 2009/10",
        "2009/10",
        "December 2009 to February 2010",
        "2009-10 Q3",
        "the months of two years",
    ),
]


@pytest.mark.parametrize(("text", "year", "number", "two_years", "why"), READ, ids=[row[-1] for row in READ])
def test_read(text, year, number, two_years, why):
    assert Quarter.parse(text) == Quarter(year, number, two_years)


@pytest.mark.parametrize(("text", "sentence", "why"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_refused_in_a_sentence(text, sentence, why):
    with pytest.raises(ValueError) as refused:
        Quarter.parse(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("calendar", "text", "said", "why"), BY_A_CALENDAR, ids=[row[-1] for row in BY_A_CALENDAR])
def test_a_calendar_reads_its_own_form_alone(calendar, text, said, why):
    try:
        found = str(calendar.parse(text))
    except ValueError as refused:
        found = str(refused)
    assert found == said


@pytest.mark.parametrize(("calendar", "quarter", "first", "last", "why"), DAYS, ids=[row[-1] for row in DAYS])
def test_first_and_last_days(calendar, quarter, first, last, why):
    named = calendar.parse(quarter)
    assert (calendar.first_day(named), calendar.last_day(named)) == (first, last)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    assert [calendar.quarter_of(day) for day in (before, first, last, after)] == [
        named.plus(-1),
        named,
        named,
        named.plus(1),
    ]


@pytest.mark.parametrize(
    ("calendar", "text", "path", "people", "year", "months", "asked", "why"),
    CALENDARS,
    ids=[row[-1] for row in CALENDARS],
)
def test_how_a_quarter_is_written(calendar, text, path, people, year, months, asked, why):
    quarter = calendar.parse(text)
    assert (str(quarter), quarter.path, quarter.people, quarter.year_text) == (text, path, people, year)
    assert year_of(text) == str(quarter)[:-3] == year.replace("/", "-")
    assert calendar.months(quarter) == months
    assert calendar.ask == f"Enter a quarter such as {asked}."


@pytest.mark.parametrize("month", [0, 13, -4])
def test_a_year_begins_in_a_month(month):
    with pytest.raises(ValueError, match=f"^A year begins in a month from 1 to 12, not in {month}.$"):
        Calendar(begins=month)


calendars = st.builds(Calendar, st.integers(1, 12))
days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@st.composite
def in_a_calendar(draw):
    calendar = draw(calendars)
    return calendar, calendar.quarter(draw(st.integers(1950, 2090)), draw(st.integers(1, 4)))


@given(calendars, days)
def test_every_day_falls_in_exactly_one_quarter(calendar, day):
    found = calendar.quarter_of(day)
    assert calendar.first_day(found) <= day <= calendar.last_day(found)
    assert calendar.last_day(found.plus(-1)) < calendar.first_day(found), "and in none beside it"
    assert calendar.last_day(found) < calendar.first_day(found.plus(1))


@given(in_a_calendar())
def test_every_way_of_writing_reads_back(held):
    calendar, quarter = held
    for written in (str(quarter), quarter.path, quarter.people):
        assert Quarter.parse(written) == calendar.parse(written) == quarter


@given(in_a_calendar(), st.integers(1950, 2090), st.integers(1, 4))
def test_text_sorts_in_time(held, year, number):
    calendar, one = held
    other = calendar.quarter(year, number)
    assert (str(one) < str(other)) == (one < other) == (calendar.first_day(one) < calendar.first_day(other))


@given(in_a_calendar(), st.integers(-40, 40))
def test_between_counts_both_ends(held, steps):
    calendar, quarter = held
    run = between(quarter, quarter.plus(steps))
    assert len(run) == max(0, steps + 1)
    assert all(calendar.first_day(later) > calendar.last_day(earlier) for earlier, later in pairwise(run))


@given(in_a_calendar())
def test_a_year_has_four_quarters_and_ends_with_the_fourth(held):
    calendar, quarter = held
    year = [quarter.of_year(number) for number in (1, 2, 3, 4)]
    assert between(year[0], quarter.year_end) == year
    assert len({year_of(str(one)) for one in year}) == 1
    last = calendar.last_day(quarter.year_end) + timedelta(days=1)
    assert (last.month, last.day) == (calendar.begins, 1)
