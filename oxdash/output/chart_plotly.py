"""A chart as a plotly figure, for the screen and for picture files: on white in every theme, the same on both."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from oxdash.charts.description import (
    FAINT,
    HATCH,
    HEIGHT,
    LETTERS,
    Bars,
    Dash,
    Drawing,
    Line,
    Lines,
    Path,
    Shape,
    round_numbers,
    wrapped,
)
from oxdash.vocabulary.wording import INK, OUTLINE, PAPER, SERIES

FONT = (
    "Arial, Helvetica, Liberation Sans, sans-serif"  # on every machine: a web font would be missing from a saved file
)
BESIDE = 22  # letters of a name beside a bar, so that a telephone has room for its parts
ROW, FULL = 46, 7  # px a bar; the seven partnerships fill the height of a chart
DRAWN = HEIGHT - 80  # px of the axis of lines: the rest is margin and the names under it
LABELS_FROM = 0.74  # of the width: what is right of it holds the names of the lines, on a telephone too
NARROW, SIGN, LETTER = 350, 22, 7  # px: what a telephone leaves a chart; a name's sign, and each of its letters
CUT = "≈"  # on an axis that does not begin at nought
LABEL = 36  # px of height of a label of two lines
SYMBOLS = {  # and how large, in px
    Shape.CIRCLE: ("circle", 9),
    Shape.RING: ("circle-open", 9),
    Shape.DIAMOND: ("diamond", 14),
    Shape.OPEN_DIAMOND: ("diamond-open", 12),
    Shape.SQUARE: ("square-open", 10),
    Shape.TRIANGLE: ("triangle-up-open", 11),
    Shape.STROKE: ("line-ew-open", 14),
}
SIGNS: dict[str, str] = {  # beside the name of a line: its shape, or its stroke
    **{Shape.DIAMOND: "◆", Shape.OPEN_DIAMOND: "◇", Shape.SQUARE: "□", Shape.TRIANGLE: "△"},
    **{Dash.SOLID: "━", Dash.DOT: "┈", Dash.DASH: "┅", Dash.DASH_DOT: "┉", Dash.LONG: "╌"},
}
_AXIS = {"automargin": True, "gridcolor": FAINT, "zeroline": False, "tickangle": 0, "fixedrange": True}
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
        "xaxis": {**_AXIS, "nticks": 10},
        "yaxis": {**_AXIS, "nticks": 8},
    }
)


class Kept(BaseFigure):
    """A figure to be sent again and again: only what plotly is told of it, which is worked out once."""

    def __init__(self, figure: go.Figure) -> None:
        self._told, self._height = figure.to_dict(), figure.layout.height

    def to_dict(self) -> dict[str, Any]:
        return self._told

    @property
    def height(self) -> float:
        return self._height


def figure(drawing: Drawing) -> go.Figure:
    """The drawing as a figure; one with nothing to draw says so in words, where the lines would be."""
    made = go.Figure()
    _bars(made, drawing) if isinstance(drawing, Bars) else _lines(made, drawing)
    if drawing.empty:
        said = "<br>".join(wrapped(drawing.nothing, 44))
        made.add_annotation(
            x=0.5, y=0.5, xref="paper", yref="paper", xanchor="center", yanchor="middle", text=said, showarrow=False
        )
        made.update_xaxes(visible=False)
        made.update_yaxes(visible=False)
    return made


def _bars(made: go.Figure, drawing: Bars) -> None:
    for part in drawing.parts:
        look = part.look
        made.add_bar(
            name=look.word,
            y=["<br>".join(map(_literal, wrapped(name, BESIDE))) for name in drawing.names],
            x=np.array(part.counts, dtype="int64"),
            orientation="h",
            text=[str(n) if n else "" for n in part.counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",  # a narrow part keeps its figure, on a telephone too
            zorder=1 if part.outlined else 0,  # on top: its outline would be cut by a neighbour
            # unknown is hatched, so its number stands on a white ground of its own
            textfont={"color": look.text, "size": 15},
            marker={
                "color": look.fill,
                # of a part of nought not even the outline
                "line": {
                    "color": look.outline if part.outlined else PAPER,
                    "width": [(1 if part.outlined else 2) if n else 0 for n in part.counts],
                },
                "pattern": {"shape": "/", "fgcolor": HATCH, "bgcolor": PAPER, "size": 7, "solidity": 0.25}
                if look.hatched
                else {"shape": ""},
            },
            customdata=list(map(_literal, drawing.names)),
            hovertemplate="%{customdata}: %{x} " + look.word.lower() + "<extra></extra>",
        )
    made.update_layout(template=TEMPLATE, barmode="stack", bargap=0.42, uniformtext_minsize=12)
    made.update_layout(height=HEIGHT if drawing.empty else HEIGHT + ROW * (len(drawing.names) - FULL))
    made.update_yaxes(autorange="reversed", ticklabelstandoff=8, showgrid=False, tickfont={"size": 13})
    # whole counts between ticks, few enough for a telephone
    step = next((step for step in (1, 2, 5, 10, 20, 50) if drawing.longest / step <= 5), 100)
    made.update_xaxes(range=[0, 1.01 * (drawing.longest or 1)], dtick=step)


def _literal(text: str) -> str:
    """Plotly takes a few tags in a text for markup; a name is never that."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _lines(made: go.Figure, drawing: Lines) -> None:
    for line in drawing.drawn:
        if line.path == Path.LEVEL:
            stroke = {"color": line.mark.colour, "width": line.mark.width, "dash": str(line.mark.dash)}
            made.add_hline(y=line.values[0], line=stroke, layer="below")  # marks stand on it
        else:
            for piece in line.pieces:
                made.add_scatter(**_trace(drawing, line, piece))
    made.update_layout(template=TEMPLATE, height=HEIGHT)
    ticks = [(n, "<br>".join(position.tick)) for n, position in enumerate(drawing.positions) if position.tick]
    made.update_xaxes(
        tickvals=[n for n, _ in ticks],
        ticktext=[text for _, text in ticks],
        showgrid=False,
        range=[-0.4, len(drawing.positions) - 0.6],
        domain=[0, _labels_from(drawing)],
    )
    if not drawing.empty:
        values = drawing.values
        span = (max(values) - drawing.least) or abs(max(values)) or 1.0
        low, high = drawing.least - 0.12 * span, max(values) + 0.12 * span
        if drawing.least == 0 and min(values) > 0:
            low = -0.04 * span
        numbers = round_numbers(low, high, drawing.can_be, drawing.places)
        made.update_yaxes(range=[low, high], tickvals=numbers, ticktext=drawing.ticks(numbers))
        _name_ends(made, drawing, LABEL * (high - low) / DRAWN)
        if drawing.cut:
            where = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "center"}
            made.add_annotation(name="cut", text=CUT, showarrow=False, font={"size": 16}, **where)


