"""How far a milestone may be missed: the rule in force in a quarter, a target's own tolerance, and the edge of both.

Some councils have none; others judge by a per cent of the milestone, by points, or by a floor.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
import pandas as pd

from oxdash.vocabulary.model import Status, ToleranceBasis
from oxdash.vocabulary.rounding import last_digits

NONE_IN_FORCE = "No tolerance is in force: a miss is a miss."
BASES = list(ToleranceBasis)
NONE, PERCENT, POINTS, FLOOR = range(len(BASES))  # numbers in BASES
_EXACT = 2.0**53  # whole numbers up to it are exact as floats
_OWN = re.compile(r"(?P<percent>\d+(\.\d+)?)\s*%|(?P<points>\d+(\.\d+)?)\s*points?|(?P<word>floor|none)")


class Facts(Protocol):
    """What a tolerance asks of each row apart from its figures: an array each, or one value for all rows."""

    basis: np.ndarray  # numbers in BASES
    size: np.ndarray  # over `parts`: see `exact`
    parts: np.ndarray
    scale: np.ndarray
    level: np.ndarray
    rounds_edges: bool


class Rules:
    """`tables.RULES` as arrays, oldest first, with "no tolerance" last for a quarter that is before them all.

    The tolerance of a rule is ``sizes / parts``, two whole numbers: see `exact`.
    """

    def __init__(self, rules: pd.DataFrame):
        rules, statuses = rules.sort_values("from_quarter", kind="stable"), list(Status)
        self.quarters = rules["from_quarter"].astype(str).to_numpy(object)
        self.bases = np.array([*(BASES.index(basis) for basis in rules["basis"]), NONE], np.int8)
        said = [exact(size) for size in (*rules["tolerance"].to_numpy(float, na_value=np.nan), np.nan)]
        self.sizes, self.parts = np.array(said).T
        counts_as = [*rules["within_counts_as"], Status.OFF_TRACK]
        self.counts_as = np.array([statuses.index(status) for status in counts_as], np.int8)

    @property
    def newest(self) -> int:
        return len(self.quarters) - 1

    def number(self, quarter: str) -> int:
        """The number of the rule in force; -1, which is the last in the arrays, before the first."""
        return int(np.searchsorted(self.quarters, str(quarter), side="right")) - 1


def any_in_force(rules: pd.DataFrame) -> bool:
    """Whether a miss can be within a tolerance at all. ``rules`` is tables.RULES."""
    return bool((rules["basis"] != ToleranceBasis.NONE).any())


def in_words(rules: pd.DataFrame, quarter: str) -> str | None:
    """What a miss within the tolerance counts as in a quarter, in a sentence; None where none is in force then.

    ``rules`` is `tables.RULES`.
    """
    begun = rules[rules["from_quarter"] <= quarter].sort_values("from_quarter", kind="stable").tail(1)
    for rule in begun.to_dict("records"):
        if rule["basis"] != ToleranceBasis.NONE:
            by = f"by no more than {size_in_words(rule)}"
            how_far = "down to the floor agreed for it" if rule["basis"] == ToleranceBasis.FLOOR else by
            return f"A milestone that is missed {how_far} is close to target, and counts as {rule['within_counts_as']}."
    return None


def size_in_words(rule: Mapping[Any, Any]) -> str:
    """The tolerance of a row of `tables.RULES` as a person reads it: ``10% of the milestone``."""
    basis = ToleranceBasis(rule["basis"])
    size = format(rule["tolerance"], ".2f").rstrip("0").rstrip(".") if basis.has_size else ""
    return basis.words.format(size=size)


def own(said: str) -> tuple[int, float, float]:
    """A target's own tolerance, ``5%``, ``2 points``, ``floor`` or ``none``, as basis and `exact` size.

    ValueError for anything else.
    """
    match = _OWN.fullmatch(str(said).strip().casefold())
    if not match:
        raise ValueError(f'The tolerance "{said}" cannot be read. Write it like 5%, 2 points, floor or none.')
    if match["percent"]:
        return PERCENT, *exact(float(match["percent"]))
    if match["points"]:
        return POINTS, *exact(float(match["points"]))
    return BASES.index(ToleranceBasis(match["word"])), *exact(np.nan)


def exact(size: float) -> tuple[float, float]:
    """A tolerance as two whole numbers, the first over the second: 2.5 is 25 over 10; NaN for none.

    A tolerance is a decimal that somebody wrote, and 0.1 is no binary fraction; whole numbers compare exactly.
    """
    if not np.isfinite(size):
        return np.nan, 1.0
    said = Decimal(format(size, ".15g"))
    places = max(0, -int(said.normalize().as_tuple().exponent))  # finite, so it is a number
    return float(said.scaleb(places)), 10.0**places


def within(f: Facts, actual: np.ndarray, milestone: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Whether figures lie at the edge of their tolerance or better, higher being better; never where there is none.

    ``actual`` and ``milestone`` are units of the last printed digit (`rounding.last_digits`), ``f.scale`` of which
    make one; ``floor`` is in the target's unit. ``f`` also has basis, size and parts (`exact`), level and rounds_edges.
    The edge is worked out from the printed milestone, and is not rounded itself but in version 1 of the rule. A per
    cent is relative to the milestone: it has no meaning for a level, and of a milestone of 0 it is nothing.
    """
    none = (f.basis == NONE) | ((f.basis == PERCENT) & f.level)
    if f.rounds_edges:
        return actual >= _rounded(f, milestone, floor, none)
    percent = f.basis == PERCENT
    with np.errstate(over="ignore", invalid="ignore"):
        # both sides times 100 * parts for a per cent, times parts for points: whole numbers
        times = np.where(percent, 100 * f.parts, f.parts)
        left, right = actual * times, milestone * times
        less = np.where(percent, np.abs(milestone) * f.size, f.size * f.scale)
        reached: np.ndarray = left >= right - less
        largest = max(np.fmax.reduce(side, initial=0) - np.fmin.reduce(side, initial=0) for side in (left, right, less))
        if largest > _EXACT / 2:  # rare, and not told apart by a float
            large = np.maximum(np.abs(left), np.abs(right) + less)
            doubtful = (large > _EXACT) & ~(np.abs(left - (right - less)) > large * 1e-14)
            for row in np.flatnonzero(doubtful):
                reached[row] = _in_whole_numbers(f, int(row), actual[row], milestone[row])
    if np.any(on_floor := f.basis == FLOOR):
        reached = np.where(on_floor, _reaches(actual, floor, f.scale), reached)
    held: np.ndarray = reached & ~none
    return held


