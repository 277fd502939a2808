"""Simple arithmetic on a target's own past, with how far out it has been before."""

import numpy as np
import pandas as pd
import pytest

from oxdash.findings import outlook
from tests.calendars import APRIL
from tests.judged_rows import judged

YEARS = ("2006-07", "2007-08", "2008-09", "2009-10")
QUARTERS = [f"{year} Q{n}" for year in YEARS for n in (1, 2, 3, 4)]
HOMES = {"measure": "cumulative in year", "unit": "homes", "places": 0}
NO_FORECAST = " The officer gave no forecast."


def history(figures: list, until: str, **changed) -> pd.DataFrame:
    """One target through the quarters up to one, a figure each."""
    quarters = QUARTERS[: QUARTERS.index(until) + 1][-len(figures) :]
    made = zip(quarters, figures, strict=True)
    return judged(*({"target": "L1", "quarter": quarter, "actual": figure, **changed} for quarter, figure in made))


def at_the_end(rows: pd.DataFrame, targets: pd.DataFrame | None = None):
    (row,) = outlook.of(rows.tail(1), rows, targets, calendar=APRIL).itertuples(index=False)
    return row


def test_a_cumulative_projection_by_hand():
    """By Q2 the years had reached 40% and 50%: 45% on average, so 90 homes point at 200. From the one year alone the
    other would have been projected at 0.8 or 1.25 of what came: 25% out at worst, so 150 to 250."""
    rows = history(
        [10.0, 40.0, 70.0, 100.0, 20.0, 60.0, 80.0, 120.0, 30.0, 90.0], "2008-09 Q2", **HOMES, forecast=210.0
    )
    row = at_the_end(rows)
    assert row.sentence == (
        "Arithmetic, not a judgement: about 200 homes at 31 March 2009, as Q2 had reached 45% of the year's figure on "
        "average in 2 earlier years. Allowing for the largest of its 2 past errors, between 150 homes and 250 homes; "
        "such a range holds about 2 times in 3. The officer's forecast is 210 homes."
    )
    assert (row.method, row.projection, row.low, row.high, row.errors) == ("share of the year", 200, 150, 250, 2)


def test_what_has_been_counted_stays_counted():
    rows = history([1.0, 20.0, 90.0, 100.0, 1.0, 60.0, 30.0, 100.0, 30.0, 60.0, 90.0], "2008-09 Q3", **HOMES)
    row = at_the_end(rows)
    assert (row.low, row.projection) == (90, 150)


def test_a_damped_trend_by_hand():
    """10 then 12: level 10, trend 2. Forecast 10 + 0.8 x 2 = 11.6; level (12 + 11.6) / 2 = 11.8; trend 0.3 x 1.8 +
    0.7 x 1.6 = 1.66. One quarter ahead 11.8 + 0.8 x 1.66 = 13.128; two ahead 0.64 x 1.66 more."""
    assert outlook.damped([10.0, 12.0], 1) == pytest.approx(13.128)
    assert outlook.damped([10.0, 12.0], 2) == pytest.approx(14.1904)


def test_a_level_history_is_projected_level_and_without_error():
    row = at_the_end(history([50.0] * 7, "2009-10 Q3"))
    assert row.sentence == (
        "Arithmetic, not a judgement: about 50.0% at 31 March 2010, if the trend of the last 7 quarters fades out. "
        "Even the largest of its 4 past errors makes no difference to that." + NO_FORECAST
    )


def test_the_interval_is_the_largest_error_made_as_far_ahead():
    figures = [50.0, 51.0, 50.0, 52.0, 51.0, 53.0, 52.0, 54.0]
    row = at_the_end(history(figures, "2009-10 Q2"))
    errors = [abs(figures[n + 1] - outlook.damped(figures[:n], 2)) for n in range(3, 7)]
    assert row.errors == len(errors)
    assert row.high - row.projection == pytest.approx(max(errors), abs=0.1)


