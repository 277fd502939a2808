"""Stands before the upload route: whoever may not submit is refused before a byte of the body is read.

Streamlit takes uploads from any session that is connected, signed in or not, and keeps them in memory. This ASGI
middleware asks first who the session belongs to, and bounds what one session and all of them together can hold.
"""

import re
import threading
from collections.abc import Callable

ROUTE = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+/?$")
LARGEST = 5 * 1024 * 1024  # bytes of a workbook; .streamlit/config.toml says the same to Streamlit
FRAMING = 64 * 1024  # bytes that multipart adds around it
EACH_SESSION = 2 * LARGEST  # the one being replaced and the one that replaces it
ALL_SESSIONS = 60 * 1024 * 1024
AT_ONCE = 4  # uploads under way

Whose = Callable[[dict, str], str | None]  # scope, session id -> why not, in a sentence; None where they may upload
Holds = Callable[[str | None], int]  # session id (None: all together) -> bytes held in memory


class UploadGuard:
    def __init__(self, app, refusal: Whose, holds: Holds) -> None:
        self.app, self.refusal, self.holds = app, refusal, holds
        self._lock = threading.Lock()
        self._under_way: dict[int, tuple[str, int]] = {}

    async def __call__(self, scope, receive, send) -> None:
        match = ROUTE.search(scope["path"]) if scope["type"] == "http" else None
        if match is None or scope["method"] not in ("PUT", "POST"):
            await self.app(scope, receive, send)
            return
        session, size = match["session"], _declared(scope)
        if sentence := self.refusal(scope, session):
            await _answer(send, 403, sentence)
        elif size is None:
            await _answer(send, 411, "Say how long the file is.")
        elif size > LARGEST + FRAMING:
            await _answer(send, 413, "The file is larger than 5 MB, which no return is. Choose the return workbook.")
        elif not self._room(id(scope), session, size):
            await _answer(send, 503, "Others are uploading just now. Try again in a minute.")
        else:
            try:
                await self.app(scope, receive, send)
            finally:
                with self._lock:
                    self._under_way.pop(id(scope), None)

    def _room(self, request: int, session: str, size: int) -> bool:
        """Take up room for one request, if there is any."""
        with self._lock:
            own = sum(length for whose, length in self._under_way.values() if whose == session)
            everyone = sum(length for _, length in self._under_way.values())
            if len(self._under_way) >= AT_ONCE or own + self.holds(session) + size > EACH_SESSION + FRAMING:
                return False
            if everyone + self.holds(None) + size > ALL_SESSIONS:
                return False
            self._under_way[request] = (session, size)
            return True


def _declared(scope) -> int | None:
    said = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    try:
        size = int(said[0])
    except (IndexError, ValueError):
        return None
    return size if size >= 0 and len(said) == 1 else None


async def _answer(send, status: int, sentence: str) -> None:
    """Answer without having read the body, and close: what is still being sent is not waited for."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
