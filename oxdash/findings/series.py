"""A target's own figures through time: those that count, as printed, and only those of one definition."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Protocol, cast

import numpy as np
import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Measure
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import as_printed


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

    figures: dict[str, float]
    newest: Facts | None  # None where no figure counts
    left_out: bool = False  # figures of another definition there were, and are not here

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
    left_out = False
    if definition_changed_from is not None and quarter >= definition_changed_from:
        same = kept[quarters[kept] >= definition_changed_from]
        left_out, kept = len(same) < len(kept), same
    printed = counted_rows["printed"].to_numpy(float)
    figures = {quarters[n]: float(printed[n]) for n in kept}
    newest = {name: counted_rows[name].iat[kept[-1]] for name in Facts.__annotations__} if len(kept) else None
    return Series(figures, cast(Facts, SimpleNamespace(**newest)) if newest else None, left_out)


def by_target(counted_rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The same rows, target by target."""
    return {str(target): rows for target, rows in counted_rows.groupby("target", sort=False, observed=True)}


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

    A cumulative figure starts again in April. Where the quarter before is not there, what was added is not known and
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
