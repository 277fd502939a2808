"""Which targets count: what an agreement says of its kinds, or the kinds that count where there is no such sheet."""

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


def as_kept(targets: pd.DataFrame) -> pd.DataFrame:
    """A kept table of targets, with what it did not say yet: before agreements were declared, kinds alone counted."""
    if "counted" in targets:
        return targets
    return targets.assign(counted=counted(targets.to_dict("records"), ()))