def _in_whole_numbers(f: Facts, row: int, actual: float, milestone: float) -> bool:
    """The same of one row whose numbers are too large for a float."""
    basis, size, parts, scale = (
        int(np.broadcast_to(held, f.scale.shape)[row]) for held in (f.basis, f.size, f.parts, f.scale)
    )
    actual, milestone = (int(Decimal(format(held, ".15g"))) for held in (actual, milestone))  # what is printed
    if basis == PERCENT:
        return (milestone - actual) * 100 * parts <= abs(milestone) * size
    return (milestone - actual) * parts <= size * scale


def _reaches(actual: np.ndarray, floor: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Whether printed figures are at their floor or better; a floor is what was agreed, to 15 significant digits."""
    far = actual - floor * scale
    reached: np.ndarray = far >= 0
    near = np.flatnonzero(np.abs(far) <= np.abs(actual) * 1e-13)
    if near.size:
        pairs = np.stack([actual[near], floor[near], scale[near]])
        different, which = np.unique(pairs, axis=1, return_inverse=True)
        found = [
            Decimal(figure) >= Decimal(format(agreed, ".15g")) * Decimal(units) for figure, agreed, units in different.T
        ]
        reached[near] = np.array(found)[which.reshape(-1)]
    return reached


def _rounded(f: Facts, milestone: np.ndarray, floor: np.ndarray, none: np.ndarray) -> np.ndarray:
    """The edge as version 1 of the rule had it, rounded to the target's decimal places."""
    size = f.size / f.parts
    relative = milestone * (100 - np.copysign(size, milestone)) / 100
    worked_out = np.where(f.basis == POINTS, milestone - size * f.scale, relative)
    edge = np.where(none, np.nan, last_digits(worked_out, 1.0))
    return np.where(f.basis == FLOOR, last_digits(floor, f.scale), edge)
