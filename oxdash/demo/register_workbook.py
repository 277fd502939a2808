"""The register workbook of an illustrative council, written from its content files: one tidy table a sheet.

Illustrative content stands in `content/`, a folder a council and a file a sheet: text in, text out, nothing guessed. A
sheet that a council has no file for is not in its register.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

import pandas as pd
import xlsxwriter

from oxdash.register.columns import SHEETS
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.schemas import DAY

OXFORDSHIRE, MARSHIRE = "oxfordshire", "marshire"
STAMPED = date(2010, 6, 1)  # the last milestone of the illustrative register was agreed in May 2010
COUNCILS = {OXFORDSHIRE: STAMPED, MARSHIRE: date(2026, 8, 3)}  # and the day its register says that it was made on
FIRST = ("Targets", "Milestones")  # what is looked up most; the rest stand in the order in which they are read
IN_ORDER = (*FIRST, *(name for name in SHEETS if name not in FIRST))
FILES = {sheet: sheet.lower().replace(" ", "_") for sheet in IN_ORDER}
Row = dict[str, str]
WIDEST = 60  # characters; longer texts wrap
# the type of a column by its sheet and heading
_TYPES = {(name, one.heading): sheet.type_of(one) for name, sheet in SHEETS.items() for one in sheet.columns}


def rows(name: str, council: str = OXFORDSHIRE) -> list[Row]:
    """One content file's rows by heading, none where there is no such file; an empty cell is an empty text."""
    return list(csv.DictReader(_lines(name, council)))


def _headings(name: str, council: str) -> list[str]:
    return next(csv.reader(_lines(name, council)))


def _file(name: str, council: str) -> Traversable:
    return files("oxdash.demo").joinpath("content", council, f"{name}.csv")


def _lines(name: str, council: str) -> list[str]:
    file = _file(name, council)
    return file.read_text("utf-8").splitlines(keepends=True) if file.is_file() else []


def register_bytes(council: str = OXFORDSHIRE) -> bytes:
    """The illustrative register of a council, the same bytes each time."""
    sheets = [sheet for sheet in IN_ORDER if _file(FILES[sheet], council).is_file()]
    return write_register({sheet: table_of(sheet, council) for sheet in sheets}, COUNCILS[council])


def table_of(sheet: str, council: str = OXFORDSHIRE) -> pd.DataFrame:
    """One sheet's content with numbers and days as such; blank cells are None."""
    heads = _headings(FILES[sheet], council)
    table = [{head: _typed(sheet, head, row[head]) for head in heads} for row in rows(FILES[sheet], council)]
    return pd.DataFrame(table, columns=heads, dtype="object")


def write_register(tables: Mapping[str, pd.DataFrame], stamped: date) -> bytes:
    """A register workbook of these sheets, in their order; the same bytes for the same tables and day.

    A table's columns are the sheet's headings; its cells are text, numbers, days or None. ``stamped`` is the day the
    workbook says it was made.
    """
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    created = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day, the same in every run
    book.set_properties({"title": f"Register of the {_agreement(tables)}", "created": created})
    heading = book.add_format({"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True})
    text = book.add_format({"valign": "top", "text_wrap": True})
    dated = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        for column, head in enumerate(table.columns):
            sheet.write_string(0, column, head, heading)
            longest = max((len(str(value)) for value in table[head] if value is not None), default=0)
            sheet.set_column(column, column, min(max(longest, len(head)) + 2, WIDEST))
            for row, value in enumerate(table[head], start=1):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, dated)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value, text)
                elif value is not None:
                    sheet.write_string(row, column, value, text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    book.close()
    return held.getvalue()


def _agreement(tables: Mapping[str, pd.DataFrame]) -> str:
    """What the sheet About calls the agreement."""
    about = tables.get("About")
    said = {} if about is None else dict(zip(about["Name"], about["Value"], strict=True))
    return str(said.get("Agreement called") or NEUTRAL.agreement)


def _typed(sheet: str, head: str, text: str) -> object:
    if not text:
        return None
    if _TYPES[sheet, head] == DAY:
        return date.fromisoformat(text)
    return float(text) if _TYPES[sheet, head] in ("float64", "int64") else text
