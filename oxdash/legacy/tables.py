"""One sheet of a legacy workbook as rows under headings, by its map; and what stands on it that the map does not know.

Headings may stand in several rows, the upper ones merged over those below: a column is then headed by all of them, as
``Q3 2008/09 Actual``. A merged cell anywhere else is a problem, as in a return.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oxdash.excel.cells import Area, Cell, Holds, Sheet, corners, letters, seen
from oxdash.excel.problems import Problem, Severity, areas, as_found, shown, told
from oxdash.excel.sheet_reader import HEADINGS_WITHIN, NO_HEADINGS, SheetTable, says
from oxdash.legacy.pattern import Parts, Pattern
from oxdash.returns.mentions import how_many_figures, looks_like_a_figure


@dataclass(frozen=True)
class Block:
    """The columns of one return on a sheet: of each field, under which heading of the table it stands.

    ``parts``: what their headings say of the quarter; nothing where the sheet has no more than one return.
    """

    parts: Parts
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LegacyTable:
    """A sheet that was found to have the map's columns. ``key`` is the heading of the column that names a row."""

    table: SheetTable
    key: str
    blocks: tuple[Block, ...]
    first: int  # of the rows that headings stand in

    @property
    def problems(self) -> list[Problem]:
        return self.table.problems

    def label(self, block: Block, name: str) -> str:
        return self.key if name == "" else block.labels.get(name, "")

    def cell(self, row: int, block: Block, name: str = "") -> Cell | None:
        """What stands in a row under a field of a block; under the column that names the row where none is named."""
        label = self.label(block, name)
        return self.table.cell(row, label) if label else None

    def address(self, row: int, block: Block, name: str = "") -> str:
        label = self.label(block, name)
        return self.table.address(row, label) if label else ""

    def cells(self, row: int, block: Block) -> dict[str, Cell]:
        """By field, what stands in a row of a block."""
        return {name: cell for name in block.labels if (cell := self.cell(row, block, name)) is not None}

    def addresses(self, row: int, block: Block) -> dict[str, str]:
        """By field, where it stands, or would."""
        return {name: self.address(row, block, name) for name in block.labels}


def find(
    workbook: str,
    sheet: Sheet,
    key: Pattern,
    wanted: Mapping[str, Pattern],
    needed: str,
    heading_row: int | None,
    rows: int = 1,
) -> LegacyTable | Problem:
    """The table of a sheet, or the problem where its headings are not there.

    ``key``: the heading of the column that names a row; ``wanted``: those of the fields; ``needed``: the one of them
    without which there is no table, "" where the key is enough.
    ``heading_row``: the first of the ``rows`` in which headings stand, None to look.
    """
    best: tuple[int, dict[int, str], dict[int, tuple[str, Parts]]] | None = None
    for first in range(1, HEADINGS_WITHIN + 1) if heading_row is None else (heading_row,):
        headed = _headings(sheet, first, rows)
        meant = {column: found for column, text in headed.items() if (found := _meaning(text, key, wanted))}
        if {"", needed} <= {name for name, _ in meant.values()} and (best is None or len(meant) > len(best[2])):
            best = first, headed, meant
    if best is None:
        asked = " and ".join(f'"{shown(one.text)}"' for one in (key, wanted.get(needed)) if one) + " among them"
        where = f"In row {heading_row}" if heading_row else f"In one row of the first {HEADINGS_WITHIN}"
        advice = f"{where} there have to be headings, {asked}: put the map right, or name the sheet in sheets.not_read."
        return told(Severity.MUST_FIX, workbook, sheet.name, "", "headings", NO_HEADINGS, advice)
    first, headed, meant = best
    last = first + rows - 1
    places: dict[str, list[int]] = {}
    labels: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
    for column, (name, parts) in sorted(meant.items()):
        label = labels.setdefault((name, tuple(sorted(parts.items()))), headed[column])
        places.setdefault(label, []).append(column)
    heads = {
        (last, column): Cell(f"{letters(column)}{last}", last, column, Holds.TEXT, text)
        for column, text in headed.items()
    }
    kept = tuple(area for area in sheet.merged if not _above(corners(area), first, last))
    table = SheetTable(workbook, replace(sheet, cells=sheet.cells | heads, merged=kept), sheet.name, list(places))
    table.heading_row, table.places = last, places
    for label in places:
        table.tell_two_columns(label)
    table.tell_merged()
    table.tell_hidden()
    blocks: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    for (name, of), label in labels.items():
        if name:
            blocks.setdefault(of, {})[name] = label
    own = tuple(Block(dict(of), fields) for of, fields in blocks.items())
    return LegacyTable(table, labels["", ()], own, first)


