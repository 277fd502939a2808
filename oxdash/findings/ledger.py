"""Every value a target's milestones ever had: what was renegotiated, when, by whom, and which way.

Targets move (seed 001: three were "being renegotiated"), and one that moved without trace is what scrutiny asks about.
"""

from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.model import Better


class Direction(StrEnum):
    EASIER = "easier"
    HARDER = "harder"
    UNCHANGED = "unchanged"
    MOVED = "moved"  # a range that neither holds the old one nor lies inside it


COLUMNS = [
    "quarter",
    "from_value",
    "from_upper",
    "to_value",
    "to_upper",
    "agreed_on",
    "agreed_by",
    "reason",
    "direction",
]


def of(milestones: pd.DataFrame, target: str, better: str, as_at: date | None = None) -> pd.DataFrame:
    """One row per renegotiation of one target: `COLUMNS`, by quarter and then in the order agreed.

    ``milestones`` is `table.MILESTONES`; ``better`` the target's direction; ``as_at`` leaves out what was agreed later.
    The first value of a quarter is no renegotiation. Two agreed on one day count in the order of the register's rows.
    """
    rows = milestones[milestones["target"] == target]
    if as_at is not None:
        rows = rows[rows["agreed_on"] <= pd.Timestamp(as_at)]
    rows = rows.sort_values(["quarter", "agreed_on", "row"], na_position="first", ignore_index=True)
    before = rows.groupby("quarter")[["value", "upper"]].shift()
    rows = rows.assign(from_value=before["value"], from_upper=before["upper"])
    rows = rows.rename(columns={"value": "to_value", "upper": "to_upper"})
    rows = rows[rows.duplicated("quarter", keep="first")].reset_index(drop=True)
    directions = [str(_direction(row, better)) for row in rows.itertuples(index=False)]
    return rows.assign(direction=pd.Series(directions, dtype="str"))[COLUMNS]


def _direction(row, better: str) -> Direction:
    if better == Better.WITHIN_RANGE:
        if (row.to_value, row.to_upper) == (row.from_value, row.from_upper):
            return Direction.UNCHANGED
        if row.to_value <= row.from_value and row.to_upper >= row.from_upper:
            return Direction.EASIER
        if row.to_value >= row.from_value and row.to_upper <= row.from_upper:
            return Direction.HARDER
        return Direction.MOVED
    if row.to_value == row.from_value:
        return Direction.UNCHANGED
    return Direction.HARDER if (row.to_value > row.from_value) == (better == Better.HIGHER) else Direction.EASIER
