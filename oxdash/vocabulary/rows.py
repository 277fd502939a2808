"""The rows of the tables, as far as functions take one by one: which columns each has to have.

What `each_row` gives of `tables.JUDGED` and the others is one; so is anything else with these names. A missing text is
NaN, as in the tables.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd


@lru_cache(maxsize=512)  # tables with so many different columns there are not
def _maker(columns: tuple[Any, ...]) -> Callable[[Iterable[Any]], Any]:
    made: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # no literal: they are the table's
    return made._make


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, one after the other, as ``itertuples(index=False)`` has them, in a third of the time.

    pandas makes a class anew for the rows of every table, and looks each column up as if it might be none.
    """
    columns = (column for _, column in table.items())
    return map(_maker(tuple(table.columns)), zip(*columns, strict=True))


def of_return(table: pd.DataFrame, partnership: str | None, quarter: str | None) -> pd.Series:
    """Which rows of a table are one partnership's for one quarter."""
    return (table.partnership == partnership) & (table.quarter == quarter)


def as_table(rows: Iterable[Any], columns: Iterable[str], **types: str) -> pd.DataFrame:
    """Rows as a table of these ``columns``, in their order: text, but for those whose type is named."""
    names = list(columns)
    return pd.DataFrame(rows, columns=names).astype({name: types.get(name, "str") for name in names})


class Returned(Protocol):
    """Of the quarter of a return, and where in it the row stands: `tables.JUDGED` and all that is read of returns."""

    quarter: str
    workbook: str
    sheet: str
    cell: str


class Received(Protocol):
    """What `source.with_return` adds: which return a row is of, and the day on which that was received."""

    quarter: str
    return_number: float
    received_on: datetime


class Figure(Protocol):
    """A figure as it was returned, and whether it is its own quarter's: of `tables.JUDGED`."""

    quarter: str
    actual: float
    figure_is: str
    figure_is_for: str
    own_quarter: bool  # worked out where it was judged


class Milestone(Protocol):
    """What was agreed for a quarter, and how it prints: of `tables.FIGURES`."""

    milestone: float
    milestone_upper: float
    milestone_kind: str
    better: str
    unit: str
    places: int


class JudgedRow(Figure, Milestone, Protocol):
    """A row of `tables.JUDGED`, with as much of it as sentences, cells and charts are made of."""

    target: str
    partnership: str
    status: str
    reason: str
    close: bool
    shortfall: float
    forecast: float
    forecast_status: str
    year_end_target: float
    year_end_upper: float
    measure: str
    commentary: str
    expected_on: Any  # a day, or NaT


class CountedRow(JudgedRow, Protocol):
    """One whose figure counts: what `findings.series.counted` gives."""

    printed: float  # the figure as a paper prints it


class SourcedRow(Returned, Received, Protocol):
    """A row whose workbook, sheet, cell and return are told."""
