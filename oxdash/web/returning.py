"""Where programs return (``POST /api/returns``): the checks, receipts and log of the page, with a token for a sign-in.

The body is the workbook, or the same as JSON (`submissions.from_data`). Nothing of it is read before the token is known
and there is room for it. Every refusal is JSON with a sentence, and with what is wrong by cell and field.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from oxdash import access
from oxdash.access import Person, tokens
from oxdash.access.tokens import Token, TokensRefused
from oxdash.archive.answered import Answered, Answers
from oxdash.archive.receipts import fingerprint
from oxdash.excel import problems
from oxdash.excel.problems import Problem
from oxdash.judging.on_record import Unready
from oxdash.judging.position import Position
from oxdash.settings import Settings, current
from oxdash.storage.turns import Busy
from oxdash.submissions import from_data
from oxdash.submissions.from_data import Sent
from oxdash.submissions.submit import TO_FIX, Refused, Waits, submit
from oxdash.web import asgi, loading, openapi, screen
from oxdash.web.downloads import XLSX
from oxdash.web.guard.routes import RETURNS
from oxdash.web.guard.uploads import LARGEST, TOO_LARGE

JSON = "application/json"
AT_ONCE = 3  # returns of programs under way in this process, of which one token has one
LONGEST_KEY = 255
NO_TOKEN = "Send a token as Authorization: Bearer oxdash_... The partnerships manager makes one: oxdash token new."  # noqa: S105
_BUSY = "Other programs are returning just now. Send it again in a minute."
_OWN_BUSY = "Another return with this token is under way. Send this one when that is answered."
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_FILE = re.compile(r"filename\*=UTF-8''(?P<coded>[^;\s]+)|filename=\"(?P<plain>[^\"\\]*)\"", re.IGNORECASE)
_under_way: set[str] = set()  # the tokens of returns under way; all on the event loop


class Answer(JSONResponse):
    """An answer, and what it ``said``."""

    def __init__(self, status: int, said: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
        self.said = said
        super().__init__(said, status, headers={"Cache-Control": "no-store", **(headers or {})})


def _refused(status: int, sentence: str, headers: Mapping[str, str] | None = None, **more: Any) -> Answer:
    return Answer(status, {"error": sentence, **more}, headers)


async def returned(request: Request) -> Answer:
    """One return sent by a program."""
    settings, bearer = current(), _bearer(request)
    try:
        token = await run_in_threadpool(tokens.known, bearer, settings)
    except TokensRefused as why:
        return _refused(503, str(why))
    if token is None:
        return _refused(401, tokens.NO_SUCH if bearer else NO_TOKEN, {"WWW-Authenticate": "Bearer"})
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    key, length = request.headers.get("idempotency-key"), asgi.declared_length(request.scope)
    if kind not in (XLSX, JSON):
        return _refused(415, f"Send the workbook as {XLSX}, or the return as {JSON}.")
    if key is not None and not _KEY.fullmatch(key):
        return _refused(400, f"Idempotency-Key has to be 1 to {LONGEST_KEY} printable signs of ASCII, without spaces.")
    if length is None:
        return _refused(411, "Say with Content-Length how long it is; in chunks it is not taken.")
    if length > LARGEST:
        return _refused(413, TOO_LARGE)
    if token.id in _under_way or len(_under_way) >= AT_ONCE:
        return _refused(429, _OWN_BUSY if token.id in _under_way else _BUSY, {"Retry-After": "60"})
    _under_way.add(token.id)
    try:
        try:
            async with asyncio.timeout(settings.upload_seconds):
                data = await request.body()
        except TimeoutError:
            return _refused(408, f"It did not arrive within {settings.upload_seconds:.0f} seconds; nothing was stored.")
        except ClientDisconnect:
            return _refused(400, "It did not arrive whole; nothing was stored.")
        return await run_in_threadpool(_taken, data, kind, request, key, token, settings)
    finally:
        _under_way.discard(token.id)


def _taken(data: bytes, kind: str, request: Request, key: str | None, token: Token, settings: Settings) -> Answer:
    """Check and submit what arrived, where nothing else of the token is under way in any process."""
    answers = Answers(settings.answers)
    with answers.alone(token.id) as alone:
        if not alone:  # in another process that serves the same data
            return _refused(429, _OWN_BUSY, {"Retry-After": "60"})
        return _answered(data, kind, request, key, token, settings, answers)


def _answered(
    data: bytes, kind: str, request: Request, key: str | None, token: Token, settings: Settings, answers: Answers
) -> Answer:
    """The answer, which is kept under the program's key, once something is stored."""
    mark, now = fingerprint(data), datetime.now(UTC)
    if key is not None and (before := answers.find(token.id, key)):
        if before.sent != mark:
            return _refused(422, "This Idempotency-Key was used for another return. Use a new one for each.")
        return Answer(before.status, before.said, {"Idempotent-Replayed": "true"})
    try:
        position = loading.now(loading.fingerprint(), screen.today())
    except Busy as busy:
        return _refused(503, str(busy), {"Retry-After": "60"})
    if isinstance(position, Unready):
        return _refused(503, position.sentence)
    answer = _submitted(data, kind, request, position, Person(token=token), settings, now)
    if key is not None and answer.status_code < 300:
        answers.keep(token.id, key, Answered(answer.status_code, answer.said, mark), now.timestamp())
    return answer


