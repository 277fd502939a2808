"""A tidy table in a CSV or Parquet file: read as it came, written whole or not at all.

Whatever is wrong with a file comes back as a plain sentence. Rows are numbered as a spreadsheet shows them: headings
are in row 1. A Parquet file is kept as Arrow holds it: only the columns that are asked for are made into pandas, so
that any other is carried along exactly, whatever its type.
"""

import csv
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.rounding import as_float64

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})")  # "1,234" may be a thousand, which is another fault
_OTHER_KINDS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"ARROW1", b"\x1f\x8b")  # Excel, old Excel, PDF, Feather, gzip
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16, which Excel calls Unicode Text
_SEPARATORS = (",", ";", "\t", "|")  # in this order where several give as many headings
_SAID_ON_TOP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line, which it does not show as a row
_ROW_NUMBERS = re.compile(r"__index_level_[0-9]+__")  # what pandas calls rows that have numbers and no name
_ARROW_TYPES = (b"ARROW:schema", b"ARROW:ignore")  # of one length, so that nothing in a footer moves


@dataclass(frozen=True)
class TidyTable:
    """A table as it came: ``headings`` in their order, ``rows`` the row numbers; a column is made when asked for.

    ``held`` is a frame of text (CSV) or an Arrow table (Parquet). Two columns may have one name.
    """

    held: pd.DataFrame | pa.Table

    @property
    def headings(self) -> list[str]:
        names = self.held.columns if isinstance(self.held, pd.DataFrame) else self.held.column_names
        return [str(name) for name in names]

    @property
    def rows(self) -> pd.Index:
        return self.held.index if isinstance(self.held, pd.DataFrame) else pd.RangeIndex(2, len(self.held) + 2)

    def column(self, number: int) -> pd.Series:
        """A column by its place, its index the row numbers: text, or the type a Parquet file gave it.

        A float of 32 or 16 bits is the shortest decimal that gives it back, as a float of 64. ValueError, in a sentence
        after the heading, for a column that holds no single values (lists, maps, bytes).
        """
        if isinstance(self.held, pd.DataFrame):
            return self.held.iloc[:, number]
        found = self.held.column(number)
        if pa.types.is_dictionary(found.type):
            if not pa.types.is_floating(found.type.value_type):
                return pd.Series(found.to_pandas().set_axis(self.rows))
            found = found.cast(found.type.value_type)
        if unread := _cannot_be_read(found.type):
            raise ValueError(unread)
        if pa.types.is_float16(found.type) or pa.types.is_float32(found.type):
            return pd.Series(as_float64(found.to_numpy()), index=self.rows)
        if pa.types.is_null(found.type):
            return pd.Series(index=self.rows, dtype="str")
        if pa.types.is_integer(found.type) and found.null_count:
            return pd.Series(found.to_pandas(integer_object_nulls=True).set_axis(self.rows))
        return pd.Series(found.to_pandas().set_axis(self.rows))


