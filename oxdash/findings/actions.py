"""Remedial actions as they stand on a day: what is overdue, what is due soon, what has no owner, and whose it is.

Partnerships and their delivery groups take remedial action on targets that are not on track.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings.arrivals import folded
from oxdash.findings.diary import WITHIN, in_days
from oxdash.vocabulary import bodies, wording
from oxdash.vocabulary.model import ActionFor, Status
from oxdash.vocabulary.rows import each_row

OPEN, DONE, DROPPED = "open", "done", "dropped"  # as a return says


class When(StrEnum):
    """How an action stands on a day, in the order in which the Board reads it."""

    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "due later"
    NO_DATE = "no due date"
    DONE = "done"
    DROPPED = "dropped"


class Key(StrEnum):
    """What actions can be put together by."""

    PARTNERSHIP = "partnership"
    DELIVERY_GROUP = "delivery group"
    OWNER = "owner"


URGENT = (str(When.OVERDUE), str(When.SOON))  # what is looked at first
SOON_MEANS = f"{When.SOON} is within {WITHIN} days"
NO_OWNER, NO_DATE = "no owner named", "no due date"
URGENT_TITLE = "Overdue and due soon"  # over those of `URGENT`
OTHERS_TITLE = "Due later, without a due date, done and dropped"
NONE_URGENT = "No action is overdue or due soon."
NO_OTHER = "There is no other action."
FOR_NO_TARGET_TITLE = "Actions for a priority, a theme or the partnership"
SHARED_TITLE = "Actions of other partnerships with this one"
OFF_TRACK_TITLE = "Off track: what is being done"
DOING_HEADING = "What is being done"  # of the column beside a target
NONE_RETURNED = "No action in the return"  # for one target; `returned`
STANDING = [
    *("target", "partnership", "quarter", "subject", "about", "words", "action", "owner", "due", "state", "progress"),
    *("with_bodies", "when", "days", "no_owner", "off_track", "sentence", "workbook", "sheet", "cell"),
]
TALLY = ["actions", "open", "overdue", "due_soon", "due_later", "no_date", "no_owner", "done", "dropped"]
NOBODY = {Key.PARTNERSHIP: "No partnership", Key.DELIVERY_GROUP: "No delivery group", Key.OWNER: "No owner named"}


def once(actions: pd.DataFrame) -> pd.DataFrame:
    """The actions with subject and ``words`` (what each is known by) and about, each once in a return, in their order.

    ``subject`` is the target's code; of an action for no target, whose it is and what it is for. ``about`` is what it
    is for in words: the target's code, a priority, a theme, or "the partnership". Where a return has an action twice,
    an open row counts before a closed one, then the lower row.
    """
    own = zip(actions["target"], actions["partnership"], actions["for_kind"], actions["for_what"], strict=True)
    subjects = [
        target if kind == ActionFor.TARGET else f"{code}, {kind}: {folded(what)}" for target, code, kind, what in own
    ]
    words = pd.Series([folded(words) for words in actions["action"]], index=actions.index, dtype="str")
    rows = actions.assign(
        subject=pd.Series(subjects, index=actions.index, dtype="str"),
        about=actions["for_what"].fillna(str(ActionFor.PARTNERSHIP)),
        words=words,
        open=actions["state"] == OPEN,
    )
    rows = rows.sort_values("open", kind="stable").drop_duplicates(["subject", "quarter", "words"], keep="last")
    return rows.sort_index().drop(columns="open")


def looked_at(actions: pd.DataFrame, priorities: Collection[str] | None, *, of_no_kind: bool) -> pd.DataFrame:
    """Those for a target, and of the others those for one of ``priorities`` (names), where only these are looked at.

    An action for no target is of no kind of target: without ``of_no_kind`` none is looked at.
    """
    if priorities is None:
        others = pd.Series(of_no_kind, index=actions.index)
    else:
        others = (actions["for_kind"] == ActionFor.PRIORITY) & actions["for_what"].isin(priorities)
    return actions[actions["target"].notna() | others]


def acting_in(actions: pd.DataFrame, partnership: str) -> pd.DataFrame:
    """The actions of other partnerships that name this one among the bodies they act with."""
    named = [partnership in bodies.several(held) for held in actions["with_bodies"]]
    return actions[pd.Series(named, index=actions.index, dtype=bool) & (actions["partnership"] != partnership)]


def with_whom(held: object, names: Mapping[str, str]) -> str | None:
    """``with Economic Partnership and Jobcentre Plus``; nothing where an action names no other body."""
    named = bodies.each_named(held, names)
    return f"with {wording.listed(named)}" if named else None


def whose(rows: pd.DataFrame) -> pd.DataFrame:
    """Each partnership at the quarter, or quarters, of its ``rows``: partnership, quarter."""
    return rows[["partnership", "quarter"]].drop_duplicates()


def returned(actions: pd.DataFrame) -> Callable[[str, str], pd.DataFrame]:
    """Of a target and a quarter, what the return says is being done: its rows of `tables.ACTIONS` not dropped.

    The table is looked through once, however many targets are asked of.
    """
    kept = actions[actions["target"].notna() & (actions["state"] != DROPPED)]
    places = kept.groupby(["target", "quarter"], sort=False).indices
    return lambda target, quarter: kept.iloc[places.get((target, quarter), [])]


def standing(
    rows: pd.DataFrame,
    actions: pd.DataFrame,
    as_at: date,
    soon: int = WITHIN,
    partnerships: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every action of a position, each from its partnership's own quarter, as it stands on a day: `STANDING`.

    In: ``rows``, judged rows, one a target (a position's); `tables.ACTIONS`, of which those for a target count where
    ``rows`` has it, and the others where ``partnerships`` (`whose`; of ``rows`` unless given) has their return. Out:
    when (`When`: overdue is open and due before the day, due soon within ``soon`` days of it, itself included), days
    (until it is due, negative where overdue; missing unless open with a day), no_owner (open and nobody named),
    off_track (its target is), sentence; overdue first, the longest first, then by the day it is due.
    """
    judged = rows[["target", "quarter"]].assign(off_track=rows["status"].astype("str") == Status.OFF_TRACK)
    held = whose(rows) if partnerships is None else partnerships
    told = once(actions)
    told = told.assign(order=range(len(told)))
    of_targets = told[told["target"].notna()].merge(judged, on=["target", "quarter"], how="inner")
    others = told[told["target"].isna()].merge(held, on=["partnership", "quarter"], how="inner").assign(off_track=False)
    table = pd.concat([of_targets, others], ignore_index=True) if len(others) else of_targets
    table = table.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)
    is_open = table["state"] == OPEN
    days = (table["due"] - pd.Timestamp(as_at)).dt.days.where(is_open).astype("float64")
    whens = [str(_when(state, left, soon)) for state, left in zip(table["state"], days, strict=True)]
    table = table.assign(days=days, no_owner=is_open & table["owner"].isna(), when=pd.Series(whens, dtype="str"))
    table["sentence"] = pd.Series([_sentence(row) for row in each_row(table)], dtype="str")
    order = {str(when): number for number, when in enumerate(When)}
    table = table.assign(order=table["when"].map(order)).sort_values(["order", "days"], kind="stable")
    types = {"due": "datetime64[ns]", "days": "float64", "no_owner": "bool", "off_track": "bool"}
    return table[STANDING].astype({name: types.get(name, "str") for name in STANDING}).reset_index(drop=True)


