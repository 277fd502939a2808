"""What each check of a register is given: the rows of all its sheets, and how what is wrong with one is said."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from oxdash.excel.cell_readers import in_words
from oxdash.excel.cells import Workbook, address
from oxdash.excel.problems import Problem, Severity
from oxdash.register.cells import BODY_SHEETS, words_of
from oxdash.register.columns import SHEETS
from oxdash.register.sheets import Rows, said
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council


class Checks:
    """The rows of one register. A row whose cell was already wrong lacks that name and is left alone."""

    def __init__(self, book: Workbook, tables: dict[str, Rows], council: Council):
        self.book, self.tables, self.council = book, tables, council

    def rows(self, sheet: str, *names: str) -> list[dict[str, Any]]:
        return self.tables[sheet].having(*names)

    @cached_property
    def targets(self) -> Mapping[str, dict[str, Any]]:
        return {row["target"]: row for row in self.rows("Targets", "target")}

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """The code of each body by its code, its name and other names, folded."""
        return words_of(row for sheet in BODY_SHEETS for row in self.tables[sheet].rows)

    def wrong(
        self, sheet: str, row: dict[str, Any], name: str, what_to_do: str, severity: Severity = Severity.MUST_FIX
    ) -> Problem:
        columns = SHEETS[sheet].columns
        column = next(column for column in columns if column.name == name)
        value = row.get(name)
        label = str(row.get(columns[0].name) or "")
        found = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
        if isinstance(value, date):
            found = in_words(value)
        elif isinstance(value, bool):
            found = wording.yes_or_no(value)
        where = address(row["row"], self.tables[sheet].at.get(name, 1))
        return said(self.book, sheet, where, column.heading, label, found, what_to_do, severity)
