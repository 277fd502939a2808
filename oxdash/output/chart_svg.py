"""A chart as a drawing inside a page: it needs no script, no browser of ours and nothing from elsewhere.

On white in every theme. Text is text.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import fmean

import htpy as h

from oxdash.charts.description import (
    FAINT,
    HATCH,
    HEIGHT,
    LETTERS,
    WIDTH,
    Bars,
    Dash,
    Drawing,
    Line,
    Lines,
    Mark,
    Part,
    Path,
    Shape,
    round_step,
    wrapped,
)
from oxdash.output.on_paper import one_line, shortened
from oxdash.output.pdf.fonts import ems, fitted
from oxdash.vocabulary import units
from oxdash.vocabulary.wording import INK, PAPER

_ROW, _LABELS, _KEY = 46, 230, 28  # of the bars: a bar's height, the room for its name, and for the key
_NAME, _LETTERS = _LABELS - 16, 15  # px: of a name, and of the letters of all text
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 160, 14, 44  # what is around the lines
_LINE_OF_TEXT = 17
_TICKS = 5  # about so many numbers beside an axis
_DASHES = {Dash.SOLID: None, Dash.DOT: "2 4", Dash.DASH: "9 5", Dash.DASH_DOT: "9 4 2 4", Dash.LONG: "16 5"}


def drawn(drawing: Drawing, said: str, name: str) -> h.Element:
    """The drawing. ``said`` is for whoever cannot see it; ``name`` makes its ids the only ones of the page."""
    box = f"0 0 {WIDTH} {_n(height(drawing))}"
    return h.svg(viewBox=box, role="img", aria_labelledby=f"{name}-said", class_="ox-drawing")[
        h.title(id=f"{name}-said")[said],
        inside(drawing, name),
    ]


def height(drawing: Drawing) -> float:
    """How tall the drawing is."""
    if isinstance(drawing, Lines):
        return HEIGHT
    return _ROW if drawing.empty else _KEY + _ROW * len(drawing.names)


def inside(drawing: Drawing, name: str) -> list[h.Element]:
    """What is drawn, to stand in a drawing; ``name`` as `drawn` has it."""
    if drawing.empty:
        text = [drawing.nothing] if isinstance(drawing, Bars) else wrapped(drawing.nothing, 44)
        return _text(text, WIDTH / 2, height(drawing) / 2, "middle")
    if isinstance(drawing, Lines):
        return list(_Lines(drawing).drawn())
    return [_hatch(drawing, name), *_key(drawing, name), *_bars(drawing, name)]


def _key(drawing: Bars, name: str) -> Iterator[h.Element]:
    """What each part looks like, in words: over the bars."""
    x = float(_LABELS)
    for part in drawing.parts:
        yield _filled(part, name, x + 1, 3, 18, 18)
        yield from _text([part.look.word], x + 26, 12)
        x += 44 + _LETTERS * ems(part.look.word, bold=False)


def _bars(drawing: Bars, name: str) -> Iterator[h.Element]:
    across = (WIDTH - _LABELS - 8) / (drawing.longest or 1)
    for number, called in enumerate(drawing.names):
        middle = _KEY + _ROW * number + _ROW / 2
        yield from _text(fitted(shortened(one_line(called)), _NAME / _LETTERS), _LABELS - 12, middle, "end")
        x = float(_LABELS)
        for part in drawing.parts:
            if count := part.counts[number]:
                yield from _segment(part, count, x, middle, across * count, name)
                x += across * count


def _segment(part: Part, count: int, x: float, middle: float, width: float, name: str) -> list[h.Element]:
    look, made = part.look, [_filled(part, name, x + 1, middle - 13, width - 2, 26)]
    at = {"x": _n(x + width / 2), "y": _n(middle + 5), "text_anchor": "middle", "fill": look.text, "font_weight": "600"}
    if look.hatched:  # its number stands on a ground of its own
        at |= {"stroke": look.fill, "stroke_width": "6", "paint_order": "stroke"}
    return [*made, h.text(**at)[f"{count}"]]


def _filled(part: Part, name: str, x: float, y: float, width: float, height: float) -> h.Element:
    look = part.look
    edge = {"stroke": look.outline, "stroke_width": "1.5"} if part.outlined else {}
    box = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
    return h.rect(fill=f"url(#{name}-hatch)" if look.hatched else look.fill, **box, **edge)


def _hatch(drawing: Bars, name: str) -> h.Element:
    """The 45 degree pattern of what is not known."""
    fill = next((part.look.fill for part in drawing.parts if part.look.hatched), PAPER)
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return h.defs[
        h.pattern(id=f"{name}-hatch", width=7, height=7, **turned)[
            h.rect(width=7, height=7, fill=fill),
            h.line(x1=0, y1=0, x2=0, y2=7, stroke=HATCH, stroke_width=2),
        ]
    ]


class _Lines:
    """The scales of a drawing of lines, and what is drawn to them."""

    def __init__(self, drawing: Lines) -> None:
        self.drawing = drawing
        self.ticks = _ticks(drawing.least, max(drawing.values), drawing.can_be, drawing.places)

    def drawn(self) -> Iterator[h.Element]:
        yield from self._axes()
        for line in self.drawing.drawn:
            mark = line.mark
            for stroke in line.strokes if line.path.stroked else ():
                yield _line(self._points(line, stroke), mark.colour, mark.width, _DASHES[mark.dash])
            for n, value in line.known:
                yield from _shape(line.mark_at(n), self.x(n), self.y(value))
        yield from self._named()

    def x(self, n: int) -> float:
        room = WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (n + 0.5) / len(self.drawing.positions)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low)

    def _axes(self) -> Iterator[h.Element]:
        for tick, said in zip(self.ticks, self.drawing.ticks(self.ticks), strict=True):
            y = self.y(tick)
            yield h.line(x1=_LEFT, y1=_n(y), x2=WIDTH - _RIGHT, y2=_n(y), stroke=FAINT)
            yield from _text([said], _LEFT - 8, y, "end")
        if self.drawing.cut and self.ticks[0] > 0:
            low = HEIGHT - _BOTTOM
            yield h.path(d=f"M{_LEFT - 6} {low + 9}l12 -5M{_LEFT - 6} {low + 14}l12 -5", stroke=INK, fill="none")
        for n, position in enumerate(self.drawing.positions):
            yield from _text(list(position.tick), self.x(n), HEIGHT - _BOTTOM + 16, "middle", top=True)

    def _points(self, line: Line, stroke: list[tuple[int, float]]) -> list[tuple[float, float]]:
        if line.path == Path.LEVEL:
            return [(x, self.y(stroke[0][1])) for x in (_LEFT, WIDTH - _RIGHT)]
        if line.path != Path.STEP:
            return [(self.x(n), self.y(value)) for n, value in stroke]
        places, half = [self.x(n) for n, _ in stroke], (self.x(1) - self.x(0)) / 2
        turns = [places[0] - half, *map(fmean, pairwise(places)), places[-1] + half]
        levels = zip(pairwise(turns), stroke, strict=True)
        return [(x, self.y(value)) for ends, (_, value) in levels for x in ends]

    def _named(self) -> Iterator[h.Element]:
        """Every line's name and value beside it, in the order of their values, never one on another."""
        above, x = -math.inf, WIDTH - _RIGHT + 8
        for value, line in self.drawing.ends:
            above = y = max(self.y(value), above + 2 * _LINE_OF_TEXT + 2)
            mark, dash = line.mark, _DASHES[line.mark.dash]
            if not line.path.stroked:
                yield from _shape(mark, x + 9, y - 4)
            else:
                yield _line([(x, y - 4), (x + 18, y - 4)], mark.colour, 3 if dash is None else 2, dash)
            yield from _text([*wrapped(line.name, LETTERS), self.drawing.beside(value)], x + 24, y)