def in_words(table: pd.DataFrame) -> str:
    """``21 actions are open: 14 overdue, 3 due soon and 4 due later; 3 done.`` ``table`` is `standing`."""
    if table.empty:
        return "There is no action in the returns."
    counted = table["when"].value_counts()
    parts = [f"{counted[str(when)]} {when}" for when in (When.OVERDUE, When.SOON, When.LATER) if str(when) in counted]
    parts += [f"{counted[str(When.NO_DATE)]} without a due date"] if str(When.NO_DATE) in counted else []
    still = int((table["state"] == OPEN).sum())
    said = ["No action is open", "1 action is open"][still] if still < 2 else f"{still} actions are open"
    said += f": {wording.listed(parts)}" if parts else ""
    closed = [f"{counted[state]} {state}" for state in (DONE, DROPPED) if counted.get(state)]
    said += f"; {wording.listed(closed)}." if closed else "."
    nobody = int(table["no_owner"].sum())
    if nobody == still == 1:
        return f"{said} It has no owner."
    return f"{said} {nobody} of those open {'has' if nobody == 1 else 'have'} no owner." if nobody else said


def by(
    table: pd.DataFrame, key: Key, targets: pd.DataFrame, delivery_groups: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The same rows put together by partnership, delivery group or owner, with group and group_name in front.

    In: a table of actions with target and partnership, for owners also owner (`standing`, `promises.of`,
    `promises.history`); `tables.TARGETS`, whose delivery group works on the target; the register's delivery groups;
    partnerships' ``names`` by code. Groups come in the register's order, owners by name (spelled as first met; case and
    white space make no second owner), what has none last, under `NOBODY`; rows keep their order within one.

    An action stands in its own group first, and again, with ``shared`` true, in that of each body it names in
    with_bodies; `tally` counts it once.
    """
    table = table.assign(shared=False)
    if key == Key.OWNER:
        group = pd.Series([folded(owner) or None for owner in table["owner"]], index=table.index, dtype="object")
        named = {folded(owner): str(owner).strip() for owner in reversed(table["owner"].dropna().tolist())}
        named = {code: named[code] for code in sorted(named)}
    elif key == Key.DELIVERY_GROUP:
        group = table["target"].map(targets.set_index("target")["delivery_group"])
        named = dict(zip(delivery_groups["code"], delivery_groups["name"], strict=True))
    else:
        group, named = table["partnership"], dict(names)
    if key != Key.OWNER and "with_bodies" in table and len(table):
        table, group = _shared(table, group, named)
    codes = [None if pd.isna(code) else str(code) for code in group]
    order = {code: number for number, code in enumerate(named)}
    place = [len(order) + 1 if code is None else order.get(code, len(order)) for code in codes]
    said = [NOBODY[Key(key)] if code is None else named.get(code, code) for code in codes]
    found = table.assign(group=codes, group_name=said, place=place).sort_values("place", kind="stable")
    found = found[["group", "group_name", *table.columns]].reset_index(drop=True)
    return found.astype({"group": "str", "group_name": "str"})


def tally(grouped: pd.DataFrame) -> pd.DataFrame:
    """How the actions of each group stand: group, group_name, `TALLY`. ``grouped`` is `by` of `standing`.

    Every action counts once, in its own group, among overdue, due_soon, due_later, no_date, done and dropped; no_owner
    counts beside them.
    """
    grouped = grouped[~grouped["shared"]]
    whens = dict(zip(("overdue", "due_soon", "due_later", "no_date", "done", "dropped"), When, strict=True))
    counted = grouped[["group", "group_name"]].assign(
        actions=1,
        open=grouped["state"] == OPEN,
        no_owner=grouped["no_owner"],
        **{name: grouped["when"] == str(when) for name, when in whens.items()},
    )
    found = counted.groupby(["group", "group_name"], sort=False, dropna=False)[TALLY].sum().astype("int64")
    return found.reset_index().astype({"group": "str", "group_name": "str"})


def _shared(table: pd.DataFrame, group: pd.Series, named: Mapping) -> tuple[pd.DataFrame, pd.Series]:
    """The table and its groups with a row more for every body that an action names, below the action's own rows."""
    again = [
        (place, code)
        for place, (held, own) in enumerate(zip(table["with_bodies"], group, strict=True))
        for code in bodies.several(held)
        if code in named and code != own
    ]
    more = table.iloc[[place for place, _ in again]].assign(shared=True)
    table = pd.concat([table, more], ignore_index=True) if again else table
    return table, pd.Series([*group, *(code for _, code in again)], dtype="object")


def _when(state: str, days: float, soon: int) -> When:
    if state != OPEN:
        return When(state)
    if pd.isna(days):
        return When.NO_DATE
    return When.OVERDUE if days < 0 else When.SOON if days <= soon else When.LATER


def _sentence(row) -> str:
    owner = "no owner named" if pd.isna(row.owner) else row.owner
    at = wording.quarter(row.quarter)
    if row.state != OPEN:
        said = f"{row.state} at {at}"
    elif pd.isna(row.due):
        said = f"open at {at}, with no due date"
    else:
        said = f"due on {wording.day(row.due)}, {in_days(row.days)}"
    still = f", and still open in the return for {at}" if row.when == When.OVERDUE else ""
    return f"{wording.sentence_case(row.about)}, “{row.action}”: {said}{still} ({owner})."
