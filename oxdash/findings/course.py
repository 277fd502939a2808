"""What is drawn of one target's course, on screen and on paper alike: its figures, and all it is judged by.

A course goes on to the end of the year it is shown in, so that every milestone of that year is drawn, those still to
come too: a forecast is judged against the last of them.
"""

from typing import NamedTuple

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Better, MilestoneKind
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.wording import quantity

TO_COME = "to come"  # stands where a figure or a status will be
AGREED = (
    *("milestone", "milestone_upper", "floor", "milestone_kind", "agreed_on"),
    *("original_milestone", "original_upper"),
)
_TOLD = ["quarter", "milestone", "milestone_upper", "milestone_kind", "better", "unit", "places"]
_OF_THE_TARGET = ("target", "partnership", "places", "better", "measure", "frequency", "unit", "basis")


class Steps(NamedTuple):
    """One line of agreed values: what it is called, and a value for each row that has one."""

    name: str
    values: pd.Series


def to_year_end(history: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    """``history`` (judged rows of one target, oldest first), then a row for each later quarter with a milestone.

    ``agreed`` is of Register.values_in_force. The rows go on to the end of the last row's year; those added have the
    columns `AGREED`, no figure of any period and no status, and ``to_come`` is true in them alone.
    """
    if history.empty:
        return history.assign(to_come=False)
    last = history.quarter.iloc[-1]
    end = str(Quarter.parse(last).year_end)
    own = agreed[agreed.target == history.target.iloc[0]]
    later = own[(own.quarter > last) & (own.quarter <= end)].sort_values("quarter")
    rows, shown = history.reset_index(drop=True), len(history)
    if len(later):
        added = {name: later[name].tolist() for name in ("quarter", *AGREED)}
        added |= {name: history[name].tolist()[-1:] * len(later) for name in _OF_THE_TARGET if name in history}
        added["own_quarter"] = [True] * len(later)
        longer = {
            name: pd.Series([*history[name].tolist(), *values], dtype=history[name].dtype)
            for name, values in added.items()
            if name in history
        }
        rows = rows.reindex(range(shown + len(later))).assign(**longer)
    return rows.assign(to_come=rows.index >= shown)


def steps(rows: pd.DataFrame) -> list[Steps]:
    """Every line of agreed values, in the order in which they are drawn.

    The milestone, or both limits of a range; before it what was agreed first, where that was another value; and the
    floor, where there is one.
    """
    ranged = bool((rows.better == Better.WITHIN_RANGE).any() and rows.milestone_upper.notna().any())
    lines = []
    if _moved(rows.original_milestone, rows.milestone) or (
        ranged and _moved(rows.original_upper, rows.milestone_upper)
    ):
        lines += [Steps("Original upper", rows.original_upper)] if ranged else []
        lines += [Steps("Original lower" if ranged else "Original", rows.original_milestone)]
    if ranged:
        lines += [Steps("Upper limit", rows.milestone_upper), Steps("Lower limit", rows.milestone)]
    else:
        lines += [Steps("Milestone", rows.milestone)]
    return [*lines, Steps("Floor", rows.floor)] if rows.floor.notna().any() else lines


def _moved(first: pd.Series, now: pd.Series) -> bool:
    return bool(((first != now) & first.notna()).any())


def milestones_to_come(rows: pd.DataFrame) -> str:
    """``Milestones to come: 1,400 homes at Q3 2009/10 and 1,900 homes at Q4 2009/10.`` ``rows`` is `to_year_end`.

    An empty text where none is.
    """
    later = rows.loc[rows.to_come & rows.milestone.notna(), _TOLD]
    if later.empty:
        return ""
    said = wording.listed(f"{_agreed(row)} at {wording.quarter(row.quarter)}" for row in each_row(later))
    return f"Milestone{'s' if len(later) > 1 else ''} to come: {said}."


def _agreed(row) -> str:
    said = quantity(row.milestone, row.unit, int(row.places))
    if row.better == Better.WITHIN_RANGE and not pd.isna(row.milestone_upper):
        said = f"{said} to {quantity(row.milestone_upper, row.unit, int(row.places))}"
    return f"{said} (interim proxy)" if row.milestone_kind == MilestoneKind.INTERIM_PROXY else said
