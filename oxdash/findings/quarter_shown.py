"""Why a partnership or a target is shown at another quarter than the one chosen, in a sentence."""

from collections.abc import Mapping

import pandas as pd

from oxdash.findings.punctuality import withdrawals
from oxdash.vocabulary import wording


def of_partnership(chosen: str, shown: str, partnership: str, names: Mapping[str, str], returns: pd.DataFrame) -> str:
    """``Shown at Q3 2009/10: SPIP has not returned for Q4 2009/10.`` An empty text where it is the quarter chosen.

    In: ``chosen`` and ``shown`` (`Position.stands_at`) as in data; a partnership's code and all ``names`` by code;
    `tables.RETURNS`.
    """
    if chosen == shown:
        return ""
    when, name = wording.quarter(chosen), names[partnership]
    told = withdrawals(returns).get((partnership, chosen))
    own = returns[(returns["partnership"] == partnership) & (returns["quarter"] == chosen)]
    if told:
        why = f"the return of {name} for {when} was {told}"
    elif own.empty and (returns["quarter"] == chosen).any():
        why = f"{name} has no target at {when}"
    else:
        why = f"{name} has not returned for {when}"
    return f"Shown at {wording.quarter(shown)}: {why}."


def of_target(chosen: str, shown: str, last: str, because: str) -> str:
    """The same of a target, which may have ended before the quarter that its partnership is shown at.

    ``last`` is the quarter of its newest row; ``because`` is `of_partnership`.
    """
    if last < shown:
        when = wording.quarter(last)
        return f"Shown at {when}, the last quarter of this target; {wording.quarter(chosen)} was chosen."
    return because
