"""Which addresses there are: pages, what a browser needs to show them, the sign-in, and open data. There are no others.

Streamlit 1.67 answers any address with its start page, and some that nobody here needs with what it knows of the
machine: metrics, a description for agents, a list of foreign sites that may steer a page.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum

CORE = "/_stcore"
CHOSEN = "/settings/_stcore/host-config"  # in Streamlit's words, below an address of ours: start.js names it


class Kind(Enum):
    PAGE = "page"
    FILE = "file of a page"
    HEALTH = "health"
    CONNECTING = "question before a page connects"
    STREAM = "websocket"
    UPLOAD = "upload"
    MEDIA = "file made for a reader"
    SIGN_IN = "sign-in"
    OPEN_DATA = "open data"
    RETURN = "return of a program"


READING = ("GET", "HEAD")
METHODS = {Kind.UPLOAD: ("PUT", "DELETE"), Kind.STREAM: (), Kind.SIGN_IN: ("GET",), Kind.RETURN: ("POST",)}
EMBEDDED = "/embed/"  # read-only pages and pictures that another site may frame, where a setting says so
RETURNS = "/api/returns"  # where a program sends one
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?$")
_MEDIA = re.compile(r"/media/[^/]+")
LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
SCRIPTS = ("start.js", "outcome.js", "menu.js")  # ours, beside this folder
_AT_THE_ROOT = ("/favicon.png", *(f"/{name}" for name in SCRIPTS))
_OWN_FILES = (*_AT_THE_ROOT, CHOSEN)


def framed(path: str) -> bool:
    """Whether an address is of what others may show in a frame: nothing of the app's own is put into it."""
    return path.startswith(EMBEDDED)


@dataclass(frozen=True)
class Place:
    """Something that is there: its kind, how the log names it, and the session an upload says it is of."""

    kind: Kind
    told: str
    session: str | None = None

    @property
    def methods(self) -> tuple[str, ...]:
        return METHODS.get(self.kind, READING)


class Addresses:
    """``pages``: names below the start. ``files``: of Streamlit's browser side, below it too. ``base``: the path that
    all of it lies under, asked for once there is a request."""

    def __init__(self, pages: Collection[str], files: Collection[str], base: Callable[[], str] = str) -> None:
        self.pages, self.files = frozenset(pages), frozenset(files)
        self._base = base

    @property
    def base(self) -> str:
        base = self._base().strip("/")
        return f"/{base}" if base else ""

    def of(self, path: str) -> Place | None:
        """What is at a path, as a request names it; None where nothing is."""
        if ".." in path.split("/"):  # Streamlit would refuse it too, but neither in words nor in the log
            return None
        if path == RETURNS:
            return Place(Kind.RETURN, path)
        if framed(path):
            return Place(Kind.OPEN_DATA, path)
        if path.startswith("/api/"):
            return Place(Kind.HEALTH if path == "/api/healthz" else Kind.OPEN_DATA, path)
        if path in _AT_THE_ROOT:
            return Place(Kind.FILE, path)
        base = self.base
        if not path.startswith(f"{base}/") and (path != base or not base):
            return None
        return self._below(path.removeprefix(base), path)

    def above(self, path: str) -> str | None:
        """The page that an address which is none lies under."""
        first = path.removeprefix(self.base).lstrip("/").partition("/")[0]
        return first if first in self.pages else None

    def _below(self, path: str, asked: str) -> Place | None:
        if path in ("", "/") or path.removeprefix("/").removesuffix("/") in self.pages:
            return Place(Kind.PAGE, asked)
        if path in _OWN_FILES or path.removeprefix("/") in self.files:
            return Place(Kind.FILE, asked)
        if path == f"{CORE}/health":
            return Place(Kind.CONNECTING, asked)
        if path == f"{CORE}/stream":
            return Place(Kind.STREAM, asked)
        if path in (LOGIN, LOGOUT, CALLBACK):
            return Place(Kind.SIGN_IN, asked)
        if _MEDIA.fullmatch(path):
            return Place(Kind.MEDIA, f"{self.base}/media/-")
        if found := UPLOAD.fullmatch(path):
            return Place(Kind.UPLOAD, f"{self.base}{CORE}/upload_file/-/-", found["session"])
        return None
