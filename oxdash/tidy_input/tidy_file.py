"""A tidy table in a CSV or Parquet file, read as it came.

Whatever is wrong with a file comes back as a plain sentence. Rows are numbered as a spreadsheet shows them: headings
are in row 1. A Parquet file is kept as Arrow holds it: only the columns that are asked for are made into pandas, so
that any other is carried along exactly, whatever its type.
"""

import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from oxdash.tidy_input.csv_part import CsvPart
from oxdash.tidy_input.parquet_part import ParquetPart
from oxdash.tidy_input.unreadable import Unreadable, unread
from oxdash.vocabulary.rounding import as_float64

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})")  # "1,234" may be a thousand, which is another fault
_OTHER_KINDS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"ARROW1", b"\x1f\x8b")  # Excel, old Excel, PDF, Feather, gzip
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16, which Excel calls Unicode Text
FIRST_ROW = 2  # of figures, below the headings


@dataclass(frozen=True)
class TidyTable:
    """A table as it came: ``headings`` in their order, ``rows`` the row numbers; a column is made when asked for.

    ``held`` is a frame of text (CSV) or an Arrow table (Parquet), whose rows are numbered from ``first`` on. Two
    columns may have one name.
    """

    held: pd.DataFrame | pa.Table
    first: int = FIRST_ROW

    @property
    def headings(self) -> list[str]:
        names = self.held.columns if isinstance(self.held, pd.DataFrame) else self.held.column_names
        return [str(name) for name in names]

    @property
    def rows(self) -> pd.Index:
        return (
            self.held.index
            if isinstance(self.held, pd.DataFrame)
            else pd.RangeIndex(self.first, len(self.held) + self.first)
        )

    def arrow(self, number: int) -> pa.Array:
        """A column by its place as Arrow holds it, in one piece: text is text, large text or a dictionary of them.

        ValueError as `column`.
        """
        if isinstance(self.held, pd.DataFrame):
            return pa.array(self.held.iloc[:, number])
        found = self.held.column(number)
        kind = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
        _sound(found, kind)
        whole = found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)
        if pa.types.is_dictionary(found.type) and not is_text(kind):
            return whole.dictionary_decode()
        return whole.cast(pa.large_string()) if pa.types.is_string_view(kind) else whole

    def column(self, number: int) -> pd.Series:
        """A column by its place, its index the row numbers: text, or the type a Parquet file gave it.

        A float of 32 or 16 bits is the shortest decimal that gives it back, as a float of 64. ValueError, in a sentence
        after the heading, for a column that holds no single values (lists, maps, bytes), or
        text that is none.
        """
        if isinstance(self.held, pd.DataFrame):
            return self.held.iloc[:, number]
        found = self.held.column(number)
        _sound(found, found.type.value_type if pa.types.is_dictionary(found.type) else found.type)
        if pa.types.is_dictionary(found.type):
            if is_text(found.type.value_type):
                return pd.Series(found.to_pandas().set_axis(self.rows))
            found = pa.chunked_array([chunk.dictionary_decode() for chunk in found.chunks], found.type.value_type)
        if pa.types.is_float16(found.type) or pa.types.is_float32(found.type):
            return pd.Series(as_float64(found.to_numpy()), index=self.rows)
        if pa.types.is_null(found.type):
            return pd.Series(index=self.rows, dtype="str")
        if pa.types.is_integer(found.type) and found.null_count:
            return pd.Series(found.to_pandas(integer_object_nulls=True).set_axis(self.rows))
        return pd.Series(found.to_pandas().set_axis(self.rows))


def opened(path: Path) -> CsvPart | ParquetPart:
    """The file, by what is in it, to be read so many rows at a time; `Unreadable` where it is neither."""
    try:
        with path.open("rb") as file:
            begins = file.read(8)
    except FileNotFoundError:
        raise Unreadable("there is no such file.") from None
    except OSError as fault:
        raise Unreadable(unread(fault)) from None
    if begins.startswith(b"PAR1"):
        return ParquetPart(path)
    if begins.startswith(b"PARE"):
        raise Unreadable("this Parquet file is encrypted. Save it without encryption and judge that.")
    if begins.startswith(_OTHER_KINDS):
        raise Unreadable("this is neither CSV nor Parquet. Save the sheet as CSV UTF-8 and judge that.")
    if begins.startswith(_WIDE):
        raise Unreadable("this is Unicode Text (UTF-16). Save it as CSV UTF-8.")
    return CsvPart(path)


@contextmanager
def at_rest(path: Path) -> Iterator[Path]:
    """A file that can be read as often as need be: the path, or for a while a copy of what comes through a pipe."""
    try:
        plain = stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISDIR(mode)
    except OSError:
        plain = True  # whoever reads it says why it cannot be
    if plain:
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="oxdash-") as copy, path.open("rb") as pipe:
        shutil.copyfileobj(pipe, copy)
        copy.flush()
        yield Path(copy.name)


def tables(part: CsvPart | ParquetPart, words: Sequence[str] = ()) -> Iterator[TidyTable]:
    """All of a file, a table after the other. `Unreadable`, perhaps after some of them.

    ``words``: headings of columns in which few texts are different.
    """
    if isinstance(part, CsvPart):
        for frame in part.batches():
            yield TidyTable(frame)
        return
    row = FIRST_ROW
    for table in part.batches(words):
        yield TidyTable(table, row)
        row += len(table)


def read(path: Path) -> TidyTable | str:
    """All of the table at once, every cell text if it is a CSV; or the sentence why it cannot be read."""
    try:
        with at_rest(path) as there:
            held = [table.held for table in tables(opened(there))]
    except Unreadable as fault:
        return str(fault)
    frames = [one for one in held if isinstance(one, pd.DataFrame)]
    return (
        TidyTable(pd.concat(frames) if len(frames) > 1 else frames[0]) if frames else TidyTable(pa.concat_tables(held))
    )


def is_text(kind: pa.DataType) -> bool:
    """Whether it is one of Arrow's types of text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _sound(column: pa.ChunkedArray, kind: pa.DataType) -> None:
    """See that values of a kind can be read, which Parquet promises of no text; ValueError as `TidyTable.column`."""
    if unread := _cannot_be_read(kind):
        raise ValueError(unread)
    if is_text(kind):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            raise ValueError("holds text that is not UTF-8") from None


def _cannot_be_read(kind: pa.DataType) -> str:
    """Why a column of this type holds no single values, after its heading; "" where it does."""
    if pa.types.is_nested(kind):
        return "holds lists, maps or records, not one value a row"
    binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind)
    return "holds bytes, not text or numbers" if binary or pa.types.is_fixed_size_binary(kind) else ""


def text(column: pd.Series) -> pd.Series:
    """Each cell as trimmed text, missing where there is nothing in it."""
    said = column.astype("str").str.strip()
    return said.where(column.notna() & (said != ""))
