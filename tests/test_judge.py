"""The rule, row by row. The last column of each table of cases says why, and is the test's name.

A tolerance that forgives too much has kin, all in the tables: per cents, points and floors, levels, a milestone of 0 or
below, both ends of a range, figures exactly on an edge that no binary float holds, and figures too large for one.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.rule import judge as judging
from oxdash.rule.judge import BLOCK, judge
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import OFFICER_REASONS, Better, Reason, Status
from tests.judged_rows import NO_TOLERANCE, SHORT, figures, judged, rules

HIGHER, LOWER, RANGE = (str(better) for better in Better)
ON, OFF, CANNOT = (str(status) for status in Status)
MET, MISSED, CLOSE = Reason.MILESTONE_MET, Reason.MILESTONE_MISSED, Reason.CLOSE_TO_TARGET

COMPARED = [
    # better, places, milestone, actual, status, shortfall, why
    (HIGHER, 1, 50.0, 50.0, ON, 0.0, "exactly on the milestone"),
    (HIGHER, 1, 50.0, 50.1, ON, -0.1, "better"),
    (HIGHER, 1, 50.0, 49.9, OFF, 0.1, "short by the last printed digit"),
    (HIGHER, 1, 50.0, 49.95, ON, 0.0, "prints as 50.0, as Excel would"),
    (HIGHER, 1, 50.0, 49.949, OFF, 0.1, "prints as 49.9"),
    (HIGHER, 1, 50.04, 50.0, ON, 0.0, "the milestone prints as 50.0 too"),
    (HIGHER, 1, 50.05, 50.0, OFF, 0.1, "the milestone prints as 50.1"),
    (HIGHER, 2, 1.01, 1.005, ON, 0.0, "1.005 prints as 1.01"),
    (HIGHER, 0, 3.0, 2.5, ON, 0.0, "half goes away from zero"),
    (HIGHER, 1, 0.3, 0.1 + 0.2, ON, 0.0, "what floats leave behind is no difference"),
    (LOWER, 1, 6.2, 6.2, ON, 0.0, "lower is better: exactly on the milestone"),
    (LOWER, 1, 6.2, 6.3, OFF, 0.1, "lower is better, and it rose"),
    (LOWER, 1, 6.2, 6.1, ON, -0.1, "lower is better, and it fell"),
    (LOWER, 1, 6.2, 6.24, ON, 0.0, "lower is better: prints as 6.2"),
    (LOWER, 1, -6.2, -6.25, ON, -0.1, "lower is better below nought: -6.25 prints as -6.3"),
    (HIGHER, 1, 50.0, 0.0, OFF, 50.0, "zero is a figure, not a gap"),
    (HIGHER, 0, 0.0, 0.0, ON, 0.0, "a milestone of 0 is met by 0"),
    (LOWER, 0, 0.0, 1.0, OFF, 1.0, "a milestone of 0 is missed by 1"),
    (HIGHER, 1, -2.0, -3.0, OFF, 1.0, "a milestone below nought"),
    (HIGHER, 0, 123456789012345.0, 123456789012344.0, OFF, 1.0, "15 digits are compared"),
    (HIGHER, 1, 50.0, None, CANNOT, None, "a blank is never a miss"),
    (HIGHER, 1, None, 50.0, CANNOT, None, "no milestone is never met"),
    (HIGHER, 1, None, None, CANNOT, None, "neither"),
    (HIGHER, 1, 50.0, np.inf, CANNOT, None, "an infinity is no figure"),
]


@pytest.mark.parametrize(("better", "places", "milestone", "actual", "status", "shortfall", "why"), COMPARED,
                         ids=[case[-1] for case in COMPARED])  # fmt: skip
def test_a_figure_against_its_milestone(better, places, milestone, actual, status, shortfall, why):
    row = judged({"better": better, "places": places, "milestone": milestone, "actual": actual}).iloc[0]
    assert row.status == status
    assert (row.shortfall == shortfall) or (shortfall is None and np.isnan(row.shortfall))
    assert not row.close


ORDER = [
    # what is changed in a row that is short, status, reason, why
    ({}, OFF, MISSED, "short"),
    ({"received": False}, CANNOT, Reason.RETURN_NOT_RECEIVED, "no return, whatever stands in the row"),
    ({"received": False, "damaged": True, "declared": "no"}, CANNOT, Reason.RETURN_NOT_RECEIVED, "row 1 before 2, 3"),
    ({"received": False, "actual": 60.0}, CANNOT, Reason.RETURN_NOT_RECEIVED, "withdrawn: even a met milestone"),
    ({"damaged": True}, CANNOT, Reason.RETURN_DAMAGED, "no longer matches its receipt"),
    ({"damaged": True, "declared": "no"}, CANNOT, Reason.RETURN_DAMAGED, "row 2 before 3"),
    ({"declared": "no"}, OFF, Reason.WILL_NOT_BE_ACHIEVED, "declared"),
    ({"declared": "no", "actual": 60.0}, OFF, Reason.WILL_NOT_BE_ACHIEVED, "declared: outranks a met milestone"),
    ({"declared": "no", "actual": None, "absence": "data quality"}, OFF, Reason.WILL_NOT_BE_ACHIEVED, "row 3 before 4"),
    ({"declared": "no", "milestone": None}, OFF, Reason.WILL_NOT_BE_ACHIEVED, "row 3 before 8"),
    ({"declared": "yes"}, OFF, MISSED, "yes is no verdict"),
    *(({"actual": None, "absence": str(said)}, CANNOT, said, f"no figure: {said}") for said in OFFICER_REASONS),
    ({"actual": None, "absence": "data quality", "value_agreed_for_year": False}, CANNOT, Reason.DATA_QUALITY,
     "row 4 before 6"),
    ({"actual": None}, CANNOT, Reason.NO_REASON_GIVEN, "no figure and nothing said"),
    ({"actual": None, "milestone": None}, CANNOT, Reason.NO_REASON_GIVEN, "row 5 before 8"),
    ({"absence": "data quality"}, OFF, MISSED, "a reason beside a figure is no absence"),
    ({"figure_is_for": "2008"}, CANNOT, Reason.NO_REASON_GIVEN, "a figure of another period is not this quarter's"),
    ({"figure_is_for": "2008", "absence": "survey not due"}, CANNOT, Reason.SURVEY_NOT_DUE, "an older figure and why"),
    ({"figure_is_for": "2009-10 Q3"}, OFF, MISSED, "a figure said to be for this quarter is this quarter's"),
    ({"value_agreed_for_year": False, "milestone": None}, CANNOT, Reason.TARGET_NOT_AGREED, "nothing was ever agreed"),
    ({"value_agreed_for_year": False, "milestone": None, "frequency": "annual"}, CANNOT, Reason.TARGET_NOT_AGREED,
     "row 6 before 7"),
    ({"milestone": None, "frequency": "annual"}, CANNOT, Reason.NO_INTERIM_MILESTONE, "measured once a year"),
    ({"milestone": None, "frequency": "two yearly"}, CANNOT, Reason.NO_INTERIM_MILESTONE, "measured every two years"),
    ({"milestone": None, "measure": "annual"}, CANNOT, Reason.NO_INTERIM_MILESTONE, "an annual measure"),
    ({"frequency": "annual", "actual": 60.0}, ON, MET, "an annual measure with a milestone for the quarter is judged"),
    ({"milestone": None}, CANNOT, Reason.NO_MILESTONE, "a quarterly measure without a milestone"),
    ({"milestone": None, "milestone_upper": 55.0, "better": RANGE}, CANNOT, Reason.NO_MILESTONE, "a range, no foot"),
    ({"better": RANGE}, CANNOT, Reason.NO_MILESTONE, "a range without its top is no range"),
    ({"actual": 52.0}, ON, MET, "met"),
    ({"actual": 60.0}, ON, MET, "bettered"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "status", "reason", "why"), ORDER, ids=[case[-1] for case in ORDER])
def test_the_first_that_applies_decides(changed, status, reason, why):
    row = judged(changed).iloc[0]
    assert (row.status, row.reason, row.close) == (status, reason, False)


TOLERATED = [
    # rule (basis, tolerance), changed, close, why
    (("percent of milestone", 10), {"milestone": 50.0, "actual": 45.0}, True, "the edge is inside"),
    (("percent of milestone", 10), {"milestone": 50.0, "actual": 44.9}, False, "past the edge"),
    (("percent of milestone", 10), {"milestone": 50.0, "actual": 44.95}, True, "prints on the edge"),
    (("percent of milestone", 10), {"milestone": 60.3, "actual": 54.3}, True, "inside the edge, 54.27"),
    (("percent of milestone", 10), {"milestone": 60.7, "actual": 54.6}, False, "past the edge, 54.63, as printed"),
    (("percent of milestone", 10), {"milestone": 50.5, "actual": 45.5}, True, "inside the edge, 45.45"),
    (("percent of milestone", 10), {"milestone": 50.5, "actual": 45.4}, False, "past the edge, 45.45"),
    (("percent of milestone", 10), {"milestone": 50.46, "actual": 45.44}, False, "of the printed milestone, 50.5"),
    (("percent of milestone", 10), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, False,
     "a miss of a fifth is not within a tenth"),
    (("percent of milestone", 10), {"places": 0, "milestone": 5.0, "actual": 4.0}, False, "nor the other way round"),
    (("percent of milestone", 20), {"places": 0, "milestone": 5.0, "actual": 4.0}, True, "a fifth is within a fifth"),
    (("percent of milestone", 10), {"places": 0, "milestone": 50.0, "actual": 45.0}, True, "on it, whole numbers"),
    (("percent of milestone", 0.1), {"places": 0, "milestone": 1000.0, "actual": 999.0}, True, "0.1 is not binary"),
    (("percent of milestone", 29), {"places": 2, "milestone": 1.0, "actual": 0.71}, True, "0.29 is not binary"),
    (("percent of milestone", 100), {"milestone": 50.0, "actual": 0.0}, True, "all of it"),
    (("percent of milestone", 150), {"milestone": 50.0, "actual": -25.0}, True, "more than all of it"),
    (("percent of milestone", 10), {"places": 0, "milestone": 9e15, "actual": 8.1e15}, True, "on the edge, very large"),
    (("percent of milestone", 10), {"places": 0, "milestone": 9e15, "actual": 8.1e15 - 10}, False, "past it, large"),
    (("percent of milestone", 2.5), {"milestone": 40.0, "actual": 39.0}, True, "a tolerance may have places"),
    (("percent of milestone", 10), {"better": LOWER, "milestone": 50.0, "actual": 55.0}, True, "lower: the edge"),
    (("percent of milestone", 10), {"better": LOWER, "milestone": 50.0, "actual": 55.1}, False, "lower: past the edge"),
    (("percent of milestone", 10), {"milestone": -50.0, "actual": -55.0}, True, "below nought: of its size"),
    (("percent of milestone", 10), {"milestone": -50.0, "actual": -55.1}, False, "below nought, past the edge"),
    (("percent of milestone", 10), {"better": LOWER, "milestone": 0.0, "actual": 0.1}, False, "10% of 0 is nothing"),
    (("percent of milestone", 90), {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0}, False,
     "a per cent has no meaning for a level"),
    (("points", 1), {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0}, True, "a level within one"),
    (("points", 2), {"milestone": 50.0, "actual": 48.0}, True, "points: the edge is inside"),
    (("points", 2), {"milestone": 50.0, "actual": 47.9}, False, "points: past the edge"),
    (("points", 4.95), {"milestone": 5.0, "actual": 0.0}, False, "points: past the edge, 0.05"),
    (("points", 4.95), {"milestone": 5.0, "actual": 0.1}, True, "points: inside the edge, 0.05"),
    (("points", 0.5), {"places": 0, "milestone": 5.0, "actual": 4.0}, False, "points: half forgives no one"),
    (("points", 0.5), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, False, "points: nor above"),
    (("points", 0.5), {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0}, False, "points: half a level"),
    (("points", 1), {"better": LOWER, "places": 0, "milestone": 0.0, "actual": 1.0}, True, "points: of 0"),
    (("points", 0.3), {"milestone": 0.4, "actual": 0.1}, True, "points: what floats leave behind is no miss"),
    (("floor", None), {"floor": 45.0, "actual": 45.0}, True, "at the floor"),
    (("floor", None), {"floor": 45.0, "actual": 44.96}, True, "prints at the floor"),
    (("floor", None), {"floor": 45.0, "actual": 44.9}, False, "below the floor"),
    (("floor", None), {"floor": 45.04, "actual": 45.0}, False, "a floor is not rounded: 45.0 is below 45.04"),
    (("floor", None), {"floor": 44.96, "actual": 45.0}, True, "a floor is not rounded: 45.0 is above 44.96"),
    (("floor", None), {"better": LOWER, "places": 0, "milestone": 5.0, "floor": 5.5, "actual": 6.0}, False,
     "lower: a floor of 5.5 does not forgive 6"),
    (("floor", None), {"places": 2, "floor": 1.15, "milestone": 2.0, "actual": 1.15}, True, "1.15 is not binary"),
    (("floor", None), {"unit": "level", "places": 0, "milestone": 3.0, "floor": 2.0, "actual": 2.0}, True, "a level"),
    (("floor", None), {"floor": None, "actual": 51.9}, False, "no floor is no tolerance"),
    (("floor", None), {"better": LOWER, "milestone": 6.0, "floor": 8.0, "actual": 8.0}, True, "lower: at the floor"),
    (("floor", None), {"better": LOWER, "milestone": 6.0, "floor": 8.0, "actual": 8.1}, False, "lower: past the floor"),
    (("none", None), {"actual": 51.9}, False, "Oxfordshire publishes no tolerance"),
    (("percent of milestone", 10), {"actual": 60.0}, False, "met is never close"),
    (("percent of milestone", 10), {"actual": 51.0, "declared": "no"}, False, "declared is never close"),
    (("none", None), {"actual": 50.0, "tolerance_override": "5%"}, True, "the target's own 5%"),
    (("none", None), {"actual": 50.0, "tolerance_override": "2 points"}, True, "the target's own 2 points"),
    (("none", None), {"actual": 51.0, "tolerance_override": "1 point"}, True, "the target's own one point"),
    (("none", None), {"actual": 50.0, "floor": 50.0, "tolerance_override": "floor"}, True, "the target's own floor"),
    (("percent of milestone", 10), {"actual": 51.0, "tolerance_override": "none"}, False, "the target's own none"),
    (("percent of milestone", 1), {"actual": 50.0, "tolerance_override": "10%"}, True, "its own replaces the rule's"),
    (("percent of milestone", 10), {"actual": 51.0, "quarter": "2006-07 Q1"}, True, "the quarter the rule begins"),
    (("percent of milestone", 10), {"actual": 51.0, "quarter": "2005-06 Q4"}, False, "the quarter before any rule"),
]  # fmt: skip


@pytest.mark.parametrize("counts_as", [ON, OFF])
@pytest.mark.parametrize(("rule", "changed", "close", "why"), TOLERATED, ids=[case[-1] for case in TOLERATED])
def test_a_miss_within_tolerance_is_close(rule, changed, close, why, counts_as):
    row = judged(changed, rule=rules(*rule, counts_as)).iloc[0]
    assert row.close == close
    assert (row.reason == CLOSE) == close
    if close:
        assert row.status == counts_as


AS_VERSION_1_DID = [
    # rule, changed, close by version 1, close by version 2, why
    (("percent of milestone", 10), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, True, False, "5.5"),
    (("percent of milestone", 10), {"milestone": 60.7, "actual": 54.6}, True, False, "the edge, 54.63, became 54.6"),
    (("percent of milestone", 10), {"milestone": 60.3, "actual": 54.3}, True, True, "the edge, 54.27, became 54.3"),
    (("percent of milestone", 90), {"milestone": 99.5, "actual": 9.9}, False, False, "the edge, 9.95, became 10.0"),
    (("percent of milestone", 10), {"places": 0, "milestone": 45.0, "actual": 40.0}, False, False, "40.5 became 41"),
    (("percent of milestone", 10), {"places": 0, "milestone": 46.0, "actual": 41.0}, True, False, "41.4 became 41"),
    (("points", 0.5), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, True, False, "5.5 became 6"),
    (("floor", None), {"better": LOWER, "places": 0, "milestone": 5.0, "floor": 5.5, "actual": 6.0}, True, False, "so"),
    (("percent of milestone", 10), {"better": RANGE, "places": 0, "milestone": 5.0, "milestone_upper": 9.0,
      "actual": 10.0}, True, False, "the top of a range: 9.9 became 10"),
    (("percent of milestone", 10), {"better": RANGE, "places": 0, "milestone": 5.0, "milestone_upper": 9.0,
      "actual": 4.0}, False, False, "the foot of a range: 4.5 became 5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changed", "then", "now", "why"), AS_VERSION_1_DID, ids=[case[-1] for case in AS_VERSION_1_DID]
)
def test_an_earlier_version_judges_as_it_did(rule, changed, then, now, why):
    given, in_force = figures(changed), rules(*rule, ON)
    for version, close in (("1", then), ("2", now)):
        row = judge(given, in_force, version=version).iloc[0]
        assert (row.close, row.status) == (close, ON if close else OFF)
    pd.testing.assert_frame_equal(judge(given, in_force), judge(given, in_force, version=RULE_VERSION))


def test_a_period_in_another_spelling_was_another_period_in_version_1():
    given = figures({"quarter": "2009-10 Q3", "figure_is_for": "Q3 2009/10", "actual": 60.0})
    assert judge(given, NO_TOLERANCE, version="1").reason.iloc[0] == Reason.NO_REASON_GIVEN
    assert judge(given, NO_TOLERANCE, version="2").reason.iloc[0] == MET


def test_a_version_that_there_is_not_is_named():
    with pytest.raises(ValueError) as refused:
        judge(figures({}), NO_TOLERANCE, version="3")
    assert str(refused.value) == 'There is no rule version "3". Known: 1, 2.'


def test_every_version_has_a_day_of_its_own_and_says_what_it_does_otherwise():
    released = [version.released for version in VERSIONS.values()]
    assert released == sorted(set(released))
    assert list(VERSIONS) == [str(n) for n in range(1, len(VERSIONS) + 1)]
    assert list(VERSIONS)[-1] == RULE_VERSION
    assert all(version.differs for version in VERSIONS.values())


WITHIN = [
    # actual, status, shortfall, close at 10%, why (range 40 to 60)
    (40.0, ON, 0.0, False, "the foot is inside"),
    (60.0, ON, 0.0, False, "the top is inside"),
    (60.04, ON, 0.0, False, "prints as the top"),
    (45.0, ON, -5.0, False, "inside, 5 from the foot"),
    (58.0, ON, -2.0, False, "inside, 2 from the top"),
    (50.0, ON, -10.0, False, "in the middle"),
    (39.9, OFF, 0.1, True, "just below"),
    (36.0, OFF, 4.0, True, "10% of the foot below it"),
    (35.9, OFF, 4.1, False, "further below"),
    (66.0, OFF, 6.0, True, "10% of the top above it"),
    (66.1, OFF, 6.1, False, "further above"),
]


@pytest.mark.parametrize(("actual", "status", "shortfall", "close", "why"), WITHIN, ids=[case[-1] for case in WITHIN])
def test_within_range(actual, status, shortfall, close, why):
    row = judged({"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": actual},
                 rule=rules("percent of milestone", 10)).iloc[0]  # fmt: skip
    assert (row.status, row.shortfall, row.close) == (status, shortfall, close)


def test_the_tables_reach_every_reason():
    reached = {str(reason) for _, _, reason, _ in ORDER} | {str(CLOSE)}
    assert reached == {str(reason) for reason in Reason}


BESIDE = [
    # changed, forecast (status, reason), original (status, reason), why
    ({}, (None, None), (OFF, MISSED), "no forecast, nothing renegotiated"),
    ({"forecast": 56.0}, (ON, MET), (OFF, MISSED), "the forecast is of the year's end, not of now"),
    ({"forecast": 55.9, "actual": 60.0}, (OFF, MISSED), (ON, MET), "on track now, and expected to miss"),
    ({"forecast": 56.0, "year_end_target": None}, (CANNOT, Reason.NO_MILESTONE), (OFF, MISSED), "no year-end target"),
    ({"forecast": 56.0, "year_end_target": None, "frequency": "annual"}, (CANNOT, Reason.NO_MILESTONE), (OFF, MISSED),
     "a year's end is never an interim"),
    ({"forecast": 56.0, "declared": "no"}, (OFF, Reason.WILL_NOT_BE_ACHIEVED), (OFF, Reason.WILL_NOT_BE_ACHIEVED),
     "declared: no hopeful forecast beside it"),
    ({"forecast": 56.0, "actual": None}, (ON, MET), (CANNOT, Reason.NO_REASON_GIVEN), "a forecast without a figure"),
    ({"forecast": 56.0, "figure_is_for": "2008"}, (ON, MET), (CANNOT, Reason.NO_REASON_GIVEN),
     "the period is the figure's, not the forecast's"),
    ({"forecast": 56.0, "received": False}, (None, None), (CANNOT, Reason.RETURN_NOT_RECEIVED), "withdrawn with it"),
    ({"forecast": 56.0, "damaged": True}, (None, None), (CANNOT, Reason.RETURN_DAMAGED), "damaged with it"),
    ({"better": RANGE, "milestone_upper": 55.0, "original_upper": 55.0, "actual": 53.0, "forecast": 58.0,
      "year_end_upper": 57.0}, (OFF, MISSED), (ON, MET), "a range at the year's end"),
    ({"milestone": 48.0}, (None, None), (OFF, MISSED), "on track only because the target moved"),
    ({"milestone": 48.0, "original_milestone": None}, (None, None), (CANNOT, Reason.NO_MILESTONE), "no original"),
    ({"better": RANGE, "milestone": 40.0, "milestone_upper": 55.0, "original_milestone": 40.0, "original_upper": 45.0},
     (None, None), (OFF, MISSED), "only the top of the range moved"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "forecast", "original", "why"), BESIDE, ids=[case[-1] for case in BESIDE])
def test_beside_the_status_now(changed, forecast, original, why):
    row = judged(changed).astype(object).iloc[0]
    said = tuple(None if pd.isna(word) else word for word in (row.forecast_status, row.forecast_reason))
    assert said == forecast
    assert (row.original_status, row.original_reason) == original


def test_a_forecast_within_tolerance_is_close_too():
    row = judged({"forecast": 53.2}, rule=rules("percent of milestone", 5, ON)).iloc[0]
    assert (row.forecast_status, row.forecast_reason) == (ON, CLOSE)


def test_the_rule_in_force_is_the_latest_that_has_begun():
    rule = pd.concat([rules("points", 9, ON, "2009-10 Q2"), rules("none", None, OFF, "2008-09 Q1")])
    rows = judged(*({"quarter": f"{year} Q{n}"} for year in ("2007-08", "2009-10") for n in (1, 2, 3)), rule=rule)
    assert rows.close.tolist() == [False, False, False, False, True, True]


def test_rows_without_a_quarter_have_the_latest_rule():
    rule = pd.concat([rules("points", 9, ON, "2009-10 Q2"), rules("none", None, OFF, "2008-09 Q1")])
    row = judge(figures({}).drop(columns="quarter"), rule).iloc[0]
    assert (row.status, row.close) == (ON, True)


def test_no_rule_at_all_is_no_tolerance():
    row = judge(figures({"actual": 51.9}), tables.empty(tables.RULES)).iloc[0]
    assert (row.status, row.close) == (OFF, False)


def test_columns_that_are_not_there_mean_the_plain_case():
    row = judge(pd.DataFrame([{"better": HIGHER, "places": 1, "milestone": 50.0, "actual": 49.0}]), NO_TOLERANCE).iloc[
        0
    ]
    assert (row.status, row.reason, row.close, row.shortfall) == (OFF, MISSED, False, 1.0)
    assert row[["forecast_status", "original_status"]].isna().all()


def test_neither_table_is_changed_and_rows_keep_their_order_and_index():
    given = figures({}, {"actual": 60.0}, {"actual": None}).assign(target=["B", "A", "C"]).set_axis([7, 3, 5])
    rule = rules("percent of milestone", 10)
    before, rule_before = given.copy(deep=True), rule.copy(deep=True)
    rows = judge(given, rule)
    pd.testing.assert_frame_equal(given, before)
    pd.testing.assert_frame_equal(rule, rule_before)
    assert rows.index.tolist() == [7, 3, 5]
    assert rows.target.tolist() == ["B", "A", "C"]
    rows.loc[7, "actual"] = 1.0
    assert given.loc[7, "actual"] == SHORT["actual"]


def test_a_table_of_no_rows_is_judged():
    rows = judge(tables.empty(tables.FIGURES), NO_TOLERANCE)
    assert len(rows) == 0
    assert [*rows.columns] == [*tables.JUDGED.columns]


def test_text_categories_objects_and_nullable_columns_are_one():
    given = figures({"tolerance_override": "5%"}, {"actual": None, "absence": "data quality"}, {"declared": "no"})
    expected = judge(given, NO_TOLERANCE)[["status", "reason", "close", "shortfall"]]
    words = ["better", "absence", "declared", "unit", "measure", "frequency", "quarter", "tolerance_override"]
    for dtype in ("category", "object"):
        again = judge(given.astype(dict.fromkeys(words, dtype)), NO_TOLERANCE)[expected.columns]
        pd.testing.assert_frame_equal(again, expected)
    numbers = {"actual": "Float64", "milestone": "Float64", "received": "boolean", "places": "Int64"}
    pd.testing.assert_frame_equal(judge(given.astype(numbers), NO_TOLERANCE)[expected.columns], expected)


def test_a_category_that_no_row_has_is_no_fault():
    given = figures({"actual": 60.0})
    given["better"] = pd.Categorical(given["better"], categories=["higher", "sideways"])
    assert judge(given, NO_TOLERANCE).status.tolist() == [ON]


MISTAKES = [
    # changed, message, why
    ({"better": "up"}, '"up" is not a word for better. It is one of: higher; lower; within range.', "unknown word"),
    ({"better": None}, "A row has nothing for better. It is one of: higher; lower; within range.", "no direction"),
    ({"absence": "lost"}, '"lost" is not a word for absence. It is one of: ' + "; ".join(OFFICER_REASONS) + ".",
     "an absence that is no officer's reason"),
    ({"tolerance_override": "a bit"},
     'The tolerance "a bit" cannot be read. Write it like 5%, 2 points, floor or none.',
     "a tolerance nobody can read"),
    ({"places": 1.5}, "A row has no whole number of decimal places from 0 to 15.", "half a decimal place"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "message", "why"), MISTAKES, ids=[case[-1] for case in MISTAKES])
def test_what_is_no_figure_of_ours_is_refused(changed, message, why):
    with pytest.raises(ValueError) as refused:
        judge(pd.DataFrame([SHORT | changed]), NO_TOLERANCE)
    assert str(refused.value) == message


def test_a_missing_column_is_named():
    with pytest.raises(ValueError) as refused:
        judge(figures({}).drop(columns=["better", "places"]), NO_TOLERANCE)
    assert str(refused.value) == "judge needs the columns actual, milestone, better, places; missing: better, places."


# Any figures, many of them on a milestone, a tie or an edge.
amounts = st.one_of(st.none(), st.integers(-400, 400).map(lambda n: n / 20), st.floats(-1e6, 1e6, allow_nan=False))
rows_of_anything = st.fixed_dictionaries(
    {
        "actual": amounts,
        "milestone": amounts,
        "milestone_upper": amounts,
        "floor": amounts,
        "forecast": amounts,
        "year_end_target": amounts,
        "year_end_upper": amounts,
        "original_milestone": amounts,
        "original_upper": amounts,
        "places": st.integers(0, 3),
        "better": st.sampled_from([HIGHER, LOWER, RANGE]),
        "received": st.booleans(),
        "damaged": st.booleans(),
        "declared": st.sampled_from([None, "yes", "no"]),
        "absence": st.sampled_from([None, *map(str, OFFICER_REASONS)]),
        "figure_is_for": st.sampled_from([None, None, "2008", "2009-10 Q3"]),
        "value_agreed_for_year": st.booleans(),
        "frequency": st.sampled_from(["quarterly", "annual", "two yearly"]),
        "unit": st.sampled_from(["per cent", "level"]),
        "quarter": st.sampled_from(["2005-06 Q1", "2009-10 Q3"]),
        "tolerance_override": st.sampled_from([None, None, "5%", "2 points", "floor", "none"]),
    }
)
some_rule = st.builds(
    rules, st.sampled_from(["none", "percent of milestone", "points", "floor"]), st.sampled_from([0.5, 10.0, 150.0]),
    st.sampled_from([ON, OFF]))  # fmt: skip


def frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame([{**SHORT, "target": f"L{n}", **row} for n, row in enumerate(rows)]).astype(
        {
            name: "float64"
            for name in rows[0]
            if name.endswith(("actual", "milestone", "upper", "floor", "forecast", "target"))
        }
    )


@settings(max_examples=60)
@given(st.lists(rows_of_anything, min_size=1, max_size=12), some_rule)
def test_a_table_is_judged_as_its_rows_are(rows, rule):
    given = frame(rows)
    one_by_one = pd.concat([judge(given.iloc[[n]], rule) for n in range(len(given))])
    pd.testing.assert_frame_equal(judge(given, rule), one_by_one)


@settings(max_examples=60)
@given(st.lists(rows_of_anything, min_size=1, max_size=12), some_rule)
def test_direction_is_a_mirror(rows, rule):
    """Every figure's sign turned, higher and lower change places, and no verdict does."""
    turned = {HIGHER: LOWER, LOWER: HIGHER, RANGE: RANGE}
    mirrored = []
    for row in rows:
        other = {**row, "better": turned[row["better"]]}
        for name in ("actual", "milestone", "milestone_upper", "floor", "forecast", "year_end_target", "year_end_upper",
                     "original_milestone", "original_upper"):  # fmt: skip
            other[name] = None if row[name] is None else -row[name]
        if row["better"] == RANGE:  # a range turned round has its other end first; a floor is below it, never above
            for foot, top in (("milestone", "milestone_upper"), ("year_end_target", "year_end_upper"),
                              ("original_milestone", "original_upper")):  # fmt: skip
                other[foot], other[top] = other[top], other[foot]
        mirrored.append(other)
    verdict = ["status", "reason", "close", "shortfall", "forecast_status", "original_status", "original_reason"]
    there, back = judge(frame(rows), rule), judge(frame(mirrored), rule)
    pd.testing.assert_frame_equal(there[verdict], back[verdict])


