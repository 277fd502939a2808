"""Sessions: whose one is, what it has uploaded, which Streamlit 1.67 keeps to itself, and what is held of that here.

A workbook is held between its check and its submission: in memory only, bounded, and let go of. One a session, so that
a second takes the first one's place; a few a person, however many pages they open. Nothing of it counts.

There is no public way to ask Streamlit. What is private of it and oxdash touches is in this file (but for the one
switch of its page list in screen.py), and tests/browser/test_upload_guard_http.py shows on a real server that it still
answers as it did.
"""

import itertools
import json
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.runtime import Runtime
from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import get_run_yield_check
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from oxdash.web import handing_out

LOOK_AFTER = 30  # seconds between two looks at what has been left behind
KEEP_SECONDS = 30 * 60
EACH_PERSON = 3  # workbooks
ALL_SESSIONS_BYTES = 40 * 1024 * 1024
_said: dict[str, str] = {}  # session: what became of an upload that was refused on its way
_unfetched: set[str] = set()  # files to take away that lay there at the last look
_numbers = itertools.count()
_HANDING_OUT = "oxdash"  # in place of a session, whose next run would let go of them
_left: set[tuple[str, str]] = set()  # uploads that lay in Streamlit's manager at the last look


@dataclass(frozen=True)
class Held:
    """One file. ``made`` keeps what was worked out from it, and goes when it goes; ``page``: which one took it."""

    name: str
    data: bytes
    since: float
    person: str = ""
    page: str = ""
    made: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)


