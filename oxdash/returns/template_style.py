"""How the return workbook looks: colours, heights, number formats. Nothing of it is read back."""

from collections.abc import Iterable, Mapping
from typing import Any

from oxdash.returns import layout
from oxdash.returns.filled import Typed
from oxdash.vocabulary.model import POUNDS

DATE_FORMAT = "dd/mm/yyyy"
YELLOW, GREY, HEADING_FILL = "#FFF6BF", "#F3F2F1", "#12436D"
SPARE_ROWS = 15  # empty yellow rows below what is filled in, on the sheets an officer adds rows to; each costs time
LAST_ROW = 500  # further down on those sheets a row is not coloured, but not locked either, and has the drop-downs
LINE, MOST_LINES = 14.5, 28  # points a line of text takes, and the lines that Excel can make a row tall for
LETTERS_A_WIDTH = 1.1  # letters of a text that fit where a column is wide enough for one figure
BOLD = 0.7  # of those, in a heading


def tallest(values: Iterable[object], widths: Iterable[float], least: int = 1) -> float:
    """The height in points of a row that shows its texts in full, up to what a row can be."""
    lines = [least]
    for value, width in zip(values, widths, strict=True):
        said = str(value.value if isinstance(value, Typed) else value or "")
        lines.append(sum(1 + int(len(line) // (width * LETTERS_A_WIDTH)) for line in said.split("\n")))
    return LINE * min(max(lines), MOST_LINES)


def number_format(row: Mapping[Any, Any], places: int) -> str:
    """How the target's figures are shown. Per cents are kept as 45 and shown as 45.0, never as Excel's 0.45."""
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f"£{digits}" if row[layout.UNIT] == POUNDS else digits
