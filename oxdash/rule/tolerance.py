"""How far a milestone may be missed: the rule in force in a quarter, a target's own tolerance, and the edge of both.

Some councils have none; others judge by a per cent of the milestone, by points, or by a floor.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

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

    which: Any  # number of the row's tolerance
    tolerances: "Tolerances"
    scale: np.ndarray
    rounds_edges: bool


class Tolerances(NamedTuple):
    """An array each, of every tolerance that a row may have. Its size is ``size / parts``: see `exact`."""

    basis: np.ndarray  # numbers in BASES
    size: np.ndarray
    parts: np.ndarray
    counts_as: np.ndarray  # of a miss within it


class Rules:
    """`tables.RULES` as `Tolerances`, oldest first, with "no tolerance" last for a quarter that is before them all."""

    def __init__(self, rules: pd.DataFrame):
        rules, statuses = rules.sort_values("from_quarter", kind="stable"), list(Status)
        self.quarters = rules["from_quarter"].astype(str).to_numpy(object)
        bases = [*(BASES.index(basis) for basis in rules["basis"]), NONE]
        said = [exact(size) for size in (*rules["tolerance"].to_numpy(float, na_value=np.nan), np.nan)]
        counts_as = [*rules["within_counts_as"], Status.OFF_TRACK]
        codes = [statuses.index(status) for status in counts_as]
        sizes, parts = np.array(said).T
        self.tolerances = Tolerances(np.array(bases, np.int8), sizes, parts, np.array(codes, np.int8))

    @property
    def newest(self) -> int:
        return len(self.quarters) - 1

    def number(self, quarter: str) -> int:
        """The number of the rule in force; that of the last one, no tolerance, before the first."""
        begun = int(np.searchsorted(self.quarters, str(quarter), side="right"))
        return begun - 1 if begun else len(self.quarters)

    def of_rows(self, rule: Any, own: Any, owns: list[tuple[int, float, float]], level: Any) -> tuple[Any, Tolerances]:
        """The number of each row's tolerance, and all that there are: of every rule with every tolerance of a target's.

        ``rule``: numbers as of `number`. ``own``: numbers in ``owns``, tolerances as `own` reads them, -1 for none, for
        which the rule's stands. ``level``: where a per cent has no meaning. An array each, or one value for all rows.
        """
        rules, last = len(self.tolerances.basis), len(owns)
        basis, size, parts, counts_as = (
            np.broadcast_to(held[:, None, None], (rules, last + 1, 2)).copy() for held in self.tolerances
        )
        for number, (its_basis, its_size, its_parts) in enumerate(owns):
            basis[:, number], size[:, number], parts[:, number] = its_basis, its_size, its_parts
        basis[:, :, 1][basis[:, :, 1] == PERCENT] = NONE
        size[basis == NONE] = np.nan
        which = rule * (2 * last + 2) + level
        which = which + 2 * (np.arange(last + 1).take(own, mode="wrap") if last else 0)
        return which, Tolerances(*(held.ravel() for held in (basis, size, parts, counts_as)))


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
    make one; ``floor`` is in the target's unit. The edge is worked out from the printed milestone, and is not rounded
    itself but in version 1 of the rule. A per cent is relative to the milestone: of a milestone of 0 it is nothing.
    """
    basis, size, parts, _ = f.tolerances
    if f.rounds_edges:
        return actual >= _rounded(f, milestone, floor)
    # both sides times 100 * parts for a per cent, times parts for points: whole numbers
    percent = basis == PERCENT
    times = np.where(percent, 100 * parts, parts)[f.which]
    of_milestone, of_one = np.where(percent, size, 0)[f.which], np.where(percent, 0, size)[f.which]
    with np.errstate(over="ignore", invalid="ignore"):
        left, right = actual * times, milestone * times
        less = np.abs(milestone) * of_milestone + of_one * f.scale  # one of them is 0; NaN without a size
        reached: np.ndarray = left >= right - less
        largest = max(np.fmax.reduce(side, initial=0) - np.fmin.reduce(side, initial=0) for side in (left, right, less))
        if largest > _EXACT / 2:  # rare, and not told apart by a float
            large = np.maximum(np.abs(left), np.abs(right) + less)
            doubtful = (large > _EXACT) & ~(np.abs(left - (right - less)) > large * 1e-14)
            for row in np.flatnonzero(doubtful):
                reached[row] = _in_whole_numbers(f, int(row), actual[row], milestone[row])
    if np.any(basis == FLOOR):
        rows = np.flatnonzero(np.broadcast_to((basis == FLOOR)[f.which], actual.shape))
        reached[rows] = _reaches(actual[rows], floor[rows], f.scale[rows])
    return reached


def _in_whole_numbers(f: Facts, row: int, actual: float, milestone: float) -> bool:
    """The same of one row whose numbers are too large for a float."""
    which = np.broadcast_to(f.which, f.scale.shape)[row]
    basis, size, parts, scale = (int(held) for held in (*(one[which] for one in f.tolerances[:3]), f.scale[row]))
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


def _rounded(f: Facts, milestone: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """The edge as version 1 of the rule had it, rounded to the target's decimal places; NaN where there is none."""
    basis, size = f.tolerances.basis[f.which], (f.tolerances.size / f.tolerances.parts)[f.which]
    relative = milestone * (100 - np.copysign(size, milestone)) / 100
    worked_out = np.where(basis == POINTS, milestone - size * f.scale, relative)
    edge = np.where(basis == NONE, np.nan, last_digits(worked_out, 1.0))
    return np.where(basis == FLOOR, last_digits(floor, f.scale), edge)
