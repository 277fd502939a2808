"""What an officer types into the blank return of tests/workbooks.py, cell by cell, and what stands there afterwards.

Everything that programs are known to keep each in its own way: digits beyond the fifteenth, halves, per cents by
format, line breaks, blanks at either end, text that looks like a formula, a number, a date, an escape or markup,
letters of other scripts, days before and after the years that a return may name, booleans, cells of nothing.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from oxdash.excel import workbook
from oxdash.excel.cells import Cell, Holds, Workbook, letters
from oxdash.returns import template
from tests.workbooks import AS_AT, PARTNERSHIP, QUARTER, register

NAME = "safer.xlsx"
NOTHING = ""  # a cell that holds text of no letters
DAY, PER_CENT = "dd/mm/yyyy", "0%"


@dataclass(frozen=True)
class Typed:
    sheet: str
    address: str
    value: str | float | bool | date
    number_format: str | None = None  # where the cell is given another than the template's

    @property
    def place(self) -> tuple[int, int]:
        column = "ABCDEFGHIJKLMNO".index(self.address[0]) + 1
        return int(self.address[1:]), column

    def plain(self) -> dict:
        """As JSON, for programs in other languages. Days as Excel counts them, and in words."""
        kind = {str: "text", bool: "boolean", date: "date"}.get(type(self.value), "number")
        said = self.value.isoformat() if kind == "date" else self.value
        row, column = self.place
        return {
            "sheet": self.sheet,
            "address": self.address,
            "row": row,
            "column": column,
            "kind": kind,
            "value": said,
            "format": self.number_format,
        }


TEXTS = [
    "Line one\nline two\n\nline four",
    "  blanks at both ends  ",
    "\nfirst a break",
    "last a break\n",
    "a\ttab",
    "\"double\" and 'single' quotes",
    "'an apostrophe first",
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+44 1865 792422",
    "-5 as a note",
    "@someone",
    "Ελληνικά, 日本語, العربية, עברית, ไทย, Кириллица",
    "\U0001f600 and e\u0301 and \u00e9",
    "_x0041_ typed",
    "_x000D_ and x005F_ and _x005F_",
    "<b>bold</b> &amp; ]]> &#10;",
    "https://example.org/a?b=c&d=e",
    "no\u00a0break, soft\u00adhyphen, zero\u200bwidth",
    "00123",
    "1e5",
    "TRUE",
    "30/06/2010",
    "#N/A",
    "50%",
    "'",
    "long " * 700,
]
DAYS = [
    date(2000, 1, 1),
    date(2008, 2, 29),
    date(2010, 3, 28),  # the clocks go forward
    date(2010, 6, 30),
    date(2010, 10, 31),  # and back
    date(2099, 12, 31),
    date(1900, 1, 1),
    date(1900, 2, 28),
    date(1900, 3, 1),  # the first day that all programs count alike
    date(1999, 12, 31),
    date(2100, 1, 1),
]


def _cells() -> list[Typed]:
    cells = [
        Typed("Cover", "B6", "Performance officer"),
        Typed("Cover", "B7", date(2010, 1, 20)),
        Typed("Return", "H4", 60.25),
        Typed("Return", "J4", "2008 survey"),
        Typed("Return", "M4", 0.1 + 0.2),
        Typed("Return", "O4", "Plain words."),
        Typed("Return", "H5", 1_234_567),
        Typed("Return", "I5", "provisional"),
        Typed("Return", "M5", -3),
        Typed("Return", "N5", True),  # not one of its words
        Typed("Return", "L6", date(2010, 9, 30)),
        Typed("Return", "M6", 100 / 3),
        Typed("Return", "O6", NOTHING),
        Typed("Return", "H7", 3),
        Typed("Return", "N7", "no"),
        Typed("Return", "H8", 0.453, PER_CENT),
        Typed("Return", "M8", 0.07, PER_CENT),
        Typed("Return", "I8", NOTHING),
        Typed("Return", "H9", 1.005),
        Typed("Return", "M9", 123_456_789_012.35),
        Typed("Risks", "A4", "NI 30"),
        Typed("Risks", "B4", TEXTS[0]),
        Typed("Risks", "C4", 5),
        Typed("Risks", "D4", 1),
        Typed("Risks", "E4", "x" * 300),
        Typed("Risks", "F4", False),
        Typed("Districts", "A4", "NI 15"),
        Typed("Districts", "B4", "Cherwell"),
        Typed("Districts", "C4", 1e-7),
        Typed("Districts", "A5", "NI 15"),
        Typed("Districts", "B5", "Oxford City"),
        Typed("Districts", "C5", 9_007_199_254_740_991 / 10),
        Typed("Narrative", "B4", TEXTS[0]),
        Typed("Narrative", "B5", TEXTS[12]),
        Typed("Narrative", "B6", TEXTS[14]),
        Typed("Narrative", "C6", "documented: minutes of 22 July 2010"),
    ]
    for row, text in enumerate(TEXTS, start=4):
        when = DAYS[(row - 4) % len(DAYS)]
        cells += [
            Typed("Actions", f"A{row}", "the partnership"),
            Typed("Actions", f"B{row}", text),
            Typed("Actions", f"C{row}", "Head of service"),
            Typed("Actions", f"D{row}", when),
            Typed("Actions", f"E{row}", ("open", "done", "dropped")[row % 3]),
            Typed("Actions", f"F{row}", f"Of {row}: {text}"[:200]),
        ]
    return cells


CELLS = _cells()


@cache
def blank() -> bytes:
    return template.write(register(), PARTNERSHIP, QUARTER, as_at=AS_AT)


@cache
def as_typed() -> Workbook:
    """The return with nothing between the officer's keyboard and the reader: the blank one, and the cells typed."""
    sheets = {sheet.name: sheet for sheet in workbook.read(NAME, blank()).sheets}
    for typed in CELLS:
        sheet = sheets[typed.sheet]
        cells = dict(sheet.cells)
        if typed.value == NOTHING:
            cells.pop(typed.place, None)
        else:
            cells[typed.place] = _cell(typed)
        sheets[typed.sheet] = replace(sheet, cells=cells)
    return Workbook(NAME, tuple(sheets.values()))


def _cell(typed: Typed) -> Cell:
    (row, column), value = typed.place, typed.value
    if isinstance(value, bool):
        holds = Holds.BOOLEAN
    elif isinstance(value, date):
        holds, value = Holds.DATE, datetime(value.year, value.month, value.day)
    else:
        holds = Holds.TEXT if isinstance(value, str) else Holds.NUMBER
    return Cell(f"{letters(column)}{row}", row, column, holds, value, typed.number_format or "General")
