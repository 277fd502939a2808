"""What stands around Streamlit's own routes for signing in and out, as ASGI middleware.

Streamlit clears one browser's cookie and leaves every copy of it good; says nothing on the page of a sign-in that was
refused; and logs what is in an address as it stands there. Here a sign-out and a sign-in are handed on to be
remembered, whatever failed comes back to the page as a word, and a callback's address is cut down to plain signs.
"""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from oxdash.web import middleware

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
WORD = "oxdash_word"  # the cookie that tells the next page what came of it
DENIED, FAILED, UNREACHED, HERE_ONLY = "denied", "failed", "unreached", "here-only"
NOT_OURS = "Another site asked to sign you out. Sign out on a page of this dashboard."
_KEPT = 60  # seconds until the page has to have come back
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]{1,64}")  # what an error's code is made of
_SENTENCE = re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}")  # and its description (RFC 6749, 4.1.2.1)

Cookies = dict[str, str]


class SignInRoutes:
    """``shut`` says why nobody may sign in, in a sentence.

    ``leaves`` and ``comes`` are called in a thread, with the cookies that hold a sign-in which ends or begins; their
    answer is a word where that failed. ``refused`` is told of what was refused: kind, address, sentence.
    """

    def __init__(
        self,
        app,
        shut: Callable[[], str | None],
        leaves: Callable[[Cookies], str | None],
        comes: Callable[[Cookies], str | None],
        refused: middleware.Refused = middleware.untold,
    ) -> None:
        self.app, self.shut, self.leaves, self.comes, self.refused = app, shut, leaves, comes, refused

    async def __call__(self, scope, receive, send) -> None:
        path = scope.get("path", "")
        route = next((one for one in (LOGIN, LOGOUT, CALLBACK) if path.endswith(one)), None)
        if scope["type"] != "http" or route is None:
            await self.app(scope, receive, send)
        elif sentence := self.shut():
            await self._refuse(scope, send, 503, "sign-in that is shut", sentence)
        elif route == LOGIN:
            await self.app(scope, receive, _Reached(scope, send))
        elif route == CALLBACK:
            await self._callback(scope, receive, send)
        elif middleware.sent_by_another_site(scope):
            await self._refuse(scope, send, 403, "another site", NOT_OURS)
        else:
            word = await asyncio.to_thread(self.leaves, middleware.cookies_of(scope))
            await self.app(scope, receive, _with_cookies(send, [_word(word)] if word else []))

    async def _refuse(self, scope, send, status: int, kind: str, sentence: str) -> None:
        self.refused(kind, middleware.peer(scope), sentence)
        await middleware.said(send, status, sentence)

    async def _callback(self, scope, receive, send) -> None:
        asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        if "error" in asked:
            word = DENIED if asked["error"] == "access_denied" else FAILED
            await self.app(_without_words(scope, asked), receive, _with_cookies(send, [_word(word)]))
            return

        async def with_what_came(message) -> None:
            if message["type"] == "http.response.start" and "code" in asked:  # else it comes back from signing out
                given = middleware.cookies_set(message)
                word = await asyncio.to_thread(self.comes, given)
                if word:
                    message = {**message, "headers": [*message["headers"], _word(word)]}
            await send(message)

        await self.app(scope, receive, with_what_came)


class _Reached:
    """Sends on what Streamlit answers to "sign in", but back to the page where the provider could not be asked."""

    def __init__(self, scope, send) -> None:
        self.scope, self.send, self.back = scope, send, False

    async def __call__(self, message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:
            self.back = True
            view = middleware.referred_view(self.scope) or self.scope["path"].removesuffix(LOGIN) + "/"
            headers = [(b"location", view.encode("latin-1", "replace")), (b"cache-control", b"no-store")]
            await self.send({"type": message["type"], "status": 303, "headers": [*headers, _word(UNREACHED)]})
            await self.send({"type": "http.response.body", "body": b""})
        elif not self.back:
            await self.send(message)


def _with_cookies(send, cookies: list[tuple[bytes, bytes]]):
    async def sending(message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *cookies]}
        await send(message)

    return sending


def _word(word: str) -> tuple[bytes, bytes]:
    return middleware.cookie(WORD, word, _KEPT)


def _without_words(scope, asked: dict[str, str]) -> dict:
    """The callback of a sign-in that failed, with no more in its address than it may say: Streamlit logs that."""
    code, why = asked["error"], asked.get("error_description", "")
    kept = {"error": code if _PLAIN.fullmatch(code) else "not plain text"}
    if _SENTENCE.fullmatch(why):
        kept["error_description"] = why
    if _PLAIN.fullmatch(asked.get("state", "")):
        kept["state"] = asked["state"]
    return {**scope, "query_string": urlencode(kept).encode()}
