"""Which way a target is going, in two sentences."""

import pytest

from oxdash.findings import trend
from tests.judged_rows import judged

YEAR_AGO, Q1, Q2, Q3 = "2008-09 Q3", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"
NONE_LAST_YEAR = "There is no figure for Q3 2008/09 to compare with."
CUMULATIVE = "The figure adds up over the year and starts again in April, so quarters of one year are not compared."
RANGE = {"better": "within range", "milestone": 40.0, "milestone_upper": 60.0}

TRENDS = [
    # figures by quarter, changed in every row, short, long, why
    ({Q2: 46.2, Q3: 48.2}, {}, "Improved by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.", NONE_LAST_YEAR,
     "higher"),
    ({Q2: 46.2, Q3: 48.2}, {"better": "lower"}, "Worsened by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.",
     NONE_LAST_YEAR, "lower is better"),
    ({Q2: 48.16, Q3: 48.2}, {}, "Unchanged since Q2 2009/10, at 48.2%.", NONE_LAST_YEAR, "the same as printed"),
    ({Q1: 50.0, Q2: None, Q3: 48.0}, {}, "Worsened by 2.0 points since Q1 2009/10, from 50.0% to 48.0%.",
     NONE_LAST_YEAR,
     "the last quarter with a figure"),
    ({YEAR_AGO: 40.0, Q2: 50.0, Q3: 48.0}, {}, "Worsened by 2.0 points since Q2 2009/10, from 50.0% to 48.0%.",
     "Improved by 8.0 points since the same quarter last year, Q3 2008/09, from 40.0% to 48.0%.", "both ways at once"),
    ({YEAR_AGO: 40.0, Q2: 30.0, Q3: 48.0}, {"measure": "cumulative in year"}, CUMULATIVE,
     "Improved by 8.0 points since the same quarter last year, Q3 2008/09, from 40.0% to 48.0%.", "cumulative"),
    ({Q3: 48.0}, {}, "There is no earlier figure to compare with.", NONE_LAST_YEAR, "the first figure"),
    ({Q2: 48.0, Q3: None}, {}, "There is no figure for Q3 2009/10, so there is no trend.",
     "There is no figure for Q3 2009/10, so there is no trend.", "no figure now"),
    ({Q2: 30.0, Q3: 38.0}, RANGE, "Improved by 8.0 points since Q2 2009/10, from 30.0% to 38.0%.", NONE_LAST_YEAR,
     "nearer to the range"),
    ({Q2: 50.0, Q3: 61.0}, RANGE, "Worsened by 1.0 points since Q2 2009/10, from 50.0% to 61.0%.", NONE_LAST_YEAR,
     "out of the range"),
    ({Q2: 45.0, Q3: 55.0}, RANGE,
     "Moved since Q2 2009/10, from 45.0% to 55.0%, no nearer to the range and no further from it.", NONE_LAST_YEAR,
     "within the range"),
    ({Q2: 45.0, Q3: 55.0}, {**RANGE, "milestone": None},
     "Moved since Q2 2009/10, from 45.0% to 55.0%, with no range to compare with.", NONE_LAST_YEAR, "no range"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "changed", "short", "long", "why"), TRENDS, ids=[case[-1] for case in TRENDS])
def test_both_trends(found, changed, short, long, why):
    rows = judged(
        *({"target": "L1", "quarter": quarter, "actual": figure, **changed} for quarter, figure in found.items())
    )
    assert trend.short_and_long(rows, "L1", Q3) == trend.Trend(short, long)


@pytest.mark.parametrize(
    "passed_over",
    [{"received": False}, {"damaged": True}, {"figure_is_for": "2008"}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_figure_that_does_not_count_is_passed_over(passed_over):
    rows = judged({"target": "L1", "quarter": Q2, "actual": 1.0, **passed_over}, {"target": "L1", "quarter": Q3})
    assert trend.short_and_long(rows, "L1", Q3).short == "There is no earlier figure to compare with."
