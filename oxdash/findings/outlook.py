"""Where the year may end: the officer's forecast, and beside it simple arithmetic on the target's own past.

The arithmetic is never a status and nothing here is judged. It is shown only where there is enough history to say how
far out it has been before, and says so.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from oxdash.findings import series
from oxdash.findings.series import Series
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import Measure
from oxdash.vocabulary.quarters import Calendar, Quarter, year_of
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import JudgedRow, as_table, each_row

LABEL = "Arithmetic, not a judgement:"
YEARS = 2  # complete earlier years for a cumulative projection; each gives one past error
# Holt's trend, damped: Gardner and McKenzie, Forecasting trends in time series, Management Science 31 (1985), 1237-46.
# All three are set beforehand, as a dozen figures are too few to fit them. DAMPING is the strongest of the customary
# range of 0.8 to 0.98 (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section on damped trends).
LEVEL_WEIGHT, TREND_WEIGHT, DAMPING = 0.5, 0.3, 0.8
FIGURES = 3  # quarters running before a trend is drawn on: two make one, the third corrects it
ERRORS = 4  # past errors at the same distance from the year's end, for a snapshot or rolling measure

COLUMNS = ["target", "quarter", "forecast", "method", "projection", "low", "high", "errors", "arithmetic", "sentence"]


@dataclass(frozen=True)
class Projection:
    """A figure for the year's end between two others, from how many past errors, and how it came about in words."""

    figure: float
    low: float
    high: float
    errors: int
    method: str
    how: str


_NONE = Projection(np.nan, np.nan, np.nan, 0, "none", "")


def of(
    rows: pd.DataFrame, judged: pd.DataFrame, targets: pd.DataFrame | None = None, *, calendar: Calendar
) -> pd.DataFrame:
    """The outlook of each of ``rows`` (target, quarter, forecast; `tables.JUDGED`): `COLUMNS`, in their order.

    ``judged`` is every quarter; ``targets`` is `tables.TARGETS`, for the changes of definition, which no projection
    crosses. ``forecast`` is the officer's. ``projection``, ``low`` and ``high`` are in the target's unit, as printed,
    and missing where there is too little history; ``errors`` is how many past errors the interval comes from;
    ``method`` is share of the year, damped trend or none. ``arithmetic`` is the projection in words, or why there is
    none; ``sentence`` is that and the officer's forecast.

    Cumulative: the figure over the mean share of the year-end figure that the same quarter had reached in earlier
    complete years. Snapshot and rolling: a damped trend through the unbroken run of quarters. Yearly: none.

    The interval is the projection give or take the largest of its own past errors: for a cumulative measure each
    earlier year projected from the others, in proportion; else every earlier quarter projected as far ahead from
    what was known then. If the next error is like the last n, it is no larger than the largest of them n times in
    n + 1, which is what the sentence says. It always holds its own middle, and nothing of it lies outside what a
    figure of the unit can be (`units.bounds`, by the unit and the target's own figures and milestones).
    """
    past, found = series.of_each(judged, targets), []
    for row in each_row(rows):
        projected = projection(past(row.target, row.quarter), row.quarter)
        arithmetic = _said(projected, row, calendar)
        p = _NONE if isinstance(projected, str) else projected
        worked_out = (p.method, p.figure, p.low, p.high, p.errors)
        said = (arithmetic, f"{arithmetic} {_officer(row)}")
        found.append((row.target, row.quarter, row.forecast, *worked_out, *said))
    numbers = dict.fromkeys(("forecast", "projection", "low", "high"), "float64")
    return as_table(found, COLUMNS, errors="int64", **numbers)


def projection(past: Series, quarter: str) -> Projection | str:
    """The arithmetic for one target at a quarter, or the sentence that says why there is none."""
    if quarter not in past.figures:
        return f"{series.no_figure(quarter)} to project from."
    if quarter.endswith("Q4"):
        return "The year is over, so there is nothing to project."
    if past.row.measure == Measure.ANNUAL:
        return "A yearly measure has no quarters to project from."
    found = _by_share(past, quarter) if past.row.measure == Measure.CUMULATIVE else _by_trend(past, quarter)
    return found if isinstance(found, str) else _printed(found, past)