@settings(max_examples=60)
@given(rows_of_anything, some_rule)
def test_a_blank_is_never_a_miss_and_close_is_only_ever_a_miss(row, rule):
    row = judge(frame([row]), rule).iloc[0]
    if np.isnan(row.actual) and row.declared != "no":
        assert row.status == CANNOT
    if row.close:
        assert row.shortfall > 0
        assert row.reason == CLOSE
    if row.status == ON and not row.close:
        assert row.shortfall <= 0


half_digits = st.tuples(st.integers(-3000, 3000), st.integers(0, 3)).map(lambda held: held[0] / 2 / 10 ** held[1])
sizes = st.one_of(st.integers(0, 120), st.decimals(0, 120, places=2), st.decimals(0, 5, places=5)).map(float)


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "actual": st.one_of(half_digits, st.floats(-1e17, 1e17)),
                "milestone": st.one_of(half_digits, st.floats(-1e17, 1e17)),
                "floor": half_digits,
                "better": st.sampled_from([HIGHER, LOWER]),
                "places": st.integers(0, 4),
                "unit": st.sampled_from(["per cent", "level"]),
            }
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["percent of milestone", "points", "floor"]),
    sizes,
    st.booleans(),
)
def test_the_edge_is_that_of_decimal_arithmetic(rows, basis, size, on_the_edge):
    """Figures on the edge itself, where it can be printed, and any others: the floats decide as decimals do."""
    for row in rows if on_the_edge and basis != "floor" else ():
        edge = _edge(row, basis, size)
        if edge == edge.quantize(Decimal(1).scaleb(-row["places"])):
            row["actual"] = float(edge)
    given = frame(rows)
    found = judge(given, rules(basis, None if basis == "floor" else size))
    for row, close in zip(given.to_dict("records"), found.close, strict=True):
        sign = -1 if row["better"] == LOWER else 1
        actual, milestone = _printed(row["actual"], row), _printed(row["milestone"], row)
        missed = sign * actual < sign * milestone
        tolerated = not (basis == "percent of milestone" and row["unit"] == "level")
        assert close == (missed and tolerated and sign * actual >= sign * _edge(row, basis, size)), row


