"""The map of a published file whose layout is none of those that are known: TOML, checked whole, mistakes by key.

times = 100                     # where shares are published and the target is in per cent

[about]
title = "Waste statistics 2008/09"
publisher = "A department"
published_on = 2009-11-05

[columns]
indicator = "Measure"           # or, above, indicator = "NI 192" for the whole file
area = "Authority"
period = "Year"
value = "Rate"

[only]
Sex = ["Persons"]               # rows with another word there are left out

[words]
"n/k" = "not given"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from oxdash.comparators.layout import FIELDS, About, Columns
from oxdash.excel import map_text
from oxdash.excel.problems import shown
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import State

_WANTED = {
    "date": "a day such as 2009-11-05, without quotation marks",
    "float": "a number above nought",
    "greater_than": "a number above nought",
    "finite_number": "a number above nought",
    "list": 'a list of texts, such as ["Persons"]',
    "dict": "a table",
    "string_type": 'text in quotation marks, such as "Rate"',
    "enum": f"one of {', '.join(State)}",
}
_ABOUT = "about"


def read(name: str, data: bytes) -> tuple[Columns, About] | tuple[str, ...]:
    """How a file is read and what is told of it; or a sentence a mistake, which calls the map by ``name``."""
    raw = map_text.read(name, data)
    if isinstance(raw, str):
        return (raw,)
    name = shown(name)
    sentences = []
    about, columns = None, None
    own = {key: held for key, held in raw.items() if key != _ABOUT}
    try:
        columns = Columns.model_validate(own | {"layout": "map"})
    except ValidationError as error:
        sentences += [sentence((), one) for one in error.errors(include_url=False)]
    try:
        about = About.model_validate(raw.get(_ABOUT, {}))
    except ValidationError as error:
        sentences += [sentence((_ABOUT,), one) for one in error.errors(include_url=False)]
    sentences += _fields(own)
    if sentences or columns is None or about is None:
        return tuple(f"{name}, {said}" for said in dict.fromkeys(sentences))
    return columns, about


def _fields(raw: Mapping[str, Any]) -> Iterator[str]:
    columns = raw.get("columns")
    if not isinstance(columns, dict):
        return
    for key in columns:
        if key not in FIELDS:
            yield f"columns.{shown(key)}: there is no such column. Use {wording.listed(FIELDS)}."
    for name, needed in FIELDS.items():
        if needed and name not in columns and name not in raw:
            told = f", or the key {name} for the whole file" if name in ("indicator", "area") else ""
            yield f"columns.{name}: it is missing. Say which heading it has{told}."


def sentence(before: tuple[str, ...], error: Any) -> str:
    """What pydantic says of a key below others, as people read it."""
    key = ".".join(shown(str(part)) for part in (*before, *error["loc"]))
    kind = error["type"]
    if kind == "missing":
        return f"{key}: it is not there, and is needed."
    if kind == "extra_forbidden":
        return f"{key}: a map has no such key."
    wanted = next((said for word, said in _WANTED.items() if word in kind), "text of 1 to 300 letters")
    return f"{key} is {shown(repr(error['input']))}. It has to be {wanted}."
