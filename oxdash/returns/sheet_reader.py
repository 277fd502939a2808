"""A sheet of a return as a table, and what stands in the way of reading it."""

from oxdash.excel.cells import Workbook, folded
from oxdash.excel.problems import Problem, Severity, told
from oxdash.excel.sheet_reader import HEADINGS_WITHIN, did_you_mean, sheets_named, two_of_a_name
from oxdash.returns import layout
from oxdash.returns.columns import HEADINGS_OF, OPTIONAL_HEADINGS, OPTIONAL_SHEETS, TEMPLATE_VERSION
from oxdash.returns.headings import is_copy
from oxdash.returns.regions import looks_like_a_code, looks_like_a_figure
from oxdash.returns.rows import Table

# A column of the officer's own that claims to be a verdict. Its words are ignored, and that is said.
OWN_STATUS = ("status", "rag", "rag status", "rating", "rag rating", "traffic light", "on track?", "on track")


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
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "headings", "no row of headings", advice)]
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
