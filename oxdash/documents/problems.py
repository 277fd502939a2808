"""What is wrong with a workbook, as a table: where, what was found, what to do."""

from collections.abc import Sequence

from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import one
from oxdash.excel.problems import Problem
from oxdash.vocabulary.tables import RETURNED

SHEET = one(RETURNED, "sheet", names_row=True)
CELL = one(RETURNED, "cell", fits="tight")
FOUND = Column("What we found", lambda problem: problem.found or "nothing", fits="middle")
TO_DO = Column("What to do", "what_to_do", fits="wide")


def problem_table(caption: str, problems: Sequence[Problem]) -> Table:
    """One row a problem."""
    return Table(
        caption,
        (SHEET, CELL, FOUND, TO_DO),
        of=problems,
    )
