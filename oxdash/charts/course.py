"""One target through its quarters: its figures, and all it is judged by."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import pandas as pd

from oxdash.charts.axis import of_quarters
from oxdash.charts.description import Dash, Line, Lines, Mark, Path, Shape, level
from oxdash.findings.course import steps
from oxdash.vocabulary import unit_bounds
from oxdash.vocabulary.model import FigureIs, Measure
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import NOTHING_OF_TARGET, OUTLINE, SERIES

ACTUAL = Mark(SERIES[0], Shape.CIRCLE, width=3)
NOT_FINAL = replace(ACTUAL, shape=Shape.RING)
BASELINE = Mark(OUTLINE, Shape.STROKE, Dash.DOT, width=1)
FORECAST = Mark(SERIES[3], Shape.OPEN_DIAMOND)
DRAFT = Mark(SERIES[2], Shape.SQUARE, Dash.DOT)
_AGREED, _ORIGINAL = Mark(SERIES[1], Shape.STROKE, Dash.DASH), Mark(SERIES[4], Shape.STROKE, Dash.DOT)
MARKS = {  # of a line of agreed values
    **dict.fromkeys(("Original", "Original upper", "Original lower"), _ORIGINAL),
    **dict.fromkeys(("Milestone", "Upper limit", "Lower limit"), _AGREED),
    "Floor": Mark(SERIES[2], Shape.STROKE, Dash.DASH_DOT),
}


def course_lines(
    rows: pd.DataFrame,
    *,
    baseline: float | None = None,
    forecast: float | None = None,
    draft: pd.DataFrame | None = None,
) -> Lines:
    """Actual, milestone, and what else there is of original, baseline and forecast.

    ``rows`` are of tables.JUDGED for one target, oldest first, or of findings.course.to_year_end; baseline and forecast
    are in its unit. A figure of another period is not drawn, and nothing that is cumulative is joined across April. The
    forecast stands at the year end of the last row that has one. ``draft`` is of findings.milestone_drafts.draft; the
    quarters then go on to the end of its year.
    """
    until = rows.quarter.iloc[-1] if draft is None else max(rows.quarter.iloc[-1], draft.quarter.max())
    quarters = _with_year_end(list(rows.quarter), until)
    across = len(quarters)
    lines: list[Line] = []
    if baseline is not None and not pd.isna(baseline):
        lines.append(level("Baseline", baseline, across, BASELINE))
    for name, values in steps(rows):
        pieces = _pieces(rows, values, unbroken=True)
        lines.append(Line(name, MARKS[name], Path.STEP, _across(values, range(len(rows)), across), pieces))
    actual = rows.actual.where(rows.own_quarter)
    final = rows.figure_is.isna() | (rows.figure_is == FigureIs.FINAL)
    rings = {n: NOT_FINAL for n, settled in enumerate(final) if not settled}
    shown = _across(actual, range(len(rows)), across)
    lines.append(Line("Actual", ACTUAL, Path.JOINED, shown, _pieces(rows, actual), rings))
    if draft is not None:
        lines += _drafted(draft, quarters)
    if forecast is not None and not pd.isna(forecast):
        given = rows[rows.forecast.notna()].quarter
        end = quarters.index(str(Quarter.parse(given.iloc[-1] if len(given) else rows.quarter.iloc[-1]).year_end))
        at_end = _across([forecast], [end], across)
        lines.append(Line("Forecast", FORECAST, Path.ALONE, at_end, ((end,),), said="Year-end forecast"))
    unit, places = rows.unit.iloc[0], int(rows.places.iloc[0])
    made = Lines(of_quarters(quarters), tuple(lines), unit, places, NOTHING_OF_TARGET)
    return replace(made, can_be=unit_bounds.of(unit, made.values))


def _drafted(draft: pd.DataFrame, quarters: list[str]) -> Iterator[Line]:
    """Milestones that nobody has agreed yet; a range has two of them."""
    at = [quarters.index(quarter) for quarter in draft.quarter]
    ranged = draft.upper.notna().any()
    named = (("value", "Draft, lower" if ranged else "Draft"), ("upper", "Draft, upper"))
    for column, called in named if ranged else named[:1]:
        yield Line(called, DRAFT, Path.JOINED, _across(draft[column], at, len(quarters)), (tuple(at),))


def _across(values: Iterable[float], at: Iterable[int], across: int) -> tuple[float | None, ...]:
    """The values at their places, and None at every other."""
    found: list[float | None] = [None] * across
    for n, value in zip(at, values, strict=True):
        found[n] = None if pd.isna(value) else float(value)
    return tuple(found)


def _pieces(rows: pd.DataFrame, values: pd.Series, *, unbroken: bool = False) -> tuple[tuple[int, ...], ...]:
    """What a line may join: a cumulative figure starts again each April. ``unbroken``: only quarters without a gap."""
    years = rows.quarter.str[:7] if rows.measure.iloc[0] == Measure.CUMULATIVE else pd.Series("", index=rows.index)
    known = [n for n, value in enumerate(values) if not pd.isna(value)]
    runs = groupby(enumerate(known), key=lambda pair: (pair[1] - pair[0] if unbroken else 0, years.iloc[pair[1]]))
    return tuple(tuple(n for _, n in run) for _, run in runs)


def _with_year_end(quarters: list[str], until: str) -> list[str]:
    """The quarters and those to come, to the end of the year of ``until``."""
    last, end = Quarter.parse(quarters[-1]), Quarter.parse(until).year_end
    return quarters + [str(last.plus(n)) for n in range(1, end.ordinal - last.ordinal + 1)]
