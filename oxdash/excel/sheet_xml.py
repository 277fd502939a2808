"""What one sheet's XML says, before openpyxl reads it: which cells are filled, and what openpyxl would not mention.

openpyxl keeps the last of two cells with one address, drops a row that comes out of order, reads anything inside a row
as a cell and takes a negative index for one counted from the end. All of that is refused here, by sheet and cell.
Merged and hidden cells and formulas with no saved result are noted, so a large sheet is known as well as a small one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oxdash.excel import strict_xml
from oxdash.excel.bounds import RETURN, Bounds
from oxdash.excel.file_checks import DAMAGED, SEND_AGAIN, Refused
from oxdash.excel.texts import MAIN, Collector, unescaped

MOST_MERGED = 5_000
LAST_DAY = 2_957_003  # 31 December 9999, counted from 1904; from 1900 it is 1,462 more
MOST_COLUMNS = 16_384  # of a sheet, and so the most declarations of columns; Excel writes none twice
LONGEST_TEXT = 32_767  # characters in one cell; Excel allows no more

SHEET, ROW, CELL, VALUE, FORMULA, INLINE, MERGED, COLUMN, EXTENSION = (
    f"{MAIN} {tag}" for tag in ("worksheet", "row", "c", "v", "f", "is", "mergeCell", "col", "extLst")
)
AREA = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(:[A-Z]{1,3}[1-9][0-9]{0,6})?")
CORNER = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBER = re.compile(
    r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII
)  # Python would take more: 1_000, inf
INDEX = re.compile(r"[0-9]{1,7}", re.ASCII)
BOOLEANS = {"0": False, "1": True, "false": False, "true": True}  # as XML Schema has them
TYPES = {"n", "s", "b", "e", "str", "inlineStr", "d"}


@dataclass
class SheetFacts:
    """What a sheet's XML says, as far as it shows something. Rows and columns count from 1."""

    filled: set[tuple[int, int]] = field(default_factory=set)  # (row, column)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)  # of every cell of text, as a person reads it
    no_days: dict[tuple[int, int], float] = field(default_factory=dict)  # numbers of no day, whatever their format
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # with no saved result; the formula's text
    annotations: list[tuple[int, int, str, str]] = field(default_factory=list)  # `annotations.Annotation`
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    ticks_in_words: bool = False  # true or false, which openpyxl cannot read
    cells: int = 0  # and rows: all of them, formatted blank ones included
    cells_to_read: int = 0  # the same, down to the last filled row
    last_row: int = 0  # filled
    last_column: int = 0


