"""Off-track targets without what each must have: an action that is still open, with an owner and a due date.

Partnerships and their delivery groups take remedial action on targets that are not on track (seed 004, governance
review 2009); that an action names who and by when is this page's own demand.
"""

from enum import StrEnum
from typing import Any

import pandas as pd

from oxdash.findings import counts
from oxdash.findings.actions import OPEN, once
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.rows import each_row

COLUMNS = ["target", "partnership", "quarter", "lacks", "open", "sentence"]
TITLE = "Off track without an open action, owner and due date"


class Lack(StrEnum):
    """What is missing, in the order in which it is looked for."""

    NO_ACTION = "no action"
    NONE_OPEN = "no action still open"
    NEITHER = "no owner and no due date"
    NO_OWNER = "no owner"
    NO_DATE = "no due date"
    NOT_TOGETHER = "owner and due date not on one action"


def of(rows: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The off-track targets without an open action that has both an owner and a due date: `COLUMNS`, as they come.

    In: ``rows``, judged rows, one a target; `tables.ACTIONS`, of which those of the row's quarter are looked at. Out:
    lacks (`Lack`), open (how many actions are), sentence. An action that is done or dropped does nothing for a target
    that is still off track.
    """
    told = once(actions)[["target", "quarter", "state", "owner", "due"]]
    places: dict[Any, Any] = dict(told.groupby(["target", "quarter"], sort=False).indices)
    found = []
    off = rows["status"].astype("str") == Status.OFF_TRACK
    for row in each_row(rows.loc[off, ["target", "partnership", "quarter"]]):
        own = told.take(places.get((row.target, row.quarter), []))
        lack = _lack(own)
        if lack is not None:
            said = f"{row.target} is off track at {wording.quarter(row.quarter)} and {_in_words(lack, own)}."
            found.append((row.target, row.partnership, row.quarter, str(lack), int((own["state"] == OPEN).sum()), said))
    return pd.DataFrame(found, columns=COLUMNS).astype({name: "str" for name in COLUMNS} | {"open": "int64"})


def in_words(rows: pd.DataFrame, lacks: pd.DataFrame) -> str:
    """How many of the off-track targets lack what they must have, and which. ``lacks`` is `of` the same rows."""
    off = int((rows["status"].astype("str") == Status.OFF_TRACK).sum())
    if not off:
        return counts.NONE_OFF_TRACK
    if lacks.empty:
        every = "The one target" if off == 1 else f"Each of the {off} targets"
        return f"{every} off track has an action with an owner and a due date."
    which = wording.listed(f"{row.target} ({row.lacks})" for row in each_row(lacks))
    targets, have = "target" if off == 1 else "targets", "has" if len(lacks) == 1 else "have"
    said = f"{len(lacks)} of {off} {targets} off track {have} no open action with both an owner and a due date"
    return f"{said}: {which}."


def _lack(own: pd.DataFrame) -> Lack | None:
    """What the actions of one target lack; None where one of them has all it must have."""
    still = own[own["state"] == OPEN]
    owner, due = still["owner"].notna(), still["due"].notna()
    cases = [  # in order; the first that holds decides
        (Lack.NO_ACTION, own.empty),
        (Lack.NONE_OPEN, still.empty),
        (None, (owner & due).any()),
        (Lack.NEITHER, not owner.any() and not due.any()),
        (Lack.NO_OWNER, not owner.any()),
        (Lack.NO_DATE, not due.any()),
        (Lack.NOT_TOGETHER, True),
    ]
    return next(lack for lack, holds in cases if holds)


def _in_words(lack: Lack, own: pd.DataFrame) -> str:
    counted = own["state"].value_counts()
    still = int(counted.get(OPEN, 0))
    if lack == Lack.NO_ACTION:
        return "has no action"
    if lack == Lack.NONE_OPEN:
        closed = wording.listed(f"{count} {state}" for state, count in counted.items())
        return f"has no action still open ({closed})"
    if lack == Lack.NOT_TOGETHER:
        return f"none of its {still} open actions has both an owner and a due date"
    if still == 1:
        return f"its open action has {lack}"
    missing = {Lack.NEITHER: "an owner or a due date", Lack.NO_OWNER: "an owner", Lack.NO_DATE: "a due date"}[lack]
    return f"none of its {still} open actions has {missing}"
