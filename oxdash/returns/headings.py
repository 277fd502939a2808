"""By its headings a sheet is known: where they stand, and whether it is a copy of one of the template's."""

from collections.abc import Sequence

from oxdash.excel.cells import Holds, Sheet, folded
from oxdash.returns import layout
from oxdash.returns.columns import HEADINGS

ENOUGH_HEADINGS = 4  # by which a sheet is known for a copy of one of the template's


def heading_row_of(sheet: Sheet, headings: Sequence[str]) -> tuple[int, dict[str, list[int]]]:
    """The row, of the first 20, with most of the headings, and the column numbers where each stands."""
    wanted = {_as_heading(heading): heading for heading in headings}
    rows: dict[int, dict[str, list[int]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        heading = wanted.get(_as_heading(cell.value)) if cell.holds == Holds.TEXT else None
        if heading and row <= layout.HEADINGS_WITHIN:
            rows.setdefault(row, {}).setdefault(heading, []).append(column)
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    return best, rows.get(best, {})


_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ", "'") | dict.fromkeys("‐‑‒–—−", "-")
)  # apostrophes and dashes Office puts in


def _as_heading(text: object) -> str:
    return folded(text).translate(_PLAIN)


def is_copy(sheet: Sheet, headings: Sequence[str]) -> bool:
    """Whether a sheet of another name has the headings of one of the template's, with something below them."""
    names = (*HEADINGS, layout.COVER, layout.GUIDANCE, layout.LISTS)
    if folded(sheet.name) in map(folded, names) or is_lists(sheet):
        return False
    row, places = heading_row_of(sheet, headings)
    columns = {column for one in places.values() for column in one}
    below = any(at > row and column in columns for at, column in sheet.cells)
    return below and len(places) >= min(len(headings), ENOUGH_HEADINGS)


def is_lists(sheet: Sheet) -> bool:
    """Whether it is the template's sheet of words for the drop-downs, or a copy of it under another name."""
    headings = {folded(cell.value) for cell in sheet.cells.values() if cell.row == layout.HEADING_ROW}
    return folded(sheet.name) == folded(layout.LISTS) or {"state", "score", "district"} <= headings
