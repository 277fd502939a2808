"""A column of figures that stands some rows too low: it ends below the last target, and begins below an empty cell.

Where a figure of such a column belongs is held against the codes, which are locked, so each would pass for that of the
target above it. A column cut off at its end, or one whose empty cell has a reason, cannot be told from a good one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count, takewhile

from oxdash.excel.cells import Cell, Holds
from oxdash.excel.problems import areas
from oxdash.returns.layout import ACTUAL, FORECAST, TARGET, TITLE, WHY
from oxdash.returns.regions import looks_like_a_figure
from oxdash.returns.rows import Table

NUMBERS = ("no", "one", "two", "three")  # of rows
CLOSE = 1e-9  # to a sum, as a share of it


@dataclass(frozen=True)
class Shifted:
    """``below``: the rows after the last target that the column ends in; ``empty``: as many targets' rows above it."""

    heading: str
    below: list[int]
    empty: list[int]
    question: str


def too_low(table: Table, loose: Collection[int], targets: Collection[int]) -> Shifted | None:
    """The column that stands too low, or None. ``loose``: rows of no target; ``targets``: rows of one.

    What may be a total is none: there is a word before it, or it is the sum of what stands above.
    """
    last = max(targets, default=0)
    for heading in (ACTUAL, FORECAST):
        if heading not in table.columns:
            continue

        def figure(row: int, heading: str = heading) -> Cell | None:
            cell = table.cell(row, heading)
            return cell if cell is not None and looks_like_a_figure(cell) else None

        def given(row: int, heading: str = heading) -> bool:
            return figure(row) is not None or (heading == ACTUAL and table.cell(row, WHY) is not None)

        below = list(takewhile(lambda row: row in loose and figure(row) is not None, count(last + 1)))
        top = last
        while top in targets and given(top):
            top -= 1
        empty = list(range(top - len(below) + 1, top + 1))
        if (
            0 < len(below) < len(NUMBERS)
            and all(row in targets and _is_empty(table, row, heading) for row in empty)
            and not any(table.cell(row, words) for row in below for words in (TARGET, TITLE))
            and not _is_a_sum([figure(row) for row in targets], figure(below[0]))
        ):
            moved = [cell for row in range(top + 1, below[-1] + 1) if (cell := figure(row)) is not None]
            return Shifted(heading, below, empty, _question(table, heading, moved, empty))
    return None


def _is_empty(table: Table, row: int, heading: str) -> bool:
    read = (heading, WHY) if heading == ACTUAL else (heading,)
    return table.readable(row, *read) and all(table.cell(row, one) is None for one in read)


def _is_a_sum(parts: list[Cell | None], whole: Cell | None) -> bool:
    try:
        added, value = (sum(cell.number for cell in cells if cell is not None) for cells in (parts, [whole]))
    except (TypeError, ValueError):  # typed as text with a sign, or a formula
        return False
    return abs(added - value) <= CLOSE * abs(value)


def _question(table: Table, heading: str, moved: list[Cell], empty: list[int]) -> str:
    rows = f"{NUMBERS[len(empty)]} row{'' if len(empty) == 1 else 's'}"
    gap = areas(Cell(table.address(row, heading), row, table.columns[heading], Holds.TEXT, "") for row in empty)
    if len(moved) == 1:
        return f"Does it stand {rows} too low, as {gap} is empty? Confirm that it does not, or move it up."
    is_empty = "is empty" if len(empty) == 1 else "are empty"
    return (
        f"Do the figures in {areas(moved)}, the column {heading}, stand {rows} too low, as {gap} {is_empty}? Confirm "
        "that they do not, or move them up."
    )
