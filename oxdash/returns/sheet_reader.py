"""A sheet of a return as rows under headings: what stands in the way of reading it, and what is wrong with its cells.

What is wrong is noted as they are read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell, Sheet, Workbook, folded, seen
from oxdash.excel.problems import Problem, Severity, areas, as_found, quoted, shown, told
from oxdash.excel.sheet_reader import (
    HEADINGS_WITHIN,
    NO_HEADINGS,
    SheetTable,
    did_you_mean,
    is_like,
    runs,
    sheets_named,
    two_of_a_name,
)
from oxdash.returns import layout
from oxdash.returns.columns import (
    HEADINGS,
    HEADINGS_OF,
    OPTIONAL_HEADINGS,
    OPTIONAL_SHEETS,
    SHEETS,
    TEMPLATE_VERSION,
)
from oxdash.returns.mentions import how_many_figures, looks_like_a_code, looks_like_a_figure

# how a sentence calls what a column holds, where the heading in small letters would not read well
CALLED = {column.heading: column.called for sheet in SHEETS.values() for column in sheet.ever if column.called}

# A column of the officer's own that claims to be a verdict. Its words are ignored, and that is said.
OWN_STATUS = ("status", "rag", "rag status", "rating", "rag rating", "traffic light", "on track?", "on track")


@dataclass
class Table(SheetTable):
    """One sheet of a return; collects what is wrong with it as it is read."""

    marks: set[tuple[int, int]] = field(default_factory=set)  # (row, column) of what was read, or told as not read
    asked_empty: set[int] = field(default_factory=set)  # rows whose lack of a figure is asked about already
    # by column and what stands there, the cells of one problem, each with its target
    together: dict[tuple[str, str], list[tuple[Cell, str]]] = field(default_factory=dict)

    def cell(self, row: int, heading: str) -> Cell | None:
        self.marks.add((row, self.columns.get(heading, 0)))
        return super().cell(row, heading)

    def not_read(self, rows: Sequence[int], or_else: str = "", question: str = "") -> None:
        """Ask about rows that are no rows of the table, those that follow each other together.

        ``or_else``: what to do but confirm; ``question``: a sentence of its own in its place.
        """
        for block in runs(rows):
            cells = [cell for row in block for cell in self.cells_of(row)]
            self.marks.update((cell.row, cell.column) for cell in cells)
            figures = [cell for cell in cells if looks_like_a_figure(cell)]
            found = cells[0] if len(cells) == 1 else f"something in {areas(cells)}"
            if figures and len(cells) > 1:
                found = how_many_figures(figures)
                found += f', with "{shown(seen(cells[0].value))}" before it' if cells[0] not in figures else ""
            what = "It stands in no row of the table, so it is not read"
            advice = f"{what}. {question}" if question else f"{what}: confirm, or {or_else}"
            self.problems.append(
                told(Severity.PLEASE_CONFIRM, self.workbook, self.name, cells[0].address, "", found, advice)
            )

    def take(
        self, row: int, heading: str, read: Callable[[Cell | None], Reading], target: str = "", together: bool = False
    ) -> Any:
        """The value of a cell, its problems noted, those of what cells say ``together`` once; None for no value."""
        cell = self.cell(row, heading)
        reading = read(cell)
        if reading.refused is not None:
            note = self.must_fix_together if together else self.must_fix
            note(row, heading, reading.refused, target)
        elif reading.confirm is not None:
            self.please_confirm(row, heading, reading.confirm, target)
        return None if reading.refused is not None else reading.value

    def refused(self, row: int, *headings: str) -> bool:
        """Whether one of these cells of a row is told as one that must be fixed."""
        cells = [self.address(row, heading) for heading in headings]
        return any(one.cell in cells and one.severity == Severity.MUST_FIX for one in self.problems)

    def must_fix(self, row: int, heading: str, what_to_do: str, target: str = "", found: str = "") -> None:
        """Note a problem of a cell. ``found``: words in place of what stands there, such as "a second row"."""
        self._note(Severity.MUST_FIX, row, heading, what_to_do, target, found)

    def must_fix_together(self, row: int, heading: str, what_to_do: str, target: str = "") -> None:
        """Note a problem of a cell; one problem for all cells of the column that hold the same, which it names."""
        cell = self.cell(row, heading)
        if cell is None:
            self.must_fix(row, heading, what_to_do, target)
            return
        same = self.together.setdefault((heading, as_found(cell)), [])
        same.append((cell, target))
        if len(same) == 1:
            self.must_fix(row, heading, what_to_do, target)
            return
        cells, targets = [cell for cell, _ in same], {target for _, target in same}
        found = f"{quoted(cells[0])} in {areas(cells)}"
        whose = target if len(targets) == 1 else ""
        noted = self._problem(Severity.MUST_FIX, cells[0].row, heading, what_to_do, whose, found)
        told_before = [(one.severity, one.cell, one.what_to_do) for one in self.problems]
        self.problems[told_before.index((Severity.MUST_FIX, noted.cell, what_to_do))] = noted

    def please_confirm(self, row: int, heading: str, what_to_do: str, target: str = "", found: str = "") -> None:
        self._note(Severity.PLEASE_CONFIRM, row, heading, what_to_do, target, found)

    def _note(self, severity: Severity, row: int, heading: str, what_to_do: str, target: str, found: str) -> None:
        noted = self._problem(severity, row, heading, what_to_do, target, found)
        if severity == Severity.PLEASE_CONFIRM and noted.cell:  # one cell is one tick, whatever there is to ask of it
            for at, before in enumerate(self.problems):
                if (before.severity, before.cell, before.found) == (severity, noted.cell, noted.found):
                    both = f"{before.what_to_do} {what_to_do}"
                    self.problems[at] = self._problem(severity, row, heading, both, target, found)
                    return
        self.problems.append(noted)

    def _problem(self, severity: Severity, row: int, heading: str, what_to_do: str, target: str, found: str) -> Problem:
        about = CALLED.get(heading, heading.lower()) + (f" for {target}" if target and heading != layout.TARGET else "")
        stands, where = found or self.cell(row, heading), self.address(row, heading)
        return told(severity, self.workbook, self.name, where, about, stands, what_to_do, column=heading, target=target)


def second_row(of: str) -> str:
    """What is found where a row of something that has one already stands."""
    return f"a second row for {of}"


def find(workbook: Workbook, name: str, version: str | None = None) -> tuple[Table | None, list[Problem]]:
    """The sheet as a table, or None where it cannot be read as one; and what is wrong with its shape.

    ``version`` is the template's, which says what headings there have to be; today's where it is None. An optional
    sheet that is not there is no problem. A missing heading leaves the other columns readable.
    """
    headings = HEADINGS_OF[version or TEMPLATE_VERSION][name]
    there = sheets_named(workbook, name)
    if not there:
        if name in OPTIONAL_SHEETS:
            return None, []
        meant = did_you_mean(name, [sheet for sheet in workbook.sheets if is_copy(sheet, headings)])
        advice = f"{meant}, or use the template." if meant else f"Use the template, which has a sheet named {name}."
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "", None, advice)]
    if len(there) > 1:
        return None, [two_of_a_name(workbook, name, len(there))]
    table = Table(workbook.name, there[0], name, headings)
    key = headings[0]
    if key not in table.places:
        advice = f"The headings have to stand in one row of the first {HEADINGS_WITHIN}, {key} among them."
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "headings", NO_HEADINGS, advice)]
    if len(table.rows) > layout.MOST_ROWS:
        found = f"{len(table.rows):,} rows below the headings"
        advice = f"At most {layout.MOST_ROWS} are read, so nothing of this sheet was. Delete those that do not belong "
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "", found, advice + "to the return.")]
    for heading in headings:
        if heading not in table.places and heading not in OPTIONAL_HEADINGS:
            advice = f"Add the column headed {heading}, or use the template."
            if (column := table.in_its_place(heading)) is not None:
                table.told_columns.add(column)
                meant = f"Did you mean {table.as_it_is_headed(column)}?"
                advice = f"{meant} Head it {heading}, or use the template."
                if _begins_too_high(table, column):
                    high = "Its figures may stand one row too high"
                    advice = f"{meant} {high}: move them down and head it {heading}, or use the template."
            table.note(Severity.MUST_FIX, "", f"column {heading}", None, advice, heading)
        table.tell_two_columns(heading)
    _notes(table)
    table.tell_merged()
    table.tell_hidden(OPTIONAL_HEADINGS)
    _own_status(table)
    return (table if key in table.columns else None), table.problems


def _notes(table: Table) -> None:
    """Rows with words alone in the first column, such as a note or a source below the table: told, and not read.

    The sheet of figures is left out: which of its rows are of a target is for the register to say.
    """
    if table.name == layout.RETURN or table.headings[0] not in table.columns:
        return
    key = table.columns[table.headings[0]]
    sections = {folded(section) for section in layout.SECTIONS + layout.YEARLY_SECTIONS}
    rows = []
    for row in table.rows:
        cells = table.cells_of(row)
        alone = len(cells) == 1 and cells[0].column == key and not looks_like_a_code(cells[0])
        if alone and folded(cells[0].value) not in sections:
            rows.append(row)
    del table.rows  # they are worked out anew, without these
    table.notes.update(rows)
    table.not_read(rows, "put it where it belongs.")


def _begins_too_high(table: Table, column: int) -> bool:
    """Whether a figure stands for the heading, and none in the last row."""
    heading, last = table.sheet.at(table.heading_row, column), max(table.rows, default=0)
    return heading is not None and looks_like_a_figure(heading) and table.sheet.at(last, column) is None


def _own_status(table: Table) -> None:
    known = set(table.columns.values())
    for (row, column), cell in sorted(table.sheet.cells.items()):
        own = row == table.heading_row and column not in known and folded(cell.value) in OWN_STATUS
        if own and any(table.sheet.at(below, column) for below in table.rows):
            table.told_columns.add(column)
            advice = "A status column of your own is not read, as the status is worked out from the figure: confirm."
            table.note(Severity.PLEASE_CONFIRM, cell.address, "heading", cell, advice, "")


def is_copy(sheet: Sheet, headings: Sequence[str]) -> bool:
    """Whether a sheet of another name has the headings of one of the template's, with something below them."""
    names = (*HEADINGS, layout.COVER, layout.GUIDANCE, layout.LISTS)
    return folded(sheet.name) not in map(folded, names) and not is_lists(sheet) and is_like(sheet, headings)


def is_lists(sheet: Sheet) -> bool:
    """Whether it is the template's sheet of words for the drop-downs, or a copy of it under another name."""
    headings = {folded(cell.value) for cell in sheet.cells.values() if cell.row == layout.HEADING_ROW}
    return folded(sheet.name) == folded(layout.LISTS) or {"state", "score", "district"} <= headings
