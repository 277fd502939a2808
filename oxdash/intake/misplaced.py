"""What an officer typed one column off: a figure beside its column, a word of a list in another list's column.

Each is asked about, or refused, once and at the cell where it stands, with the cell where it belongs.
"""

from collections.abc import Callable
from datetime import datetime

from oxdash.intake import layout
from oxdash.intake.cells import Cell, Holds, folded
from oxdash.intake.fields import looks_like_a_day
from oxdash.intake.layout import (
    ACHIEVED,
    ACTUAL,
    COMMENTARY,
    EXPECTED_ON,
    FIGURE_IS,
    FIGURE_IS_FOR,
    LAST_ACTUAL,
    LAST_STATUS,
    WHY,
)
from oxdash.intake.problems import as_number
from oxdash.intake.reading import Reading
from oxdash.intake.regions import looks_like_a_figure
from oxdash.intake.rows import Table
from oxdash.quarters import Quarter

YEARS = range(1990, 2100)  # a whole number among them names a period
LISTS = {FIGURE_IS: layout.FIGURE_IS_WORDS, WHY: layout.REASON_WORDS, ACHIEVED: layout.YES_NO}
BELONGS = {folded(word): (word, heading) for heading, words in LISTS.items() for word in words}
NO_FIGURES = (FIGURE_IS, FIGURE_IS_FOR, WHY, EXPECTED_ON, ACHIEVED, COMMENTARY)  # columns that no figure belongs in


def reading(table: Table, row: int, heading: str, read: Callable[[Cell | None], Reading]):
    """``read`` for a cell of the column ``heading``, with what belongs in another column said so."""

    def read_here(cell: Cell | None) -> Reading:
        found = read(cell)
        if cell is None:
            return found
        if word := _of_another_list(cell, heading):
            return _word(table, row, heading, found, *word)
        if heading in NO_FIGURES and _is_a_figure(cell, heading) and table.cell(row, ACTUAL) is None:
            meant = f"Did you mean {table.address(row, ACTUAL)}, the column {ACTUAL}?"
            if found.refused is not None:
                return Reading(refused=f"{meant} {found.refused}")
            return Reading(found.value, confirm=f"{meant} Nothing is read from it as a figure: confirm, or move it.")
        return found

    return read_here


def last_quarter(table: Table, row: int, target: str, quarter: Quarter, last: float | None) -> None:
    """Ask about what stands in the two columns about last quarter, which are the template's and never read.

    ``last``: the figure on file for the quarter before, NaN for none; None where nobody knows.
    """
    before = quarter.plus(-1).people
    meant = f"Did you mean {table.address(row, ACTUAL)}, the column {ACTUAL}?"
    empty = table.cell(row, ACTUAL) is None and table.readable(row, ACTUAL)
    status, figure = table.cell(row, LAST_STATUS), table.cell(row, LAST_ACTUAL)
    if status is not None and looks_like_a_figure(status):
        asked = f"{meant} Nothing" if empty else "Nothing"
        table.please_confirm(row, LAST_STATUS, f"{asked} in this column is read: confirm, or move it.", target)
    if figure is None or last is None or not looks_like_a_figure(figure) or _is(figure, last):
        return
    counts = f"The figure on file for {before} is {as_number(last)}" if last == last else f"{before} has none on file"
    if empty:
        table.please_confirm(
            row, LAST_ACTUAL, f"{meant} {counts}, and nothing in this column is read: confirm, or move it.", target
        )
    else:
        table.please_confirm(
            row, LAST_ACTUAL, f"{counts}, and that is what counts: confirm, or download the template again.", target
        )


def meant_as_actual(table: Table, row: int) -> str:
    """The question, where a row has no figure and no reason for that, and a figure stands in another of its cells."""
    given = table.cell(row, ACTUAL) is not None or table.cell(row, WHY) is not None
    if given or not table.readable(row, ACTUAL):
        return ""
    return f"Did you mean {table.address(row, ACTUAL)}, the column {ACTUAL}? "


def asked_about_actual(table: Table, row: int) -> bool:
    """Whether it has been asked already if a figure elsewhere in the row is meant for the column of figures."""
    meant = f"Did you mean {table.address(row, ACTUAL)}, "
    return row in table.asked_empty or any(problem.what_to_do.startswith(meant) for problem in table.problems)


def _of_another_list(cell: Cell, heading: str) -> tuple[str, str] | None:
    """The word and the heading of the list that it is of, where that is not this column's."""
    if cell.holds != Holds.TEXT or heading == COMMENTARY:
        return None
    word = BELONGS.get(folded(cell.value))
    return word if word and word[1] != heading else None


def _word(table: Table, row: int, heading: str, found: Reading, word: str, belongs: str) -> Reading:
    where = f"It belongs in column {table.letter(belongs)}, {belongs}"
    if heading == FIGURE_IS_FOR and belongs == FIGURE_IS and table.cell(row, FIGURE_IS) is None:
        asked = f"{where}: confirm, and the figure is this quarter's and {word}, or move it."
        return Reading(word, confirm=asked)
    if found.refused is None and heading not in (FIGURE_IS_FOR,):
        return found
    return Reading(refused=f"{where}: move it.")


def _is_a_figure(cell: Cell, heading: str) -> bool:
    a_year = cell.holds == Holds.NUMBER and cell.value in YEARS
    typed_year = cell.holds == Holds.TEXT and str(cell.value).strip().isdecimal() and int(cell.value) in YEARS
    if heading == FIGURE_IS_FOR and (a_year or typed_year):
        return False
    if heading == EXPECTED_ON and looks_like_a_day(cell):
        return False
    return looks_like_a_figure(cell) and not isinstance(cell.value, datetime)


def _is(cell: Cell, value: float) -> bool:
    """Whether a cell holds a number, to the 15 digits that Excel keeps."""
    return cell.holds == Holds.NUMBER and f"{float(cell.value):.15g}" == f"{value:.15g}"