def _shape(mark: Mark, x: float, y: float) -> Iterator[h.Element]:
    """What stands at a value; nothing where the stroke is enough."""
    edge = {"stroke": mark.edge or mark.colour, "stroke_width": "2"}
    match mark.shape:
        case Shape.CIRCLE | Shape.RING:
            fill = mark.colour if mark.shape == Shape.CIRCLE else PAPER
            at = {"cx": _n(x), "cy": _n(y), "r": "4.5", "stroke": edge["stroke"]}
            yield h.circle(fill=fill, stroke_width="2", class_="ox-ink", **at)
        case Shape.DIAMOND | Shape.OPEN_DIAMOND:
            fill = mark.colour if mark.shape == Shape.DIAMOND else "none"
            yield h.path(d=f"M{_n(x)} {_n(y - 7)}l7 7l-7 7l-7 -7Z", fill=fill, **edge)
        case Shape.TRIANGLE:
            yield h.path(d=f"M{_n(x)} {_n(y - 6)}l6 10.5h-12Z", fill="none", **edge)
        case Shape.SQUARE:
            yield h.rect(x=_n(x - 5), y=_n(y - 5), width=10, height=10, fill="none", **edge)


def _line(points: Iterable[tuple[float, float]], colour: str, width: float, dash: str | None) -> h.Element:
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return h.path(d=path, fill="none", stroke=colour, stroke_width=f"{width}", stroke_dasharray=dash)


def _text(lines: list[str], x: float, middle: float, anchor: str = "start", *, top: bool = False) -> list[h.Element]:
    """Lines of text about ``middle``, or from it down."""
    first = middle + 5 - (0 if top else _LINE_OF_TEXT * (len(lines) - 1) / 2)
    return [
        h.text(x=_n(x), y=_n(first + _LINE_OF_TEXT * n), text_anchor=anchor, fill=INK)[line]
        for n, line in enumerate(lines)
    ]


def _ticks(low: float, high: float, can_be: tuple[float, float], places: int) -> list[float]:
    """Round numbers from below the lowest to above the highest, never beyond what a figure ``can_be``."""
    step = round_step((high - low) or abs(high) or 1.0, _TICKS, places)
    first, last = math.floor(low / step - 0.02), math.ceil(high / step + 0.02)
    return sorted({units.within(round(step * n, 10), can_be) for n in range(first, last + 1)})


def _n(number: float) -> str:
    """A number of the drawing, as short as it can be said."""
    return f"{number:.1f}".rstrip("0").rstrip(".")
