"""What an officer typed in the wrong place: a figure beside its column, a word of a list in another list's column.

Each is asked about, or refused, once and at the cell where it stands, with the cell where it belongs. And a column of
figures that stands some rows too low: it ends below the last target, and begins below an empty cell. Where a figure of
such a column belongs is held against the codes, which are locked, so each would pass for that of the target above it. A
column cut off at its end, or one whose empty cell has a reason, cannot be told from a good one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell, Holds, folded
from oxdash.excel.problems import areas, as_number
from oxdash.returns import layout
from oxdash.returns.cell_readers import day, looks_like_a_day, score
from oxdash.returns.columns import FIGURES, TO_FILL
from oxdash.returns.layout import (
    ACTUAL,
    DUE,
    EXPECTED_ON,
    FIGURE_IS,
    FIGURE_IS_FOR,
    FORECAST,
    LAST_ACTUAL,
    LAST_STATUS,
    TARGET,
    TITLE,
    WHY,
    Entered,
)
from oxdash.returns.mentions import looks_like_a_figure
from oxdash.returns.sheet_reader import Table
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.quarters import Quarter

STATE, PROGRESS = "State", "Progress"
SCORES = ("Likelihood", "Impact")
YEARS = range(1990, 2100)  # a whole number among them names a period
LISTS = {column.heading: column.offers.words for column in TO_FILL[layout.RETURN] if column.offers}
BELONGS = {folded(word): (word, heading) for heading, words in LISTS.items() for word in words}
NO_FIGURES = {column.heading for column in TO_FILL[layout.RETURN]} - set(FIGURES[layout.RETURN])
ROWS = ("no", "one", "two", "three")  # of rows
CLOSE = 1e-9  # to a sum, as a share of it
TEXTS = {column.heading for column in TO_FILL[layout.RETURN] if column.holds == Entered.TEXT}


def did_you_mean(table: Table, row: int, heading: str) -> str:
    return f"Did you mean {table.address(row, heading)}, the column {heading}?"


def reading(
    table: Table, row: int, heading: str, read: Callable[[Cell | None], Reading]
) -> Callable[[Cell | None], Reading]:
    """``read`` for a cell of the column ``heading``, with what belongs in another column said so."""

    def read_here(cell: Cell | None) -> Reading:
        found = read(cell)
        if cell is None:
            return found
        if listed := _of_another_list(cell, heading):
            return _word(table, row, heading, found, *listed)
        if heading in TEXTS and (word := _alone_and_missing(table, row, cell)):
            return Reading(found.value, confirm=f"{_belongs(table, word)}: confirm, and it is a comment, or move it.")
        if heading in NO_FIGURES and _is_a_figure(cell, heading) and table.cell(row, ACTUAL) is None:
            meant = did_you_mean(table, row, ACTUAL)
            if found.refused is not None:
                return Reading(refused=f"{meant} {found.refused}")
            return Reading(found.value, confirm=f"{meant} Nothing is read from it as a figure: confirm, or move it.")
        return found

    return read_here


def beside(
    table: Table, row: int, heading: str, read: Callable[[Cell | None], Reading]
) -> Callable[[Cell | None], Reading]:
    """``read`` for a cell of words; on the sheets Actions and Risks with what belongs in another column said so."""
    if table.name not in (layout.ACTIONS, layout.RISKS):
        return read

    def read_here(cell: Cell | None) -> Reading:
        found = read(cell)
        if cell is None or found.refused is not None:
            return found
        asked = (_of_an_action if table.name == layout.ACTIONS else _of_a_risk)(table, row, heading, cell)
        return Reading(found.value, confirm=asked) if asked else found

    return read_here


def _of_an_action(table: Table, row: int, heading: str, cell: Cell) -> str | None:
    """A state, or a day where none is due, that stands alone in a cell of words."""
    if cell.holds == Holds.TEXT and folded(cell.value) in layout.ACTION_STATES:
        state = table.cell(row, STATE)
        told = state is not None and folded(state.value) == folded(cell.value)
        if not (told and heading == PROGRESS):  # which may say it again
            return f"{_belongs(table, STATE)}: confirm, and it is only words, or move it."
    if table.cell(row, DUE) is None and table.readable(row, DUE) and day(cell).value is not None:
        return f"{did_you_mean(table, row, DUE)} Nothing is read from it as a day: confirm, or move it."
    return None


def _of_a_risk(table: Table, row: int, heading: str, cell: Cell) -> str | None:
    """A score that stands alone in a cell of words, of a risk that lacks one."""
    lacking = [one for one in SCORES if table.cell(row, one) is None and table.readable(row, one)]
    if not lacking or score(cell).value is None:
        return None
    return f"{did_you_mean(table, row, lacking[0])} Nothing is read from it as a score: confirm, or move it."


def last_quarter(table: Table, row: int, target: str, quarter: Quarter, last: float | None) -> None:
    """Ask about what stands in the two columns about last quarter, which are the template's and never read.

    ``last``: the figure on file for the quarter before, NaN for none; None where nobody knows.
    """
    before = quarter.plus(-1).people
    meant = did_you_mean(table, row, ACTUAL)
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
    return f"{did_you_mean(table, row, ACTUAL)} "


def asked_about_actual(table: Table, row: int) -> bool:
    """Whether it has been asked already if a figure elsewhere in the row is meant for the column of figures."""
    meant = did_you_mean(table, row, ACTUAL)
    return row in table.asked_empty or any(problem.what_to_do.startswith(meant) for problem in table.problems)


def _of_another_list(cell: Cell, heading: str) -> tuple[str, str] | None:
    """The word and the heading of the list that it is of, where that is not this column's."""
    if cell.holds != Holds.TEXT or heading in TEXTS:
        return None
    word = BELONGS.get(folded(cell.value))
    return word if word and word[1] != heading else None


