"""What the Board is asked to do, worked out from the other findings: a sentence for each thing that applies."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from oxdash.findings.action_history import VANISHED
from oxdash.findings.actions import When
from oxdash.findings.changes import Change
from oxdash.findings.punctuality import Arrival, withdrawn_told
from oxdash.findings.unknowns import Expectation
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.rows import each_row

TITLE = "What the Board is asked to do"
NOTHING = "Nothing is asked of the Board."


class Ask(StrEnum):
    """What can be asked, in the order in which it is."""

    ACTION = "action on a target off track"
    OVERDUE = "overdue action"
    VANISHED = "action dropped without a word"
    RETURN = "missing return"
    WITHDRAWN = "withdrawn return"
    DAMAGED = "damaged return"
    NEWLY_OFF = "newly off track"
    NOT_ACHIEVED = Reason.WILL_NOT_BE_ACHIEVED
    ONLY_MOVED = "on track only because the target moved"
    OVERDUE_FIGURE = "overdue figure"
    NO_DATE = "no date for a figure"


COLUMNS = ["ask", "partnerships", "targets", "count", "sentence"]

_SAID = {  # what is asked, of one and of several; {0} is how many
    Ask.ACTION: (
        "Ask that {0} target off track has an open action with an owner and a due date",
        "Ask that {0} targets off track each have an open action with an owner and a due date",
    ),
    Ask.OVERDUE: ("Ask what became of {0} action that is overdue", "Ask what became of {0} actions that are overdue"),
    Ask.VANISHED: (
        "Ask why {0} action that was open is missing from the next return",
        "Ask why {0} actions that were open are missing from the next return",
    ),
    Ask.RETURN: ("Ask for {0} return that has not come", "Ask for {0} returns that have not come"),
    Ask.WITHDRAWN: (
        "Ask when {0} return that was withdrawn will be sent again",
        "Ask when {0} returns that were withdrawn will be sent again",
    ),
    Ask.DAMAGED: (
        "Ask for {0} return to be sent again, as what is on file is damaged",
        "Ask for {0} returns to be sent again, as what is on file is damaged",
    ),
    Ask.NEWLY_OFF: ("Note {0} target newly off track", "Note {0} targets newly off track"),
    Ask.NOT_ACHIEVED: (
        "Consider {0} target that the partnership declares will not be achieved",
        "Consider {0} targets that partnerships declare will not be achieved",
    ),
    Ask.ONLY_MOVED: (
        "Note {0} target that is on track only because it was renegotiated",
        "Note {0} targets that are on track only because they were renegotiated",
    ),
    Ask.OVERDUE_FIGURE: (
        "Ask when {0} figure that is overdue will come",
        "Ask when {0} figures that are overdue will come",
    ),
    Ask.NO_DATE: (
        "Ask for the day on which {0} target can be judged",
        "Ask for the days on which {0} targets can be judged",
    ),
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
    `lacking.of`, `actions.standing`, `promises.of`, `changes.between` and `unknowns.expected` of the same rows;
    ``chase``, `punctuality.to_chase`, of which a return that is not due yet is not asked for. Rows of a partnership
    that is not in ``names`` are left out, so that one partnership's sheet gives its own name alone.

    Out: partnerships and targets (codes, separated by semicolons, in the order named; no targets for a return), count
    (of targets, actions or returns), sentence, which names each partnership that it is addressed to and all that is
    counted: each target, with what it lacks or how many of its actions are meant; each return.
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
    table = pd.DataFrame([one for one in asked if one], columns=COLUMNS)
    return table.astype({name: "int64" if name == "count" else "str" for name in COLUMNS})


def _asked(ask: Ask, about: pd.DataFrame, names: Mapping[str, str]) -> tuple | None:
    """One line of `COLUMNS`; None where it does not apply."""
    places: dict[Any, Any] = dict(about.groupby("partnership", observed=True).indices)
    whose = {code: about.take(places[code]) for code in names if code in places}
    if not whose:
        return None
    count = sum(len(own) for own in whose.values())
    targets = [code for own in whose.values() if "target" in own for code in dict.fromkeys(own["target"].dropna())]
    parts = [f"{names[code]} ({_named(ask, own)})" for code, own in whose.items()]
    said = _SAID[ask][count > 1].format(count)
    return str(ask), "; ".join(whose), "; ".join(targets), count, f"{said}: {'; '.join(parts)}."


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
