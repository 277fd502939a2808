"""The example row of each sheet of a blank register: what a filled row looks like. The reader leaves such rows out.

A row is an example while its first cell begins with `MARK`; whoever takes that away means it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from oxdash.register.register_sheet import MARK, Column, RegisterSheet
from oxdash.vocabulary.schemas import DAY, Kind

Cells = Mapping[str, Any]  # by heading
_SAID = tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))
ABOUT: Cells = _SAID.pop("About")
EXAMPLES: Mapping[str, Cells] = {
    sheet: {**cells, "Basis": "documented: the agreement, page 12"} for sheet, cells in _SAID.items()
}


def of(sheet: RegisterSheet) -> dict[str, Any]:
    """The example row of a sheet by its headings, marked as one; cells that nobody wrote an example for are of their
    kind, where they must be filled in, or else None.
    """
    own = EXAMPLES.get(sheet.name, {})
    row = {column.heading: own.get(column.heading, _of_kind(sheet, column)) for column in sheet.columns}
    first = sheet.columns[0].heading
    return row | {first: f"{MARK}{row[first]}"}


def changed(sheet: RegisterSheet, stands: Cells) -> bool:
    """Whether somebody has put something of their own into an example row; ``stands``: its cells by heading."""
    own = of(sheet)
    return any(_plain(stands.get(heading)) not in ("", _plain(own[heading])) for heading in sheet.headings)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)


def _of_kind(sheet: RegisterSheet, column: Column) -> Any:
    if not (column.there and column.filled):
        return None
    declared = sheet.table.columns[column.name]
    if declared.words:
        return declared.words[0]
    if declared.dtype == bool:
        return "no"
    if declared.dtype == DAY:
        return date(2026, 4, 1)
    if declared.dtype.kind in "fi":
        return 1
    return "2026-27 Q1" if declared.written == Kind.QUARTER else column.heading.lower()
