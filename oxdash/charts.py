"""A table in, a plotly figure out. One template, drawn on white in every theme, so that screen and paper are the same.

A chart never stands alone: its headline is page text, and a sentence and a table say the same.
"""

from collections.abc import Mapping
from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from oxdash import house_style
from oxdash.house_style import INK, LOOKS, OUTLINE, PAPER, SERIES, quantity
from oxdash.model import COUNT, PER_CENT, POUNDS, Better, FigureIs, Measure, Status
from oxdash.quarters import Quarter

FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"
FAINT = "#d9dbdd"
WIDTH = 700  # px: what an A4 page holds between its margins, so that a printed chart is whole
COLUMNS = {Status.OFF_TRACK: "off_track", Status.INSUFFICIENT_DATA: "insufficient_data", Status.ON_TRACK: "on_track"}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 15, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": SERIES,
        "margin": {"l": 12, "r": 16, "t": 12, "b": 28},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": OUTLINE, "font": {"family": FONT, "size": 14, "color": INK}},
        "xaxis": {
            "automargin": True,
            "gridcolor": FAINT,
            "zeroline": False,
            "nticks": 10,
            "tickangle": 0,
            "fixedrange": True,
        },
        "yaxis": {
            "automargin": True,
            "gridcolor": FAINT,
            "zeroline": False,
            "nticks": 8,
            "tickangle": 0,
            "fixedrange": True,
        },
    }
)


def status_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """One stacked bar a partnership, in the order of every stack, each part with its count.

    ``counts`` has partnership, off_track, insufficient_data and on_track (findings.counts); the first row is on top.
    """
    labels = [_wrapped(names.get(code, code)) for code in counts.partnership]
    figure = go.Figure()
    for status in house_style.ORDER:
        look, number = LOOKS[status], counts[COLUMNS[status]]
        figure.add_bar(
            name=look.word,
            y=labels,
            x=number,
            orientation="h",
            text=[str(n) if n else "" for n in number],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            # unknown is hatched, so its number stands on a white ground of its own
            textfont={"color": look.text, "size": 15},
            marker={
                "color": look.fill,
                "line": {"color": look.outline if look.hatched else PAPER, "width": 1 if look.hatched else 2},
                "pattern": {"shape": "/", "fgcolor": "#b9bcbf", "bgcolor": PAPER, "size": 7, "solidity": 0.25}
                if look.hatched
                else {"shape": ""},
            },
            customdata=[_literal(names.get(code, code)) for code in counts.partnership],
            hovertemplate="%{customdata}: %{x} " + look.word.lower() + "<extra></extra>",
        )
    figure.update_layout(
        template=TEMPLATE,
        barmode="stack",
        bargap=0.42,
        height=int(56 + 46 * max(len(counts), 1)),
        uniformtext_minsize=12,
    )
    figure.update_yaxes(autorange="reversed", ticklabelstandoff=8, showgrid=False)
    figure.update_xaxes(rangemode="tozero", dtick=_step(counts))
    return figure


