"""The positions kept in memory, each read once for everybody: the one of now, and those of days that readers ask for.

One is loaded at a time. That of now goes first, for every page and every officer stands on it; readers who ask for one
day after the other wait for each other, and put out of memory only what was read for days like theirs.
"""

import threading
import weakref
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from typing import TypeVar

import streamlit as st

from oxdash.archive import ArchiveRefused, record
from oxdash.archive.receipts import Receipt
from oxdash.judging import contents
from oxdash.judging.position import Position, Unready, load
from oxdash.settings import current
from oxdash.storage.remembered import NOTHING, Remembered
from oxdash.storage.turns import Busy, Turns
from oxdash.web import sessions
from oxdash.web.view import View

TOO_MANY = (
    "Others are looking at positions of past days just now, and each takes a moment to read. Try again in a minute, or "
    "look at the position as it stands now."
)
T = TypeVar("T")
LOADING = Turns(1, waiting=8, patience=60, busy=TOO_MANY)


def fingerprint() -> str:
    """Changes whenever a return, the register or what the audit log names does. Opens the log where it has grown."""
    settings = current()
    try:
        stat = settings.register.stat()
        register = f"{stat.st_size}.{stat.st_mtime_ns}"
    except OSError:
        register = "no register"
    try:
        archive = record.archive(settings)
        on_file = f"{archive.fingerprint()}.{archive.named()}"
    except ArchiveRefused as error:  # reading the position then says so on the page
        on_file = str(error)
    return f"{settings.data}|{register}|{on_file}"


class _Kept:
    """In memory for as long as the program runs: everything of the position as it stands, and of named days apart.

    The first part of every question is a fingerprint. Nobody asks of an earlier one again, but a page that was begun
    just before it changed: so what is kept is of the newest and the one before.
    """

    def __init__(self) -> None:
        self.now: Remembered[Position | Unready] = Remembered(2)
        self.as_at: Remembered[Position | Unready] = Remembered(4)
        self.receipts: Remembered[list[Receipt]] = Remembered(6)
        self.versions: Remembered = Remembered(60)  # of one return each
        self.on_record: Remembered = Remembered(8)
        self.made_of_now: Remembered = Remembered(300)
        self.made_as_at: Remembered = Remembered(100)
        self.of_now: weakref.WeakValueDictionary[int, Position] = weakref.WeakValueDictionary()  # positions by their id
        self._newest: tuple[str, ...] = ()
        self._lock = threading.Lock()

    def stands(self, seen: str) -> None:
        """Somebody looks at what is on file by this fingerprint: where it is a new one, what is past is let go of."""
        with self._lock:
            if seen in self._newest:
                return
            newest = self._newest = (*self._newest[-1:], seen)
        everything = (self.now, self.as_at, self.receipts, self.versions, self.on_record)
        for one in (*everything, self.made_of_now, self.made_as_at):
            one.keep_only(lambda question: isinstance(question, tuple) and question[0] in newest)


@st.cache_resource(show_spinner=False)
def kept() -> _Kept:
    """Streamlit's to keep, and to clear."""
    return _Kept()


def now(seen: str, today: date) -> Position | Unready:
    """The position as it stands, of the fingerprint ``seen``."""

    def read() -> Position | Unready:
        stands = _load(today, by_hand=True)
        if isinstance(stands, Position):
            kept().of_now[id(stands)] = stands
        return stands

    return _read(kept().now, (seen, today), read, goes_first=True)


def as_at(seen: str, day: date) -> Position | Unready:
    """The position as at a day somebody named; Unready where too many are being read for others."""
    try:
        return _read(kept().as_at, (seen, day), lambda: _load(day))
    except Busy as busy:
        return Unready(str(busy))


def again(stands: Position, today: Callable[[], date]) -> Callable[[], Position | Unready]:
    """Gives a position back later, for who must not keep it in memory meanwhile.

    Once nothing else has kept it, what it was of is read anew, as things are then: the position now, or as at its day.
    """
    held, of_now, day = weakref.ref(stands), kept().of_now.get(id(stands)) is stands, stands.as_at

    def back() -> Position | Unready:
        if (still := held()) is not None:
            return still
        return now(fingerprint(), today()) if of_now else as_at(fingerprint(), day)

    return back


def _read(
    answers: Remembered, question: tuple, read: Callable[[], Position | Unready], *, goes_first: bool = False
) -> Position | Unready:
    """What is kept, or else read in its turn."""

    def in_turn() -> Position | Unready:
        with LOADING.turn(officer=goes_first, pause=sessions.pause):
            return read()

    return _found(answers, question, in_turn, "Reading the returns on file")


def _found(answers: Remembered[T], question: tuple, make: Callable[[], T], said: str) -> T:
    """What is kept, or else worked out; whoever leaves the page meanwhile does not wait any longer."""
    if (found := answers.find(question)) is not NOTHING:
        return found
    kept().stands(question[0])
    with st.spinner(said) if sessions.runs() else nullcontext():
        return answers.get(question, make, sessions.pause)


def _load(day: date, *, by_hand: bool = False) -> Position | Unready:
    settings = current()
    return load(settings.data, day, by_hand=by_hand, cache=contents.of(settings))


def receipts(seen: str) -> list[Receipt]:
    """Every receipt to be relied on."""
    return kept().receipts.get((seen,), lambda: record.archive(current()).receipts(), sessions.pause)


def versions(seen: str, which: tuple[str, str], make: Callable[[], T]) -> T:
    """Every version of one return on file, by its partnership and quarter."""
    return _found(kept().versions, (seen, which), make, "Reading what is on file")


def on_record(seen: str, known: tuple, make: Callable[[], T]) -> T:
    """What has become of what was published since, ``known`` being what tells whether that is still the same."""
    return _found(kept().on_record, (seen, *known), make, "Comparing with what has been published")


def made(name: str, seen: str, asked: tuple, make: Callable, position: Position, shown: View):
    """What ``make`` makes of a position and a view, worked out once for all who look at that view of it.

    Of the position as it stands and of named days apart, today's included, which knows of no workbook placed by hand;
    and the one is not put out of memory by the others.
    """
    of_now = kept().of_now.get(id(position)) is position
    store = kept().made_of_now if of_now else kept().made_as_at
    return store.get((seen, name, position.as_at, asked), lambda: make(position, shown), sessions.pause)
