"""One target through its quarters."""

import textwrap
from itertools import groupby
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oxdash.charts import axis
from oxdash.charts.template import HEIGHT, TEMPLATE
from oxdash.findings import course
from oxdash.vocabulary import unit_bounds, wording
from oxdash.vocabulary.model import COUNT, PER_CENT, POUNDS, FigureIs, Measure
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import NOTHING_OF_TARGET, OUTLINE, SERIES, quantity

DRAWN = HEIGHT - 80  # px of the axis: the rest is margin and the names of quarters
STROKES = {  # of a line of agreed values: colour and dash
    "Original": (SERIES[4], "dot"),
    "Original upper": (SERIES[4], "dot"),
    "Original lower": (SERIES[4], "dot"),
    "Milestone": (SERIES[1], "dash"),
    "Upper limit": (SERIES[1], "dash"),
    "Lower limit": (SERIES[1], "dash"),
    "Floor": (SERIES[2], "dashdot"),
}
_SIGNS = {"dot": "┈", "dash": "┅", "dashdot": "┉"}  # beside the name of a line
LABELS_FROM = 0.74  # of the width: what is right of it holds the names of the lines, on a telephone too


def history(
    rows: pd.DataFrame,
    *,
    baseline: float | None = None,
    forecast: float | None = None,
    draft: pd.DataFrame | None = None,
) -> go.Figure:
    """One target through its quarters: actual, milestone, and what else there is of original, baseline and forecast.

    ``rows`` are of tables.JUDGED for one target, oldest first, or of findings.course.to_year_end; baseline and forecast
    are in its unit. A figure of another period is not drawn. The forecast stands at the year end of the last row that
    has one. ``draft`` is of findings.milestone_drafts.draft; the quarters then go on to the end of its year.
    """
    chart = _Course(rows, rows.quarter.iloc[-1] if draft is None else max(rows.quarter.iloc[-1], draft.quarter.max()))
    if baseline is not None and not pd.isna(baseline):
        chart.level(baseline, "Baseline")
    for name, values in course.steps(rows):
        chart.steps(values, name, *STROKES[name])
    chart.course(course.figures(rows), "Actual", SERIES[0])
    if draft is not None:
        chart.drafted(draft)
    if forecast is not None and not pd.isna(forecast):
        chart.point(forecast, "Forecast", SERIES[3])
    return chart.finished()


