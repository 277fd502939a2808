"""The sheet "What to do": every problem with a link to its cell. It is put in front of the officer's sheets."""

from collections.abc import Sequence

from oxdash.excel.annotations import TITLE
from oxdash.excel.cells import folded, letters
from oxdash.excel.marked_copy.notes import escaped
from oxdash.excel.marked_copy.package import Package
from oxdash.excel.marked_copy.splice import Element, made, words
from oxdash.excel.marked_copy.styles import Styles
from oxdash.excel.package_checks import RELATED
from oxdash.excel.problems import CELL, FOUND, SEVERITY, SHEET, TO_DO
from oxdash.excel.texts import MAIN, unescaped

FIRST_SHEET = "What to do"
HEADINGS = (SHEET, CELL, FOUND, TO_DO, SEVERITY)
HEADINGS_ROW = 4
WIDTHS = (18, 10, 40, 80, 16)  # characters
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Row = tuple[tuple[str, ...], str]  # the texts; where the second one leads, as "'Return'!B2", or nothing


def put_in_front(package: Package, styles: Styles, summary: str, rows: Sequence[Row], earlier: str | None) -> None:
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
