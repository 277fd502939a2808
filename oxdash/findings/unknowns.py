"""Targets that cannot be judged: which, why, and for how long."""

import pandas as pd

from oxdash.model import Status
from oxdash.quarters import Quarter


def quarters_unknown(judged: pd.DataFrame) -> pd.Series:
    """For how many quarters running, up to and with its own, each row's target has been insufficient data.

    ``judged`` has target, quarter and status, in any order. 0 where the target can be judged. A quarter that is not in
    the table breaks the run. Same index as ``judged``.
    """
    return running(judged, Status.INSUFFICIENT_DATA).rename("unknown_for")


def running(judged: pd.DataFrame, status: Status) -> pd.Series:
    """For how many quarters running, up to and with its own, each row's target has had that status."""
    ordinals = {quarter: Quarter.parse(quarter).ordinal for quarter in judged["quarter"].unique()}
    table = pd.DataFrame(
        {
            "target": judged["target"].to_numpy(object),
            "ordinal": judged["quarter"].map(ordinals).to_numpy(float),
            "holds": (judged["status"].astype("str") == status).to_numpy(bool),
        }
    ).sort_values(["target", "ordinal"], kind="stable")
    follows = (table["target"] == table["target"].shift()) & (table["ordinal"] == table["ordinal"].shift() + 1)
    run = (~(follows & table["holds"] & table["holds"].shift(fill_value=False))).cumsum()
    length = (table.groupby(run).cumcount() + 1).where(table["holds"], 0).astype("int64").sort_index()
    return pd.Series(length.to_numpy(), index=judged.index, dtype="int64", name="running")


def cannot_judge(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that cannot be judged, those unknown for longest first where ``unknown_for`` is known."""
    unknown = rows[rows["status"].astype("str") == Status.INSUFFICIENT_DATA]
    if "unknown_for" in unknown:
        unknown = unknown.sort_values("unknown_for", ascending=False, kind="stable")
    return unknown.reset_index(drop=True)
