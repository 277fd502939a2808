"""What changed since an earlier quarter: target by target, and partnership by partnership, in words.

A status is held against the target's status when it was last judged, at the earlier quarter or before it. A measure
taken once a year has no result in the quarters between: held against one of those, each of its results would be news.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings import ledger, series
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Frequency, Measure, Reason, Status
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rows import as_table, each_row

NEVER_BEFORE = "No earlier quarter to compare with"
NO_CHANGE = "No change"
SINCE_HEADING = "Since the quarter before"  # of the column of `by_partnership`
WHEN_LAST = "when last judged, at"  # before the quarter of that
THREE = 3  # quarters running off track before the Board is told again


class Change(StrEnum):
    """In the order that the Board reads them."""

    NEWLY_OFF_TRACK = "newly off track"
    RECOVERED = "recovered"
    NEWLY_UNKNOWN = "can no longer be judged"
    FIRST_RESULT = "first result"
    SAME_AGAIN = "new result, same status"
    THREE_RUNNING = "off track for three quarters or more"
    RENEGOTIATED = "target renegotiated"
    CORRECTED = "figure corrected"


COLUMNS = [
    *("target", "partnership", "quarter", "change", "before", "last_judged", "running", "sentence", "said_by_officer"),
]
_IN_A_LIST = {  # a kind of change of one and of several targets or figures, where that is not its own words
    Change.FIRST_RESULT: ("first result", "first results"),
    Change.SAME_AGAIN: ("new result with the same status", "new results with the same status"),
    Change.RENEGOTIATED: ("target renegotiated", "targets renegotiated"),
    Change.CORRECTED: ("figure corrected", "figures corrected"),
}


def between(
    now: pd.DataFrame,
    judged: pd.DataFrame,
    quarters: Sequence[str] | None = None,
    *,
    since: str | None = None,
    milestones: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
    as_at: date | None = None,
    calendar: Calendar,
) -> pd.DataFrame:
    """The targets whose status changed since an earlier quarter, those off track for three, and what was revised.

    ``now``: judged rows, one a target, each at its partnership's quarter. ``judged``: every quarter. ``since``: the
    earlier quarter, for all; a row not later than it has nothing to compare with. Without it, each partnership's
    quarter before: of ``quarters``, those with any return, so that one in which nobody returned is passed over;
    without either, the calendar's.

    With ``milestones`` (`tables.MILESTONES`) a renegotiated target is listed, with ``corrections``
    (`tables.CORRECTIONS`) a corrected figure: those dated after the last day of the earlier quarter (by
    the ``calendar``) and by ``as_at``. Both stand besides a change of status, so a target can have several rows.

    A change is `Change`: newly off track and recovered are against the status when last judged by the earlier quarter;
    new result, same status is one that has no result at the earlier quarter itself; first result, one that had none
    by then. What was judged at the earlier quarter and is not now can no longer be judged, but for a quarter in
    which no result is due: of a survey that is not, or of a measure taken yearly or less often.

    Columns out, `COLUMNS`: target, partnership, quarter, change, before (the status when last judged by the earlier
    quarter) and last_judged (that quarter; both missing where it never was), running (for how many quarters the target
    has had today's status), sentence, said_by_officer (their own words, always text: the commentary of the return, of a
    renegotiation the register's reason; missing where nothing was said); by kind of change, then as ``now``. A target
    that was not there in the earlier quarter has not changed its status, unless it has been off track for three.
    """
    table = _with_before(now, judged, quarters, since)
    lengths = dict(zip(zip(judged["target"], judged["quarter"], strict=True), series.running(judged), strict=True))
    table["running"] = [int(lengths.get(key, 1)) for key in zip(table["target"], table["quarter"], strict=True)]
    found = [_statuses(table)]
    if milestones is not None:
        found.append(_revised(table, ledger.renegotiated(table, milestones, as_at, calendar), Change.RENEGOTIATED))
    if corrections is not None:
        found.append(_revised(table, ledger.corrected(table, corrections, as_at, calendar), Change.CORRECTED))
    order = {str(change): number for number, change in enumerate(Change)}
    places = {target: number for number, target in enumerate(table["target"])}
    changes = pd.concat(found, ignore_index=True)
    changes = changes.assign(kind=changes["change"].map(order), place=changes["target"].map(places))
    changes = changes.sort_values(["kind", "place"], kind="stable", ignore_index=True)[COLUMNS]
    return changes.astype({name: "str" for name in COLUMNS if name != "running"} | {"running": "int64"})


def _statuses(table: pd.DataFrame) -> pd.DataFrame:
    """The rows whose status is a change, with what it is and its sentence."""
    kinds = [_change(row) for row in each_row(table)]
    changed = table[pd.Series([kind is not None for kind in kinds], index=table.index, dtype="bool")]
    known = [kind for kind in kinds if kind is not None]
    said = [_sentence(row, kind) for row, kind in zip(each_row(changed), known, strict=True)]
    names = [str(kind) for kind in known]
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
    """The changes of status since last quarter in words, as ``1 newly off track, 2 recovered``: partnership, change.

    Only targets that were there in both quarters are compared. Arguments as in `between`.
    """
    table = _with_before(now, judged, quarters, None).assign(
        running=0
    )  # whether it is off track for three is no change
    kinds = [_change(row) for row in each_row(table)]
    found = []
    for partnership, rows in table.assign(kind=kinds).groupby("partnership", sort=False, observed=True):
        there = rows[rows["at_then"].notna()]
        found.append((partnership, in_words(there["kind"].dropna()) or NO_CHANGE if len(there) else NEVER_BEFORE))
    return as_table(found, ["partnership", "change"])


def none_in_words(
    now: pd.DataFrame,
    judged: pd.DataFrame,
    quarters: Sequence[str] | None = None,
    *,
    since: str | None = None,
) -> str:
    """What to say where `between` finds nothing: that nothing changed, or that there is nothing to compare with.

    Arguments as there.
    """
    table = _with_before(now, judged, quarters, since)
    then = wording.quarter(since) if since else "the quarter before"
    if table["at_then"].notna().any():
        return f"No target changed status since {then}."
    if since is None:
        return f"{NEVER_BEFORE}."
    later = table["then"].notna().any()
    return f"No target counted now was there at {then}." if later else f"No target stands at a quarter after {then}."


def in_words(kinds: Iterable[str]) -> str:
    """``3 newly off track, 2 first results``: how many changes of each kind, in the Board's order; empty for none."""
    counted = Counter(str(kind) for kind in kinds)
    words = {kind: _IN_A_LIST.get(kind, (kind, kind))[counted[kind] > 1] for kind in Change}
    return ", ".join(f"{counted[kind]:,} {words[kind]}" for kind in Change if counted[kind])


def _with_before(
    now: pd.DataFrame, judged: pd.DataFrame, quarters: Sequence[str] | None, since: str | None
) -> pd.DataFrame:
    """Today's rows, their words as text, with the quarter to compare with (then), the status at it (at_then), and the
    status when last judged by it (before) with its quarter (last_judged)."""
    words = ["target", "partnership", "quarter", "status", "reason", "better", "unit", "commentary"]
    table = now[words].astype("str").assign(places=now["places"], due=_due(now))
    thens = {said: _quarter_before(said, quarters, since) for said in table["quarter"].unique()}
    table["then"] = table["quarter"].map(thens).astype("str")
    rows = judged[judged["target"].isin(table["target"])]
    known: dict[str, list[tuple[str, str]]] = {}
    at: dict[tuple[str, str], str] = {}
    for target, quarter, status in zip(rows["target"], rows["quarter"], rows["status"].astype("str"), strict=True):
        at[target, quarter] = status
        if status != Status.INSUFFICIENT_DATA:
            known.setdefault(target, []).append((quarter, status))
    keys = list(zip(table["target"], table["then"], strict=True))
    last = [_last_judged(known.get(target, []), then) for target, then in keys]
    table["at_then"] = pd.Series([at.get(key) for key in keys], index=table.index, dtype="str")
    table["before"] = pd.Series([one[1] for one in last], index=table.index, dtype="str")
    table["last_judged"] = pd.Series([one[0] for one in last], index=table.index, dtype="str")
    return table


def _last_judged(known: list[tuple[str, str]], then: str) -> tuple[str | None, str | None]:
    """The newest of ``known`` (quarter and status of every result) by ``then``."""
    return max((one for one in known if isinstance(then, str) and one[0] <= then), default=(None, None))


def _due(now: pd.DataFrame) -> pd.Series:
    """Whether a result is due in the row's quarter: always, unless the return says that the survey is not, or it is
    measured yearly or less often and nothing was agreed for the quarter."""
    seldom = (now["frequency"].notna() & (now["frequency"] != Frequency.QUARTERLY)) | (now["measure"] == Measure.ANNUAL)
    return (~seldom | now["milestone"].notna()) & (now["reason"].astype("str") != Reason.SURVEY_NOT_DUE)


def _quarter_before(quarter: str, quarters: Sequence[str] | None, since: str | None) -> str | None:
    if since is not None:
        return since if since < quarter else None
    if quarters is None:
        return str(Quarter.parse(quarter).plus(-1))
    return max((earlier for earlier in quarters if earlier < quarter), default=None)


def _change(row) -> Change | None:
    """What a row of `_with_before` is; None for no change."""
    there, judged_then = isinstance(row.at_then, str), row.at_then in (Status.ON_TRACK, Status.OFF_TRACK)
    known, same = isinstance(row.before, str), row.before == row.status
    if row.status == Status.INSUFFICIENT_DATA:
        return Change.NEWLY_UNKNOWN if judged_then and row.due else None
    cases = [  # in order; the first that holds decides
        (Change.NEWLY_OFF_TRACK, there and known and not same and row.status == Status.OFF_TRACK),
        (Change.RECOVERED, there and known and not same),
        (Change.FIRST_RESULT, there and not known),
        (Change.SAME_AGAIN, there and not judged_then),
        (Change.THREE_RUNNING, row.status == Status.OFF_TRACK and row.running >= THREE),
        (None, True),
    ]
    return next(change for change, holds in cases if holds)


def _sentence(row, change: Change) -> str:
    at = wording.quarter(row.quarter)
    why = f" ({row.reason})" if row.status != Status.ON_TRACK else ""
    if change == Change.THREE_RUNNING:
        since = Quarter.parse(row.quarter).plus(1 - row.running).people
        return f"{row.target} has been off track for {wording.quarters_running(row.running)}, since {since}."
    if change == Change.FIRST_RESULT:
        return f"{row.target} is judged for the first time: {row.status} at {at}{why}."
    last = wording.quarter(row.last_judged)
    if change == Change.SAME_AGAIN:
        return f"{row.target} has a new result: {row.status} at {at}{why}, as {WHEN_LAST} {last}."
    then = f"it was {row.before} {'at' if row.last_judged == row.then else WHEN_LAST} {last}"
    if change == Change.NEWLY_OFF_TRACK:
        return f"{row.target} is newly off track at {at}{why}; {then}."
    if change == Change.RECOVERED:
        return f"{row.target} has recovered: on track at {at}; {then}."
    return f"{row.target} can no longer be judged at {at}{why}; {then}."
