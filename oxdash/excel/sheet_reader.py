"""A declared sheet of a workbook as rows under headings, and what is wrong with its shape: for returns and register.

Headings are found by name, wherever they stand. Told of any sheet: two of one name, one that is there under another
name, a column headed twice or not at all, merged cells, and what is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import accumulate

from oxdash.excel.cells import Area, Cell, Holds, Sheet, Workbook, corners, folded, letters, seen
from oxdash.excel.problems import Problem, Severity, areas, shown, told

HEADINGS_WITHIN = 20  # rows from the top in which the headings are looked for
NO_HEADINGS = "no row of headings"  # what is found where there is none
CLOSE = 0.8  # of a heading to the one that is meant, as difflib has it
MERGED_TOLD = 20  # merged areas that are told one by one
ENOUGH_HEADINGS = 4  # by which a sheet is known for a declared one under another name
_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ", "'") | dict.fromkeys("‐‑‒–—−", "-")
)  # apostrophes and dashes Office puts in


@dataclass
class SheetTable:
    """One sheet, its headings and its rows. ``headings`` are those that it is declared with, in their order."""

    workbook: str
    sheet: Sheet
    name: str
    headings: Sequence[str]
    heading_row: int = 0
    places: dict[str, list[int]] = field(default_factory=dict)  # where each heading stands: numbers of columns
    problems: list[Problem] = field(default_factory=list)
    merged: frozenset[tuple[int, int]] = frozenset()  # (row, column) of the table's cells that are in a merged area
    told_columns: set[int] = field(default_factory=set)  # columns that are told as a whole
    notes: set[int] = field(default_factory=set)  # rows that hold words alone, and are told

    def __post_init__(self) -> None:
        self.heading_row, self.places = heading_row_of(self.sheet, self.headings)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Heading to the number of its column; of two columns with one heading neither is read."""
        return {heading: at[0] for heading, at in self.places.items() if len(at) == 1}

    @cached_property
    def rows(self) -> list[int]:
        """Rows below the headings that hold anything in a declared column."""
        known, cells = set(self.columns.values()), self.sheet.cells.items()
        filled = {row for (row, at), cell in cells if row > self.heading_row and at in known and says(cell)}
        return sorted(filled - self.notes)

    def cell(self, row: int, heading: str) -> Cell | None:
        """What stands there; None for a blank cell, one of white space, or a column that is not on the sheet."""
        cell = self.sheet.at(row, self.columns.get(heading, 0))
        return cell if cell is not None and says(cell) else None

    def cells_of(self, row: int) -> list[Cell]:
        """What stands in a row, in declared columns, from left to right."""
        cells = [self.sheet.at(row, column) for column in sorted(self.columns.values())]
        return [cell for cell in cells if cell is not None and says(cell)]

    def address(self, row: int, heading: str) -> str:
        return f"{self.letter(heading)}{row}" if heading in self.columns else ""

    def letter(self, heading: str) -> str:
        """The column's letter as found; the declared one where the column is missing."""
        return letters(self.columns.get(heading) or self.headings.index(heading) + 1)

    def readable(self, row: int, *headings: str) -> bool:
        """False where one of the columns is missing or the cell is merged: then a blank says nothing."""
        return all(heading in self.columns and (row, self.columns[heading]) not in self.merged for heading in headings)

    def note(self, severity: Severity, where: str, about: str, found: Cell | str | None, advice: str, of: str) -> None:
        self.problems.append(told(severity, self.workbook, self.name, where, about, found, advice, column=of))

    def in_its_place(self, heading: str) -> int | None:
        """The column that stands where a declared one is missing, beside its neighbour, with something in it."""
        at = self.headings.index(heading)
        beside = [(self.headings[at - 1], 1)] if at else []
        beside += [(self.headings[at + 1], -1)] if at + 1 < len(self.headings) else []
        known = set(self.columns.values())
        for neighbour, step in beside:
            column = self.columns.get(neighbour, 0) + step
            if neighbour in self.columns and column not in known and any(self.sheet.at(r, column) for r in self.rows):
                return column
        return None

    def misspelt(self) -> dict[str, int]:
        """By declared heading that is missing, the column that is headed nearly so and has something in it."""
        missing = {_as_heading(heading): heading for heading in self.headings if heading not in self.places}
        known = {column for at in self.places.values() for column in at}
        found: dict[str, int] = {}
        for column in sorted({column for row, column in self.sheet.cells if row == self.heading_row} - known):
            cell = self.sheet.cells[self.heading_row, column]
            close = get_close_matches(_as_heading(cell.value), list(missing), 1, CLOSE)
            if close and any(self.sheet.at(row, column) for row in self.rows):
                found.setdefault(missing[close[0]], column)
        return found

    def as_it_is_headed(self, column: int) -> str:
        heading = self.sheet.at(self.heading_row, column)
        if heading is None or not says(heading):
            return f"column {letters(column)}, which has no heading"
        return f'column {letters(column)}, headed "{shown(seen(heading.value))}"'

    def tell_two_columns(self, heading: str) -> None:
        """Columns with one heading, of which neither is read."""
        if len(at := self.places.get(heading, [])) > 1:
            advice = f"{also_in(letters(at[0]) + str(self.heading_row))}. Keep one column headed {heading}."
            cell = self.sheet.at(self.heading_row, at[1])
            self.told_columns.update(at)
            self.note(Severity.MUST_FIX, f"{letters(at[1])}{self.heading_row}", "heading", cell, advice, heading)

    def tell_merged(self) -> None:
        """Merged areas over the table: a blank cell in one of them says nothing."""
        first, last = self.heading_row, max(self.rows, default=self.heading_row)
        columns = self.columns.values()
        found = {
            one: area
            for one in self.sheet.merged
            if (area := corners(one))[0] <= last
            and area[1] >= first
            and any(area[2] <= column <= area[3] for column in columns)
        }
        told_of = [(f"merged cells, {area}", area.split(":")[0]) for area in list(found)[:MERGED_TOLD]]
        if len(found) > MERGED_TOLD:
            told_of.append((f"{len(found) - MERGED_TOLD:,} more areas of merged cells", ""))
        for what, where in told_of:
            self.note(Severity.MUST_FIX, where, "", what, "Unmerge them: each cell has to stand for itself.", "")
        self.merged = frozenset(_cells_in(found.values(), first, last, columns))

    def tell_hidden(self, unread: Collection[str] = ()) -> None:
        """Hidden content is read like any other, so it is asked whether it is meant; what is ``unread`` is not."""
        hidden_rows = set(self.sheet.hidden_rows)
        rows = [str(row) for row in self.rows if row in hidden_rows]
        columns = [
            letters(column)
            for heading, column in sorted(self.columns.items(), key=lambda one: one[1])
            if heading not in unread
            and column in self.sheet.hidden_columns
            and any(self.sheet.at(row, column) for row in self.rows)
        ]
        found = ["a hidden sheet"] if self.sheet.hidden and self.rows else []
        found += [f"hidden row{'s' if len(rows) > 1 else ''} {', '.join(rows)}"] if rows else []
        found += [f"hidden column{'s' if len(columns) > 1 else ''} {', '.join(columns)}"] if columns else []
        for what in found:
            advice = "It is read like any other: confirm, or show it and check it."
            self.note(Severity.PLEASE_CONFIRM, "", "", what, advice, "")


