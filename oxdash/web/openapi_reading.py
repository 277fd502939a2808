"""What anybody may read under /api, described: the half of the description (`openapi`) that needs no token."""

from typing import Any

_TEXT = {"type": "string"}
_BODY = {"name": "body", "in": "path", "required": True, "schema": _TEXT, "description": "Its code in the register."}
_REFERENCE = {
    "name": "reference",
    "in": "path",
    "required": True,
    "schema": _TEXT | {"examples": ["Board 2010-07-01"]},
    "description": "What the position is cited by.",
}
NO_SIGN_IN = "Looking needs a sign-in here, so no open data is served."
_CLOSED = (403, NO_SIGN_IN)
_DAMAGED = (500, "Something on file is not as it was published, or cannot be read: the sentence says what.")
_NO_POSITION = (404, "No position has been published under that reference.")
_NO_REGISTER = (503, "There is no register that can be read: the sentence says why.")
_NO_BODY = (404, "There is no such body in the register.")
_JSON = {"application/json": {"schema": {"type": "object"}}}


def paths() -> dict[str, Any]:
    """Every address that is read, ready for JSON, without the one that this description is at."""
    calendar = {"text/calendar": {"schema": _TEXT}}
    return {
        "/api/positions": _read(
            "listPositions",
            "The published positions, the oldest first, with the addresses of their data",
            {"application/json": {"schema": {"$ref": "#/components/schemas/Positions"}}},
            _CLOSED,
            _DAMAGED,
        ),
        "/api/positions/{reference}.json": _position("readPosition", "A published position, as JSON", _JSON),
        "/api/positions/{reference}.csv": _position(
            "readPositionTable", "The same as CSV, a row a target", {"text/csv": {"schema": _TEXT}}
        ),
        "/api/positions/{reference}.csv-metadata.json": _position(
            "describePositionTable",
            "What the columns of that CSV mean (CSV on the Web)",
            {"application/csvm+json": {"schema": {"type": "object"}}},
        ),
        "/api/feed.atom": _read(
            "readFeed",
            "Publications and corrections, the newest first (Atom)",
            {"application/atom+xml": {"schema": _TEXT}},
            _CLOSED,
            _DAMAGED,
        ),
        "/api/calendar.ics": _read(
            "readCalendar",
            "When the bodies of the register meet, and what is due before (iCalendar)",
            calendar,
            _CLOSED,
            _NO_REGISTER,
        ),
        "/api/calendar/{body}.ics": _read(
            "readCalendarOfBody", "The same of one body", calendar, _CLOSED, _NO_BODY, _NO_REGISTER, of=_BODY
        ),
        "/api/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "This description",
                "security": [],
                "responses": {"200": {"description": "OpenAPI 3.1.", "content": _JSON}},
            }
        },
        "/api/healthz": {
            "get": {
                "operationId": "health",
                "summary": "Whether somebody who comes now would be let in",
                "security": [],
                "responses": {
                    "200": {"description": "Yes.", "content": _JSON},
                    "503": {"description": "No: there are too many already.", "content": _JSON},
                },
            }
        },
    }


POSITIONS = {
    "type": "object",
    "required": ["positions"],
    "properties": {
        "positions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["reference", "quarter", "sentence", "json", "csv", "description"],
                "properties": {
                    "reference": _TEXT,
                    "quarter": _TEXT | {"examples": ["2009-10 Q4"]},
                    "sentence": _TEXT | {"description": "How many targets are on track, off track, cannot be judged."},
                    "standing": {
                        "enum": ["latest", "same"],
                        "description": "Whether older returns stand in its place.",
                    },
                    "as_at": _TEXT | {"format": "date"},
                    "published_on": _TEXT | {"format": "date"},
                    "rule_version": _TEXT,
                    "fingerprint": _TEXT | {"description": "The sha256 of all that was published."},
                    "corrects": {"type": ["string", "null"], "description": "The reference that it corrects."},
                    "correction": {"type": ["string", "null"], "description": "Why it was corrected."},
                    "agreement": _TEXT | {"description": "Which one is counted, where several count targets."},
                    "note": {"type": ["string", "null"], "description": "That figures are illustrative, where any is."},
                    "json": _TEXT | {"description": "The address of its data, on this server."},
                    "csv": _TEXT | {"description": "The address of its data as CSV."},
                    "description": _TEXT | {"description": "The address of what the columns of the CSV mean."},
                },
            },
        }
    },
}


def _position(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    return _read(name, summary, content, _CLOSED, _NO_POSITION, _DAMAGED, of=_REFERENCE)


def _read(
    name: str, summary: str, content: dict[str, Any], *refusals: tuple[int, str], of: dict[str, Any] | None = None
) -> dict[str, Any]:
    """One address that is read: what comes of it, and what it is refused for, in a sentence each."""
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "security": [],
            **({"parameters": [of]} if of else {}),
            "responses": {
                "200": {"description": "It is kept for five minutes.", "content": content},
                "304": {"description": "Whoever asks with If-None-Match has it already."},
                **{str(code): {"description": said, "content": refused} for code, said in refusals},
            },
        }
    }
