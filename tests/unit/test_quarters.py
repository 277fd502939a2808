"""A financial quarter: written three ways, in order, from April to March."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.vocabulary.quarters import Quarter, between

READ = [
    # text, year, number, why
    ("2009-10 Q3", 2009, 3, "as data writes it"),
    ("2009-10-Q3", 2009, 3, "as a path writes it"),
    ("Q3 2009/10", 2009, 3, "as people write it"),
    (" q3  2009/2010 ", 2009, 3, "spaces, case and a full second year"),
    ("1999-00 Q4", 1999, 4, "the century turns inside the year"),
]
REFUSED = [
    ("2009-10 Q5", '"2009-10 Q5" is not a quarter. Write it like 2009-10 Q3.', "there are four"),
    ("2009-11 Q1", '"2009-11 Q1" is not a financial year: 2009 is followed by 10.', "two years at once"),
    ("", '"" is not a quarter. Write it like 2009-10 Q3.', "nothing"),
    ("2009 Q1", '"2009 Q1" is not a quarter. Write it like 2009-10 Q3.', "a calendar year"),
]
DAYS = [
    (date(2009, 4, 1), "2009-10 Q1", "the first day of the year"),
    (date(2009, 3, 31), "2008-09 Q4", "the last day of the year"),
    (date(2009, 12, 31), "2009-10 Q3", "the last day of the third"),
    (date(2010, 1, 1), "2009-10 Q4", "January is the fourth"),
]


@pytest.mark.parametrize(("text", "year", "number", "why"), READ, ids=[row[-1] for row in READ])
def test_read(text, year, number, why):
    assert Quarter.parse(text) == Quarter(year, number)


@pytest.mark.parametrize(("text", "sentence", "why"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_refused_in_a_sentence(text, sentence, why):
    with pytest.raises(ValueError) as refused:
        Quarter.parse(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("day", "quarter", "why"), DAYS, ids=[row[-1] for row in DAYS])
def test_a_day_falls_in_a_quarter(day, quarter, why):
    found = Quarter.of(day)
    assert str(found) == quarter
    assert found.first_day <= day <= found.last_day


quarters = st.builds(Quarter, st.integers(1950, 2090), st.integers(1, 4))


@given(quarters)
def test_every_way_of_writing_reads_back(quarter):
    assert Quarter.parse(str(quarter)) == Quarter.parse(quarter.path) == Quarter.parse(quarter.people) == quarter


@given(quarters, quarters)
def test_text_sorts_in_time(one, other):
    assert (str(one) < str(other)) == (one < other) == (one.first_day < other.first_day)


@given(quarters, st.integers(-40, 40))
def test_between_counts_both_ends(quarter, steps):
    run = between(quarter, quarter.plus(steps))
    assert len(run) == max(0, steps + 1)
    assert all(later.first_day > earlier.last_day for earlier, later in pairwise(run))
