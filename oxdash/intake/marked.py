"""The officer's own workbook with the problem cells marked, made in the child that may open it."""

import io
import re
import warnings

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink

from oxdash.intake import parts
from oxdash.intake.bounds import RETURN
from oxdash.intake.cells import folded
from oxdash.intake.gate import Refused
from oxdash.intake.problems import CELL, FOUND, SEVERITY, SHEET, TO_DO, Severity

FIRST_SHEET = "What to do"
TITLE = "What to do with this workbook"  # in A1; by it an earlier list is known, and replaced
AUTHOR = "Checked by the dashboard"  # by it an earlier comment is known, and replaced
HEADINGS = (SHEET, CELL, FOUND, TO_DO, SEVERITY)
HEADINGS_ROW = 4
WIDTHS = (18, 10, 40, 80, 16)  # characters
MOST_MARKED = 2_000  # problems
MOST_CELLS = 60_000  # cells and rows of a workbook that is written again: about 2 s and 80 MB
LONGEST = 8_000  # characters of one text written here

EDGE = Side(style="thick", color="7A1020")
FILLS = {  # not the yellow of the cells to fill in; the words beside it say the same
    Severity.MUST_FIX: PatternFill("solid", start_color="F6C7CC", end_color="F6C7CC"),
    Severity.PLEASE_CONFIRM: PatternFill("solid", start_color="FCE0B0", end_color="FCE0B0"),
}
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")

TOO_LARGE = (
    "This workbook is too large for a marked copy to be made of it. Correct it from the list of problems, which is "
    "complete."
)


def copy(data: bytes, problems: list[dict[str, str]]) -> bytes:
    """The workbook's bytes with a first sheet listing ``problems`` and each one's cell filled, edged and commented.

    ``problems``: sheet, cell, found, what_to_do, severity, message, all text. Refused for one that is not let in.
    """
    package = parts.examined(data)
    merged = sum(_size(area) for facts in package.sheets.values() for area in facts.merged)
    if package.cells + merged > MOST_CELLS:
        raise Refused(TOO_LARGE)
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False, rich_text=True)
    for sheet in [sheet for sheet in book.worksheets if sheet["A1"].value == TITLE]:
        book.remove(sheet)
    for sheet in book.worksheets:
        _forget_earlier(sheet)
    sheets = {folded(sheet.title): sheet for sheet in book.worksheets}
    by_cell: dict[tuple[str, str], list[dict[str, str]]] = {}
    for problem in problems[:MOST_MARKED]:
        sheet = sheets.get(folded(problem["sheet"]))
        cell = _cell(sheet, problem["cell"])
        if cell is not None:
            by_cell.setdefault((sheet.title, cell.coordinate), []).append(problem)
    for (title, address), here in by_cell.items():
        _mark(book[title], book[title][address], here)
    _list(book, sheets, problems)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _size(area: str) -> int:
    """openpyxl makes a cell of every one in a merged area."""
    first_column, first_row, last_column, last_row = range_boundaries(area)
    return (last_column - first_column + 1) * (last_row - first_row + 1)


def _forget_earlier(sheet) -> None:
    """A marked copy that was corrected and sent again keeps no comment about what is no longer wrong."""
    for cell in sheet._cells.values():  # iter_rows would make every cell up to one far away
        if cell.comment is not None and cell.comment.author == AUTHOR:
            own = cell.comment.text.rpartition(BEFORE)[0].removesuffix("\n\n")  # "" where there was no other comment
            cell.comment = Comment(own, "") if own else None


def _cell(sheet, address: str):
    """The cell, or the first of its merged area; None where there is no such place to mark."""
    if sheet is None or not ADDRESS.fullmatch(address):
        return None
    row, column = coordinate_to_tuple(address)
    if row > RETURN.last_row or column > RETURN.last_column:
        return None
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if address in area)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell


BEFORE = "To correct:\n"  # what the officer's own comment on a cell ends before


def _mark(sheet, cell, problems: list[dict[str, str]]) -> None:
    must_fix = any(one["severity"] == Severity.MUST_FIX for one in problems)
    cell.fill = FILLS[Severity.MUST_FIX if must_fix else Severity.PLEASE_CONFIRM]
    cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
    said = "\n\n".join(f"{_written(one['severity']).capitalize()}: {_written(one['message'])}" for one in problems)
    own = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    comment = Comment(f"{own}{BEFORE if own else ''}{said}"[:LONGEST], AUTHOR)
    comment.width, comment.height = 380, 60 + 18 * (len(comment.text) // 50 + comment.text.count("\n"))
    cell.comment = comment
    # What is marked can be seen and gone to.
    sheet.sheet_state = "visible"
    sheet.row_dimensions[cell.row].hidden = False
    for columns in sheet.column_dimensions.values():
        if (columns.min or 0) <= cell.column <= (columns.max or 0):
            columns.hidden = False
    sheet.protection.selectLockedCells = sheet.protection.selectUnlockedCells = False  # False: not forbidden


def _list(book, sheets: dict, problems: list[dict[str, str]]) -> None:
    """The first sheet: every problem, with a link to its cell. Everything on it is text, whatever it begins with."""
    taken = {folded(sheet.title) for sheet in book.worksheets} | {folded(sheet.title) for sheet in book.chartsheets}
    title = next(
        name for name in (FIRST_SHEET, *(f"{FIRST_SHEET} ({n})" for n in range(2, 99))) if folded(name) not in taken
    )
    sheet = book.create_sheet(title, 0)
    must_fix = sum(one["severity"] == Severity.MUST_FIX for one in problems)
    confirm = len(problems) - must_fix
    _write(sheet.cell(1, 1), TITLE).font = Font(name="Arial", size=16, bold=True)
    _write(
        sheet.cell(2, 1),
        f"To fix: {must_fix}. To confirm: {confirm}. Each cell is marked in colour, with a comment that says the same. "
        "Correct it here or in your own copy, save it, and send it again.",
    )
    rows = [HEADINGS]
    rows += [
        (one["sheet"], one["cell"], one["found"] or "(nothing)", one["what_to_do"], one["severity"].capitalize())
        for one in problems[:MOST_MARKED]
    ]
    for number, row in enumerate(rows, start=HEADINGS_ROW):
        for column, text in enumerate(row, start=1):
            cell = _write(sheet.cell(number, column), text)
            cell.font = Font(name="Arial", size=12, bold=number == HEADINGS_ROW)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        if number > HEADINGS_ROW:
            _link(sheet.cell(number, 2), sheets.get(folded(row[0])), row[1])
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions["ABCDE"[column - 1]].width = width
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 1)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would be typed into together
    book.active = 0
    for view in book.views:
        view.firstSheet = 0


def _link(cell, target, address: str) -> None:
    if target is not None and ADDRESS.fullmatch(address):
        quoted = target.title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")
        cell.font = Font(name="Arial", size=12, underline="single", color="0563C1")


def _write(cell, text: str):
    cell.value = _written(text)
    cell.data_type = "s"  # a leading = is no formula here
    cell.quotePrefix = True  # nor does it become one when the cell is edited
    return cell


def _written(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub(" ", text)[:LONGEST]