def _cells_in(areas: Collection[Area], first: int, last: int, columns: Collection[int]) -> Iterator[tuple[int, int]]:
    """(row, column) of every cell from ``first`` to ``last`` in one of the areas over these rows, each once."""
    for column in columns:
        begun = [0] * (last - first + 2)  # how many areas begin at each row, less those that have ended above it
        for top, bottom, left, right in areas:
            if left <= column <= right:
                begun[max(top, first) - first] += 1
                begun[min(bottom, last) - first + 1] -= 1
        yield from ((row, column) for row, inside in enumerate(accumulate(begun[:-1]), start=first) if inside)


def heading_row_of(sheet: Sheet, headings: Sequence[str]) -> tuple[int, dict[str, list[int]]]:
    """The row, of the first 20, with most of the headings, and the column numbers where each stands."""
    wanted = {_as_heading(heading): heading for heading in headings}
    rows: dict[int, dict[str, list[int]]] = {}
    for (row, column), cell in sorted(one for one in sheet.cells.items() if one[0][0] <= HEADINGS_WITHIN):
        heading = wanted.get(_as_heading(cell.value)) if cell.holds == Holds.TEXT else None
        if heading:
            rows.setdefault(row, {}).setdefault(heading, []).append(column)
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    return best, rows.get(best, {})


