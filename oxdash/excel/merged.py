"""Merged areas of a sheet, as far as they lie over its table: which, and which of the table's cells are in one."""

from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from oxdash.excel.cells import CORNER, column_number

Area = tuple[int, int, int, int]  # first row, last row, first column, last column

TOLD = 20  # that are told one by one
UNMERGE = "Unmerge them: each cell has to stand for itself."


def bounds(merged: str) -> Area:
    """First row, last row, first column, last column of a range such as ``A1:B2``."""
    corners = CORNER.findall(merged.upper().replace("$", ""))
    if len(corners) <= merged.count(":"):
        return 0, 0, 0, 0
    rows, columns = [int(row) for _, row in corners], [column_number(column) for column, _ in corners]
    return min(rows), max(rows), min(columns), max(columns)


def over(merged: Iterable[str], first: int, last: int, columns: Collection[int]) -> dict[str, Area]:
    """Of the ranges of a sheet, those over one of ``columns`` in the rows ``first`` to ``last``; each once."""
    areas = {one: bounds(one) for one in merged}
    return {
        one: (top, bottom, left, right)
        for one, (top, bottom, left, right) in areas.items()
        if top <= last and bottom >= first and any(left <= column <= right for column in columns)
    }


def cells(areas: Collection[Area], first: int, last: int, columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(row, column) of every cell from ``first`` to ``last`` in one of the areas that `over` gave, each once."""
    for column in columns:
        begun = [0] * (last - first + 2)  # how many areas begin at each row, less those that have ended above it
        for top, bottom, left, right in areas:
            if left <= column <= right:
                begun[max(top, first) - first] += 1
                begun[min(bottom, last) - first + 1] -= 1
        yield from ((row, column) for row, inside in enumerate(accumulate(begun[:-1]), start=first) if inside)
