"""From a legacy workbook to the returns that stand in it: whose, for which quarter, and which cells are theirs.

Nothing is read here but names: of partnerships, quarters and targets. What a cell says is read by `typed`.
"""

from collections.abc import Iterable

from oxdash.excel.cells import Cell, Sheet, Workbook, corners, folded
from oxdash.excel.problems import Problem, Severity, areas, shown, told
from oxdash.excel.sheet_reader import runs, says
from oxdash.legacy import tables
from oxdash.legacy.found import Draft, Opened, Row, Source
from oxdash.legacy.layout_map import ACTION_FIELDS, FIELDS, Map
from oxdash.legacy.pattern import NUMBER, PARTNERSHIP, PARTS, QUARTER, YEAR, Parts, Pattern
from oxdash.legacy.tables import Block, LegacyTable
from oxdash.register import Register
from oxdash.returns import unread
from oxdash.returns.mentions import how_many_figures, looks_like_a_figure
from oxdash.returns.sheet_reader import second_row
from oxdash.vocabulary.quarters import Quarter


class Reader:
    """Reads workbooks of one layout against a register."""

    def __init__(self, layout: Map, register: Register) -> None:
        self.map, self.register = layout, register
        self.files = layout.pattern(layout.files.named)
        self.sheets = layout.pattern(layout.sheets.named)
        self.unread_sheets = [Pattern(one) for one in layout.sheets.not_read]
        columns = layout.columns
        self.fields = {name: layout.pattern(said) for name in FIELDS if (said := getattr(columns, name)) is not None}
        self.target = Pattern(columns.target)
        self.unread_columns = [Pattern(one) for one in columns.not_read]
        self.left_out = [Pattern(one) for one in layout.rows.left_out]

    def opened(self, source: Source, workbook: Workbook, parts: Parts) -> Opened:
        """Every return in a workbook whose name says ``parts``, and what is wrong with it."""
        found = Opened(source)
        of_actions = self.map.pattern(self.map.actions.sheet) if self.map.actions else None
        acting: list[tuple[Sheet, Parts]] = []
        for sheet in workbook.sheets:
            found.problems += unread.annotations(workbook, sheet, self.register.codes_also)
            if of_actions is not None and (said := of_actions.match(sheet.name)) is not None:
                acting.append((sheet, {**parts, **said}))
            elif any(one.match(sheet.name) is not None for one in self.unread_sheets):
                continue
            elif (said := self.sheets.match(sheet.name)) is not None:
                self._sheet(found, workbook.name, sheet, {**parts, **said})
            elif told_of := tables.sheet_not_read(workbook.name, sheet):
                found.problems.append(told_of)
        for sheet, said in acting:
            self._actions(found, workbook.name, sheet, said)
        return found

    def _sheet(self, found: Opened, name: str, sheet: Sheet, parts: Parts) -> None:
        if not any(says(cell) for cell in sheet.cells.values()):
            return
        said = self.map.sheets
        table = tables.find(name, sheet, self.target, self.fields, "actual", said.heading_row, said.heading_rows)
        if isinstance(table, Problem):
            found.unplaced.append(table)
            return
        parts, used, wrong = self._cells(name, sheet, parts)
        if wrong:
            found.unplaced += wrong
            return
        shared = [*table.problems, *tables.not_read(table, self.unread_columns, used)]
        rows = self._rows(found, table, shared, used)
        for block in table.blocks:
            self._block(found, name, table, block, {**parts, **block.parts}, rows, shared)

    def _cells(self, name: str, sheet: Sheet, parts: Parts) -> tuple[Parts, list[str], list[Problem]]:
        """What the cells named by the map say of partnership and quarter; their addresses; what is wrong with them."""
        said, used, wrong = dict(parts), [], []
        for part in PARTS:
            address = getattr(self.map.cells, part)
            if address is None:
                continue
            row, _, column, _ = corners(address)
            cell = sheet.at(row, column)
            used.append(address)
            text = tables.words(cell) if cell is not None and says(cell) else ""
            if text:
                said[part] = text
            else:
                advice = f"The map says that the {part} stands there: type it in words, or put the map right."
                wrong.append(told(Severity.MUST_FIX, name, sheet.name, address, part, cell, advice))
        return said, used, wrong

    def _rows(
        self, found: Opened, table: LegacyTable, shared: list[Problem], used: Iterable[str]
    ) -> list[tuple[int, str]]:
        """The rows that are of a target, with its code; every other row that holds anything is told."""
        own: list[tuple[int, str]] = []
        words: list[int] = []
        for row in table.table.rows:
            key = table.cell(row, table.blocks[0])
            text = "" if key is None else tables.words(key)
            figures = [cell for cell in table.table.cells_of(row) if key is None or cell.address != key.address]
            figures = [cell for cell in figures if cell.address not in used]
            code = self.target_code(text)
            if any(one.match(text) is not None for one in self.left_out) and text:
                found.left_out.append((table.table.name, key.address if key else "", text))
            elif code is not None:
                own.append((row, code))
            elif key is not None and figures:
                advice = (
                    "The register has no such target: say in the map which it is, under targets, or leave the row out, "
                    "under rows.left_out."
                )
                shared.append(self._told(table, Severity.MUST_FIX, key.address, "target", key, advice))
            elif figures and any(looks_like_a_figure(cell) for cell in figures):
                there = [cell for cell in figures if looks_like_a_figure(cell)]
                advice = f"No target is named in its row: name one in column {table.table.letter(table.key)}."
                shared.append(
                    self._told(table, Severity.MUST_FIX, there[0].address, "", how_many_figures(there), advice)
                )
            elif key is not None or figures:
                words.append(row)
        for block in runs(words):
            cells = [cell for row in block for cell in table.table.cells_of(row) if cell.address not in used]
            if cells:
                what = cells[0] if len(cells) == 1 else f"something in {areas(cells)}"
                advice = "It stands in no row of a target, so it is not read: confirm, or name it under rows.left_out."
                shared.append(self._told(table, Severity.PLEASE_CONFIRM, cells[0].address, "", what, advice))
        return own

    def _block(
        self,
        found: Opened,
        name: str,
        table: LegacyTable,
        block: Block,
        parts: Parts,
        rows: list[tuple[int, str]],
        shared: list[Problem],
    ) -> None:
        """The returns of one quarter's columns: one, or one a partnership where nothing says whose it is."""
        sheet = table.table.name
        quarter = self.quarter(parts)
        if isinstance(quarter, str):
            where = table.address(table.table.heading_row, block, "actual") if block.parts else self._stands(QUARTER)
            said = _quoted(_said_quarter(parts))
            found.unplaced.append(told(Severity.MUST_FIX, name, sheet, where, "quarter", said, quarter))
            return
        whose = self.partnership(parts)
        if PARTNERSHIP in parts and whose is None:
            advice = "The register has no such partnership: say in the map which it is, under partnerships."
            said = _quoted(parts[PARTNERSHIP])
            where = self._stands(PARTNERSHIP)
            found.unplaced.append(told(Severity.MUST_FIX, name, sheet, where, PARTNERSHIP, said, advice))
            return
        drafts: dict[str, Draft] = {}
        for row, code in rows:
            cells = table.cells(row, block)
            if not cells:
                continue
            lead = whose or self.register.leads[code]
            draft = drafts.setdefault(
                lead, Draft(found.source, sheet, lead, str(quarter), shared=(found.problems, shared))
            )
            key = table.address(row, block)
            if code in draft.rows:
                advice = f"{code} is also in row {draft.rows[code].row}: keep one row, or leave one out in the map."
                again = second_row(code)
                draft.problems.append(self._told(table, Severity.MUST_FIX, key, "target", again, advice, code))
                continue
            draft.rows[code] = Row(sheet, row, cells, table.addresses(row, block), key)
        found.drafts += drafts.values()
        if not drafts:
            found.empty.append((sheet, str(quarter)))

    def _actions(self, found: Opened, name: str, sheet: Sheet, parts: Parts) -> None:
        """The rows of a sheet of actions, given to the one return that they are of."""
        layout = self.map.actions
        if layout is None or not any(says(cell) for cell in sheet.cells.values()):
            return
        said = layout.columns.model_dump(by_alias=True, exclude_none=True)
        fields = {one: Pattern(said[one]) for one in ACTION_FIELDS if one in said and one != "action"}
        action = Pattern(said["action"])
        table = tables.find(name, sheet, action, fields, "", layout.heading_row)
        if isinstance(table, Problem):
            found.unplaced.append(table)
            return
        quarter = self.quarter(parts) if {QUARTER, YEAR, NUMBER} & parts.keys() else None
        whose = self.partnership(parts)
        meant = [
            draft
            for draft in found.drafts
            if (not isinstance(quarter, Quarter) or draft.quarter == str(quarter))
            and whose in (None, draft.partnership)
        ]
        if len(meant) != 1:
            returns = f"{len(meant)} returns of the file" if meant else "no return of the file"
            advice = "Say in the map, in actions.sheet, which {partnership} or {quarter} the sheet is of."
            found.unplaced.append(
                told(Severity.MUST_FIX, name, sheet.name, "", "actions", f"actions of {returns}", advice)
            )
            return
        draft = meant[0]
        block = table.blocks[0] if table.blocks else Block({})
        draft.problems += [*table.problems, *tables.not_read(table, self.unread_columns, ())]
        draft.actions = draft.actions or []
        for row in table.table.rows:
            cells, addresses = table.cells(row, block), table.addresses(row, block)
            if (what := table.cell(row, block)) is not None:
                cells["action"] = what
            addresses["action"] = table.address(row, block)
            draft.actions.append(Row(sheet.name, row, cells, addresses, addresses["action"]))

    def target_code(self, text: str) -> str | None:
        """The register's code of what stands in the column of targets, by the map's table or as it is."""
        return self.register.target_code(self.map.target(text)) if text else None

    def _stands(self, part: str) -> str:
        """The cell that says a part; "" where it is the name of the file or the sheet that does."""
        return getattr(self.map.cells, part) or ""

    def partnership(self, parts: Parts) -> str | None:
        said = parts.get(PARTNERSHIP)
        return None if said is None else self.register.code_of(self.map.partnerships.get(folded(said), said))

    def quarter(self, parts: Parts) -> Quarter | str:
        """The quarter that the parts say, or what to do where it is none."""
        said = _said_quarter(parts)
        try:
            return self.register.calendar.parse(self.map.quarters.get(folded(said), said.replace("_", " ")))
        except ValueError:
            example = self.register.calendar.example
            return f"It is no quarter: say in the map which it is, under quarters, such as {example}."

    def _told(
        self,
        table: LegacyTable,
        severity: Severity,
        where: str,
        about: str,
        stands: Cell | str | None,
        advice: str,
        code: str = "",
    ) -> Problem:
        return told(severity, table.table.workbook, table.table.name, where, about, stands, advice, target=code)


def _said_quarter(parts: Parts) -> str:
    return parts.get(QUARTER) or f"{parts.get(YEAR, '')} Q{parts.get(NUMBER, '')}"


def _quoted(text: str) -> str:
    return f'"{shown(text)}"'