NONE = [
    # figures, up to, changed in every row, sentence, why
    ([10.0, 40.0, 70.0, 100.0, 30.0, 90.0], "2008-09 Q2", HOMES,
     "Too little history for a projection: 1 complete earlier year, 2 are needed.", "one earlier year"),
    ([40.0, 70.0, 100.0, 20.0, 60.0, 80.0, None, 30.0, 90.0], "2008-09 Q2", HOMES,
     "Too little history for a projection: 1 complete earlier year, 2 are needed.",
     "a year with no end is not complete"),
    ([30.0, 90.0], "2008-09 Q2", HOMES,
     "Too little history for a projection: 0 complete earlier years, 2 are needed.", "no earlier year"),
    ([0.0, 40.0, 70.0, 100.0, 20.0, 60.0, 80.0, 120.0, 30.0], "2008-09 Q1", HOMES,
     "No projection: in an earlier year the figure had not yet moved the way the year ended.", "a share of nothing"),
    ([50.0] * 6, "2009-10 Q3", {},
     "Too little history for a projection: 6 quarters in a row with a figure, 7 are needed.", "one quarter too few"),
    ([50.0] * 7, "2009-10 Q2", {},
     "Too little history for a projection: 7 quarters in a row with a figure, 8 are needed.",
     "further ahead needs more"),
    ([50.0, 50.0, 50.0, 50.0, 50.0, 50.0, None, 50.0], "2009-10 Q3", {"measure": "rolling year"},
     "Too little history for a projection: 1 quarter with a figure, 7 are needed.", "a gap breaks the run"),
    ([50.0] * 8, "2009-10 Q4", {}, "The year is over, so there is nothing to project.", "Q4"),
    ([50.0] * 7, "2009-10 Q3", {"measure": "annual", "frequency": "annual"},
     "A yearly measure has no quarters to project from.", "yearly"),
    ([50.0, None], "2009-10 Q3", {}, "There is no figure for Q3 2009/10 to project from.", "no figure now"),
    ([None], "2009-10 Q3", {}, "There is no figure for Q3 2009/10 to project from.", "never a figure"),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "until", "changed", "sentence", "why"), NONE, ids=[case[-1] for case in NONE])
def test_why_there_is_none(figures, until, changed, sentence, why):
    row = at_the_end(history(figures, until, **changed))
    assert row.arithmetic == sentence
    assert row.sentence == sentence + NO_FORECAST
    assert row.method == "none"
    assert np.isnan([row.projection, row.low, row.high]).all()
    assert row.errors == 0


def test_the_officers_forecast_stands_without_any_arithmetic():
    assert at_the_end(history([50.0], "2009-10 Q3", forecast=55.0)).sentence.endswith(
        "The officer's forecast is 55.0%."
    )


def test_never_across_a_change_of_definition():
    rows = history([10.0, 40.0, 70.0, 100.0, 20.0, 60.0, 80.0, 120.0, 30.0, 90.0], "2008-09 Q2", **HOMES)
    targets = pd.DataFrame({"target": ["L1"], "definition_changed_from": ["2007-08 Q1"]})
    assert at_the_end(rows, targets).sentence.startswith("Too little history for a projection: 1 complete earlier year")


@pytest.mark.parametrize(
    ("figures", "low", "high"),
    [([99.0, 90.0, 99.0, 90.0, 99.0, 90.0, 99.0], None, 100.0), ([1.0, 9.0, 1.0, 9.0, 1.0, 9.0, 1.0], 0.0, None)],
    ids=["no share over 100%", "nothing below zero that never was"],
)
def test_the_interval_stays_where_figures_can_be(figures, low, high):
    row = at_the_end(history(figures, "2009-10 Q3"))
    assert low is None or row.low == low
    assert high is None or row.high == high


def test_the_interval_holds_as_often_as_it_says():
    """On 400 constructed histories of each kind (fixed seed), the year ends within the range about as often as the
    sentence says: 4 times in 5 from 4 errors, 3 in 4 from 3. Errors of neighbouring quarters hang together a little,
    so as much as a tenth of difference is allowed, and no more."""
    random = np.random.default_rng(2010)
    held = {"snapshot": 0, "cumulative in year": 0}
    rows = {
        "snapshot": history([50.0] * 7, "2009-10 Q3", places=6),
        "cumulative in year": history([50.0] * 14, "2009-10 Q2", **{**HOMES, "places": 6}),
    }
    for _ in range(400):
        walk = 50 + np.cumsum(random.normal(0, 1, 8))
        years = random.normal(1000, 50, 4)[:, None]
        shares = np.cumsum(random.dirichlet([200, 200, 200, 200], 4), axis=1)
        counts = (years * shares).ravel()
        for measure, figures, ending in (
            ("snapshot", walk[:7], walk[7]),
            ("cumulative in year", counts[:14], counts[15]),
        ):
            past = outlook.series.of(
                outlook.series.counted(rows[measure].assign(actual=figures)), rows[measure]["quarter"].iloc[-1]
            )
            found = outlook.projection(past, rows[measure]["quarter"].iloc[-1])
            held[measure] += found.low <= ending <= found.high
    assert held["snapshot"] / 400 == pytest.approx(4 / 5, abs=0.1)
    assert held["cumulative in year"] / 400 == pytest.approx(3 / 4, abs=0.1)


def test_no_rows_no_outlook():
    rows = judged({})
    assert outlook.of(rows.iloc[:0], rows, calendar=APRIL).to_dict("records") == []
