"""Rates from what they are made of: numerators over denominators, of an area and of a whole from its parts.

A whole's rate is all its parts' numerators over all their denominators. It is never the mean of their rates: a small
part would weigh as much as a large one.
"""

import numpy as np
import pandas as pd

from oxdash.comparators.known import Known
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import State
from oxdash.vocabulary.model import PER_CENT

FACTORS = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)  # a rate is so many times its numerator over its denominator
_MADE_UP = [str(State.NOT_GIVEN)]


def factor(rows: pd.DataFrame, unit: str) -> float | None:
    """How many times numerator over denominator the figures of one target are; None where they are no such rate.

    A rate that is weighted (standardised for age, say) has numerators too, and is not their share.
    """
    whole = rows[rows["value"].notna() & rows["numerator"].notna() & rows["denominator"].notna()]
    whole = whole[whole["numerator"] > 0]
    if whole.empty:
        return 100.0 if unit == PER_CENT else None
    share, values = whole["numerator"] / whole["denominator"], whole["value"]
    near = np.maximum(0.051, 0.005 * values.abs())  # as far as a printed figure may be from what it was rounded from
    fits = [times for times in FACTORS if ((share * times - values).abs() <= near).all()]
    return fits[-1] if fits else None


def worked_out(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The figures of one file with those that only their numerators and denominators give, each noted as such."""
    if rows["numerator"].isna().all():
        return rows
    units = known.register.targets.set_index("target")["unit"]
    found = []
    for target, own in rows.groupby("target", sort=False):
        times = factor(own, units[target])
        found.append(own if times is None else _of_parts(_own(own, times), known, times))
    return pd.concat(found, ignore_index=True)


def _own(rows: pd.DataFrame, times: float) -> pd.DataFrame:
    lacks = (
        rows["value"].isna() & rows["state"].isin(_MADE_UP) & rows["numerator"].notna() & rows["denominator"].notna()
    )
    if not lacks.any():
        return rows
    rows = rows.copy()
    rows.loc[lacks, "value"] = times * rows.loc[lacks, "numerator"] / rows.loc[lacks, "denominator"]
    rows.loc[lacks, "state"] = str(State.FINAL)
    rows.loc[lacks, "note"] = "worked out from its numerator and denominator"
    return rows


def _of_parts(rows: pd.DataFrame, known: Known, times: float) -> pd.DataFrame:
    """With a row for each whole that has no figure, of the periods in which each of its parts has what it takes."""
    made = []
    for area in known.wholes:
        parts = known.parts(area)
        there = rows[(rows["area"] == area) & (rows["value"].notna() | (rows["state"] == State.SUPPRESSED))]
        of_parts = rows[rows["area"].isin(parts) & ~rows["period"].isin(there["period"])]
        of_parts = of_parts[of_parts["numerator"].notna() & of_parts["denominator"].notna()]
        for _, own in of_parts.groupby("period", sort=False):
            if len(own) < len(parts):
                continue
            numerator, denominator = own["numerator"].sum(), own["denominator"].sum()
            weakest = next((one for one in (State.ESTIMATED, State.PROVISIONAL) if (own["state"] == one).any()), None)
            note = f"worked out from the numerators and denominators of {wording.listed(parts)}"
            said = {"area": area, "value": times * numerator / denominator, "lower": np.nan, "upper": np.nan}
            said |= {"numerator": numerator, "denominator": denominator, "note": note}
            made.append(own.iloc[:1].assign(**said, state=str(weakest or State.FINAL)))
    if not made:
        return rows
    more = pd.concat(made, ignore_index=True)
    instead = rows.set_index(["area", "period"]).index.isin(more.set_index(["area", "period"]).index)
    return pd.concat([rows[~instead], more], ignore_index=True)
