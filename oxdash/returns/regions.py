"""Cells as a sentence names them: what looks like a figure or a code, and where a number of cells stand."""

import re
from collections.abc import Iterable, Sequence

from oxdash.excel.cells import Annotation, Cell, Holds, seen
from oxdash.excel.sheet_xml import letters
from oxdash.returns.figure_cell import is_typed_figure

MOST_AREAS = 6  # named in one sentence
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


def areas(cells: Iterable[Cell | Annotation]) -> str:
    """Cells as ranges down their columns, such as ``E4:E9, H4``; those that a sentence has no room for are counted."""
    runs: list[list[tuple[int, int]]] = []
    for column, row in sorted((cell.column, cell.row) for cell in cells):
        if runs and runs[-1][-1] == (column, row - 1):
            runs[-1].append((column, row))
        else:
            runs.append([(column, row)])
    named = [
        f"{letters(run[0][0])}{run[0][1]}" + (f":{letters(run[-1][0])}{run[-1][1]}" if run[1:] else "") for run in runs
    ]
    more = f" and {len(named) - MOST_AREAS} more places" if len(named) > MOST_AREAS else ""
    return ", ".join(named[:MOST_AREAS]) + more
