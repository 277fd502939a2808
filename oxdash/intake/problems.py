"""What is wrong with a cell, and the sentence that says so: where, what for, what was found, what to do."""

from dataclasses import dataclass
from enum import StrEnum


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
