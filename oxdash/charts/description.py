"""A chart before it has a form: what is drawn, as plain data that every drawer reads and nothing is worked out from.

Two forms: `Bars`, parts of a whole stacked beside a name; `Lines`, values from left to right. A kind of chart is made
of one of them, from its finding's table, in `kinds`; a drawer (screen and picture files, page, Word)
draws both and knows no subject.
"""

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from math import inf
from typing import ClassVar, NamedTuple

from oxdash.vocabulary import units
from oxdash.vocabulary.model import COUNT, PER_CENT
from oxdash.vocabulary.wording import LOOKS, Look, quantity

WIDTH, HEIGHT = 700, 394  # px: 16 x 9 cm, what an A4 page holds between its margins, so that a printed chart is whole
DOTS_AN_INCH = 300  # of a saved PNG
PRINT_SCALE = 1890 / WIDTH  # 16 cm at that density are 1890 dots
LETTERS = 17  # of a name beside the end of a line, before it goes on below
FAINT = "#d9dbdd"  # lines behind the figures
NUMBERS_BESIDE = 7  # about so many numbers stand beside an axis
AXIS_CUT = "The axis does not reach to 0."
HATCH = "#b9bcbf"  # of the pattern of what is not known


class Dash(StrEnum):
    """The stroke of a line."""

    SOLID = "solid"
    DOT = "dot"
    DASH = "dash"
    DASH_DOT = "dashdot"
    LONG = "longdash"


class Shape(StrEnum):
    """What stands at a value."""

    CIRCLE = "circle"
    RING = "ring"
    DIAMOND = "diamond"
    OPEN_DIAMOND = "open diamond"
    SQUARE = "square"  # open
    TRIANGLE = "triangle"  # open
    STROKE = "stroke"  # level, as wide as its place: a value that holds for all of it


class Path(StrEnum):
    """How a line goes from value to value."""

    JOINED = "joined"
    STEP = "step"  # level through each place, then up or down
    LEVEL = "level"  # one value from end to end
    ALONE = "alone"  # not at all: a point
    POINTS = "points"  # nor are several points

    @property
    def stroked(self) -> bool:
        """Whether there is a line at all."""
        return self not in (Path.ALONE, Path.POINTS)


@dataclass(frozen=True)
class Mark:
    """How a line or a point is told apart: by its stroke and shape, then by colour. ``edge`` is the shape's own."""

    colour: str
    shape: Shape
    dash: Dash = Dash.SOLID
    width: float = 2
    edge: str = ""


@dataclass(frozen=True)
class Line:
    """``values``: one, or None, for every place from left to right. ``pieces``: the places that are joined.

    ``others``: marks of points that are not as the rest. ``notes``: what more is said of each point. ``named``: its
    name stands where it ends. ``said``: of its points, in place of its name and theirs.
    """

    name: str
    mark: Mark
    path: Path
    values: tuple[float | None, ...]
    pieces: tuple[tuple[int, ...], ...]
    others: Mapping[int, Mark] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    named: bool = True
    said: str = ""

    def mark_at(self, n: int) -> Mark:
        return self.others.get(n, self.mark)

    @property
    def known(self) -> list[tuple[int, float]]:
        """The places that have a value, with it."""
        return [(n, value) for n, value in enumerate(self.values) if value is not None]

    @property
    def strokes(self) -> Iterator[list[tuple[int, float]]]:
        """The pieces, each in runs without a gap: place and value."""
        for piece in self.pieces:
            for has_value, run in groupby(piece, key=lambda n: self.values[n] is not None):
                if has_value:
                    yield [(n, value) for n in run if (value := self.values[n]) is not None]


def level(name: str, value: float, across: int, mark: Mark) -> Line:
    """A line of one value through all the places."""
    return Line(name, mark, Path.LEVEL, (float(value),) * across, (tuple(range(across)),))


