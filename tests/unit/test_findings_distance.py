"""How far it is to the year-end target, and who is one bad quarter from turning."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import distance
from tests.calendars import APRIL
from tests.judged_rows import judged

NEW_YEAR = date(2010, 1, 1)
HOMES = {"measure": "cumulative in year", "unit": "homes", "places": 0, "year_end_target": 100.0}
CRIMES = {**HOMES, "unit": "offences", "better": "lower"}
RANGE = {"better": "within range", "year_end_target": 40.0, "year_end_upper": 60.0}
DAYS = {**RANGE, "unit": "days"}
OVER = "The year ended on 31 March 2010. The figure for Q3 2009/10, "

CASES = [
    # changed, as at, standing, distance, months left, a month, sentence, why
    ({**HOMES, "actual": 62.0}, NEW_YEAR, "to go", 38.0, 3, 13.0,
     "Needs 38 more homes by 31 March 2010, 13 a month.", "a month's share is rounded up"),
    ({**HOMES, "actual": 62.0}, date(2010, 1, 31), "to go", 38.0, 2, 19.0,
     "Needs 38 more homes by 31 March 2010, 19 a month.", "a month with no day left is gone"),
    ({**HOMES, "actual": 62.0}, date(2010, 3, 30), "to go", 38.0, 1, 38.0,
     "Needs 38 more homes by 31 March 2010.", "one month left needs no share"),
    ({**HOMES, "actual": 62.0}, date(2009, 12, 3), "to go", 38.0, 3, 13.0,
     "Needs 38 more homes by 31 March 2010, 13 a month.", "a figure reported early still stands for its whole quarter"),
    ({**HOMES, "actual": 62.0, "unit": "count"}, NEW_YEAR, "to go", 38.0, 3, 13.0,
     "Needs 38 more by 31 March 2010, 13 a month.", "a plain count has no name"),
    ({**HOMES, "actual": 99000.0, "unit": "GBP", "year_end_target": 100000.0}, NEW_YEAR, "to go", 1000.0, 3, 334.0,
     "Needs £1,000 more by 31 March 2010, £334 a month.", "pounds"),
    ({**HOMES, "actual": 18.3, "unit": "per cent", "places": 1, "year_end_target": 24.0}, NEW_YEAR, "to go", 5.7, 3,
     1.9, "Needs 5.7 more points by 31 March 2010, 1.9 a month.", "a cumulative per cent adds up in points"),
    ({**HOMES, "actual": 100.0}, NEW_YEAR, "reached", 0.0, 3, None, "Has already reached the year-end target of 100 "
     "homes.", "exactly there, and what adds up stays"),
    ({**HOMES, "actual": 104.0}, NEW_YEAR, "reached", -4.0, 3, None, "Has already reached the year-end target of 100 "
     "homes, with 4 homes to spare.", "past it"),
    ({**CRIMES, "actual": 88.0}, NEW_YEAR, "within the limit", -12.0, 3, 4.0,
     "At most 12 more offences by 31 March 2010, 4 a month.", "lower is better: what may still come"),
    ({**CRIMES, "actual": 87.0}, NEW_YEAR, "within the limit", -13.0, 3, 4.0,
     "At most 13 more offences by 31 March 2010, 4 a month.", "what is allowed is rounded down"),
    ({**CRIMES, "actual": 88.0, "unit": "per 100,000"}, NEW_YEAR, "within the limit", -12.0, 3, 4.0,
     "At most 12 more per 100,000 by 31 March 2010, 4 a month.", "a rate"),
    ({**CRIMES, "actual": 100.0}, NEW_YEAR, "within the limit", 0.0, 3, 0.0,
     "Already at the year-end target of 100 offences: none more may come by 31 March 2010.", "no room left"),
    ({**CRIMES, "actual": 107.0}, NEW_YEAR, "over the limit", 7.0, 3, None,
     "Already 7 offences over the year-end target of 100 offences.", "gone over"),
    ({**CRIMES, "actual": -15.8, "unit": "per cent", "places": 1, "year_end_target": -17.0}, NEW_YEAR, "to go", 1.2, 3,
     0.4, "Needs to fall by 1.2 points by 31 March 2010, 0.4 points a month.", "a reduction that adds up below zero"),
    ({**HOMES, **DAYS, "measure": "cumulative in year", "places": 0, "actual": 31.0}, NEW_YEAR, "to go", 9.0, 3, 3.0,
     "Needs 9 more days by 31 March 2010, 3 a month.", "a cumulative range not yet reached"),
    ({**HOMES, **DAYS, "measure": "cumulative in year", "places": 0, "actual": 63.0}, NEW_YEAR, "over the limit", 3.0,
     3, None, "Already 3 days over the year-end range of 40 days to 60 days; what adds up seldom comes down.",
     "a cumulative range gone over"),
    ({"actual": 52.2}, NEW_YEAR, "to go", 3.8, 3, None, "Needs to rise by 3.8 points by 31 March 2010.", "a snapshot"),
    ({"actual": 59.8, "better": "lower"}, NEW_YEAR, "to go", 3.8, 3, None,
     "Needs to fall by 3.8 points by 31 March 2010.", "lower is better"),
    ({"actual": 55.96}, NEW_YEAR, "reached", 0.0, 3, None,
     "Has already reached the year-end target of 56.0%; it has to hold until 31 March 2010.", "as printed"),
    ({"actual": 57.0}, NEW_YEAR, "reached", -1.0, 3, None, "Has already reached the year-end target of 56.0%, with 1.0 "
     "points to spare; it has to hold until 31 March 2010.", "a snapshot can fall again"),
    ({"actual": 1.0, "year_end_target": 2.0, "unit": "level", "places": 0}, NEW_YEAR, "to go", 1.0, 3, None,
     "Needs to rise by 1 level by 31 March 2010.", "a level"),
    ({**DAYS, "actual": 61.5}, NEW_YEAR, "to go", 1.5, 3, None,
     "Needs to fall by 1.5 days to come within the year-end range of 40.0 days to 60.0 days by 31 March 2010.",
     "above a range"),
    ({**DAYS, "actual": 38.0}, NEW_YEAR, "to go", 2.0, 3, None,
     "Needs to rise by 2.0 days to come within the year-end range of 40.0 days to 60.0 days by 31 March 2010.",
     "below a range"),
    ({**DAYS, "actual": 60.0}, NEW_YEAR, "reached", 0.0, 3, None,
     "Already within the year-end range of 40.0 days to 60.0 days; it has to stay there until 31 March 2010.",
     "on the edge of a range is in it"),
    ({**HOMES, "actual": 62.0}, date(2010, 7, 22), "year over", 38.0, 0, None,
     OVER + "62 homes, was 38 homes short of the year-end target of 100 homes.", "the year is over: short"),
    ({**HOMES, "actual": 62.0}, date(2010, 3, 31), "year over", 38.0, 0, None,
     OVER + "62 homes, was 38 homes short of the year-end target of 100 homes.", "no day is left after the last"),
    ({"actual": 57.0}, date(2010, 7, 22), "year over", -1.0, 0, None,
     OVER + "57.0%, met the year-end target of 56.0%.", "the year is over: met"),
    ({**CRIMES, "actual": 88.0}, date(2010, 7, 22), "year over", -12.0, 0, None,
     OVER + "88 offences, was still 12 offences under the year-end target of 100 offences.",
     "what was counted to Q3 is no result of a year"),
    ({**CRIMES, "actual": 88.0, "quarter": "2009-10 Q4"}, NEW_YEAR, "year over", -12.0, 0, None,
     "The year ended on 31 March 2010. The figure for Q4 2009/10, 88 offences, met the year-end target of 100 "
     "offences.", "a Q4 figure is the year's"),
    ({**CRIMES, "actual": 107.0}, date(2010, 7, 22), "year over", 7.0, 0, None,
     OVER + "107 offences, was 7 offences over the year-end target of 100 offences.", "the year is over: too many"),
    ({**DAYS, "actual": 61.5}, date(2010, 7, 22), "year over", 1.5, 0, None,
     OVER + "61.5 days, was 1.5 days above the year-end range of 40.0 days to 60.0 days.", "the year is over: a range"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "as_at", "standing", "far", "months", "a_month", "sentence", "why"),
    CASES,
    ids=[case[-1] for case in CASES],
)
def test_how_far_it_is(changed, as_at, standing, far, months, a_month, sentence, why):
    (row,) = distance.of(judged({"target": "L1", **changed}), as_at, APRIL).itertuples(index=False)
    assert row.sentence == sentence
    assert (row.standing, row.distance, row.by, row.months_left) == (standing, far, pd.Timestamp(2010, 3, 31), months)
    assert pd.isna(row.a_month) if a_month is None else row.a_month == a_month


@pytest.mark.parametrize(
    "changed",
    [
        {"actual": None},
        {"year_end_target": None},
        {**RANGE, "year_end_upper": None},
        {"received": False},
        {"damaged": True},
        {"figure_is_for": "2008"},
    ],
    ids=["no figure", "no target", "half a range", "not received", "damaged", "another period's figure"],
)
def test_without_a_figure_or_a_target_there_is_no_distance(changed):
    table = distance.of(judged(changed), NEW_YEAR, APRIL)
    assert [*table.columns] == distance.COLUMNS
    assert table.to_dict("records") == []


def test_rows_keep_their_order():
    rows = judged({"target": "NI 9"}, {"target": "NI 10"}, {"target": "L1"})
    assert distance.of(rows, NEW_YEAR, APRIL).target.tolist() == ["NI 9", "NI 10", "L1"]


HIGHER_AND_LOWER = judged({**HOMES}, {**CRIMES})


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from([1, 4, 7, 10]))
@settings(max_examples=50)
def test_a_months_share_is_enough_and_never_more_than_is_allowed(figure, target, month):
    as_at = date(2009 + (month < 4), month, 1)
    quarter = f"2009-10 Q{(month - 4) % 12 // 3 or 1}"
    rows = HIGHER_AND_LOWER.assign(actual=float(figure), year_end_target=float(target), quarter=quarter)
    higher, lower = distance.of(rows, as_at, APRIL).itertuples(index=False)
    if higher.distance > 0:
        assert Decimal(higher.a_month) * higher.months_left >= Decimal(higher.distance)
        assert Decimal(higher.a_month - 1) * higher.months_left < Decimal(higher.distance)
    if lower.distance <= 0:
        assert Decimal(lower.a_month) * lower.months_left <= Decimal(-lower.distance)


QUARTERS = [f"{year} Q{n}" for year in ("2007-08", "2008-09", "2009-10") for n in (1, 2, 3, 4)][:11]  # to Q3 2009/10
COUNTED = {"measure": "cumulative in year", "unit": "homes", "places": 0}

BAD_QUARTERS = [
    # figures up to Q3 2009/10, changed in every row, sentence ("" for none), why
    ([50.0, 52.0, 50.8, 53.1], {}, "On track by 1.1 points at Q3 2009/10; its worst quarter so far, Q2 2009/10, was "
     "1.2 points worse than the one before.", "the margin is smaller than its worst quarter"),
    ([50.0, 52.0, 50.9, 53.1], {}, "On track by 1.1 points at Q3 2009/10; its worst quarter so far, Q2 2009/10, was "
     "1.1 points worse than the one before.", "just as large"),
    ([50.0, 52.0, 51.0, 53.1], {}, "", "larger than its worst quarter"),
    ([52.0, 50.0, 52.0], {}, "", "two changes are too few to know its worst"),
    ([50.0, None, 52.0, 50.0, 52.0], {}, "", "no change is counted across a gap"),
    ([49.0, 50.0, 51.0, 52.0], {}, "", "it never got worse"),
    ([53.0, 53.0, 50.0, 48.0], {}, "", "it is off track"),
    ([51.0, 50.0, 51.5, 52.0], {"better": "lower"}, "On track with nothing to spare at Q3 2009/10; its worst quarter "
     "so far, Q2 2009/10, was 1.5 points worse than the one before.", "lower is better, and exactly on the milestone"),
    ([41.0, 43.0, 41.5, 43.0], {"better": "within range", "milestone": 40.0, "milestone_upper": 44.0},
     "On track by 1.0 points at Q3 2009/10; its largest move so far towards that end of the range, Q1 2009/10, was "
     "2.0 points.", "towards the nearer end of a range"),
    ([*(10.0, 20.0, 30.0, 40.0), *(9.0, 21.0, 31.0, 43.0), *(10.0, 17.0, 28.0)], {**COUNTED, "milestone": 26.0},
     "On track by 2 homes at Q3 2009/10; its worst quarter so far, Q2 2009/10, was 5 homes worse than the same quarter "
     "a year before.", "what a quarter added, against the same quarter a year before"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "changed", "sentence", "why"), BAD_QUARTERS, ids=[case[-1] for case in BAD_QUARTERS]
)
def test_within_one_bad_quarter(figures, changed, sentence, why):
    rows = judged(
        *(
            {"target": "L1", "quarter": quarter, "actual": figure, **changed}
            for quarter, figure in zip(QUARTERS[-len(figures) :], figures, strict=True)
        )
    )
    found = distance.within_one_bad_quarter(rows[rows.quarter == QUARTERS[-1]], rows)
    assert found.sentence.tolist() == ([sentence] if sentence else [])


def test_the_nearest_to_turning_comes_first_and_tolerance_is_named():
    made = {"L1": [50.0, 52.0, 50.0, 53.0], "L2": [50.0, 52.0, 50.0, 52.5], "L3": [50.0, 52.0, 50.0, 51.8]}
    rows = judged(
        *(
            {"target": target, "quarter": quarter, "actual": figure}
            for target, figures in made.items()
            for quarter, figure in zip(QUARTERS[-4:], figures, strict=True)
        )
    )
    tolerated = rows.assign(status=rows["status"].astype("str").where(rows["target"] != "L3", "on track"))
    found = distance.within_one_bad_quarter(tolerated[tolerated.quarter == QUARTERS[-1]], tolerated)
    assert found.drop(columns="sentence").to_numpy().tolist() == [
        ["L3", QUARTERS[-1], -0.2, 2.0, "2009-10 Q2", 3],
        ["L2", QUARTERS[-1], 0.5, 2.0, "2009-10 Q2", 3],
        ["L1", QUARTERS[-1], 1.0, 2.0, "2009-10 Q2", 3],
    ]
    assert found.sentence[0].startswith("On track only within the tolerance at Q3 2009/10, 0.2 points short")


TURNING = [
    # figures, milestone, sentence, why
    ([50.0, 49.0, 52.0, 50.0, 53.0], 52.0,
     "One bad quarter from going off track: on track by 1.0 points at Q3 2009/10; its worst quarter so far, "
     "Q2 2009/10, was 2.0 points worse than the one before.", "no more to spare than it once lost"),
    ([50.0, 49.0, 52.0, 50.0, 53.0], 50.5, "A quarter as bad as its worst so far would not turn it.", "more to spare"),
    ([None, None, 52.0, 50.0, 53.0], 52.5,
     "Too few quarters can be compared to say whether one bad one would turn it.", "two changes"),
    ([50.0, 49.0, 52.0, 50.0, 53.0], 54.0, "", "off track already"),
    ([50.0, 49.0, 52.0, 50.0, None], 54.0, "", "no figure"),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "milestone", "sentence", "why"), TURNING, ids=[case[-1] for case in TURNING])
def test_whether_one_bad_quarter_would_turn_it(figures, milestone, sentence, why):
    rows = judged(
        *(
            {"target": "L1", "quarter": quarter, "actual": figure, "milestone": milestone}
            for quarter, figure in zip(QUARTERS[-5:], figures, strict=True)
        )
    )
    assert distance.turning_in_words(rows.tail(1), rows) == sentence
    assert distance.turning_in_words(rows.iloc[:0], rows) == ""


def test_a_bad_quarter_of_another_definition_does_not_count():
    figures = [50.0, 56.0, 50.0, 52.0, 52.5, 52.4, 52.6]
    rows = judged(
        *(
            {"target": "L1", "quarter": quarter, "actual": figure}
            for quarter, figure in zip(QUARTERS[-7:], figures, strict=True)
        )
    )
    now = rows[rows.quarter == QUARTERS[-1]]
    targets = pd.DataFrame({"target": ["L1"], "definition_changed_from": [QUARTERS[-4]]})
    assert distance.within_one_bad_quarter(now, rows).worst_at.tolist() == [QUARTERS[-5]]
    assert distance.within_one_bad_quarter(now, rows, targets).to_dict("records") == []
