"""Each action from return to return: when it was first named, how often its day moved, and what became of it.

One action is known again in the next return by its target and its words (`across_returns.folded`). A reworded action is
therefore a new one, and the old one, if it stood open, was dropped without a word.
"""

import pandas as pd

from oxdash.findings.across_returns import heard
from oxdash.findings.actions import OPEN, once
from oxdash.vocabulary import wording

VANISHED = "dropped without a word"  # open in one return, missing from the partnership's next

MENTIONS = [
    *(
        "target",
        "partnership",
        "subject",
        "about",
        "words",
        "quarter",
        "action",
        "owner",
        "due",
        "state",
        "progress",
        "moved_from",
    ),
    *("workbook", "sheet", "cell"),
]
HISTORY = [
    *(
        "target",
        "partnership",
        "subject",
        "about",
        "words",
        "action",
        "owner",
        "first_quarter",
        "last_quarter",
        "returns",
    ),
    *("original_due", "due", "moved", "state", "progress", "sentence"),
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
    types = {"due": "datetime64[ns]", "moved_from": "datetime64[ns]"}
    return pd.DataFrame(found, columns=MENTIONS).astype({name: types.get(name, "str") for name in MENTIONS})


def of(
    actions: pd.DataFrame, returns: pd.DataFrame, up_to: str | None = None, targets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row for every action, from the first return that names it to its state now: `HISTORY`.

    Arguments and order as in `mentions`, which has what each return said. Out: action, owner and progress as last said;
    first_quarter and last_quarter in which it is named, in how many returns; original_due and due, the first and the
    latest day given; moved, how often the day changed; state now, `VANISHED` where the return that should have named it
    does not; sentence.
    """
    found = []
    for _, own in mentions(actions, returns, up_to, targets).groupby(["subject", "words"], sort=False):
        named, last = own[own["state"] != VANISHED], own.iloc[-1]
        dues, progress = named["due"].dropna(), named["progress"].dropna()
        row = {name: last[name] for name in ("target", "partnership", "subject", "about", "words")}
        row |= {name: last[name] for name in ("action", "owner", "state")}
        row |= {
            "first_quarter": named["quarter"].iloc[0],
            "last_quarter": named["quarter"].iloc[-1],
            "returns": len(named),
            "original_due": dues.iloc[0] if len(dues) else pd.NaT,
            "due": dues.iloc[-1] if len(dues) else pd.NaT,
            "moved": int(own["moved_from"].notna().sum()),
            "progress": progress.iloc[-1] if len(progress) else None,
        }
        found.append(row | {"sentence": _sentence(row, last["quarter"])})
    days = dict.fromkeys(("original_due", "due"), "datetime64[ns]")
    types = days | dict.fromkeys(("returns", "moved"), "int64")
    return pd.DataFrame(found, columns=HISTORY).astype({name: types.get(name, "str") for name in HISTORY})


def _sentence(row: dict, last: str) -> str:
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
