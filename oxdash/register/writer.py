"""A register workbook, written from tables: one tidy table a sheet, headings in row 1, the same bytes each time.

What is not data in it (guidance, drop-downs, what is said beside a cell that is chosen) follows from how `columns`
declares a sheet: a sheet or column more has them by being declared.
"""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from oxdash.excel.cell_readers import Word
from oxdash.register.cells import OfSheet
from oxdash.register.columns import LISTED_AS, SHEETS
from oxdash.register.register_sheet import Column, RegisterSheet
from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.schemas import DAY, Kind

WIDEST = 60  # characters; longer texts wrap
HEADING_FILL, OPTIONAL_FILL, EXAMPLE_COLOUR = "#12436D", "#505A5F", "#505A5F"
GUIDANCE = "Guidance"
LAST_ROW = 5000  # of a sheet, down to which there are drop-downs
LONGEST_LIST, LONGEST_TITLE, LONGEST_MESSAGE = 255, 32, 255  # characters that Excel takes
AS_WIDE_AS_ITS_TEXT: Mapping[str, Mapping[str, int]] = {}
SEVERAL = ", separated by semicolons"  # of what a cell may name more than one of
BODIES = "Bodies"  # where a body of any kind may stand


def write_register(
    tables: Mapping[str, pd.DataFrame],
    stamped: date,
    *,
    guided: Sequence[tuple[str, Sequence[str]]] = (),
    examples: Iterable[str] = (),
    widths: Mapping[str, Mapping[str, int]] = AS_WIDE_AS_ITS_TEXT,
) -> bytes:
    """A register workbook of these sheets, in their order; the same bytes for the same tables and day.

    A table's columns are the sheet's headings; its cells are text, numbers, days or None. ``stamped`` is the day the
    workbook says it was made. ``guided``: what its first sheet says, a heading and
    lines each; with them the sheets have drop-downs and say what a chosen cell is for. ``examples``: sheets whose first
    row is an example. ``widths``: in characters, by sheet and heading, of columns whose texts do not say it.
    """
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, safe_text.IN_A_WORKBOOK)
    created = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day, the same in every run
    book.set_properties({"title": f"Register of the {_agreement(tables)}", "created": created})
    heading = book.add_format({"bold": True, "bg_color": HEADING_FILL, "font_color": "#FFFFFF", "text_wrap": True})
    optional = book.add_format({"bold": True, "bg_color": OPTIONAL_FILL, "font_color": "#FFFFFF", "text_wrap": True})
    look = {"valign": "top", "text_wrap": True}
    text, dated = book.add_format(look), book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
    example = {"italic": True, "font_color": EXAMPLE_COLOUR}
    as_example = book.add_format({**look, **example})
    as_dated_example = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy", **example})
    inert = book.add_format({**look, "quote_prefix": True})
    marked = set(examples)
    has_rows = {name: len(table) > (name in marked) for name, table in tables.items()}
    if guided:
        _guidance(book, guided, tables)
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        needed = _needed(SHEETS.get(name))
        for column, head in enumerate(table.columns):
            sheet.write_string(0, column, head, heading if not guided or head in needed else optional)
            values = table.iloc[:, column]
            longest = max((len(str(value)) for value in values if value is not None), default=0)
            wide = min(max(longest, len(head)) + 2, WIDEST)
            sheet.set_column(column, column, widths.get(name, {}).get(head, wide))
            for row, value in enumerate(values, start=1):
                this_one = row == 1 and name in marked
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, as_dated_example if this_one else dated)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value, as_example if this_one else text)
                elif value is not None:
                    calculates = guided and safe_text.calculates(value)  # stays text when somebody edits the cell
                    sheet.write_string(row, column, value, inert if calculates else as_example if this_one else text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))
        if guided and name in SHEETS:
            _beside_cells(sheet, SHEETS[name], table, has_rows)
    if guided:
        _names(book, tables, marked)
    book.close()
    return held.getvalue()


def _agreement(tables: Mapping[str, pd.DataFrame]) -> str:
    """What the sheet About calls the agreement, where one has its own headings in its first row."""
    about = tables.get("About")
    if about is None or not {"Name", "Value"} <= set(about.columns):
        return NEUTRAL.agreement
    said = dict(zip(about["Name"], about["Value"], strict=True))
    return str(said.get("Agreement called") or NEUTRAL.agreement)


def offered(sheet: RegisterSheet, column: Column) -> list[str]:
    """The words that a cell of a column may have, where they are few and known; none for any other."""
    read = sheet.readers[column.name]
    declared = sheet.table.columns[column.name]
    if isinstance(read, Word):
        return list(dict.fromkeys(read.words.values()))
    if declared.words:
        return list(declared.words)
    return ["yes", "no"] if declared.dtype == bool else []


def asked(sheet: RegisterSheet, column: Column) -> str:
    """What may stand in a cell of a column, in words."""
    read = sheet.readers[column.name]
    declared = sheet.table.columns[column.name]
    if words := offered(sheet, column):
        return wording.either(words)
    if isinstance(read, OfSheet):
        return f"one or more codes of {_of(read.sheet)}{SEVERAL}" if read.several else f"a code of {_of(read.sheet)}"
    if declared.written == Kind.QUARTER:
        return "a quarter"
    if declared.dtype == DAY:
        return "a day, as an Excel date"
    if declared.within:
        return f"a whole number from {declared.within[0]} to {declared.within[1]}"
    return "a number" if declared.dtype.kind in "fi" else "text"


