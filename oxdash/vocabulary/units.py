"""Which figures of districts add up to the county's, and what they come to: one answer for intake and for findings.

A leaf: a rate or a per cent of the county is no sum of its districts' (per cents are never added or averaged), a number
of dwellings is.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from oxdash.vocabulary.model import FIXED_UNITS, Better
from oxdash.vocabulary.rounding import as_printed

_NOT_THINGS = ("per ", "out of ", "average", "mean", "score", "rate")  # in a unit's own name


def adds_up(target: Mapping[Any, Any]) -> bool:
    """Whether the parts of a target's figure add up to the whole. ``target`` has unit, places and better.

    Yes for counts, money, and units of their own name that are things kept whole (dwellings, households, offences).
    No for per cents, points, levels, anything per something or out of something (re-offences per young person, a score
    out of 16), a unit kept with decimals (days waited), and whatever is judged within a range. A unit that is an
    average has to say so in its name ("GBP per household"), or it is taken for a sum.
    """
    unit = str(target["unit"])
    if target["better"] == Better.WITHIN_RANGE:
        return False
    if unit in FIXED_UNITS:
        return FIXED_UNITS[unit].adds_up
    named = unit.casefold()
    return int(target["places"]) == 0 and not any(word in named for word in _NOT_THINGS)


def total(parts: Iterable[float], places: int) -> float:
    """The sum of parts as printed: added in full and rounded once, so that pence never make pounds disagree."""
    return float(as_printed(math.fsum(parts), places))
