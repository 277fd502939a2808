"""What another site may show in a frame: papers as pages, and the picture of the agreement, read-only.

    /embed/picture.svg                          the picture
    /embed/<paper>?quarter=...&partnership=...  any paper, by the word of the command line: board, one-page, partnership

They are no pages of the app: nothing in them runs, asks or remembers, no cookie is read or set, so nobody is ever
signed in in a frame, also on an intranet whose sites share a name. The app's own pages are framed by nobody. Which
sites may is a setting (``OXDASH_FRAMES``); none unless it says so.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from oxdash.documents.papers import PAPERS, Kind, missing
from oxdash.documents.quarter_view import Standing
from oxdash.judging.on_record import Unready
from oxdash.judging.position import Position
from oxdash.output import picture_file, static_page
from oxdash.publication.manifest import sha256
from oxdash.settings import Settings, current
from oxdash.storage.turns import Busy
from oxdash.web import asgi, downloads, loading, screen
from oxdash.web.guard.routes import EMBEDDED
from oxdash.web.page import standing
from oxdash.web.view import View

SVG, HTML = "image/svg+xml", "text/html; charset=utf-8"
_OF_A_PICTURE = "default-src 'none'; style-src 'unsafe-inline'"
_NO_PAPER = f"There is no such paper. There are: {', '.join(Kind)}."
_NO_SIGN_IN = "Looking needs a sign-in here, so nothing can be shown in another site."


class _NotThere(Exception):
    """There is no such thing to show; the text says why."""


class _NotNow(Exception):
    """Nothing can be shown just now; the text says why."""


class _Asked(NamedTuple):
    """What is asked for: what tells it from all else there is to show of a position, and what makes it."""

    of: tuple[str | None, ...]
    make: Callable[[], bytes]


Read = Callable[[Request, Position, Settings], _Asked]


async def picture(request: Request) -> Response:
    """The picture of the agreement at a quarter."""
    return await _shown(request, SVG, _picture)


async def paper(request: Request) -> Response:
    """A paper of a quarter as a page."""
    return await _shown(request, HTML, _paper)


async def nothing(_: Request) -> Response:
    """Streamlit would answer any other address with its start page."""
    return _told(404, _NO_PAPER)


def _picture(request: Request, position: Position, _: Settings) -> _Asked:
    at = _standing(request, position)
    return _Asked(("picture", at.edition.quarter, at.edition.agreement), partial(picture_file.svg, at))


def _paper(request: Request, position: Position, settings: Settings) -> _Asked:
    named, of_one = request.path_params["paper"], request.query_params.get("partnership")
    if named not in list(Kind):
        raise _NotThere(_NO_PAPER)
    kind = Kind(named)
    if not PAPERS[kind].of_one:
        of_one = None
    elif of_one not in position.names:
        raise _NotThere(f"Say of which partnership: ?partnership=, one of {', '.join(position.names)}.")
    if sentence := missing(kind, position.register, reward=settings.reward, decided=bool(len(position.decisions))):
        raise _NotThere(sentence)
    at = _standing(request, position)
    return _Asked(
        (kind, at.edition.quarter, at.edition.agreement, of_one), partial(static_page.write, at, kind, of_one)
    )


def _standing(request: Request, position: Position) -> Standing:
    asked = request.query_params
    try:
        quarter = str(position.calendar.parse(asked["quarter"])) if "quarter" in asked else None
        if sentence := position.nothing_at(quarter):
            raise _NotThere(sentence)
        return standing(position, View(quarter=quarter, agreement=asked.get("agreement")))
    except ValueError as error:
        raise _NotThere(str(error)) from error


async def _shown(request: Request, kind: str, read: Read) -> Response:
    settings = current()
    if settings.looking_needs_sign_in:
        return _told(403, _NO_SIGN_IN)
    try:
        data = await run_in_threadpool(_made, request, settings, read)
    except _NotThere as why:
        return _told(404, str(why))
    except (Busy, _NotNow) as why:
        return _told(503, str(why))
    tag = f'"{sha256(data)[:32]}"'
    own = _OF_A_PICTURE if kind == SVG else static_page.policy_of(data)
    headers = _headers(settings, own) | {"ETag": tag, "Cache-Control": "no-cache"}
    if asgi.has_it(request.scope, tag):
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers | {"Content-Type": kind})


def _made(request: Request, settings: Settings, read: Read) -> bytes:
    """What is shown, worked out once for all who ask for the same; each takes a processor for a moment, in its turn.

    What else an address says makes it no other thing: else one reader could put out of memory what all others look at.
    """
    seen = loading.fingerprint()
    position = loading.now(seen, screen.today())
    if isinstance(position, Unready):
        raise _NotNow(position.sentence)
    asked = read(request, position, settings)
    made = downloads.in_turn(asked.make, officer=False)
    found: bytes = loading.made("embedded", seen, (settings.reward, *asked.of), lambda *_: made(), position, View())
    return found


def _headers(settings: Settings, policy: str) -> dict[str, str]:
    """Who may frame it; without a policy that says so nobody, by the older header too."""
    sites = " ".join(settings.framed_by) or "'none'"
    return {"Content-Security-Policy": f"{policy}; frame-ancestors {sites}"}


def _told(status: int, sentence: str) -> Response:
    headers = _headers(current(), "default-src 'none'") | {"Cache-Control": "no-store"}
    return PlainTextResponse(f"{sentence}\n", status, headers)


ROUTES = [
    Route(f"{EMBEDDED}picture.svg", picture),
    Route(f"{EMBEDDED}{{paper}}", paper),
    Route(f"{EMBEDDED}{{rest:path}}", nothing),
]
