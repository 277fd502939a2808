"""How many targets are on track, off track or cannot be judged: always over all targets, never only those measured."""

from dataclasses import dataclass

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.quarters import Quarter

NONE_TO_JUDGE = "There are no targets to judge."
NONE_OFF_TRACK = "No target is off track."
NONE_UNKNOWN = "Every target can be judged."
OFF_TRACK_TABLE = "Targets that are off track"  # captions of tables
NOT_A_TARGET = "not a target then"  # in a quarter outside its life
BY_STATUS_TABLE = "Number of targets by status"
OTHERS_TABLE = "Local and stretch targets, counted apart"


@dataclass(frozen=True)
class Counts:
    """Targets by status. Were every unknown one known, between ``low`` and ``high`` would be on track.

    ``close`` of those off track missed by no more than the tolerance.
    """

    targets: int
    on_track: int
    off_track: int
    insufficient_data: int
    close: int = 0

    @property
    def low(self) -> int:
        return self.on_track

    @property
    def high(self) -> int:
        return self.on_track + self.insufficient_data


def of(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by partnership, in the order the rows come in.

    ``rows`` are judged rows, one a target, with ``partnership``, ``quarter`` and ``status``, and where they are there
    ``partnership_name``, ``quarters_old`` (of the row's quarter) and ``stands_at``, the quarter that the partnership
    stands at. Columns out: partnership, [partnership_name], quarter (where it stands; without that the rows' own),
    [quarters_old] (of that quarter), targets, on_track, off_track, insufficient_data, close (how many of those off
    track missed by no more than the tolerance; 0 where the rows do not say), and with ``stands_at`` begun_since: how
    many of the targets began after it.
    """
    table = rows[["partnership", *(name for name in ("partnership_name", "quarter", "quarters_old") if name in rows)]]
    carried = list(table.columns[1:])
    counted = {name: rows["status"].astype("str") == status for name, status in _COLUMNS.items()}
    counted["close"] = _close(rows)
    if "stands_at" in rows:
        stands = rows["stands_at"]
        counted["begun_since"] = rows["quarter"] > stands
        if "quarters_old" in rows:
            behind = [_ordinal(own) - _ordinal(at) for own, at in zip(rows["quarter"], stands, strict=True)]
            table = table.assign(quarters_old=rows["quarters_old"] + pd.Series(behind, index=rows.index, dtype="int64"))
        table = table.assign(quarter=stands)
    grouped = table.assign(targets=1, **counted).groupby("partnership", sort=False, observed=True)
    found = grouped[["targets", *counted]].sum().astype("int64")
    return pd.concat([grouped[carried].max(), found], axis=1).reset_index()


def _ordinal(quarter: str) -> int:
    return Quarter.parse(quarter).ordinal


def begun_since(row) -> str | None:
    """What has to be said of a row of `of` whose targets began after the return it stands at; None where none did."""
    count = getattr(row, "begun_since", 0)
    return f"{wording.counted(count, 'target')} began since: not returned" if count else None


def total(rows: pd.DataFrame) -> Counts:
    """The counts of all rows together."""
    by_status = rows["status"].astype("str").value_counts()
    found = {name: int(by_status.get(str(status), 0)) for name, status in _COLUMNS.items()}
    return Counts(len(rows), **found, close=int(_close(rows).sum()))


def segments(counts: pd.DataFrame) -> dict[str, pd.Series]:
    """The parts of a stacked bar by the look of each (wording.LOOKS), in the order of every stack; from `of`.

    What is close to its target is a part of its own, between off track and what is not known; there is none of it where
    nothing is.
    """
    close = counts["close"] if "close" in counts else pd.Series(0, index=counts.index)
    parts: dict[str, pd.Series] = {Status.OFF_TRACK: counts["off_track"] - close}
    if close.any():
        parts[wording.CLOSE] = close
    return {**parts, Status.INSUFFICIENT_DATA: counts["insufficient_data"], Status.ON_TRACK: counts["on_track"]}


def off_track_in_words(row) -> tuple[str, ...]:
    """How many are off track and, where any is, how many of them are close to target: for a cell of a table."""
    close = getattr(row, "close", 0)
    return (f"{row.off_track:,}", *((f"{close:,} {wording.CLOSE}",) if close else ()))


def _close(rows: pd.DataFrame) -> pd.Series:
    if "close" not in rows:
        return pd.Series(False, index=rows.index)
    return rows["close"].astype(bool) & (rows["status"].astype("str") == Status.OFF_TRACK)


_COLUMNS = {
    "on_track": Status.ON_TRACK,
    "off_track": Status.OFF_TRACK,
    "insufficient_data": Status.INSUFFICIENT_DATA,
}


def sentence(counts: Counts) -> str:
    """``18 of 42 on track, 11 off track, 13 cannot be judged.``"""
    if counts.targets == 0:
        return NONE_TO_JUDGE
    close = f" ({counts.close} of them {wording.CLOSE})" if counts.close else ""
    return (
        f"{counts.on_track} of {counts.targets} on track, {counts.off_track} off track{close}, "
        f"{counts.insufficient_data} cannot be judged."
    )


def sentences(counts: Counts) -> list[str]:
    """The counts, and the honest range where there is anything to count."""
    return [sentence(counts), range_sentence(counts)] if counts.targets else [sentence(counts)]


def range_sentence(counts: Counts) -> str:
    """The honest range: ``If all 13 were known, between 18 and 31 would be on track.``"""
    if counts.targets == 0:
        return NONE_TO_JUDGE
    if counts.insufficient_data == 0:
        return NONE_UNKNOWN
    if counts.insufficient_data == 1:
        return f"If the 1 that cannot be judged were known, {counts.low} or {counts.high} would be on track."
    them = "both" if counts.insufficient_data == 2 else f"all {counts.insufficient_data}"
    return f"If {them} were known, between {counts.low} and {counts.high} would be on track."
