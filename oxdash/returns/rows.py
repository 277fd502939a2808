"""A sheet of a return as rows under headings, and what is wrong with its cells, noted as they are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from oxdash.excel.cells import Cell, seen
from oxdash.excel.problems import Problem, Severity, areas, as_found, quoted, shown, told
from oxdash.excel.reading import Reading
from oxdash.excel.sheet_reader import SheetTable
from oxdash.returns import layout
from oxdash.returns.columns import SHEETS
from oxdash.returns.regions import how_many_figures, looks_like_a_figure

# how a sentence calls what a column holds, where the heading in small letters would not read well
CALLED = {column.heading: column.called for sheet in SHEETS.values() for column in sheet.ever if column.called}


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
        blocks: list[list[int]] = []
        for row in rows:
            if blocks and blocks[-1][-1] == row - 1:
                blocks[-1].append(row)
            else:
                blocks.append([row])
        for block in blocks:
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
