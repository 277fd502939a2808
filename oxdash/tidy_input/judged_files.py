"""The same rows out, with their verdicts: written so many at a time, as Parquet, as CSV, or as a piece of either.

A piece is what one part gives to a file of several: `joined_file` puts them together.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.vocabulary import safe_text

ADDED = ("status", "reason", "close", "shortfall", "sentence")
_TYPES = {"close": pa.bool_(), "shortfall": pa.float64()}  # the others are text
_ROW_NUMBERS = re.compile(r"__index_level_[0-9]+__")  # what pandas calls rows that have numbers and no name


class NoText(Exception):
    """A column that has no text form; the text says which, and what to do."""


@dataclass(frozen=True)
class Verdicts:
    """Of so many rows: two categoricals, two arrays, and the sentences where they are asked for."""

    status: pd.Categorical
    reason: pd.Categorical
    close: np.ndarray
    shortfall: np.ndarray
    sentence: pa.ChunkedArray | None

    def arrow(self) -> dict[str, pa.Array]:
        """A column each, by its name; a shortfall that there is not is missing."""
        held = {
            "status": _words(self.status),
            "reason": _words(self.reason),
            "close": pa.array(self.close),
            "shortfall": pa.array(self.shortfall, from_pandas=True),
        }
        return held if self.sentence is None else {**held, "sentence": self.sentence.cast(pa.string())}

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame({name: pd.Series(column.to_pandas()) for name, column in self.arrow().items()})


def _words(held: pd.Categorical) -> pa.Array:
    words = pa.array([str(word) for word in held.categories], pa.string())
    return words.take(pa.array(held.codes))


class Writer(Protocol):
    """A file that is written to a table at a time, and closed."""

    def write(self, table: TidyTable, verdicts: Verdicts) -> None: ...

    def close(self) -> None: ...


class ArrowFile(Protocol):
    """What tables of one schema are written to."""

    def add(self, table: pa.Table) -> None: ...

    def close(self) -> None: ...


class ParquetFile:
    """Each table is a row group."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._out = pq.ParquetWriter(path, schema)

    def add(self, table: pa.Table) -> None:
        self._out.write_table(table, row_group_size=max(len(table), 1))

    def close(self) -> None:
        self._out.close()


class TablesFile:
    """A piece: each table as it would have been written, dictionaries too, as a stream of Arrow's."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = pa.OSFile(str(path), "wb")
        self._out = pa.ipc.new_stream(self._file, schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))

    def add(self, table: pa.Table) -> None:
        columns = [column.combine_chunks() for column in table.columns]  # of no rows too, which are no batch of a table
        self._out.write_batch(pa.RecordBatch.from_arrays(columns, schema=table.schema))

    def close(self) -> None:
        self._out.close()
        self._file.close()


class ArrowWriter:
    """``columns``: so many of each table's are carried along, the first ones; ``kind``: of the file."""

    def __init__(
        self, path: Path, columns: int, schema: pa.Schema | None, kind: Callable[[Path, pa.Schema], ArrowFile]
    ) -> None:
        self._path, self._columns, self._carried, self._kind = path, columns, schema, kind
        self._out: ArrowFile | None = None

    def write(self, table: TidyTable, verdicts: Verdicts) -> None:
        held = table.held
        if isinstance(held, pd.DataFrame):
            held = pa.Table.from_pandas(held.iloc[:, : self._columns], preserve_index=False)
        else:
            held = held.select(range(self._columns))
        if self._carried is None:
            self._carried = held.schema
        added = verdicts.arrow()
        carried = [
            column.cast(kind) if column.type != kind else column
            for column, kind in zip(held.columns, self._carried.types, strict=True)
        ]
        if self._out is None:
            fields = [pa.field(name, _TYPES.get(name, pa.string())) for name in added]
            self._schema = pa.schema([*self._carried, *fields], metadata=self._carried.metadata)
            self._out = self._kind(self._path, self._schema)
        # in one piece: where a column is in several, Parquet may begin its pages elsewhere
        self._out.add(pa.Table.from_arrays([*carried, *added.values()], schema=self._schema).combine_chunks())

    def close(self) -> None:
        if self._out is not None:
            self._out.close()


