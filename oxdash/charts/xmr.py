"""One target's quarters against its own usual ups and downs: values, mean, limits, and what stands out."""

import pandas as pd

from oxdash.charts.description import Dash, Line, Lines, Mark, Path, Position, Shape, level
from oxdash.findings.xmr import Xmr
from oxdash.vocabulary.wording import INK, NOTHING_OF_TARGET, OUTLINE, SERIES

LIMIT, MEAN = Mark(OUTLINE, Shape.STROKE, Dash.DASH, width=1.5), Mark(OUTLINE, Shape.STROKE, width=1.5)
USUAL, OUT = Mark(SERIES[0], Shape.RING), Mark(SERIES[1], Shape.DIAMOND, edge=INK)
SIDE_BY_SIDE = 8  # names of quarters that have room under a chart
STEPS = (1, 2, 4, 8, 12, 16, 20, 40)  # every so many quarters are named: from 4 on the same quarter of each year


def xmr_lines(result: Xmr) -> Lines:
    """The individuals chart of findings.xmr: a point that stands out is a filled diamond, any other an open ring.

    A gap is left open. Mean and limits are named beside their lines; the limits are dashed.
    """
    points = result.points
    across = len(points)
    every = next((step for step in STEPS if step >= across / SIDE_BY_SIDE), across)
    each = Line(
        "Each quarter" if result.added else "Figure",
        USUAL,
        Path.JOINED,
        tuple(None if pd.isna(value) else float(value) for value in points["value"]),
        (tuple(range(across)),),
        others={n: OUT for n, special in enumerate(points["special"]) if special},
        notes=tuple(points["why"]),
        named=False,
    )
    return Lines(
        positions=tuple(
            Position(label, tuple(label.split(" ")) if n % every == 0 else ())
            for n, label in enumerate(points["label"])
        ),
        lines=(
            level("Upper limit", result.upper, across, LIMIT),
            level("Mean", result.mean, across, MEAN),
            level("Lower limit", result.lower, across, LIMIT),
            each,
        ),
        unit=result.unit,
        places=result.places,
        nothing=NOTHING_OF_TARGET,
        can_be=result.can_be,
        steady="Mean",
    )