def _printed(value: float, row: dict) -> Decimal:
    with localcontext(prec=60):
        return Decimal(format(value, ".15g")).quantize(Decimal(1).scaleb(-row["places"]), ROUND_HALF_UP)


def _edge(row: dict, basis: str, size: float) -> Decimal:
    with localcontext(prec=60):
        if basis == "floor":
            return Decimal(format(row["floor"], ".15g"))
        milestone, sign = _printed(row["milestone"], row), -1 if row["better"] == LOWER else 1
        size = Decimal(format(size, ".15g"))
        return milestone - sign * (size if basis == "points" else abs(milestone) * size / 100)


def test_blocks_join_without_a_seam(monkeypatch):
    given = frame([{"actual": float(n % 97), "milestone": float(n % 89), "places": n % 3} for n in range(1000)])
    whole = judge(given, NO_TOLERANCE)
    for size in (1, 7, 999, 1000, 1001):
        monkeypatch.setattr(judging, "BLOCK", size)
        pd.testing.assert_frame_equal(judge(given, NO_TOLERANCE), whole)


def test_more_rows_than_a_block():
    actual = np.arange(BLOCK + 3, dtype=float)
    given = pd.DataFrame({"better": HIGHER, "places": 0, "milestone": float(BLOCK), "actual": actual})
    rows = judge(given, NO_TOLERANCE)
    assert (rows.status == ON).to_numpy().nonzero()[0].tolist() == [BLOCK, BLOCK + 1, BLOCK + 2]
