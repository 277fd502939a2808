"""Stands before the upload route: whoever may not submit is refused before a byte of the body is read.

Streamlit takes uploads from any session that is connected, signed in or not, and keeps them in memory; it waits for a
body as long as it takes. This ASGI middleware asks first who the session belongs to, bounds what one session and all of
them together can hold, and how long a body may take. Whoever has a page open is told there, too: a browser would say no
more than the number of the answer.
"""

import asyncio
import threading
from collections.abc import Callable, Collection
from contextlib import suppress

from starlette.requests import ClientDisconnect

from oxdash.web import asgi
from oxdash.web.asgi import peer_of
from oxdash.web.guard.log import Throttle
from oxdash.web.guard.routes import UPLOAD

LARGEST = 5 * 1024 * 1024  # bytes of a workbook; .streamlit/config.toml says the same to Streamlit
FRAMING = 64 * 1024  # bytes that multipart adds around it
EACH_SESSION = 2 * LARGEST  # the one being replaced and the one that replaces it
EACH_PERSON = 4 * LARGEST  # on all their pages
ALL_SESSIONS = 60 * 1024 * 1024
SECONDS = 60  # until a body has to have arrived
AT_ONCE = 2  # uploads under way of one session

HEADING = "The file was not taken"
NOT_HERE = "Open the page Submit a return and choose the file there."
NO_LENGTH = "Say how long the file is."
TOO_LARGE = "The file is larger than 5 MB, which no return is. Choose the return workbook."
BUSY = "Others are uploading just now. Try again in a minute."
PERSON_BUSY = "Your other pages hold all the workbooks that one person's may. Submit or close one of those first."
OWN_BUSY = "Your other uploads have not arrived yet. Try again in a minute."
TOO_SLOW = "The file did not arrive within {seconds:.0f} seconds; nothing was stored. Choose it again."
BROKEN_OFF = "The connection was lost before the file had arrived."

Whose = Callable[[dict, str], str | None]  # scope, session id -> why not, in a sentence; None where they may upload
Here = Callable[[str], bool]  # session id -> whether a page of it is open in this process
Holds = Callable[[str | None], int]  # session id (None: all together) -> bytes held in memory
Pages = Callable[[str], Collection[str]]  # session id -> those of every page of the same person, its own too
Tell = Callable[[str, str], None]  # session id, sentence: says it on the page of that session


class UploadGuard:
    def __init__(
        self,
        app,
        refusal: Whose,
        holds: Holds,
        *,
        here: Here = lambda session: True,
        tell: Tell = lambda session, sentence: None,
        pages: Pages = lambda session: (session,),
        throttle: Throttle | None = None,
        seconds: float = SECONDS,
        at_once: int = AT_ONCE,
    ) -> None:
        self.app, self.refusal, self.here, self.holds, self.tell, self.pages = app, refusal, here, holds, tell, pages
        self.throttle, self.seconds, self.at_once = throttle or Throttle(), seconds, at_once
        self._lock = threading.Lock()
        self._under_way: dict[int, tuple[str, int]] = {}

    async def __call__(self, scope, receive, send) -> None:
        match = UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        if match is None or scope["method"] not in ("PUT", "POST"):
            await self.app(scope, receive, send)
            return
        session = match["session"]
        if refused := self._refused(scope, session):
            await self._refuse(scope, send, session, *refused)
            return
        try:
            await self._taken(scope, receive, send, session)
        finally:
            with self._lock:
                self._under_way.pop(id(scope), None)

    def _refused(self, scope, session: str) -> tuple[int, str] | None:
        """The number and the sentence it is refused with; None where there is room for it, which is then taken up."""
        size = asgi.declared_length(scope)
        if not self.here(session):  # the number by which a proxy knows that another process has to be asked
            return 404, NOT_HERE
        if sentence := self.refusal(scope, session):
            return 403, sentence
        if size is None:
            return 411, NO_LENGTH
        if size > LARGEST + FRAMING:
            return 413, TOO_LARGE
        if sentence := self._no_room(id(scope), session, size):
            return 503, sentence
        return None

    async def _taken(self, scope, receive, send, session: str) -> None:
        """Pass it on, body and all; say so where the body does not come in time, and let go where it breaks off."""
        body = _Body(receive, self.seconds)
        begun = False

        async def sent(message: dict) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, body.receive, sent)
        except (TimeoutError, ClientDisconnect):  # as what reads the body ends where it did not come whole
            if body.late and not begun:
                await self._refuse(scope, send, session, 408, TOO_SLOW.format(seconds=self.seconds))
            elif body.broken_off:
                self.throttle.refused("upload", peer_of(scope), BROKEN_OFF)
            else:
                raise

    async def _refuse(self, scope, send, session: str, status: int, sentence: str) -> None:
        self.throttle.refused("upload", peer_of(scope), sentence)
        self.tell(session, sentence)
        with suppress(OSError):  # it is gone already
            await asgi.refuse(scope, send, status, HEADING, sentence)

    def _no_room(self, request: int, session: str, size: int) -> str | None:
        """Take up room for one request; why there is none, in a sentence, where there is not."""
        with self._lock:
            own = [length for whose, length in self._under_way.values() if whose == session]
            everyone = sum(length for _, length in self._under_way.values())
            if len(own) >= self.at_once or sum(own) + self.holds(session) + size > EACH_SESSION + FRAMING:
                return OWN_BUSY if own else BUSY
            theirs = set(self.pages(session))
            coming = sum(length for whose, length in self._under_way.values() if whose in theirs)
            if coming + sum(map(self.holds, theirs)) + size > EACH_PERSON + FRAMING:
                return PERSON_BUSY
            if everyone + self.holds(None) + size > ALL_SESSIONS:
                return BUSY
            self._under_way[request] = (session, size)
            return None


class _Body:
    """A body that has to have arrived by a moment; TimeoutError where it has not."""

    def __init__(self, receive, seconds: float) -> None:
        self._receive = receive
        self._until = asyncio.get_running_loop().time() + seconds
        self._whole = self.late = self.broken_off = False

    async def receive(self) -> dict:
        if self._whole:  # from here on, only that the connection is gone can be heard
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            self.late = True
            raise
        self.broken_off = message["type"] == "http.disconnect"
        self._whole = not message.get("more_body")
        return message
