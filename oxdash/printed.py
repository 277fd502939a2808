"""Figures as a paper prints them, so that what is compared is what is read.

A leaf: the rule, the sentence and the findings all round here, and nowhere else.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

_POWERS = 10.0 ** np.arange(16)  # every one of them exact
_LARGE = 1e13  # from here on 15 significant digits no longer settle a tie at the printed place
_ROOMY = Context(prec=400)  # the largest float has 309 digits before the point


def as_printed(values, places) -> np.ndarray:
    """Figures (any numbers, missing as NaN) rounded to their decimal places (a whole number, or one per figure).

    First to 15 significant digits, then half away from zero, the way Excel shows them: 60.25 to one place is 60.3,
    1.005 to two is 1.01. Exactly ``Decimal(format(x, ".15g"))`` quantized half up, as a float, and never -0.0; NaN and
    the infinities stay as they are.
    """
    figures = np.asarray(values, dtype=float)
    places = np.asarray(places, dtype=np.int64)
    if figures.ndim == 0:
        return as_printed(figures.reshape(1), places)[0]
    scale = _POWERS.take(places, mode="clip")
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = np.abs(figures) * scale
        whole = np.floor(scaled + 0.5)
        # 15 digits move a figure by at most 5e-15 of itself, so only this near a tie can they change the outcome.
        careful = (np.abs(whole - scaled) >= 0.5 - 1e-14 * scaled) | (scaled >= _LARGE)
        if np.any((places < 0) | (places >= len(_POWERS))):
            careful |= (places < 0) | (places >= len(_POWERS))
        printed = np.copysign(whole / scale, figures) + 0.0  # adding zero turns -0.0 into 0.0
    rows = np.flatnonzero(careful)
    if rows.size:
        printed[rows] = _near_a_tie(figures[rows], np.broadcast_to(places, figures.shape)[rows])
    return printed


def _near_a_tie(figures: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The same for the few figures within 1e-14 of a tie: up when their 15-digit form reaches it."""
    scale = _POWERS.take(places, mode="clip")
    size = np.abs(figures)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        below = np.rint(size * scale - 0.5)
        tie = (below + 0.5) / scale
        half_a_digit = 10.0 ** (np.floor(np.log10(size)) - 14) / 2
        short = tie - size  # exact: the two are close
        printed = np.copysign((below + (short <= half_a_digit)) / scale, figures) + 0.0
        doubtful = np.abs(short - half_a_digit) <= np.spacing(tie)  # `tie` itself is only the nearest float
        doubtful |= (size * scale >= _LARGE) | (places < 0) | (places >= len(_POWERS))
    for row in np.flatnonzero(doubtful):
        printed[row] = _in_decimal(float(figures[row]), int(places[row]))
    return printed


def _in_decimal(figure: float, places: int) -> float:
    """What the fast way stands for, written out."""
    if not np.isfinite(figure):
        return figure
    exact = Decimal(format(figure, ".15g"))
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ROOMY)) + 0.0
