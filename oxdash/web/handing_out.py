"""What is taken away goes to the browser that asked for it, is kept by nobody on the way, and a refusal is in words.

Streamlit makes a file over a session's websocket, for whoever knows the number of its button, and hands it out over
HTTP to whoever knows its address. This ASGI middleware marks every websocket, so that `sessions.asks` can tell whose a
request is; and it answers for a file only while that websocket is open, and only to the browser that has it.
"""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from starlette.types import Message, Scope
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from oxdash.web import asgi
from oxdash.web.asgi import Header, below_root
from oxdash.web.guard.routes import framed

MARK = "x-oxdash-connection"  # the header by which a session knows its websocket; never taken from outside
GONE = "This file is not here any more. Press its button again."
_COOKIE = "oxdash_browser"
_FILE = re.compile(r"(?<!/static)/media/(?P<file>[^/.]+)[^/]*$")  # below /static there are Streamlit's own fonts
_LONGEST = 4096  # bytes of an answer to a button; anything longer is a part of a page


@dataclass(eq=False)
class _Connection:
    """A websocket: its mark, its browser, the files it was told of, and why its last one could not be made."""

    browser: str | None
    mark: str = field(default_factory=lambda: secrets.token_hex(16))
    files: set[str] = field(default_factory=set)
    why: str | None = None


_ASKING: ContextVar[_Connection | None] = ContextVar("oxdash websocket", default=None)


def asking() -> str | None:
    """The mark of the websocket whose message is being answered; None outside of one."""
    connection = _ASKING.get()
    return connection.mark if connection else None


def refuse(sentence: str) -> None:
    """Have whoever asks told why there is no file, in place of Streamlit's own words."""
    if connection := _ASKING.get():
        connection.why = sentence


class HandingOut:
    """``refused`` writes down that somebody was refused: what kind of thing, from which address, and why.

    ``fetched`` is told of each file that was handed out.
    """

    def __init__(self, app, refused: asgi.Refused, fetched: Callable[[str], None] = lambda file: None) -> None:
        self.app, self.refused, self.fetched = app, refused, fetched
        self._open: set[_Connection] = set()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "websocket":
            await self._listen(scope, receive, send)
        elif scope["type"] == "http" and (asked := _FILE.search(scope["path"])):
            await self._hand_out(asked["file"], scope, receive, send)
        elif (
            scope["type"] == "http" and scope["method"] == "GET" and not (_browser(scope) or framed(below_root(scope)))
        ):
            await self.app(scope, receive, asgi.altered(send, _known_from_now_on))
        else:
            await self.app(scope, receive, send)

    async def _listen(self, scope, receive, send) -> None:
        connection = _Connection(_browser(scope))
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != MARK.encode()]
        scope = {**scope, "headers": [*headers, (MARK.encode(), connection.mark.encode())]}

        async def told(message) -> None:
            if message["type"] == "websocket.send" and len(data := message.get("bytes") or b"") <= _LONGEST:
                message = {**message, "bytes": self._answer(connection, data, scope)} if data else message
            await send(message)

        before = _ASKING.set(connection)
        self._open.add(connection)
        try:
            await self.app(scope, receive, told)
        finally:
            self._open.discard(connection)
            _ASKING.reset(before)

    async def _hand_out(self, file: str, scope, receive, send) -> None:
        browser = _browser(scope)
        if not any(file in one.files and one.browser == browser for one in self._open):
            await asgi.said(scope, send, 404, "file of another page, or gone", GONE, self.refused)
            return
        await self.app(scope, receive, asgi.altered(send, _kept_by_nobody))
        if scope["method"] == "GET":
            self.fetched(file)

    def _answer(self, connection: _Connection, data: bytes, scope) -> bytes:
        """Streamlit's message as it is sent: where it tells of a file, the file is this connection's from now on."""
        if b"/media/" not in data and not connection.why:
            return data
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "page_config_changed":
            if icon := _FILE.search(message.page_config_changed.favicon):
                connection.files.add(icon["file"])
            return data
        if message.WhichOneof("type") != "backend_operation_response":
            return data
        answer = message.backend_operation_response
        if made := _FILE.search(answer.deferred_file.url):
            connection.files.add(made["file"])
        elif answer.error_msg and connection.why:
            answer.error_msg, connection.why = connection.why, None
            self.refused("file", asgi.peer_of(scope), answer.error_msg)
            return message.SerializeToString()
        return data


def _kept_by_nobody(_: Message, headers: list[Header]) -> list[Header]:
    return [*(one for one in headers if one[0].lower() != b"cache-control"), (b"cache-control", b"private, no-store")]


def _known_from_now_on(message: Message, headers: list[Header]) -> list[Header]:
    """Give a browser its name with the first page it asks for."""
    return [*headers, asgi.cookie(_COOKIE, secrets.token_hex(16))] if asgi.is_page(message) else headers


def _browser(scope: Scope) -> str | None:
    """What this browser was called; None for one that was not, or keeps no cookies."""
    return asgi.cookies_of(scope).get(_COOKIE) or None
