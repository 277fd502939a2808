"""Writes the sheets of the workbook with xlsxwriter: looks, widths, tables, links, properties.

By the Analysis Function's rules for accessible spreadsheets: title in A1, one table a sheet, marked as a table with
one heading row, no merged cells, no filters, no frozen panes, nothing hidden, nothing told by colour alone.
"""

import io
import re
import textwrap
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter

from oxdash.documents.blocks import Column
from oxdash.output.excel.escapes import guarded, settled
from oxdash.output.excel.tidy import WHOLE_FORMAT, Sheet
from oxdash.output.word.looks import FONT
from oxdash.storage.same_bytes import zipped
from oxdash.vocabulary import safe_text
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.schemas import Kind

CONTENTS = "Contents"
BACK = "Back to Contents"
GAPS = "An empty cell means that there is nothing to say; a missing figure has the marker [x]."
SIZE, TITLE_SIZE, TEXT_WIDTH = 12, 16, 100
HEADING_FILL, LINE, LINK = "#12436D", "#B1B4B6", "#1D4F91"
LONGEST = 32_767  # characters that a cell holds, as Excel counts them: in UTF-16
BOLD = 3  # characters that a bold heading with its margin takes more than its letters
LONGEST_WORD = 45  # a longer one is broken: a web address, say
LINE_HEIGHT, TALLEST = 16, 409  # points of a line, and of the tallest row that Excel can make
_NUMBERS = (Kind.NUMBER, Kind.FIGURE)
_NOT_TEXT = (*_NUMBERS, Kind.DAY, Kind.SHEET)
DAY_FORMAT = "d mmmm yyyy"  # 22 July 2010
_PRINTS_ON_ONE = 190  # characters of a sheet that still print legibly on the width of one page
_BREAKS = str.maketrans(
    {**{chr(n): "\ufffd" for n in range(32) if chr(n) not in "\t\n"}, "\x7f": "\ufffd", "\ufffe": "\ufffd"}
    | {"\uffff": "\ufffd"}
    | {chr(n): "\ufffd" for n in range(0xD800, 0xE000)}
)


class Book:
    """The workbook being written; `close` gives its bytes, the same for the same sheets."""

    def __init__(self, title: str, subject: str, comments: str, stamped: date, council: Council, footer: str):
        self.held = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.held,
            {
                **safe_text.IN_A_WORKBOOK,
                "default_format_properties": {"font_name": FONT, "font_size": SIZE},
                "default_column_width": 80,  # pixels; of the widths known, the one of a font of this size
            },
        )
        self.book.set_properties(
            {
                "title": title,
                "subject": subject,
                "author": council.title,
                "comments": comments,
                "created": datetime(stamped.year, stamped.month, stamped.day),  # noqa: DTZ001 a day, the same always
            }
        )
        self.language = council.language
        self.formats: dict[tuple, object] = {}
        self.footer = f"&L{footer.replace('&', '&&')[:200]}&R&A, page &P of &N"

    def format(self, **wanted: object):
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "top", **wanted})
        return self.formats[key]

    def text_sheet(self, sheet: Sheet) -> None:
        """A sheet of lines without a table: the cover."""
        made = self._begun(sheet)
        made.set_column(0, 0, TEXT_WIDTH)
        for row, line in enumerate(sheet.lines, start=1):
            made.set_row(row, height([line], [TEXT_WIDTH]))
            self._write_text(made, row, 0, line)

    def table_sheet(self, sheet: Sheet) -> None:
        """A sheet with its one table; where that has no rows, the sentence that says so."""
        made = self._begun(sheet)
        lines = [*sheet.lines]
        if sheet.rows and sheet.has_gaps:
            lines.append(GAPS)
        for row, line in enumerate(lines, start=1):
            self._write_line(made, row, line)
        top = len(lines) + 1
        if sheet.name != CONTENTS:
            self._link(made, top, 0, CONTENTS, BACK)
            top += 1
        if not sheet.rows:
            self._write_line(made, top, sheet.none)
            made.set_column(0, 0, TEXT_WIDTH)
            return
        self._table(made, top, sheet)

    def _begun(self, sheet: Sheet):
        made = self.book.add_worksheet(sheet.name)
        made.set_row(0, 1.6 * TITLE_SIZE)
        made.set_default_row(LINE_HEIGHT)
        self._write_line(made, 0, sheet.title, bold=True, font_size=TITLE_SIZE)
        made.set_paper(9)  # A4
        made.set_landscape()
        made.set_margins(left=0.4, right=0.4)
        made.set_header(f"&L{sheet.title.replace('&', '&&')}")
        made.set_footer(self.footer)
        return made

    def _table(self, made, top: int, sheet: Sheet) -> None:
        bottom, right = top + sheet.rows, len(sheet.columns) - 1
        headings = [
            {
                "header": column.heading,
                "header_format": self.format(
                    bold=True,
                    font_color="#FFFFFF",
                    bg_color=HEADING_FILL,
                    text_wrap=True,
                    **_aligned(column),
                ),
            }
            for column in sheet.columns
        ]
        made.add_table(
            top,
            0,
            bottom,
            right,
            {
                "name": sheet.name.replace(" ", "_").lower(),
                "columns": headings,
                "autofilter": False,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "title": sheet.title,
                "description": sheet.holds,
            },
        )
        widths = [width(column) for column in sheet.columns]
        for place, column in enumerate(sheet.columns):
            made.set_column(place, place, widths[place])
            for row, value in enumerate(column.cells):
                self._cell(made, top + 1 + row, place, column, row, value)
        made.set_row(top, height([column.heading for column in sheet.columns], [wide - BOLD for wide in widths]))
        texts = [column.cells if column.kind not in _NOT_TEXT else [None] * sheet.rows for column in sheet.columns]
        for row, said in enumerate(zip(*texts, strict=True)):
            made.set_row(top + 1 + row, height(said, widths))
        made.repeat_rows(top)
        if sum(widths) <= _PRINTS_ON_ONE:
            made.fit_to_pages(1, 0)
        else:  # page after page to the right, each with the first column
            made.print_area(top, 0, bottom, right)
            made.repeat_columns(0)
            made.set_print_scale(60)

    def _cell(self, made, row: int, place: int, column: Column, of: int, value: Any) -> None:
        ruled = {"bottom": 1, "bottom_color": LINE}
        if pd.isna(value):
            made.write_blank(row, place, None, self.format(**ruled))
        elif column.kind not in _NOT_TEXT:
            self._write_text(made, row, place, value, **ruled)
        elif column.kind == Kind.SHEET:
            self._link(made, row, place, value, value, **ruled)
        else:
            looks = self.format(num_format=format_of(column, of), **_aligned(column), **ruled)
            if column.kind == Kind.DAY:
                made.write_datetime(row, place, value.to_pydatetime(), looks)
            else:
                made.write_number(row, place, value, looks)

    def _write_text(self, made, row: int, place: int, value: object, **looks: object) -> None:
        made.write_string(row, place, guarded(shown(value)), self._of_text(value, text_wrap=True, **looks))

    def _write_line(self, made, row: int, line: str, **looks: object) -> None:
        made.write_string(row, 0, guarded(shown(line)), self._of_text(line, **looks))

    def _of_text(self, value: object, **looks: object):
        """The format of a cell of text, which stays text even when somebody edits it."""
        return self.format(**looks, **({"quote_prefix": True} if safe_text.calculates(value) else {}))

    def _link(self, made, row: int, place: int, to: str, said: str, **looks: object) -> None:
        looks = self._of_text(said, font_color=LINK, underline=1, **looks)
        made.write_url(row, place, f"internal:'{to}'!A1", looks, string=said)

    def close(self) -> bytes:
        self.book.close()
        with zipfile.ZipFile(self.held) as made:
            files = {name: made.read(name) for name in made.namelist()}
        end, core = b"</cp:coreProperties>", "docProps/core.xml"
        language = f"<dc:language>{self.language}</dc:language>".encode()  # xlsxwriter has no property for it
        files[core] = files[core].replace(end, language + end)
        return zipped(settled(files))


