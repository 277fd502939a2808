"""What of uvicorn the guard takes over: each connection, the size of what it reads, whom it believes, its log.

What is touched of uvicorn 0.54, by names that are not promised to stay, is in this file and in `peers`. It is reached
through the lifespan messages, which uvicorn's own object hands out; tests/faults/test_served.py shows on a real server
that it still is.
"""

import contextlib
import errno
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from oxdash.web.guard import log
from oxdash.web.guard.peers import WANTED_FILES, Peers

try:
    import resource
except ImportError:  # on Windows, where a process's files are not bounded like this
    resource = None  # type: ignore[assignment]  # there are no types for a module that may be missing

SPARE = 64  # files kept for what is read and written
NO_FILES = "The server has no files left to open."
NOT_HELD = (
    "This server is not uvicorn, so connections that say nothing, and the size of messages, are its own to bound."
)


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
