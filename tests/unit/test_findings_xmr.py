"""The chart of individual values and moving ranges, against published worked examples."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.findings import xmr
from oxdash.vocabulary.quarters import Quarter
from tests.judged_rows import judged

# NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, Individuals control charts: flow rate of ten batches
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Montgomery, Introduction to Statistical Quality Control: viscosity of fifteen batches of aircraft primer paint; the
# limits as the R package qcc (Scrucca, R News 4/1, 2004) gives them for its example xbar.one of the same data
PAINT = [33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54, 33.12, 33.84]
# Wetherill and Brown, Statistical Process Control (1991), page 120: water content of antifreeze; limits as qcc gives
WATER = [
    2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.60, 2.45, 2.17, 2.58, 2.57, 2.44, 2.38,
    2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39, 2.56, 2.70, 3.00, 2.81, 2.77, 2.89, 2.54, 2.98, 2.35, 2.53,
]  # fmt: skip
# Montgomery, the same, 6th edition (2009), section 6.4: weekly cost of processing a mortgage loan, weeks 1 to 20, from
# which the limits come, and weeks 21 to 40, in which the cost goes up in week 39
LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
LATER = [305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328]

PUBLISHED = [
    # values, mean, mean moving range, lower, upper, range limit, decimal places it is published to, source
    (FLOW, 50.81, 1.8778, 45.816, 55.804, None, 2, "NIST/SEMATECH flow rate"),
    (PAINT, 33.52333, 0.48, 32.24484, 34.80183, 1.57, 2, "Montgomery paint"),
    (WATER, 2.569706, None, 2.031344, 3.108068, None, 3, "Wetherill and Brown antifreeze"),
    (LOANS, 300.5, 7.79, 279.78, 321.22, 25.45, 1, "Montgomery loans"),
]


@pytest.mark.parametrize(
    ("values", "mean", "mr_bar", "lower", "upper", "range_limit", "places", "source"),
    PUBLISHED,
    ids=[case[-1] for case in PUBLISHED],
)
def test_published_worked_examples(values, mean, mr_bar, lower, upper, range_limit, places, source):
    """They divide by 1.128 or multiply by 2.660 or 2.66, so the limits agree to the places a paper would print."""
    chart = xmr.of(values)
    near = {"abs": 0.5 * 10**-places}
    assert chart.mean == pytest.approx(mean, **near)
    assert (chart.lower, chart.upper) == (pytest.approx(lower, **near), pytest.approx(upper, **near))
    assert mr_bar is None or chart.mr_bar == pytest.approx(mr_bar, **near)
    assert range_limit is None or chart.range_limit == pytest.approx(range_limit, **near)
    outside = chart.points.why.str.contains("limit;|limit$", regex=True)
    assert not outside.any(), "each of them is published as in control"


def test_the_published_shift_is_found_when_it_was_published_to_come():
    chart = xmr.of(LOANS + LATER, limits_from=20)
    assert (chart.lower, chart.upper) == (pytest.approx(279.78, abs=0.005), pytest.approx(321.22, abs=0.005))
    special = chart.points[chart.points.special]
    assert special[["label", "why"]].to_numpy().tolist() == [
        ["39", f"{xmr.OUTSIDE[0]}; {xmr.JUMPED}"],
        ["40", xmr.OUTSIDE[0]],
    ]


STEADY = [10.0, 12.0] * 6  # mean 11, mean moving range 2, limits 5.68 and 16.32, range limit 6.54
HIGH, RUNS, LEANS = xmr.OUTSIDE[0], xmr.SHIFTED, xmr.LEANING

RULES = [
    # what follows twelve steady points, what is said of each, why
    ([11.0], [""], "on the mean"),
    ([16.0], [""], "inside the limit"),
    ([17.0], [HIGH], "above the limit"),
    ([5.0], [f"{xmr.OUTSIDE[1]}; {xmr.JUMPED}"], "below the limit, and a jump"),
    ([16.0, 6.0], ["", xmr.JUMPED], "a jump within the limits"),
    ([10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0], [RUNS] * 8, "eight running on one side"),
    ([10.0] * 7 + [12.0], [""] * 8, "seven are not enough"),
    ([10.0] * 4 + [11.0] + [10.0] * 4, [""] * 9, "a point on the mean ends a run"),
    ([10.0] * 4 + [np.nan] + [10.0] * 4, [""] * 9, "a gap ends a run"),
    ([10.0] * 10, [RUNS] * 10, "the whole of a longer run"),
    ([14.0, 14.0, 12.0, 14.0], [LEANS, LEANS, "", LEANS], "three of four nearer to the limit"),
    ([14.0, 14.0, 10.0, 8.0], [""] * 4, "three of four, but not of the same limit"),
    ([14.0, 14.0, np.nan, 14.0], [""] * 4, "not across a gap"),
    ([13.0, 13.0, 13.0, 13.0], [""] * 4, "nearer to the mean than to the limit"),
]


@pytest.mark.parametrize(("then", "said", "why"), RULES, ids=[case[-1] for case in RULES])
def test_what_stands_out(then, said, why):
    first = [*STEADY, 12.0] if then[0] < 11 else STEADY  # so that a run begins with what follows
    chart = xmr.of([*first, *then], limits_from=12)
    assert (chart.mean, chart.mr_bar) == (11, 2)
    assert chart.points.why.tolist()[len(first) :] == said
    assert chart.points.special.tolist()[len(first) :] == [bool(words) for words in said]


def test_a_gap_has_no_moving_range_on_either_side():
    chart = xmr.of([1.0, 3.0, np.nan, 9.0, 10.0])
    assert chart.points.moving_range.tolist() == pytest.approx([np.nan, 2.0, np.nan, np.nan, 1.0], nan_ok=True)
    assert (chart.mean, chart.mr_bar) == (5.75, 1.5)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, np.nan, 2.0]], ids=["none", "one", "no neighbours"])
def test_without_two_neighbours_there_is_no_chart(values):
    with pytest.raises(ValueError, match="two values that follow each other"):
        xmr.of(values)


@given(st.integers(-1000, 1000).map(lambda tenths: tenths / 10), st.integers(2, 30))
def test_what_never_varies_never_stands_out(value, length):
    chart = xmr.of([value] * length)
    assert not chart.points.special.any()
    assert chart.mr_bar == 0


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=30), st.integers(-100, 100), st.sampled_from([1, 2, -1, -4]))
def test_neither_the_unit_nor_the_direction_changes_what_stands_out(values, shift, scale):
    there, again = xmr.of(values), xmr.of([scale * value + shift for value in values])
    assert again.points.special.tolist() == there.points.special.tolist()


def target(figures: list, first: str = "2006-07 Q4", **changed) -> pd.DataFrame:
    quarters = [str(Quarter.parse(first).plus(n)) for n in range(len(figures))]
    made = zip(quarters, figures, strict=True)
    return judged(*({"target": "L1", "quarter": quarter, "actual": figure, **changed} for quarter, figure in made))


def test_a_target_from_twelve_points_on():
    chart = xmr.of_target(target(STEADY), "L1", "2009-10 Q3")
    assert chart.points.label.tolist()[:2] == ["Q4 2006/07", "Q1 2007/08"]
    assert chart.sentence == (
        "The figure has averaged 11.0% over 12 quarters, and would be expected between 5.7% and 16.3% if nothing "
        "changed. No quarter stands out."
    )
    shorter = xmr.of_target(target(STEADY), "L1", "2009-10 Q2")
    assert shorter == xmr.TooFew("This view needs 12 quarters with a figure; there are 11.")


def test_the_sentence_names_what_stands_out():
    chart = xmr.of_target(target([*STEADY, 21.0], first="2006-07 Q3"), "L1", "2009-10 Q3")
    assert chart.sentence.endswith(
        "What stands out: Q3 2009/10 (above the upper limit; moved further from the one before than the range limit)."
    )
    chart = xmr.of_target(target([10.0] * 8 + [14.0] * 8, first="2005-06 Q4"), "L1", "2009-10 Q3")
    assert chart.sentence == (
        "The figure has averaged 12.0% over 16 quarters, and would be expected between 11.3% and 12.7% if nothing "
        "changed. What stands out: "
        f"Q4 2005/06 to Q3 2007/08 ({xmr.OUTSIDE[1]}; {xmr.SHIFTED}; {xmr.LEANING}); "
        f"Q4 2007/08 ({xmr.OUTSIDE[0]}; {xmr.SHIFTED}; {xmr.LEANING}; {xmr.JUMPED}); "
        f"Q1 2008/09 to Q3 2009/10 ({xmr.OUTSIDE[0]}; {xmr.SHIFTED}; {xmr.LEANING})."
    )


def test_a_cumulative_measure_is_drawn_by_what_each_quarter_added():
    added = [10.0, 12.0, 9.0, 11.0, 10.0, 13.0, 9.0, 12.0, 10.0, 12.0, 11.0, 10.0]
    adding_up = [figure for year in range(0, 12, 4) for figure in np.cumsum(added[year : year + 4])]
    rows = target(adding_up, first="2006-07 Q1", measure="cumulative in year", unit="homes", places=0)
    chart = xmr.of_target(rows, "L1", "2008-09 Q4")
    assert chart.points.value.tolist() == added
    assert chart.sentence.startswith("What a quarter adds has averaged 11 homes over 12 quarters")


def test_what_a_quarter_added_is_not_known_without_the_quarter_before():
    figures = [10.0, 20.0, None, 40.0] + [10.0, 20.0, 30.0, 40.0] * 3
    rows = target(figures, first="2005-06 Q1", measure="cumulative in year")
    chart = xmr.of_target(rows, "L1", "2008-09 Q4")
    assert chart.points.value.isna().tolist() == [False, False, True, True] + [False] * 12
    assert chart.points.value.dropna().eq(10).all()


def test_never_across_a_change_of_definition():
    rows = target([99.0] * 3 + STEADY, first="2006-07 Q1")
    chart = xmr.of_target(rows, "L1", "2009-10 Q3", "2006-07 Q4")
    assert (len(chart.points), chart.mean) == (12, 11)
    assert xmr.of_target(rows, "L1", "2009-10 Q3", "2007-08 Q1") == xmr.TooFew(
        "This view needs 12 quarters with a figure; there are 11 since the definition changed from Q1 2007/08."
    )


def test_yearly_and_empty_targets_have_no_chart():
    yearly = target(STEADY, measure="annual", frequency="annual")
    assert xmr.of_target(yearly, "L1", "2009-10 Q3") == xmr.TooFew(
        "A yearly measure has too few figures for this view."
    )
    assert xmr.of_target(yearly, "L2", "2009-10 Q3").sentence.endswith("there is none.")