def shown(value: object) -> str:
    """Text as a cell can hold it: one kind of line break, nothing that XML has not, cut where it is too long."""
    said = str(value)
    if not said.isprintable():
        said = said.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    length = len(said) if 2 * len(said) <= LONGEST else len(said.encode("utf-16-le")) // 2
    if length > LONGEST:
        note = f" [cut: the text has {length:,} characters and a cell holds {LONGEST:,}]"
        kept = said.encode("utf-16-le")[: 2 * (LONGEST - len(note))]
        said = kept.decode("utf-16-le", "ignore") + note
    # xlsxwriter would take this for markup of its own
    return f"{said} " if said.startswith("<r>") and said.endswith("</r>") else said


def format_of(column: Column, row: int) -> str:
    """How a number or a day is shown: one format for all rows, or one a row."""
    if column.kind == Kind.DAY:
        return DAY_FORMAT
    formats = column.formats or (WHOLE_FORMAT,)
    return formats[row if len(formats) > 1 else 0]


def _aligned(column: Column) -> dict[str, object]:
    """Numbers and days to the right, a little off the text of the next column."""
    return {"align": "right", "indent": 1} if column.kind in (*_NUMBERS, Kind.DAY) else {"align": "left"}


def height(texts: Sequence, widths: Sequence[float]) -> float:
    """The height, in points, of a row that shows its texts in full, up to what a row can be."""
    lines = [1]
    for text, wide in zip(texts, widths, strict=True):
        if not pd.isna(text):
            lines.append(sum(_lines(line, int(wide)) for line in shown(text).split("\n")))
    return min(LINE_HEIGHT * max(lines), TALLEST)


def _lines(line: str, wide: int) -> int:
    if len(line) <= wide and "\t" not in line:  # which is what most cells hold
        return 1
    return len(textwrap.wrap(line, wide)) or 1


def width(column: Column) -> float:
    """The width, in characters, that shows every word of a text and the whole of a number or a day."""
    longest_word = max(len(word) for word in column.heading.split())
    said = [_printed(column, row, value) for row, value in enumerate(column.cells) if not pd.isna(value)]
    if column.kind in (*_NUMBERS, Kind.DAY):
        return max([longest_word, *map(len, said)]) + BOLD
    words = max([longest_word, *(len(word) for text in said for word in text.split())])
    lines = max([len(column.heading), *(len(line) for text in said for line in text.split("\n"))])
    return max(min(words, LONGEST_WORD), min(lines, column.widest)) + 2


def _printed(column: Column, row: int, value: object) -> str:
    if column.kind == Kind.DAY:
        return "28 September 2010"  # no day is longer
    if column.kind in _NUMBERS:
        shape = format_of(column, row)
        places = len(shape.partition(".")[2])
        return f"{value:,.{places}f}" + "".join(re.findall(r'"([^"]*)"', shape))  # the signs beside it
    return shown(value)


def contents(sheets: Sequence[Sheet], lines: Sequence[str]) -> Sheet:
    """The sheet that lists the others, with a link to each."""
    return Sheet(
        CONTENTS,
        "Contents",
        lines=lines,
        columns=(
            Column("Sheet", [sheet.name for sheet in sheets], Kind.SHEET),
            Column("What it holds", [sheet.holds for sheet in sheets], widest=100),
            Column("Rows", [sheet.rows for sheet in sheets], Kind.NUMBER),
        ),
    )
