"""What a table asks of its columns, how it holds text, and whether one is as asked: what is wrong, pandera says.

Pandera takes a quarter of a second to load, and looks at every value of a column for its type even after it has made
that column of the type itself. So it is asked only about a table that is not as its schema asks.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from oxdash.vocabulary.model import Reason, Status

if TYPE_CHECKING:
    import pandera.pandas as pa

# Text is held as Python's own: tables of some hundred rows are picked from far more often than they are searched, and
# Arrow, which pandas takes where it is installed, copies and converts at every pick. A paper costs a third more so.
pd.set_option("mode.string_storage", "python")
TEXT = pd.StringDtype("python", na_value=np.nan)
DAY = np.dtype("datetime64[ns]")
MOMENT = pd.DatetimeTZDtype("ns", "UTC")
WRAPPED = 26  # characters that a column of text is wide on a sheet, unless it says otherwise
LONG = 100  # of a long text: in less, a row could not be made tall enough for a comment


class Kind(StrEnum):
    """What a column holds: how its values are written, and that numbers stand right."""

    TEXT = "text"
    CASED = "cased"  # words as they begin a sentence
    NUMBER = "number"
    FIGURE = "figure"  # a number in the unit of its row
    DAY = "day"
    QUARTER = "quarter"
    STATUS = "status"
    SHEET = "sheet"  # of a workbook: another one's name, and the way there


_BY_DTYPE = {"f": Kind.NUMBER, "i": Kind.NUMBER, "M": Kind.DAY}  # the kind of a column, by that of its type


@dataclass(frozen=True)
class Column:
    """One column: its type in memory, its meaning, and how whoever shows it shows it.

    ``missing``: whether a value may be. ``words``: the only ones it may have, where there are any; ``within``: the
    least and the largest. ``heading``: what stands above it, where that is not its name; ``kind``: how its values are
    written, where the type does not say it; ``widest``: where text is wrapped on a sheet, in characters.
    """

    dtype: Any  # of numpy or of pandas
    meaning: str
    missing: bool = True
    words: tuple[str, ...] = ()
    within: tuple[int, int] | None = None
    heading: str = ""
    kind: Kind | None = None
    widest: int = WRAPPED

    def shown(self, heading: str = "", kind: Kind | None = None, *, widest: int = WRAPPED) -> "Column":
        """The same, shown so."""
        return replace(self, heading=heading, kind=kind or self.kind, widest=widest)

    @property
    def written(self) -> Kind:
        """How its values are written."""
        return self.kind or _BY_DTYPE.get(self.dtype.kind, Kind.TEXT)

    def settled(self, values: pd.Series) -> pd.Series | None:
        """The values in the column's type, where they are all that it asks; None where pandera has to look."""
        try:
            turned = values if values.dtype == self.dtype else _turned(values, self.dtype)
        except (TypeError, ValueError, ArithmeticError):
            return None
        if turned is None or turned.dtype != self.dtype or not (self.missing or turned.notna().all()):
            return None
        if self.words and not turned.dropna().isin(self.words).all():
            return None
        if self.within is not None and not turned.dropna().between(*self.within).all():
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

    def heading(self, name: str) -> str:
        """What stands above a column: ``Expected on`` above ``expected_on``, unless it says otherwise."""
        return self.columns[name].heading or name.replace("_", " ").capitalize()

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


# A column of a table, by what it holds.
def text(meaning: str, *, of: Iterable[str] = (), missing: bool = True) -> Column:
    return Column(TEXT, meaning, missing, tuple(str(word) for word in of))


def quarter(meaning: str, *, missing: bool = False) -> Column:
    return text(meaning, missing=missing).shown(kind=Kind.QUARTER)


def number(meaning: str) -> Column:
    return Column(np.dtype("float64"), meaning)


def figure(meaning: str) -> Column:
    """A number in the unit of its target."""
    return number(meaning).shown(kind=Kind.FIGURE)


def whole(meaning: str, within: tuple[int, int] | None = None) -> Column:
    return Column(np.dtype("int64"), meaning, missing=False, within=within)


def yes_no(meaning: str) -> Column:
    return Column(np.dtype("bool"), meaning, missing=False)


def day(meaning: str) -> Column:
    return Column(DAY, meaning)


def moment(meaning: str, *, missing: bool = True) -> Column:
    return Column(MOMENT, meaning, missing)


def status(meaning: str) -> Column:
    return _one_of(Status, meaning).shown(kind=Kind.STATUS)


def reason(meaning: str) -> Column:
    return _one_of(Reason, meaning).shown(kind=Kind.CASED)


def _one_of(words: Iterable[str], meaning: str) -> Column:
    return Column(pd.CategoricalDtype([str(word) for word in words]), meaning)
