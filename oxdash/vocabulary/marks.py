"""What stands beside a figure or a milestone that is not simply what it looks like: the same words everywhere."""

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import FigureIs, MilestoneKind
from oxdash.vocabulary.rows import Figure, Milestone

BY_PROXY = "judged against an interim proxy"
CORRECTED = "corrected"  # a later version of the return gave another figure than the one before it


def of_actual(row: Figure) -> tuple[str, ...]:
    """Provisional or an estimate, corrected, of another period; none where there is no figure.

    ``row`` is a judged row; ``corrected``, of `Position.rows`, may be missing.
    """
    if pd.isna(row.actual):
        return ()
    marks = [str(row.figure_is)] if row.figure_is in (FigureIs.PROVISIONAL, FigureIs.ESTIMATE) else []
    if getattr(row, "corrected", False):
        marks.append(CORRECTED)
    if not row.own_quarter:
        marks.append(f"for {wording.period(row.figure_is_for)}, not judged")
    return tuple(marks)


def of_milestone(row: Milestone) -> tuple[str, ...]:
    """An interim proxy, where the milestone is one."""
    proxy = row.milestone_kind == MilestoneKind.INTERIM_PROXY and not pd.isna(row.milestone)
    return (str(MilestoneKind.INTERIM_PROXY),) if proxy else ()
