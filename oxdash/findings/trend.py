"""Which way a target is going, in words: since its last figure, and since the same quarter last year."""

from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd

from oxdash import house_style
from oxdash.model import Better, Measure
from oxdash.printed import as_printed
from oxdash.quarters import Quarter


@dataclass(frozen=True)
class Trend:
    """Two sentences."""

    short: str  # against the last quarter before it that has a figure
    long: str  # against the same quarter last year


def short_and_long(judged: pd.DataFrame, target: str, quarter: str) -> Trend:
    """The two trends of a target at a quarter; ``judged`` is `table.JUDGED`, any quarters of any targets.

    A figure for another period than its row's quarter is passed over, and so is one of a return that does not count.
    A cumulative figure starts again every April, so it is compared with the same quarter last year only. Figures are
    compared as printed; within range, by how far outside today's range they are.
    """
    rows = judged[(judged["target"] == target) & judged["actual"].notna() & judged["received"] & ~judged["damaged"]]
    rows = rows[rows["figure_is_for"].isna() | (rows["figure_is_for"] == rows["quarter"])].sort_values("quarter")
    figures = dict(zip(rows["quarter"], as_printed(rows["actual"], rows["places"]), strict=True))
    if quarter not in figures:
        nothing = f"There is no figure for {house_style.quarter(quarter)}, so there is no trend."
        return Trend(nothing, nothing)
    row = SimpleNamespace(**rows[rows["quarter"] == quarter].iloc[0])
    year_ago = str(Quarter.parse(quarter).plus(-4))
    long = f"There is no figure for {house_style.quarter(year_ago)} to compare with."
    if year_ago in figures:
        long = _compared(row, figures[year_ago], figures[quarter], year_ago, "the same quarter last year, ")
    if row.measure == Measure.CUMULATIVE:
        again = "The figure adds up over the year and starts again in April, so quarters of one year are not compared."
        return Trend(again, long)
    earlier = max((before for before in figures if before < quarter), default=None)
    if earlier is None:
        return Trend("There is no earlier figure to compare with.", long)
    return Trend(_compared(row, figures[earlier], figures[quarter], earlier, ""), long)


def _compared(row: SimpleNamespace, before: float, now: float, quarter: str, which: str) -> str:
    """``Improved by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.``"""
    since = f"since {which}{house_style.quarter(quarter)}"
    first, last = (house_style.quantity(figure, row.unit, row.places) for figure in (before, now))
    if now == before:
        return f"Unchanged {since}, at {last}."
    gain = {Better.HIGHER: now - before, Better.LOWER: before - now}.get(row.better)
    if gain is None:
        if pd.isna(row.milestone) or pd.isna(row.milestone_upper):
            return f"Moved {since}, from {first} to {last}, with no range to compare with."
        gain = _outside(row, before) - _outside(row, now)
        if gain == 0:
            return f"Moved {since}, from {first} to {last}, no nearer to the range and no further from it."
    said = house_style.gap(gain, row.unit, row.places)
    return f"{'Improved' if gain > 0 else 'Worsened'} by {said} {since}, from {first} to {last}."


def _outside(row: SimpleNamespace, figure: float) -> float:
    """How far a figure is outside the range in force, 0 inside."""
    lower, upper = as_printed([row.milestone, row.milestone_upper], row.places)
    return float(as_printed(max(lower - figure, figure - upper, 0.0), row.places))