def _as_heading(text: object) -> str:
    return folded(text).translate(_PLAIN)


def sheets_named(workbook: Workbook, name: str) -> list[Sheet]:
    return [sheet for sheet in workbook.sheets if folded(sheet.name) == folded(name)]


def two_of_a_name(workbook: Workbook, name: str, count: int) -> Problem:
    advice = f"Keep one sheet named {name} and rename or delete the other."
    return told(Severity.MUST_FIX, workbook.name, name, "", "", f"{count} sheets of that name", advice)


def is_like(sheet: Sheet, headings: Sequence[str]) -> bool:
    """Whether a sheet has the headings of a declared one, with something below them."""
    row, places = heading_row_of(sheet, headings)
    columns = {column for one in places.values() for column in one}
    below = any(at > row and column in columns for at, column in sheet.cells)
    return below and len(places) >= min(len(headings), ENOUGH_HEADINGS)


def did_you_mean(name: str, alike: Sequence[Sheet]) -> str | None:
    """The question where a declared sheet is not there, and others have its table."""
    renamed = [f'"{shown(sheet.name)}"' for sheet in alike]
    if not renamed:
        return None
    which = f"sheet {renamed[0]}, which has its table? Name it"
    if len(renamed) > 1:
        which = f"sheets {', '.join(renamed)}, which have its table? Name the one that counts"
    return f"Did you mean the {which} {name}"


def of_a_copy(workbook: str, sheet: Sheet, name: str, headings: Sequence[str], read: Sheet | None) -> Problem:
    """A sheet with the headings of a declared one: what differs from the one that is read, or all that is on it."""
    row, places = heading_row_of(sheet, headings)
    columns = {column for one in places.values() for column in one}
    here = [cell for at, cell in sorted(sheet.cells.items()) if at[0] > row and at[1] in columns]
    found, differ = f"a table like that of the sheet {name}", here
    advice = f"Only a sheet named {name} is read: confirm, or name it so."
    if read is not None:
        differ = [cell for cell in here if not _same(cell, read.at(cell.row, cell.column))]
        found = f"a hidden{found[1:]}" if sheet.hidden else found
        found += f", which says otherwise in {areas(differ)}" if differ else ", which says the same"
        advice = f"Only the sheet {name} is read: confirm, or put what is new on it."
    where = (differ or here)[0].address
    return told(Severity.PLEASE_CONFIRM, workbook, sheet.name, where, "", found, advice)


def _same(cell: Cell, other: Cell | None) -> bool:
    return other is not None and (cell.holds, cell.value) == (other.holds, other.value)


def also_in(cell: str) -> str:
    """Where else the sheet has what it may have once, as an advice begins."""
    return f"It is also in cell {cell}"


def says(cell: Cell) -> bool:
    return cell.holds != Holds.TEXT or bool(seen(cell.value))


def runs(rows: Iterable[int]) -> Iterator[list[int]]:
    """Rows that follow each other, together."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
