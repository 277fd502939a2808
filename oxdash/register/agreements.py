"""Which targets count: what an agreement says of its kinds, or the kinds that count where there is no such sheet.

Each agreement is counted by itself, so where several count targets one of them is looked at at a time.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from oxdash.vocabulary.model import COUNTED_KINDS, Kind

ALL_BUT = (Kind.STRETCH,)  # not counted where an agreement names no kinds


def counted_kinds(agreement: Mapping[str, Any]) -> frozenset[str]:
    """The kinds of target that an agreement counts; none where its targets are not counted."""
    if not agreement.get("counted"):
        return frozenset()
    named = agreement.get("counted_kinds")
    if not isinstance(named, str):
        return frozenset(str(kind) for kind in Kind if kind not in ALL_BUT)
    return frozenset(named.split("; "))


def counted(targets: Iterable[Mapping[Any, Any]], agreements: Collection[Mapping[str, Any]]) -> list[bool]:
    """Whether each target counts: its agreement is counted, and its kind is one that the agreement counts.

    ``targets`` have agreement and kind, ``agreements`` code, counted and counted_kinds. Without any agreement the kinds
    alone say it: a register of before it could declare agreements.
    """
    if not agreements:
        return [target.get("kind") in list(COUNTED_KINDS) for target in targets]
    kinds = {one.get("code"): counted_kinds(one) for one in agreements}
    return [target.get("kind") in kinds.get(target.get("agreement"), ()) for target in targets]


def counting(agreements: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The rows of the agreements that count any target, in the order of the register.

    In: `tables.AGREEMENTS`; agreement and counted of targets.
    """
    theirs = set(targets.loc[targets["counted"].astype(bool), "agreement"].dropna())
    return agreements[agreements["code"].isin(theirs)].reset_index(drop=True)


def looked_at(begins: Mapping[str, str], quarter: str) -> str | None:
    """The code of the agreement that is looked at at a quarter where nobody names one; None where none counts a target.

    The newest that has begun by then, whether it is over or not; else the first to begin. Of two that begin with the
    same quarter it is the upper one on the sheet. ``begins`` has the first quarter of each of `counting`, by its code.
    """
    begun = [code for code in begins if begins[code] <= quarter]
    return (
        max(begun, key=lambda code: begins[code]) if begun else min(begins, key=lambda code: begins[code], default=None)
    )


def as_kept(targets: pd.DataFrame) -> pd.DataFrame:
    """A kept table of targets, with what it did not say yet: before agreements were declared, kinds alone counted."""
    if "counted" in targets:
        return targets
    return targets.assign(counted=counted(targets.to_dict("records"), ()))
