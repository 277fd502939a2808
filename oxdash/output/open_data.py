"""The position as open data: one row a target, as CSV and as JSON, and what the columns mean (CSV on the Web).

Made for whoever loads it into something else, so a missing value is an empty field or null, a figure is a number in
the target's own unit, and what is illustrative says so in every row. Text in the CSV is made inert for spreadsheets;
in JSON it stands as it was typed.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pandas as pd

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, standing_words, trend
from oxdash.judging.position import Position
from oxdash.judging.told import AT
from oxdash.output import compared, decisions_data, exact_csv, freeze, grants_data
from oxdash.register import sources
from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.council import ILLUSTRATIVE
from oxdash.vocabulary.fields import Field, in_calendar_years, of_column
from oxdash.vocabulary.quarters import Quarter

CSV, JSON, DESCRIPTION = "position.csv", "position.json", "position.csv-metadata.json"
EXCEL_CSV = "position-for-excel.csv"  # the same rows, for whoever opens them by double-click
COUNTED = ("targets", "on_track", "off_track", "insufficient_data")
OF_WHAT = "Counts are of the targets whose kind their agreement counts; local and stretch targets are counted apart."

_COLUMNS = (
    *("target", "title", "kind", "partnership", "partnership_name", "quarter", "quarters_old", "status", "reason"),
    *("close", "actual", "figure_is", "figure_is_for", "expected_on", "declared", "milestone", "milestone_upper"),
    *("milestone_kind", "agreed_on", "shortfall", "unit", "better", "measure", "places", "year_end_target"),
    *("year_end_upper", "forecast", "forecast_status", "original_milestone", "original_upper", "original_status"),
    *("short_trend", "short_trend_in_words", "long_trend", "long_trend_in_words"),
    *("unknown_for", "sentence", "workbook", "sheet", "cell", "return_number", "received_on", "basis"),
    "illustrative_fields",
)
_OTHERWISE: Mapping[str, Mapping[str, Any]] = {
    "quarter": {"description": "financial quarter that the row is as at: the newest one returned"},
    "return_number": {"type": "integer"},
}
_KNOWN = {**AT.columns, **trend.TOLD.columns}
FIELDS = tuple(replace(of_column(name, _KNOWN[name]), **_OTHERWISE.get(name, {})) for name in _COLUMNS)
# where several agreements count targets, beside its title which one a target is of
OF_SEVERAL = (*FIELDS[:2], of_column("agreement", AT.columns["agreement"]), *FIELDS[2:])


# where anything is compared, last: where a target stands among other areas, in words
COMPARED = of_column("compared", standing_words.AMONG.columns["short"])


def fields(at: Standing) -> tuple[Field, ...]:
    """The columns of a position."""
    found = OF_SEVERAL if len(at.register.counting) > 1 else FIELDS
    return found if at.compared.empty else (*found, COMPARED)


def position_csv(position: Position, edition: Edition) -> bytes:
    """One row for every target of any kind as it stands, in the register's order; UTF-8, headings first.

    For programs: without a byte order mark. `safe_text.for_excel` of it opens right in Excel.
    """
    at = Standing(position, edition)
    return exact_csv.write(_shown(at), fields(at), told=safe_text.inert)


def position_json(position: Position, edition: Edition, *, reward: bool = True) -> bytes:
    """The same rows with what the position is cited by, its counts and its grants; null for what is missing."""
    at, register = Standing(position, edition, reward=reward), position.register
    several = register.one_of_several(edition.quarter, edition.agreement)
    by_partnership = at.by_partnership.set_index("partnership")
    said = {
        "reference": edition.reference,
        "fingerprint": edition.fingerprint,
        "published_on": edition.published_on.isoformat() if edition.published_on else None,
        "cited": edition.cited,
        "corrects": edition.corrects,
        "correction": edition.correction,
        "changes": list(edition.changes),
        "quarter": edition.quarter,
        "standing": edition.standing,
        **({"agreement": several, "agreement_name": register.counting[several]} if several else {}),
        "as_at": position.as_at.isoformat(),
        "rule_version": edition.rule_version,
        "note": position.said_illustrative,
        "counts": {name: int(getattr(at.total, name)) for name in COUNTED}
        | {
            "on_track_if_all_known": [int(at.total.low), int(at.total.high)],
            "of": OF_WHAT,
            "sentence": " ".join(counts.sentences(at.total)),
        },
        "partnerships": [
            {"code": code, "name": name, "as_at_quarter": at.stands_at[code]}
            | {column: int(by_partnership[column].get(code, 0)) for column in COUNTED}
            for code, name in position.names.items()
        ],
        "targets": _rows(at),
    }
    if len(position.register.grants):
        said["grants"] = grants_data.as_json(at)
    if at.decided:
        said["decisions"] = decisions_data.as_json(at)
    if not at.compared.empty:
        rows = at.compared.table(at.every.target)
        said["compared"] = {"of": compared.OF_WHAT, "targets": compared.each(rows)}
    return _bytes(said)


def _shown(at: Standing) -> pd.DataFrame:
    """Every target's row, with its trends."""
    going = trend.told(at.trends.loc[at.every.target]).set_axis(at.every.index)
    shown = pd.concat([at.every, going], axis=1)
    if at.compared.empty:
        return shown
    told = ["; ".join(at.compared.short(target)) or None for target in at.every.target]
    return shown.assign(compared=pd.Series(told, index=shown.index, dtype="str"))


