"""What is served to programs, described (OpenAPI 3.1): made of the declarations of the return and of its problems.

What they may read is described in `openapi_reading`.
"""

from typing import Any

from oxdash import __version__
from oxdash.returns.layout import Column, Entered
from oxdash.submissions import from_data
from oxdash.web import openapi_reading
from oxdash.web.downloads import XLSX
from oxdash.web.guard.routes import RETURNS
from oxdash.web.guard.uploads import LARGEST

_TEXT, _NUMBER = {"type": "string"}, {"type": "number"}
_HELD = {  # what a cell of a column may be sent as
    Entered.FIGURE: {"type": ["number", "string", "null"]},
    Entered.SCORE: {"type": ["integer", "string", "null"]},
    Entered.DAY: {"type": ["string", "null"], "examples": ["2010-09-30"]},
}
_ANSWERS = {
    "200": ("It was on file, or waiting, already: the first receipt or note.", "Stored"),
    "201": ("It is on file; this is its receipt.", "Stored"),
    "202": ("It waits for its sign-off, and counts for nothing until then; this is its note.", "Stored"),
    "400": ("It did not arrive whole, or a header cannot be.", "Refused"),
    "401": ("There is no token, or one that does not count.", "Refused"),
    "403": ("The token is of another partnership, or the quarter is not over.", "Refused"),
    "408": ("It did not arrive in time.", "Refused"),
    "411": ("Its length was not said.", "Refused"),
    "413": ("It is larger than a return may be.", "Refused"),
    "415": ("It is neither a workbook nor JSON.", "Refused"),
    "422": ("Nothing was stored: every problem, by field and cell.", "Refused"),
    "429": ("Another return is under way: try again in a minute.", "Refused"),
    "503": ("The dashboard cannot take returns now: the sentence says why.", "Refused"),
}


def description() -> dict[str, Any]:
    """The document, ready for JSON."""
    rows = {sheet.part: _row(columns) for sheet, columns in from_data.fields()}
    parts = {part: {"type": "array", "items": {"$ref": f"#/components/schemas/{part}"}} for part in rows}
    body = {
        "type": "object",
        "required": ["partnership", "quarter", "figures"],
        "additionalProperties": False,
        "properties": {
            "partnership": _TEXT | {"description": "Its code, or its name."},
            "quarter": _TEXT | {"examples": ["2009-10 Q4"]},
            "prepared_by": _TEXT,
            "prepared_on": _TEXT | {"examples": ["2010-05-03"]},
            **parts,
            "confirmed": {"type": "array", "items": _TEXT, "description": "Messages of readings that are right."},
            "confirm_all": {"type": "boolean", "default": False, "description": "Every reading is right."},
            "note": _TEXT,
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "oxdash: open data, and returns of programs",
            "version": __version__,
            "description": "What was published is anybody's to read, unless looking needs a sign-in here. "
            "A return is checked as on the page, and stored whole or not at all. What is left out of a "
            "list stays as the template fills it in: last time's open actions, risks and account.",
        },
        "paths": {
            **openapi_reading.paths(),
            RETURNS: {
                "post": {
                    "operationId": "submitReturn",
                    "summary": "Submit the return of one partnership for one quarter",
                    "security": [{"token": []}],
                    "parameters": [
                        _header("Idempotency-Key", "Asked again with the same key, the same answer is given."),
                        _header("Content-Disposition", "What the workbook is called: attachment; filename=..."),
                        _query("confirm_all", {"type": "boolean", "default": False}, "Of a workbook: as in the JSON."),
                        _query("confirmed", {"type": "array", "items": _TEXT}, "Of a workbook: as in the JSON."),
                        _query("note", _TEXT, "Of a workbook: as in the JSON."),
                    ],
                    "requestBody": {
                        "required": True,
                        "description": f"At most {LARGEST:,} bytes.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/return"}},
                            XLSX: {"schema": {"contentMediaType": XLSX}},
                        },
                    },
                    "responses": {
                        code: {
                            "description": said,
                            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
                        }
                        for code, (said, schema) in _ANSWERS.items()
                    },
                }
            },
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "return": body,
                **rows,
                "Stored": _STORED,
                "Refused": _REFUSED,
                "Positions": openapi_reading.POSITIONS,
            },
        },
    }


_STORED = {
    "type": "object",
    "properties": {
        "receipt": {"type": "object", "description": "The receipt, sealed: keep it."},
        "waiting": {"type": "object", "description": "The note of a return that waits for its sign-off."},
        "hints": {"type": "array", "items": {"type": "object"}, "description": "To look at; nothing to confirm."},
    },
}
_REFUSED = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": _TEXT,
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "field": {"type": ["string", "null"], "examples": ["figures[3].actual"]},
                    "severity": {"enum": ["must fix", "please confirm"]},
                    "sheet": _TEXT,
                    "cell": _TEXT,
                    "message": _TEXT | {"description": "The whole sentence: where, what was found, what to do."},
                },
            },
        },
        "hints": {"type": "array", "items": {"type": "object"}},
    },
}


def _row(columns: dict[str, Column]) -> dict[str, Any]:
    """One row of a list, by its columns."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in ("target",) if name in columns and columns[name].locked],
        "properties": {name: _field(column) for name, column in columns.items()},
    }


def _field(column: Column) -> dict[str, Any]:
    held: dict[str, Any] = dict(_HELD.get(column.holds, {"type": ["string", "null"]}))
    if column.offers and column.offers.words and not column.offers.open and column.holds == Entered.WORD:
        held = {"enum": [*column.offers.words, None]}
    return held | {"description": column.guidance or f"As the column {column.heading} of the workbook."}


def _header(name: str, said: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": said, "schema": _TEXT}


def _query(name: str, schema: dict[str, Any], said: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema}
