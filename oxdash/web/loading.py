"""The positions kept in memory, each read once for everybody: the one of now, and those of days that readers ask for.

One is loaded at a time. That of now goes first, for every page and every officer stands on it, and so does an officer's
check; readers who ask for one day after the other wait for each other, and put out of memory only what was made of days
like theirs.
"""

import threading
import time
import weakref
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import streamlit as st

from oxdash.archive import Archive, ArchiveRefused, record
from oxdash.archive.receipts import Receipt
from oxdash.comparators.shelf import ComparatorsRefused, Shelf
from oxdash.judging import contents
from oxdash.judging.on_record import OnRecord, Unready, load_register, read
from oxdash.judging.position import Position, judged
from oxdash.register.columns import SHEETS
from oxdash.settings import Settings, current
from oxdash.storage.remembered import NOTHING, Remembered
from oxdash.storage.turns import Busy, Turns
from oxdash.vocabulary.council import NEUTRAL, Council
from oxdash.web import sessions
from oxdash.web.view import View

TOO_MANY = (
    "Others are looking at positions of past days just now, and each takes a moment to read. Try again in a minute, or "
    "look at the position as it stands now."
)
READING = "Reading the returns on file"
T = TypeVar("T")
LOOKED = 1  # second that a look at every file is good for
HELD_BACK = 0.5  # seconds, at most, that readers of past days wait for officers' checks between two of their turns
LOADING = Turns(1, waiting=8, patience=60, busy=TOO_MANY)


@dataclass(frozen=True)
class _Look:
    """A look at every file on file: what the folders were like just before, when it was, and what it found."""

    folders: tuple
    at: float
    found: str


def fingerprint() -> str:
    """Changes whenever a return, the register or what the audit log names does. Opens the log where it has grown."""
    settings = current()
    register = _register()
    try:
        archive = record.archive(settings)
        on_file = f"{_looked_at(archive)}.{archive.named()}"
    except ArchiveRefused as error:  # reading the position then says so on the page
        on_file = str(error)
    return f"{settings.data}|{register}|{on_file}{_beside(settings)}"


def _looked_at(archive: Archive) -> str:
    """`Archive.fingerprint`; that a file was written to where it lies, which oxdash never does, is seen in a moment.

    What comes, goes or is put in another's place is seen at once. Every file is looked at once a second, for everybody:
    each look lets all who wait for the processor go first, and pages that looked by themselves a hundred times.
    """
    known, folders, now = kept(), archive.folders(), time.monotonic()
    if known.look is None or known.look.folders != folders or now - known.look.at >= LOOKED:
        known.look = _Look(folders, now, archive.fingerprint())
    return known.look.found


def _register() -> str:
    """Changes whenever the register does."""
    try:
        stat = current().register.stat()
    except OSError:
        return "no register"
    return f"{stat.st_size}.{stat.st_mtime_ns}"


def _beside(settings: Settings) -> str:
    """Changes whenever other areas' figures do, what was decided or what waits; nothing where there is none of it."""
    found = []
    for kept in (Shelf.of(settings.data), record.decisions(settings), record.waiting(settings)):
        try:
            found.append(kept.fingerprint())
        except (ArchiveRefused, ComparatorsRefused) as error:  # the position then says so
            found.append(str(error))
    return "".join(f"|{place}:{one}" for place, one in enumerate(found) if one)


def council() -> Council:
    """Whose register it is; looked up again only when the register has changed."""
    return of_register().council


@dataclass(frozen=True)
class OfRegister:
    """What is asked of a register before anything on file is read: whose it is, and which tables have a row, by name.

    Of none that can be used no table has. ``the_board`` is whom partnerships answer to, as it is called in passing.
    """

    council: Council
    parts: frozenset[str]
    the_board: str


def of_register() -> OfRegister:
    """The same for whoever asks until the register has changed."""
    settings = current()
    return kept().of_register.get((settings.data, _register()), lambda: _read_register(settings), sessions.pause)


def _read_register(settings: Settings) -> OfRegister:
    register = load_register(settings.data, contents.of(settings))
    if isinstance(register, Unready):
        return OfRegister(NEUTRAL, frozenset(), "the Board")
    parts = frozenset(one.part for one in SHEETS.values() if len(getattr(register, one.part)))
    return OfRegister(register.council, parts, register.the_board)


class _Kept:
    """In memory for as long as the program runs: everything of the position as it stands, and of named days apart.

    The first part of every question is a fingerprint. Nobody asks of an earlier one again, but a page that was begun
    just before it changed: so what is kept is of the newest and the one before.
    """

    def __init__(self) -> None:
        self.held: Remembered[OnRecord | Unready] = Remembered(2)
        self.now: Remembered[Position | Unready] = Remembered(2)
        self.as_at: Remembered[Position | Unready] = Remembered(4)  # by the first of the days that have the same
        self.of_register: Remembered[OfRegister] = Remembered(1)
        self.receipts: Remembered[list[Receipt]] = Remembered(6)
        self.versions: Remembered = Remembered(60)  # of one return each
        self.on_record: Remembered = Remembered(8)
        self.made_of_now: Remembered = Remembered(300)
        self.made_as_at: Remembered = Remembered(100)
        self.of_now: weakref.WeakValueDictionary[int, Position] = weakref.WeakValueDictionary()  # positions by their id
        self.look: _Look | None = None
        self._newest: tuple[str, ...] = ()
        self._lock = threading.Lock()

    def stands(self, seen: str) -> None:
        """Somebody looks at what is on file by this fingerprint: where it is a new one, what is past is let go of."""
        with self._lock:
            if seen in self._newest:
                return
            newest = self._newest = (*self._newest[-1:], seen)
        everything = (self.held, self.now, self.as_at, self.receipts, self.versions, self.on_record)
        for one in (*everything, self.made_of_now, self.made_as_at):
            one.keep_only(lambda question: isinstance(question, tuple) and question[0] in newest)