def _rows(at: Standing) -> list[dict]:
    shown, asked = _shown(at), fields(at)
    columns = [
        [
            None if gone else _plain(value, field)
            for value, gone in zip(shown[field.name], shown[field.name].isna(), strict=True)
        ]
        for field in asked
    ]
    names = [field.name for field in asked]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any, field: Field) -> object:
    """A cell that is there, as JSON knows it."""
    if field.type == "date":
        return value.date().isoformat()
    known: dict[str, Callable[[Any], object]] = {"number": float, "integer": int, "boolean": bool}
    return known[field.type](value) if field.type in known else safe_text.whole(str(value))


def description(csv_name: str, csv: bytes) -> bytes:
    """What the columns of a `position_csv` mean, as CSV on the Web metadata that lies beside it under any name.

    One published before a column was added has the others. ValueError for a CSV with columns that a position never had.
    """
    found = exact_csv.headings(csv)
    described = [field for field in (*OF_SEVERAL, COMPARED) if field.name in found]
    if [field.name for field in described] != found:
        raise ValueError(f"{csv_name} has other columns than a position: {', '.join(found)}.")
    rows = exact_csv.read(csv, described)
    if any(not Quarter.parse(one).two_years for one in rows["quarter"].unique()):
        described = [in_calendar_years(field) for field in described]
    notes = [OF_WHAT, safe_text.HOW]
    if sources.any_illustrative(rows):
        notes.insert(0, ILLUSTRATIVE)
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "tables": [
            {
                "url": quote(csv_name),
                "dc:title": "Position of an agreement, a row for each target",
                "dc:description": " ".join(notes),
                "dc:language": "en-GB",
                "schema:sha256": hashlib.sha256(csv).hexdigest(),
                "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
                "tableSchema": {"columns": [_described(field) for field in described], "primaryKey": "target"},
            }
        ],
    }
    return _bytes(said)


def _described(field: Field) -> dict:
    said = {
        "name": field.name,
        "titles": [field.name, wording.sentence_case(field.name.replace("_", " "))],
        "datatype": {"base": field.type, "format": _pattern(field.enum)} if field.enum else field.type,
        "null": "",
        "dc:description": field.description,
    }
    return said | ({"required": True} if field.required else {})


def _pattern(words: tuple[str, ...]) -> str:
    """A regular expression of exactly these words."""
    return "|".join("".join(rf"\{one}" if one in "()." else one for one in word) for word in words)


def files(position: Position, edition: Edition, *, reward: bool = True) -> dict[str, bytes]:
    """The open data, by file name; without ``reward`` not what stretch targets would earn."""
    csv = position_csv(position, edition)
    return {
        CSV: csv,
        EXCEL_CSV: safe_text.for_excel(csv),
        JSON: position_json(position, edition, reward=reward),
        DESCRIPTION: description(CSV, csv),
    }


def data_files(position: Position, edition: Edition, *, reward: bool = True) -> dict[str, bytes]:
    """The open data and every kept table, by file name: what a zip of the data holds; ``reward`` as in `files`."""
    tables = freeze.freeze(position, edition).items()
    return files(position, edition, reward=reward) | {f"data/{name}": data for name, data in tables}


def _bytes(said: dict) -> bytes:
    return safe_text.whole(json.dumps(said, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
