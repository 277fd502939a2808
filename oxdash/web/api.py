"""Open data next to the app: published positions, read-only.

Only what was published for the public is served, and only while it is what was published. Under

    /api/positions                              which there are
    /api/positions/<reference>.json, .csv       one of them
    /api/positions/<reference>.csv-metadata.json  what the columns of the CSV mean (CSV on the Web)
    /api/feed.atom                              publications and corrections, the newest first
    /api/calendar.ics                           when the bodies of the register meet, and what is due before
    /api/calendar/<body>.ics                    the same of one of them

and where programs return (`returning`): POST /api/returns, described at /api/openapi.json.
"""

import json
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oxdash.correspondence import calendar as calendars
from oxdash.correspondence import feed as feeds
from oxdash.judging import contents
from oxdash.judging.on_record import Unready, council_of, load_register
from oxdash.output import open_data
from oxdash.publication import shelf
from oxdash.publication.manifest import sha256
from oxdash.settings import Settings
from oxdash.web import asgi, returning
from oxdash.web.openapi_reading import NO_SIGN_IN

_KINDS = {  # the longest ending first
    ".csv-metadata.json": (open_data.DESCRIPTION, "application/csvm+json"),
    ".json": (open_data.JSON, "application/json"),
    ".csv": (open_data.CSV, "text/csv; charset=utf-8; header=present"),
}
_KEPT = "public, max-age=300"  # five minutes: a reference never changes, but its folder may be restored


async def positions(request: Request) -> Response:
    """Every published position, oldest first, with the addresses of its data."""
    if Settings().looking_needs_sign_in:
        return _said(403, NO_SIGN_IN)
    try:
        found, _ = await run_in_threadpool(shelf.published, Settings().published)
    except shelf.Unreadable as fault:
        return _said(500, str(fault))
    listed = {"positions": [one.about() for one in found]}
    data = (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode()
    return _answered(request, data, "application/json", None)


async def position(request: Request) -> Response:
    """One file of a published position; 404 for what is not there, 500 for what is not as published any more."""
    if Settings().looking_needs_sign_in:
        return _said(403, NO_SIGN_IN)
    asked = request.path_params["file"]
    ending = next((one for one in _KINDS if asked.endswith(one)), None)
    if ending is None:
        return _said(404, "There is no such data. Ask for .json or .csv.")
    name, content_type = _KINDS[ending]
    reference = asked.removesuffix(ending)
    try:
        data = await run_in_threadpool(_read, reference, name)
    except shelf.Unreadable as fault:
        return _said(500, str(fault))
    if data is None:
        return _said(404, "No position has been published under that reference. See /api/positions.")
    described = f'<{quote(reference)}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    return _answered(request, data, content_type, described if ending == ".csv" else None)


def _read(reference: str, name: str) -> bytes | None:
    """A public file of a published position; the description names the CSV as it is called here."""
    one = shelf.find(Settings().published, reference)
    if one is None:
        return None
    if name == open_data.DESCRIPTION:
        return open_data.description(f"{one.reference}.csv", one.read(f"public/{open_data.CSV}"))
    return one.read(f"public/{name}")


def _answered(request: Request, data: bytes, content_type: str, described: str | None) -> Response:
    tag = f'"{sha256(data)[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _KEPT, "Access-Control-Allow-Origin": "*"}
    if described:
        headers["Link"] = described
    if asgi.has_it(request.scope, tag):
        return Response(status_code=304, headers=headers)
    return Response(data, headers={**headers, "Content-Type": content_type})


def _said(code: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, code, headers={"Cache-Control": "no-store"})


async def feed(request: Request) -> Response:
    """Publications as Atom; one that is not as published is left out, as everywhere."""
    if Settings().looking_needs_sign_in:
        return _said(403, NO_SIGN_IN)
    try:
        data = await run_in_threadpool(_feed, Settings())
    except shelf.Unreadable as fault:
        return _said(500, str(fault))
    return _answered(request, data, "application/atom+xml", None)


async def calendar(request: Request) -> Response:
    """What is due as iCalendar, of all bodies or of one; 404 for one that is none, 503 where there is no register."""
    settings = Settings()
    if settings.looking_needs_sign_in:
        return _said(403, NO_SIGN_IN)
    register = await run_in_threadpool(load_register, settings.data, contents.of(settings))
    if isinstance(register, Unready):
        return _said(503, register.sentence)
    body = request.path_params.get("body")
    if body is not None and body not in register.body_names:
        return _said(404, "There is no such body in the register. Its calendar is named by its code.")
    today = register.council.day_of(datetime.now(UTC))
    data = await run_in_threadpool(calendars.write, register, today, body)
    return _answered(request, data, "text/calendar; charset=utf-8", None)


def _feed(settings: Settings) -> bytes:
    found, _ = shelf.published(settings.published)
    return feeds.write(found, council_of(settings.data, contents.of(settings)), settings.address)


async def nothing(_: Request) -> Response:
    """Streamlit would answer an unknown address with its start page."""
    return _said(404, "There is nothing at this address. Published positions are listed at /api/positions.")


ROUTES = [
    *returning.ROUTES,
    Route("/api/positions", positions),
    Route("/api/positions/", positions),
    Route("/api/positions/{file}", position),
    Route("/api/feed.atom", feed),
    Route("/api/calendar.ics", calendar),
    Route("/api/calendar/{body}.ics", calendar),
    Route("/api/{rest:path}", nothing),
]
