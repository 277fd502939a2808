"""A sheet of a return as a table: headings found by name, columns matched, what stands in the way of reading said."""

from oxdash.excel import merged
from oxdash.excel.cells import Workbook, folded, seen
from oxdash.excel.problems import Problem, Severity, shown, told
from oxdash.excel.sheet_xml import letters
from oxdash.returns import layout
from oxdash.returns.columns import HEADINGS_OF, OPTIONAL_HEADINGS, OPTIONAL_SHEETS, TEMPLATE_VERSION
from oxdash.returns.headings import heading_row_of, is_copy
from oxdash.returns.regions import looks_like_a_code, looks_like_a_figure
from oxdash.returns.rows import Table, also_in, says

# A column of the officer's own that claims to be a verdict. Its words are ignored, and that is said.
OWN_STATUS = ("status", "rag", "rag status", "rating", "rag rating", "traffic light", "on track?", "on track")


def find(workbook: Workbook, name: str, version: str | None = None) -> tuple[Table | None, list[Problem]]:
    """The sheet as a table, or None where it cannot be read as one; and what is wrong with its shape.

    ``version`` is the template's, which says what headings there have to be; today's where it is None. An optional
    sheet that is not there is no problem. A missing heading leaves the other columns readable.
    """
    headings = HEADINGS_OF[version or TEMPLATE_VERSION][name]
    there = [sheet for sheet in workbook.sheets if folded(sheet.name) == folded(name)]
    if not there:
        if name in OPTIONAL_SHEETS:
            return None, []
        advice = f"Use the template, which has a sheet named {name}."
        if renamed := [f'"{shown(sheet.name)}"' for sheet in workbook.sheets if is_copy(sheet, headings)]:
            named = f"sheet {renamed[0]}, which has its table? Name it" if len(renamed) == 1 else ""
            named = named or f"sheets {', '.join(renamed)}, which have its table? Name the one that counts"
            advice = f"Did you mean the {named} {name}, or use the template."
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "", None, advice)]
    if len(there) > 1:
        advice = f"Keep one sheet named {name} and rename or delete the other."
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "", f"{len(there)} sheets of that name", advice)]
    heading_row, places = heading_row_of(there[0], headings)
    key = headings[0]
    if key not in places:
        advice = f"The headings have to stand in one row of the first {layout.HEADINGS_WITHIN}, {key} among them."
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "headings", "no row of headings", advice)]
    once = {heading: at[0] for heading, at in places.items() if len(at) == 1}  # of two columns neither is read
    table = Table(workbook.name, there[0], name, heading_row, once, headings=headings)
    if len(table.rows) > layout.MOST_ROWS:
        found = f"{len(table.rows):,} rows below the headings"
        advice = f"At most {layout.MOST_ROWS} are read, so nothing of this sheet was. Delete those that do not belong "
        return None, [told(Severity.MUST_FIX, workbook.name, name, "", "", found, advice + "to the return.")]
    for heading in headings:
        if heading not in places and heading not in OPTIONAL_HEADINGS:
            advice = f"Add the column headed {heading}, or use the template."
            if (column := _in_its_place(table, heading)) is not None:
                table.told_columns.add(column)
                meant = f"Did you mean {_as_it_is_headed(table, column)}?"
                advice = f"{meant} Head it {heading}, or use the template."
                if _begins_too_high(table, column):
                    high = "Its figures may stand one row too high"
                    advice = f"{meant} {high}: move them down and head it {heading}, or use the template."
            table.problems.append(
                told(Severity.MUST_FIX, workbook.name, name, "", f"column {heading}", None, advice, column=heading)
            )
        elif len(places.get(heading, ())) > 1:
            _two_columns(table, heading, places[heading])
    _notes(table)
    _merges(table)
    _hidden(table)
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


def _in_its_place(table: Table, heading: str) -> int | None:
    """The column that stands where one of the template's is missing, beside its neighbour, with something in it."""
    at = table.headings.index(heading)
    beside = [(table.headings[at - 1], 1)] if at else []
    beside += [(table.headings[at + 1], -1)] if at + 1 < len(table.headings) else []
    known = set(table.columns.values())
    for neighbour, step in beside:
        column = table.columns.get(neighbour, 0) + step
        if neighbour in table.columns and column not in known and any(table.sheet.at(r, column) for r in table.rows):
            return column
    return None


def _as_it_is_headed(table: Table, column: int) -> str:
    heading = table.sheet.at(table.heading_row, column)
    if heading is None or not says(heading):
        return f"column {letters(column)}, which has no heading"
    return f'column {letters(column)}, headed "{shown(seen(heading.value))}"'


def _begins_too_high(table: Table, column: int) -> bool:
    """Whether a figure stands for the heading, and none in the last row."""
    heading, last = table.sheet.at(table.heading_row, column), max(table.rows, default=0)
    return heading is not None and looks_like_a_figure(heading) and table.sheet.at(last, column) is None


def _two_columns(table: Table, heading: str, at: list[int]) -> None:
    advice = f"{also_in(letters(at[0]) + str(table.heading_row))}. Keep one column headed {heading}."
    cell = table.sheet.at(table.heading_row, at[1])
    where = f"{letters(at[1])}{table.heading_row}"
    table.told_columns.update(at)
    table.problems.append(
        told(Severity.MUST_FIX, table.workbook, table.name, where, "heading", cell, advice, column=heading)
    )


def _merges(table: Table) -> None:
    first, last = table.heading_row, max(table.rows, default=table.heading_row)
    columns = table.columns.values()
    areas = merged.over(table.sheet.merged, first, last, columns)
    told_of = [(f"merged cells, {area}", area.split(":")[0]) for area in list(areas)[: merged.TOLD]]
    if len(areas) > merged.TOLD:
        told_of.append((f"{len(areas) - merged.TOLD:,} more areas of merged cells", ""))
    table.problems += [
        told(Severity.MUST_FIX, table.workbook, table.name, where, "", found, merged.UNMERGE)
        for found, where in told_of
    ]
    table.merged = frozenset(merged.cells(areas.values(), first, last, columns))


def _hidden(table: Table) -> None:
    """Hidden content is read like any other, so the officer is asked whether it is meant."""
    rows = [str(row) for row in table.rows if row in table.sheet.hidden_rows]
    columns = [
        letters(column)
        for heading, column in sorted(table.columns.items(), key=lambda one: one[1])
        if heading not in OPTIONAL_HEADINGS
        and column in table.sheet.hidden_columns
        and any(table.sheet.at(row, column) for row in table.rows)
    ]
    found = []
    if table.sheet.hidden and table.rows:
        found.append("a hidden sheet")
    if rows:
        found.append(f"hidden row{'s' if len(rows) > 1 else ''} {', '.join(rows)}")
    if columns:
        found.append(f"hidden column{'s' if len(columns) > 1 else ''} {', '.join(columns)}")
    for what in found:
        advice = "It is read like any other: confirm, or show it and check it."
        table.problems.append(told(Severity.PLEASE_CONFIRM, table.workbook, table.name, "", "", what, advice))


def _own_status(table: Table) -> None:
    known = set(table.columns.values())
    for (row, column), cell in sorted(table.sheet.cells.items()):
        own = row == table.heading_row and column not in known and folded(cell.value) in OWN_STATUS
        if own and any(table.sheet.at(below, column) for below in table.rows):
            table.told_columns.add(column)
            advice = "A status column of your own is not read, as the status is worked out from the figure: confirm."
            table.problems.append(
                told(Severity.PLEASE_CONFIRM, table.workbook, table.name, cell.address, "heading", cell, advice)
            )
