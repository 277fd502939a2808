"""What the server adds to what Streamlit answers: headers, cookies for https alone, words of ours, the way back.

All of it is ASGI middleware. Streamlit does not know that a proxy in front of it speaks https, and forgets the address
a person was at when it sends them to sign in.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oxdash.vocabulary.model import TITLE
from oxdash.web import asgi
from oxdash.web.asgi import Header
from oxdash.web.guard.routes import CALLBACK, LOGIN, LOGOUT, SCRIPTS, framed

HSTS = b"max-age=31536000"  # a year; of this name alone, for other names of the council's are not ours to say
SHELL = Path(st.__file__).parent / "static" / "index.html"  # the page that Streamlit's browser side starts from
_BEGINS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
_LEAVING = (LOGIN, LOGOUT)
_COOKIE = "oxdash_way_back"
_SCRIPTS = "".join(f'<script defer src="./{name}"></script>' for name in SCRIPTS)  # beside Streamlit's own files
_NO_SCRIPT = (
    "<noscript><p>This page needs JavaScript. The same position is to be had from the command line: "
    "<code>oxdash position</code>.</p></noscript>"
)


def _inline_scripts(shell: str) -> list[str]:
    """The CSP source of every script written into Streamlit's own page: exactly those may run inline."""
    scripts = re.findall(r"<script>(.*?)</script>", shell, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]


def _policy() -> str:
    allowed = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *_inline_scripts(SHELL.read_text("utf-8"))],
        "style-src": ["'self'", "'unsafe-inline'"],  # Streamlit styles its elements in place
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in allowed.items())


HEADERS = {
    "Content-Security-Policy": _policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


_POLICY = b"content-security-policy"
_SAID = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


def _said_to(headers: list[Header]) -> list[Header]:
    own = any(name.lower() == _POLICY for name, _ in headers)
    return [one for one in _SAID if not (own and one[0] in (_POLICY, b"x-frame-options"))]


class Headers:
    """Security headers on every answer; one with a policy of its own, which says who may frame it, keeps that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = asgi.altered(send, lambda _, headers: [*headers, *_said_to(headers)])
        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class OverHttps:
    """Where people's address is https: no cookie ever goes over plain http, and browsers are told to use https alone.

    ``address`` gives the address people use, as far as it is known; a connection that came by https says so itself, or
    is taken to by then on the word of a named proxy.
    """

    def __init__(self, app: ASGIApp, address: Callable[[], str | None]) -> None:
        self.app, self.address = app, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._is_https(scope):
            send = asgi.altered(send, _secured, _BEGINS)
        await self.app(scope, receive, send)

    def _is_https(self, scope: Scope) -> bool:
        return scope.get("scheme") in ("https", "wss") or (self.address() or "").lower().startswith("https://")


def _secured(message: Message, headers: list[Header]) -> list[Header]:
    secure = [_secure(name, value) for name, value in headers]
    return [*secure, (b"strict-transport-security", HSTS)] if message["type"] == "http.response.start" else secure


def _secure(name: bytes, value: bytes) -> Header:
    attributes = [part.strip().lower() for part in value.split(b";")[1:]]
    bare = name.lower() == b"set-cookie" and b"secure" not in attributes
    return name, value + b"; Secure" if bare else value


class WayBack:
    """Brings a person back to the view they were on once they have signed in or out.

    The address of the page stands in the Referer when its browser goes there; it is kept in a short-lived
    cookie, and put in place of Streamlit's own "back to the start" afterwards. Only a path of this site is ever used.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.endswith(_LEAVING) and (view := asgi.referred_view(scope)):
            kept = asgi.cookie(_COOKIE, quote(view, safe=""), 600)
            send = asgi.altered(send, lambda _, headers: [*headers, kept])
        elif scope["type"] == "http" and path.endswith(CALLBACK) and (view := kept_view(scope)):
            back = [(b"location", view.encode("latin-1", "replace")), asgi.cookie(_COOKIE, "", 0)]
            send = asgi.altered(send, lambda message, headers: _back(message, headers, back))
        await self.app(scope, receive, send)


def _back(message: Message, headers: list[Header], back: list[Header]) -> list[Header]:
    if message["status"] not in (302, 303, 307):
        return headers
    return [*(one for one in headers if one[0].lower() != b"location"), *back]


def kept_view(scope: Scope) -> str | None:
    kept = asgi.cookies_of(scope).get(_COOKIE)
    return None if kept is None else asgi.own(unquote(kept))


class Shell:
    """Streamlit's start page in our words: British English, our title before it has loaded, a way past the menu."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and asgi.is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    page = reworded(body.decode("utf-8")).encode("utf-8")
                    dropped = (b"content-length", b"etag", b"last-modified")  # they describe the page as it was
                    headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
                    headers.append((b"content-length", str(len(page)).encode()))
                    await send({**start, "headers": headers})
                    await send({"type": "http.response.body", "body": page})

        if scope["type"] == "http" and scope["method"] == "GET" and not _as_it_is(asgi.below_root(scope)):
            await self.app(_asked_afresh(scope), receive, rewritten)
        else:
            await self.app(scope, receive, send)


def _as_it_is(path: str) -> bool:
    """Whether what is there is handed over as it was made: a file, Streamlit's own or taken away; a page of a frame."""
    return framed(path) or "." in path.rsplit("/", 1)[-1] or "/media/" in path


def _asked_afresh(scope: Scope) -> Scope:
    """Without "has it changed since", which would be answered for the page as Streamlit ships it; and uncompressed."""
    dropped = (b"if-none-match", b"if-modified-since", b"accept-encoding")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}


def reworded(page: str) -> str:
    """The start page in British English: our title, our script, the sentence without JavaScript."""
    page = page.replace('<html lang="en">', '<html lang="en-GB">', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>", 1)
    page = page.replace("<head>", f"<head>{_SCRIPTS}", 1)  # before Streamlit's own scripts, which look at what it says
    page = re.sub(r'\s*<!--(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*>', "", page, count=1, flags=re.DOTALL)
    return re.sub(r"<noscript>.*?</noscript>", _NO_SCRIPT, page, count=1, flags=re.DOTALL)
