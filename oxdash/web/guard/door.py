"""Stands before Streamlit, its websocket and its routes: passes what a page needs, and answers the rest in words.

It knows who asks, from where, for what, how large and how often. Nothing that is refused reaches Streamlit. For one,
Streamlit 1.67 judges a websocket's Origin by asking an outside service for the server's own address, on the event loop:
only where it equals the Host to the letter does it know without asking.
"""

import asyncio
from dataclasses import dataclass, field
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oxdash.web import asgi
from oxdash.web.asgi import peer_of
from oxdash.web.guard import listening, log, messages
from oxdash.web.guard.addresses import Proxies
from oxdash.web.guard.connections import Connections, Limits
from oxdash.web.guard.log import Throttle
from oxdash.web.guard.routes import Addresses, Kind, Place

FOREIGN = "Open this dashboard at its own address: another site may not use it."
NOTHING_HERE = "There is nothing at this address"
NOT_FOUND = "No page of this dashboard has the address you asked for."
METHOD = "This address is for reading only."
TO_SEND = "A program sends a return to this address with POST. How is described at /api/openapi.json."
NOT_READ = "Open this address in a page of the dashboard, not by itself."
SILENT = "Nothing was said on this connection."
FULL = "This dashboard is full just now"


@dataclass(frozen=True)
class Bounds:
    """How much of anything is let in."""

    connections: Limits = field(default_factory=Limits)
    silence: float = 20  # seconds until a connection that has said nothing is closed
    taking: float = 60  # seconds until one that takes nothing of its answer is
    message: int = messages.LARGEST  # bytes
    burst: int = 100  # messages at once on one connection; after that, so many a second, the others wait
    a_second: float = 50


class Door:
    """What the guard and the server share: who is here, and what was said of those who are not."""

    def __init__(
        self, bounds: Bounds = Bounds(), proxies: Proxies | None = None, throttle: Throttle | None = None
    ) -> None:
        self.bounds, self.proxies = bounds, proxies or Proxies()
        self.throttle = throttle or Throttle()
        self.pages = Connections(bounds.connections)  # websockets: one for each page that somebody looks at
        self.requests = Connections(bounds.connections)  # under way
        self.peers = listening.Peers(
            bounds.connections.silent, bounds.silence, bounds.taking, self.proxies, self.throttle
        )

    def said(self) -> str | None:
        """Why nobody else can be let in, in a sentence; None where somebody can."""
        if self.pages.used_up or self.requests.used_up:
            return "All connections are in use."
        return listening.no_room()


class Guard:
    """ASGI middleware; the outermost of those that decide anything."""

    def __init__(self, app: ASGIApp, door: Door, addresses: Addresses) -> None:
        self.app, self.door, self.addresses = app, door, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            listening.take_over(receive, self.door.peers, self.door.bounds.message)
            await self.app(scope, receive, send)
            return
        path = asgi.below_root(scope)
        place = self.addresses.of(path)
        told = place.told if place else path
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send, place, told)
        else:
            await self._request(scope, receive, log.written_down(scope, told, send), place)

    async def _request(self, scope: Scope, receive: Receive, send: Send, place: Place | None) -> None:
        address, method = peer_of(scope), scope["method"]
        if place is None:
            self.door.throttle.refused("address that is none", address, f"{method} {scope['path']}")
            await asgi.refuse(scope, send, 404, NOTHING_HERE, NOT_FOUND, links=self._ways(scope["path"]))
            return
        refuse = partial(asgi.refuse, scope, send, as_data=place.kind is Kind.RETURN)
        if place.kind is not Kind.OPEN_DATA and foreign(scope):
            self.door.throttle.refused("another site", address, f"{method} {place.told}")
            await refuse(403, "Another site", FOREIGN)
            return
        if method not in place.methods:
            self.door.throttle.refused("method", address, f"{method} {place.told}")
            allowed = ((b"allow", ", ".join(place.methods).encode()),) if place.methods else ()
            sentence = TO_SEND if place.kind is Kind.RETURN else METHOD if place.methods else NOT_READ
            await refuse(405 if allowed else 404, NOTHING_HERE, sentence, more=allowed)
            return
        if place.kind is Kind.HEALTH:  # answered however many there are
            await self.app(scope, receive, send)
            return
        begins = place.kind in (Kind.PAGE, Kind.CONNECTING)  # a browser shows the person what it is told here
        full = self.door.pages.refusal(address) if begins else None
        one = full or self.door.requests.came(address)
        if isinstance(one, str):
            self.door.throttle.refused("too many connections", address, one)
            await refuse(503, FULL, one, more=((b"retry-after", b"60"),))
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.door.requests.went(one)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send, place: Place | None, told: str) -> None:
        address, away = peer_of(scope), log.written_down(scope, told, send)
        if place is None or place.kind is not Kind.STREAM:
            await self._turn_away(scope, away, 404, "address that is none", NOT_FOUND)
        elif not own(scope):
            await self._turn_away(scope, away, 403, "another site", FOREIGN)
        elif sentence := self.door.pages.refusal(address):
            await self._turn_away(scope, away, 503, "too many connections", sentence)
        else:
            await _Page(self, scope, receive, send).look_after()

    async def _turn_away(self, scope: Scope, send: Send, status: int, kind: str, sentence: str) -> None:
        self.door.throttle.refused(kind, peer_of(scope), sentence)
        await asgi.refuse(scope, send, status, NOTHING_HERE, sentence)

    def _ways(self, path: str) -> dict[str, str]:
        above = self.addresses.above(path)
        ways = {f"{self.addresses.base}/{above}": "The page above it"} if above else {}
        return ways | {f"{self.addresses.base}/": "The overview, where every page begins"}