def _alone_and_missing(table: Table, row: int, cell: Cell) -> str | None:
    """The heading of the list that a comment is one word of, where that column is empty and what it says is lost."""
    word, heading = BELONGS.get(folded(cell.value), ("", None)) if cell.holds == Holds.TEXT else ("", None)
    if heading is None or table.cell(row, heading) is not None or not table.readable(row, heading):
        return None
    figure = table.cell(row, ACTUAL) is not None
    unsaid = {FIGURE_IS: figure and word != FigureIs.FINAL, WHY: not figure}  # final is what a figure is anyway
    return heading if unsaid.get(heading, True) else None


def _belongs(table: Table, heading: str) -> str:
    return f"It belongs in column {table.letter(heading)}, {heading}"


def _word(table: Table, row: int, heading: str, found: Reading, word: str, belongs: str) -> Reading:
    where = _belongs(table, belongs)
    if heading == FIGURE_IS_FOR and belongs == FIGURE_IS and table.cell(row, FIGURE_IS) is None:
        asked = f"{where}: confirm, and the figure is this quarter's and {word}, or move it."
        return Reading(word, confirm=asked)
    if found.refused is None and heading not in (FIGURE_IS_FOR,):
        return found
    return Reading(refused=f"{where}: move it.")


def _is_a_figure(cell: Cell, heading: str) -> bool:
    a_year = cell.holds == Holds.NUMBER and cell.value in YEARS
    typed_year = cell.holds == Holds.TEXT and str(cell.value).strip().isdecimal() and int(str(cell.value)) in YEARS
    if heading == FIGURE_IS_FOR and (a_year or typed_year):
        return False
    if heading == EXPECTED_ON and looks_like_a_day(cell):
        return False
    return looks_like_a_figure(cell) and not isinstance(cell.value, datetime)


def _is(cell: Cell, value: float) -> bool:
    """Whether a cell holds a number, to the 15 digits that Excel keeps."""
    return cell.holds == Holds.NUMBER and f"{cell.number:.15g}" == f"{value:.15g}"


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
            0 < len(below) < len(ROWS)
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
    rows = f"{ROWS[len(empty)]} row{'' if len(empty) == 1 else 's'}"
    gap = areas(Cell(table.address(row, heading), row, table.columns[heading], Holds.TEXT, "") for row in empty)
    if len(moved) == 1:
        return f"Does it stand {rows} too low, as {gap} is empty? Confirm that it does not, or move it up."
    is_empty = "is empty" if len(empty) == 1 else "are empty"
    return (
        f"Do the figures in {areas(moved)}, the column {heading}, stand {rows} too low, as {gap} {is_empty}? Confirm "
        "that they do not, or move them up."
    )
