"""What is wrong with a cell, and the sentence that says so: where, what for, what was found, what to do."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from oxdash.excel.cell_readers import clock, in_words
from oxdash.excel.cells import Annotation, Cell, Holds, letters

if TYPE_CHECKING:
    import pandas as pd

LONGEST_FOUND = 60  # characters of a cell that a sentence quotes
LONGEST_NAME = 120  # and of a file's name
MOST_AREAS = 6  # named in one sentence
SHEET, CELL, FOUND, TO_DO, SEVERITY = "Sheet", "Cell", "What we found", "What to do", "Severity"  # headings of `table`


class Severity(StrEnum):
    MUST_FIX = "must fix"  # the return is refused, whole
    PLEASE_CONFIRM = "please confirm"  # accepted once the officer says so; kept on the receipt


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a workbook. A wrong return is a value, not an exception.

    ``message`` is the whole sentence, as in: safer.xlsx, sheet Return, cell F3, actual for NI 30: found "tbc 2010".
    Enter a number such as 12.5, or leave the cell empty and choose a reason in column H.
    """

    severity: Severity
    sheet: str
    cell: str
    column: str  # the heading, e.g. "Actual"; "" where the problem is not a column's
    target: str  # the target's code; "" where the problem is not a target's
    found: str  # what stands there, as text; "" for blank
    what_to_do: str
    message: str


def told(
    severity: Severity,
    workbook: str,
    sheet: str,
    address: str,
    about: str,
    found: Cell | str | None,
    what_to_do: str,
    *,
    column: str = "",
    target: str = "",
) -> Problem:
    """The problem with its sentence. The only place that puts one together.

    ``about`` is what the cell is for, e.g. "actual for NI 30". ``found`` is the cell, or words that stand where the
    cell's would (such as "a second row"), or None where nothing stands: then "the cell is empty", or "missing" where
    there is no ``address`` either.
    """
    where = ", ".join(
        part
        for part in (
            shown(workbook, LONGEST_NAME),
            f"sheet {shown(sheet)}" if sheet else "",
            f"cell {address}" if address else "",
            about,
        )
        if part
    )
    if isinstance(found, Cell):
        stands, words = as_found(found), f"found {quoted(found)}"
    else:
        stands = found or ""
        words = f"found {found}" if found else EMPTY_CELL if address else "missing"
    return Problem(
        severity, sheet, address, column, target, stands, what_to_do, f"{where}: {words}. {what_to_do}".strip()
    )


EMPTY_CELL = "the cell is empty"


def as_found(cell: Cell) -> str:
    """What stands in a cell, as its reader sees it: 60 characters at most, unseen ones spelt out."""
    value = cell.value
    if cell.holds == Holds.NUMBER:
        return shown(_number_as_seen(cell))
    if cell.holds == Holds.DATE and isinstance(value, date):
        time = clock(value) if isinstance(value, datetime) else ""
        return f"{in_words(value)} {time}".rstrip()
    return shown(str(value).upper() if cell.holds == Holds.BOOLEAN else str(value))


def shown(text: str, longest: int = LONGEST_FOUND) -> str:
    """Text safe to put in a sentence: on one line, any blank as one, unseen characters as escapes, cut short."""
    text = text if len(text) <= longest else text[:longest].rstrip() + "..."
    text = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


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


def as_number(value: float) -> str:
    """A number in full, thousands grouped, no digit added: ``1,234.5``."""
    return f"{Decimal(repr(float(value))).normalize():,f}"


def table(problems: Iterable[Problem]) -> "pd.DataFrame":
    """A DataFrame of text, one row a problem: Sheet, Cell, What we found, What to do, Severity."""
    import pandas as pd  # here: the child that marks an officer's copy needs Problem, and imports no pandas

    rows = [(one.sheet, one.cell, one.found, one.what_to_do, str(one.severity)) for one in problems]
    return pd.DataFrame(rows, columns=[SHEET, CELL, FOUND, TO_DO, SEVERITY], dtype="str")


def as_json(problem: Problem) -> dict[str, str]:
    """severity, sheet, cell, column, target, found, message."""
    return {
        "severity": str(problem.severity),
        "sheet": shown(problem.sheet),
        "cell": problem.cell,
        "column": problem.column,
        "target": problem.target,
        "found": problem.found,
        "message": problem.message,
    }


def listed(found: Sequence[Problem], *, above: str) -> list[str]:
    """The sentences of those to be fixed, and then of those to be confirmed, both under how many there are.

    ``above`` those to be confirmed stands, with {} for how many: ``Please confirm {}.``
    """
    from oxdash.vocabulary.wording import counted  # here, as above: it knows pandas

    lines = []
    for severity, sentence in (
        (Severity.MUST_FIX, "There is a problem: {} must be fixed."),
        (Severity.PLEASE_CONFIRM, above),
    ):
        if own := [one.message for one in found if one.severity == severity]:
            lines += [sentence.format(counted(len(own), "thing")), *own]
    return lines


def quoted(cell: Cell) -> str:
    """What stands in a cell, as a sentence names it: ``"tbc 2010"``, ``the date 1 April 2010``."""
    stands = as_found(cell)
    return {
        Holds.TEXT: f'"{stands}"',
        Holds.DATE: f"the date {stands}",
        Holds.TIME: f"the time {stands}",
        Holds.ERROR: f"the error {stands}",
        Holds.FORMULA: f"the formula {stands}, which has no saved result",
    }.get(cell.holds, stands)


def _number_as_seen(cell: Cell) -> str:
    try:
        value = cell.number
    except (OverflowError, ValueError):
        return str(cell.value)
    if value in (float("inf"), float("-inf")) or value != value or not 1e-9 <= abs(value) < 1e15:
        return f"{value:.15g}"
    if cell.number_format.strip() in ("0%", "0.0%", "0.00%"):
        return f"{as_number(float(Decimal(repr(value)) * 100))}%"
    return as_number(value)
