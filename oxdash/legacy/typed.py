"""What the cells of a draft come to in our own template: typed there as they stand, each tried by its reader first.

A figure is typed as it stands, with its cell's format, so that the reader of returns makes of it what it makes of any.
What the reader would refuse is told at its own cell. A word that the map gives a meaning is read so, and is to confirm.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import CORNER, Cell, Holds, column_number, folded
from oxdash.excel.problems import Problem, Severity, as_number, told
from oxdash.excel.workbook import as_text
from oxdash.legacy.found import Draft, Row
from oxdash.legacy.layout_map import ACTION_FIELDS, FIELDS, Map
from oxdash.register import Register
from oxdash.returns import layout
from oxdash.returns.cell_readers import period, reader, text
from oxdash.returns.columns import SHEETS
from oxdash.returns.figure_cell import read_figure
from oxdash.returns.layout import Column, Entered
from oxdash.returns.prefill import Filled, Typed
from oxdash.returns.sheet_reader import CALLED
from oxdash.returns.target_rows import no_row
from oxdash.vocabulary.quarters import Quarter

OR_ELSE = "leave the cell empty, and say in the map what its words mean"
_COLUMNS = {
    sheet: {column.heading: column for column in SHEETS[sheet].ever} for sheet in (layout.RETURN, layout.ACTIONS)
}
_WORDS = {layout.WHY: "reason", layout.FIGURE_IS: "figure_is", layout.ACHIEVED: "declared", "State": "state"}


class Typing:
    """Types one draft; notes with it what has to be fixed or confirmed."""

    def __init__(self, draft: Draft, legacy: Map, register: Register) -> None:
        self.draft, self.register, self.map = draft, register, legacy
        self.quarter = Quarter.parse(draft.quarter)
        self.words = {name: getattr(legacy.words, name) for name in _WORDS.values()}
        own = register.targets_of(draft.partnership, draft.quarter)[["target", "unit", "places"]].to_dict("records")
        self.facts: dict[str, Mapping[Any, Any]] = {target["target"]: target for target in own}

    def filled(self) -> Filled:
        figures = {code: self._figures(row, code) for code, row in self.draft.rows.items() if self._is_own(code, row)}
        actions = None
        if self.draft.actions is not None:
            actions = [self._action(row) for row in self.draft.actions]
        return Filled(
            figures=figures,
            actions=actions,
            prepared_by=f"Imported from {as_text(self.draft.source.name)}, sheet {self.draft.sheet}",
        )

    def _is_own(self, code: str, row: Row) -> bool:
        """Whether a target is the partnership's in that quarter, as the rows of a return are asked."""
        if code in self.facts:
            return True
        lead = self.register.leads[code]
        advice = f"{self.quarter.people} is outside the life of {code}: leave the row out, or put the register right."
        if lead != self.draft.partnership:
            called = self.register.partnership_name(lead)
            advice = f"{code} is reported by {called}: put it into a return of that partnership, or leave the row out."
        self._note(Severity.MUST_FIX, row, row.named, "target", code, advice, code)
        return False

    def _figures(self, row: Row, code: str) -> dict[str, object]:
        said: dict[str, object] = {}
        for name, heading in FIELDS.items():
            cell = row.cells.get(name)
            if cell is None:
                continue
            column = _COLUMNS[layout.RETURN][heading]
            if column.holds == Entered.FIGURE:
                value = self._figure(row, name, column, code, cell, said)
            else:
                value = self._take(row, name, column, cell, code)
            if name == "reason" and value is not None and said.get(layout.WHY) not in (None, value):
                advice = f"The map reads the figure's cell as {said[layout.WHY]}: keep one of the two."
                self._note(Severity.MUST_FIX, row, row.addresses[name], "reason", cell, advice, code)
            elif value is not None:
                said[heading] = value
        if said.get(layout.ACTUAL) is not None:
            said.setdefault(layout.WHY, None)  # the template fills in *survey not due*, and there is a figure
        return said

    def _figure(self, row: Row, name: str, column: Column, code: str, cell: Cell, said: dict[str, object]) -> object:
        """A figure as it stands; a word that the map gives a number or a reason, as that."""
        word = folded(cell.value) if cell.holds == Holds.TEXT else ""
        about = f"{self._called(column)} for {code}"
        if word in self.map.words.number:
            value = self.map.words.number[word]
            advice = f"The map reads it as {as_number(value)}: confirm, or put the map right."
            self._note(Severity.PLEASE_CONFIRM, row, row.addresses[name], about, cell, advice, code)
            return value
        if name == "actual" and word in self.words["reason"]:
            meant = self.words["reason"][word]
            advice = f"The map reads it as no figure, {meant or 'without a reason'}: confirm, or put the map right."
            self._note(Severity.PLEASE_CONFIRM, row, row.addresses[name], about, cell, advice, code)
            if meant:
                said[layout.WHY] = meant
            return None
        target = self.facts[code]
        read = read_figure(cell, target["unit"], OR_ELSE, int(target["places"]), self.register.council.currency)
        if read.refused is not None:
            self._note(Severity.MUST_FIX, row, row.addresses[name], about, cell, read.refused, code)
            return None
        if cell.holds == Holds.NUMBER and cell.number_format != "General":
            return Typed(cell.value, cell.number_format)
        return cell.value

    def _take(self, row: Row, name: str, column: Column, cell: Cell, code: str = "") -> object:
        """What a cell comes to that holds no figure; what is to be asked of it is noted."""
        about = self._called(column) + (f" for {code}" if code else "")
        words = self.words.get(_WORDS.get(column.heading, ""), {})
        if cell.holds == Holds.TEXT and folded(cell.value) in words:
            meant = words[folded(cell.value)]
            if meant != folded(cell.value):
                advice = f"The map reads it as {meant or 'nothing'}: confirm, or put the map right."
                self._note(Severity.PLEASE_CONFIRM, row, row.addresses[name], about, cell, advice, code)
            return meant or None
        reading = self._reader(column)(cell)
        if reading.refused is not None:
            self._note(Severity.MUST_FIX, row, row.addresses[name], about, cell, reading.refused, code)
        elif reading.confirm is not None:
            self._note(Severity.PLEASE_CONFIRM, row, row.addresses[name], about, cell, reading.confirm, code)
        return reading.value

    def _reader(self, column: Column) -> Callable[[Cell | None], Reading]:
        if column.holds == Entered.PERIOD:
            return period(self.quarter, self.register.calendar)
        return text if column.holds == Entered.OTHER else reader(column)

    def _action(self, row: Row) -> dict[str, object]:
        """An action by the headings of its sheet; where no column says what it is for, it is the partnership's."""
        said: dict[str, object] = {layout.FOR: layout.THE_PARTNERSHIP} if "for" not in row.addresses else {}
        for name, heading in ACTION_FIELDS.items():
            cell = row.cells.get(name)
            if cell is not None:
                value = self._take(row, name, _COLUMNS[layout.ACTIONS][heading], cell)
                if name == "for" and isinstance(value, str):
                    value = self.map.target(value)
                said[heading] = value
        return said

    def _called(self, column: Column) -> str:
        return CALLED.get(column.heading, column.heading.lower())

    def _note(
        self, severity: Severity, row: Row, where: str, about: str, found: Cell | str, advice: str, code: str
    ) -> None:
        self.draft.problems.append(
            told(severity, self.draft.source.name, row.sheet, where, about, found, advice, target=code)
        )


