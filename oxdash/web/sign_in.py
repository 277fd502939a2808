"""What stands around Streamlit's own routes of the sign-in (its set-up: `web.sign_in_setup`).

Streamlit clears one browser's cookie and leaves every copy of it good; says nothing on the page of a sign-in that was
refused; and logs what is in an address as it stands there. Here a sign-out and a sign-in are handed on to be
remembered, whatever failed comes back to the page as a word, and a callback's address is cut down to plain signs.
"""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.types import Send

from oxdash.web import asgi
from oxdash.web.asgi import Header
from oxdash.web.guard.routes import CALLBACK, LOGIN, LOGOUT

SHUT = (
    "The sign-in of this dashboard is not set up safely, so it is shut and nobody is signed in. Ask whoever looks "
    "after the dashboard; oxdash doctor tells them why."
)

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
        refused: asgi.Refused = asgi.untold,
    ) -> None:
        self.app, self.shut, self.leaves, self.comes, self.refused = app, shut, leaves, comes, refused

    async def __call__(self, scope, receive, send) -> None:
        path = scope.get("path", "")
        route = next((one for one in (LOGIN, LOGOUT, CALLBACK) if path.endswith(one)), None)
        if scope["type"] != "http" or route is None:
            await self.app(scope, receive, send)
        elif sentence := self.shut():
            await asgi.said(scope, send, 503, "sign-in that is shut", sentence, self.refused)
        elif route == LOGIN:
            await self.app(scope, receive, _Reached(scope, send))
        elif route == CALLBACK:
            await self._callback(scope, receive, send)
        elif asgi.sent_by_another_site(scope):
            await asgi.said(scope, send, 403, "another site", NOT_OURS, self.refused)
        else:
            word = await asyncio.to_thread(self.leaves, asgi.cookies_of(scope))
            await self.app(scope, receive, _with_word(send, word) if word else send)

    async def _callback(self, scope, receive, send) -> None:
        asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        if "error" in asked:
            word = DENIED if asked["error"] == "access_denied" else FAILED
            await self.app(_without_words(scope, asked), receive, _with_word(send, word))
            return

        async def with_what_came(message) -> None:
            if message["type"] == "http.response.start" and "code" in asked:  # else it comes back from signing out
                given = asgi.cookies_set(message)
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
            view = asgi.referred_view(self.scope) or self.scope["path"].removesuffix(LOGIN) + "/"
            headers = [(b"location", view.encode("latin-1", "replace")), asgi.NO_STORE, _word(UNREACHED)]
            await asgi.answer(self.send, 303, headers)
        elif not self.back:
            await self.send(message)


def _with_word(send: Send, word: str) -> Send:
    return asgi.altered(send, lambda _, headers: [*headers, _word(word)])


def _word(word: str) -> Header:
    return asgi.cookie(WORD, word, _KEPT)


def _without_words(scope, asked: dict[str, str]) -> dict:
    """The callback of a sign-in that failed, with no more in its address than it may say: Streamlit logs that."""
    code, why = asked["error"], asked.get("error_description", "")
    kept = {"error": code if _PLAIN.fullmatch(code) else "not plain text"}
    if _SENTENCE.fullmatch(why):
        kept["error_description"] = why
    if _PLAIN.fullmatch(asked.get("state", "")):
        kept["state"] = asked["state"]
    return {**scope, "query_string": urlencode(kept).encode()}
