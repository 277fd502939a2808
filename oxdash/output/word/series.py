"""What a native chart draws: its categories and series, with the figures as printed. Nothing of how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from oxdash.charts.description import Bars, Drawing, Line, Lines, Part
from oxdash.output.word.xml import one_line
from oxdash.vocabulary.model import PER_CENT, POUNDS
from oxdash.vocabulary.rounding import as_printed


@dataclass(frozen=True)
class Series:
    """One line or one colour of bars: a value, or None, for every category.

    ``drawn`` is what it is of the drawing. ``piece`` counts the strokes of a line that must not be joined, from 0; all
    have one name. ``last`` is the one that ends it.
    """

    name: str
    values: tuple[float | None, ...]
    drawn: Line | Part
    piece: int = 0
    last: bool = True


@dataclass(frozen=True)
class Drawn:
    """``categories``: pairs of what is above and what is below the line, such as 2009/10 and Q3; or ("", name).

    ``can_be``: the least and the most that a figure can be at all.
    """

    categories: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]
    number_format: str
    can_be: tuple[float, float] = (-inf, inf)


def of(drawing: Drawing) -> Drawn:
    """The series of a drawing. To Word a chart without any is none, so that of nothing has an empty one."""
    if isinstance(drawing, Bars):
        return Drawn(
            categories=tuple(("", shortened(one_line(name))) for name in drawing.names),
            series=tuple(Series(part.look.word, tuple(map(float, part.counts)), part) for part in drawing.parts),
            number_format="0",
        )
    lines = drawing.drawn or drawing.lines[-1:]
    return Drawn(
        categories=tuple((above, name) for name, _, above in (one.name.partition(" ") for one in drawing.positions)),
        series=tuple(series for line in lines for series in _strokes(line, drawing)),
        number_format=number_format(drawing.unit, drawing.places),
        can_be=drawing.can_be,
    )


def _strokes(line: Line, drawing: Lines) -> Iterator[Series]:
    """A series for each stroke, as Word joins whatever is in one."""
    strokes = list(line.strokes) or [[]]
    for piece, stroke in enumerate(strokes):
        values: list[float | None] = [None] * len(drawing.positions)
        printed = as_printed([value for _, value in stroke], drawing.places)
        for (n, _), value in zip(stroke, printed, strict=True):
            values[n] = float(value)
        yield Series(line.name, tuple(values), line, piece, piece == len(strokes) - 1)


def shortened(name: str, most: int = 60) -> str:
    """A name that two lines beside a bar can hold; the table under the chart has the whole of it."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def number_format(unit: str, places: int) -> str:
    """Excel's format for a figure as it is printed; per cent and pounds are only signs beside it.

    >>> number_format("per cent", 1), number_format("homes", 0)
    ('#,##0.0"%"', '#,##0')
    """
    digits = "#,##0" + ("." + "0" * places if places else "")
    if unit == PER_CENT:
        return f'{digits}"%"'
    return f'"£"{digits};"-£"{digits}' if unit == POUNDS else digits
