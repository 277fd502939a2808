"""Each action from return to return: when it was first named, how often its day moved, and what became of it.

One action is known again in the next return by its target and its words (`arrivals.folded`). A reworded action is
therefore a new one, and the old one, if it stood open, was dropped without explanation. What stood open in a
partnership's return before is a promise, and the next return says whether it was kept.
"""

from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings.actions import DONE, DROPPED, OPEN, once, whose
from oxdash.findings.arrivals import before, heard
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rows import as_table, each_row

VANISHED = "dropped without explanation"  # open in one return, missing from the partnership's next

_KNOWN_BY = ("target", "partnership", "subject", "about", "words")
MENTIONS = [
    *_KNOWN_BY,
    *("quarter", "action", "owner", "due", "state", "progress", "with_bodies", "moved_from"),
    *("workbook", "sheet", "cell"),
]
HISTORY = [
    *(*_KNOWN_BY, "action", "owner", "first_quarter", "last_quarter", "returns", "original_due", "due", "moved"),
    *("state", "progress", "with_bodies", "sentence"),
]


def mentions(
    actions: pd.DataFrame, returns: pd.DataFrame, up_to: str | None = None, targets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every action in every return that names it, and in the one that should have and does not: `MENTIONS`.

    In: `tables.ACTIONS`, `tables.RETURNS`; ``up_to`` leaves out later quarters; with ``targets`` (`tables.TARGETS`) no
    return after a target's last quarter has to name its actions. Out: by action in the order first named, then by
    quarter; state is open, done, dropped or `VANISHED` (that row has the earlier words and day, and no cell);
    moved_from is the day that a new due day took the place of, missing where it did not move.
    """
    quarters = heard(returns, up_to)
    lives = {} if targets is None else dict(zip(targets["target"], targets["last_quarter"], strict=True))
    rows = once(actions if up_to is None else actions[actions["quarter"] <= up_to])
    found = []
    for (subject, _), own in rows.sort_values("quarter", kind="stable").groupby(["subject", "words"], sort=False):
        said = {row["quarter"]: row for row in own.to_dict("records")}
        last, due = None, pd.NaT
        for quarter in sorted({*said, *quarters.get(own["partnership"].iloc[-1], [])}):
            if row := said.get(quarter):
                moved = pd.notna(due) and pd.notna(row["due"]) and row["due"] != due
                found.append(row | {"moved_from": due if moved else pd.NaT})
                last, due = row, due if pd.isna(row["due"]) else row["due"]
            elif last is not None and last["state"] == OPEN and quarter <= lives.get(subject, quarter):
                gone = dict.fromkeys(("progress", "workbook", "sheet", "cell"))
                last = last | gone | {"state": VANISHED, "quarter": quarter, "moved_from": pd.NaT}
                found.append(last)
    return as_table(found, MENTIONS, due="datetime64[ns]", moved_from="datetime64[ns]")


def history(
    actions: pd.DataFrame, returns: pd.DataFrame, up_to: str | None = None, targets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row for every action, from the first return that names it to its state now: `HISTORY`.

    Arguments and order as in `mentions`, which has what each return said. Out: action, owner, progress and with_bodies
    as last said;
    first_quarter and last_quarter in which it is named, in how many returns; original_due and due, the first and the
    latest day given; moved, how often the day changed; state now, `VANISHED` where the return that should have named it
    does not; sentence.
    """
    found = []
    for _, own in mentions(actions, returns, up_to, targets).groupby(["subject", "words"], sort=False):
        named, last = own[own["state"] != VANISHED], own.iloc[-1]
        dues, progress = named["due"].dropna(), named["progress"].dropna()
        row = {name: last[name] for name in (*_KNOWN_BY, "action", "owner", "state", "with_bodies")}
        row |= {
            "first_quarter": named["quarter"].iloc[0],
            "last_quarter": named["quarter"].iloc[-1],
            "returns": len(named),
            "original_due": dues.iloc[0] if len(dues) else pd.NaT,
            "due": dues.iloc[-1] if len(dues) else pd.NaT,
            "moved": int(own["moved_from"].notna().sum()),
            "progress": progress.iloc[-1] if len(progress) else None,
        }
        found.append(row | {"sentence": _history_sentence(row, last["quarter"])})
    days, counts = dict.fromkeys(("original_due", "due"), "datetime64[ns]"), {"returns": "int64", "moved": "int64"}
    return as_table(found, HISTORY, **days, **counts)


def _history_sentence(row: dict, last: str) -> str:
    first, named = wording.quarter(row["first_quarter"]), wording.quarter(row["last_quarter"])
    due = f"due on {wording.day(row['due'])}" if pd.notna(row["due"]) else "no due date"
    if row["moved"]:
        times = {1: "once", 2: "twice"}.get(row["moved"], f"{row['moved']} times")
        due += f", moved {times}, at first {wording.day(row['original_due'])}"
    if row["state"] == VANISHED:
        state = f"open at {named} and missing from the return for {wording.quarter(last)}: {VANISHED}"
    else:
        state = f"{row['state']} at {named}"
    many = f"in {row['returns']} returns" if row["returns"] > 1 else "in one return"
    return f"First named at {first}, {many}; {due}; {state}."


class Outcome(StrEnum):
    """What became of a promise, in the order in which the Board reads it."""

    NOT_KEPT = "not kept"
    VANISHED = VANISHED
    DROPPED = DROPPED
    MOVED = "moved to another day"
    NOT_KNOWN = "not known"
    NO_DAY = "no day was given"
    KEPT_LATE = "kept late"
    KEPT = "kept"
    NOT_DUE = "not due yet"


TITLE = "What was promised in the return before"
SHORT_TITLE = "What was promised last time"
TABLE = "What was promised last time, and what became of it"
NONE_OPEN = "No action was open at the return before."
COLUMNS = [
    *("target", "partnership", "before", "quarter", "subject", "about", "words", "action", "owner"),
    *("promised", "due", "was_due"),
    *("outcome", "progress", "sentence"),
]


def of(
    rows: pd.DataFrame,
    actions: pd.DataFrame,
    returns: pd.DataFrame,
    as_at: date,
    partnerships: pd.DataFrame | None = None,
    *,
    calendar: Calendar,
) -> pd.DataFrame:
    """Every action that stood open in the return before, and what the return now says of it: `COLUMNS`.

    In: ``rows``, judged rows, one a target, each at its partnership's quarter (a position's); `tables.ACTIONS`;
    `tables.RETURNS`; ``partnerships`` (`actions.whose`; of ``rows`` unless given), whose actions for no target count.
    The return before is the partnership's newest readable one of an earlier quarter, ``before``.

    Out: promised and due (the day given then, and now), was_due (it fell by the end of the row's quarter), progress (as
    said now), outcome, sentence. In this order: not known where the partnership has no readable return for the
    quarter; dropped without explanation where that return does not name it; dropped; kept late where it is done and was
    already overdue when the quarter before ended, else kept where it is done; no day was given; moved to another day;
    not kept where it was due by the end of the quarter; not known where its day came after that and before ``as_at``;
    not due yet. By outcome, then as ``rows``.
    """
    readable, named = heard(returns), once(actions)
    by_key = {(row.subject, row.quarter, row.words): row for row in each_row(named)}
    of_targets: dict[tuple[str, str], list] = {}
    others: dict[tuple[str, str], list] = {}
    for said in by_key.values():
        if said.state == OPEN and pd.notna(said.target):
            of_targets.setdefault((said.target, said.quarter), []).append(said)
        elif said.state == OPEN:
            others.setdefault((said.partnership, said.quarter), []).append(said)
    held = whose(rows) if partnerships is None else partnerships
    places = [
        *((row, of_targets, row.target) for row in each_row(rows[["target", "partnership", "quarter"]])),
        *((row, others, row.partnership) for row in each_row(held)),
    ]
    found = []
    for row, still_open, key in places:
        quarters = readable.get(row.partnership, [])
        then = before(quarters, row.quarter)
        for said in still_open.get((key, then), ()) if then else ():
            now = by_key.get((said.subject, row.quarter, said.words))
            outcome = _outcome(said, now, row.quarter, row.quarter in quarters, as_at, calendar)
            found.append(
                {
                    **{name: getattr(said, name) for name in (*_KNOWN_BY, "action", "owner")},
                    "before": then,
                    "quarter": row.quarter,
                    "promised": said.due,
                    "due": pd.NaT if now is None else now.due,
                    "was_due": _by_end(said.due, row.quarter, calendar),
                    "outcome": str(outcome),
                    "progress": None if now is None else now.progress,
                    "sentence": f"{wording.sentence_case(said.about)}, “{said.action}”: "
                    f"{_in_words(outcome, said, now, row.quarter, calendar)}.",
                }
            )
    table = as_table(found, COLUMNS, promised="datetime64[ns]", due="datetime64[ns]", was_due="bool")
    order = {str(outcome): number for number, outcome in enumerate(Outcome)}
    return table.sort_values("outcome", key=lambda outcome: outcome.map(order), kind="stable", ignore_index=True)


def in_words(table: pd.DataFrame) -> str:
    """``Of 18 actions open at the return before: 3 not kept, 2 kept and 13 not due yet.`` ``table`` is `of`."""
    if table.empty:
        return NONE_OPEN
    counted = table["outcome"].value_counts()
    parts = [f"{counted[str(outcome)]} {outcome}" for outcome in Outcome if counted.get(str(outcome))]
    many = "The 1 action" if len(table) == 1 else f"Of the {len(table)} actions"
    said = f"{many} open at the return before: {wording.listed(parts)}."
    due = table[table["was_due"]]
    if due.empty:
        return f"{said} None fell due by the end of the quarter."
    kept = int(due["outcome"].isin([str(Outcome.KEPT), str(Outcome.KEPT_LATE)]).sum())
    return f"{said} Due by the end of the quarter: {len(due)}, of which {kept or 'none'} done."


def _by_end(due: pd.Timestamp, quarter: str, calendar: Calendar) -> bool:
    return bool(pd.notna(due) and due.date() <= calendar.last_day(Quarter.parse(quarter)))


def _outcome(said, now, quarter: str, returned: bool, as_at: date, calendar: Calendar) -> Outcome:
    state = None if now is None else now.state
    dated = pd.notna(said.due)
    cases = [  # in order; the first that holds decides
        (Outcome.NOT_KNOWN, not returned),
        (Outcome.VANISHED, now is None),
        (Outcome.DROPPED, state == DROPPED),
        (Outcome.KEPT_LATE, state == DONE and _by_end(said.due, said.quarter, calendar)),
        (Outcome.KEPT, state == DONE),
        (Outcome.NO_DAY, not dated),
        (Outcome.MOVED, dated and now is not None and now.due != said.due),  # NaT is not the day either
        (Outcome.NOT_KEPT, _by_end(said.due, quarter, calendar)),
        (Outcome.NOT_KNOWN, dated and said.due.date() < as_at),
        (Outcome.NOT_DUE, True),
    ]
    return next(outcome for outcome, holds in cases if holds)


def _in_words(outcome: Outcome, said, now, quarter: str, calendar: Calendar) -> str:
    at, then = wording.quarter(quarter), wording.quarter(said.quarter)
    day = f"on {wording.day(said.due)}" if pd.notna(said.due) else ""
    due = f"due {day}" if day else "no day was given"
    missed = _by_end(said.due, quarter, calendar)
    if outcome == Outcome.VANISHED:
        return f"open at {then} ({due}) and missing from the return for {at}: {VANISHED}"
    if outcome == Outcome.DROPPED:
        return f"dropped at {at}; {due}"
    if outcome == Outcome.KEPT_LATE:
        return f"done by {at}, late: it was due {day} and still open at {then}"
    if outcome == Outcome.KEPT:
        return f"done by {at}; {due}"
    if outcome == Outcome.NO_DAY:
        since = f"; {wording.day(now.due)} is given now" if pd.notna(now.due) else ""
        return f"still open at {at}; no day was given{since}"
    if outcome == Outcome.MOVED:
        to = f"to {wording.day(now.due)}" if pd.notna(now.due) else "and no day is given any more"
        return f"{'not done when due' if missed else 'was due'} {day}; moved {to}"
    if outcome == Outcome.NOT_KEPT:
        return f"still open at {at}; it was due {day}"
    if outcome == Outcome.NOT_KNOWN and now is not None:
        return f"still open at {at}; it was due {day}, and no later return says more"
    if outcome == Outcome.NOT_KNOWN:
        return f"{due}; there is no return for {at} that says whether it was done"
    return f"not due until {wording.day(said.due)}"


def made_at(row) -> str:
    """When a promise was made, beside whose it is: ``promised at Q3 2009/10``. ``row`` is one of `of`."""
    return f"promised at {wording.quarter(row.before)}"


def kept_told(row) -> tuple[str, ...]:
    """What became of it, and why that is not known where it is not."""
    because = ("no later return says",) if row.outcome == Outcome.NOT_KNOWN else ()
    return (wording.sentence_case(str(row.outcome)), *because)