def history(rows: pd.DataFrame, *, baseline: float | None = None, forecast: float | None = None) -> go.Figure:
    """One target through its quarters: actual, milestone, and what else there is of original, baseline and forecast.

    ``rows`` are of table.JUDGED for one target, oldest first; baseline and forecast are in its unit. A figure of another
    period is not drawn. The forecast stands at the year end of the last row with a figure or a forecast.
    """
    first = rows.iloc[0]
    unit, places = first.unit, int(first.places)
    quarters = _with_year_end(list(rows.quarter))
    at = [_tick(quarters, text) for text in quarters]
    place = dict(zip(quarters, range(len(quarters)), strict=True))
    x = [place[text] for text in rows.quarter]
    figure = go.Figure()
    ends: list[tuple[float, str, str]] = []  # where a line ends, what it is called, its colour

    def line(values, called: str, colour: str, dash: str, shape: str, width: float, markers=None) -> None:
        known = [n for n, value in enumerate(values) if not pd.isna(value)]
        for part in _years(known, rows.quarter) if first.measure == Measure.CUMULATIVE else [known]:
            figure.add_scatter(
                x=[x[n] for n in part],
                y=[values.iloc[n] for n in part],
                name=called,
                mode="lines+markers" if markers else "lines",
                line={"color": colour, "dash": dash, "shape": shape, "width": width},
                marker=markers | {"symbol": [markers["symbol"][n] for n in part]} if markers else None,
                customdata=[
                    [house_style.quarter(rows.quarter.iloc[n]), quantity(values.iloc[n], unit, places)] for n in part
                ],
                hovertemplate=f"{called}, %{{customdata[0]}}: %{{customdata[1]}}<extra></extra>",
            )
        if known:
            last = values.iloc[known[-1]]
            ends.append((last, f"{called}<br>{_short(last, unit, places)}", colour))

    if baseline is not None and not pd.isna(baseline):
        figure.add_hline(y=baseline, line={"color": OUTLINE, "width": 1, "dash": "dot"})
        ends.append((baseline, f"Baseline<br>{_short(baseline, unit, places)}", OUTLINE))
    renegotiated = (rows.original_milestone != rows.milestone) & rows.original_milestone.notna()
    if renegotiated.any():
        line(rows.original_milestone, "Original", SERIES[4], "dot", "hvh", 1.5)
    if (rows.better == Better.WITHIN_RANGE).any() and rows.milestone_upper.notna().any():
        line(rows.milestone_upper, "Upper limit", SERIES[1], "dash", "hvh", 2)
        line(rows.milestone, "Lower limit", SERIES[1], "dash", "hvh", 2)
    elif rows.milestone.notna().any():
        line(rows.milestone, "Milestone", SERIES[1], "dash", "hvh", 2)
    drawn = rows.actual.where(rows.figure_is_for.isna())
    if drawn.notna().any():
        final = rows.figure_is.isna() | (rows.figure_is == FigureIs.FINAL)
        symbols = ["circle" if is_final else "circle-open" for is_final in final]
        markers = {"size": 9, "symbol": symbols, "line": {"width": 2, "color": SERIES[0]}, "color": SERIES[0]}
        line(drawn, "Actual", SERIES[0], "solid", "linear", 3, markers)
    if forecast is not None and not pd.isna(forecast):
        said = rows[rows.forecast.notna()].quarter
        end = place[str(Quarter.parse(said.iloc[-1] if len(said) else rows.quarter.iloc[-1]).year_end)]
        figure.add_scatter(
            x=[end],
            y=[forecast],
            mode="markers",
            name="Forecast",
            marker={"symbol": "diamond-open", "size": 12, "color": SERIES[3], "line": {"width": 2}},
            hovertemplate=f"Year-end forecast: {quantity(forecast, unit, places)}<extra></extra>",
        )
        ends.append((forecast, f"Forecast<br>{_short(forecast, unit, places)}", SERIES[3]))
    figure.update_layout(template=TEMPLATE, height=420)
    figure.update_xaxes(
        tickvals=list(range(len(quarters))),
        ticktext=at,
        showgrid=False,
        range=[-0.4, len(quarters) - 0.6],
        domain=[0, 0.78],
    )
    figure.update_yaxes(
        tickprefix="£" if unit == POUNDS else "",
        ticksuffix="%" if unit == PER_CENT else "",
        tickformat=",",
        rangemode="tozero" if unit == COUNT else "normal",
    )
    _label(figure, ends, height=340)
    return figure


def _label(figure: go.Figure, ends: list[tuple[float, str, str]], height: int) -> None:
    """Name every line in the margin beside it, in the order of their values and never one on another."""
    if not ends:
        return
    values = [value for trace in figure.data for value in trace.y if not pd.isna(value)] + [y for y, *_ in ends]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    figure.update_yaxes(
        range=[low - 0.12 * span if low < 0 or figure.layout.yaxis.rangemode != "tozero" else 0, high + 0.12 * span]
    )
    low, high = figure.layout.yaxis.range
    least = 36 * (high - low) / height  # the height of a label of two lines, in the unit of the axis
    above = None
    for y, called, colour in sorted(ends, key=lambda end: -end[0]):
        where = y if above is None else min(y, above - least)
        above = where
        figure.add_annotation(
            x=0.78,
            xref="paper",
            y=where,
            text=called,
            xanchor="left",
            xshift=8,
            showarrow=False,
            align="left",
            font={"color": colour, "size": 14},
        )


def _years(known: list[int], quarters: pd.Series) -> list[list[int]]:
    """Rows by financial year: a cumulative figure starts again each April, and its line does too."""
    return [list(part) for _, part in groupby(known, key=lambda n: quarters.iloc[n][:7])]


def _short(value: float, unit: str, places: int) -> str:
    """A figure for a label: the unit's own name stands in the subtitle, not on every line."""
    return quantity(value, unit if unit in (PER_CENT, POUNDS) else COUNT, places)


def _with_year_end(quarters: list[str]) -> list[str]:
    last = Quarter.parse(quarters[-1])
    return quarters + [str(last.plus(n)) for n in range(1, 5 - last.number)]


def _tick(quarters: list[str], text: str) -> str:
    quarter = Quarter.parse(text)
    return (
        f"Q{quarter.number}<br>{quarter.year_text}"
        if quarter.number == 1 or text == quarters[0]
        else f"Q{quarter.number}"
    )


def _wrapped(name: str, width: int = 26) -> str:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(_literal(line) for line in lines)


def _literal(text: str) -> str:
    """Plotly takes a few tags in a text for markup; a name is never that."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _step(counts: pd.DataFrame) -> int:
    """Whole targets between ticks, few enough for a telephone."""
    most = int(counts[list(COLUMNS.values())].sum(axis=1).max()) if len(counts) else 1
    return next((step for step in (1, 2, 5, 10, 20, 50) if most / step <= 5), 100)
