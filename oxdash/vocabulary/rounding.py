"""Figures as a paper prints them, so that what is compared is what is read.

A leaf: the rule, the sentence and the findings all round here, and nowhere else.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

_POWERS = 10.0 ** np.arange(16)  # every one of them exact
_LARGE = 1e10  # from here on 15 significant digits reach further from a tie than 0.0001
_HUGE = 1e13  # and from here on they no longer settle one
_ROOMY = Context(prec=400)  # the largest float has 309 digits before the point


def as_printed(values: ArrayLike, places: ArrayLike) -> Any:
    """Figures (any numbers, missing as NaN) rounded to their decimal places (a whole number, or one per figure).

    First to 15 significant digits, then half away from zero, the way Excel shows them: 60.25 to one place is 60.3,
    1.005 to two is 1.01. Exactly ``Decimal(format(x, ".15g"))`` quantized half up, as a float, and never -0.0; NaN and
    the infinities stay as they are. An array as they come; of one figure, one.
    """
    figures, places = np.broadcast_arrays(as_float64(values), np.asarray(places, dtype=np.int64))
    if figures.ndim == 0:
        return as_printed(figures.reshape(1), places.reshape(1))[0]
    scale = units(places)
    printed = last_digits(figures, scale) / scale
    beyond = (places < 0) | (places >= len(_POWERS)) | (np.abs(printed) * scale >= _HUGE)
    for row in np.flatnonzero(beyond & np.isfinite(figures)):
        printed[row] = float(in_decimal(figures[row], places[row])) + 0.0
    return printed


def as_float64(values: ArrayLike) -> np.ndarray:
    """Figures as floats of 64 bits; one of 32 or 16 bits is the shortest decimal text that gives it back.

    59.85 kept in 32 bits is 59.8499985 once it is widened bit by bit, and would be printed as 59.8.
    """
    figures = np.asarray(values)
    if figures.dtype == np.float16:  # few of them are different, and Arrow has no shortest text for them
        different, which = np.unique(figures, return_inverse=True)
        return different.astype(str).astype(float)[which].reshape(figures.shape)
    if figures.dtype != np.float32:
        return np.asarray(figures, dtype=float)
    texts = pa.array(np.ravel(figures)).cast(pa.string())  # ten times as fast as numpy's
    found: np.ndarray = texts.cast(pa.float64()).to_numpy(zero_copy_only=False).reshape(figures.shape)
    return found


def units(places: ArrayLike) -> np.ndarray:
    """How many units of the last printed digit make one: 1, 10, 100 ... for 0, 1, 2 ... decimal places, up to 15."""
    found: np.ndarray = _POWERS.take(np.asarray(places), mode="clip")
    return found


def last_digits(figures: np.ndarray, scale: float | np.ndarray) -> np.ndarray:
    """The same as whole units of the last printed digit, of which ``scale`` make one: 60.25 to one place is 603.

    Such numbers are compared, added and subtracted exactly; divided by ``scale`` they are the figures as printed.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = figures * scale
        whole: np.ndarray = np.rint(scaled)
        large = np.fmax.reduce(scaled, initial=0) >= _LARGE or np.fmin.reduce(scaled, initial=0) <= -_LARGE
        careful = np.abs(scaled) >= _LARGE if large else False
        off = np.subtract(whole, scaled, out=scaled)  # in place, as memory is what this waits for
        careful |= np.abs(off, out=off) >= 0.4999
    rows = np.flatnonzero(careful)
    if rows.size:
        whole[rows] = _near_a_tie(
            figures[rows], scale[rows] if isinstance(scale, np.ndarray) else np.full(rows.size, scale)
        )
    whole += 0.0  # turns -0.0 into 0.0
    return whole


def _near_a_tie(figures: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """The same for the few figures that may lie on a tie: up when their 15-digit form reaches it."""
    size = np.abs(figures)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        scaled = size * scale
        below = np.rint(scaled - 0.5)
        tie = (below + 0.5) / scale
        half_a_digit = 10.0 ** (np.floor(np.log10(size)) - 14) / 2
        short = tie - size  # exact where the two are close
        whole = below + (short <= half_a_digit)
        doubtful = np.abs(short - half_a_digit) <= np.spacing(tie)  # `tie` itself is only the nearest float
    for row in np.flatnonzero((doubtful | (scaled >= _HUGE)) & np.isfinite(size)):
        places = round(np.log10(scale[row]))
        whole[row] = float(in_decimal(size[row], places).scaleb(places, _ROOMY))
    signed: np.ndarray = np.copysign(whole, figures)
    return signed


def in_decimal(figure: float, places: int) -> Decimal:
    """What the fast way stands for, written out: for one figure, which is a number."""
    exact = Decimal(format(float(figure), ".15g"))
    return exact.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP, _ROOMY)
