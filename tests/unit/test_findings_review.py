"""The yearly review: whose words of which year, and the counts they stand beside."""

import pandas as pd
import pytest

from oxdash.findings import review
from oxdash.returns import layout
from oxdash.vocabulary import tables
from tests.judged_rows import history

Q4, *YEAR = "2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3", "2009-10 Q4"
CODE = "spatial-planning"


def narrative(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """`tables.NARRATIVE` of one partnership: quarter, section, text."""
    named = [{"quarter": q, "partnership": CODE, "section": section, "text": text} for q, section, text in rows]
    return tables.settle(tables.NARRATIVE, pd.DataFrame(named)) if named else tables.empty(tables.NARRATIVE)


def test_the_sections_are_those_a_return_asks_for():
    assert tuple(layout.YEARLY_SECTIONS) == review.SECTIONS


YEARS = [
    # quarter, quarters of the review, how it is called, why
    (YEAR[3], [Q4, *YEAR], "2009/10", "a whole year"),
    (YEAR[1], [Q4, *YEAR[:2]], "2009/10, so far to Q2 2009/10", "half a year"),
    (YEAR[0], [Q4, YEAR[0]], "2009/10, so far to Q1 2009/10", "the first quarter"),
]


@pytest.mark.parametrize(("quarter", "quarters", "called"), [row[:3] for row in YEARS], ids=[row[3] for row in YEARS])
def test_a_year_is_measured_against_the_quarter_before_it(quarter, quarters, called):
    assert review.year(quarter) == quarters
    assert review.named(quarter) == called


TOLD = [
    # what returns hold, what is told, why
    ([], {}, "nothing returned"),
    ([(YEAR[3], "Outcomes", "x")], {}, "another section is none of it"),
    ([(Q4, "Strengths", "old")], {}, "last year's is not this year's"),
    ([(YEAR[3], "Strengths", "a"), (YEAR[3], "Strengths", "b")], {"Strengths": ["a", "b"]}, "every text of a section"),
    ([(YEAR[2], "Strengths", "old"), (YEAR[3], "Strengths", "new")], {"Strengths": ["new"]}, "the newest return says"),
    (
        [(YEAR[2], "Achievements", "homes"), (YEAR[3], "Strengths", "new")],
        {"Achievements": ["homes"], "Strengths": ["new"]},
        "a section that the newest leaves out stands",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [row[:2] for row in TOLD], ids=[row[2] for row in TOLD])
def test_what_a_partnership_says_of_its_year(rows, expected):
    assert review.told(narrative(*rows), CODE, YEAR) == expected
    assert review.told(narrative(*rows), "economic", YEAR) == {}


def test_the_newest_review_up_to_a_quarter():
    held = narrative((Q4, "Strengths", "a"), (YEAR[3], "Outcomes", "b"))
    assert review.newest(held, CODE, YEAR[3]) == Q4
    assert review.newest(held, CODE, "2008-09 Q3") is None
    assert review.newest(held, "economic", YEAR[3]) is None


def test_counts_by_quarter_are_of_what_counts_and_say_who_had_not_returned():
    rows = history({"L1": "++--", "L2": "+?-+", "L3": "----"}, YEAR)
    rows = rows.assign(counted=rows["target"].map({"L1": True, "L2": True, "L3": False}))
    rows.loc[rows["quarter"] == YEAR[1], "received"] = False
    found = review.by_quarter(rows, [Q4, *YEAR])
    assert list(found.itertuples(index=False, name=None)) == [
        (Q4, False, 0, 0, 0, 0),
        (YEAR[0], True, 2, 2, 0, 0),
        (YEAR[1], False, 2, 1, 0, 1),
        (YEAR[2], True, 2, 0, 2, 0),
        (YEAR[3], True, 2, 1, 1, 0),
    ]
    assert review.in_words(found) == (
        "Q1 2009/10 to Q4 2009/10: 1 fewer on track and 1 more off track; now 1 of 2 on track."
    )


def test_a_damaged_return_is_none():
    rows = history({"L1": "+"}, YEAR[:1]).assign(counted=True, damaged=True)
    assert not review.by_quarter(rows, YEAR[:1]).returned.iloc[0]


WORDS = [
    # counts by quarter (returned, targets, on, off, unknown), sentence, why
    ([], "There are not two quarters to compare.", "no quarter"),
    ([(True, 2, 1, 1, 0)], "There are not two quarters to compare.", "one quarter"),
    ([(True, 2, 1, 1, 0), (False, 2, 0, 0, 2)], "There are not two quarters to compare.", "none returned for"),
    (
        [(True, 2, 1, 1, 0), (True, 2, 1, 1, 0)],
        "Q1 2009/10 to Q2 2009/10: the same counts; now 1 of 2 on track.",
        "no difference",
    ),
    (
        [(True, 3, 1, 1, 1), (True, 3, 3, 0, 0)],
        "Q1 2009/10 to Q2 2009/10: 2 more on track, 1 fewer off track and 1 fewer that cannot be judged; "
        "now 3 of 3 on track.",
        "all three differ",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), [row[:2] for row in WORDS], ids=[row[2] for row in WORDS])
def test_the_year_in_a_sentence(rows, sentence):
    counted = [(quarter, *row) for quarter, row in zip(YEAR, rows, strict=False)]
    assert review.in_words(pd.DataFrame(counted, columns=review.BY_QUARTER)) == sentence