def _submitted(
    data: bytes, kind: str, request: Request, position: Position, who: Person, settings: Settings, now: datetime
) -> Answer:
    """Submit it as the page does, and say what came of it."""
    asked = request.query_params
    said: dict[str, Any] = {
        "confirmed": asked.getlist("confirmed"),
        "confirm_all": asked.get("confirm_all") == "true",
        "note": asked.get("note", ""),
    }
    name, sent = _name(request), None
    if kind == JSON:
        read = from_data.read(data, position)
        if isinstance(read, list):
            access.noted("refused", who, settings, now, why="it is no return", problems=len(read))
            told = [{"field": one.field, "message": one.message} for one in read]
            return _refused(422, f"Nothing was stored: {TO_FIX}.", problems=told)
        sent = read
        data, name = sent.workbook, f"{sent.partnership} {sent.quarter} from data.xlsx"
        said = {"confirmed": sent.confirmed, "confirm_all": sent.confirm_all, "note": sent.note}
    with loading.officer_at_work():
        done = submit(name, data, position, who, settings, now, **said)
    if isinstance(done, Refused):
        denied = access.refusal(who, None, settings, now)
        if denied:  # revoked meanwhile
            return _refused(401, denied, {"WWW-Authenticate": "Bearer"})
        if not done.problems:
            return _refused(403 if done.denied else 422, done.sentence)
        told = [_problem(one, sent) for one in done.problems]
        return _refused(422, done.sentence, problems=told, hints=[vars(one) for one in done.hints])
    hints = [vars(one) for one in done.hints]
    if isinstance(done, Waits):
        return Answer(200 if done.already else 202, {"waiting": _as_json(done.note.to_bytes()), "hints": hints})
    return Answer(200 if done.already else 201, {"receipt": _as_json(done.receipt.to_bytes()), "hints": hints})


def _problem(one: Problem, sent: Sent | None) -> dict[str, Any]:
    """A problem by cell, and by the field of the data that the cell came from."""
    return problems.as_json(one) | ({"field": sent.field_of(one)} if sent else {})


def _as_json(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    return found


def _bearer(request: Request) -> str:
    """The token that a request comes with; "" for none."""
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    return said.strip() if scheme.lower() == "bearer" else ""


def _name(request: Request) -> str:
    """What the program calls the workbook: text only."""
    found = _FILE.search(request.headers.get("content-disposition", ""))
    said = unquote(found["coded"]) if found and found["coded"] else found["plain"] if found else ""
    return said or "return.xlsx"


async def described(_: Request) -> JSONResponse:
    """What the service takes and answers (OpenAPI 3.1)."""
    return JSONResponse(openapi.description(), headers={"Cache-Control": "no-cache"})


ROUTES = [Route(RETURNS, returned, methods=["POST"]), Route("/api/openapi.json", described)]
