"""By its headings a sheet is known for a copy of one of the template's."""

from collections.abc import Sequence

from oxdash.excel.cells import Sheet, folded
from oxdash.excel.sheet_reader import is_like
from oxdash.returns import layout
from oxdash.returns.columns import HEADINGS


def is_copy(sheet: Sheet, headings: Sequence[str]) -> bool:
    """Whether a sheet of another name has the headings of one of the template's, with something below them."""
    names = (*HEADINGS, layout.COVER, layout.GUIDANCE, layout.LISTS)
    return folded(sheet.name) not in map(folded, names) and not is_lists(sheet) and is_like(sheet, headings)


def is_lists(sheet: Sheet) -> bool:
    """Whether it is the template's sheet of words for the drop-downs, or a copy of it under another name."""
    headings = {folded(cell.value) for cell in sheet.cells.values() if cell.row == layout.HEADING_ROW}
    return folded(sheet.name) == folded(layout.LISTS) or {"state", "score", "district"} <= headings
