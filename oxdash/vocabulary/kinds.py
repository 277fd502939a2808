"""Which targets are meant where a reader chooses a kind."""

import pandas as pd

from oxdash.vocabulary.model import LAA_KINDS, Kind


def of_kind(kinds: pd.Series, kind: str) -> pd.Series:
    """Which targets a choice of kind takes in; ValueError names the choices."""
    if kind == "all":
        return pd.Series(True, index=kinds.index)
    if kind == "laa":
        return kinds.isin([str(one) for one in LAA_KINDS])
    if kind in list(Kind):
        return kinds == kind
    raise ValueError(f'"{kind}" is not a kind of target. Choose laa, local, stretch or all.')
