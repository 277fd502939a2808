"""The numbers beside an axis: round, whole where a figure is whole, and none that a figure could not be."""

import math
from typing import Any

import plotly.graph_objects as go

LINES = 7  # about so many numbers stand beside an axis


def number_it(figure: go.Figure, can_be: tuple[float, float], places: int) -> None:
    """Number the axis of figures, whose range is set; ``can_be`` is what a figure can be, ``places`` its decimals."""
    low, high = figure.layout.yaxis.range
    figure.update_yaxes(tickvals=numbers(low, high, can_be, places))


def numbers(
    low: float, high: float, can_be: tuple[float, float] = (-math.inf, math.inf), places: int = 15
) -> list[Any]:
    """Round numbers from ``low`` to ``high`` and within ``can_be``, 1, 2 or 5 of a power of ten apart.

    Never closer than a figure of so many ``places`` can be to another: levels and dwellings are whole.

    >>> numbers(-0.48, 4.48, (0, 4), 0), numbers(91.3, 104.2, (0, 100), 1)
    ([0.0, 1.0, 2.0, 3.0, 4.0], [92.0, 94.0, 96.0, 98.0, 100.0])
    """
    size = 10.0 ** math.floor(math.log10((high - low) / LINES))
    step = next(size * times for times in (1, 2, 5, 10) if (high - low) / (size * times) <= LINES)
    step = max(step, 10.0**-places)
    low, high = max(low, can_be[0]), min(high, can_be[1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(n * step, 12) + 0.0 for n in range(first, last + 1)]
