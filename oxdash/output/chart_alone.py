"""A chart that stands alone: its message, what is measured, where, when and in what, key and source inside it.

A drawing (SVG) whose text is text, on white, 16 cm wide; the same as a picture of print size (PNG), in the letters of
the papers, and what it shows as CSV. The same bytes for the same chart, wherever it is made.
"""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import htpy as h

from oxdash.charts.description import WIDTH, Bars, Line, Lines, Shape
from oxdash.documents.blocks import Chart
from oxdash.documents.first_screen import Picture
from oxdash.output import chart_svg, tiles_svg
from oxdash.output.element import Drawn
from oxdash.output.on_paper import one_line
from oxdash.output.pdf import pictures
from oxdash.output.pdf.fonts import fitted
from oxdash.vocabulary import safe_text, units
from oxdash.vocabulary.rounding import in_decimal
from oxdash.vocabulary.wording import INK, OUTLINE, PAPER

NOT_FINAL = "not final"
_MARGIN = 12  # px around it
_HEADLINE, _UNDER, _SOURCE = 19.0, 14.0, 12.5  # px of letters; at 16 cm across 12.5 px are 8 points
_LINE = 1.3  # times the letters


def svg(chart: Chart) -> bytes:
    """The drawing as a file."""
    opened = f'<svg xmlns="{pictures.SVG}" width="{pictures.WIDTH:g}cm" font-family="{pictures.FONTS}" font-size="15" '
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_drawn(chart).replace("<svg ", opened, 1)}\n'.encode()


def png(chart: Chart) -> bytes:
    """The same as a picture, 16 cm wide at 300 dots an inch, which it says; with its sentence."""
    return pictures.picture(_drawn(chart), one_line(chart.said))


def figures(chart: Chart) -> bytes:
    """What it shows as CSV, to open in Excel by double-click or to load: a line a place, a column a series.

    A figure is a number as it is printed, its unit and the chart's words in columns of their own; what is not there is
    an empty field.
    """
    held = io.StringIO(newline="")
    rows = csv.writer(held, lineterminator="\r\n")
    drawing = chart.drawing
    made = list(_of_bars(drawing) if isinstance(drawing, Bars) else _of_lines(drawing))
    about = tuple(map(one_line, (chart.headline, chart.under, chart.source)))
    for n, row in enumerate(made):
        rows.writerow(map(safe_text.inert, (*row, *(about if n else ("Chart", "About", "Source")))))
    return safe_text.for_excel(safe_text.whole(held.getvalue()).encode())


FORMS: dict[str, Callable[[Chart], bytes]] = {"png": png, "svg": svg, "csv": figures}


def _of_bars(drawing: Bars) -> Iterator[list[Any]]:
    yield ["Name", *(part.look.word for part in drawing.parts)]
    for n, name in enumerate(drawing.names):
        yield [name, *(part.counts[n] for part in drawing.parts)]


def _of_lines(drawing: Lines) -> Iterator[list[Any]]:
    lines = drawing.drawn
    yield ["Area or period" if drawing.in_order else "Quarter", *(line.name for line in lines), "Unit", "Marked"]
    for n, position in enumerate(drawing.positions):
        values = (line.values[n] for line in lines)
        printed = ("" if value is None else in_decimal(value, drawing.places) for value in values)
        yield [position.name, *printed, units.name(drawing.unit), _marked(lines, n)]


def _marked(lines: list[Line], n: int) -> str:
    """What the sign of a point says of it, in words."""
    rings = (line for line in lines if line.values[n] is not None and n in line.others)
    said = [NOT_FINAL for line in rings if line.mark_at(n).shape == Shape.RING]
    return "; ".join(said + [line.notes[n] for line in lines if line.notes and line.notes[n]])


def _drawn(chart: Chart) -> str:
    room = WIDTH - 2 * _MARGIN
    headline = fitted(one_line(chart.headline), room / _HEADLINE, bold=True)
    under = fitted(one_line(chart.under), room / _UNDER)
    source = fitted(one_line(chart.source), room / _SOURCE)
    y, parts = float(_MARGIN), list[h.Element]()
    for lines, size, fill, bold in ((headline, _HEADLINE, INK, True), (under, _UNDER, INK, False)):
        parts += _lines(lines, y, size, fill, bold=bold)
        y += len(lines) * size * _LINE + 4
    y += 6
    made, tall, scale = _inside(chart, room)
    parts.append(h.g(transform=f"translate({_MARGIN} {y:.1f}) scale({scale:.4f})")[made])
    y += tall + 8
    parts += _lines(source, y, _SOURCE, OUTLINE)
    y += len(source) * _SOURCE * _LINE + _MARGIN
    whole = h.svg(viewBox=f"0 0 {WIDTH} {y:.1f}", role="img", aria_labelledby="chart-said", class_="ox-drawing")[
        h.title(id="chart-said")[chart.said],
        h.rect(width=f"{WIDTH}", height=f"{y:.1f}", fill=PAPER),
        parts,
    ]
    return str.__str__(str(whole))


def _inside(chart: Chart, room: float) -> tuple[list[Drawn], float, float]:
    """What is drawn so many px wide, how tall it stands, and how much smaller it is than on a page."""
    if isinstance(chart, Picture):
        return tiles_svg.inside(chart.drawing, "chart", room), tiles_svg.height(chart.drawing, room), 1.0
    scale = room / WIDTH
    return [*chart_svg.inside(chart.drawing, "chart")], chart_svg.height(chart.drawing) * scale, scale


def _lines(lines: list[str], y: float, size: float, fill: str, *, bold: bool = False) -> list[h.Element]:
    look = {"font_size": f"{size:g}", "fill": fill, "font_weight": "700" if bold else "400"}
    return [
        h.text(x=f"{_MARGIN}", y=f"{y + size * (0.9 + _LINE * n):.1f}", **look)[line] for n, line in enumerate(lines)
    ]
