"""What a sheet of the workbook holds, before it is written: a title, lines of text, and at most one tidy table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import POUNDS

DAY_FORMAT = "d mmmm yyyy"  # 22 July 2010
WHOLE_FORMAT = "#,##0"


class Holds(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    SHEET = "sheet"  # the name of another sheet, and the way there


@dataclass(frozen=True)
class Column:
    """One column. A missing value leaves its cell empty; ``widest`` is where text is wrapped, in characters.

    ``formats`` is how each row's number is shown: one for all rows, or one a row.
    """

    heading: str
    values: Sequence | pd.Series
    holds: Holds = Holds.TEXT
    widest: int = 26
    formats: Sequence[str] = (WHOLE_FORMAT,)

    def format_of(self, row: int) -> str:
        if self.holds == Holds.DAY:
            return DAY_FORMAT
        return self.formats[row if len(self.formats) > 1 else 0]


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``title`` in A1, ``lines`` below it, then the table. ``holds`` is what Contents says of it."""

    name: str
    title: str
    holds: str = ""
    lines: Sequence[str] = ()
    columns: Sequence[Column] = field(default_factory=tuple)
    none: str = ""  # said in place of a table without rows

    @property
    def rows(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    @property
    def has_gaps(self) -> bool:
        """Whether any cell of the table is empty."""
        return any(pd.isna(value) for column in self.columns for value in column.values)


def number_format(unit: str, places: int) -> str:
    """How a target's figures are shown: per cents as 45.0, never as Excel's 0.45; pounds with their sign."""
    digits = WHOLE_FORMAT + (f".{'0' * places}" if places else "")
    return f'"£"{digits}' if unit == POUNDS else digits


def sentence_case(held: Iterable) -> list[str | None]:
    """Words as they begin a sentence, for a column of them; nothing where one is missing."""
    return [None if pd.isna(one) else wording.sentence_case(str(one)) for one in held]
