"""A table as comma separated values (RFC 4180, UTF-8) and back, exactly.

Missing is an empty field and text is never empty, so the two cannot be mistaken. A figure is written with as many
digits as bring the same figure back; a day is ISO 8601, a moment ISO 8601 in UTC.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from oxdash.vocabulary import safe_text
from oxdash.vocabulary.fields import Field

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LONGEST = 1_000_000  # characters of a field; an Excel cell holds 32,767


class Wrong(ValueError):
    """A file that is not the table it should be: where and what, as the end of a sentence about the file."""


def write(frame: pd.DataFrame, fields: Sequence[Field], told: Callable[[str], object] = str) -> bytes:
    """The columns of ``fields``, headings first. ``told`` says how text is put: for a spreadsheet by
    `safe_text.inert`.

    ValueError for a figure that is no number, a day with a time of day, and an empty text.
    """
    columns = [_column(frame[field.name], field, told) for field in fields]
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([field.name for field in fields])
    lines.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()


def _column(held: pd.Series, field: Field, told: Callable[..., Any]) -> list[str]:
    kind, put = _TYPES[field.type], told if field.type == "string" else str
    try:
        return ["" if gone else put(kind.say(value)) for value, gone in zip(held, held.isna(), strict=True)]
    except ValueError as fault:
        raise ValueError(f"Column {field.name}: {fault}") from fault


def _text(value: object) -> str:
    if value == "":
        raise ValueError("a text is empty, where only a missing one may be")
    return safe_text.whole(str(value))


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no figure")
    return repr(float(value))


def _day(value: pd.Timestamp) -> str:
    if value != value.normalize():
        raise ValueError(f"{value} is not a day")
    return value.date().isoformat()


def _moment(value: pd.Timestamp) -> str:
    return value.tz_convert("UTC").isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class _Type:
    """How a type of column is held; how a value of it is said, and heard (ValueError: it is none); how that looks."""

    dtype: str
    say: Callable[[Any], str]
    hear: Callable[[str], object]
    looks: str = ""  # like anything


_TYPES = {
    "string": _Type("str", _text, str),
    "number": _Type("float64", _number, float, r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?"),
    "integer": _Type("int64", lambda value: str(int(value)), int, "-?[0-9]+"),
    "boolean": _Type("bool", lambda value: "true" if value else "false", "true".__eq__, "true|false"),
    "date": _Type("datetime64[ns]", _day, lambda text: pd.Timestamp(date.fromisoformat(text)), _DAY),
    "datetime": _Type("datetime64[ns, UTC]", _moment, pd.Timestamp, _DAY + r"T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]+)?Z"),
}


def headings(data: bytes) -> list[str]:
    """The first line's cells; Wrong where there are none."""
    lines = _lines(data)
    if not lines:
        raise Wrong("is empty")
    return lines[0]


def read(data: bytes, fields: Sequence[Field], heard: Callable[[str], str] = str) -> pd.DataFrame:
    """The table that was written, in the types of ``fields``; Wrong where it is not such a table.

    ``heard`` says how text was put: `safe_text.as_typed` of what was written for a spreadsheet.
    """
    wanted = [field.name for field in fields]
    if (found := headings(data)) != wanted:
        raise Wrong(f"has the columns {', '.join(found)} and should have {', '.join(wanted)}")
    lines = _lines(data)[1:]
    for number, line in enumerate(lines, start=2):
        if len(line) != len(fields):
            raise Wrong(f"has {len(line)} values in row {number} and {len(fields)} columns")
    columns = {field.name: _values([line[place] for line in lines], field, heard) for place, field in enumerate(fields)}
    return pd.DataFrame(columns, columns=wanted)


def _lines(data: bytes) -> list[list[str]]:
    before = csv.field_size_limit(_LONGEST)
    try:
        return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except UnicodeDecodeError as fault:
        raise Wrong("is not UTF-8 text") from fault
    except csv.Error as fault:
        raise Wrong(f"is not comma separated values ({fault})") from fault
    finally:
        csv.field_size_limit(before)


def _values(said: list[str], field: Field, heard: Callable[[str], str]) -> pd.Series:
    values = []
    for number, text in enumerate(said, start=2):
        value = _value(text, field)
        if value is None and (text or field.required or field.type == "boolean"):
            found = f'"{text[:40]}"' if text else "nothing"
            raise Wrong(f"holds {found} in row {number}, column {field.name}, which should be {_meant(field)}")
        values.append(heard(value) if field.type == "string" and isinstance(value, str) else value)
    if field.type in ("date", "datetime"):
        moments = pd.to_datetime(pd.Series(values, dtype="object"), utc=field.type == "datetime")
        return moments.astype(pd.api.types.pandas_dtype(_TYPES[field.type].dtype))
    gaps = field.type == "integer" and None in values  # numpy has no whole number that is missing
    return pd.Series(values, dtype="float64" if gaps else _TYPES[field.type].dtype)


def _meant(field: Field) -> str:
    return f"one of {', '.join(field.enum)}" if field.enum else f"a {field.type}"


def _value(text: str, field: Field) -> object:
    """What a field says; None for nothing and for what is not of the type."""
    kind = _TYPES[field.type]
    if text == "" or (field.enum and text not in field.enum) or (kind.looks and not re.fullmatch(kind.looks, text)):
        return None
    try:
        value = kind.hear(text)
    except ValueError:  # 31 June; pandas' own for a day that it cannot hold is one too
        return None
    return None if isinstance(value, float) and not math.isfinite(value) else value
