"""What of uvicorn the guard takes over: connections that never ask for anything, the size of what it reads, its log.

An ASGI application sees a request once its head has come whole. Who opens a connection and sends nothing, or half a
head, is not seen, and stands for ever in uvicorn 0.54; a message of a websocket is kept until all of it has come. What
is touched of uvicorn, by names that are not promised to stay, is in this file alone. It is reached through the lifespan
messages, which uvicorn's own object hands out; tests/faults/test_listening.py shows on a real server that it still is.
"""

import asyncio
import contextlib
import errno
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from oxdash.guard import log
from oxdash.guard.addresses import SOCKET, Proxies
from oxdash.guard.connections import Connection, Connections, Limits, Wait

try:
    import resource
except ImportError:  # on Windows, where a process's files are not bounded like this
    resource = None

WANTED_FILES = 8192  # open files that a thousand pages and their sessions may need
FOR_THE_REST = 512  # of them, not for connections: sessions, fonts, workbooks
SPARE = 64  # files kept for what is read and written
NO_FILES = "The server has no files left to open."
NOT_HELD = (
    "This server is not uvicorn, so connections that say nothing, and the size of messages, are its own to bound."
)

Send = Callable[[dict], Awaitable[None]]


class Peers:
    """TCP connections, which have said nothing until the head of a request has come."""

    def __init__(self, silent: int, silence: float, proxies: Proxies, throttle: log.Throttle) -> None:
        self.silence, self.proxies, self.throttle = silence, proxies, throttle
        self.limits = Limits(silent, each=WANTED_FILES, everybody=WANTED_FILES)
        self.connections = Connections(self.limits)

    def have(self, files: int) -> None:
        """Leave some of the files that the process may open for everything else."""
        self.limits = replace(self.limits, everybody=max(files // 2, files - FOR_THE_REST))
        self.connections.limits = self.limits

    def watch(self, protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
        """uvicorn's protocol of one connection, which closes when nothing comes of it."""
        peers = self

        class Watched(protocol):
            _place: Connection | None = None
            _waits: Wait | None = None

            def connection_made(self, transport) -> None:
                super().connection_made(transport)
                peer = transport.get_extra_info("peername")
                self._peer = peer[0] if peer else SOCKET
                if peers.proxies.among(self._peer):  # it brings everybody's, and does not dawdle
                    return
                place = peers.connections.came(self._peer, self._leave)
                if isinstance(place, str):
                    self._leave("too many connections")
                    return
                self._place = place
                self._waits = peers.connections.wait(place, peers.silence)

            def data_received(self, data: bytes) -> None:
                super().data_received(data)
                if self._place is None:
                    return
                if self.transport.get_protocol() is not self:  # a websocket from now on, which the guard counts itself
                    self._gone()
                elif _answering(self):
                    self._waits.over()
                    peers.connections.spoke(self._place)
                elif not self._place.silent:  # the beginning of another request, on a connection that was kept
                    peers.connections.fell_silent(self._place)
                    self._waits = peers.connections.wait(self._place, peers.silence)

            def connection_lost(self, exc) -> None:
                self._gone()
                super().connection_lost(exc)

            def _gone(self) -> None:
                if self._place is not None:
                    self._waits.over()
                    peers.connections.went(self._place)

            def _leave(self, why: str) -> None:
                peers.throttle.refused(why, self._peer, "Nothing was asked for.")
                self.transport.abort()

        return Watched


def _answering(protocol) -> bool:
    cycle = getattr(protocol, "cycle", None)
    return cycle is not None and not cycle.response_complete


def take_over(receive: Callable, peers: Peers, message: int) -> None:
    """Before the first connection: bound what uvicorn reads, whom it believes, and what it writes down."""
    config = getattr(getattr(receive, "__self__", None), "config", None)
    asked_for = logging.getLogger("uvicorn.access")
    writes = bool(getattr(config, "access_log", True)) and asked_for.isEnabledFor(logging.INFO)
    log.begin()
    log.REQUESTS.disabled = not writes
    asked_for.disabled = True
    if files := _more_files():
        peers.have(files)
    if not hasattr(config, "http_protocol_class"):
        log.LOG.warning(NOT_HELD)
        return
    config.http_protocol_class = peers.watch(config.http_protocol_class)
    config.ws_max_size = min(config.ws_max_size, message)
    inner = getattr(config.loaded_app, "app", None)
    if type(config.loaded_app).__name__ == "ProxyHeadersMiddleware" and inner is not None:
        config.loaded_app = inner  # it believes whatever comes from this machine; the settings name who is believed


def _more_files() -> int | None:
    """Ask for as many open files as the limits on connections let in; how many there are, where that is bounded."""
    if resource is None:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, WANTED_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def no_room() -> str | None:
    """Whether the process has hardly a file left to open, in a sentence; None where it has more, or cannot tell."""
    try:
        open_files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError as error:
        return NO_FILES if error.errno in (errno.EMFILE, errno.ENFILE) else None
    if resource is None:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return NO_FILES if soft != resource.RLIM_INFINITY and open_files > soft - SPARE else None


def written_down(scope: dict, place, send: Send) -> Send:
    """``send`` that writes a request into the log once its answer begins: from where, what, and how it was answered."""
    if log.REQUESTS.disabled:
        return send
    address, method = (scope.get("client") or (SOCKET,))[0], scope["method"]
    told = log.one_line(place.told if place else scope["path"])

    async def sent(message: dict) -> None:
        if message["type"] == "http.response.start":
            log.REQUESTS.info("%s %s %s %d", address, log.one_line(method), told, message["status"])
        await send(message)

    return sent
