"""What stands in a return and is not read: every figure there is either read, or told as a problem, or named here.

One mechanism for all of it, whatever the reason: a sheet that was copied or renamed, a column of the officer's own or
one that has lost its heading, a figure above the table or typed into a column nobody reads, hidden or not; a note, a
comment or a text box that mentions a figure. Words that are not read are let be, unless they stand in a copy of a sheet
of the template.
"""

from collections.abc import Iterator, Mapping

from oxdash.excel.annotations import SEVERAL, TEXT_BOX, TITLE
from oxdash.excel.cells import Cell, Sheet, Workbook, folded, seen
from oxdash.excel.problems import Problem, Severity, areas, shown, told
from oxdash.excel.sheet_reader import of_a_copy
from oxdash.returns import layout
from oxdash.returns.columns import HEADINGS, OPTIONAL_SHEETS
from oxdash.returns.mentions import how_many_figures, looks_like_a_figure, quoted_figure
from oxdash.returns.sheet_reader import Table, is_copy, is_lists
from oxdash.vocabulary.codes import Also


def problems(workbook: Workbook, tables: Mapping[str, Table], also: Also = ()) -> list[Problem]:
    """A please-confirm for every column, block of rows and sheet with figures that are not read.

    ``tables``: the sheets of the template that were read, by name, with what was read marked on them. A sheet of the
    template that could not be read at all has been told already. ``also``: letters of codes, as in `mentions`.
    """
    found: list[Problem] = []
    read = {id(table.sheet): table for table in tables.values()}
    for sheet in workbook.sheets:
        found += annotations(workbook, sheet, also)
        name = folded(sheet.name)
        if id(sheet) in read:
            found += _beside_the_table(read[id(sheet)])
        elif name in map(folded, HEADINGS) or _is_marked_list(sheet):
            continue
        elif copy := _copied(sheet, tables):
            if copy not in tables and copy not in OPTIONAL_SHEETS:
                continue  # told with the sheet that is missing
            table = tables.get(copy)
            headings = table.headings if table else HEADINGS[copy]
            found.append(of_a_copy(workbook.name, sheet, copy, headings, table.sheet if table else None))
        else:
            own = _own_cells(sheet)
            figures = [cell for at, cell in sheet.cells.items() if at not in own and looks_like_a_figure(cell)]
            if figures:
                hidden = " on a hidden sheet" if sheet.hidden else ""
                advice = "Nothing on this sheet is read: confirm, or put what belongs to the return where it is read."
                found.append(_told(workbook.name, sheet.name, figures, f"{how_many_figures(figures)}{hidden}", advice))
    return found


def _beside_the_table(table: Table) -> Iterator[Problem]:
    """Columns of no heading that is known, and rows above the headings."""
    known = set(table.columns.values())
    left = [
        cell
        for at, cell in sorted(table.sheet.cells.items())
        if at not in table.marks and cell.column not in table.told_columns and looks_like_a_figure(cell)
    ]
    below = [cell for cell in left if cell.row > table.heading_row]
    for column in sorted({cell.column for cell in below}):
        own = [cell for cell in below if cell.column == column]
        heading = table.sheet.at(table.heading_row, column)
        called = f'headed "{shown(seen(heading.value))}"' if heading is not None else "without a heading"
        if column in known:
            continue  # of a row that is told as a whole
        hidden = "hidden " if column in table.sheet.hidden_columns else ""
        where = f"{how_many_figures(own)} in a {hidden}column {called}"
        advice = "It is no column of the template, so nothing in it is read: confirm, or put them where they belong."
        if len(own) == 1:
            advice = "It is no column of the template, so nothing in it is read: confirm, or put it where it belongs."
        yield _told(table.workbook, table.name, own, where, advice)
    above = [cell for cell in left if cell.row <= table.heading_row]
    if above:
        advice = "Nothing but headings is read there: confirm, or put what belongs to the return below them."
        yield _told(table.workbook, table.name, above, f"{how_many_figures(above)}, not below the headings", advice)


def annotations(workbook: Workbook, sheet: Sheet, also: Also) -> Iterator[Problem]:
    """A please-confirm for the notes, one for the comments and one for the text boxes of a sheet that mention a figure.

    A single one is quoted; several are named by the cells that they stand on.
    """
    for kind in dict.fromkeys(one.kind for one in sheet.annotations):
        said = ((one, quoted_figure(one.text, also)) for one in sheet.annotations if one.kind == kind)
        own = [(one, quoted) for one, quoted in said if quoted]
        if not own:
            continue
        first, quoted = own[0]
        places = areas({(one.row, one.column): one for one, _ in own if one.row}.values())
        found = (
            f'a {kind} with a figure, "{shown(quoted)}"'
            if len(own) == 1
            else f"{len(own):,} {SEVERAL[kind]} with figures"
        )
        found += f", {'at' if kind == TEXT_BOX else 'on'} {places}" if len(own) > 1 and places else ""
        where = "it where it belongs" if len(own) == 1 else "them where they belong"
        advice = f"No {kind} is read: confirm, or put {where}."
        yield told(Severity.PLEASE_CONFIRM, workbook.name, sheet.name, first.address, "", found, advice)


def _own_cells(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells of the template's own on a sheet that no table is read from, or on a copy of one."""
    by_address = {cell.address: cell for cell in sheet.cells.values()}
    if all(
        f"A{at[1:]}" in by_address and folded(by_address[f"A{at[1:]}"].value) == folded(label)
        for label, at in layout.COVER_CELLS.items()
    ):
        return {(cell.row, cell.column) for at, cell in by_address.items() if at in layout.COVER_CELLS.values()}
    if not is_lists(sheet):
        return set()
    scores = {
        cell.column for cell in sheet.cells.values() if cell.row == layout.HEADING_ROW and folded(cell.value) == "score"
    }
    return {
        at
        for at, cell in sheet.cells.items()
        if cell.column in scores and (cell.value in layout.SCORES or str(cell.value) in map(str, layout.SCORES))
    }


def _is_marked_list(sheet: Sheet) -> bool:
    first = sheet.at(1, 1)
    return first is not None and first.value == TITLE


def _copied(sheet: Sheet, tables: Mapping[str, Table]) -> str | None:
    """The sheet of the template that this one has the headings of, with something below them; None for any other."""
    for name, written in HEADINGS.items():
        if is_copy(sheet, tables[name].headings if name in tables else written):
            return name
    return None


def _told(workbook: str, sheet: str, cells: list[Cell], found: str, advice: str) -> Problem:
    return told(Severity.PLEASE_CONFIRM, workbook, sheet, cells[0].address, "", found, advice)
