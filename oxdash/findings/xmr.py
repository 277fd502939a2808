"""Whether a quarter stands out, or is only the usual ups and downs: the chart of individual values and moving ranges.

After Shewhart as Wheeler teaches it (Understanding Variation, 2nd edition, 2000): limits at the mean give or take 2.66
times the mean moving range, 3.27 times that for the ranges themselves. It shows what a measure does of its own; it
says nothing of any milestone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf

import numpy as np
import pandas as pd

from oxdash.findings import series
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import COUNT, Measure
from oxdash.vocabulary.rows import each_row

POINTS = 12  # from here on the limits are worth drawing
LIMIT, RANGE_LIMIT = 2.66, 3.27  # 3 / d2 and D4 for ranges of two: standard tables, printed so by Wheeler
RUN = 8  # running on one side of the mean
NEAR, OF = 3, 4  # so many of so many running are nearer to a limit than to the mean

OUTSIDE = ("above the upper limit", "below the lower limit")
SHIFTED = f"in a run of {RUN} or more on one side of the mean"
LEANING = f"among {NEAR} of {OF} running that are nearer to a limit than to the mean"
JUMPED = "moved further from the one before than the range limit"


@dataclass(frozen=True)
class Xmr:
    """An individuals chart.

    ``points``: label, value (missing is a gap), moving_range (missing after a gap), special (stands out), why (the
    rules that say so, in words). The rest is in the unit of the values; ``can_be`` is what a value can be at all, and
    no limit lies outside it.
    """

    points: pd.DataFrame
    mean: float
    mr_bar: float
    lower: float
    upper: float
    range_limit: float
    unit: str = COUNT
    places: int = 1
    added: bool = False  # each value is what its quarter alone added to a cumulative figure
    can_be: tuple[float, float] = (-inf, inf)

    @property
    def sentence(self) -> str:
        """The limits and what stands out, in words."""
        mean, lower, upper = (wording.quantity(v, self.unit, self.places) for v in (self.mean, self.lower, self.upper))
        what = "What a quarter adds" if self.added else "The figure"
        expected = f"at {lower}" if lower == upper else f"between {lower} and {upper}"
        begun = (
            f"{what} has averaged {mean} over {self.points['value'].notna().sum()} quarters, and would be expected "
            f"{expected} if nothing changed."
        )
        if not self.points["special"].any():
            return f"{begun} No quarter stands out."
        runs = [list(rows) for why, rows in groupby(each_row(self.points), key=lambda row: row.why) if why]
        named = [f"{_from_to([row.label for row in rows])} ({rows[0].why})" for rows in runs]
        return f"{begun} What stands out: {'; '.join(named)}."


def _from_to(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"


@dataclass(frozen=True)
class TooFew:
    """Why there is no chart yet, in a sentence."""

    sentence: str


def of(values: Sequence[float], labels: Sequence[str] | None = None, *, limits_from: int | None = None) -> Xmr:
    """The chart of values in order of time, NaN for a gap; ``labels`` name them, without them 1, 2, 3 ...

    ``limits_from``: the limits come from the first so many values, and later ones are only held against them. A
    moving range is between neighbours, so never across a gap. ValueError without two neighbours.

    A point is special where it is outside the limits, one of `RUN` or more running on one side of the mean (a point
    on it ends the run, and so does a gap), one of `NEAR` of `OF` running that are nearer to the same limit than to the
    mean, or where its moving range is over the range limit.
    """
    value = np.asarray(values, dtype=float)
    moving = np.abs(np.diff(value, prepend=np.nan))
    base, base_moving = value[:limits_from], moving[:limits_from]
    if np.isnan(base_moving).all():
        raise ValueError("An individuals chart needs two values that follow each other.")
    mean, mr_bar = float(np.nanmean(base)), float(np.nanmean(base_moving))
    lower, upper, range_limit = mean - LIMIT * mr_bar, mean + LIMIT * mr_bar, RANGE_LIMIT * mr_bar
    hair = 1e-9 * max(np.nanmax(np.abs(value)), 1e-300)  # what floats alone can add or take away
    side = np.where(np.abs(value - mean) <= hair, 0.0, np.sign(value - mean))
    near = side * (np.abs(value - mean) - LIMIT * mr_bar / 2 > hair)
    rules = [
        (OUTSIDE[0], value - upper > hair),
        (OUTSIDE[1], lower - value > hair),
        (SHIFTED, _running(side, RUN, RUN)),
        (LEANING, _running(near, NEAR, OF)),
        (JUMPED, moving - range_limit > hair),
    ]
    why = ["; ".join(words for words, holds in rules if holds[n]) for n in range(len(value))]
    points = pd.DataFrame(
        {
            "label": [str(n) for n in range(1, len(value) + 1)] if labels is None else list(labels),
            "value": value,
            "moving_range": moving,
            "special": [bool(words) for words in why],
            "why": why,
        }
    ).astype({"label": "str", "why": "str"})
    return Xmr(points, mean, mr_bar, lower, upper, range_limit)


def of_target(
    judged: pd.DataFrame, target: str, quarter: str, definition_changed_from: str | None = None
) -> Xmr | TooFew:
    """The chart of one target up to a quarter, or why there is none; ``judged`` is `tables.JUDGED`, every quarter.

    Of a cumulative measure it draws what each quarter alone added. Only figures of the definition of ``quarter``
    count, and `POINTS` of them must be there. A quarter without one is a gap. What stands out is found by the limits as
    they come; those told and drawn end where a figure of the unit ends (`units.bounds`).
    """
    own = series.of(series.counted(judged[judged["target"] == target]), quarter, definition_changed_from)
    if own.newest is not None and own.newest.measure == Measure.ANNUAL:
        return TooFew("A yearly measure has too few figures for this view.")
    each = series.each_quarter(own)
    if len(each) < POINTS:
        changed = own.changed_from
        since = f" since the definition changed from {wording.quarter(changed)}" if changed else ""
        there = {0: "there is none", 1: "there is 1"}.get(len(each), f"there are {len(each)}")
        return TooFew(f"This view needs {POINTS} quarters with a figure; {there}{since}.")
    quarters = [min(each)]
    while quarters[-1] < max(each):
        quarters.append(series.earlier(quarters[-1], -1))
    chart = of([each.get(q, np.nan) for q in quarters], [wording.quarter(q) for q in quarters])
    can_be = units.bounds(own.row.unit, each.values())
    return replace(
        chart,
        lower=units.within(chart.lower, can_be),
        upper=units.within(chart.upper, can_be),
        unit=own.row.unit,
        places=int(own.row.places),
        added=own.row.measure == Measure.CUMULATIVE,
        can_be=can_be,
    )


def _running(sides: np.ndarray, enough: int, window: int) -> np.ndarray:
    """The points on a side (1 or -1) of a window where at least ``enough`` lie on it; a gap breaks a window."""
    found = np.zeros(len(sides), dtype=bool)
    for start in range(len(sides) - window + 1):
        within = sides[start : start + window]
        for side in (1, -1):
            if not np.isnan(within).any() and (within == side).sum() >= enough:
                found[start : start + window] |= within == side
    return found
