"""A return that was accepted under the register as it was then, read by the register as it is now.

What is on file is never changed, while the register goes on: targets get another lead, another life, another code. Such
a return still says what it said. `register_for` lets its partnership be the lead of whatever its figures are of;
`not_read` names the figures that the register has no place for any more.
"""

from collections.abc import Iterator
from dataclasses import replace

from oxdash.excel.cells import Holds, Workbook, folded
from oxdash.excel.problems import MOST_AREAS, Problem, Severity, quoted, told
from oxdash.register import Register
from oxdash.returns import layout
from oxdash.returns.columns import FIGURES
from oxdash.returns.mentions import how_many_figures, looks_like_a_code, looks_like_a_figure
from oxdash.returns.read_return import Return
from oxdash.returns.sheet_reader import find
from oxdash.returns.target_rows import no_row

LONGEST_CODE = 20  # characters of a cell that can be one, blanks included
NOT_READ = {
    layout.RETURN: "The register has no such target in that quarter any more: put it right there, or submit the return "
    "again.",
    layout.DISTRICTS: "The register has no such target or district any more: put it right there (the former name of a "
    "district goes into Also known as), or submit the return again.",
}


def register_for(workbook: Workbook, register: Register, partnership: str) -> Register:
    """The register in which the partnership leads every target that its accepted return has a row for."""
    leads = dict(zip(register.targets["target"], register.targets["partnership"], strict=True))
    others = {code for code in _codes(workbook, register) if leads[code] != partnership}
    if not others:
        return register
    own = register.targets["partnership"].where(~register.targets["target"].isin(others), partnership)
    return replace(register, targets=register.targets.assign(partnership=own))


def _codes(workbook: Workbook, register: Register) -> Iterator[str]:
    """The targets whose codes stand on the sheet Return, in whichever column: a row is read by its own."""
    for sheet in workbook.sheets:
        for cell in sheet.cells.values() if folded(sheet.name) == folded(layout.RETURN) else ():
            if cell.holds == Holds.TEXT and len(str(cell.value)) <= LONGEST_CODE:
                code = register.target_code(cell.value)
                if code is not None:
                    yield code


def gained(problem: Problem) -> bool:
    """Whether it says no more than that the register has a target by now that the return could not know of."""
    return bool(problem.target) and problem.found == no_row(problem.target)


def not_read(workbook: Workbook, contents: Return) -> Iterator[Problem]:
    """The figures in rows of no target or district of today's register: one problem for each sheet that has any."""
    for name, headings in FIGURES.items():
        table, _ = find(workbook, name, contents.cover.template_version)
        if table is None:
            continue
        frame = contents.figures if name == layout.RETURN else contents.districts
        read = {int("".join(filter(str.isdigit, cell))) for cell in frame["cell"].dropna() if cell}
        cells = []
        for row in table.rows:
            key = table.cell(row, layout.TARGET)
            if row not in read and key is not None and looks_like_a_code(key):
                there = (table.cell(row, heading) for heading in headings)
                cells += [cell for cell in there if cell is not None and looks_like_a_figure(cell)]
        if cells:
            one_by_one = len(cells) <= MOST_AREAS
            figures = ", ".join(f"{quoted(cell)} in {cell.address}" for cell in cells) if one_by_one else None
            found = f"{figures or how_many_figures(cells)}, not read"
            yield told(Severity.MUST_FIX, workbook.name, table.name, "", "", found, NOT_READ[name])