class Position(NamedTuple):
    """A place on the axis: what it is called, and the lines of text under it; none where there is no room."""

    name: str
    tick: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """``unit`` and ``places`` are of every value, ``can_be`` the least and the most that one can be at all.

    ``nothing`` is said where no line has a value. ``steady``: the line whose name stays beside its end where names
    make room for each other; the highest, if none is named. ``in_order``: the places are no quarters, but things in
    order, each called by its tick where there is room. ``told``: sentences without which it could not be read.
    """

    positions: tuple[Position, ...]
    lines: tuple[Line, ...]
    unit: str
    places: int
    nothing: str
    can_be: tuple[float, float] = (-inf, inf)
    steady: str = ""
    in_order: bool = False
    told: tuple[str, ...] = ()

    @property
    def drawn(self) -> list[Line]:
        """The lines that have a value."""
        return [line for line in self.lines if line.known]

    @property
    def empty(self) -> bool:
        return not self.drawn

    @property
    def values(self) -> list[float]:
        """Every value that is drawn."""
        return [value for line in self.lines for _, value in line.known]

    def quantity(self, value: float | None) -> str:
        """A value in words, as printed."""
        return "" if value is None else quantity(value, self.unit, self.places)

    def beside(self, value: float, places: int | None = None) -> str:
        """The same where there is little room: only a sign beside it; the name of another unit is in the subtitle."""
        sign = self.unit if self.unit == PER_CENT or units.alone(self.unit) else COUNT
        return quantity(value, sign, self.places if places is None else places)

    @property
    def cut(self) -> bool:
        """Whether the axis leaves nought out."""
        return not self.empty and (self.least > 0 or max(self.values) < 0)

    @property
    def least(self) -> float:
        """What the axis reaches down to: nought, where that costs the lines no more than half of its height.

        A figure far above nought would be flat on an axis from there; that it is cut is then said and marked.
        """
        low, high = min(self.values), max(self.values)
        return 0.0 if 0 < low <= high / 2 and self.can_be[0] <= 0 else low

    @property
    def to_read(self) -> str:
        """What has to be known to read it: what its signs mean, what is missing, that its axis is cut."""
        return " ".join((*self.told, *([AXIS_CUT] if self.cut else [])))

    def ticks(self, values: Iterable[float]) -> list[str]:
        """Round numbers as they stand beside an axis: all with as many decimals as any of them needs."""
        printed = [round(value, 12) for value in values]
        places = max((len(f"{value:.10f}".rstrip("0").partition(".")[2]) for value in printed), default=0)
        return [self.beside(value, places) for value in printed]

    @property
    def ends(self) -> list[tuple[float, Line]]:
        """The last value of each line that is named, the highest first."""
        found = [(line.known[-1][1], line) for line in self.drawn if line.named]
        return sorted(found, key=lambda end: -end[0])


@dataclass(frozen=True)
class Part:
    """One part of each bar, in the order of the names. ``status``: a key of wording.LOOKS, which says how it looks."""

    status: str
    counts: tuple[int, ...]

    @property
    def look(self) -> Look:
        return LOOKS[self.status]

    @property
    def outlined(self) -> bool:
        """Whether it is told by its outline rather than by its fill."""
        return self.look.outline != self.look.fill


@dataclass(frozen=True)
class Bars:
    """A stacked bar beside each name, the first on top; ``nothing`` is said where there is none."""

    to_read: ClassVar[str] = ""  # as `Lines` has it
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    nothing: str

    @property
    def empty(self) -> bool:
        return not self.names

    @property
    def longest(self) -> int:
        """The count of the longest bar."""
        return max((sum(counts) for counts in zip(*(part.counts for part in self.parts), strict=True)), default=1)


Drawing = Bars | Lines


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of no more than ``width`` letters, but for a word that is longer."""
    whole = " ".join(text.split())
    return textwrap.wrap(whole, width, break_long_words=False, break_on_hyphens=False) or [""]


def round_step(span: float, most: int, places: int | None = 15) -> float:
    """How far apart ``most`` round numbers stand that reach over ``span``: 1, 2 or 5 of a power of ten.

    Never closer than a figure of so many ``places`` can be to another: levels and dwellings are whole.
    """
    size = 10.0 ** math.floor(math.log10(span / most))
    found = next(size * times for times in (1, 2, 5, 10) if span / (size * times) <= most)
    return found if places is None else max(found, 10.0**-places)


def round_numbers(
    low: float, high: float, can_be: tuple[float, float] = (-math.inf, math.inf), places: int = 15
) -> list[float]:
    """Round numbers from ``low`` to ``high`` and within ``can_be``, which is what a figure can be.

    >>> round_numbers(-0.48, 4.48, (0, 4), 0), round_numbers(91.3, 104.2, (0, 100), 1)
    ([0.0, 1.0, 2.0, 3.0, 4.0], [92.0, 94.0, 96.0, 98.0, 100.0])
    """
    apart = round_step(high - low, NUMBERS_BESIDE, places)
    low, high = max(low, can_be[0]), min(high, can_be[1])
    first, last = math.ceil(low / apart - 1e-9), math.floor(high / apart + 1e-9)
    return [round(n * apart, 12) + 0.0 for n in range(first, last + 1)]