def _of(sheet: str) -> str:
    """The sheet that codes stand on, and the one that has all bodies."""
    return f"sheet {sheet} or {BODIES}" if sheet in LISTED_AS.values() else f"sheet {sheet}"


def _needed(sheet: RegisterSheet | None) -> set[str]:
    if sheet is None:
        return set()
    return {column.heading for column in sheet.columns if column.there and column.filled and not column.of}


def _guidance(book: Any, guided: Sequence[tuple[str, Sequence[str]]], tables: Mapping[str, pd.DataFrame]) -> None:
    """The first sheet: what was written for it, then every column of every sheet and what may stand in it."""
    sheet = book.add_worksheet(GUIDANCE)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    row = 0
    widths = (18, 24, 18, 60, 50)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for heading, lines in guided:
        sheet.write_string(row, 0, heading, bold)
        for row, line in enumerate(lines, start=row + 1):  # noqa: B020 the next heading goes on below
            sheet.merge_range(row, 0, row, len(widths) - 1, line, wrapped)
            sheet.set_row(row, 15 * (1 + len(line) // 150))
        row += 2
    for column, head in enumerate(("On sheet", "Column", "Fill it in", "What it is", "What may stand there")):
        sheet.write_string(row, column, head, bold)
    for declared in (SHEETS[name] for name in tables if name in SHEETS):
        for one in declared.columns:
            row += 1
            meaning = wording.sentence_case(declared.table.columns[one.name].meaning)
            told = (declared.name, one.heading, _asked_for(one), meaning, asked(declared, one))
            for at, said in enumerate(told):
                sheet.write_string(row, at, said, wrapped)
            longest = max(len(said) / width for said, width in zip(told, widths, strict=True))
            sheet.set_row(row, 15 * (1 + int(longest)))


def _asked_for(column: Column) -> str:
    if column.of:
        return f"where {column.of} has rows"
    if column.there and column.filled:
        return "always"
    return "may be blank" if column.there else "if you like"


def _beside_cells(sheet: Any, declared: RegisterSheet, table: pd.DataFrame, has_rows: Mapping[str, bool]) -> None:
    """Of each column: what is said when a cell of it is chosen, and the words or codes that are offered there.

    ``has_rows``: of each sheet of the workbook, whether it has any but an example.
    """
    headings = list(table.columns)
    last = max(LAST_ROW, len(table) + 100)
    for column in declared.columns:
        if column.heading not in headings:
            continue
        at = headings.index(column.heading)
        meaning = declared.table.columns[column.name].meaning
        message = prompt(meaning, asked(declared, column))[:LONGEST_MESSAGE]
        offers: dict[str, Any] = {"validate": "any"}
        words, read = offered(declared, column), declared.readers[column.name]
        if words and len(",".join(words)) <= LONGEST_LIST and not any("," in word for word in words):
            offers = {"validate": "list", "source": words, "error_title": "Choose from the list"}
            offers["error_message"] = "Choose one of the words that the cell offers."
        elif isinstance(read, OfSheet) and (of := _offering(read.sheet, has_rows)):
            # names and, where it takes several, more than one code are read too
            offers = {"validate": "list", "source": f"={_name_of(of)}", "show_error": False}
        offers |= {"input_title": column.heading[:LONGEST_TITLE], "input_message": message}
        sheet.data_validation(1, at, last, at, offers)


def prompt(meaning: str, may_stand: str) -> str:
    """What is said when a cell is chosen: what it is, then what may stand there, where that says more."""
    if may_stand.casefold() in meaning.casefold():
        return wording.sentence_case(meaning)
    return f"{wording.sentence_case(meaning.removesuffix(SEVERAL) if SEVERAL in may_stand else meaning)}: {may_stand}"


def _offering(sheet: str, has_rows: Mapping[str, bool]) -> str | None:
    """The sheet whose codes are offered: the one that declares them, or that of all bodies."""
    if sheet in LISTED_AS.values() and BODIES in has_rows and not has_rows.get(sheet):
        return BODIES
    return sheet if sheet in has_rows else None


def _names(book: Any, tables: Mapping[str, pd.DataFrame], marked: Collection[str]) -> None:
    """A name for the codes of each sheet: Excel moves a list on another sheet out of what other programs read.

    The first row of those that are ``marked`` is an example, and left out.
    """
    for name, table in tables.items():
        declared = SHEETS.get(name)
        if declared and declared.columns[0].heading in table.columns:
            letter = xl_col_to_name(list(table.columns).index(declared.columns[0].heading))
            last = max(LAST_ROW, len(table) + 100) + 1
            book.define_name(_name_of(name), f"='{name}'!${letter}${3 if name in marked else 2}:${letter}${last}")


def _name_of(sheet: str) -> str:
    return f"on_{sheet.replace(' ', '_')}"