def _labels_from(drawing: Lines) -> float:
    """What is right of it holds the names of the lines; areas have longer ones than milestones."""
    if not drawing.in_order:
        return LABELS_FROM
    longest = max((len(part) for _, line in drawing.ends for part in wrapped(line.name, LETTERS)), default=0)
    return round(min(LABELS_FROM, max(0.5, 1 - (SIGN + LETTER * longest) / NARROW)), 3)


def _trace(drawing: Lines, line: Line, piece: tuple[int, ...]) -> dict[str, Any]:
    values = [line.values[n] for n in piece]
    trace: dict[str, Any] = {"x": list(piece), "y": values, "name": _literal(line.name), "marker": _marker(line, piece)}
    if line.path == Path.ALONE:
        said = "".join(map(drawing.quantity, values))
        return trace | {"mode": "markers", "hovertemplate": f"{_literal(line.said)}: {said}<extra></extra>"}
    stroke = {"width": line.mark.width, "color": line.mark.colour}
    if line.mark.dash != Dash.SOLID:
        stroke["dash"] = str(line.mark.dash)
    if line.path == Path.STEP:
        stroke["shape"] = "hvh"
    beside: list[tuple[str, ...]] = [
        (_literal(drawing.positions[n].name), drawing.quantity(line.values[n])) for n in piece
    ]
    said = "%{customdata[0]}: %{customdata[1]}"
    if line.notes:
        notes = [f"<br>{line.notes[n]}" if line.notes[n] else "" for n in piece]
        beside = [(*one, note) for one, note in zip(beside, notes, strict=True)]
        said += "%{customdata[2]}"
        trace |= {"connectgaps": False, "cliponaxis": False}
    named = f"{_literal(line.name)}, {said}" if line.named else said
    stroked = {"mode": "lines+markers", "line": stroke} if line.path.stroked else {"mode": "markers"}
    return trace | {
        **stroked,
        "customdata": beside,
        "hovertemplate": f"{named}<extra></extra>",
    }


def _marker(line: Line, piece: tuple[int, ...]) -> dict[str, Any]:
    """What stands at the values: of a line of circles, its shape at each; of one of rings, size and colours too."""
    mark, marks = line.mark, [line.mark_at(n) for n in piece]
    symbol, size = SYMBOLS[mark.shape]
    made: dict[str, Any] = {"symbol": symbol, "size": size, "line": {"width": 2}}
    if mark.shape == Shape.STROKE:
        made["line"]["color"] = mark.colour
    else:
        made["color"] = mark.colour
    if mark.shape in (Shape.CIRCLE, Shape.RING):
        made["symbol"] = [SYMBOLS[one.shape][0] for one in marks]
        made["line"]["color"] = mark.colour
    if mark.shape == Shape.RING:
        made |= {"opacity": 1, "size": [SYMBOLS[one.shape][1] for one in marks]}
        made["color"] = [one.colour for one in marks]
        made["line"]["color"] = [one.edge or one.colour for one in marks]
    return made


def _name_ends(made: go.Figure, drawing: Lines, least: float) -> None:
    """Name every line in the margin beside it, in the order of their values and never one on another.

    ``least`` is the height of a label in the unit of the axis. Names move away from the line that is steady.
    """
    ends = drawing.ends
    names = [line.name for _, line in ends]
    steady = names.index(drawing.steady) if drawing.steady else 0
    heights = [value for value, _ in ends]
    for n in reversed(range(steady)):
        heights[n] = max(heights[n], heights[n + 1] + least)
    for n in range(steady + 1, len(ends)):
        heights[n] = min(heights[n], heights[n - 1] - least)
    for height, (value, line) in zip(heights, ends, strict=True):
        sign = SIGNS.get(line.mark.shape) or SIGNS[line.mark.dash]
        named = "<br>".join(map(_literal, wrapped(line.name, LETTERS)))
        made.add_annotation(
            x=_labels_from(drawing),
            xref="paper",
            y=height,
            text=f'<span style="color:{line.mark.colour}">{sign}</span> {named}<br>{drawing.beside(value)}',
            xanchor="left",
            xshift=8,
            showarrow=False,
            align="left",
        )
    made.update_annotations(font={"size": 14})