class CsvWriter:
    """In CSV yes and no are true and false, what is missing is empty, and nothing runs in a spreadsheet (`inert`).

    ``fine``: how fine the moments of a column are told, by its heading; ``headings``: whether they stand on top.
    `NoText` for a column that no CSV can hold.
    """

    def __init__(self, path: Path, columns: int, fine: Mapping[str, int], *, headings: bool = True) -> None:
        self._out = path.open("w", encoding="utf-8", newline="")
        self._columns, self._fine, self._begun = columns, fine, not headings

    def write(self, table: TidyTable, verdicts: Verdicts) -> None:
        added = verdicts.frame()
        carried = [column.reset_index(drop=True) for column in self._as_text(table)]
        columns = [_inert(held) for held in (*carried, *(held for _, held in added.items()))]
        columns = [held.map({True: "true", False: "false"}) if held.dtype == bool else held for held in columns]
        rows = pd.concat(columns, axis="columns")
        rows.to_csv(self._out, index=False, lineterminator="\n", header=not self._begun)
        self._begun = True

    def _as_text(self, table: TidyTable) -> list[pd.Series]:
        """Each column by its heading; the rows' own numbers in a pandas frame are no column of it."""
        columns = []
        for number, heading in enumerate(table.headings[: self._columns]):
            if _ROW_NUMBERS.fullmatch(heading):
                continue
            try:
                column = table.column(number).rename(heading)
            except ValueError as unread:
                instead = "which CSV cannot hold. Write a file ending in .parquet, or leave it out."
                raise NoText(f'column "{heading}" {unread}, {instead}') from None
            columns.append(as_fine(column, self._fine[heading]) if heading in self._fine else column)
        return columns

    def close(self) -> None:
        self._out.close()


def _inert(held: pd.Series) -> pd.Series:
    """A column, its heading too, of which a spreadsheet calculates nothing; numbers stay numbers."""
    held = held.rename(safe_text.inert_text(str(held.name)))
    if not isinstance(held.dtype, pd.StringDtype | pd.CategoricalDtype) and held.dtype != object:
        return held
    texts = [value for value in held.dropna().unique() if isinstance(value, str) and safe_text.MAYBE.search(value)]
    made = {value: told for value in texts if (told := safe_text.inert_cell(value)) != value}
    return held.astype("object").map(lambda value: made.get(value, value), na_action="ignore") if made else held


# pandas tells all moments of a column as fine as the finest of them, of which a table at a time knows only its own
_DAY = 86_400
_FINER = (1_000, 1_000_000, 1_000_000_000)  # parts of a second
_WITNESS = tuple(np.timedelta64(one, "ns") for one in (_DAY * 10**9, 10**9, 10**6, 10**3, 1))


def fineness(column: pa.ChunkedArray) -> int:
    """How fine moments or times taken are: 0 whole days, 1 seconds, then thousandths, millionths and milliardths."""
    a_second = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}[column.type.unit]
    values = column.drop_null().cast(pa.int64()).to_numpy()
    if not np.any(values % (_DAY * a_second)):
        return 0
    rest = values % a_second
    if not rest.any():
        return 1
    return 2 + next(
        at for at, parts in enumerate(_FINER) if parts >= a_second or not np.any(rest % (a_second // parts))
    )


def is_moment(kind: pa.DataType) -> bool:
    """Whether values of a type are told as fine as the finest of them: moments without a time zone, times taken."""
    return bool((pa.types.is_timestamp(kind) and kind.tz is None) or pa.types.is_duration(kind))


def as_fine(column: pd.Series, fine: int) -> pd.Series:
    """Moments as pandas writes them where the finest of a column is so fine."""
    zero: Any = np.datetime64("2000-01-01", "ns") if column.dtype.kind == "M" else np.timedelta64(0, "ns")
    witness = pd.Series(np.array([zero + _WITNESS[fine]])).astype(column.dtype)
    lines = pd.concat([witness, column]).to_csv(index=False, header=False, lineterminator="\n").split("\n")[1:-1]
    told = pd.Series(lines, index=column.index, dtype="str", name=column.name)
    return told.where(column.notna())


class Behind:
    """A writer that writes on a thread of its own, while the next rows are judged: at most so many tables behind.

    What goes wrong there is raised at one of the next tables, or at the end.
    """

    _TABLES = 2

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def write(self, table: TidyTable, verdicts: Verdicts) -> None:
        if len(self._waiting) > self._TABLES:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._writer.write, table, verdicts))

    def close(self) -> None:
        try:
            for one in self._waiting:
                one.result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            self._writer.close()
