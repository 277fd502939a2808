"""A target's quarters through time: its figures that count, what was agreed, and for how long its status holds.

Figures are those of one definition, as printed. What is drawn of a target's course, on screen and on paper alike, goes
on to the end of the year it is shown in, so that every milestone of that year is drawn, those still to come too: a
forecast is judged against the last of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import NamedTuple, Protocol, cast

import numpy as np
import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Better, Measure, Status
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import each_row


class Facts(Protocol):
    """What a target is, and what was agreed, by its newest row that counts: columns of tables.JUDGED."""

    unit: str
    places: int
    measure: str
    better: str
    milestone: float
    milestone_upper: float
    year_end_target: float
    year_end_upper: float


@dataclass(frozen=True)
class Series:
    """One target's figures by quarter, oldest first, with the `Facts` of the newest row that counts."""

    figures: dict[str, float] = field(default_factory=dict)
    newest: Facts | None = None  # where no figure counts
    changed_from: str | None = None  # the definition, where figures of another there were, which are not here

    @property
    def row(self) -> Facts:
        """Of a series that has a figure; ValueError for one without."""
        if self.newest is None:
            raise ValueError("no figure counts, so nothing is known of one")
        return self.newest


def no_figure(quarter: str) -> str:
    """How the sentence begins that says why nothing can be worked out at a quarter."""
    return f"There is no figure for {wording.quarter(quarter)}"


def has_figure(rows: pd.DataFrame) -> pd.Series:
    """Whether a judged row has a figure of its own quarter, from a return that was received and is not damaged."""
    return rows["actual"].notna() & rows["own_quarter"] & rows["received"] & ~rows["damaged"]


def counted(judged: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``judged`` (tables.JUDGED) whose figure is their own quarter's and counts, by target and quarter.

    A figure for another period is left out, and so is one of a return that was not received or is damaged. Adds
    ``printed``, the figure as a paper prints it, which is what every finding compares.
    """
    rows = judged[has_figure(judged)]
    rows = rows.assign(printed=as_printed(rows["actual"], rows["places"]))
    return rows.sort_values(["target", "quarter"], kind="stable")


def of(counted_rows: pd.DataFrame, quarter: str, definition_changed_from: str | None = None) -> Series:
    """One target's figures up to and with a quarter; ``counted_rows`` are `counted`, of that target alone.

    Where the definition changed (a quarter, from the register), those on the other side of the change from
    ``quarter`` are left out: they measured something else.
    """
    quarters = counted_rows["quarter"].to_numpy(object)
    kept = np.flatnonzero(quarters <= quarter)
    changed_from = None
    if definition_changed_from is not None and quarter >= definition_changed_from:
        same = kept[quarters[kept] >= definition_changed_from]
        changed_from, kept = definition_changed_from if len(same) < len(kept) else None, same
    printed = counted_rows["printed"].to_numpy(float)
    figures = {quarters[n]: float(printed[n]) for n in kept}
    newest = {name: counted_rows[name].iat[kept[-1]] for name in Facts.__annotations__} if len(kept) else None
    return Series(figures, cast(Facts, SimpleNamespace(**newest)) if newest else None, changed_from)


def of_each(judged: pd.DataFrame, targets: pd.DataFrame | None) -> Callable[[str, str], Series]:
    """`of` any target and quarter. ``judged``, every quarter, is looked through once; ``targets``: `definitions`."""
    known = {str(target): rows for target, rows in counted(judged).groupby("target", sort=False, observed=True)}
    changed = definitions(targets)
    return lambda target, quarter: of(known[target], quarter, changed.get(target)) if target in known else Series()


def definitions(targets: pd.DataFrame | None) -> dict[str, str]:
    """The quarter from which a target's definition changed, by code; ``targets``: tables.TARGETS, or None for none."""
    if targets is None:
        return {}
    changed = targets[targets["definition_changed_from"].notna()]
    return {
        target: str(Quarter.parse(said))
        for target, said in zip(changed["target"], changed["definition_changed_from"], strict=True)
    }


def each_quarter(series: Series) -> dict[str, float]:
    """What each quarter alone was: of a cumulative measure what the quarter added, of any other the figure.

    A cumulative figure starts again each year. Where the quarter before is not there, what was added is not known and
    the quarter is left out.
    """
    if series.newest is None or series.newest.measure != Measure.CUMULATIVE:
        return dict(series.figures)
    added = {}
    for quarter, figure in series.figures.items():
        before = 0.0 if quarter.endswith("Q1") else series.figures.get(earlier(quarter, 1))
        if before is not None:
            added[quarter] = float(as_printed(figure - before, series.row.places))
    return added


def earlier(quarter: str, quarters: int) -> str:
    """The quarter that many quarters before."""
    return str(Quarter.parse(quarter).plus(-quarters))


def quarters_unknown(judged: pd.DataFrame) -> pd.Series:
    """For how many quarters running, up to and with its own, each row's target has been insufficient data.

    ``judged`` has target, quarter and status, in any order. 0 where the target can be judged. A quarter that is not in
    the table breaks the run. Same index as ``judged``.
    """
    return running(judged, Status.INSUFFICIENT_DATA).rename("unknown_for")


def running(judged: pd.DataFrame, status: Status | None = None) -> pd.Series:
    """For how many quarters running, up to and with its own, each row's target has had its status.

    With ``status``, that one alone: 0 where the row has another.
    """
    ordinals = {quarter: Quarter.parse(quarter).ordinal for quarter in judged["quarter"].unique()}
    table = pd.DataFrame(
        {
            "target": judged["target"].to_numpy(object),
            "ordinal": judged["quarter"].map(ordinals).to_numpy(float),
            "status": judged["status"].to_numpy(object),
        }
    ).sort_values(["target", "ordinal"], kind="stable")
    before = table.shift()
    follows = (table["target"] == before["target"]) & (table["ordinal"] == before["ordinal"] + 1)
    run = (~(follows & (table["status"] == before["status"]))).cumsum()
    length = (table.groupby(run).cumcount() + 1).astype("int64")
    if status is not None:
        length = length.where(table["status"] == status, 0)
    return pd.Series(length.sort_index().to_numpy(), index=judged.index, dtype="int64", name="running")


def corrected(corrections: pd.DataFrame, places: pd.Series) -> set[tuple[str, str]]:
    """Target and quarter of every figure that was corrected so that it prints differently.

    ``corrections`` is `tables.CORRECTIONS`, ``places`` the targets' decimal places by code; of a target that the
    register no longer has nothing is printed.
    """
    known = each_row(corrections[corrections["target"].isin(places.index)])
    return {(one.target, one.quarter) for one in known if was_and_now(one, int(places[one.target]))}


def was_and_now(one, places: int) -> tuple[float, float] | None:
    """Both figures of a row of `tables.CORRECTIONS`, as printed; None where they print alike, or neither is there."""
    was, now = as_printed([one.was, one.now], places)
    return None if was == now or (pd.isna(was) and pd.isna(now)) else (was, now)


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
    marked = ((row, "".join(f" ({mark})" for mark in wording.beside_milestone(row))) for row in each_row(later))
    said = [f"{wording.agreed(row, row.unit)}{marks} at {wording.quarter(row.quarter)}" for row, marks in marked]
    return f"Milestone{'s' if len(later) > 1 else ''} to come: {wording.listed(said)}."