def _meaning(text: str, key: Pattern, wanted: Mapping[str, Pattern]) -> tuple[str, Parts] | None:
    """Which field a heading is of, "" for the one that names the row, and what it says; the closest pattern wins."""
    fits = [
        (pattern.plain, name, parts)
        for name, pattern in [("", key), *wanted.items()]
        if (parts := pattern.match(text)) is not None
    ]
    best = max(fits, key=lambda one: one[0], default=None)
    return None if best is None else (best[1], best[2])


def _headings(sheet: Sheet, first: int, rows: int) -> dict[int, str]:
    """By column, what it is headed by: the texts in the rows of headings, from above, merged ones over all below."""
    last = first + rows - 1
    over = {
        (row, column): (area[0], area[2])
        for area in map(corners, sheet.merged)
        if _above(area, first, last)
        for row in range(area[0], area[1] + 1)
        for column in range(area[2], area[3] + 1)
    }
    columns = sorted({column for row, column in {*sheet.cells, *over} if first <= row <= last})
    headed = {}
    for column in columns:
        stands = dict.fromkeys(over.get((row, column), (row, column)) for row in range(first, last + 1))
        cells = (sheet.at(*where) for where in stands)
        text = " ".join(words(cell) for cell in cells if cell is not None and says(cell))
        if text:
            headed[column] = text
    return headed


def _above(area: Area, first: int, last: int) -> bool:
    """Whether a merged area is a heading over others, or one that stands in several rows of one column."""
    within = first <= area[0] and area[1] <= last
    return within and (area[1] < last or area[2] == area[3])


def words(cell: Cell) -> str:
    """What stands in a cell that names something: 2008 is a year here, and not 2,008."""
    if cell.holds == Holds.NUMBER and isinstance(cell.value, float | int):
        return str(cell.value).removesuffix(".0")
    return seen(cell.value if cell.holds == Holds.TEXT else as_found(cell))


def not_read(found: LegacyTable, known: Sequence[Pattern], used: Sequence[str]) -> Iterator[Problem]:
    """A please-confirm for every column that the map does not know, and for figures above the headings.

    ``known``: headings that the map says are not read; ``used``: addresses of cells that were.
    """
    table = found.table
    declared = {column for at in table.places.values() for column in at}
    below = [cell for _, cell in sorted(table.sheet.cells.items()) if cell.row > table.heading_row and says(cell)]
    for column in sorted({cell.column for cell in below} - declared - table.told_columns):
        heading = table.sheet.at(table.heading_row, column)
        if heading is not None and any(one.match(heading.value) is not None for one in known):
            continue
        own = [cell for cell in below if cell.column == column and cell.address not in used]
        if own:
            hidden = "hidden " if column in table.sheet.hidden_columns else ""
            called = f'headed "{shown(seen(heading.value))}"' if heading is not None else "without a heading"
            what = f"{_how_many(own)} in a {hidden}column {called}"
            advice = "The map has no such heading, so nothing in it is read: confirm, or name it in the map."
            yield told(Severity.PLEASE_CONFIRM, table.workbook, table.name, own[0].address, "", what, advice)
    above = [
        cell
        for _, cell in sorted(table.sheet.cells.items())
        if cell.row < found.first and cell.address not in used and looks_like_a_figure(cell)
    ]
    if above:
        what = f"{how_many_figures(above)}, above the headings"
        advice = "Nothing there is read: confirm, or name the cells in the map."
        yield told(Severity.PLEASE_CONFIRM, table.workbook, table.name, above[0].address, "", what, advice)


def sheet_not_read(workbook: str, sheet: Sheet) -> Problem | None:
    """A please-confirm for a sheet that the map does not name; None for an empty one."""
    cells = [cell for _, cell in sorted(sheet.cells.items()) if says(cell)]
    if not cells:
        return None
    hidden = " on a sheet that is hidden" if sheet.hidden else ""
    advice = "The map has no sheet of that name, so nothing on it is read: confirm, or name it in sheets.not_read."
    return told(
        Severity.PLEASE_CONFIRM, workbook, sheet.name, cells[0].address, "", f"{_how_many(cells)}{hidden}", advice
    )


def _how_many(cells: Sequence[Cell]) -> str:
    return f"something in {areas(cells)}"