def _by_share(past: Series, quarter: str) -> Projection | str:
    """The figure over the share of the year that earlier years had reached by then."""
    figures, number = past.figures, quarter[-2:]
    complete = {year_of(q): q for q in figures if q.endswith("Q4")}
    now = figures[quarter]
    shares = np.array(
        [
            figures[f"{year} {number}"] / figures[end]
            for year, end in complete.items()
            if year < year_of(quarter) and f"{year} {number}" in figures and figures[end] != 0
        ]
    )
    if len(shares) < YEARS:
        years = wording.counted(len(shares), "complete earlier year")
        return f"Too little history for a projection: {years}, {YEARS} are needed."
    if (shares <= 0).any():
        return "No projection: in an earlier year the figure had not yet moved the way the year ended."
    others = (shares.sum() - shares) / (len(shares) - 1)
    error = float(np.abs(others / shares - 1).max())  # the year's end over what the other years made of it
    figure = now / shares.mean()
    low, high = sorted((figure * (1 - error), figure * (1 + error)))
    if now >= 0 and (shares <= 1).all():
        low = max(low, now)  # what has been counted stays counted, unless some of it was taken back before
    how = (
        f"as {wording.quarter(quarter)[:2]} had reached {wording.number(100 * shares.mean())}% "
        f"of the year's figure on average in {len(shares)} earlier years"
    )
    return Projection(figure, low, high, len(shares), "share of the year", how)


def _by_trend(past: Series, quarter: str) -> Projection | str:
    """The level and trend of the unbroken run of quarters up to this one, the trend fading."""
    run = _unbroken(past, quarter)
    ahead = 4 - int(quarter[-1])
    needed = FIGURES + ahead + ERRORS - 1
    if len(run) < needed:
        quarters = wording.quarters_running(len(run))
        return f"Too little history for a projection: {quarters} with a figure, {needed} are needed."
    origins = range(FIGURES, len(run) - ahead + 1)
    errors = np.array([run[origin + ahead - 1] - damped(run[:origin], ahead) for origin in origins])
    figure, error = damped(run, ahead), float(np.abs(errors).max())
    how = f"if the trend of the last {len(run)} quarters fades out"
    return Projection(figure, figure - error, figure + error, len(errors), "damped trend", how)


def damped(figures: list[float], ahead: int) -> float:
    """Holt's damped trend: the figure so many quarters ahead of the last of at least two figures."""
    level, trend = figures[0], figures[1] - figures[0]
    for figure in figures[1:]:
        before = level
        level = LEVEL_WEIGHT * figure + (1 - LEVEL_WEIGHT) * (level + DAMPING * trend)
        trend = TREND_WEIGHT * (level - before) + (1 - TREND_WEIGHT) * DAMPING * trend
    return level + trend * sum(DAMPING**step for step in range(1, ahead + 1))


def _unbroken(past: Series, quarter: str) -> list[float]:
    """The figures of the quarters running up to this one, oldest first."""
    run = []
    while quarter in past.figures:
        run.append(past.figures[quarter])
        quarter = series.earlier(quarter, 1)
    return run[::-1]


def _printed(p: Projection, past: Series) -> Projection:
    """The same as printed, with nothing outside what the unit can be."""
    agreed = (past.row.milestone, past.row.milestone_upper, past.row.year_end_target, past.row.year_end_upper)
    can_be = units.bounds(past.row.unit, (*past.figures.values(), *agreed))
    possible = [units.within(value, can_be) for value in (p.figure, p.low, p.high)]
    figure, low, high = (float(value) for value in as_printed(possible, past.row.places))
    return replace(p, figure=figure, low=low, high=high)


def _said(p: Projection | str, row: JudgedRow, calendar: Calendar) -> str:
    if isinstance(p, str):
        return p
    figure, low, high = (wording.quantity(value, row.unit, int(row.places)) for value in (p.figure, p.low, p.high))
    end = wording.day(calendar.last_day(Quarter.parse(row.quarter).year_end))
    begun = f"{LABEL} about {figure} at {end}, {p.how}."
    if p.low == p.high:
        return f"{begun} Even the largest of its {p.errors} past errors makes no difference to that."
    return (
        f"{begun} Allowing for the largest of its {p.errors} past errors, between {low} and {high}; such a range holds "
        f"about {p.errors} times in {p.errors + 1}."
    )


def _officer(row: JudgedRow) -> str:
    if pd.isna(row.forecast):
        return "The officer gave no forecast."
    return f"The officer's forecast is {wording.quantity(row.forecast, row.unit, int(row.places))}."
