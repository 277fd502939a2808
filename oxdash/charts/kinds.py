"""Every kind of chart: status by partnership, one target through its quarters, its ups and downs, and among others."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from oxdash.charts.description import Bars, Dash, Line, Lines, Mark, Part, Path, Position, Shape, level
from oxdash.findings.counts import segments
from oxdash.findings.series import steps
from oxdash.findings.standing_among import Among
from oxdash.findings.xmr import Xmr
from oxdash.vocabulary import units
from oxdash.vocabulary.model import FigureIs, Frequency, Measure
from oxdash.vocabulary.quarters import Quarter, year_of
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.wording import INK, NOTHING_COUNTED, NOTHING_OF_TARGET, OUTLINE, SERIES, period, quantity

ACTUAL = Mark(SERIES[0], Shape.CIRCLE, width=3)
NOT_FINAL = replace(ACTUAL, shape=Shape.RING)
BASELINE = Mark(OUTLINE, Shape.STROKE, Dash.LONG, width=1)
BASELINE_AT_END = Mark(OUTLINE, Shape.TRIANGLE, Dash.LONG, width=1)
FORECAST = Mark(SERIES[3], Shape.OPEN_DIAMOND)
DRAFT = Mark(SERIES[2], Shape.SQUARE, Dash.DOT)
_AGREED, _ORIGINAL = Mark(SERIES[1], Shape.STROKE, Dash.DASH), Mark(SERIES[4], Shape.STROKE, Dash.DOT)
MARKS = {  # of a line of agreed values
    **dict.fromkeys(("Original", "Original upper", "Original lower"), _ORIGINAL),
    **dict.fromkeys(("Milestone", "Upper limit", "Lower limit"), _AGREED),
    "Floor": Mark(SERIES[2], Shape.STROKE, Dash.DASH_DOT),
}
LIMIT, MEAN = Mark(OUTLINE, Shape.STROKE, Dash.DASH, width=1.5), Mark(OUTLINE, Shape.STROKE, width=1.5)
USUAL, OUT = Mark(SERIES[0], Shape.CIRCLE), Mark(SERIES[1], Shape.DIAMOND, edge=INK)
AREA, OUR_AREA = Mark(OUTLINE, Shape.CIRCLE), Mark(SERIES[1], Shape.DIAMOND, edge=INK)
NOT_FINAL_AREA = replace(AREA, shape=Shape.RING)
QUARTILES = ("Best quartile", "Median", "Worst quartile")
NOTHING_OF_OTHERS = "Nothing to draw: no figure of another area."
BASELINE_TOLD = "The baseline is of a whole year, and stands at the year ends."
RING_TOLD = "An open ring is a figure that is provisional or an estimate."
OUT_TOLD = "A diamond stands out from the usual ups and downs."
NO_FIGURE = "No figure yet"
DUE = {Frequency.QUARTERLY: 1, Frequency.ANNUAL: 4, Frequency.TWO_YEARLY: 8}  # quarters from a figure to the next
RANKS_BESIDE = 8  # ranks that have room under a chart, on a telephone too
SIDE_BY_SIDE = 8  # names of quarters that have room under a chart
STEPS = (1, 2, 4, 8, 12, 16, 20, 40)  # every so many quarters are named: from 4 on the same quarter of each year


def status_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> Bars:
    """A bar a partnership, in the order of every stack. ``counts`` is findings.counts.of; ``names`` by code."""
    parts = (Part(one, tuple(int(count) for count in held)) for one, held in segments(counts).items())
    return Bars(tuple(names.get(code, code) for code in counts.partnership), tuple(parts), NOTHING_COUNTED)


def course_lines(
    rows: pd.DataFrame,
    *,
    baseline: float | None = None,
    forecast: float | None = None,
    draft: pd.DataFrame | None = None,
) -> Lines:
    """Actual, milestone, and what else there is of original, baseline and forecast.

    ``rows`` are of tables.JUDGED for one target, oldest first, or of findings.series.to_year_end; baseline and forecast
    are in its unit. A figure of another period is not drawn, and nothing that is cumulative is joined across the end of
    a year, nor anything across a figure that was due: one rule for every line. Beside running totals a baseline, which
    is a whole year's, stands at the year ends alone. The forecast stands at the year end of the last row that has one.
    ``draft`` is of findings.milestone_drafts.draft; the quarters then go on to the end of its year.
    """
    until = rows.quarter.iloc[-1] if draft is None else max(rows.quarter.iloc[-1], draft.quarter.max())
    quarters = _with_year_end(list(rows.quarter), until)
    across = len(quarters)
    lines: list[Line] = []
    cumulative = rows.measure.iloc[0] == Measure.CUMULATIVE
    based = baseline is not None and not pd.isna(baseline)
    if baseline is not None and based:
        lines.append(_at_year_ends(baseline, quarters) if cumulative else level("Baseline", baseline, across, BASELINE))
    for name, values in steps(rows):
        pieces = _pieces(rows, values)
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
    made = Lines(quarters_across(quarters), tuple(lines), unit, places, NOTHING_OF_TARGET)
    told = [BASELINE_TOLD] if based and cumulative else []
    told += [RING_TOLD] if any(shown[n] is not None for n in rings) else []
    told += [_no_figure_yet(rows)] if draft is None and actual.isna().all() else []
    return replace(made, can_be=units.bounds(unit, made.values), told=tuple(told))


def _at_year_ends(baseline: float, quarters: list[str]) -> Line:
    ends = tuple(n for n, quarter in enumerate(quarters) if Quarter.parse(quarter).number == 4)
    values = _across([baseline] * len(ends), ends, len(quarters))
    return Line("Baseline", BASELINE_AT_END, Path.POINTS, values, (ends,))


def _no_figure_yet(rows: pd.DataFrame) -> str:
    """In words, where no quarter has a figure of its own; the newest that is known of another period."""
    known = [row for row in each_row(rows[["actual", "figure_is_for", "unit", "places"]]) if not pd.isna(row.actual)]
    if not known:
        return f"{NO_FIGURE}."
    newest = known[-1]
    when = "" if pd.isna(newest.figure_is_for) else f" for {period(newest.figure_is_for)}"
    return f"{NO_FIGURE}; the newest known is {quantity(newest.actual, newest.unit, newest.places)}{when}."


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


def _pieces(rows: pd.DataFrame, values: pd.Series) -> tuple[tuple[int, ...], ...]:
    """What a line may join: neighbours, and of a figure that is due once a year or two those that far apart.

    A cumulative figure starts again each year.
    """
    years = rows.quarter.map(year_of) if rows.measure.iloc[0] == Measure.CUMULATIVE else pd.Series("", index=rows.index)
    apart, pieces, before = DUE[rows.frequency.iloc[0]], list[list[int]](), None
    for n in (n for n, value in enumerate(values) if not pd.isna(value)):
        if before is None or n - before > apart or years.iloc[n] != years.iloc[before]:
            pieces.append([])
        pieces[-1].append(n)
        before = n
    return tuple(map(tuple, pieces))


def _with_year_end(quarters: list[str], until: str) -> list[str]:
    """The quarters and those to come, to the end of the year of ``until``."""
    last, end = Quarter.parse(quarters[-1]), Quarter.parse(until).year_end
    return quarters + [str(last.plus(n)) for n in range(1, end.ordinal - last.ordinal + 1)]


def quarters_across(quarters: Sequence[str]) -> tuple[Position, ...]:
    """Each quarter by its number, and under the first of a year by that too: two years have room, and more.

    >>> quarters_across(["2008-09 Q4", "2009-10 Q1", "2009-10 Q2"])[1:]
    (Position(name='Q1 2009/10', tick=('Q1', '2009/10')), Position(name='Q2 2009/10', tick=('Q2',)))
    """
    found = []
    for text in quarters:
        quarter = Quarter.parse(text)
        year = (quarter.year_text,) if quarter.number == 1 or text == quarters[0] else ()
        found.append(Position(quarter.people, (f"Q{quarter.number}", *year)))
    return tuple(found)


def xmr_lines(result: Xmr) -> Lines:
    """The individuals chart of findings.xmr: a point that stands out is a filled diamond, any other an open ring.

    A gap is left open. Mean and limits are named beside their lines; the limits are dashed.
    """
    points = result.points
    across = len(points)
    every = next((step for step in STEPS if step >= across / SIDE_BY_SIDE), across)
    each = Line(
        "Each quarter" if result.added else "Figure",
        USUAL,
        Path.JOINED,
        tuple(None if pd.isna(value) else float(value) for value in points["value"]),
        (tuple(range(across)),),
        others={n: OUT for n, special in enumerate(points["special"]) if special},
        notes=tuple(points["why"]),
        named=False,
    )
    return Lines(
        positions=tuple(
            Position(label, tuple(label.split(" ")) if n % every == 0 else ())
            for n, label in enumerate(points["label"])
        ),
        lines=(
            level("Upper limit", result.upper, across, LIMIT),
            level("Mean", result.mean, across, MEAN),
            level("Lower limit", result.lower, across, LIMIT),
            each,
        ),
        unit=result.unit,
        places=result.places,
        nothing=NOTHING_OF_TARGET,
        can_be=result.can_be,
        steady="Mean",
        told=(OUT_TOLD,) if points["special"].any() else (),
    )


def among_dots(one: Among) -> Lines:
    """Every area of a group from the best on, ours marked, with median and quartiles where there are any."""
    ranked, across = one.ranked, len(one.ranked)
    every = math.ceil(across / RANKS_BESIDE) or 1
    ours = next((n for n, area in enumerate(ranked) if area.ours), 0)
    beside = [n for n in range(0, across, every) if n == ours or abs(n - ours) >= every]
    positions = tuple(
        Position(area.name, (f"{area.place}",) if n in beside or n == ours else ()) for n, area in enumerate(ranked)
    )
    others = tuple(None if area.ours else area.value for area in ranked)
    mine = tuple(area.value if area.ours else None for area in ranked)
    estimates = {n: NOT_FINAL_AREA for n, area in enumerate(ranked) if area.mark}
    said = one.ours.name if one.ours else ""
    lines = (
        *_quartile_levels(one, across),
        Line("Other areas", AREA, Path.POINTS, others, (tuple(range(across)),), estimates, named=False),
        Line(said, OUR_AREA, Path.ALONE, mine, ((ours,),), said=f"{said}, ours"),
    )
    values = [area.value for area in ranked if area.value is not None]
    unit = one.facts.unit
    return Lines(positions, lines, unit, one.facts.places, NOTHING_OF_OTHERS, units.bounds(unit, values), "", True)


def _quartile_levels(one: Among, across: int) -> Iterator[Line]:
    if one.quartiles is not None:
        for name, value, mark in zip(QUARTILES, one.quartiles, (LIMIT, MEAN, LIMIT), strict=True):
            yield level(name, value, across, mark)


def among_lines(periods: Sequence[Among], called: Callable[[str], str]) -> Lines:
    """The same through the periods that can be compared: ours, median and quartiles; ``called``: each period."""
    across = tuple(range(len(periods)))
    facts, ours = periods[-1].facts, periods[-1].ours
    mine = tuple(one.ours.value if one.ours else None for one in periods)
    lines = [
        Line(name, mark, Path.JOINED, tuple(one.quartiles[n] if one.quartiles else None for one in periods), (across,))
        for n, (name, mark) in enumerate(zip(QUARTILES, (LIMIT, MEAN, LIMIT), strict=True))
    ]
    lines.append(Line(ours.name if ours else "", ACTUAL, Path.JOINED, mine, (across,)))
    names = tuple(called(one.period or "") for one in periods)
    made = Lines(
        tuple(Position(name, (name,)) for name in names), tuple(lines), facts.unit, facts.places, NOTHING_OF_OTHERS
    )
    return replace(made, can_be=units.bounds(facts.unit, made.values), in_order=True)


KINDS = (status_bars, course_lines, xmr_lines, among_dots, among_lines)
