"""The map of a layout: what a council's earlier workbooks are called, where things stand in them, what words mean.

A TOML file that somebody writes once for all workbooks of one layout (docs/legacy.md has every key). It is checked
whole, against the register too: every mistake is told at once, by its key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from oxdash.excel import map_text
from oxdash.excel.cells import folded
from oxdash.excel.problems import shown
from oxdash.legacy.layout_map import FIELDS, FURTHEST_HEADING, MOST_HEADING_ROWS, OUR_WORDS, Map
from oxdash.legacy.pattern import NUMBER, PARTNERSHIP, PARTS, QUARTER, YEAR, Pattern
from oxdash.register import Register


@dataclass(frozen=True)
class Mistakes:
    """Why a map cannot be used: a sentence for each mistake, by its key."""

    sentences: tuple[str, ...]


def read(name: str, data: bytes, register: Register) -> Map | Mistakes:
    """The map in a file's bytes, or every mistake in it. ``name`` is what sentences call it."""
    raw = map_text.read(name, data)
    if isinstance(raw, str):
        return Mistakes((raw,))
    name = shown(name)
    sentences = []
    made = None
    try:
        made = Map.model_validate(raw)
    except ValidationError as error:
        sentences += [_sentence(one) for one in error.errors(include_url=False)]
    sentences += [*_words(raw, register), *_sources(raw), *_columns(raw)]
    if sentences or made is None:
        return Mistakes(tuple(f"{name}, {sentence}" for sentence in dict.fromkeys(sentences)))
    return made


_KINDS = {  # of pydantic's errors: what a value has to be
    "string_type": 'It has to be text in quotes, such as "Actual".',
    "int_type": "It has to be a whole number.",
    "float_type": "It has to be a number.",
    "float_parsing": "It has to be a number.",
    "finite_number": "It has to be a number.",
    "list_type": 'It has to be a list, such as ["Total*"].',
    "dict_type": "It has to be a table.",
    "model_type": "It has to be a table.",
}


def _sentence(error: Any) -> str:
    """One mistake that pydantic found, by its key."""
    key, kind, found = _key(error["loc"]), error["type"], error["input"]
    if kind == "missing":
        return f"{key}: it is missing, and nothing can be read without it."
    if kind == "extra_forbidden":
        return f"{key}: the map has no such key. docs/legacy.md has those there are."
    if kind == "value_error":
        return f'{key} is "{shown(str(found))}". {error["ctx"]["error"]}'
    if kind in ("greater_than_equal", "less_than_equal"):
        most = MOST_HEADING_ROWS if error["loc"][-1] == "heading_rows" else FURTHEST_HEADING
        return f"{key} is {shown(str(found))}. It has to be a whole number from 1 to {most}."
    return f"{key} is {shown(repr(found))}. {_KINDS.get(kind, 'docs/legacy.md says what it has to be.')}"


def _key(parts: tuple[Any, ...]) -> str:
    """``words.reason."n/k"``: a key as TOML writes it; of a list, which of its entries."""
    said = ""
    for part in parts:
        if isinstance(part, int):
            said += f"[{part + 1}]"
        else:
            plain = part.replace("_", "").replace("-", "").isalnum() and part.isascii()
            said += ("." if said else "") + (part if plain else f'"{shown(part)}"')
    return said


def _texts(raw: Mapping[str, Any], *path: str) -> dict[str, Any]:
    """A table of the file, whatever else is wrong with it; empty where there is none."""
    at: Any = raw
    for step in path:
        at = at.get(step) if isinstance(at, dict) else None
    return at if isinstance(at, dict) else {}


_WORD_TABLES = tuple(("words", table) for table in (*OUR_WORDS, "number"))


