"""Cells as a sentence names them: what looks like a figure or a code, and where a number of cells stand."""

import re
from collections.abc import Sequence

from oxdash.excel.cells import Cell, Holds, seen
from oxdash.excel.problems import areas
from oxdash.returns.figure_cell import is_typed_figure

_CODE = re.compile(r"[a-z]{1,5}[ ./-]*\d[\w ./-]{0,7}", re.IGNORECASE)


def looks_like_a_figure(cell: Cell) -> bool:
    """A number, a number typed as text, or a formula whose result nobody knows."""
    if cell.holds == Holds.TEXT:
        return is_typed_figure(seen(cell.value))
    return cell.holds in (Holds.NUMBER, Holds.FORMULA)


def looks_like_a_code(cell: Cell) -> bool:
    """Letters and a number, as a target is called: what is not one is words."""
    return cell.holds != Holds.TEXT or bool(_CODE.fullmatch(seen(cell.value)))


def how_many_figures(cells: Sequence[Cell]) -> str:
    return f"a figure in {cells[0].address}" if len(cells) == 1 else f"{len(cells):,} figures in {areas(cells)}"
