"""What changed since an earlier quarter: target by target, and partnership by partnership, in words."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash import house_style
from oxdash.findings import counts, revised, unknowns
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
    NEWLY_KNOWN = "newly known"
    THREE_RUNNING = "off track three quarters running"
    RENEGOTIATED = "target renegotiated"
    CORRECTED = "figure corrected"


COLUMNS = ["target", "partnership", "quarter", "change", "before", "running", "sentence", "said_by_officer"]


def between(
    now: pd.DataFrame,
    judged: pd.DataFrame,
    quarters: Sequence[str] | None = None,
    *,
    since: str | None = None,
    milestones: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
    as_at: date | None = None,
) -> pd.DataFrame:
    """The targets whose status changed since an earlier quarter, those off track for three, and what was revised.

    ``now``: judged rows, one a target, each at its partnership's quarter. ``judged``: every quarter. ``since``: the
    earlier quarter, for all; a row not later than it has nothing to compare with. Without it, each partnership's
    quarter before: of ``quarters``, those with any return, so that one in which nobody returned is passed over;
    without either, the calendar's.

    With ``milestones`` (`table.MILESTONES`) a renegotiated target is listed, with ``corrections``
    (`table.CORRECTIONS`) a corrected figure: those dated after the last day of the earlier quarter and by
    ``as_at``. Both stand besides a change of status, so a target can have several rows.

    Columns out, `COLUMNS`: target, partnership, quarter, change, before (the status then), running (for how many
    quarters the target has had today's status), sentence, said_by_officer (their own words, always text: the
    commentary of the return, of a renegotiation the register's reason; missing where nothing was said); by kind of
    change, then as ``now``. A target that was not there in the earlier quarter has not changed its status, unless it
    has been off track for three.
    """
    table = _with_before(now, judged, quarters, since)
    running = pd.concat([unknowns.running(judged, status) for status in Status], axis=1).max(axis=1)
    lengths = dict(zip(zip(judged["target"], judged["quarter"], strict=True), running, strict=True))
    table["running"] = [int(lengths.get(key, 1)) for key in zip(table["target"], table["quarter"], strict=True)]
    found = [_statuses(table)]
    if milestones is not None:
        found.append(_revised(table, revised.renegotiated(table, milestones, as_at), Change.RENEGOTIATED))
    if corrections is not None:
        found.append(_revised(table, revised.corrected(table, corrections, as_at), Change.CORRECTED))
    order = {str(change): number for number, change in enumerate(Change)}
    places = {target: number for number, target in enumerate(table["target"])}
    changes = pd.concat(found, ignore_index=True)
    changes = changes.assign(kind=changes["change"].map(order), place=changes["target"].map(places))
    changes = changes.sort_values(["kind", "place"], kind="stable", ignore_index=True)[COLUMNS]
    return changes.astype({name: "str" for name in COLUMNS if name != "running"} | {"running": "int64"})


def _statuses(table: pd.DataFrame) -> pd.DataFrame:
    """The rows whose status is a change, with what it is and its sentence."""
    kinds = [_change(row.status, row.before, row.running) for row in table.itertuples(index=False)]
    changed = table[pd.Series([kind is not None for kind in kinds], index=table.index, dtype="bool")]
    kinds = [kind for kind in kinds if kind is not None]
    said = [_sentence(row, kind) for row, kind in zip(changed.itertuples(index=False), kinds, strict=True)]
    names = [str(kind) for kind in kinds]
    return changed.assign(change=names, sentence=said, said_by_officer=changed["commentary"])[COLUMNS]


def _revised(table: pd.DataFrame, found: pd.DataFrame, change: Change) -> pd.DataFrame:
    """The same columns for what `revised` found."""
    rows = found.merge(table, on="target", how="left", suffixes=("", "_judged"))
    said = rows["reason"] if change == Change.RENEGOTIATED else rows["commentary"]
    return rows.assign(change=str(change), said_by_officer=said)[COLUMNS]


def in_their_words(change: str, said: str) -> str | None:
    """``The partnership: "Most of it in maths."``; of a renegotiation, the register's reason; None for nothing said.

    ``change`` and ``said`` (said_by_officer) are a row's of `between`. White space is drawn together, so that it
    stands on one line.
    """
    if pd.isna(said) or not str(said).strip():
        return None
    who = "Reason in the register" if change == Change.RENEGOTIATED else "The partnership"
    return f'{who}: "{" ".join(str(said).split())}"'


def by_partnership(now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None = None) -> pd.DataFrame:
    """The change since last quarter in words, as ``1 more on track, 1 fewer off track``: partnership, change.

    Only targets that were there in both quarters are compared. Arguments as in `between`.
    """
    table = _with_before(now, judged, quarters, None)
    found = []
    for partnership, rows in table.groupby("partnership", sort=False, observed=True):
        both = rows[rows["before"].notna()]
        found.append((partnership, _in_words(both) if len(both) else NEVER_BEFORE))
    return pd.DataFrame(found, columns=["partnership", "change"]).astype("str")


def _with_before(
    now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None, since: str | None
) -> pd.DataFrame:
    """Today's rows, their words as text, with the quarter to compare with and the status then."""
    words = ["target", "partnership", "quarter", "status", "reason", "better", "unit", "commentary"]
    table = now[words].astype("str").assign(places=now["places"])
    thens = {said: _quarter_before(said, quarters, since) for said in table["quarter"].unique()}
    table["then"] = table["quarter"].map(thens).astype("str")
    statuses = judged.set_index(["target", "quarter"])["status"].astype("str")
    keys = pd.MultiIndex.from_frame(table[["target", "then"]])
    return table.assign(before=statuses.reindex(keys).to_numpy())


def _quarter_before(quarter: str, quarters: Sequence[str] | None, since: str | None) -> str | None:
    if since is not None:
        return since if since < quarter else None
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
    if status == Status.ON_TRACK and before == Status.INSUFFICIENT_DATA:
        return Change.NEWLY_KNOWN
    if status == Status.OFF_TRACK and running >= THREE:
        return Change.THREE_RUNNING
    return None


def _sentence(row, change: Change) -> str:
    at = house_style.quarter(row.quarter)
    if change == Change.THREE_RUNNING:
        since = Quarter.parse(row.quarter).plus(1 - row.running).people
        return f"{row.target} has been off track for {house_style.quarters_running(row.running)}, since {since}."
    was = "could not be judged" if row.before == Status.INSUFFICIENT_DATA else f"was {row.before}"
    then = f"it {was} at {house_style.quarter(row.then)}"
    if change == Change.NEWLY_OFF_TRACK:
        return f"{row.target} is newly off track at {at} ({row.reason}); {then}."
    if change == Change.RECOVERED:
        return f"{row.target} has recovered: on track at {at}; {then}."
    if change == Change.NEWLY_KNOWN:
        return f"{row.target} can now be judged: on track at {at}; {then}."
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