class _Page:
    """One websocket: let in, waited for until it says something, and only then given to Streamlit.

    Streamlit would make a session of a connection that says nothing, and keep files open for it.
    """

    def __init__(self, guard: Guard, scope: Scope, receive: Receive, send: Send) -> None:
        self.app, self.door = guard.app, guard.door
        self.scope, self._receive, self._send = scope, receive, send
        self.address = peer_of(scope)
        self.bounds = self.door.bounds
        self._closed = False
        self._first: Message | None = None
        self._told = False  # Streamlit has been told of the connection
        self._left, self._since = float(self.bounds.burst), 0.0

    async def look_after(self) -> None:
        await self._receive()  # websocket.connect
        one = self.door.pages.came(self.address, self._leave)
        if isinstance(one, str):
            await asgi.refuse(self.scope, self._send, 503, FULL, one)
            return
        wait = self.door.pages.wait(one, self.bounds.silence)
        try:
            offered = self.scope.get("subprotocols") or [None]
            await self._send({"type": "websocket.accept", "subprotocol": offered[0]})
            log.answered(self.scope, self.scope["path"], 101)
            self._since = asyncio.get_running_loop().time()
            first = await self._next()
            wait.over()
            if first["type"] != "websocket.receive":
                return
            if sentence := self.door.pages.spoke(one):
                await self._close("too many connections", sentence, 1013)
                return
            self._first = first
            await self.app(self.scope, self.receive, self.send)
        finally:
            wait.over()
            self.door.pages.went(one)

    async def receive(self) -> Message:
        """What Streamlit is told: of the connection, of what was said first, and of what came after."""
        if not self._told:
            self._told = True
            return {"type": "websocket.connect"}
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return await self._next()

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.accept" or self._closed:  # it was accepted long ago, or is closed already
            return
        if message["type"] == "websocket.http.response.start":
            message = {"type": "websocket.close", "code": 1008}
        elif message["type"] == "websocket.http.response.body":
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    async def _next(self) -> Message:
        """The next message, looked at; a disconnection in place of one that no page sends."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            if message.get("code") == messages.TOO_LARGE:  # the server itself stopped reading it
                self.door.throttle.refused("message too large", self.address, "It was not read to its end.")
            return message
        try:
            data = messages.passed(message.get("bytes"), self.bounds.message)
        except messages.Refused as refused:
            await self._close(refused.kind, refused.sentence, refused.code)
            return {"type": "websocket.disconnect", "code": refused.code}
        await self._wait()
        return {"type": "websocket.receive", "bytes": data}

    async def _wait(self) -> None:
        """Hold a page back that says more than anybody can press: it is read no faster than this."""
        now = asyncio.get_running_loop().time()
        self._left = min(self.bounds.burst, self._left + (now - self._since) * self.bounds.a_second) - 1
        self._since = now
        if self._left < 0:
            await asyncio.sleep(-self._left / self.bounds.a_second)

    async def _close(self, kind: str, sentence: str, code: int) -> None:
        if not self._closed:
            self._closed = True
            self.door.throttle.refused(kind, self.address, sentence)
            await self._send({"type": "websocket.close", "code": code, "reason": sentence[: asgi.LONGEST_REASON]})

    def _leave(self, kind: str) -> None:
        self._leaving = asyncio.ensure_future(self._close(kind, SILENT, messages.NOT_ALLOWED))


def own(scope: Scope) -> bool:
    """Whether a websocket is opened by a page of this very site: exactly one Origin, equal to the one Host."""
    origins, hosts = asgi.header(scope, b"origin"), asgi.header(scope, b"host")
    return len(origins) == 1 and len(hosts) == 1 and _same(origins[0], hosts[0])


def foreign(scope: Scope) -> bool:
    """Whether a request says that it comes from another site. One that says nothing was typed or followed."""
    origins, hosts = asgi.header(scope, b"origin"), asgi.header(scope, b"host")
    if origins and not (len(origins) == len(hosts) == 1 and _same(origins[0], hosts[0])):
        return True
    return scope["method"] not in ("GET", "HEAD") and any(
        said.lower() not in ("same-origin", "none") for said in asgi.header(scope, b"sec-fetch-site")
    )


def _same(origin: str, host: str) -> bool:
    return bool(host) and origin in (f"http://{host}", f"https://{host}")