def read_back(problem: Problem, draft: Draft, workbook: str, targets: list[str]) -> Problem:
    """What the reader of returns says of the workbook that was made, told of the legacy cell that it is about.

    ``workbook`` is what the one that was made is called, ``targets`` the rows of its sheet Return.
    """
    row, name = _of_cell(problem.sheet, problem.cell, draft, targets)
    if row is None and problem.sheet == layout.RETURN and problem.column == layout.ACTUAL:
        advice = "The return has neither a figure nor a reason for it: confirm, or put a row for it there."
        found = no_row(problem.target)
        return told(problem.severity, draft.source.name, draft.sheet, "", "", found, advice, target=problem.target)
    where = (row.addresses.get(name) or row.named) if row is not None else ""
    sheet = row.sheet if row is not None else draft.sheet
    rest = problem.message.removeprefix(_place(workbook, problem.sheet, problem.cell)).removesuffix(problem.what_to_do)
    advice = _elsewhere(problem, draft, targets, row)
    message = f"{_place(draft.source.name, sheet, where)}{rest}{advice}"
    return Problem(problem.severity, sheet, where, problem.column, problem.target, problem.found, advice, message)


def _place(workbook: str, sheet: str, cell: str) -> str:
    """How a problem's sentence begins."""
    return told(Severity.MUST_FIX, workbook, sheet, cell, "", None, "").message.rsplit(": ", 1)[0]


_CELL, _COLUMN = re.compile(r"\b([Cc])ell ([A-Z]{1,2}[1-9][0-9]*)\b"), re.compile(r"\bcolumn ([A-Z]{1,2})\b")
_FIELDS = {
    layout.RETURN: {heading: name for name, heading in FIELDS.items()},
    layout.ACTIONS: {heading: name for name, heading in ACTION_FIELDS.items()},
}


def _elsewhere(problem: Problem, draft: Draft, targets: list[str], row: Row | None) -> str:
    """The advice, with the cells and columns of the template that it names as those of the legacy workbook."""

    def cell(match: re.Match[str]) -> str:
        of, name = _of_cell(problem.sheet, match[2], draft, targets)
        where = of.addresses.get(name) if of is not None else None
        return f"{match[1]}ell {where}" if where else f"{match[1]}ell {match[2]} of the template"

    def column(match: re.Match[str]) -> str:
        heading = _heading(problem.sheet, match[1])
        where = row.addresses.get(_FIELDS[problem.sheet].get(heading, "")) if row is not None and heading else None
        return f"column {where.rstrip('0123456789')}" if where else f'a column that the map names for "{heading}"'

    if problem.sheet not in _FIELDS:
        return problem.what_to_do
    return _COLUMN.sub(column, _CELL.sub(cell, problem.what_to_do))


def _of_cell(sheet: str, where: str, draft: Draft, targets: list[str]) -> tuple[Row | None, str]:
    """The row of the draft, and its field, that a cell of the workbook that was made is of."""
    match = CORNER.fullmatch(where)
    if match is None or sheet not in _FIELDS:
        return None, ""
    name = _FIELDS[sheet].get(_heading(sheet, match[1]), "")
    at = int(match[2]) - layout.HEADING_ROW - 1
    if sheet == layout.RETURN:
        return (draft.rows.get(targets[at]) if 0 <= at < len(targets) else None), name
    rows = draft.actions or []
    return (rows[at] if 0 <= at < len(rows) else None), name


def _heading(sheet: str, named: str) -> str:
    headings, column = SHEETS[sheet].headings, column_number(named)
    return headings[column - 1] if 0 < column <= len(headings) else ""
