"""What a column of a written table holds: its name, its type, its meaning and the words it may have."""

from dataclasses import dataclass, replace

import pandas as pd

from oxdash.vocabulary.schemas import Column, Schema

_TYPES = {  # a column's type in memory: its type in a Frictionless Table Schema
    "str": "string",
    "category": "string",
    "float64": "number",
    "int64": "integer",
    "bool": "boolean",
    "datetime64[ns]": "date",
    "datetime64[ns, UTC]": "datetime",
}
TYPES = tuple(dict.fromkeys(_TYPES.values()))


@dataclass(frozen=True)
class Field:
    """One column. ``type`` is string, number, integer, boolean, date or datetime; ``enum`` its words, if few."""

    name: str
    type: str
    description: str = ""
    enum: tuple[str, ...] = ()
    required: bool = False


def of(schema: Schema) -> tuple[Field, ...]:
    """The columns of a tidy table, in its order."""
    return tuple(of_column(name, column) for name, column in schema.columns.items())


def of_column(name: str, column: Column) -> Field:
    words = tuple(column.dtype.categories) if isinstance(column.dtype, pd.CategoricalDtype) else column.words
    return Field(name, _TYPES[str(column.dtype)], column.meaning, words, not column.missing)


def in_calendar_years(field: Field) -> Field:
    """The same, described for a council whose year is the calendar's: it has no financial quarters."""
    said = field.description.replace("financial ", "")
    for of_two_years, of_one in (("2009-10 Q3", "2026 Q3"), ("2008-09 Q4", "2026 Q4")):
        said = said.replace(of_two_years, of_one)
    return replace(field, description=said)
