"""The rule, row by row. Its worked cases are `rule.cases`, which the page shows too; each says why, and is a test.

A tolerance that forgives too much has kin, all in the tables: per cents, points and floors, levels, a milestone of 0 or
below, both ends of a range, figures exactly on an edge that no binary float holds, and figures too large for one.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.rule import judge as judging
from oxdash.rule import tolerance
from oxdash.rule.cases import GROUPS, ORDINARY, TOLERATED
from oxdash.rule.judge import BLOCK
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import OFFICER_REASONS, Better, Reason, Status
from tests.calendars import APRIL
from tests.judged_rows import NO_TOLERANCE, SHORT, figures, judged, rules

judge = partial(judging.judge, calendar=APRIL)

HIGHER, LOWER, RANGE = (str(better) for better in Better)
ON, OFF, CANNOT = (str(status) for status in Status)
MET, MISSED, CLOSE = Reason.MILESTONE_MET, Reason.MILESTONE_MISSED, Reason.CLOSE_TO_TARGET

CASES = [case for group in GROUPS.values() for case in group]


def in_force(case, counts_as) -> pd.DataFrame:
    """The rule whose tolerance is the case's."""
    basis, size, parts = tolerance.own(case.tolerance)
    return rules(str(tolerance.BASES[basis]), size / parts, counts_as)


@pytest.mark.parametrize("case", CASES, ids=[case.why for case in CASES])
def test_a_worked_case_comes_out_as_it_says(case):
    row = judged({**ORDINARY, **case.given}, rule=in_force(case, ON)).iloc[0]
    assert (row.status, row.reason, row.close) == (case.status, case.reason, case.close)
    if case.shortfall is not None:
        assert row.shortfall == case.shortfall
    if case.status == CANNOT:
        assert pd.isna(row.shortfall)


@pytest.mark.parametrize("case", TOLERATED, ids=[case.why for case in TOLERATED])
def test_a_miss_within_tolerance_counts_as_the_rule_says(case):
    row = judged({**ORDINARY, **case.given}, rule=in_force(case, OFF)).iloc[0]
    assert (row.close, row.status) == (case.close, OFF if case.close else case.status)


AS_VERSION_1_DID = [
    # rule, changed, close by version 1, close by version 2, why
    (("percent of milestone", 10), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, True, False, "5.5"),
    (("percent of milestone", 10), {"milestone": 60.7, "actual": 54.6}, True, False, "the edge, 54.63, became 54.6"),
    (("percent of milestone", 10), {"milestone": 60.3, "actual": 54.3}, True, True, "the edge, 54.27, became 54.3"),
    (("percent of milestone", 90), {"milestone": 99.5, "actual": 9.9}, False, False, "the edge, 9.95, became 10.0"),
    (("percent of milestone", 10), {"places": 0, "milestone": 45.0, "actual": 40.0}, False, False, "40.5 became 41"),
    (("percent of milestone", 10), {"places": 0, "milestone": 46.0, "actual": 41.0}, True, False, "41.4 became 41"),
    (("points", 0.5), {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0}, True, False, "5.5 became 6"),
    (("points", 0.5), {"milestone": 5.0, "actual": 4.5}, True, True, "points are of the unit, not of the last digit"),
    (("percent of milestone", 2.5), {"milestone": 40.0, "actual": 38.9}, False, False, "a tolerance of places: 39.0"),
    (("percent of milestone", 90), {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0}, False, False,
     "a per cent had no meaning for a level either"),
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


def test_the_worked_cases_reach_every_reason_each_tells_something_of_its_own():
    assert {case.reason for case in CASES} == set(Reason)
    assert len({case.why for case in CASES}) == len(CASES)


IN_WORDS = [
    # why, words
    ("exactly on the milestone", "Milestone 50.0, higher is better; figure 50.0"),
    ("what a computer's sums leave behind is no difference",
     "Milestone 0.3, higher is better; figure 0.30000000000000004"),
    ("15 digits are compared", "Milestone 123,456,789,012,345, higher is better; figure 123,456,789,012,344; in whole "
     "numbers"),
    ("neither figure nor milestone", "No milestone; no figure"),
    ("an infinity is no figure", "Milestone 50.0, higher is better; an infinite figure"),
    ("a return that is not there is not damaged, and declares nothing", "No return received; the return no longer "
     "matches its receipt; declared not to be achieved; milestone 52.0, higher is better; figure 48.2"),
    ("an older figure and why", "Milestone 52.0, higher is better; figure 48.2, for 2008; reason given: "
     "survey not due"),
    ("a range without its top is no range", "A range from 52.0 to none; figure 48.2"),
    ("no floor is no tolerance", "Milestone 52.0, higher is better; figure 51.9; no floor"),
    ("its own replaces the rule's", "Milestone 52.0, higher is better; figure 50.0; the target's own tolerance: 10%"),
    ("the quarter the rule begins", "Milestone 52.0, higher is better; figure 51.0; at Q1 2006/07"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "words"), IN_WORDS, ids=[case[0] for case in IN_WORDS])
def test_a_case_in_words(why, words):
    (case,) = (case for case in CASES if case.why == why)
    assert case.in_words(APRIL) == words


def test_everything_that_is_given_is_told():
    """Of two cases that differ in what is given, the words differ too."""
    told = {(case.in_words(APRIL), case.tolerance): {**ORDINARY, **case.given} for case in CASES}
    for case in CASES:
        assert told[case.in_words(APRIL), case.tolerance] == {**ORDINARY, **case.given}


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
    ({"milestone": 48.0}, (None, None), (OFF, MISSED), "on track only because the target was made easier"),
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
@given(st.lists(rows_of_anything, min_size=1, max_size=4), some_rule)
def test_a_table_is_judged_as_its_rows_are(rows, rule):
    given = frame(rows)
    one_by_one = pd.concat([judge(given.iloc[[n]], rule) for n in range(len(given))])
    pd.testing.assert_frame_equal(judge(given, rule), one_by_one)


@settings(max_examples=60)
@given(st.lists(rows_of_anything, min_size=1, max_size=4), some_rule)
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
    given = frame([{"actual": float(n % 97), "milestone": float(n % 89), "places": n % 3} for n in range(200)])
    whole = judge(given, NO_TOLERANCE)
    for size in (1, 7, 199, 200, 201):
        monkeypatch.setattr(judging, "BLOCK", size)
        pd.testing.assert_frame_equal(judge(given, NO_TOLERANCE), whole)


def test_more_rows_than_a_block():
    actual = np.arange(BLOCK + 3, dtype=float)
    given = pd.DataFrame({"better": HIGHER, "places": 0, "milestone": float(BLOCK), "actual": actual})
    rows = judge(given, NO_TOLERANCE)
    assert (rows.status == ON).to_numpy().nonzero()[0].tolist() == [BLOCK, BLOCK + 1, BLOCK + 2]
