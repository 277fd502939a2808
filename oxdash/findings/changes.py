"""What changed since last quarter: target by target, and partnership by partnership, in words."""

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd

from oxdash import house_style
from oxdash.findings import counts, unknowns
from oxdash.model import Status
from oxdash.quarters import Quarter

NEVER_BEFORE = "No earlier quarter to compare with"
NO_CHANGE = "No change"
THREE = 3  # quarters running off track before the Board is told again


class Change(StrEnum):
    """In the order that the Board reads them."""

    NEWLY_OFF_TRACK = "newly off track"
    RECOVERED = "recovered"
    NEWLY_UNKNOWN = "newly unknown"
    THREE_RUNNING = "off track three quarters running"


def between(now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None = None) -> pd.DataFrame:
    """The targets whose status changed since their partnership's quarter before, and those off track for three.

    ``now``: judged rows, one a target, each at its partnership's quarter. ``judged``: every quarter. ``quarters``:
    those with any return, so that one in which nobody returned is passed over; without it, the quarter before is the
    calendar's. Columns out: target, partnership, quarter, change, before (the status then), running (for how many
    quarters the target has had today's status), sentence; by kind of change, then as ``now``. A target that was not
    there in the quarter before has not changed.
    """
    table = _with_before(now, judged, quarters)
    running = pd.concat([unknowns.running(judged, status) for status in Status], axis=1).max(axis=1)
    lengths = dict(zip(zip(judged["target"], judged["quarter"], strict=True), running, strict=True))
    found = []
    for row in table.itertuples(index=False):
        length = int(lengths.get((row.target, row.quarter), 1))
        if change := _change(row.status, row.before, length):
            said = _sentence(row, change, length)
            found.append((row.target, row.partnership, row.quarter, str(change), row.before, length, said))
    names = ["target", "partnership", "quarter", "change", "before", "running", "sentence"]
    order = {str(change): number for number, change in enumerate(Change)}
    changes = pd.DataFrame(found, columns=names).astype({name: "str" for name in names if name != "running"})
    return changes.sort_values("change", key=lambda kind: kind.map(order), kind="stable", ignore_index=True)


def by_partnership(now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None = None) -> pd.DataFrame:
    """The change since last quarter in words, as ``1 more on track, 1 fewer off track``: partnership, change.

    Only targets that were there in both quarters are compared. Arguments as in `between`.
    """
    table = _with_before(now, judged, quarters)
    found = []
    for partnership, rows in table.groupby("partnership", sort=False, observed=True):
        both = rows[rows["before"].notna()]
        found.append((partnership, _in_words(both) if len(both) else NEVER_BEFORE))
    return pd.DataFrame(found, columns=["partnership", "change"]).astype("str")


def _with_before(now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None) -> pd.DataFrame:
    """Today's rows as text, with the quarter before and the status then."""
    columns = ["target", "partnership", "quarter", "status", "reason"]
    table = now[columns].astype("str")
    table["then"] = table["quarter"].map({said: _quarter_before(said, quarters) for said in table["quarter"].unique()})
    statuses = judged.set_index(["target", "quarter"])["status"].astype("str")
    keys = pd.MultiIndex.from_frame(table[["target", "then"]])
    return table.assign(before=statuses.reindex(keys).to_numpy())


def _quarter_before(quarter: str, quarters: Sequence[str] | None) -> str | None:
    if quarters is None:
        return str(Quarter.parse(quarter).plus(-1))
    return max((earlier for earlier in quarters if earlier < quarter), default=None)


def _change(status: str, before: str | None, running: int) -> Change | None:
    known = isinstance(before, str)
    if status == Status.OFF_TRACK and known and before != Status.OFF_TRACK:
        return Change.NEWLY_OFF_TRACK
    if status == Status.ON_TRACK and before == Status.OFF_TRACK:
        return Change.RECOVERED
    if status == Status.INSUFFICIENT_DATA and known and before != Status.INSUFFICIENT_DATA:
        return Change.NEWLY_UNKNOWN
    if status == Status.OFF_TRACK and running >= THREE:
        return Change.THREE_RUNNING
    return None


def _sentence(row, change: Change, running: int) -> str:
    at = house_style.quarter(row.quarter)
    if change == Change.THREE_RUNNING:
        since = Quarter.parse(row.quarter).plus(1 - running).people
        return f"{row.target} has been off track for {house_style.quarters_running(running)}, since {since}."
    was = "could not be judged" if row.before == Status.INSUFFICIENT_DATA else f"was {row.before}"
    then = f"it {was} at {house_style.quarter(row.then)}"
    if change == Change.NEWLY_OFF_TRACK:
        return f"{row.target} is newly off track at {at} ({row.reason}); {then}."
    if change == Change.RECOVERED:
        return f"{row.target} has recovered: on track at {at}; {then}."
    return f"{row.target} can no longer be judged at {at} ({row.reason}); {then}."


def _in_words(rows: pd.DataFrame) -> str:
    before, now = counts.total(rows.assign(status=rows["before"])), counts.total(rows)
    differences = [
        (now.on_track - before.on_track, "on track"),
        (now.off_track - before.off_track, "off track"),
        (now.insufficient_data - before.insufficient_data, "that cannot be judged"),
    ]
    said = [f"{abs(count)} {'more' if count > 0 else 'fewer'} {words}" for count, words in differences if count]
    if said:
        return ", ".join(said)
    moved = int((rows["before"] != rows["status"]).sum())
    return f"Same counts, though {moved} targets changed status" if moved else NO_CHANGE  # one alone moves a count
