"""Charts as drawings inside a page: they need no script, no browser of ours and nothing from elsewhere.

The same tables as `charts`, the same colours, the same strokes, on white in every theme. Text is text.
"""

import math
from collections.abc import Iterable, Mapping
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import element, joined
from oxdash.findings import course as course_of
from oxdash.findings.counts import segments
from oxdash.vocabulary import unit_bounds, wording
from oxdash.vocabulary.model import COUNT, PER_CENT, POUNDS, FigureIs, Measure, Status
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import LOOKS, NOTHING_COUNTED, NOTHING_OF_TARGET, SERIES, Look, quantity

WIDTH, HEIGHT = 700, 394  # of a drawing, in its own units: 16 by 9
_ROW, _LABELS = 46, 230  # of the bars: a partnership's height, and the room for its name
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 160, 14, 44  # of a course: what is around the lines
_LINE_OF_TEXT = 17
_STROKES = {  # of a line of agreed values: colour and dashes
    "Original": (SERIES[4], "2 4"),
    "Original upper": (SERIES[4], "2 4"),
    "Original lower": (SERIES[4], "2 4"),
    "Milestone": (SERIES[1], "9 5"),
    "Upper limit": (SERIES[1], "9 5"),
    "Lower limit": (SERIES[1], "9 5"),
    "Floor": (SERIES[2], "9 4 2 4"),
}


def status_bars(counts: pd.DataFrame, names: Mapping[str, str], said: str, name: str = "status") -> Markup:
    """One stacked bar a partnership, each part with its count. ``counts`` is findings.counts.of.

    ``said`` is the sentence for whoever cannot see it; ``name`` makes its ids the only ones of the page.
    """
    most = max((int(row.targets) for row in counts.itertuples()), default=1) or 1
    across = (WIDTH - _LABELS - 8) / most
    drawn = []
    parts = segments(counts)
    for number, row in enumerate(counts.itertuples()):
        middle = _ROW * number + _ROW / 2
        drawn += _lines_of(_wrapped(names.get(row.partnership, row.partnership)), _LABELS - 12, middle, anchor="end")
        x = float(_LABELS)
        for look, held in parts.items():
            count = int(held.iloc[number])
            if count:
                drawn += _segment(LOOKS[look], count, x, middle, across * count, name)
                x += across * count
    if counts.empty:
        drawn = _lines_of([NOTHING_COUNTED], WIDTH / 2, _ROW / 2, anchor="middle")
    return _drawing(drawn, _ROW * max(len(counts), 1), said, name, _hatch(name))


def _segment(look: Look, count: int, x: float, middle: float, width: float, name: str) -> list[Markup]:
    top, height = middle - 13, 26
    edge = {"stroke": look.outline, "stroke_width": "1.5"} if look.outline != look.fill else {}
    box = {"x": _n(x + 1), "y": _n(top), "width": _n(width - 2), "height": height}
    drawn = [element("rect", fill=f"url(#{name}-hatch)" if look.hatched else look.fill, **box, **edge)]
    at = {"x": _n(x + width / 2), "y": _n(middle + 5), "text_anchor": "middle", "fill": look.text, "font_weight": "600"}
    if look.hatched:  # its number stands on a ground of its own
        at |= {"stroke": look.fill, "stroke_width": "6", "paint_order": "stroke"}
    return [*drawn, element("text", f"{count}", **at)]


def _hatch(name: str) -> Markup:
    """The 45 degree pattern of what is not known."""
    look = LOOKS[Status.INSUFFICIENT_DATA]
    return element(
        "defs",
        element(
            "pattern",
            element("rect", width=7, height=7, fill=look.fill),
            element("line", x1=0, y1=0, x2=0, y2=7, stroke="#b9bcbf", stroke_width=2),
            id=f"{name}-hatch",
            width=7,
            height=7,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        ),
    )


def course(
    rows: pd.DataFrame, said: str, name: str, *, baseline: float | None = None, forecast: float | None = None
) -> Markup:
    """One target through its quarters: actual, milestone, and what there is of original, baseline and forecast.

    ``rows`` are judged rows of one target, oldest first, or of findings.course.to_year_end. A figure of another period
    is not drawn, and a cumulative one is not joined across April.
    """
    lines = _Course(rows, baseline, forecast)
    return _drawing(lines.drawn(), HEIGHT, said, name)


