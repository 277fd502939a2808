"""The positions kept in memory, each read once for everybody: the one of now, and those of days that readers ask for.

One is loaded at a time. That of now goes first, for every page and every officer stands on it; readers who ask for one
day after the other wait for each other, and put out of memory only what was read for days like theirs.
"""

import weakref
from collections.abc import Callable
from datetime import date

import streamlit as st

from oxdash import contents_cache, record
from oxdash.archive import ArchiveRefused
from oxdash.archive.receipts import Receipt
from oxdash.position import Position, Unready, load
from oxdash.settings import current
from oxdash.turns import Busy, Turns
from oxdash.view import View

TOO_MANY = (
    "Others are looking at positions of past days just now, and each takes a moment to read. Try again in a minute, or "
    "look at the position as it stands now."
)
LOADING = Turns(1, waiting=8, patience=60, busy=TOO_MANY)
_OF_NOW: weakref.WeakValueDictionary[int, Position] = weakref.WeakValueDictionary()  # those that `now` gave, by id


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


def now(seen: str, today: date) -> Position | Unready:
    """The position as it stands, of the fingerprint ``seen``."""
    return _now(seen, today)


def as_at(seen: str, day: date) -> Position | Unready:
    """The position as at a day somebody named; Unready where too many are being read for others."""
    try:
        return _as_at(seen, day)
    except Busy as busy:
        return Unready(str(busy))


@st.cache_resource(max_entries=2, show_spinner="Reading the returns on file")
def _now(seen: str, today: date) -> Position | Unready:
    with LOADING.turn(officer=True):
        stands = _load(today, by_hand=True)
    if isinstance(stands, Position):
        _OF_NOW[id(stands)] = stands
    return stands


@st.cache_resource(max_entries=4, show_spinner="Reading the returns on file")
def _as_at(seen: str, day: date) -> Position | Unready:
    with LOADING.turn():
        return _load(day)


def _load(day: date, *, by_hand: bool = False) -> Position | Unready:
    settings = current()
    return load(settings.data, day, by_hand=by_hand, cache=contents_cache.at(settings.cache))


@st.cache_resource(max_entries=6, show_spinner=False)
def receipts(seen: str) -> list[Receipt]:
    """Every receipt to be relied on."""
    return record.archive(current()).receipts()


def made(name: str, seen: str, asked: tuple, make: Callable, position: Position, shown: View):
    """What ``make`` makes of a position and a view, worked out once for all who look at that view of it.

    Of the position as it stands and of named days apart, today's included, which knows of no workbook placed by hand;
    and the one is not put out of memory by the others.
    """
    kept = _made_now if _OF_NOW.get(id(position)) is position else _made_as_at
    return kept(name, seen, position.as_at, asked, make, position, shown)


@st.cache_resource(max_entries=300, show_spinner=False)
def _made_now(name: str, seen: str, day: date, asked: tuple, _make: Callable, _position: Position, _shown: View):
    return _make(_position, _shown)


@st.cache_resource(max_entries=100, show_spinner=False)
def _made_as_at(name: str, seen: str, day: date, asked: tuple, _make: Callable, _position: Position, _shown: View):
    return _make(_position, _shown)
