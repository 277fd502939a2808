"""A published CSV file as text in cells, each row with its line: separated by commas, semicolons, tabs or bars."""

import codecs
import csv
import io
import re
import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from oxdash.excel.problems import shown
from oxdash.vocabulary import wording

LARGEST = 500_000_000  # bytes of a file
_SEPARATORS = (",", ";", "\t", "|")
_OTHER_KINDS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"PAR1", b"ARROW1", b"\x1f\x8b")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TOO_LONG = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
MOST_COLUMNS = 1_000
NO_CSV = "it is no CSV file: a quotation mark is not closed, or a value is too long."
SAVE = "Save the sheet as CSV UTF-8."


@dataclass(frozen=True)
class Grid:
    """``headings`` of row 1, ``cells`` below them as text, by column number; ``lines`` of the file, one a row."""

    headings: tuple[str, ...]
    cells: pd.DataFrame
    lines: np.ndarray


def read(data: bytes) -> Grid | str:
    """The cells of a file's bytes, without blank rows; or why there are none, in a sentence after its name."""
    if data.startswith(_OTHER_KINDS):
        return f"it is not CSV. {SAVE}"
    if data.startswith(_WIDE):
        return "it is Unicode Text (UTF-16). Save it as CSV UTF-8."
    text = data.removeprefix(codecs.BOM_UTF8)
    if b"\n" not in text:  # lines that end as those of an old Macintosh do
        text = text.replace(b"\r", b"\n")
    try:
        return _read(text)
    except csv.Error:  # a value longer than the module takes
        return NO_CSV


def _read(text: bytes) -> Grid | str:
    try:
        first = text[: text.find(b"\n") + 1 or None].decode()
    except UnicodeDecodeError:
        return "it is not UTF-8 text. Save it as CSV UTF-8."
    if (columns := max(map(first.count, _SEPARATORS)) + 1) > MOST_COLUMNS:
        return f"it has {columns:,} columns, and no more than {MOST_COLUMNS:,} are read. Leave out what is not needed."
    separator = _separator(first)
    try:
        with warnings.catch_warnings(action="error", category=pd.errors.ParserWarning):
            cells = pd.read_csv(
                io.BytesIO(text),
                sep=separator,
                header=None,
                dtype="category",  # few texts stand in many rows: each is looked at once
                keep_default_na=False,
                skip_blank_lines=False,
                encoding="utf-8",
                low_memory=False,  # by chunks, every chunk's texts are found again and brought together
            )
    except pd.errors.EmptyDataError:
        return "there are no headings in the first line."
    except UnicodeDecodeError:
        return "it is not UTF-8 text. Save it as CSV UTF-8."
    except (pd.errors.ParserError, pd.errors.ParserWarning) as fault:
        if match := _TOO_LONG.search(str(fault)):
            return f"line {match[2]} has {match[3]} values for {match[1]} headings."
        return NO_CSV
    breaks = text.count(b"\n")
    if short := _short(text, separator, len(cells.columns), breaks):
        return short
    return _of_cells(cells, breaks_in_cells=breaks - len(cells) not in (0, -1))


def _of_cells(cells: pd.DataFrame, *, breaks_in_cells: bool) -> Grid | str:
    headings = tuple("" if pd.isna(one) else str(one).strip() for one in cells.iloc[0])
    if not any(headings):
        return "there are no headings in the first line."
    lines = np.arange(1, len(cells) + 1)
    if breaks_in_cells:  # a record of several lines
        breaks = sum(cells[name].str.count("\n").fillna(0).to_numpy().astype(np.int64) for name in cells.columns)
        lines[1:] += np.cumsum(breaks)[:-1]
    blank = _empty(cells[0])
    rest = np.flatnonzero(blank)
    blank[rest] = np.logical_and.reduce([_empty(cells[name].iloc[rest]) for name in cells.columns])
    if not blank[1:].any():
        return Grid(headings, cells.iloc[1:].reset_index(drop=True), lines[1:])
    kept = ~blank
    kept[0] = False
    return Grid(headings, cells[kept].reset_index(drop=True), lines[kept])


def _short(text: bytes, separator: str, wide: int, breaks: int) -> str | None:
    """Which line has too few values, which pandas fills up without a word; ``breaks``: of lines, in all."""
    if b'"' not in text:
        between, most = separator.encode(), wide - 1
        lines = breaks + (not text.endswith(b"\n"))
        if text.count(between) == most * lines:  # and none has too many, or pandas had said so
            return None
        for line, said in enumerate(text.splitlines(), start=1):
            if said.count(between) < most and said:
                return _too_few(line, said.count(between) + 1, wide)
        return None
    reader = csv.reader(io.StringIO(text.decode(), newline=""), delimiter=separator)
    for row in reader:
        if len(row) < wide and row:
            return _too_few(reader.line_num, len(row), wide)
    return None


def _too_few(line: int, there: int, wide: int) -> str:
    return f"line {line} has {wording.counted(there, 'value')} for {wide} headings."


def _empty(column: pd.Series) -> np.ndarray:
    empty: np.ndarray = (column.isna() | (column == "")).to_numpy(bool, copy=True)
    return empty


def _separator(first: str) -> str:
    counted = {one: len(next(csv.reader([first], delimiter=one), [])) for one in _SEPARATORS}
    return max(counted, key=lambda one: counted[one])


def found(text: str) -> str:
    """What stands in a cell, for a sentence."""
    return "it is empty" if not text.strip() else f'found "{shown(text.strip())}"'
