"""What a sheet of the workbook holds, before it is written: a title, lines of text, and at most one tidy table."""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, replace
from typing import Any

import pandas as pd

from oxdash.documents.blocks import Column
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind

WHOLE_FORMAT = "#,##0"


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``title`` in A1, ``lines`` below it, then the table. ``holds`` is what Contents says of it.

    Its columns hold values ``of`` its rows, a table or its rows, not words for them: a number is a number. A missing
    one leaves its cell empty.
    """

    name: str
    title: str
    holds: str = ""
    lines: Sequence[str] = ()
    columns: Sequence[Column] = ()
    none: str = ""  # said in place of a table without rows
    of: InitVar[pd.DataFrame | Iterable[Any] | None] = None

    def __post_init__(self, of: pd.DataFrame | Iterable[Any] | None) -> None:
        if of is not None:
            object.__setattr__(self, "columns", tuple(_with_values(column, of) for column in self.columns))

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def has_gaps(self) -> bool:
        """Whether any cell of the table is empty."""
        return any(pd.isna(value) for column in self.columns for value in column.cells)


def _with_values(column: Column, rows: pd.DataFrame | Iterable[Any]) -> Column:
    """The column with its values; one of figures also with the format of each, by the unit of its row."""
    if callable(column.of):
        of = each_row(rows) if isinstance(rows, pd.DataFrame) else rows
        return replace(column, of=[column.of(row) for row in of])
    if not isinstance(column.of, str):
        return column
    if not isinstance(rows, pd.DataFrame):
        return replace(column, of=[getattr(row, str(column.of)) for row in rows])
    values = rows[column.of]
    if column.kind == Kind.CASED:
        return replace(column, of=sentence_case(values))
    if column.kind == Kind.STATUS:
        close = rows["close"] if column.of == "status" else [False] * len(rows)
        said = [
            None if pd.isna(one) else wording.status_words(one, near) for one, near in zip(values, close, strict=True)
        ]
        return replace(column, of=said)
    if column.kind == Kind.FIGURE:
        formats = [number_format(unit, int(places)) for unit, places in zip(rows["unit"], rows["places"], strict=True)]
        return replace(column, of=list(values), formats=formats)
    return replace(column, of=list(values))


def number_format(unit: str, places: int) -> str:
    """How a target's figures are shown: per cents as 45.0, never as Excel's 0.45; money with its sign."""
    digits = WHOLE_FORMAT + (f".{'0' * places}" if places else "")
    money = units.alone(unit)
    return f'"{money.prefix}"{digits}' if money else digits


def sentence_case(held: Iterable) -> list[str | None]:
    """Words as they begin a sentence, for a column of them; nothing where one is missing."""
    return [None if pd.isna(one) else wording.sentence_case(str(one)) for one in held]
