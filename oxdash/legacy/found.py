"""What is found in a folder of legacy workbooks: files, rows, and the returns that stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oxdash.excel.cells import Cell
from oxdash.excel.problems import Problem


@dataclass(frozen=True)
class Source:
    """One file of the folder: its name there, its bytes and their sha256."""

    name: str
    data: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class Row:
    """One row of a legacy sheet that is of one target, or of one action: by field, its cell and where it stands."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    addresses: Mapping[str, str]
    named: str = ""  # the address of the cell that names the target


@dataclass
class Draft:
    """What a legacy workbook says of one partnership's quarter. ``rows`` by target, in the order of the sheet.

    ``problems`` are its own; ``shared`` those of the sheet and the file, which every return in them has.
    """

    source: Source
    sheet: str
    partnership: str
    quarter: str
    rows: dict[str, Row] = field(default_factory=dict)
    actions: list[Row] | None = None
    problems: list[Problem] = field(default_factory=list)
    shared: tuple[list[Problem], ...] = ()

    @property
    def all_problems(self) -> list[Problem]:
        return [*(problem for some in self.shared for problem in some), *self.problems]


@dataclass
class Opened:
    """What was found in one file. ``problems`` hold of all its returns; ``unplaced`` of what became none.

    ``left_out``: rows that the map leaves out; ``empty``: quarters under whose headings nothing stands.
    """

    source: Source
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: list[Problem] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)  # sheet, cell, text
    empty: list[tuple[str, str]] = field(default_factory=list)  # sheet, quarter
