"""The sign-in: as section [auth] of .streamlit/secrets.toml sets it up, and what stands around Streamlit's own routes.

Who is signed in stands in a cookie that is signed with the cookie secret: whoever knows or guesses that signs in as
anybody. So no sign-in counts with a secret that is too short, and the program says so.

Streamlit clears one browser's cookie and leaves every copy of it good; says nothing on the page of a sign-in that was
refused; and logs what is in an address as it stands there. Here a sign-out and a sign-in are handed on to be
remembered, whatever failed comes back to the page as a word, and a callback's address is cut down to plain signs.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.types import Send
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from oxdash.vocabulary import wording
from oxdash.web import asgi
from oxdash.web.asgi import Header
from oxdash.web.guard.routes import CALLBACK, LOGIN, LOGOUT

SHORTEST = 32  # characters of a cookie secret
NEEDED = ("redirect_uri", "client_id", "client_secret", "server_metadata_url")
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


@dataclass(frozen=True)
class SignIn:
    """``configured`` where somebody meant to set one up; ``fault`` says why it is not believed, in a sentence.

    ``lacking`` are the keys without which nobody can sign in; ``address`` is the one that people use (scheme and host).
    """

    configured: bool = False
    fault: str | None = None
    lacking: tuple[str, ...] = ()
    address: str | None = None

    def told(self) -> list[str]:
        """What has to be put right before anybody can sign in, in sentences."""
        said = [self.fault] if self.fault else []
        if self.lacking:
            said.append(
                f"Nobody can sign in: .streamlit/secrets.toml does not say what {wording.listed(self.lacking)} "
                f"{'is' if len(self.lacking) == 1 else 'are'}. Ask your sign-in's provider, then start the server anew."
            )
        return said


def settle() -> None:
    """Have Streamlit remember that there are no secrets, where there are none, as it remembers those it has read.

    Else it looks for the files whenever it is asked, and every page asks several times, one thread at a time.
    """
    try:
        st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        if not files():
            st.secrets.merge_programmatic_secrets({})
    except (OSError, UnicodeDecodeError):
        return  # what cannot be read is asked for again, and said to be a fault each time


def as_it_stands() -> SignIn:
    """What Streamlit has been told, or would be: it reads the file once, when it first needs it."""
    try:
        auth = st.secrets["auth"]
    except KeyError:
        return SignIn()
    except StreamlitSecretNotFoundError:
        return _unread() if files() else SignIn()
    except (OSError, UnicodeDecodeError):
        return _unread()
    if not isinstance(auth, Mapping):
        return _unread()
    return judged(auth, otherwise=config.get_option("server.cookieSecret"))


def judged(auth: Mapping, *, otherwise: object = "") -> SignIn:
    """A section [auth] as it stands; ``otherwise`` is the secret that signs cookies where it names none."""
    secret = auth.get("cookie_secret", otherwise)
    fault = None
    if not isinstance(secret, str) or len(secret.strip()) < SHORTEST:
        fault = (
            f"The sign-in's cookie_secret has fewer than {SHORTEST} characters, so no sign-in counts: anybody could "
            "make one up. Put a random one into .streamlit/secrets.toml, made with: "
            'python -c "import secrets; print(secrets.token_hex(32))". Then start the server anew.'
        )
    own = auth.get("default")  # Streamlit takes a section [auth.default] in place of these keys, but for redirect_uri
    named = {key: (own if isinstance(own, Mapping) and key != "redirect_uri" else auth).get(key) for key in NEEDED}
    lacking = tuple(
        key for key, value in named.items() if not isinstance(value, str) or not value.strip() or "YOUR-" in value
    )
    return SignIn(True, fault, lacking, _origin(auth.get("redirect_uri")))


def _origin(address: object) -> str | None:
    said = asgi.place(address if isinstance(address, str) else "")
    return f"{said.scheme}://{said.netloc}" if said.scheme and said.netloc else None


def files() -> list[str]:
    """The files that Streamlit reads its secrets from, those that there are; a link that leads nowhere is one."""
    return [path for path in config.get_option("secrets.files") if os.path.lexists(path)]


def _unread() -> SignIn:
    where = " or ".join(files()) or "its file"
    fault = (
        f"The sign-in's secrets could not be read from {where}, so no sign-in counts. Write them as "
        ".streamlit/secrets.example.toml shows, readable for the program, then start the server anew."
    )
    return SignIn(True, fault)


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