def letters(column: int) -> str:
    """Column 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


_NUMBERS = {letters(column): column for column in range(1, MOST_COLUMNS + 1)}


def column_number(named: str) -> int:
    """Column AB is 28; 0 for one that no sheet has."""
    return _NUMBERS.get(named, 0)


def sheet_facts(name: str, xml: bytes, strings: Sequence[str], bounds: Bounds = RETURN) -> SheetFacts:
    """Read one sheet's XML once. ``strings``: the workbook's shared texts. Refused, naming sheet and cell."""
    reading = _Reading(name, strings, bounds)
    strict_xml.parse(xml, reading.started, reading.ended, reading.said)
    facts = reading.facts
    facts.hidden_rows = [row for row in facts.hidden_rows if row <= facts.last_row]
    facts.hidden_columns = [column for column in range(1, bounds.last_column + 1) if reading.hidden >> column & 1]
    return facts


class _Reading:
    """Where one reading of a sheet has got to."""

    def __init__(self, name: str, strings: Sequence[str], bounds: Bounds):
        self.name, self.strings, self.bounds = name, strings, bounds
        self.facts = SheetFacts()
        self.depth = self.row = self.column = 0
        self.row_digits, self.in_a_row = "", False
        self.in_row: set[int] = set()  # columns of this row's cells
        self.address = self.holds = ""  # the cell being read, and its type
        self.value: str | None = None
        self.formula: str | None = None
        self.formula_is: dict[str, str] = {}
        self.inline: Collector | None = None
        self.text: list[str] = []
        self.shared: dict[str, tuple[str, str]] = {}  # a shared formula's text and its first cell's address
        self.declared_columns = 0
        self.hidden = 0  # a bit for each hidden column

    def said(self, text: str) -> None:
        self.text.append(text)
        if self.inline is not None:
            self.inline.said(text)

    def started(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.inline is not None and self.depth > 5:
            self.inline.started(tag)
        if tag == CELL:
            self.start_cell(attributes)
        elif tag == VALUE:
            if self.depth != 5 or self.value is not None:
                raise Refused(DAMAGED)
            self.value = ""
            self.text.clear()
        elif tag == ROW:
            self.start_row(attributes)
        elif tag == FORMULA:
            if self.depth != 5 or self.formula is not None:
                raise Refused(DAMAGED)
            self.formula, self.formula_is = "", attributes
            self.text.clear()
        elif tag == INLINE:
            if self.depth != 5 or self.inline is not None:
                raise Refused(DAMAGED)
            self.inline = Collector()
        elif self.depth == 4 and self.in_a_row and tag != EXTENSION:
            raise Refused(DAMAGED)  # openpyxl would read it as a cell
        elif tag == MERGED:
            self.merge(attributes.get("ref", ""))
        elif tag == COLUMN:
            self.declare_columns(attributes)
        elif self.depth > strict_xml.DEEPEST or (self.depth == 1 and tag != SHEET):
            raise Refused(DAMAGED)

    def ended(self, tag: str) -> None:
        self.depth -= 1
        if self.inline is not None and self.inline.within:
            self.inline.ended()
        if tag == CELL:
            self.end_cell()
        elif tag == VALUE:
            self.value = "".join(self.text)
        elif tag == FORMULA:
            self.formula = "".join(self.text)
        elif tag == ROW:
            self.in_a_row = False

    def start_row(self, attributes: dict[str, str]) -> None:
        digits = attributes.get("r", str(self.row + 1))
        if self.depth != 3 or not INDEX.fullmatch(digits) or not 1 <= int(digits) <= 1_048_576:
            raise Refused(DAMAGED)
        row = int(digits)
        if row == self.row:
            raise Refused(f"Sheet {self.name} has row {row} twice, so it cannot be told which one counts. {SEND_AGAIN}")
        if row < self.row:
            raise Refused(
                f"Sheet {self.name} has row {row} after row {self.row}, so its rows cannot be told. {SEND_AGAIN}"
            )
        self.row, self.row_digits, self.column, self.in_a_row = row, str(row), 0, True
        self.in_row = set()
        self.count()
        if attributes.get("hidden") in ("1", "true") and row <= self.bounds.last_row:
            self.facts.hidden_rows.append(row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            column = self.column + 1
            address = f"{letters(column)}{self.row}"
        else:
            column = _NUMBERS.get(address.removesuffix(self.row_digits), 0)
        if self.depth != 4 or not self.in_a_row or not 1 <= column <= 16_384:
            raise Refused(DAMAGED)
        if column in self.in_row:
            raise Refused(
                f"Sheet {self.name} has cell {address} twice, so it cannot be told which one counts. {SEND_AGAIN}"
            )
        self.in_row.add(column)
        self.column, self.address, self.holds = column, address, attributes.get("t", "n")
        if self.holds not in TYPES or not INDEX.fullmatch(attributes.get("s", "0")):
            raise Refused(DAMAGED)
        self.value = self.formula = self.inline = None
        self.count()

    def count(self) -> None:
        self.facts.cells += 1
        if self.facts.cells > self.bounds.most_elements:
            raise Refused(self.bounds.too_many_cells)

    def end_cell(self) -> None:
        value = self.value
        formula = None if self.formula is None else self.formula_text()
        inline = self.inline is not None
        if inline != (self.holds == "inlineStr") and (inline or value):
            raise Refused(DAMAGED)
        if not value:
            if formula is not None and not (self.holds == "str" and value == ""):  # the saved result of ="" is ""
                self.facts.formulas[self.row, self.column] = "=" + formula
            elif not inline:
                return
        elif self.holds == "n":
            if not NUMBER.fullmatch(value.strip()):
                raise Refused(DAMAGED)
        elif self.holds == "s":
            if not INDEX.fullmatch(value.strip()) or int(value) >= len(self.strings):
                raise Refused(DAMAGED)
        elif self.holds == "b":
            if value.strip() not in BOOLEANS:
                raise Refused(DAMAGED)
            self.facts.ticks_in_words |= value.strip() not in ("0", "1")
        facts = self.facts
        last_row, last_column = self.bounds.last_row, self.bounds.last_column
        if self.row > last_row or self.column > last_column:
            raise Refused(
                f"Sheet {self.name} has something in cell {self.address}; a sheet is read down to row {last_row:,} and "
                f"across to column {letters(last_column)}. Delete what lies beyond, save the workbook, and send that."
            )
        facts.filled.add((self.row, self.column))
        if value and self.holds == "n" and abs(number := float(value)) > LAST_DAY:
            facts.no_days[self.row, self.column] = number
        if inline or (value and self.holds in ("s", "str")):
            if self.inline is not None:
                text = self.inline.text
            else:
                text = self.strings[int(value or "")] if self.holds == "s" else unescaped(value or "")
            if len(text) > LONGEST_TEXT:
                raise Refused(
                    f"Sheet {self.name}, cell {self.address} holds {len(text):,} characters; Excel allows "
                    f"{LONGEST_TEXT:,}. Shorten it, save the workbook, and send that."
                )
            facts.texts[self.row, self.column] = text
        facts.cells_to_read, facts.last_row = facts.cells, self.row
        if self.column > facts.last_column:
            facts.last_column = self.column
        if len(facts.filled) > self.bounds.most_filled:
            raise Refused(self.bounds.too_many_cells)

    def formula_text(self) -> str:
        """Excel writes a formula that was filled down once, and for the other cells only its number."""
        if self.formula_is.get("t") == "shared":
            number = self.formula_is.get("si", "")
            if self.formula:
                self.shared[number] = (self.formula, self.address)
            elif number in self.shared:
                return f"{self.shared[number][0]} (filled from {self.shared[number][1]})"
        return self.formula or ""

    def declare_columns(self, attributes: dict[str, str]) -> None:
        self.declared_columns += 1
        if self.declared_columns > MOST_COLUMNS:
            raise Refused(DAMAGED)
        if attributes.get("hidden") not in ("1", "true"):
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not INDEX.fullmatch(first) or not INDEX.fullmatch(last):
            raise Refused(DAMAGED)
        end = min(int(last), self.bounds.last_column)
        if int(first) <= end:
            self.hidden |= (1 << end + 1) - (1 << int(first))

    def merge(self, area: str) -> None:
        if not AREA.fullmatch(area) or len(self.facts.merged) >= MOST_MERGED:
            raise Refused(DAMAGED)
        self.facts.merged.append(area)
