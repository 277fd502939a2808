"""What a native chart draws: its categories and series, with the figures as printed. Nothing of how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from oxdash.charts.description import Bars, Drawing, Line, Lines, Part
from oxdash.output.on_paper import one_line, shortened
from oxdash.vocabulary import units
from oxdash.vocabulary.model import PER_CENT
from oxdash.vocabulary.rounding import as_printed

NO_TICK = "\N{NO-BREAK SPACE}"  # where there is no room for one: a category has to be called something


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


def of(drawing: Drawing) -> tuple[Series, ...]:
    """The series of a drawing. To Word a chart without any is none, so that of nothing has an empty one."""
    if isinstance(drawing, Bars):
        return tuple(Series(part.look.word, tuple(map(float, part.counts)), part) for part in drawing.parts)
    lines = drawing.drawn or drawing.lines[-1:]
    return tuple(series for line in lines for series in _strokes(line, drawing))


def categories(drawing: Drawing) -> list[tuple[str, list[str]]]:
    """What they stand over: ``("2009/10", ["Q1", "Q2"])``; a name with nothing above it is a group of its own."""
    if isinstance(drawing, Bars):
        return [("", [shortened(one_line(name))]) for name in drawing.names]
    if drawing.in_order:
        return [("", [one_line(" ".join(one.tick)) or NO_TICK]) for one in drawing.positions]
    groups: list[tuple[str, list[str]]] = []
    for name, _, above in (one.name.partition(" ") for one in drawing.positions):
        if above and groups and groups[-1][0] == above:
            groups[-1][1].append(name)
        else:
            groups.append((above, [name]))
    return groups


def _strokes(line: Line, drawing: Lines) -> Iterator[Series]:
    """A series for each stroke, as Word joins whatever is in one."""
    strokes = list(line.strokes) if line.path.stroked else [line.known]  # points are joined by nothing anyway
    strokes = strokes or [[]]
    for piece, stroke in enumerate(strokes):
        values: list[float | None] = [None] * len(drawing.positions)
        printed = as_printed([value for _, value in stroke], drawing.places)
        for (n, _), value in zip(stroke, printed, strict=True):
            values[n] = float(value)
        yield Series(line.name, tuple(values), line, piece, piece == len(strokes) - 1)


def number_format(drawing: Drawing) -> str:
    """Excel's format for a figure as it is printed; per cent and money are only signs beside it."""
    if isinstance(drawing, Bars):
        return "0"
    digits = "#,##0" + ("." + "0" * drawing.places if drawing.places else "")
    if drawing.unit == PER_CENT:
        return f'{digits}"%"'
    if money := units.alone(drawing.unit):
        return f'"{money.prefix}"{digits};"-{money.prefix}"{digits}'
    return digits
