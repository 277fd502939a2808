"""What a table asks of its columns, how it holds text, and whether one is as asked: what is wrong, pandera says.

Pandera takes a quarter of a second to load, and looks at every value of a column for its type even after it has made
that column of the type itself. So it is asked only about a table that is not as its schema asks.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

# Text is held as Python's own: tables of some hundred rows are picked from far more often than they are searched, and
# Arrow, which pandas takes where it is installed, copies and converts at every pick. A paper costs a third more so.
pd.set_option("mode.string_storage", "python")
TEXT = pd.StringDtype("python", na_value=np.nan)


@dataclass(frozen=True)
class Column:
    """One column: its type in memory and its meaning.

    ``missing``: whether a value may be. ``words``: the only ones it may have, where there are any; ``within``: the
    least and the largest.
    """

    dtype: Any  # of numpy or of pandas
    meaning: str
    missing: bool = True
    words: tuple[str, ...] = ()
    within: tuple[int, int] | None = None

    def settled(self, values: pd.Series) -> pd.Series | None:
        """The values in the column's type, where they are all that it asks; None where pandera has to look."""
        try:
            turned = values if values.dtype == self.dtype else _turned(values, self.dtype)
        except (TypeError, ValueError, ArithmeticError):
            return None
        if turned is None or turned.dtype != self.dtype or not (self.missing or turned.notna().all()):
            return None
        there = turned.dropna()
        if self.words and not there.isin(self.words).all():
            return None
        if self.within is not None and not there.between(*self.within).all():
            return None
        return turned


def _turned(values: pd.Series, dtype: Any) -> pd.Series | None:
    """The values in another type, as pandera turns them; None for a day that it has to read first."""
    if isinstance(dtype, pd.CategoricalDtype):
        turned = values.astype(dtype)
        return None if (turned.isna() & values.notna()).any() else turned
    if dtype.kind != "M" or values.isna().all():
        return values.astype(dtype)
    if values.dtype == object and all(type(one) is datetime.date for one in values.dropna()):
        values = pd.to_datetime(values)
    alike = getattr(values.dtype, "tz", None) == getattr(dtype, "tz", None)
    return values.astype(dtype) if values.dtype.kind == "M" and alike else None


@dataclass(frozen=True)
class Schema:
    """A table: its columns, in order, no others; ``unique`` are the columns that name a row, if rows have a name."""

    columns: Mapping[str, Column]
    unique: tuple[str, ...] = ()

    def without(self, *names: str) -> "Schema":
        """The same without these columns."""
        return replace(self, columns={name: one for name, one in self.columns.items() if name not in names})

    def settled(self, frame: pd.DataFrame) -> pd.DataFrame | None:
        """The frame, which has the columns, in their types; None where it is not as the schema asks."""
        columns = {name: column.settled(frame[name]) for name, column in self.columns.items()}
        if any(values is None for values in columns.values()):
            return None
        settled = pd.DataFrame(columns, index=frame.index)
        return None if self.unique and settled.duplicated([*self.unique]).any() else settled

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same by pandera; raises its SchemaErrors, which name column, check and value."""
        return self.pandera.validate(frame, lazy=True)

    @cached_property
    def pandera(self) -> "pa.DataFrameSchema":
        import pandera.pandas as pa

        def asked(column: Column) -> list[pa.Check]:
            found = [pa.Check.isin(list(column.words))] if column.words else []
            return [*found, pa.Check.in_range(*column.within)] if column.within else found

        columns = {
            name: pa.Column(
                column.dtype, asked(column), nullable=column.missing, coerce=True, description=column.meaning
            )
            for name, column in self.columns.items()
        }
        return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=[*self.unique] or None)
