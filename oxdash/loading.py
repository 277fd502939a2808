"""The positions kept in memory, each read once for everybody: the one of now, and those of days that readers ask for.

One is loaded at a time. That of now goes first, for every page and every officer stands on it; readers who ask for one
day after the other wait for each other, and put out of memory only what was read for days like theirs.
"""

import weakref
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

import streamlit as st

from oxdash import contents_cache, record, sessions
from oxdash.archive import ArchiveRefused
from oxdash.archive.receipts import Receipt
from oxdash.position import Position, Unready, load
from oxdash.remembered import NOTHING, Remembered
from oxdash.settings import current
from oxdash.turns import Busy, Turns
from oxdash.view import View

TOO_MANY = (
    "Others are looking at positions of past days just now, and each takes a moment to read. Try again in a minute, or "
    "look at the position as it stands now."
)
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
    """In memory for as long as the program runs: everything of the position as it stands, and of named days apart."""

    def __init__(self) -> None:
        self.now: Remembered[Position | Unready] = Remembered(2)
        self.as_at: Remembered[Position | Unready] = Remembered(4)
        self.receipts: Remembered[list[Receipt]] = Remembered(6)
        self.made_of_now: Remembered = Remembered(300)
        self.made_as_at: Remembered = Remembered(100)
        self.of_now: weakref.WeakValueDictionary[int, Position] = weakref.WeakValueDictionary()  # positions by their id


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


def _read(
    kept: Remembered, question: tuple, read: Callable[[], Position | Unready], *, goes_first: bool = False
) -> Position | Unready:
    """What is kept, or else read in its turn; whoever leaves the page meanwhile does not wait any longer."""
    if (found := kept.find(question)) is not NOTHING:
        return found

    def in_turn() -> Position | Unready:
        with LOADING.turn(officer=goes_first, pause=sessions.pause):
            return read()

    with st.spinner("Reading the returns on file") if sessions.runs() else nullcontext():
        return kept.get(question, in_turn, sessions.pause)


def _load(day: date, *, by_hand: bool = False) -> Position | Unready:
    settings = current()
    return load(settings.data, day, by_hand=by_hand, cache=contents_cache.of(settings))


def receipts(seen: str) -> list[Receipt]:
    """Every receipt to be relied on."""
    return kept().receipts.get(seen, lambda: record.archive(current()).receipts(), sessions.pause)


def made(name: str, seen: str, asked: tuple, make: Callable, position: Position, shown: View):
    """What ``make`` makes of a position and a view, worked out once for all who look at that view of it.

    Of the position as it stands and of named days apart, today's included, which knows of no workbook placed by hand;
    and the one is not put out of memory by the others.
    """
    of_now = kept().of_now.get(id(position)) is position
    store = kept().made_of_now if of_now else kept().made_as_at
    return store.get((name, seen, position.as_at, asked), lambda: make(position, shown), sessions.pause)
