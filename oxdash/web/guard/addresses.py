"""Whose address a request comes from. What a proxy says of it counts only where the settings name that proxy."""

import ipaddress
from collections.abc import Iterable

from oxdash.vocabulary.addresses import SOCKET
from oxdash.web.asgi import header, peer_of

NOBODY = "an unknown address"
_FOR, _SCHEME = b"x-forwarded-for", b"x-forwarded-proto"
_WIDTH = 64  # bits: somebody who has one IPv6 address has the whole network of it


class Proxies:
    """Those in front whose word is taken."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        named = tuple(named)
        self._socket = SOCKET in named
        self._networks = [ipaddress.ip_network(one, strict=False) for one in named if one != SOCKET]

    def among(self, address: str) -> bool:
        if address == SOCKET:
            return self._socket
        found = _parsed(address)
        return found is not None and any(found in network for network in self._networks)

    def seen_from(self, scope: dict) -> dict:
        """The scope with the address and the scheme that a named proxy says; any other's word is left aside.

        Of several addresses the last that is no named proxy counts: what stands before it anybody may have written.
        """
        peer = peer_of(scope)
        if not self.among(peer):
            return scope
        said = [one.strip() for value in header(scope, _FOR) for one in value.split(",")]
        client, found = scope["client"], _last(said, self)
        if found is not None:
            client = (found, 0)
        schemes = [value.strip().lower() for value in header(scope, _SCHEME)]
        scheme = scope.get("scheme", "http")
        if len(schemes) == 1 and schemes[0] in ("http", "https"):
            secure = schemes[0] == "https"
            scheme = ("wss" if secure else "ws") if scope["type"] == "websocket" else schemes[0]
        return {**scope, "client": client, "scheme": scheme}


class SeenFrom:
    """ASGI middleware before all others: from here on, a connection comes from where a named proxy says it does."""

    def __init__(self, app, proxies: Proxies) -> None:
        self.app, self.proxies = app, proxies

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = self.proxies.seen_from(scope)
        await self.app(scope, receive, send)


def counted(address: str) -> str:
    """What an address is counted as: itself; in IPv6 its network."""
    found = _parsed(address)
    if found is None:
        return address if address == SOCKET else NOBODY
    if found.version == 6:
        return str(ipaddress.ip_network((found, _WIDTH), strict=False))
    return str(found)


def _last(said: list[str], proxies: Proxies) -> str | None:
    for one in reversed(said):
        found = _parsed(one)
        if found is None:
            return None  # written by nobody who may be believed
        if not proxies.among(str(found)):
            return str(found)
    return None


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
