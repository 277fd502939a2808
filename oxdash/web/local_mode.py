"""Local mode: whoever opens the address that the server printed when it started may do everything, at this machine.

Coming from this machine is not enough: any page that a browser here has open, any other program's, and any proxy that
adds no mark would come from it too. So a word, made anew at each start and known from the terminal alone, is exchanged
for a cookie; both are good until the server stops. And a connection counts only if it comes from loopback to a loopback
name, from a page of this very address, past no proxy.
"""

import ipaddress
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.types import Scope

from oxdash.vocabulary.addresses import place
from oxdash.web import asgi

WORD = "word"  # the query parameter of the address that is printed
NOT_THE_WORD = (
    "This address is of an earlier start of oxdash, or is not whole. Open the one that oxdash printed when it started."
)
_MARK = "x-oxdash-at-this-machine"
_IN, _AT_THE_DOOR = secrets.token_hex(16), secrets.token_hex(16)  # nobody outside this process can claim to be here
_OWN = {_MARK, "x-xsrftoken"}  # which Streamlit's own page sends with an upload
_PASSED_ON = re.compile(  # browsers send no X- header by themselves; the others are of proxies that write it otherwise
    r"x-.*|via|.*(forward|proxy|client-?ip|connecting-?ip|real-?ip|remote-|cdn-|cloudfront|akamai|incap|fastly).*"
    r"|(cf|fly|ssl|front-end|cloudflare|b3|trace|tailscale|ngrok)[a-z]*-.*|trace(parent|state)|b3"
    r"|client-cert(-chain)?|early-data|uber-trace-id"
)
_READING = ("GET", "HEAD")


def let_in(headers: Mapping[str, str]) -> bool:
    """Whether the headers that a page sees say that its reader came with the word: never so under ``streamlit run``."""
    return secrets.compare_digest(_marked(headers), _IN)


def at_the_door(headers: Mapping[str, str]) -> bool:
    """Whether its reader is at this machine and came without the word."""
    return secrets.compare_digest(_marked(headers), _AT_THE_DOOR)


def _marked(headers: Mapping[str, str]) -> str:
    mark = str(headers.get(_MARK) or "")
    return mark if mark.isascii() else ""


def at_this_machine(scope: Scope) -> bool:
    """A connection from loopback to a loopback name, from a page of that very address, that no proxy passed on.

    The name asked for counts too: a foreign site whose name is made to point here is not used from this machine.
    """
    client = scope.get("client")
    headers = [(name.decode("latin-1").lower().replace("_", "-"), value) for name, value in scope["headers"]]
    if client is None or any(_PASSED_ON.fullmatch(name) for name, _ in headers if name not in _OWN):
        return False
    said = {one: [value.decode("latin-1") for name, value in headers if name == one] for one in ("host", "origin")}
    if len(said["host"]) != 1 or len(said["origin"]) > 1:
        return False
    host = place(f"//{said['host'][0]}")
    asks = scope["type"] == "websocket" or scope.get("method") not in _READING  # a browser says from which page
    own_page = place(said["origin"][0]).netloc == said["host"][0] if said["origin"] else not asks
    name = host.hostname or ""
    return own_page and host.username is None and _loopback(client[0]) and (name == "localhost" or _loopback(name))


def _loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


class Word:
    """The word of one start, and the cookie that it is exchanged for."""

    def __init__(self) -> None:
        self.word, self._held = secrets.token_urlsafe(24), secrets.token_urlsafe(24)

    def lets_in(self, scope: Scope) -> bool:
        """Whether a connection is at this machine and brings the cookie of this start."""
        return at_this_machine(scope) and self._holds(scope)

    def _holds(self, scope: Scope) -> bool:
        held = asgi.cookies_of(scope).get(_cookie_name(scope), "")
        return held.isascii() and secrets.compare_digest(held, self._held)

    def is_it(self, said: str) -> bool:
        return said.isascii() and secrets.compare_digest(said, self.word)

    def cookie(self, scope: Scope) -> tuple[bytes, bytes]:
        """Until the browser is closed; never for a script, never with what another site has the browser ask for."""
        return asgi.cookie(_cookie_name(scope), self._held, site="Strict")

    def address(self, start: str) -> str:
        return f"{start}/?{WORD}={self.word}"


def _cookie_name(scope: Scope) -> str:
    """By the port: to a browser all programs of this machine are one site, and two servers would take each other's."""
    port = asgi.first(scope, b"host").rpartition(":")[2]
    return f"oxdash_local_{re.sub('[^0-9]', '', port) or 80}"


class LocalMode:
    """Marks in a header who is at this machine and whom the word let in; exchanges the word for the cookie.

    Any such mark that came from outside is taken away. ``on`` says whether there is a local mode at all; ``refused`` is
    told of each word that is not the right one: kind, address, sentence.
    """

    def __init__(self, app, word: Word, on: Callable[[], bool], refused: asgi.Refused = asgi.untold) -> None:
        self.app, self.word, self.on, self.refused = app, word, on, refused

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != _MARK.encode()]
        scope = {**scope, "headers": headers}
        here = self.on() and at_this_machine(scope)
        if here and (said := _word_of(scope)) is not None:
            await self._exchange(scope, send, said)
            return
        if here:
            mark = _IN if self.word.lets_in(scope) else _AT_THE_DOOR
            headers.append((_MARK.encode(), mark.encode()))
        await self.app(scope, receive, send)

    async def _exchange(self, scope, send, said: str) -> None:
        if not self.word.is_it(said):
            await asgi.said(scope, send, 403, "word of another start", NOT_THE_WORD, self.refused)
            return
        rest = urlencode([(name, value) for name, value in _query(scope) if name != WORD])
        view = asgi.own(scope["path"] + (f"?{rest}" if rest else "")) or "/"
        await asgi.answer(send, 303, [(b"location", view.encode()), asgi.NO_STORE, self.word.cookie(scope)])


def _query(scope) -> list[tuple[str, str]]:
    return parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)


def _word_of(scope) -> str | None:
    """The word that an address brings to a page; None where it brings none."""
    if scope["type"] != "http" or scope.get("method") not in _READING:
        return None
    return next((value for name, value in _query(scope) if name == WORD), None)


def start_of() -> str | None:
    """Where uvicorn will listen, by the command that it was started with; None where that cannot be told."""
    from uvicorn.main import main as uvicorn

    if "uvicorn" not in sys.argv[0]:
        return None
    said = uvicorn.make_context("uvicorn", sys.argv[1:], auto_envvar_prefix="UVICORN", resilient_parsing=True)
    asked = said.params
    host, port = str(asked.get("host")), asked.get("port")
    if not asked.get("app") or not isinstance(port, int) or not port or asked.get("uds"):
        return None
    name = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return f"{'https' if asked.get('ssl_certfile') else 'http'}://{name}:{port}"


def told(word: Word, base: str = "") -> str:
    """What is printed at start: the address, and what it is worth."""
    start = start_of()
    place = word.address(f"{start}{base}") if start else f"its address, with {word.address(base)}"
    return (
        f"oxdash is at {place}\n"
        "Whoever opens that address on this machine may do everything, until oxdash stops (Ctrl+C). "
        "Without its word everybody may only look."
    )
