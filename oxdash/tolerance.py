"""How far a milestone may be missed: the rule in force in a quarter, a target's own tolerance, and the edge of both.

Oxfordshire publishes none; other councils judge by a per cent of the milestone, by points, or by a floor.
"""

import re

import numpy as np
import pandas as pd

from oxdash.model import Status, ToleranceBasis
from oxdash.printed import last_digits

BASES = list(ToleranceBasis)
NONE, PERCENT, POINTS, FLOOR = (np.int8(BASES.index(basis)) for basis in ToleranceBasis)
_OWN = re.compile(r"(?P<percent>\d+(\.\d+)?)\s*%|(?P<points>\d+(\.\d+)?)\s*points?|(?P<word>floor|none)")


class Rules:
    """`table.RULES` as arrays, oldest first, with "no tolerance" last for a quarter that is before them all."""

    def __init__(self, rules: pd.DataFrame):
        rules, statuses = rules.sort_values("from_quarter", kind="stable"), list(Status)
        self.quarters = rules["from_quarter"].astype(str).to_numpy(object)
        self.bases = np.array([*(BASES.index(basis) for basis in rules["basis"]), NONE], np.int8)
        self.sizes = np.append(rules["tolerance"].to_numpy(float, na_value=np.nan), np.nan)
        counts_as = [*rules["within_counts_as"], Status.OFF_TRACK]
        self.counts_as = np.array([statuses.index(status) for status in counts_as], np.int8)

    @property
    def newest(self) -> int:
        return len(self.quarters) - 1

    def number(self, quarter: str) -> int:
        """The number of the rule in force; -1, which is the last in the arrays, before the first."""
        return int(np.searchsorted(self.quarters, str(quarter), side="right")) - 1


def own(said: str) -> tuple[int, float]:
    """A target's own tolerance, ``5%``, ``2 points``, ``floor`` or ``none``, as basis and size; else ValueError."""
    match = _OWN.fullmatch(str(said).strip().casefold())
    if not match:
        raise ValueError(f'The tolerance "{said}" cannot be read. Write it like 5%, 2 points, floor or none.')
    if match["percent"]:
        return PERCENT, float(match["percent"])
    if match["points"]:
        return POINTS, float(match["points"])
    return BASES.index(match["word"]), np.nan


def edge(basis, size, milestone, floor, scale, level):
    """The worst figure still within tolerance where higher is better; NaN where there is no tolerance.

    Milestone, floor and edge are `printed.last_digits` to ``scale``, so the edge too is rounded as printed. A per cent
    is relative to the milestone: it has no meaning for a level, and of a milestone of 0 it is nothing.
    """
    relative = milestone * (100 - np.copysign(size, milestone)) / 100
    worked_out = np.where(basis == POINTS, milestone - size * scale, relative)
    none = (basis == NONE) | ((basis == PERCENT) & level)
    return np.where(basis == FLOOR, floor, np.where(none, np.nan, last_digits(worked_out, 1.0)))