@st.cache_resource(show_spinner=False)
def kept() -> _Kept:
    """Streamlit's to keep, and to clear."""
    return _Kept()


def now(seen: str, today: date) -> Position | Unready:
    """The position as it stands, of the fingerprint ``seen``."""

    def judge() -> Position | Unready:
        stands = held if isinstance(held, Unready) else judged(held, today)
        if isinstance(stands, Position):
            kept().of_now[id(stands)] = stands
        return stands

    known = kept().now
    if (found := known.find((seen, today))) is not NOTHING:
        return found
    held = _held(seen, goes_first=True)
    return _found(known, (seen, today), lambda: _in_turn(judge, goes_first=True), READING)


def as_at(seen: str, day: date) -> Position | Unready:
    """The position as at a day somebody named; Unready where too many are being read for others.

    Days on which the same counted have one between them.
    """
    try:
        held = _held(seen)
        if isinstance(held, Unready):
            return held
        since = held.since(day)
        # with all that a position works out of itself, in the same turn
        judge = partial(_in_turn, lambda: judged(held.by(since), since, pause=give_way).on(since))
        stands = _found(kept().as_at, (seen, since), judge, READING)
    except Busy as busy:
        return Unready(str(busy))
    return stands if isinstance(stands, Unready) else stands.on(day)


def again(stands: Position, today: Callable[[], date]) -> Callable[[], Position | Unready]:
    """Gives a position back later, for who must not keep it: where nothing else has, what it was of is read anew.

    As things are then: the position now, or as at its day.
    """
    held, of_now, day = weakref.ref(stands), kept().of_now.get(id(stands)) is stands, stands.as_at

    def back() -> Position | Unready:
        if (still := held()) is not None:
            return still
        return now(fingerprint(), today()) if of_now else as_at(fingerprint(), day)

    return back


def _held(seen: str, *, goes_first: bool = False) -> OnRecord | Unready:
    """Everything on file, read."""
    question = (seen,)
    if (found := kept().held.find(question)) is not NOTHING:
        return found
    kept().stands(seen)
    with _told(READING):  # in its turn first, so that nobody who goes first waits for the turn of somebody who does not
        return _in_turn(lambda: kept().held.get(question, _read), goes_first=goes_first)


def _read() -> OnRecord | Unready:
    settings = current()
    return read(settings.data, cache=contents.of(settings))


def turn_of_officer() -> AbstractContextManager[None]:
    """An officer's check goes before every reader of past days, and has the processor from them meanwhile.

    Two threads that keep one interpreter busy take more than twice as long each as one after the other: they take it
    from each other, and with it what it had at hand, two thousand times a second.
    """
    return LOADING.turn(officer=True, pause=sessions.pause)


def officer_at_work() -> AbstractContextManager[None]:
    """While an officer's workbook is opened and what is found is drawn, what readers want of past days waits a moment.

    A moment only: opening a workbook that means ill takes as long as it is given.
    """
    return LOADING.ahead(HELD_BACK)


def give_way() -> None:
    """Between two pieces of what is made of a past day: officers' checks that came meanwhile go first."""
    LOADING.give_way(sessions.pause)


def _in_turn(make: Callable[[], T], *, goes_first: bool = False) -> T:
    """What is made once its turn has come; Busy where too many readers wait."""
    with LOADING.turn(officer=goes_first, pause=sessions.pause):
        return make()


def _told(said: str) -> AbstractContextManager:
    """That whoever runs this page waits, and for what."""
    return st.spinner(said) if sessions.runs() else nullcontext()


def _found(answers: Remembered[T], question: tuple, make: Callable[[], T], said: str) -> T:
    """What is kept, or else worked out; whoever leaves the page meanwhile does not wait any longer."""
    if (found := answers.find(question)) is not NOTHING:
        return found
    kept().stands(question[0])
    with _told(said):
        return answers.get(question, make, sessions.pause)


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
    and the one is not put out of memory by the others. Of named days it is made in its turn, and Busy as for `as_at`:
    each is another page, and readers who ask for one after the other would keep everybody from the processor.
    """
    known, question = kept(), (seen, name, position.as_at, asked)
    if known.of_now.get(id(position)) is position:
        return known.made_of_now.get(question, lambda: make(position, shown), sessions.pause)
    return known.made_as_at.get(question, lambda: _in_turn(lambda: make(position, shown)), sessions.pause)
