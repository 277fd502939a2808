"""Who has returned for a quarter, in words: a count of targets means little without it."""

from collections.abc import Mapping

import pandas as pd

from oxdash.findings.punctuality import withdrawals
from oxdash.vocabulary import wording
from oxdash.vocabulary.return_states import BY_HAND, DAMAGED, READABLE
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.wording import listed

WARNINGS = {DAMAGED: "return damaged", BY_HAND: "placed in the folder by hand"}  # beside a quarter


def sentence(returns: pd.DataFrame, quarter: str, names: Mapping[str, str]) -> str:
    """How many of the partnerships have returned for a quarter, and which have not. ``returns`` is tables.RETURNS.

    A damaged return is no return until it is sent again; a withdrawn one is none either. Where a quarter has rows, a
    partnership without one had no target then and owes nothing.
    """
    states = returns[returns.quarter == quarter].set_index("partnership").state
    owing = [code for code in names if code in states.index] or list(names)
    taken_back = {code: told for (code, when), told in withdrawals(returns).items() if when == quarter}
    missing = [code for code in owing if states.get(code) not in READABLE]
    missing = [f"{names[code]} ({taken_back[code]})" if code in taken_back else names[code] for code in missing]
    when = wording.quarter(quarter)
    some = "partnerships with targets then" if len(owing) < len(names) else "partnerships"
    if len(owing) == 1 < len(names):
        has = "has not returned" if missing else "has returned"
        return f"{names[owing[0]]}, the only one with targets then, {has} for {when}."
    if len(owing) == 1:
        return f"{names[owing[0]]} {'has not' if missing else 'has'} returned for {when}."
    if not missing:
        return f"All {len(owing)} {some} have returned for {when}."
    return f"{len(owing) - len(missing)} of {len(owing)} {some} have returned for {when}. Not yet: {listed(missing)}."


def warnings(returns: pd.DataFrame, stands_at: Mapping[str, str] | pd.Series) -> dict[str, str]:
    """By partnership, what has to be said of the return it stands at; nothing where all is well."""
    found = {}
    for row in each_row(returns):
        if stands_at.get(row.partnership) == row.quarter and row.state in WARNINGS:
            found[row.partnership] = WARNINGS[row.state]
    return found