class _Course:
    """The scales of one target's drawing, and what is drawn to them."""

    def __init__(self, rows: pd.DataFrame, baseline: float | None, forecast: float | None) -> None:
        self.rows, self.baseline, self.forecast = rows, baseline, forecast
        self.unit, self.places = rows.unit.iloc[0], int(rows.places.iloc[0])
        last = Quarter.parse(rows.quarter.iloc[-1])
        self.quarters = [*rows.quarter, *(str(last.plus(n)) for n in range(1, 5 - last.number))]
        self.actual = course_of.figures(rows)
        self.steps = [(name, values, *_STROKES[name]) for name, values in course_of.steps(rows)]
        values = [value for _, column, *_ in self.steps for value in column] + list(self.actual) + [baseline, forecast]
        self.nothing = all(pd.isna(value) for value in values)
        known = [float(value) for value in values if not pd.isna(value)] or [0.0]
        self.ticks = _ticks(min(known), max(known), unit_bounds.of(self.unit, known), self.places)

    def drawn(self) -> list[Markup]:
        if self.nothing:
            return _lines_of(_wrapped(NOTHING_OF_TARGET, 44), WIDTH / 2, HEIGHT / 2, anchor="middle")
        drawn = self._axes()
        ends: list[tuple[float, str, str, str | None]] = []
        if not pd.isna(self.baseline):
            drawn.append(self._level(self.baseline))
            ends.append((self.baseline, "Baseline", SERIES[4], "2 4"))
        for called, values, colour, dash in self.steps:
            known = _known(values)
            drawn += [self._step(part, values, colour, dash) for part in self._parts(known, every=True)]
            if known:
                ends.append((values.iloc[known[-1]], called, colour, dash))
        known = _known(self.actual)
        for part in self._parts(known):
            drawn.append(self._path(part, self.actual, SERIES[0]))
        drawn += [self._mark(n) for n in known]
        if known:
            ends.append((self.actual.iloc[known[-1]], "Actual", SERIES[0], None))
        if not pd.isna(self.forecast):
            said = self.rows[self.rows.forecast.notna()].quarter
            end = str(Quarter.parse(said.iloc[-1] if len(said) else self.rows.quarter.iloc[-1]).year_end)
            drawn.append(_diamond(self.x(self.quarters.index(end)), self.y(self.forecast)))
            ends.append((self.forecast, "Forecast", SERIES[3], None))
        return [*drawn, *self._named(ends)]

    def x(self, n: int) -> float:
        room = WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (n + 0.5) / len(self.quarters)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low)

    def _axes(self) -> list[Markup]:
        places = max(0, -math.floor(math.log10(self.ticks[1] - self.ticks[0])))
        beside = self.unit if self.unit in (PER_CENT, POUNDS) else COUNT
        drawn = []
        for tick in self.ticks:
            y = self.y(tick)
            line = {"stroke": "#d9dbdd"}
            drawn.append(element("line", x1=_LEFT, y1=_n(y), x2=WIDTH - _RIGHT, y2=_n(y), **line))
            drawn += _lines_of([quantity(tick, beside, places)], _LEFT - 8, y, anchor="end")
        for n, text in enumerate(self.quarters):
            quarter = Quarter.parse(text)
            year = [quarter.year_text] if n == 0 or quarter.number == 1 else []
            drawn += _lines_of(
                [f"Q{quarter.number}", *year], self.x(n), HEIGHT - _BOTTOM + 16, anchor="middle", top=True
            )
        return drawn

    def _parts(self, known: list[int], every: bool = False) -> list[list[int]]:
        """Runs of quarters that a line may join: within a year for a cumulative measure; unbroken ones for a step."""
        cumulative = self.rows.measure.iloc[0] == Measure.CUMULATIVE

        def run(pair: tuple[int, int]) -> tuple:
            place, n = pair
            return (n - place if every else 0, self.rows.quarter.iloc[n][:7] if cumulative else "")

        return [[n for _, n in part] for _, part in groupby(enumerate(known), key=run)]

    def _step(self, part: list[int], values: pd.Series, colour: str, dash: str) -> Markup:
        half = (self.x(1) - self.x(0)) / 2
        points = [(x, self.y(values.iloc[n])) for n in part for x in (self.x(n) - half, self.x(n) + half)]
        return _line(points, colour, 2, dash)

    def _path(self, part: list[int], values: pd.Series, colour: str) -> Markup:
        return _line([(self.x(n), self.y(values.iloc[n])) for n in part], colour, 3)

    def _mark(self, n: int) -> Markup:
        """A figure; an open ring is one that is not final."""
        final = pd.isna(self.rows.figure_is.iloc[n]) or self.rows.figure_is.iloc[n] == FigureIs.FINAL
        at = {"cx": _n(self.x(n)), "cy": _n(self.y(self.actual.iloc[n])), "r": "4.5", "stroke": SERIES[0]}
        return element("circle", fill=SERIES[0] if final else wording.PAPER, stroke_width="2", class_="ox-ink", **at)

    def _level(self, value: float) -> Markup:
        return _line([(_LEFT, self.y(value)), (WIDTH - _RIGHT, self.y(value))], SERIES[4], 1, "2 4")

    def _named(self, ends: list[tuple]) -> list[Markup]:
        """Every line's name and value beside it, in the order of their values, never one on another."""
        drawn, above = [], -math.inf
        beside = self.unit if self.unit in (PER_CENT, POUNDS) else COUNT
        for value, called, colour, dash in sorted(ends, key=lambda end: -end[0]):
            y = max(self.y(value), above + 2 * _LINE_OF_TEXT + 2)
            above, x = y, WIDTH - _RIGHT + 8
            stroke = _line([(x, y - 4), (x + 18, y - 4)], colour, 3 if dash is None else 2, dash)
            drawn.append(_diamond(x + 9, y - 4) if called == "Forecast" else stroke)
            drawn += _lines_of([called, quantity(value, beside, self.places)], x + 24, y)
        return drawn