class Holding:
    """What every session together holds: at most ``limit`` bytes, each for at most ``keep`` seconds."""

    def __init__(
        self, limit: int = ALL_SESSIONS_BYTES, keep: float = KEEP_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limit, self.keep, self.clock = limit, keep, clock
        self._held: dict[str, Held] = {}  # the oldest first
        self._gave_way: set[str] = set()  # sessions whose workbook a newer one of the same person put out
        self._lock = threading.Lock()

    def put(self, session: str, name: str, data: bytes, person: str = "", page: str = "") -> bool:
        """Hold a session's file in place of the one it had; False where there is no room, and then it has none.

        ``person`` is whose it is: of theirs in other sessions the newest stay. Another ``page`` of the session does not
        get it, and has it told that its own gave way.
        """
        with self._lock:
            self._sweep()
            before = self._held.pop(session, None)
            self._gave_way.discard(session)
            if before is not None and before.page != page:
                self._gave_way.add(session)
            theirs = [other for other, one in self._held.items() if one.person == person]
            for oldest in theirs[: max(len(theirs) + 1 - EACH_PERSON, 0)]:
                del self._held[oldest]
                self._gave_way.add(oldest)
            if self._bytes() + len(data) > self.limit:
                return False
            self._held[session] = Held(name, data, self.clock(), person, page)
            return True

    def get(self, session: str, page: str = "") -> Held | None:
        """What the session holds of a page's; None where it was let go of."""
        with self._lock:
            self._sweep()
            found = self._held.get(session)
            return found if found is not None and found.page == page else None

    def gave_way(self, session: str) -> bool:
        """Whether the session's workbook was let go of for newer ones of the same person."""
        return session in self._gave_way

    def let_go(self, session: str) -> None:
        with self._lock:
            self._held.pop(session, None)
            self._gave_way.discard(session)

    def keep_only(self, sessions: Collection[str]) -> None:
        """Let go of what sessions held that are no more."""
        with self._lock:
            self._held = {session: one for session, one in self._held.items() if session in sessions}
            self._gave_way &= set(sessions)

    def bytes_of(self, session: str | None) -> int:
        """Bytes that a session holds; all of them together for None."""
        with self._lock:
            self._sweep()
            return self._bytes() if session is None else len(self._held[session].data) if session in self._held else 0

    def _bytes(self) -> int:
        return sum(len(one.data) for one in self._held.values())

    def _sweep(self) -> None:
        oldest = self.clock() - self.keep
        self._held = {session: one for session, one in self._held.items() if one.since > oldest}


HELD = Holding()


def own() -> str:
    """The id of the session that runs this script."""
    return _context().session_id


def _context() -> ScriptRunContext:
    if (context := get_script_run_ctx()) is None:
        raise RuntimeError("this is asked while a page runs, and by nobody else")
    return context


def runs() -> bool:
    """Whether this thread runs a page for somebody."""
    return get_script_run_ctx(suppress_warning=True) is not None


def pause() -> None:
    """End the run of whoever has left the page, or chosen something else, while it waits; nothing otherwise."""
    if check := get_run_yield_check():
        check()


def claims(session: str) -> dict | None:
    """What the sign-in said of the person whose connected session this is, {} for nobody; None for no such session."""
    active = Runtime.instance()._session_mgr.get_active_session_info(session) if Runtime.exists() else None
    return None if active is None else dict(active.session._user_info)


def connected(session: str) -> bool:
    """Whether a page is open here by that session."""
    return claims(session) is not None


def everybodys_claims() -> dict[str, dict]:
    """The same of every session, those included whose connection went a moment ago, by their ids."""
    known = Runtime.instance()._session_mgr.list_sessions() if Runtime.exists() else []
    return {one.session.id: dict(one.session._user_info) for one in known}


def claims_in(cookies: Mapping[str, str]) -> dict:
    """What the sign-in said of the person whose cookies these are; {} where they hold none that is believed."""
    try:
        said = json.loads(_get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.get("is_logged_in") else {}


def tell(session: str, sentence: str) -> None:
    """Say on the page of a connected session what became of its upload; the page is run again for it."""
    active = Runtime.instance()._session_mgr.get_active_session_info(session) if Runtime.exists() else None
    if active is not None:
        _said[session] = sentence
        active.session.request_rerun(active.session._client_state)


def said() -> str | None:
    """What was to be said to the session that runs this script, once."""
    return _said.pop(own(), None)


def asks(session: str) -> bool:
    """Whether the message that is being answered came over the websocket which this session has now.

    Streamlit makes a file for anybody who knows the number of its button. Under ``streamlit run`` no websocket is
    marked, and there is nothing to tell them by.
    """
    client = Runtime.instance().get_client(session) if Runtime.exists() else None
    if client is None or client.client_context is None:
        return False
    return dict(client.client_context.headers).get(handing_out.MARK) == handing_out.asking()


def hand_out(data: bytes, mime: str, name: str) -> None:
    """Have Streamlit keep a file that is being made until it was fetched, or for half a minute at least.

    Streamlit lets go of it when two runs of whatever pages have ended: with a hundred readers that is before a browser
    has asked for it.
    """
    if not Runtime.exists():
        return
    manager, file = Runtime.instance().media_file_mgr, _calculate_file_id(data, mime, name)
    with manager._lock:
        manager._files_by_session_and_coord[_HANDING_OUT][f"{file} {next(_numbers)}"] = file


def handed_out(file: str) -> None:
    """One whom a file was made for has it."""
    _let_go(lambda held: [where for where in held if held[where] == file][:1])


def _let_go(which: Callable[[dict[str, str]], Collection[str]]) -> None:
    manager = Runtime.instance().media_file_mgr
    with manager._lock:
        held = manager._files_by_session_and_coord.get(_HANDING_OUT, {})
        for where in which(held):
            held.pop(where, None)


def take(file: UploadedFile) -> bytes:
    """The bytes of one of this session's uploads, out of Streamlit's memory, which would keep it with the session.

    What a page is given is a copy, of every byte, of what Streamlit goes on holding until the page's next run is over,
    which may have to wait: so the copy is let go of, and the bytes that arrived are taken.
    """
    context = _context()
    arrived = context.uploaded_file_mgr.get_files(context.session_id, [file.file_id])
    data = arrived[0].data if arrived else file.getvalue()  # let go of by `look_after` this very moment
    file.close()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None)  # the one of AppTest has nothing to let go of
    if remove is not None:
        remove(context.session_id, file.file_id)
    return data


def holds(session: str | None) -> int:
    """Bytes of workbooks held in memory for a session, by Streamlit and by us; for all of them with None."""
    return HELD.bytes_of(session) + sum(
        len(file.data) for whose, file in _uploads() if session is None or whose == session
    )


def look_after() -> None:
    """Let go of what ended sessions left behind, and of what nobody fetched between two looks.

    Streamlit forgets a session some time after its connection went, and only then its uploads, if it looks at all.
    """
    global _left, _unfetched
    if not Runtime.exists():
        return
    manager = Runtime.instance()._session_mgr
    standing = {one.session.id for one in manager.list_sessions()}
    HELD.keep_only(standing)
    for session in _said.keys() - standing:
        _said.pop(session, None)
    _let_go(lambda held: held.keys() & _unfetched)
    with Runtime.instance().media_file_mgr._lock:
        _unfetched = set(Runtime.instance().media_file_mgr._files_by_session_and_coord.get(_HANDING_OUT, ()))
    lying = {(session, file.file_id) for session, file in _uploads()}
    for session, file_id in lying & _left:
        _manager().remove_file(session, file_id)
    _left = lying - _left


def _manager() -> Any:
    """Streamlit's own, of which more is used here than it promises."""
    return Runtime.instance().uploaded_file_mgr


def _uploads() -> list:
    if not Runtime.exists():
        return []
    manager = _manager()
    with manager._lock:
        return [(session, file) for session, files in manager.file_storage.items() for file in files.values()]
