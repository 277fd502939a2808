"""The cells of one sheet, marked where they stand, and shown where they were hidden."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

from oxdash.excel.cells import column_number, letters
from oxdash.excel.marked_copy.splice import Element, Xml
from oxdash.excel.marked_copy.styles import Styles
from oxdash.excel.problems import Severity
from oxdash.excel.sheet_xml import CELL, ROW

Place = tuple[int, int]  # row, column, from 1
YES = ("1", "true")
_NOTES = "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
_CELLS = """
sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks
colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
"""
BEHIND_THE_NOTES = (*_NOTES.split(), "AlternateContent")  # which stands for controls that are not understood
BEHIND_THE_CELLS = (*_CELLS.split(), *BEHIND_THE_NOTES)


class Finding:
    """Finds the rows and cells at ``places``, or the ones they are missing in front of; as `Xml` needs it.

    A row or cell that does not say where it stands is the next one. ``unmarked``: which format takes the place of which
    at all other cells, as `Styles.unmarked` gives them.
    """

    def __init__(self, places: Iterable[Place], unmarked: Mapping[int, int]):
        self.unmarked = unmarked
        self._wanted: dict[int, list[int]] = {}
        for row, column in sorted(places):
            self._wanted.setdefault(row, []).append(column)
        self._rows = sorted(self._wanted)
        self._row = self._column = 0
        self.rows: list[int] = []  # of those found, in order
        self.columns: dict[int, list[int]] = {}  # of the cells found, by row

    def __call__(self, parent: Element, tag: str, attributes: dict[str, str]) -> bool:
        if tag == ROW:
            before, self._row = self._row, int(attributes.get("r", self._row + 1))
            self._column = 0
            if self.unmarked or _reached(self._rows, before, self._row):
                self.rows.append(self._row)
                return True
            return False
        if tag == CELL:
            address = attributes.get("r", "").rstrip("0123456789")
            before, self._column = self._column, column_number(address) or self._column + 1
            wanted = self._row in self._wanted and _reached(self._wanted[self._row], before, self._column)
            if wanted or int(attributes.get("s", 0)) in self.unmarked:
                self.columns.setdefault(self._row, []).append(self._column)
                return True
            return False
        return parent.parent is None or parent.name in ("sheetViews", "cols")


def _reached(wanted: list[int], before: int, now: int) -> bool:
    """Whether one of ``wanted`` lies after ``before`` and no further than ``now``."""
    return bisect_right(wanted, before) != bisect_right(wanted, now)


def mark(held: Xml, finding: Finding, marks: Mapping[Place, Severity], styles: Styles) -> None:
    """Give every cell of ``marks`` the look of its severity; one that is not there is made. Earlier marks go."""
    root = held.root
    data = root.first("sheetData")
    default = {column: _style(one, "style") for one in _cols(root) for column in _span(one)}
    _unmark(finding, data.children if data is not None else [], marks)
    if not marks:
        return
    by_row: dict[int, dict[int, Severity]] = {}
    for (row, column), severity in sorted(marks.items()):
        by_row.setdefault(row, {})[column] = severity
    rows = list(zip(finding.rows, data.children, strict=True)) if data is not None else []
    missing: list[tuple[Element | None, bytes]] = []
    for number, columns in by_row.items():
        at = bisect_left(finding.rows, number)
        behind = rows[at][1] if at < len(rows) else None
        if behind is not None and finding.rows[at] == number:
            _mark_row(held, behind, number, columns, finding, default, styles)
        else:
            cells = b"".join(_new(held, data or root, number, one, columns[one], default, styles) for one in columns)
            missing.append((behind, held.made(data or root, "row", {"r": number}, cells)))
    for behind, new in missing:
        if behind is not None:
            behind.before.append(new)
        elif data is not None:
            data.appended.append(new)
    if data is None:
        inner = b"".join(new for _, new in missing)
        held.in_order(root, "sheetData", BEHIND_THE_CELLS, inner=inner)
    show(held, {column for _, column in marks})


def _unmark(finding: Finding, rows: list[Element], marks: Mapping[Place, Severity]) -> None:
    for number, row in zip(finding.rows, rows, strict=True):
        for column, cell in zip(finding.columns.get(number, ()), row.children, strict=True):
            style = int(cell.attributes.get("s", 0))
            if style in finding.unmarked and (number, column) not in marks:
                cell.set("s", finding.unmarked[style])


def _mark_row(
    held: Xml,
    row: Element,
    number: int,
    columns: dict[int, Severity],
    finding: Finding,
    default: dict[int, int],
    styles: Styles,
) -> None:
    for name in ("hidden", *(("ht", "customHeight") if _nothing(row, "ht") else ())):
        if name in row.attributes:
            row.set(name, None)
    if row.attributes.get("customFormat") in YES:
        default = dict.fromkeys(columns, _style(row, "s"))
    found = finding.columns.get(number, [])
    for column, severity in columns.items():
        at = bisect_left(found, column)
        cell = row.children[at] if at < len(found) else None
        if cell is not None and found[at] == column:
            style = int(cell.attributes.get("s", 0))
            cell.set("s", styles.marked(finding.unmarked.get(style, style), severity))
        else:
            new = _new(held, row, number, column, severity, default, styles)
            (row.appended if cell is None else cell.before).append(new)
            if "spans" in row.attributes:
                row.set("spans", None)  # a hint how far the row goes, which may be further now


def _new(
    held: Xml, parent: Element, row: int, column: int, severity: Severity, default: dict[int, int], styles: Styles
) -> bytes:
    style = styles.marked(default.get(column, 0), severity)
    return held.made(parent, "c", {"r": f"{letters(column)}{row}", "s": style})


def show(held: Xml, columns: set[int]) -> None:
    """What is marked can be seen and gone to: its columns are shown, and protection does not keep anybody away."""
    for one in _cols(held.root):
        hidden = one.attributes.get("hidden") in YES or _nothing(one, "width")
        if not hidden or not columns & set(_span(one)):
            continue
        first, last = _span(one)[0], _span(one)[-1]
        inside = sorted(columns & set(_span(one)))
        bounds = sorted({first, last + 1} | set(inside) | {column + 1 for column in inside})
        for start, end in pairwise(bounds):
            changes: dict[str, object] = {"min": start, "max": end - 1}
            if start in inside:
                away = ("hidden", *(("width", "customWidth") if _nothing(one, "width") else ()))
                changes |= {name: None for name in away if name in one.attributes}
            one.before.append(held.copied(one, changes))
        one.remove()
    protection = held.root.first("sheetProtection")
    if protection is not None:
        for name in ("selectLockedCells", "selectUnlockedCells"):  # which forbid it
            if name in protection.attributes:
                protection.set(name, None)


def unselect(held: Xml) -> None:
    """Two selected sheets would be typed into together."""
    for views in held.root.each("sheetViews"):
        for view in views.children:
            if "tabSelected" in view.attributes:
                view.set("tabSelected", None)


def _cols(root: Element) -> list[Element]:
    return [one for cols in root.each("cols") for one in cols.each("col")]


def _span(col: Element) -> range:
    return range(int(col.attributes.get("min", 1)), min(int(col.attributes.get("max", 1)), 16_384) + 1)


def _style(element: Element, name: str) -> int:
    """The format of a row's or column's cells that are not there; the plain one where what is said is none."""
    said = element.attributes.get(name, "0")
    return int(said) if said.isdecimal() else 0


def _nothing(element: Element, size: str) -> bool:
    """Whether a width or height hides as much as being hidden."""
    try:
        return float(element.attributes.get(size, 1)) <= 0
    except ValueError:
        return False
