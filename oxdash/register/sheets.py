"""From the register's sheets to tidy rows: headings found by name, every cell read, everything wrong said at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from oxdash.excel.cells import Cell, Holds, Sheet, Workbook, folded
from oxdash.excel.days import clock, in_words
from oxdash.excel.problems import EMPTY_CELL, Problem, Severity
from oxdash.register.cells import Doubtful, Known, Wrong
from oxdash.register.columns import NEEDED, SHEETS, WITH_ROWS, Column

HEADINGS_WITHIN = 20  # rows from the top in which the headings are looked for


@dataclass
class Rows:
    """One sheet's rows: a dict of values by column name, each with ``row``, its row number on the sheet.

    A cell that was wrong is missing from its row's dict (a blank one is None), so later checks leave it alone.
    """

    sheet: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)  # column name to column number
    unread: bool = False  # headings that are needed do not stand there

    @property
    def none(self) -> bool:
        """The register has none of it: no such sheet, or no row on it."""
        return not self.rows and not self.unread

    def frame(self, names: list[str]) -> pd.DataFrame:
        return pd.DataFrame([{name: row.get(name) for name in names} for row in self.rows], columns=names)


def read_sheets(book: Workbook) -> tuple[dict[str, Rows], Known, list[Problem]]:
    """Every sheet's rows by sheet name, the codes they define, and what is wrong with single cells and headings."""
    tables, known, problems = {}, Known(), []
    for name, columns in SHEETS.items():
        tables[name] = Rows(name)
        sheet = book.sheet(name)
        if sheet is None or not sheet.cells:
            if name in NEEDED:
                what_to_do = f"Add a sheet named {name}." if sheet is None else "Add its headings and rows."
                problems.append(said(book, name, "", "", "", None, what_to_do))
            continue
        found = headings(sheet, columns)
        asked = {column.name for column in columns if not column.of or known.words.get(column.of)}
        missing = [
            column for column in columns if column.there and column.name in asked and column.name not in found[1]
        ]
        for column in missing:
            problems.append(said(book, name, "", column.heading, "", None, f"Add a column headed {column.heading}."))
        tables[name].at = found[1]
        if missing:
            tables[name].unread = True
            continue  # half a row would set off a problem for each of the missing cells
        for row, cells in filled_rows(sheet, found[0]):
            values, wrong = read_row(book, name, columns, found[1], row, cells, known, asked)
            tables[name].rows.append(values)
            problems += wrong
        if tables[name].rows:
            learn(name, tables[name], known)
        elif name in WITH_ROWS:
            problems.append(said(book, name, "", "", "", None, "Add at least one row below the headings."))
    return tables, known, problems


def headings(sheet: Sheet, columns: tuple[Column, ...]) -> tuple[int, dict[str, int]]:
    """The row of the headings (the one in the first 20 that has most of them), and the column number of each."""
    wanted = {folded(column.heading): column.name for column in columns}
    best: tuple[int, dict[str, int]] = (1, {})
    by_row: dict[int, dict[str, int]] = {}
    for (row, number), cell in sorted(sheet.cells.items()):
        name = wanted.get(folded(cell.value)) if row <= HEADINGS_WITHIN and cell.holds == Holds.TEXT else None
        if name:
            by_row.setdefault(row, {}).setdefault(name, number)
    for row, at in by_row.items():
        if len(at) > len(best[1]):
            best = (row, at)
    return best


def filled_rows(sheet: Sheet, heading_row: int) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Rows below the headings that hold anything, with their cells by column number."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, number), cell in sheet.cells.items():
        if row > heading_row and not (cell.holds == Holds.TEXT and not str(cell.value).strip()):
            rows.setdefault(row, {})[number] = cell
    yield from sorted(rows.items())


def read_row(
    book: Workbook,
    sheet: str,
    columns: tuple[Column, ...],
    at: dict[str, int],
    row: int,
    cells: Mapping[int, Cell],
    known: Known,
    asked: set[str],
) -> tuple[dict[str, Any], list[Problem]]:
    """One row's values by column name, and what is wrong with its cells; ``asked`` are the columns that are needed."""
    values: dict[str, Any] = {"row": row}
    problems: list[Problem] = []
    label = _label(sheet, columns, at, cells, known)
    for column in columns:
        cell = cells.get(at.get(column.name, -1))
        if cell is None:
            values[column.name] = None
            if column.filled and column.name in asked:
                where = address(row, at[column.name])
                problems.append(said(book, sheet, where, column.heading, label, "", "Fill it in."))
                del values[column.name]
            continue
        value = column.read(cell, known)
        if isinstance(value, Wrong):
            problems.append(said(book, sheet, cell.address, column.heading, label, shown(cell), value.what_to_do))
        elif isinstance(value, Doubtful):
            doubt = (label, shown(cell), value.what_to_do, Severity.PLEASE_CONFIRM)
            problems.append(said(book, sheet, cell.address, column.heading, *doubt))
            values[column.name] = value.value
        else:
            values[column.name] = value
    return values, problems


def learn(sheet: str, rows: Rows, known: Known) -> None:
    """Codes that later sheets may use; a partnership also by its name and what it is also known as."""
    if sheet == "Targets":
        known.words[sheet] = {folded(row["target"]): row["target"] for row in rows.rows if row.get("target")}
    elif SHEETS[sheet][0].name == "code":
        words = known.words.setdefault(sheet, {})
        for row in rows.rows:
            names = [row.get("code"), row.get("name"), *str(row.get("also_known_as") or "").split(";")]
            for name in names if row.get("code") else []:
                if name and name.strip():
                    words.setdefault(folded(name), row["code"])


def said(
    book: Workbook,
    sheet: str,
    cell: str,
    column: str,
    label: str,
    found: str | None,
    what_to_do: str,
    severity: Severity = Severity.MUST_FIX,
) -> Problem:
    """The problem with its sentence: where, what for, what was found, what to do.

    ``label`` is what the row is about; ``found`` of None: there is nothing to quote, the thing itself is missing.
    """
    where = f"{book.name}, sheet {sheet}" + (f", cell {cell}" if cell else "")
    about_itself = column == SHEETS[sheet][0].heading  # "target for NI 31: found NI 31" says it twice
    what = f", {column.lower()}" + (f" for {label}" if label and not about_itself else "") if column else ""
    quoted = "missing" if found is None and not cell else EMPTY_CELL if not found else f'found "{found}"'
    message = f"{where}{what}: {quoted}. {what_to_do}"
    target = label if sheet in ("Targets", "Milestones", "Stretch") else ""
    return Problem(severity, sheet, cell, column, target, found or "", what_to_do, message)


def shown(cell: Cell) -> str:
    """What stands in a cell, as a person would read it aloud."""
    if cell.holds == Holds.DATE:
        time = clock(cell.value) if isinstance(cell.value, datetime) else ""
        return f"{in_words(cell.day)} {time}".strip()
    if cell.holds == Holds.BOOLEAN:
        return str(cell.value).upper()
    if cell.holds == Holds.NUMBER:
        return f"{cell.value:.15g}"
    return " ".join(str(cell.value).split())


def address(row: int, column: int) -> str:
    """``C7`` for row 7, column 3."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def _label(sheet: str, columns: tuple[Column, ...], at: dict[str, int], cells: Mapping[int, Cell], known: Known) -> str:
    """What a row is about, for its sentences: the target's code on a sheet that has one, else its first cell."""
    cell = cells.get(at.get(columns[0].name, -1))
    if cell is None:
        return ""
    value = columns[0].read(cell, known)
    return shown(cell) if isinstance(value, Wrong) else str(value)
