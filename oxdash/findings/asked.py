"""What the Board is asked to do, worked out from the other findings: a sentence for each thing that applies.

Among it is what an off-track target must have: an action that is still open, with an owner and a due date. Partnerships
and their delivery groups take remedial action on targets that are not on track; that
an action names who and by when is this page's own demand.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from oxdash.findings import counts
from oxdash.findings.actions import OPEN, When, once
from oxdash.findings.changes import Change
from oxdash.findings.promises import VANISHED
from oxdash.findings.punctuality import Arrival, withdrawn_told
from oxdash.findings.unknowns import Expectation
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.rows import as_table, each_row


def title(whom: str) -> str:
    """``What the Board is asked to do``"""
    return f"What {whom} is asked to do"


def nothing(whom: str) -> str:
    return f"Nothing is asked of {whom}."


class Ask(StrEnum):
    """What can be asked, in the order in which it is: what only the Board can decide first."""

    NOT_ACHIEVED = Reason.WILL_NOT_BE_ACHIEVED
    ACTION = "action on a target off track"
    OVERDUE = "overdue action"
    VANISHED = "action dropped without explanation"
    RETURN = "missing return"
    WITHDRAWN = "withdrawn return"
    DAMAGED = "damaged return"
    NEWLY_OFF = "newly off track"
    ONLY_MOVED = "on track only because the target was made easier"
    OVERDUE_FIGURE = "overdue figure"
    NO_DATE = "no date for a figure"


COLUMNS = ["ask", "partnerships", "targets", "count", "sentence", "short"]

_SAID = {  # what is asked, of [one|of several]; {0} is how many
    Ask.NOT_ACHIEVED: "Decide what follows from {0} target[|s] that [the partnership|partnerships] declare[s|] "
    "will not be achieved",
    Ask.ACTION: "Ask that {0} target[|s] off track [has|each have] an open action with an owner and a due date",
    Ask.OVERDUE: "Ask for progress on {0} overdue action[|s]",
    Ask.VANISHED: "Ask why {0} action[|s] that [was|were] open [is|are] missing from the next return",
    Ask.RETURN: "Ask for {0} return[|s] that [has|have] not come",
    Ask.WITHDRAWN: "Ask when {0} return[|s] that [was|were] withdrawn will be sent again",
    Ask.DAMAGED: "Ask for {0} return[|s] to be sent again, as what is on file is damaged",
    Ask.NEWLY_OFF: "Note {0} target[|s] newly off track",
    Ask.ONLY_MOVED: "Note {0} target[|s] that [is|are] on track only because [it was|they were] renegotiated",
    Ask.OVERDUE_FIGURE: "Ask when {0} figure[|s] that [is|are] overdue will come",
    Ask.NO_DATE: "Ask when {0} target[|s] will have a figure",
}
_SHORT = {  # the same where there is room for a line
    Ask.NOT_ACHIEVED: "Decide about {0} target[|s] that will not be achieved",
    Ask.ACTION: "Ask for an action, owner and day for {0} target[|s]",
    Ask.OVERDUE: "Ask about {0} overdue action[|s]",
    Ask.VANISHED: "Ask why {0} action[|s] [was|were] dropped",
    Ask.RETURN: "Ask for {0} return[|s] that [has|have] not come",
    Ask.WITHDRAWN: "Ask for {0} withdrawn return[|s]",
    Ask.DAMAGED: "Ask for {0} damaged return[|s]",
    Ask.NEWLY_OFF: "Note {0} target[|s] newly off track",
    Ask.ONLY_MOVED: "Note {0} target[|s] on track only as renegotiated",
    Ask.OVERDUE_FIGURE: "Ask when {0} overdue figure[|s] will come",
    Ask.NO_DATE: "Ask when {0} target[|s] will have a figure",
}


def of(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    *,
    lacking: pd.DataFrame,
    standing: pd.DataFrame,
    promises: pd.DataFrame,
    changes: pd.DataFrame,
    expected: pd.DataFrame,
    chase: pd.DataFrame,
) -> pd.DataFrame:
    """What the Board is asked to do about ``rows``, in the order of `Ask`; only what applies: `COLUMNS`.

    In: ``rows``, judged rows, one a target (a position's); partnerships' ``names`` by code, in the register's order;
    `without_action`, `actions.standing`, `promises.of`, `changes.between` and `unknowns.expected` of the same rows;
    ``chase``, `punctuality.to_chase`, of which a return that is not due yet is not asked for. Rows of a partnership
    that is not in ``names`` are left out, so that one partnership's sheet gives its own name alone.

    Out: partnerships and targets (codes, separated by semicolons, in the order named; no targets for a return), count
    (of targets, actions or returns), sentence, which names each partnership that it is addressed to and all that is
    counted: each target, with what it lacks or how many of its actions are meant; each return; short, what is asked in
    a line that names none of them.
    """
    status, original = rows["status"].astype("str"), rows["original_status"].astype("str")
    found = {
        Ask.ACTION: lacking,
        Ask.OVERDUE: standing[standing["when"] == When.OVERDUE],
        Ask.VANISHED: promises[promises["outcome"] == VANISHED],
        Ask.RETURN: chase[chase["arrival"] == Arrival.MISSING],
        Ask.WITHDRAWN: chase[chase["arrival"] == Arrival.WITHDRAWN],
        Ask.DAMAGED: chase[chase["arrival"] == Arrival.DAMAGED],
        Ask.NEWLY_OFF: changes[changes["change"] == Change.NEWLY_OFF_TRACK],
        Ask.NOT_ACHIEVED: rows[rows["reason"].astype("str") == Reason.WILL_NOT_BE_ACHIEVED],
        Ask.ONLY_MOVED: rows[(status == Status.ON_TRACK) & (original == Status.OFF_TRACK)],
        Ask.OVERDUE_FIGURE: expected[expected["expectation"] == Expectation.OVERDUE],
        Ask.NO_DATE: expected[
            (expected["expectation"] == Expectation.NO_DATE)
            & ~expected["reason"].isin([str(Reason.RETURN_NOT_RECEIVED), str(Reason.RETURN_DAMAGED)])
        ],
    }
    asked = [_asked(ask, found[ask], names) for ask in Ask]
    return as_table([one for one in asked if one], COLUMNS, count="int64")


def _asked(ask: Ask, about: pd.DataFrame, names: Mapping[str, str]) -> tuple | None:
    """One line of `COLUMNS`; None where it does not apply."""
    places: dict[Any, Any] = dict(about.groupby("partnership", observed=True).indices)
    whose = {code: about.take(places[code]) for code in names if code in places}
    if not whose:
        return None
    count = sum(len(own) for own in whose.values())
    targets = [code for own in whose.values() if "target" in own for code in dict.fromkeys(own["target"].dropna())]
    parts = [f"{names[code]} ({_named(ask, own)})" for code, own in whose.items()]
    said, short = (_of_so_many(words[ask], count) for words in (_SAID, _SHORT))
    return str(ask), "; ".join(whose), "; ".join(targets), count, f"{said}: {'; '.join(parts)}.", short


def _of_so_many(words: str, count: int) -> str:
    return re.sub(r"\[(.*?)\|(.*?)\]", r"\2" if count > 1 else r"\1", words).format(count)


def _named(ask: Ask, own: pd.DataFrame) -> str:
    """Everything that is counted of one partnership: ``NI 72, no action; NI 94, no owner``, ``NI 154 and NI 155``."""
    if ask == Ask.WITHDRAWN:
        return "; ".join(f"{wording.quarter(row.quarter)}, {withdrawn_told(row)}" for row in each_row(own))
    if ask in (Ask.RETURN, Ask.DAMAGED):
        return wording.listed(wording.quarter(quarter) for quarter in own["quarter"])
    if ask == Ask.ACTION:
        return "; ".join(f"{row.target}, {row.lacks}" for row in each_row(own))
    if ask in (Ask.OVERDUE, Ask.VANISHED):
        counted = own.groupby("about", sort=False).size().to_dict()  # not every action is for a target
        if max(counted.values()) > 1:
            return "; ".join(f"{about}, {wording.counted(many, 'action')}" for about, many in counted.items())
        return wording.listed(counted)
    return wording.listed(dict.fromkeys(own["target"]))


LACKS = ["target", "partnership", "quarter", "lacks", "open", "sentence"]
WITHOUT_ACTION = "Off track without an open action, owner and due date"


class Lack(StrEnum):
    """What is missing, in the order in which it is looked for."""

    NO_ACTION = "no action"
    NONE_OPEN = "no action still open"
    NEITHER = "no owner and no due date"
    NO_OWNER = "no owner"
    NO_DATE = "no due date"
    NOT_TOGETHER = "owner and due date not on one action"


def without_action(rows: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The off-track targets without an open action that has both an owner and a due date: `LACKS`, as they come.

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
            said = f"{row.target} is off track at {wording.quarter(row.quarter)} and {_lacking(lack, own)}."
            found.append((row.target, row.partnership, row.quarter, str(lack), int((own["state"] == OPEN).sum()), said))
    return as_table(found, LACKS, open="int64")


def without_action_in_words(rows: pd.DataFrame, lacks: pd.DataFrame) -> str:
    """How many of the off-track targets lack what they must have, and which. ``lacks``: their `without_action`."""
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


def _lacking(lack: Lack, own: pd.DataFrame) -> str:
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
