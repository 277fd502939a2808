"""The numbers beside an axis, round and none that a figure could not be; and the quarters along the other."""

import math
from collections.abc import Sequence

from oxdash.charts.description import Position
from oxdash.vocabulary.quarters import Quarter

LINES = 7  # about so many numbers stand beside an axis


def step(span: float, most: int, places: int | None = 15) -> float:
    """How far apart ``most`` round numbers stand that reach over ``span``: 1, 2 or 5 of a power of ten.

    Never closer than a figure of so many ``places`` can be to another: levels and dwellings are whole.
    """
    size = 10.0 ** math.floor(math.log10(span / most))
    found = next(size * times for times in (1, 2, 5, 10) if span / (size * times) <= most)
    return found if places is None else max(found, 10.0**-places)


def numbers(
    low: float, high: float, can_be: tuple[float, float] = (-math.inf, math.inf), places: int = 15
) -> list[float]:
    """Round numbers from ``low`` to ``high`` and within ``can_be``, which is what a figure can be.

    >>> numbers(-0.48, 4.48, (0, 4), 0), numbers(91.3, 104.2, (0, 100), 1)
    ([0.0, 1.0, 2.0, 3.0, 4.0], [92.0, 94.0, 96.0, 98.0, 100.0])
    """
    apart = step(high - low, LINES, places)
    low, high = max(low, can_be[0]), min(high, can_be[1])
    first, last = math.ceil(low / apart - 1e-9), math.floor(high / apart + 1e-9)
    return [round(n * apart, 12) + 0.0 for n in range(first, last + 1)]


def of_quarters(quarters: Sequence[str]) -> tuple[Position, ...]:
    """Each quarter by its number, and under the first of a year by that too: two years have room, and more.

    >>> of_quarters(["2008-09 Q4", "2009-10 Q1", "2009-10 Q2"])[1:]
    (Position(name='Q1 2009/10', tick=('Q1', '2009/10')), Position(name='Q2 2009/10', tick=('Q2',)))
    """
    found = []
    for text in quarters:
        quarter = Quarter.parse(text)
        year = (quarter.year_text,) if quarter.number == 1 or text == quarters[0] else ()
        found.append(Position(quarter.people, (f"Q{quarter.number}", *year)))
    return tuple(found)
