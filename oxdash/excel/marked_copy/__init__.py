"""The officer's own workbook with the problem cells marked, made in the child that may open it.

In front of the officer's sheets stands one more, "What to do": every problem with a link to its cell.

The marks are put into the parts of the package as they are, so that whatever the workbook had it still has: drop-downs
in Excel's extensions, protection, comments, pictures, print set-up. No library that reads a workbook and writes it
again keeps all of that.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from oxdash.excel import package_checks
from oxdash.excel.annotations import TITLE
from oxdash.excel.bounds import RETURN
from oxdash.excel.cells import Holds, corners, folded, letters
from oxdash.excel.marked_copy import cells, notes
from oxdash.excel.marked_copy.cells import Place
from oxdash.excel.marked_copy.notes import escaped
from oxdash.excel.marked_copy.package import Package
from oxdash.excel.marked_copy.splice import Element, made, words
from oxdash.excel.marked_copy.styles import Styles
from oxdash.excel.package_checks import RELATED
from oxdash.excel.problems import CELL, FOUND, SEVERITY, SHEET, TO_DO, Severity
from oxdash.excel.sheet_xml import SheetFacts
from oxdash.excel.texts import MAIN, unescaped

MOST_MARKED = 2_000  # problems
LONGEST = 8_000  # characters of one text written here
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
FIRST = (1, 1, Holds.TEXT, TITLE)  # the first cell of the list that an earlier check put in front

FIRST_SHEET = "What to do"
HEADINGS = (SHEET, CELL, FOUND, TO_DO, SEVERITY)
HEADINGS_ROW = 4
WIDTHS = (18, 10, 40, 80, 16)  # characters
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Told = dict[str, str]  # sheet, cell, found, what_to_do, severity, message
Row = tuple[tuple[str, ...], str]  # the texts; where the second one leads, as "'Return'!B2", or nothing


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
        rows.append(_told(problem, sheet))
    _mark_sheets(package, styles, marks, earlier)
    _put_in_front(package, styles, _summary(problems), rows, earlier)
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
        target = related[sheet.attributes.get(f"{RELATED} id", "")]
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


def _told(problem: Told, sheet: str | None) -> Row:
    found, to_do = problem["found"] or "(nothing)", problem["what_to_do"]
    texts = (problem["sheet"], problem["cell"], found, to_do, problem["severity"].capitalize())
    quoted = sheet.replace("'", "''") if sheet else ""
    leads = f"'{quoted}'!{problem['cell']}" if sheet and ADDRESS.fullmatch(problem["cell"]) else ""
    return tuple(one[:LONGEST] for one in texts), leads


def _put_in_front(package: Package, styles: Styles, summary: str, rows: Sequence[Row], earlier: str | None) -> None:
    """Write the list, in the place of the ``earlier`` one where there is one: its name among the sheets."""
    held = package.xml(package.main)
    sheets = held.root.the("sheets")
    number = max((int(one.attributes.get("sheetId", 0)) for one in sheets.children), default=0) + 1
    gone = None
    for at, one in enumerate(sheets.children):
        if one.attributes.get("name") == earlier:
            gone, number = at, int(one.attributes.get("sheetId", number))
            _take_away(package, one)
    taken = {folded(unescaped(one.attributes.get("name", ""))) for one in sheets.children if not one.gone}
    name = next(
        one for one in (FIRST_SHEET, *(f"{FIRST_SHEET} ({n})" for n in range(2, 99))) if folded(one) not in taken
    )
    part = package.add("xl/worksheets/sheet{}.xml", _sheet(styles, summary, rows), CONTENT_TYPE)
    reference = package.relate(package.main, f"{RELATED}/worksheet", part)
    told = {"xmlns:r": RELATED, "name": name, "sheetId": number, "r:id": reference}
    if sheets.children:
        held.insert(sheets.children[0], "sheet", told)
    else:
        held.append(sheets, "sheet", told)
    _renumber(held.root, gone)


def _take_away(package: Package, sheet: Element) -> None:
    reference = sheet.attributes.get(f"{RELATED} id", "")
    part = next(one.part for one in package.related(package.main) if one.id == reference)
    sheet.remove()
    package.unrelate(package.main, reference)
    package.remove(part)


def _renumber(book: Element, gone: int | None) -> None:
    """What counts the sheets from the first: names of one sheet alone, such as what is printed; and which is shown."""
    names = book.first("definedNames")
    for one in names.children if names is not None else []:
        sheet = one.attributes.get("localSheetId")
        if sheet is None:
            continue
        if int(sheet) == gone:
            one.remove()
        elif gone is None or int(sheet) < gone:
            one.set("localSheetId", int(sheet) + 1)
    if names is not None and all(one.gone for one in names.children):
        names.remove()
    views = book.first("bookViews")
    for view in views.children if views is not None else []:
        for name in ("activeTab", "firstSheet"):
            if name in view.attributes:
                view.set(name, 0)


def _sheet(styles: Styles, summary: str, rows: Sequence[Row]) -> bytes:
    title, plain = styles.words(size=16, bold=True, wrapped=False), styles.words(wrapped=False)
    heading, text, link = styles.words(bold=True), styles.words(), styles.words(link=True)
    lines = [_row(1, [(TITLE, title)]), _row(2, [(summary, plain)])]
    lines.append(_row(HEADINGS_ROW, [(one, heading) for one in HEADINGS]))
    links = []
    for number, (texts, leads) in enumerate(rows, start=HEADINGS_ROW + 1):
        lines.append(_row(number, [(one, link if leads and at == 1 else text) for at, one in enumerate(texts)]))
        if leads:
            links.append(made(b"hyperlink", {"ref": f"B{number}", "location": leads, "display": texts[1]}))
    columns = [made(b"col", {"min": n, "max": n, "width": w, "customWidth": 1}) for n, w in enumerate(WIDTHS, start=1)]
    below = f"A{HEADINGS_ROW + 1}"
    frozen = {"ySplit": HEADINGS_ROW, "topLeftCell": below, "activePane": "bottomLeft", "state": "frozen"}
    chosen = made(b"selection", {"pane": "bottomLeft", "activeCell": below, "sqref": below})
    view = made(b"sheetView", {"tabSelected": 1, "workbookViewId": 0}, made(b"pane", frozen) + chosen)
    parts = [
        made(b"dimension", {"ref": f"A1:{letters(len(HEADINGS))}{HEADINGS_ROW + len(rows)}"}),
        made(b"sheetViews", {}, view),
        made(b"cols", {}, b"".join(columns)),
        made(b"sheetData", {}, b"".join(lines)),
        made(b"hyperlinks", {}, b"".join(links)) if links else b"",
        made(b"pageSetup", {"paperSize": 9, "orientation": "landscape"}),
    ]
    declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declared + made(b"worksheet", {"xmlns": MAIN}, b"".join(parts))


def _row(number: int, texts: Sequence[tuple[str, int]]) -> bytes:
    """Everything is text, whatever it begins with."""
    cells = []
    for at, (text, style) in enumerate(texts, start=1):
        inner = made(b"is", {}, made(b"t", {"xml:space": "preserve"}, escaped(text))) if words(text) else b""
        kind = "inlineStr" if inner else None
        cells.append(made(b"c", {"r": f"{letters(at)}{number}", "s": style, "t": kind}, inner))
    return made(b"row", {"r": number}, b"".join(cells))
