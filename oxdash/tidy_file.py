"""A tidy table in a CSV or Parquet file: read as it came, written whole or not at all.

Whatever is wrong with a file comes back as a plain sentence. Rows are numbered as a spreadsheet shows them: headings
are in row 1.
"""

import csv
import io
import os
from pathlib import Path

import pandas as pd
import pyarrow

from oxdash import house_style

TOLD = 20  # problems told one by one in each column; the rest are counted
_OTHER_KINDS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")  # Excel and zip, old Excel, PDF


def read(path: Path) -> pd.DataFrame | str:
    """The table, its index the row numbers, every cell text if it is a CSV; or the sentence why it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "there is no such file."
    except OSError as fault:
        return f"the file cannot be read ({fault.strerror})."
    if data.startswith(b"PAR1"):
        return _parquet(data)
    if data.startswith(_OTHER_KINDS):
        return "this is neither CSV nor Parquet. Save the sheet as CSV UTF-8 and judge that."
    try:
        return _comma_separated(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "this is not UTF-8 text. Save it as CSV UTF-8."
    except csv.Error:
        return "this is not a CSV file: a quotation mark is not closed, or a value is too long."


def _parquet(data: bytes) -> pd.DataFrame | str:
    try:
        given = pd.read_parquet(io.BytesIO(data))
    except (OSError, pyarrow.ArrowException):
        return "this Parquet file is damaged."
    given = given.reset_index(drop=given.index.names == [None])
    return given.set_axis(range(2, len(given) + 2)).set_axis([str(name) for name in given.columns], axis="columns")


def _comma_separated(text: str) -> pd.DataFrame | str:
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not lines or not lines[0]:
        return "there are no headings in the first row."
    headings, width = lines[0], len(lines[0])
    rows = {number: line for number, line in enumerate(lines[1:], start=2) if any(cell.strip() for cell in line)}
    ragged = [number for number, line in rows.items() if len(line) != width]
    if ragged:
        others = f" {len(ragged) - 1} more rows differ too." if len(ragged) > 1 else ""
        return f"row {ragged[0]} has {len(rows[ragged[0]])} values where the headings have {width}.{others}"
    return pd.DataFrame(list(rows.values()), columns=headings, index=pd.Index(rows, dtype="int64"), dtype="str")


def write(given: pd.DataFrame, out: Path) -> str:
    """Write a table without its index to ``out``, .csv or .parquet, replacing it in one step; "" or what went wrong.

    In CSV yes and no are true and false, and what is missing is empty.
    """
    if not out.parent.is_dir():
        return f"there is no folder {out.parent}."
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.suffix.lower() == ".parquet":
            given.to_parquet(part, index=False)
        else:
            lowered = {True: "true", False: "false"}
            columns = [held.map(lowered) if held.dtype == bool else held for _, held in given.items()]
            pd.concat(columns, axis="columns").to_csv(part, index=False, lineterminator="\n")
        part.replace(out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        return f"the file cannot be written ({fault.strerror})."
    return ""


def text(column: pd.Series) -> pd.Series:
    """Each cell as trimmed text, missing where there is nothing in it."""
    said = column.astype("str").str.strip()
    return said.where(column.notna() & (said != ""))


def told(heading: str, text: pd.Series, wrong: pd.Series) -> list[str]:
    """The problems of one column, each a sentence after the file's name; past a screenful the rest are counted.

    ``text`` is the column as `text` gives it; ``wrong`` says what to do, by row.
    """
    said = []
    for row, what_to_do in wrong.head(TOLD).items():
        found = "it is empty" if pd.isna(text[row]) else f'found "{text[row][:60]}"'
        said.append(f", row {row}, column {heading}: {found}. {what_to_do}")
    if len(wrong) > TOLD:
        said.append(f", column {heading}: {house_style.number(len(wrong) - TOLD)} more rows like these.")
    return said
