"""The officer's own workbook with the problem cells marked, made in the child that may open it.

The marks are put into the parts of the package as they are, so that whatever the workbook had it still has: drop-downs
in Excel's extensions, protection, comments, pictures, print set-up. No library that reads a workbook and writes it
again keeps all of that.
"""

import re
from collections.abc import Mapping
from typing import Any

from oxdash.excel import package_checks
from oxdash.excel.annotations import TITLE
from oxdash.excel.bounds import RETURN
from oxdash.excel.cells import Holds, corners, folded
from oxdash.excel.marked_copy import cells, first_sheet, notes
from oxdash.excel.marked_copy.cells import Place
from oxdash.excel.marked_copy.package import Package
from oxdash.excel.marked_copy.styles import Styles
from oxdash.excel.problems import Severity
from oxdash.excel.sheet_xml import SheetFacts
from oxdash.excel.texts import MAIN, unescaped

MOST_MARKED = 2_000  # problems
LONGEST = 8_000  # characters of one text written here
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
FIRST = (1, 1, Holds.TEXT, TITLE)  # the first cell of the list that an earlier check put in front

Told = dict[str, str]  # sheet, cell, found, what_to_do, severity, message


def copy(data: bytes, problems: list[Told]) -> bytes:
    """The workbook's bytes with a first sheet listing ``problems`` and each one's cell filled, edged and commented.

    ``problems``: sheet, cell, found, what_to_do, severity, message, all text. Refused for one that is not let in.
    """
    sheets = package_checks.examined(data)
    earlier = _earlier_list(sheets)
    package = Package(data)
    styles = Styles(package)
    names = {folded(unescaped(name)): name for name in sheets if name != earlier}
    marks: dict[str, dict[Place, list[Told]]] = {}
    rows = []
    for problem in problems[:MOST_MARKED]:
        sheet = names.get(folded(problem["sheet"]))
        if sheet:
            for place in _places(problem["cell"], sheets[sheet]):
                marks.setdefault(sheet, {}).setdefault(place, []).append(problem)
        rows.append(_row(problem, sheet))
    _mark_sheets(package, styles, marks, earlier)
    first_sheet.put_in_front(package, styles, _summary(problems), rows, earlier)
    styles.write()
    return package.saved()


def _earlier_list(sheets: Mapping[str, SheetFacts]) -> str | None:
    """The sheet that an earlier check put in front, whatever it is called now."""
    return next((name for name, facts in sheets.items() if facts.cells[:1] and facts.cells[0][:4] == FIRST), None)


def _places(address: str, facts: SheetFacts) -> list[Place]:
    """The cell, or the first of its merged area; none where there is no such place to mark."""
    if not ADDRESS.fullmatch(address):
        return []
    row, _, column, _ = corners(address)
    if row > RETURN.last_row or column > RETURN.last_column:
        return []
    for area in facts.merged:
        first_row, last_row, first_column, last_column = corners(area)
        if first_row <= row <= last_row and first_column <= column <= last_column:
            return [(first_row, first_column)]
    return [(row, column)]


def _mark_sheets(package: Package, styles: Styles, marks: Mapping[Any, Any], earlier: str | None) -> None:
    unmarked = styles.unmarked() if earlier else {}
    related = {one.id: one for one in package.related(package.main)}
    for sheet in package.xml(package.main).root.the("sheets").children:
        name = sheet.attributes.get("name", "")
        target = related[sheet.attributes.get(f"{package_checks.RELATED} id", "")]
        if name == earlier:
            continue
        here = marks.get(name, {})
        if here and "state" in sheet.attributes:
            sheet.set("state", None)
        finding = cells.Finding(here, unmarked)
        held = package.xml(target.part, finding)
        cells.unselect(held)
        if held.root.tag == f"{MAIN} worksheet":
            if here or unmarked:
                cells.mark(held, finding, {place: _worst(told) for place, told in here.items()}, styles)
            notes.annotate(package, target.part, held, {place: _comment(told) for place, told in here.items()})
        package.settle(target.part)


def _worst(problems: list[Told]) -> Severity:
    must_fix = any(one["severity"] == Severity.MUST_FIX for one in problems)
    return Severity.MUST_FIX if must_fix else Severity.PLEASE_CONFIRM


def _comment(problems: list[Told]) -> str:
    return "\n\n".join(f"{one['severity'].capitalize()}: {one['message']}" for one in problems)[:LONGEST]


def _summary(problems: list[Told]) -> str:
    must_fix = sum(one["severity"] == Severity.MUST_FIX for one in problems)
    return (
        f"To fix: {must_fix}. To confirm: {len(problems) - must_fix}. Each cell is marked in colour, with a comment "
        "that says the same. Correct it here or in your own copy, save it, and send it again."
    )


def _row(problem: Told, sheet: str | None) -> first_sheet.Row:
    found, to_do = problem["found"] or "(nothing)", problem["what_to_do"]
    texts = (problem["sheet"], problem["cell"], found, to_do, problem["severity"].capitalize())
    quoted = sheet.replace("'", "''") if sheet else ""
    leads = f"'{quoted}'!{problem['cell']}" if sheet and ADDRESS.fullmatch(problem["cell"]) else ""
    return tuple(one[:LONGEST] for one in texts), leads