def _words(raw: Mapping[str, Any], register: Register) -> Iterator[str]:
    """What the words of a map mean: each a word, a partnership, a quarter or a target that there is."""
    for table, ours in OUR_WORDS.items():
        listed = "; ".join(word for word in ours if word)
        for said, meant in _said(raw, "words", table):
            if isinstance(meant, str) and meant not in ours:
                where = _key(("words", table, said))
                yield f'{where} is "{shown(meant)}". It has to be one of these, or empty: {listed}.'
    for said, meant in _said(raw, "partnerships"):
        if isinstance(meant, str) and register.code_of(meant) is None:
            codes = ", ".join(register.partnerships["code"])
            where = _key(("partnerships", said))
            yield f'{where} is "{shown(meant)}". The register has no such partnership. Use one of: {codes}.'
    for said, meant in _said(raw, "quarters"):
        if isinstance(meant, str):
            try:
                register.calendar.parse(meant)
            except ValueError as error:
                yield f"{_key(('quarters', said))}: {shown(str(error), 200)}"
    for said, meant in _said(raw, "targets"):
        if isinstance(meant, str) and register.target_code(meant) is None:
            where = _key(("targets", said))
            advice = "The register has no such target. Name one that it has, or leave the row out under rows.left_out"
            yield f'{where} is "{shown(meant)}". {advice}.'
    for path in (*_WORD_TABLES, ("partnerships",), ("quarters",), ("targets",)):
        seen: dict[str, tuple[str, Any]] = {}
        for said, meant in _said(raw, *path):
            first, before = seen.setdefault(folded(said), (said, meant))
            if first != said and before != meant:
                yield f'{_key((*path, said))}: "{shown(first)}" is the same word and means something else. Keep one.'


def _said(raw: Mapping[str, Any], *path: str) -> list[tuple[str, Any]]:
    return list(_texts(raw, *path).items())


def _parts(raw: Mapping[str, Any], table: str, key: str) -> tuple[str, ...]:
    """The named parts of a pattern of the file; none where it is no pattern."""
    said = _texts(raw, table).get(key)
    try:
        return Pattern(said).parts if isinstance(said, str) else ()
    except ValueError:
        return ()


def _sources(raw: Mapping[str, Any]) -> Iterator[str]:
    """Whose return it is and for which quarter: each said once."""
    said: dict[str, list[str]] = {}
    for table, key in (("files", "named"), ("sheets", "named"), ("columns", "actual")):
        for part in _parts(raw, table, key):
            said.setdefault(part, []).append(f"{table}.{key}")
    for part in PARTS:
        if part in _texts(raw, "cells"):
            said.setdefault(part, []).append(f"cells.{part}")
    for part, places in said.items():
        for second in places[1:]:
            yield f"{second} says the {part}, and so does {places[0]}. Keep one of them."
    for part in (YEAR, NUMBER):
        if QUARTER in said and part in said:
            yield f"{said[part][0]} says the {part}, and {said[QUARTER][0]} the whole quarter. Keep one of them."
    if QUARTER not in said and not (YEAR in said and NUMBER in said):
        lacks = "the quarter" if YEAR not in said and NUMBER not in said else YEAR if NUMBER in said else NUMBER
        lacks = lacks if lacks == "the quarter" else f"the {lacks} of the quarter"
        yield (
            f"files.named: nothing says {lacks}. Put {{quarter}}, or {{year}} and {{number}}, into files.named, "
            "sheets.named or columns.actual, or name the cell under cells."
        )


def _columns(raw: Mapping[str, Any]) -> Iterator[str]:
    """Of quarters side by side every column says which; no two columns are headed alike."""
    columns = {key: said for key, said in _texts(raw, "columns").items() if key in FIELDS and isinstance(said, str)}
    wanted = set(_parts(raw, "columns", "actual"))
    if PARTNERSHIP in wanted:
        yield "columns.actual says the partnership. Only files, sheets and cells can."
    for key in columns:
        parts = set(_parts(raw, "columns", key))
        if key != "actual" and parts != wanted:
            wants = " and ".join(f"{{{part}}}" for part in sorted(wanted)) or "no part"
            yield f'columns.{key} is "{shown(columns[key])}". It has to have {wants}, as columns.actual has.'
    target = _texts(raw, "columns").get("target")
    headed: dict[str, str] = {}
    for key, said in ({"target": target} | columns if isinstance(target, str) else columns).items():
        first = headed.setdefault(folded(said), key)
        if first != key:
            yield f'columns.{key} is "{shown(said)}", and so is columns.{first}. Each has a heading of its own.'