class _Course:
    """One target's lines while they are being drawn, with what each is to be called where it ends."""

    def __init__(self, rows: pd.DataFrame, until: str) -> None:
        self.rows, self.figure = rows, go.Figure()
        self.unit, self.places = rows.unit.iloc[0], int(rows.places.iloc[0])
        self.quarters = _with_year_end(list(rows.quarter), until)
        self.ends: list[tuple[float, str]] = []  # where a line ends, and its label

    def level(self, value: float, called: str) -> None:
        """One value all along."""
        self.figure.add_hline(y=value, line={"color": OUTLINE, "width": 1, "dash": "dot"})
        self._end(value, called, OUTLINE, "┈")

    def steps(self, values: pd.Series, called: str, colour: str, dash: str) -> None:
        """A value for each quarter that has one; nothing is drawn over a quarter that has none."""
        known = [n for n, value in enumerate(values) if not pd.isna(value)]
        for _, part in groupby(enumerate(known), key=lambda pair: (pair[1] - pair[0], self._year(pair[1]))):
            marker = {"symbol": "line-ew-open", "size": 14, "line": {"width": 2, "color": colour}}
            self._line([n for _, n in part], values, called, {"color": colour, "dash": dash, "shape": "hvh"}, marker)
        if known:
            self._end(values.iloc[known[-1]], called, colour, _SIGNS[dash])

    def course(self, values: pd.Series, called: str, colour: str) -> None:
        """Figures through time; an open ring is one that is not final."""
        known = [n for n, value in enumerate(values) if not pd.isna(value)]
        final = (self.rows.figure_is.isna() | (self.rows.figure_is == FigureIs.FINAL)).tolist()
        for _, part in groupby(known, key=self._year):
            drawn = list(part)
            symbols = ["circle" if final[n] else "circle-open" for n in drawn]
            marker = {"symbol": symbols, "size": 9, "color": colour, "line": {"width": 2, "color": colour}}
            self._line(drawn, values, called, {"color": colour, "width": 3}, marker)
        if known:
            self._end(values.iloc[known[-1]], called, colour, "━")

    def drafted(self, draft: pd.DataFrame) -> None:
        """Milestones that nobody has agreed yet: dotted, with open squares; a range has two of them."""
        at = [self.quarters.index(quarter) for quarter in draft.quarter]
        ranged = draft.upper.notna().any()
        named = (("value", "Draft, lower" if ranged else "Draft"), ("upper", "Draft, upper"))
        for column, called in named if ranged else named[:1]:
            said = [quantity(value, self.unit, self.places) for value in draft[column]]
            self.figure.add_scatter(
                x=at,
                y=draft[column].tolist(),
                name=called,
                mode="lines+markers",
                line={"width": 2, "color": SERIES[2], "dash": "dot"},
                marker={"symbol": "square-open", "size": 10, "color": SERIES[2], "line": {"width": 2}},
                customdata=list(zip((wording.quarter(quarter) for quarter in draft.quarter), said, strict=True)),
                hovertemplate=f"{called}, %{{customdata[0]}}: %{{customdata[1]}}<extra></extra>",
            )
            self._end(draft[column].iloc[-1], called, SERIES[2], "□")

    def point(self, value: float, called: str, colour: str) -> None:
        """A forecast, at the end of the year it is for."""
        said = self.rows[self.rows.forecast.notna()].quarter
        end = str(Quarter.parse(said.iloc[-1] if len(said) else self.rows.quarter.iloc[-1]).year_end)
        self.figure.add_scatter(
            x=[self.quarters.index(end)],
            y=[value],
            mode="markers",
            name=called,
            marker={"symbol": "diamond-open", "size": 12, "color": colour, "line": {"width": 2}},
            hovertemplate=f"Year-end forecast: {quantity(value, self.unit, self.places)}<extra></extra>",
        )
        self._end(value, called, colour, "◇")

    def finished(self) -> go.Figure:
        """The figure with its axes and labels."""
        self.figure.update_layout(template=TEMPLATE, height=HEIGHT)
        self.figure.update_xaxes(
            tickvals=list(range(len(self.quarters))),
            ticktext=[_tick(self.quarters, text) for text in self.quarters],
            showgrid=False,
            range=[-0.4, len(self.quarters) - 0.6],
            domain=[0, LABELS_FROM],
        )
        self.figure.update_yaxes(
            tickprefix="£" if self.unit == POUNDS else "",
            ticksuffix="%" if self.unit == PER_CENT else "",
            tickformat=",",
        )
        if not self.ends:
            say_instead(self.figure, NOTHING_OF_TARGET)
        _label(self.figure, self.ends, height=DRAWN)
        if self.ends:
            axis.number_it(self.figure, unit_bounds.of(self.unit, _drawn(self.figure, self.ends)), self.places)
        return self.figure

    def _year(self, n: int) -> str:
        """What a line must not cross: a cumulative figure starts again each April."""
        return self.rows.quarter.iloc[n][:7] if self.rows.measure.iloc[0] == Measure.CUMULATIVE else ""

    def _line(
        self, drawn: list[int], values: pd.Series, called: str, line: dict[str, Any], marker: dict[str, Any]
    ) -> None:
        said = [quantity(values.iloc[n], self.unit, self.places) for n in drawn]
        self.figure.add_scatter(
            x=drawn,
            y=[values.iloc[n] for n in drawn],
            name=called,
            mode="lines+markers",
            line={"width": 2, **line},
            marker=marker,
            customdata=list(zip((wording.quarter(self.rows.quarter.iloc[n]) for n in drawn), said, strict=True)),
            hovertemplate=f"{called}, %{{customdata[0]}}: %{{customdata[1]}}<extra></extra>",
        )

    def _end(self, value: float, called: str, colour: str, stroke: str) -> None:
        """The label: the line's own stroke and colour, then its name in ink, which can be read on any paper."""
        beside = self.unit if self.unit in (PER_CENT, POUNDS) else COUNT  # another unit's name is in the subtitle
        shown = quantity(value, beside, self.places)
        self.ends.append((value, f'<span style="color:{colour}">{stroke}</span> {called}<br>{shown}'))


def say_instead(figure: go.Figure, sentence: str) -> None:
    """A figure with nothing to draw says so in words, where the lines would be."""
    said = "<br>".join(textwrap.wrap(sentence, 44))
    figure.add_annotation(
        x=0.5, y=0.5, xref="paper", yref="paper", xanchor="center", yanchor="middle", text=said, showarrow=False
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)


def _label(figure: go.Figure, ends: list[tuple[float, str]], height: int) -> None:
    """Name every line in the margin beside it, in the order of their values and never one on another.

    ``height`` of the axis, in pixels, says how much room there is.
    """
    if not ends:
        return
    values = _drawn(figure, ends)
    span = (max(values) - min(values)) or abs(max(values)) or 1.0
    low, high = min(values) - 0.12 * span, max(values) + 0.12 * span
    figure.update_yaxes(range=[low, high])
    least = 36 * (high - low) / height  # the height of a label of two lines, in the unit of the axis
    above = None
    for y, called in sorted(ends, key=lambda end: -end[0]):
        above = y if above is None else min(y, above - least)
        figure.add_annotation(
            x=LABELS_FROM, xref="paper", y=above, text=called, xanchor="left", xshift=8, showarrow=False, align="left"
        )
    figure.update_annotations(font={"size": 14})


def _drawn(figure: go.Figure, ends: list[tuple[float, str]]) -> list[float]:
    """Every figure that is drawn."""
    return [value for trace in figure.data for value in trace.y if not pd.isna(value)] + [y for y, _ in ends]


def _with_year_end(quarters: list[str], until: str) -> list[str]:
    """The quarters and those to come, to the end of the year of ``until``."""
    last = Quarter.parse(quarters[-1])
    end = Quarter.parse(until).year_end
    return quarters + [str(last.plus(n)) for n in range(1, end.ordinal - last.ordinal + 1)]


def _tick(quarters: list[str], text: str) -> str:
    quarter = Quarter.parse(text)
    return (
        f"Q{quarter.number}<br>{quarter.year_text}"
        if quarter.number == 1 or text == quarters[0]
        else f"Q{quarter.number}"
    )
