"""What one sheet's XML says, read once: its cells with what they hold, what is merged and hidden, and what is wrong.

Readers of workbooks keep the last of two cells with one address, drop a row that comes out of order or read anything
inside a row as a cell. All of that is refused here, by sheet and cell, and no more is kept than a return may hold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from oxdash.excel import strict_xml
from oxdash.excel.bounds import RETURN, Bounds
from oxdash.excel.cell_values import GENERAL, Plain, Values
from oxdash.excel.cells import MOST_COLUMNS, Holds, column_number, letters
from oxdash.excel.file_checks import DAMAGED, SEND_AGAIN, Refused
from oxdash.excel.texts import LONGEST_TEXT, MAIN, Collector, unescaped

MOST_MERGED = 5_000

SHEET, ROW, CELL, VALUE, FORMULA, INLINE, MERGED, COLUMN, EXTENSION = (
    f"{MAIN} {tag}" for tag in ("worksheet", "row", "c", "v", "f", "is", "mergeCell", "col", "extLst")
)
AREA = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(:[A-Z]{1,3}[1-9][0-9]{0,6})?")
INDEX = re.compile(r"[0-9]{1,7}", re.ASCII)
TYPES = {"n", "s", "b", "e", "str", "inlineStr", "d"}


CellFact = tuple[int, int, Holds, Plain, str]  # row, column, what it holds, its value, its number format


@dataclass
class SheetFacts:
    """What a sheet's XML says, as far as it shows something. Rows and columns count from 1."""

    cells: list[CellFact] = field(default_factory=list)  # row by row
    annotations: list[tuple[int, int, str, str]] = field(default_factory=list)  # `annotations.Annotation`
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False  # the sheet itself
    filled: int = 0  # cells with anything in them
    elements: int = 0  # cells and rows, formatted blank ones included
    to_read: int = 0  # the same, down to the last filled row
    last_row: int = 0  # filled
    last_column: int = 0


def sheet_facts(name: str, xml: bytes, strings: Sequence[str], values: Values, bounds: Bounds = RETURN) -> SheetFacts:
    """Read one sheet's XML once. ``strings``: the workbook's shared texts. Refused, naming sheet and cell."""
    reading = _Reading(name, strings, values, bounds)
    strict_xml.parse(xml, reading.started, reading.ended, reading.said)
    facts = reading.facts
    if reading.out_of_order:
        facts.cells.sort(key=itemgetter(0, 1))
    facts.hidden_rows = [row for row in facts.hidden_rows if row <= facts.last_row]
    facts.hidden_columns = [column for column in range(1, bounds.last_column + 1) if reading.hidden >> column & 1]
    return facts


class _Reading:
    """Where one reading of a sheet has got to."""

    def __init__(self, name: str, strings: Sequence[str], values: Values, bounds: Bounds):
        self.name, self.strings, self.values, self.bounds = name, strings, values, bounds
        self.facts = SheetFacts()
        self.depth = self.row = self.column = 0
        self.row_digits, self.in_a_row = "", False
        self.in_row: set[int] = set()  # columns of this row's cells
        self.out_of_order = False  # which columns of a row may be, and rows may not
        self.address = self.kind = ""  # the cell being read, and its type
        self.style = 0
        self.leaf = False  # within what holds text alone
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
        if self.leaf:
            raise Refused(DAMAGED)
        if tag == CELL:
            self.start_cell(attributes)
        elif tag == VALUE:
            if self.depth != 5 or self.value is not None:
                raise Refused(DAMAGED)
            self.value, self.leaf = "", True
            self.text.clear()
        elif tag == ROW:
            self.start_row(attributes)
        elif tag == FORMULA:
            if self.depth != 5 or self.formula is not None:
                raise Refused(DAMAGED)
            self.formula, self.formula_is, self.leaf = "", attributes, True
            self.text.clear()
        elif tag == INLINE:
            if self.depth != 5 or self.inline is not None:
                raise Refused(DAMAGED)
            self.inline = Collector()
        elif self.depth == 4 and self.in_a_row and tag != EXTENSION:
            raise Refused(DAMAGED)  # some would read it as a cell
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
            self.value, self.leaf = "".join(self.text), False
        elif tag == FORMULA:
            self.formula, self.leaf = "".join(self.text), False
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
            column = column_number(address.removesuffix(self.row_digits))
        if self.depth != 4 or not self.in_a_row or not column:
            raise Refused(DAMAGED)
        if column in self.in_row:
            raise Refused(
                f"Sheet {self.name} has cell {address} twice, so it cannot be told which one counts. {SEND_AGAIN}"
            )
        self.in_row.add(column)
        self.out_of_order |= column < self.column
        style = attributes.get("s", "0")
        self.column, self.address, self.kind = column, address, attributes.get("t", "n")
        if self.kind not in TYPES or not INDEX.fullmatch(style):
            raise Refused(DAMAGED)
        self.style = int(style)
        self.value = self.formula = self.inline = None
        self.count()

    def count(self) -> None:
        self.facts.elements += 1
        if self.facts.elements > self.bounds.most_elements:
            raise Refused(self.bounds.too_many_cells)

    def end_cell(self) -> None:
        value, facts = self.value, self.facts
        formula = None if self.formula is None else self.formula_text()
        inline = self.inline is not None
        if inline != (self.kind == "inlineStr") and (inline or value):
            raise Refused(DAMAGED)
        if not value and not inline and (formula is None or (self.kind == "str" and value == "")):
            return  # blank, as is the saved result of =""
        last_row, last_column = self.bounds.last_row, self.bounds.last_column
        if self.row > last_row or self.column > last_column:
            raise Refused(
                f"Sheet {self.name} has something in cell {self.address}; a sheet is read down to row {last_row:,} and "
                f"across to column {letters(last_column)}. Delete what lies beyond, save the workbook, and send that."
            )
        holds: Holds
        found: Plain
        number_format = self.values.format(self.style)
        if inline or (value and self.kind in ("s", "str")):
            holds, found = Holds.TEXT, self.words(value or "")
        elif value:
            holds, found = self.values.of(self.kind, value, self.style)
        else:
            holds, found, number_format = Holds.FORMULA, f"={formula}"[:LONGEST_TEXT], GENERAL
        if found != "":
            facts.cells.append((self.row, self.column, holds, found, number_format))
        facts.to_read, facts.last_row = facts.elements, self.row
        if self.column > facts.last_column:
            facts.last_column = self.column
        facts.filled += 1
        if facts.filled > self.bounds.most_filled:
            raise Refused(self.bounds.too_many_cells)

    def words(self, value: str) -> str:
        """The text of a cell as a person reads it: its own, or one of the workbook's shared texts."""
        if self.inline is not None:
            text = self.inline.text
        elif self.kind == "str":
            text = unescaped(value)
        elif INDEX.fullmatch(value.strip()) and int(value) < len(self.strings):
            text = self.strings[int(value)]
        else:
            raise Refused(DAMAGED)
        if len(text) > LONGEST_TEXT:
            raise Refused(
                f"Sheet {self.name}, cell {self.address} holds {len(text):,} characters; Excel allows "
                f"{LONGEST_TEXT:,}. Shorten it, save the workbook, and send that."
            )
        return text

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
        if self.declared_columns > MOST_COLUMNS:  # Excel writes none twice
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
