"""What is drawn of one target's course, on screen and on paper alike."""

import pandas as pd

from oxdash.model import Better


def anything_to_draw(rows: pd.DataFrame, baseline: float | None = None, forecast: float | None = None) -> bool:
    """Whether a course of these rows has a line or a point at all; as in `charts.history`."""
    actual = rows.actual.where(rows.figure_is_for.isna())
    upper = rows.milestone_upper.where(rows.better == Better.WITHIN_RANGE)
    drawn = (actual, rows.milestone, upper, rows.original_milestone)
    return any(bool(column.notna().any()) for column in drawn) or not (pd.isna(baseline) and pd.isna(forecast))
