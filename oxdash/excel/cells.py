"""What a workbook holds, as the child that opened it saw it: cells with addresses, and nothing of Excel's."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Holds(StrEnum):
    """What kind of thing stands in a cell. A cell that is not in `Sheet.cells` is blank."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    BOOLEAN = "boolean"
    ERROR = "error"  # value is Excel's word for it, e.g. #DIV/0!
    FORMULA = "formula"  # a formula with no saved result; value is the formula's text


NO_NUMBER = "a number was expected"
OF_HERE = "\u00a4"  # in a format: the sign for whatever currency is meant


@dataclass(frozen=True, slots=True)  # a register has a million
class Cell:
    address: str  # "F9"
    row: int
    column: int
    holds: Holds
    value: str | int | float | bool | date | datetime | time
    number_format: str = "General"

    @property
    def number(self) -> float:
        """The value of a cell that holds a number; OverflowError for a whole number beyond every float."""
        if isinstance(self.value, date | time):
            raise TypeError(NO_NUMBER)
        return float(self.value)

    @property
    def day(self) -> date:
        """The value of a cell that holds a day, with its time of day where it has one."""
        if not isinstance(self.value, date):
            raise TypeError("a day was expected")
        return self.value


@dataclass(frozen=True)
class Annotation:
    """A note or a comment on a cell, or the text of a shape whose upper left corner stands on one."""

    address: str  # "F9"; "" where it stands on no cell
    row: int  # 0 where it stands on none
    column: int
    kind: str  # "note", "comment" or "text box"
    text: str


@dataclass(frozen=True)
class Sheet:
    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)  # by (row, column), from 1
    hidden: bool = False
    merged: tuple[str, ...] = ()  # ranges, e.g. "A1:B2"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True)
class Workbook:
    """A workbook that could be opened: its sheets in their order, by name."""

    name: str  # as the person knows it; text only, never a path
    sheets: tuple[Sheet, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """A sheet by its name after trimming, folding case and white space."""
        wanted = folded(name)
        return next((sheet for sheet in self.sheets if folded(sheet.name) == wanted), None)


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be opened as a workbook, and the one plain sentence that says why and what to do."""

    name: str
    sentence: str


Area = tuple[int, int, int, int]  # first row, last row, first column, last column

MOST_COLUMNS = 16_384  # of a sheet
CORNER = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")  # of an area, or a cell: the column's letters, the row


def letters(column: int) -> str:
    """Column 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """``C7`` for row 7, column 3."""
    return f"{letters(column)}{row}"


class _Columns(dict[str, int]):
    """The numbers of columns by their letters, each worked out when it is first asked for."""

    def __missing__(self, named: str) -> int:
        if not 1 <= len(named) <= len("XFD") or not all("A" <= letter <= "Z" for letter in named):
            return 0
        number = 0
        for letter in named:
            number = number * 26 + ord(letter) - 64
        self[named] = number if number <= MOST_COLUMNS else 0
        return self[named]


_COLUMNS = _Columns()


def column_number(named: str) -> int:
    """Column AB is 28; 0 for one that no sheet has."""
    return _COLUMNS[named]


def corners(area: str) -> Area:
    """The area of a range such as ``A1:B2``; noughts for what is none."""
    found = CORNER.findall(area.upper().replace("$", ""))
    if len(found) <= area.count(":"):
        return 0, 0, 0, 0
    rows, columns = [int(row) for _, row in found], [column_number(column) for column, _ in found]
    return min(rows), max(rows), min(columns), max(columns)


# Characters that take no room: soft hyphen, zero-width blanks and joiners, marks of the reading direction.
_NO_WIDTH = dict.fromkeys(
    [0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)


def seen(text: object) -> str:
    """Text as it is seen on one line: trimmed, one blank for any white space, without characters that take no room.

    >>> seen(" NI\u00a030\u200b")
    'NI 30'
    """
    said = str(text)
    return " ".join((said if said.isascii() else said.translate(_NO_WIDTH)).split())


def folded(text: object) -> str:
    """Text as headings, sheet names and codes are compared: as it is `seen`, case folded."""
    return seen(text).casefold()


TYPE_AGAIN = "It holds characters that cannot be shown: type it again."  # of a text that `cannot_be_shown`


def cannot_be_shown(text: str) -> bool:
    """Whether it holds a control character, half a character or a code that is none: no paper can print those."""
    return not text.isprintable() and any(
        (unicodedata.category(one) in ("Cc", "Cs") and one not in "\t\r\n")
        or ord(one) & 0xFFFE == 0xFFFE
        or 0xFDD0 <= ord(one) <= 0xFDEF
        for one in text
    )
