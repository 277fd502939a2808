"""The register workbook of an illustrative council, written from its content files: one tidy table a sheet.

Illustrative content stands in `content/`, a folder a council and a file a sheet: text in, text out, nothing guessed. A
sheet that a council has no file for is not in its register.
"""

import csv
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

import pandas as pd

from oxdash.register.columns import SHEETS
from oxdash.register.writer import write_register
from oxdash.vocabulary.schemas import DAY

OXFORDSHIRE, MARSHIRE = "oxfordshire", "marshire"
STAMPED = date(2010, 6, 1)  # the last milestone of the illustrative register was agreed in May 2010
COUNCILS = {OXFORDSHIRE: STAMPED, MARSHIRE: date(2026, 10, 16)}  # and the day its register says that it was made on
FIRST = ("Targets", "Milestones")  # what is looked up most; the rest stand in the order in which they are read
IN_ORDER = (*FIRST, *(name for name in SHEETS if name not in FIRST))
FILES = {sheet: sheet.lower().replace(" ", "_") for sheet in IN_ORDER}
Row = dict[str, str]
# the type of a column by its sheet and heading
_TYPES = {(name, one.heading): sheet.type_of(one) for name, sheet in SHEETS.items() for one in sheet.columns}


def rows(name: str, council: str = OXFORDSHIRE) -> list[Row]:
    """One content file's rows by heading, none where there is no such file; an empty cell is an empty text."""
    return list(csv.DictReader(_lines(name, council)))


def _headings(name: str, council: str) -> list[str]:
    return next(csv.reader(_lines(name, council)), [])


def has(sheet: str, council: str) -> bool:
    """Whether a council's register has a sheet of that name."""
    return _file(FILES[sheet], council).is_file()


def _file(name: str, council: str) -> Traversable:
    return files("oxdash.demo").joinpath("content", council, f"{name}.csv")


def contents(name: str, council: str) -> bytes | None:
    """One content file as it lies there; None where there is no such file."""
    file = _file(name, council)
    return file.read_bytes() if file.is_file() else None


def _lines(name: str, council: str) -> list[str]:
    return (contents(name, council) or b"").decode().splitlines(keepends=True)


def register_bytes(council: str = OXFORDSHIRE) -> bytes:
    """The illustrative register of a council, the same bytes each time."""
    sheets = [sheet for sheet in IN_ORDER if has(sheet, council)]
    return write_register({sheet: table_of(sheet, council) for sheet in sheets}, COUNCILS[council])


def table_of(sheet: str, council: str = OXFORDSHIRE) -> pd.DataFrame:
    """One sheet's content with numbers and days as such, a sheet without a file being empty; blank cells are None."""
    heads = _headings(FILES[sheet], council) or list(SHEETS[sheet].headings)
    table = [{head: _typed(sheet, head, row[head]) for head in heads} for row in rows(FILES[sheet], council)]
    return pd.DataFrame(table, columns=heads, dtype="object")


def _typed(sheet: str, head: str, text: str) -> object:
    if not text:
        return None
    if _TYPES[sheet, head] == DAY:
        return date.fromisoformat(text)
    return float(text) if _TYPES[sheet, head] in ("float64", "int64") else text
