"""Knowing the same thing again from one return to the next: by its target and its words."""

from collections.abc import Sequence

import pandas as pd

from oxdash.vocabulary.return_states import READABLE


def folded(words: object) -> str:
    """What an officer's words are compared by: case, white space and a final full stop do not matter.

    >>> folded("  Jobs clubs in\\nfour Towns.") == folded("jobs clubs in four towns")
    True
    """
    return "" if pd.isna(words) else " ".join(str(words).casefold().split()).rstrip(". ")


def heard(returns: pd.DataFrame, up_to: str | None = None) -> dict[str, list[str]]:
    """By partnership, the quarters whose return can be read, oldest first; up to and with ``up_to`` where given.

    ``returns`` is tables.RETURNS. A damaged or withdrawn return says nothing, so nothing is missing from it either.
    """
    rows = returns[returns["state"].isin(READABLE)]
    if up_to is not None:
        rows = rows[rows["quarter"] <= up_to]
    return {code: sorted(own) for code, own in rows.groupby("partnership", sort=False)["quarter"]}


def before(quarters: Sequence[str], quarter: str) -> str | None:
    """The newest of ``quarters`` that is earlier than ``quarter``."""
    return max((earlier for earlier in quarters if earlier < quarter), default=None)