def read(path: Path) -> TidyTable | str:
    """The table, every cell text if it is a CSV; or the sentence why it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "there is no such file."
    except OSError as fault:
        return f"the file cannot be read ({fault.strerror})."
    if data.startswith(b"PAR1"):
        return _parquet(data)
    if data.startswith(b"PARE"):
        return "this Parquet file is encrypted. Save it without encryption and judge that."
    if data.startswith(_OTHER_KINDS):
        return "this is neither CSV nor Parquet. Save the sheet as CSV UTF-8 and judge that."
    if data.startswith(_WIDE):
        return "this is Unicode Text (UTF-16). Save it as CSV UTF-8."
    try:
        return _comma_separated(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "this is not UTF-8 text. Save it as CSV UTF-8."
    except csv.Error:
        return "this is not a CSV file: a quotation mark is not closed, or a value is too long."


def _parquet(data: bytes) -> TidyTable | str:
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
    except NotImplementedError as fault:
        return _of_unknown_types(data, fault)
    except (OSError, pa.ArrowException):
        return "this Parquet file is damaged: its end, where it says what it holds, cannot be read."
    try:
        return TidyTable(file.read())
    except (OSError, pa.ArrowException) as fault:
        for name in file.schema_arrow.names:
            try:
                file.read(columns=[name])
            except (OSError, pa.ArrowException) as of_column:
                return f'column "{name}" cannot be read ({_first_line(of_column)}). Save the file anew, or without it.'
        return f"this Parquet file is damaged ({_first_line(fault)})."


def _of_unknown_types(data: bytes, fault: Exception) -> str:
    """Which columns are of a type that Arrow does not have, found by what the file says without its Arrow types."""
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    plain = data[:start] + data[start:].replace(*_ARROW_TYPES)
    try:
        schema = pq.ParquetFile(pa.BufferReader(plain)).schema_arrow
    except (OSError, pa.ArrowException):
        return f"this Parquet file cannot be read ({_first_line(fault)}). Save it as CSV UTF-8."
    # what has no meaning of its own in Parquet is kept as bytes of one length
    names = [f'"{field.name}"' for field in schema if pa.types.is_fixed_size_binary(field.type)]
    many = f"columns {', '.join(names)} are" if len(names) > 1 else f"column {', '.join(names) or '?'} is"
    return f"{many} of a type that cannot be read ({_first_line(fault)}). Save it as 64-bit integers or as decimals."


def _first_line(fault: Exception) -> str:
    return str(fault).splitlines()[0].rstrip(". ") if str(fault) else type(fault).__name__


def _cannot_be_read(kind: pa.DataType) -> str:
    """Why a column of this type holds no single values, after its heading; "" where it does."""
    if pa.types.is_nested(kind):
        return "holds lists, maps or records, not one value a row"
    binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind)
    return "holds bytes, not text or numbers" if binary or pa.types.is_fixed_size_binary(kind) else ""


def _comma_separated(text: str) -> TidyTable | str:
    """Text with commas between the cells; or with semicolons, tabs or bars where the headings have no comma."""
    separator = None
    if on_top := _SAID_ON_TOP.match(text):
        separator, text = on_top[1], text[on_top.end() :]
    separator = separator or _separator(text)
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator))
    if safe_text.MAY_HAVE_BEEN.search(text):  # what a spreadsheet was kept from calculating is read as it was typed
        lines = [[safe_text.cell_as_typed(cell) if "'" in cell else cell for cell in line] for line in lines]
    if not lines or not any(heading.strip() for heading in lines[0]):
        return "there are no headings in the first row."
    headings, width = lines[0], len(lines[0])
    widest = max(map(len, lines))
    if widest > 1 and sum(bool(heading.strip()) for heading in headings) == 1:
        return f"row 1 has a heading in one of {widest} columns: is it a title? The headings have to stand in row 1."
    rows = {number: line for number, line in enumerate(lines[1:], start=2) if any(cell.strip() for cell in line)}
    ragged = [number for number, line in rows.items() if len(line) != width]
    if ragged:
        more, values = len(ragged) - 1, wording.counted(len(rows[ragged[0]]), "value")
        others = f" {wording.counted(more, 'more row')} {'differs' if more == 1 else 'differ'} too." if more else ""
        return f"row {ragged[0]} has {values} where the headings have {width}.{others}"
    numbers = pd.Index(rows, dtype="int64")
    table = pd.DataFrame(list(rows.values()), columns=headings, index=numbers, dtype="str")
    nameless = [number for number, heading in enumerate(headings) if not heading.strip()]
    for number in nameless:
        filled = table.iloc[:, number].str.strip() != ""
        if filled.any():
            row: Any = filled.idxmax()
            found = str(table.iloc[:, number].loc[row]).strip()[:60]
            return (
                f'column {number + 1} has no heading, and row {row} has "{found}" in it. Give it one, or take it out.'
            )
    return TidyTable(table.iloc[:, [number for number in range(width) if number not in nameless]])


def _separator(text: str) -> str:
    first = io.StringIO(text, newline="")
    counted = {}
    for separator in _SEPARATORS:
        first.seek(0)
        counted[separator] = len(next(csv.reader(first, strict=True, delimiter=separator), []))
    return "," if counted[","] > 1 else max(counted, key=counted.__getitem__)


def write(table: TidyTable, added: pd.DataFrame, out: Path) -> str:
    """Write a table and the columns ``added`` to it to ``out``, .csv or .parquet, in one step; "" or what went wrong.

    ``added`` has a row for each of the table's, in its order. In CSV yes and no are true and false, and what is missing
    is empty, and nothing runs in a spreadsheet (`inert`); a column that no CSV file can hold is a problem.
    """
    if not out.parent.is_dir():
        return f"there is no folder {out.parent}."
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.suffix.lower() == ".parquet":
            pq.write_table(_with(table, added), part)
        else:
            lowered = {True: "true", False: "false"}
            columns = [_inert(held) for held in (*_as_text(table), *(held for _, held in added.items()))]
            columns = [held.map(lowered) if held.dtype == bool else held for held in columns]
            pd.concat(columns, axis="columns").to_csv(part, index=False, lineterminator="\n")
        part.replace(out)
    except _NoText as fault:
        return str(fault)
    except OSError as fault:
        part.unlink(missing_ok=True)
        return f"the file cannot be written ({fault.strerror})."
    return ""


def _inert(held: pd.Series) -> pd.Series:
    """A column, its heading too, of which a spreadsheet calculates nothing; numbers stay numbers."""
    held = held.rename(safe_text.inert_text(str(held.name)))
    if not isinstance(held.dtype, pd.StringDtype | pd.CategoricalDtype) and held.dtype != object:
        return held
    texts = [value for value in held.dropna().unique() if isinstance(value, str) and safe_text.MAYBE.search(value)]
    made = {value: told for value in texts if (told := safe_text.inert_cell(value)) != value}
    return held.astype("object").map(lambda value: made.get(value, value), na_action="ignore") if made else held


class _NoText(Exception):
    """A column that has no text form."""


def _with(table: TidyTable, added: pd.DataFrame) -> pa.Table:
    held = table.held if isinstance(table.held, pa.Table) else pa.Table.from_pandas(table.held, preserve_index=False)
    for name, column in added.items():
        held = held.append_column(name, pa.Array.from_pandas(column))
    return held


def _as_text(table: TidyTable) -> list[pd.Series]:
    """Each column by its heading; the rows' own numbers in a pandas frame are no column of it."""
    columns = []
    for number, heading in enumerate(table.headings):
        if _ROW_NUMBERS.fullmatch(heading):
            continue
        try:
            columns.append(table.column(number).rename(heading))
        except ValueError as unread:
            raise _NoText(
                f'column "{heading}" {unread}, which CSV cannot hold. Write a file ending in .parquet, or leave it out.'
            ) from None
    return columns


def text(column: pd.Series) -> pd.Series:
    """Each cell as trimmed text, missing where there is nothing in it."""
    said = column.astype("str").str.strip()
    return said.where(column.notna() & (said != ""))
