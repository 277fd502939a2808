"""What was returned beside what was agreed: the figures table, an absence being a row like any other."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from oxdash.vocabulary import tables
from oxdash.vocabulary.model import DAMAGED, SENT
from oxdash.vocabulary.quarters import Quarter, between, year_of

# a damaged return was returned: nothing falls back from it to an earlier quarter


def assemble(
    targets: pd.DataFrame,
    agreed: pd.DataFrame,
    returned: pd.DataFrame,
    states: Mapping[tuple[str, str], str],
    until: Quarter,
) -> pd.DataFrame:
    """tables.FIGURES: every target in every quarter of its life up to ``until``, the last that has begun.

    ``targets`` is tables.TARGETS; ``agreed`` the values in force, one row per target and quarter; ``returned`` is
    tables.RETURNED, one row per target and quarter, of whichever partnership led it when it was returned; ``states``
    says by (partnership, quarter) what is on file (model.STATES).
    """
    rows = _life(targets, str(until))
    facts = targets[
        ["target", "partnership", "tolerance_override", "places", "better", "measure", "frequency", "unit", "basis"]
    ]
    rows = rows.merge(facts, on="target", how="left")

    rows = rows.merge(returned.rename(columns={"partnership": "sent_by"}), on=["target", "quarter"], how="left")
    sent_by = rows.pop("sent_by").fillna(rows.partnership)  # the lead, unless an earlier lead returned it
    state = pd.Series([states.get(key, "") for key in zip(sent_by, rows.quarter, strict=True)], dtype="str")
    rows["received"] = state.isin(SENT)
    rows["damaged"] = state == DAMAGED

    rows = rows.merge(agreed, on=["target", "quarter"], how="left")
    rows["year_end"] = pd.Series([str(Quarter.parse(text).year_end) for text in rows.quarter], dtype="str")
    ends = {"milestone": "year_end_target", "milestone_upper": "year_end_upper", "floor": "year_end_floor"}
    year_end = agreed.rename(columns={"quarter": "year_end"} | ends)[["target", "year_end", *ends.values()]]
    rows = rows.merge(year_end, on=["target", "year_end"], how="left")
    years = {(target, year_of(quarter)) for target, quarter in zip(agreed.target, agreed.quarter, strict=True)}
    rows["value_agreed_for_year"] = np.array(
        [(target, year_of(quarter)) in years for target, quarter in zip(rows.target, rows.quarter, strict=True)],
        dtype=bool,
    )
    return tables.settle(tables.FIGURES, rows)


def _life(targets: pd.DataFrame, until: str) -> pd.DataFrame:
    """target, quarter: each target in the order of the register, through the quarters of its life that have begun."""
    lives = [
        (target, str(quarter))
        for target, first, last in zip(targets.target, targets.first_quarter, targets.last_quarter, strict=True)
        for quarter in between(Quarter.parse(first), Quarter.parse(min(last, until)))
    ]
    return pd.DataFrame(lives, columns=["target", "quarter"], dtype="str")