def _diamond(x: float, y: float) -> Markup:
    """The forecast, which is no figure yet."""
    path = f"M{_n(x)} {_n(y - 7)}l7 7l-7 7l-7 -7Z"
    return element("path", d=path, fill="none", stroke=SERIES[3], stroke_width="2")


def _known(values: pd.Series) -> list[int]:
    return [n for n, value in enumerate(values) if not pd.isna(value)]


def _line(points: Iterable[tuple[float, float]], colour: str, width: int, dash: str | None = None) -> Markup:
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return element("path", d=path, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash)


def _lines_of(lines: list[str], x: float, middle: float, *, anchor: str = "start", top: bool = False) -> list[Markup]:
    """Lines of text about ``middle``, or from it down."""
    first = middle + 5 - (0 if top else _LINE_OF_TEXT * (len(lines) - 1) / 2)
    return [
        element("text", line, x=_n(x), y=_n(first + _LINE_OF_TEXT * n), text_anchor=anchor, fill=wording.INK)
        for n, line in enumerate(lines)
    ]


def _drawing(drawn: list[Markup], height: float, said: str, name: str, defs: Markup | None = None) -> Markup:
    return element(
        "svg",
        element("title", said, id=f"{name}-said"),
        *([defs] if defs else []),
        joined(drawn),
        viewBox=f"0 0 {WIDTH} {_n(height)}",
        role="img",
        aria_labelledby=f"{name}-said",
        class_="ox-drawing",
    )


def _wrapped(name: str, width: int = 28) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _ticks(
    low: float, high: float, can_be: tuple[float, float] = (-math.inf, math.inf), places: int = 15, most: int = 7
) -> list[float]:
    """Round numbers from below the lowest to above the highest, never beyond what a figure ``can_be``.

    Nor closer than a figure of so many ``places`` can be to another.
    """
    span = (high - low) or abs(high) or 1.0
    rough = span / (most - 2)
    scale = 10.0 ** math.floor(math.log10(rough))
    step = max(next(scale * size for size in (1, 2, 5, 10) if scale * size >= rough), 10.0**-places)
    first, last = math.floor(low / step - 0.02), math.ceil(high / step + 0.02)
    return sorted({unit_bounds.within(round(step * n, 10), can_be) for n in range(first, last + 1)})


def _n(number: float) -> str:
    """A number of the drawing, as short as it can be said."""
    return f"{number:.1f}".rstrip("0").rstrip(".")
