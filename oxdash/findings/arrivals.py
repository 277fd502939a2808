"""Who has returned for a quarter, in words: a count of targets means little without it."""

from collections.abc import Mapping

import pandas as pd

from oxdash import house_style
from oxdash.house_style import listed

RETURNED = ("received", "placed by hand")
WARNINGS = {"damaged": "return damaged", "placed by hand": "placed in the folder by hand"}  # beside a quarter


def sentence(returns: pd.DataFrame, quarter: str, names: Mapping[str, str]) -> str:
    """How many of the partnerships have returned for a quarter, and which have not. ``returns`` is table.RETURNS.

    A damaged return is no return until it is sent again; a withdrawn one is none either.
    """
    states = returns[returns.quarter == quarter].set_index("partnership").state.reindex(list(names))
    missing = [names[code] for code in names if states[code] not in RETURNED]
    when = house_style.quarter(quarter)
    if not missing:
        return f"All {len(names)} partnerships have returned for {when}."
    said = f"{len(names) - len(missing)} of {len(names)} partnerships have returned for {when}."
    return f"{said} Not yet: {listed(missing)}."


def warnings(returns: pd.DataFrame, stands_at: Mapping[str, str]) -> dict[str, str]:
    """By partnership, what has to be said of the return it stands at; nothing where all is well."""
    found = {}
    for row in returns.itertuples():
        if stands_at.get(row.partnership) == row.quarter and row.state in WARNINGS:
            found[row.partnership] = WARNINGS[row.state]
    return found
