"""What of uvicorn the guard takes over: each connection, the size of what it reads, whom it believes, its log.

An ASGI application sees a request once its head has come whole, and a message once its last byte has. Who opens a
connection and sends nothing, or half of anything, is not seen, and uvicorn 0.54 waits for ever; it also keeps an answer
for as long as nobody takes it. So its protocols are extended here.

What is touched of uvicorn 0.54, by names that are not promised to stay, is in this file. It is reached through the
lifespan messages, which uvicorn's own object hands out; tests/faults/test_served.py shows on a real server that it
still is.
"""

import asyncio
import contextlib
import errno
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oxdash.vocabulary.addresses import SOCKET
from oxdash.web.guard import log
from oxdash.web.guard.addresses import Proxies
from oxdash.web.guard.connections import Connection, Connections, Limits, Wait
from oxdash.web.guard.log import Throttle

try:
    import resource
except ImportError:  # on Windows, where a process's files are not bounded like this
    resource = None  # type: ignore[assignment]  # there are no types for a module that may be missing

WANTED_FILES = 8192  # open files that a thousand pages and their sessions may need
FOR_THE_REST = 512  # of them, not for connections: sessions, fonts, workbooks
SPARE = 64  # files kept for what is read and written
PIECES = 100  # of one message; a browser sends it whole
NOTHING = "Nothing was asked for."
HALF = "Half a message came, and no more."
NOT_TAKEN = "Nothing of the answer was taken."
NO_FILES = "The server has no files left to open."
NOT_HELD = (
    "This server is not uvicorn, so connections that say nothing, and the size of messages, are its own to bound."
)


class Peers:
    """``silence``: seconds for the head of a request, and for a message once begun; ``taking``: for an answer."""

    def __init__(self, silent: int, silence: float, taking: float, proxies: Proxies, throttle: Throttle) -> None:
        self.silence, self.taking, self.proxies, self.throttle = silence, taking, proxies, throttle
        self.connections = Connections(Limits(silent, each=WANTED_FILES, everybody=WANTED_FILES))

    def have(self, files: int) -> None:
        """Leave some of the files that the process may open for everything else."""
        everybody = max(files // 2, files - FOR_THE_REST)
        self.connections.limits = replace(self.connections.limits, everybody=everybody)

    def asking(self, protocol: Any) -> Any:
        """uvicorn's protocol of a connection that asks over HTTP; silent until the head of a request has come."""
        peers = self

        class Asking(_Taking, protocol):  # a class that is known while the program runs
            among = peers
            _place: Connection | None = None
            _waits: Wait | None = None

            def connection_made(self, transport) -> None:
                super().connection_made(transport)
                if peers.proxies.among(_peer(transport)):  # it brings everybody's, and each whole
                    return
                place = peers.connections.came(_peer(transport), self.leave)
                if isinstance(place, str):
                    self.leave("too many connections", place)
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
                    self._over()
                    peers.connections.spoke(self._place)
                elif not self._place.silent:  # the beginning of another request, on a connection that was kept
                    peers.connections.fell_silent(self._place)
                    self._waits = peers.connections.wait(self._place, peers.silence)

            def connection_lost(self, exc) -> None:
                self._gone()
                super().connection_lost(exc)

            def _gone(self) -> None:
                if self._place is not None:
                    self._over()
                    peers.connections.went(self._place)

            def _over(self) -> None:
                if self._waits is not None:
                    self._waits.over()

        return Asking

    def talking(self, protocol: Any) -> Any:
        """uvicorn's protocol of a websocket; a message that has begun has to come to its end."""
        peers = self

        class Talking(_Taking, protocol):
            among = peers
            frames: list
            _whole = True
            _waits: asyncio.TimerHandle | None = None

            def data_received(self, data: bytes) -> None:
                self._whole = False
                super().data_received(data)
                if self._whole:
                    self._over()
                elif self._waits is None:
                    loop = asyncio.get_running_loop()
                    self._waits = loop.call_later(peers.silence, self.leave, "half a message", HALF)

            def handle_connect(self, event) -> None:
                self._whole = True
                super().handle_connect(event)

            def send_receive_event_to_app(self) -> None:
                self._whole = True
                super().send_receive_event_to_app()

            def handle_cont(self, event) -> None:
                if len(self.frames) < PIECES:
                    super().handle_cont(event)
                else:
                    self.frames = []
                    self.leave("message in pieces", HALF)

            def handle_ping(self) -> None:
                self._whole = not self.frames  # one may come between the pieces of a message
                super().handle_ping()

            def handle_pong(self, event) -> None:
                self._whole = not self.frames
                super().handle_pong(event)

            def connection_lost(self, exc) -> None:
                self._over()
                super().connection_lost(exc)

            def _over(self) -> None:
                if self._waits is not None:
                    self._waits.cancel()
                    self._waits = None

        return Talking


if TYPE_CHECKING:

    class _Protocol(asyncio.Protocol):
        """What uvicorn's protocols have."""

        transport: asyncio.Transport
else:
    _Protocol = object


class _Taking(_Protocol):
    """A connection that takes nothing of what it is sent is closed."""

    among: Peers
    _takes: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        if self._takes is None:
            loop = asyncio.get_running_loop()
            self._takes = loop.call_later(self.among.taking, self.leave, "answer not taken", NOT_TAKEN)
        super().pause_writing()

    def resume_writing(self) -> None:
        self._taken()
        super().resume_writing()

    def connection_lost(self, exc) -> None:
        self._taken()
        super().connection_lost(exc)

    def _taken(self) -> None:
        if self._takes is not None:
            self._takes.cancel()
            self._takes = None

    def leave(self, kind: str, why: str = NOTHING) -> None:
        self.among.throttle.refused(kind, _peer(self.transport), why)
        self.transport.abort()


def _peer(transport) -> str:
    peer = transport.get_extra_info("peername")
    return peer[0] if peer else SOCKET


def _answering(protocol) -> bool:
    cycle = getattr(protocol, "cycle", None)
    return cycle is not None and not cycle.response_complete


def take_over(receive: Callable, peers: Peers, message: int) -> None:
    """Before the first connection: bound what uvicorn reads, whom it believes, and what it writes down."""
    config: Any = getattr(getattr(receive, "__self__", None), "config", None)
    log.begin()
    log.REQUESTS.disabled = not (getattr(config, "access_log", True) and _tells_everything(config))
    logging.getLogger("uvicorn.access").disabled = True
    if files := _more_files():
        peers.have(files)
    if not hasattr(config, "http_protocol_class"):
        log.LOG.warning(NOT_HELD)
        return
    config.http_protocol_class = peers.asking(config.http_protocol_class)
    if config.ws_protocol_class is not None:
        config.ws_protocol_class = peers.talking(config.ws_protocol_class)
    config.ws_max_size = min(config.ws_max_size, message)
    inner = getattr(config.loaded_app, "app", None)
    if type(config.loaded_app).__name__ == "ProxyHeadersMiddleware" and inner is not None:
        config.loaded_app = inner  # it believes whatever comes from this machine; the settings name who is believed


def _tells_everything(config) -> bool:
    """Whether --log-level lets ordinary lines through. Streamlit sets the levels of the loggers themselves anew."""
    level = getattr(config, "log_level", None) or "info"
    return (level if isinstance(level, int) else logging.getLevelNamesMapping().get(level.upper(), 0)) <= logging.INFO


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
