"""How many rows are on track, off track or cannot be judged, by any columns; and between what that would lie if all
were known.

Counted always over all rows, never only those measured: were every unknown one known, at least those that are on track
now would be, and at most all that are not off track.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from oxdash.rule import arrays
from oxdash.storage import write_once
from oxdash.tidy_input import given_columns
from oxdash.tidy_input.judged_files import Verdicts
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.tidy_input.unreadable import Unreadable
from oxdash.vocabulary import safe_text

MOST = 100_000  # groups: the memory that they take
VERDICTS = ("status", "reason", "close")  # what may be counted by that no file has
COLUMNS = (
    *("rows", "on_track", "off_track", "insufficient_data", "close"),
    *("on_track_percent_if_all_known_low", "on_track_percent_if_all_known_high"),
)
Counts = dict[tuple[str, ...], list[int]]  # by group: rows, by status, close


class TooMany(Exception):
    """More groups than are counted."""


def count(table: TidyTable, verdicts: Verdicts, by: Sequence[str], places: Mapping[str, int], counts: Counts) -> None:
    """Add the rows of a table to ``counts``. ``places``: where the columns that are counted by stand in the table.

    `Unreadable` for a column of lists or bytes.
    """
    alike, columns = arrays.Alike(len(table.rows)), []
    for name in by:
        codes, texts = _given(table, name, places[name]) if name in places else _own(verdicts, name)
        number, different = pd.factorize(pd.Index([*texts, ""], dtype="object"))
        codes = number.take(codes, mode="wrap")  # what is missing is the empty text
        alike.tell_apart(codes, len(different))
        columns.append((codes, different))
    of_which, first = alike.groups()
    status = np.bincount(of_which * 3 + verdicts.status.codes, minlength=3 * len(first)).reshape(-1, 3)
    close = np.bincount(of_which, weights=verdicts.close, minlength=len(first)).astype(np.int64)
    for group, row in enumerate(first):
        key = tuple(str(texts[codes[row]]) for codes, texts in columns)
        add(counts, key, [int(status[group].sum()), *status[group].tolist(), int(close[group])])


def add(counts: Counts, key: tuple[str, ...], more: Sequence[int]) -> None:
    """`TooMany` past `MOST` groups."""
    if key not in counts and len(counts) == MOST:
        raise TooMany(f"there are more than {MOST:,} groups to count: count by columns with fewer different values.")
    counts[key] = [one + other for one, other in zip(counts.get(key, [0] * 5), more, strict=True)]


def _given(table: TidyTable, name: str, place: int) -> tuple[np.ndarray, list[str]]:
    try:
        return given_columns.different(_plain(table.arrow(place)))
    except ValueError as unread:
        raise Unreadable(f'column "{name}" {unread}, so nothing can be counted by it.') from None


def _plain(column: pa.Array) -> pa.Array:
    """Days and moments as text that does not depend on what other rows hold."""
    return (
        column.cast(pa.string())
        if pa.types.is_temporal(column.type) and not pa.types.is_duration(column.type)
        else column
    )


def _own(verdicts: Verdicts, name: str) -> tuple[np.ndarray, list[str]]:
    if name == "close":
        return verdicts.close.astype(np.int64), ["false", "true"]
    held = verdicts.status if name == "status" else verdicts.reason
    return held.codes, [str(word) for word in held.categories]


def as_csv(counts: Counts, headings: Sequence[str]) -> bytes:
    """A line a group, in the order of their texts, and last one of all rows; UTF-8.

    The share on track is of all rows, in per cent to one place: as it is, and as it would be were every row on track
    that cannot be judged.
    """
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([*(safe_text.inert_text(heading) for heading in headings), *COLUMNS])
    for key in sorted(counts):
        lines.writerow([*(safe_text.inert_cell(text) for text in key), *_line(counts[key])])
    if headings and counts:
        whole = [sum(column) for column in zip(*counts.values(), strict=True)]
        lines.writerow(["all rows", *[""] * (len(headings) - 1), *_line(whole)])
    return out.getvalue().encode()


def write(path: Path, counts: Counts, headings: Sequence[str]) -> str:
    """Write the summary, whole, over what is there; "" or what went wrong."""
    temporary = write_once.temporary(path.parent, path.name)
    try:
        write_once.write(temporary, as_csv(counts, headings), mode=0o666)
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        return f"{path.name}: the summary cannot be written ({fault.strerror})."
    return ""


def _line(counted: Sequence[int]) -> list[object]:
    rows, on_track, _, unknown, _ = counted
    return [*counted, _per_cent(on_track, rows), _per_cent(on_track + unknown, rows)]


def _per_cent(part: int, whole: int) -> str:
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}" if whole else ""


def merged(several: Iterable[Counts]) -> Counts:
    """All of them together; `TooMany` past `MOST` groups."""
    whole: Counts = {}
    for counts in several:
        for key, more in counts.items():
            add(whole, key, more)
    return whole


def as_json(counts: Counts) -> list[list[list[object]]]:
    return [[list(key), list(counted)] for key, counted in counts.items()]


def from_json(said: Sequence[tuple[Sequence[str], Sequence[int]]]) -> Counts:
    return {tuple(key): list(counted) for key, counted in said}
