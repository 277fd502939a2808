"""What a figure can be at all, by the unit it is kept in: no projection, limit, draft or axis says more than that.

A leaf: findings, charts and intake ask here, and nowhere else.
"""

import re
from collections.abc import Iterable
from math import inf, isnan

from oxdash.vocabulary import unit_words
from oxdash.vocabulary.model import FIXED_UNITS

ENTER_A_NUMBER = "Enter a number such as 12.5."  # where a figure has to be and none is
_SHARE = re.compile(r"per ?cent(age)?\b|%")  # begins a share of something named: per cent of pupils
_SCORE = re.compile(r"\bout of (\d+(?:,\d{3})*(?:\.\d+)?)\b")
_EITHER_WAY = re.compile(  # in a unit's own name
    r"\b(changes?|differences?|net|balance|gap|variance|surplus|deficit|growth|increase|decrease|reduction|saving"
    r"|improvement|temperature|degrees)\b|°"
)
_RANK = re.compile(r"rank(ing)?\b|(place|position) in\b")  # begins a place in an order


def of_unit(unit: object) -> tuple[float, float]:
    """The least and the most that a figure in a unit can be; infinite where there is no end.

    Levels 0 to 4, shares 0 to 100, a score out of 16 from 0 to 16, a rank from 1; points and money may be below
    nothing, and so may a unit that calls itself a change (a growth, a reduction, a saving), a difference, a balance or
    a temperature. Anything else is a number of things or a rate, from 0.

    >>> of_unit("level"), of_unit("score out of 16"), of_unit("homes"), of_unit("net change in jobs")
    ((0, 4), (0, 16.0), (0, inf), (-inf, inf))
    """
    named = str(unit)
    if named in FIXED_UNITS:
        return FIXED_UNITS[named].bounds
    named = named.casefold()
    if score := _SCORE.search(named):
        return 0, float(score[1].replace(",", ""))
    if _EITHER_WAY.search(named) or unit_words.of_money(str(unit)) is not None:
        return -inf, inf
    if _RANK.match(named):
        return 1, inf
    return (0, 100) if _SHARE.match(named) else (0, inf)


def of(unit: object, seen: Iterable[float] = ()) -> tuple[float, float]:
    """The same of one target: a bound that a figure of its own has passed is none (missing ones are passed over).

    A per cent may be a change, and below 0 (NI 30); a share may be of last year's, and over 100.
    """
    low, high = of_unit(unit)
    held = [float(one) for one in seen if one is not None and not isnan(one)]
    return -inf if any(one < low for one in held) else low, inf if any(one > high for one in held) else high


def within(value: float, bounds: tuple[float, float]) -> float:
    """The value, or the bound it lies beyond."""
    low, high = bounds
    return min(max(value, low), high)
