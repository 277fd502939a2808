"""What a native chart draws: its categories and series, with the figures as printed. Nothing of how it looks."""

from dataclasses import dataclass, field
from itertools import groupby
from math import inf

import pandas as pd

from oxdash.documents.blocks import Chart
from oxdash.findings import course as course_of
from oxdash.findings.counts import segments
from oxdash.output.word.xml import one_line
from oxdash.vocabulary import unit_bounds
from oxdash.vocabulary.model import PER_CENT, POUNDS, FigureIs, Measure
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.wording import LOOKS, OUTLINE, SERIES


@dataclass(frozen=True)
class Series:
    """One line or one colour of bars: a value, or None, for every category.

    ``part`` counts the pieces of a line that must not be joined, from 0; all have one name. ``last`` is the piece that
    ends it. ``open``: where a figure is not final.
    """

    name: str
    values: tuple[float | None, ...]
    part: int = 0
    last: bool = True
    open: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Drawn:
    """``categories``: pairs of what is above and what is below the line, such as 2009/10 and Q3; or ("", name).

    ``can_be``: the least and the most that a figure can be at all.
    """

    categories: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]
    number_format: str
    can_be: tuple[float, float] = (-inf, inf)


STROKES = {  # a course's line: colour, dash (None: solid), points wide; in the order in which they are drawn
    "Baseline": (OUTLINE, "sysDot", 1.0),
    "Original": (SERIES[4], "sysDot", 2.0),
    "Original upper": (SERIES[4], "sysDot", 2.0),
    "Original lower": (SERIES[4], "sysDot", 2.0),
    "Upper limit": (SERIES[1], "dash", 2.0),
    "Lower limit": (SERIES[1], "dash", 2.0),
    "Milestone": (SERIES[1], "dash", 2.0),
    "Floor": (SERIES[2], "dashDot", 2.0),
    "Actual": (SERIES[0], None, 2.75),
    "Forecast": (SERIES[3], None, 2.0),
}


def status(chart: Chart) -> Drawn:
    """Counts by partnership, in the order of every stack; the first row of the data is the first category."""
    counts = chart.data
    return Drawn(
        categories=tuple(("", shortened(one_line(chart.names.get(code, code)))) for code in counts.partnership),
        series=tuple(
            Series(LOOKS[one].word, tuple(float(count) for count in held)) for one, held in segments(counts).items()
        ),
        number_format="0",
    )


def shortened(name: str, most: int = 60) -> str:
    """A name that two lines beside a bar can hold; the table under the chart has the whole of it."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def course(chart: Chart) -> Drawn:
    """One target through its quarters, the same lines as `oxdash.charts.history` draws on screen.

    A figure of another period is not drawn. A milestone is not drawn over a quarter without one, and nothing that is
    cumulative is joined across April: such a line is in pieces. Figures have the decimal places they are printed with.
    """
    rows = chart.data
    quarters = _with_year_end(list(rows.quarter))
    lines = _Lines(rows, len(quarters))
    if chart.baseline is not None and not pd.isna(chart.baseline):
        lines.add("Baseline", {n: chart.baseline for n in range(len(quarters))})
    for name, values in course_of.steps(rows):
        lines.steps(name, values)
    lines.course("Actual", course_of.figures(rows))
    if chart.forecast is not None and not pd.isna(chart.forecast):
        said = rows[rows.forecast.notna()].quarter
        end = str(Quarter.parse(said.iloc[-1] if len(said) else rows.quarter.iloc[-1]).year_end)
        lines.add("Forecast", {quarters.index(end): chart.forecast})
    if not lines.found:
        lines.add("Actual", {})  # a chart without any series is none to Word
    parsed = [Quarter.parse(text) for text in quarters]
    return Drawn(
        categories=tuple((one.year_text, f"Q{one.number}") for one in parsed),
        series=tuple(lines.found),
        number_format=number_format(rows.unit.iloc[0], int(rows.places.iloc[0])),
        can_be=unit_bounds.of(
            rows.unit.iloc[0], (value for series in lines.found for value in series.values if value is not None)
        ),
    )


def number_format(unit: str, places: int) -> str:
    """Excel's format for a figure as it is printed; per cent and pounds are only signs beside it.

    >>> number_format("per cent", 1), number_format("homes", 0)
    ('#,##0.0"%"', '#,##0')
    """
    digits = "#,##0" + ("." + "0" * places if places else "")
    if unit == PER_CENT:
        return f'{digits}"%"'
    return f'"£"{digits};"-£"{digits}' if unit == POUNDS else digits


class _Lines:
    """The series of one target while they are being found."""

    def __init__(self, rows: pd.DataFrame, length: int) -> None:
        self.rows, self.length, self.places = rows, length, int(rows.places.iloc[0])
        self.found: list[Series] = []
        cumulative = rows.measure.iloc[0] == Measure.CUMULATIVE
        self.years = [quarter[:7] if cumulative else "" for quarter in rows.quarter]
        self.final = (rows.figure_is.isna() | (rows.figure_is == FigureIs.FINAL)).tolist()

    def add(self, name: str, at: dict[int, float], part: int = 0, last: bool = True, open_: frozenset = frozenset()):
        values: list[float | None] = [None] * self.length
        for n, value in zip(at, as_printed(list(at.values()), self.places), strict=True):
            values[n] = float(value)
        self.found.append(Series(name, tuple(values), part, last, open_))

    def steps(self, name: str, values: pd.Series) -> None:
        known = [n for n, value in enumerate(values) if not pd.isna(value)]
        runs = groupby(enumerate(known), key=lambda pair: (pair[1] - pair[0], self._year(pair[1])))
        self._parts(name, values, [[n for _, n in run] for _, run in runs])

    def course(self, name: str, values: pd.Series) -> None:
        known = [n for n, value in enumerate(values) if not pd.isna(value)]
        self._parts(name, values, [list(run) for _, run in groupby(known, key=self._year)])

    def _parts(self, name: str, values: pd.Series, parts: list[list[int]]) -> None:
        for part, drawn in enumerate(parts):
            open_ = frozenset(n for n in drawn if name == "Actual" and not self.final[n])
            self.add(name, {n: values.iloc[n] for n in drawn}, part, part == len(parts) - 1, open_)

    def _year(self, n: int) -> str:
        """What a line must not cross: a cumulative figure starts again each April."""
        return self.years[n]


def _with_year_end(quarters: list[str]) -> list[str]:
    last = Quarter.parse(quarters[-1])
    return quarters + [str(last.plus(n)) for n in range(1, 5 - last.number)]
