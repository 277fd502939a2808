"""What the server adds to a connection that a page cannot: cookies for https alone, and the way back from signing in.

Both are ASGI middleware. Streamlit does not know that a proxy in front of it speaks https, and forgets the address a
person was at when it sends them to sign in.
"""

from collections.abc import Callable
from urllib.parse import SplitResult, quote, unquote, urlsplit

Refused = Callable[[str, str, str], None]  # who is told of a refusal: its kind, whom it met, the sentence
HSTS = b"max-age=31536000"  # a year; of this name alone, for other names of the council's are not ours to say
_BEGINS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
_LEAVING = ("/auth/login", "/auth/logout")
_COOKIE = "oxdash_way_back"
_LONGEST = 1500  # characters of an address kept in the cookie


class OverHttps:
    """Where people's address is https: no cookie ever goes over plain http, and browsers are told to use https alone.

    ``address`` gives the address people use, as far as it is known; a connection that came by https says so itself, or
    is taken to by then on the word of a named proxy.
    """

    def __init__(self, app, address: Callable[[], str | None]) -> None:
        self.app, self.address = app, address

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] not in ("http", "websocket") or not self._is_https(scope):
            await self.app(scope, receive, send)
            return

        async def guarded(message) -> None:
            if message["type"] in _BEGINS:
                headers = [_secure(name, value) for name, value in message.get("headers", [])]
                if message["type"] == "http.response.start":
                    headers.append((b"strict-transport-security", HSTS))
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, guarded)

    def _is_https(self, scope) -> bool:
        return scope.get("scheme") in ("https", "wss") or (self.address() or "").lower().startswith("https://")


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    attributes = [part.strip().lower() for part in value.split(b";")[1:]]
    bare = name.lower() == b"set-cookie" and b"secure" not in attributes
    return name, value + b"; Secure" if bare else value


class WayBack:
    """Brings a person back to the view they were on once they have signed in or out.

    The address of the page stands in the Referer when its browser goes there; it is kept in a short-lived
    cookie, and put in place of Streamlit's own "back to the start" afterwards. Only a path of this site is ever used.
    """

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith((*_LEAVING, "/oauth2callback")):
            await self.app(scope, receive, send)
            return
        leaving = path.endswith(_LEAVING)
        view = referred_view(scope) if leaving else kept_view(scope)

        async def with_the_way(message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                if leaving and view:
                    headers.append(cookie(_COOKIE, quote(view, safe=""), 600))
                elif not leaving and view and message["status"] in (302, 303, 307):
                    headers = [(name, value) for name, value in headers if name.lower() != b"location"]
                    headers += [(b"location", view.encode("latin-1", "replace")), cookie(_COOKIE, "", 0)]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, with_the_way)


def untold(kind: str, address: str, sentence: str) -> None:
    """Nobody is told of a refusal."""


def peer(scope) -> str:
    """The address that a connection comes from, as far as it has one."""
    return scope["client"][0] if scope.get("client") else "an unknown address"


async def said(send, status: int, sentence: str) -> None:
    """Answer with a sentence and nothing else."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})


def _header(scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted), "")


def referred_view(scope) -> str | None:
    """Path and query of the page the browser comes from, where that is a page of this site."""
    said = place(_header(scope, b"referer"))
    return (
        own(f"{said.path}?{said.query}" if said.query else said.path)
        if said.netloc == _header(scope, b"host")
        else None
    )


def place(address: str) -> SplitResult:
    """An address taken apart; one that cannot be is nowhere."""
    try:
        return urlsplit(address)
    except ValueError:  # a bracket that is not closed, and the like
        return urlsplit("")


def sent_by_another_site(scope) -> bool:
    """Whether a browser says that another site's page, or another program's on this machine, had it ask for this."""
    if _header(scope, b"sec-fetch-site") in ("cross-site", "same-site"):
        return True
    referer = _header(scope, b"referer")
    return bool(referer) and place(referer).netloc != _header(scope, b"host")


def cookies_of(scope) -> dict[str, str]:
    """The cookies that came with a request, as they stand there."""
    pairs = (part.strip().partition("=") for part in _header(scope, b"cookie").split(";"))
    return {name: value for name, _, value in pairs if name}


def cookies_set(message) -> dict[str, str]:
    """The cookies that an answer gives, without those it takes away."""
    given = (value.decode("latin-1") for name, value in message["headers"] if name.lower() == b"set-cookie")
    pairs = (one.split(";", 1)[0].strip().partition("=") for one in given)
    return {name: value for name, _, value in pairs if value.strip('"')}


def kept_view(scope) -> str | None:
    kept = cookies_of(scope).get(_COOKIE)
    return None if kept is None else own(unquote(kept))


def own(view: str) -> str | None:
    """The view where it is a plain path of this site: not another host's, not one that a browser reads as such."""
    plain = view.isascii() and view.isprintable() and " " not in view and "\\" not in view and len(view) <= _LONGEST
    return view if plain and view.startswith("/") and not view.startswith("//") else None


def cookie(name: str, value: str, seconds: int) -> tuple[bytes, bytes]:
    """The header of a cookie for this site's own pages, for so long; gone at once with no seconds."""
    return b"set-cookie", f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax".encode()
