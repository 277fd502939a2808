"""Whose turn it is, of all who ask for something that takes a while: few at once, officers before readers.

Anybody may open a page, so readers together take no more than the places that are theirs, and no more of them wait than
a machine can bear: the rest is told so at once. Officers have places that no reader takes, and go first: before readers
who wait, and before one whose turn has begun, between two pieces of its work.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LOOK_AGAIN = 0.1  # seconds between two looks whether whoever waits still wants it
EVERY = 60  # seconds between two lines of the log about the same
_LOG = logging.getLogger("oxdash.storage.turns")


def wait_on() -> None:
    """Whoever waits goes on waiting."""


class Busy(Exception):
    """A reader's turn will not come soon; the text says so in a sentence."""


@dataclass(eq=False)
class _Begun:
    """A reader's turn, and the seconds that it has stood still for officers."""

    stood: float = 0.0


class Turns:
    """``places`` for anybody, ``kept`` more for officers alone.

    At most ``waiting`` readers wait, each for at most ``patience`` seconds; without them, as many and as long as may
    be. ``busy`` is what the others are told. Officers wait until they are served. Whoever has a turn does not ask for
    another one of the same kind.
    """

    def __init__(
        self, places: int, *, kept: int = 0, waiting: int | None = None, patience: float | None = None, busy: str = ""
    ) -> None:
        self._free, self._free_for_officers = places, kept
        self._most_waiting, self._patience, self._busy = waiting, patience, busy
        self._changed = threading.Condition()
        self._officers: list[object] = []
        self._readers: list[object] = []
        self._aside: list[_Begun] = []  # readers whose turn stands still for officers
        self._own = threading.local()  # the reader's turn of a thread
        self._ahead = 0  # officers who are at something else
        self._held_back = 0.0  # seconds that readers are held back for them, from the end of the last reader's turn
        self._reader_done = -math.inf
        self._logged: float | None = None
        self._more = 0  # who were refused since

    @contextmanager
    def turn(self, *, officer: bool = False, pause: Callable[[], None] = wait_on) -> Iterator[None]:
        """A turn, when it comes; Busy for a reader who would wait among too many, or has waited too long.

        ``pause`` is called while it has not come, and may raise to give up.
        """
        kept = self._begin(officer, pause)
        self._own.turn = None if officer else _Begun()
        try:
            yield
        finally:
            self._own.turn = None
            with self._changed:
                if kept:
                    self._free_for_officers += 1
                else:
                    self._free += 1
                if not officer:
                    self._reader_done = time.monotonic()
                self._changed.notify_all()

    @contextmanager
    def ahead(self, at_most: float) -> Iterator[None]:
        """While an officer is at something else, no reader's turn begins, and those begun give way where they can.

        But one begins every ``at_most`` seconds, and none stands still for longer in all.
        """
        with self._changed:
            self._ahead, self._held_back = self._ahead + 1, at_most
        try:
            yield
        finally:
            with self._changed:
                self._ahead -= 1
                self._changed.notify_all()

    def give_way(self, pause: Callable[[], None] = wait_on) -> None:
        """Between two pieces of a reader's turn: its place is the officers' who wait or are at something else.

        Nothing for whoever has no reader's turn. ``pause`` is called meanwhile, and may raise to give up.
        """
        turn: _Begun | None = getattr(self._own, "turn", None)
        if turn is None or not (self._officers or self._ahead):
            return
        with self._changed:
            began = time.monotonic()
            until = began + self._held_back - turn.stood
            self._free += 1
            self._aside.append(turn)
            self._changed.notify_all()
            try:
                while not self._goes_on(turn, until):
                    self._changed.wait(LOOK_AGAIN)
                    pause()
            finally:  # also where whoever waits has left, whose turn then ends as every other one
                self._aside.remove(turn)
                self._free -= 1
                turn.stood += time.monotonic() - began
                self._changed.notify_all()

    def _goes_on(self, turn: "_Begun", until: float) -> bool:
        stands = self._officers or (self._ahead and time.monotonic() < until)
        return not stands and self._aside[0] is turn and self._free > 0

    def _begin(self, officer: bool, pause: Callable[[], None]) -> bool:
        """Take a place, and say whether it is one of those kept for officers."""
        mine, line = object(), self._officers if officer else self._readers
        until = None if officer or self._patience is None else time.monotonic() + self._patience
        with self._changed:
            line.append(mine)
            try:
                if not officer and not self._next(mine, line) and self._too_many():
                    raise self._told()
                while not self._next(mine, line):
                    if until is not None and time.monotonic() >= until:
                        raise self._told()
                    self._changed.wait(LOOK_AGAIN)
                    pause()
            finally:  # also where it is refused, or whoever waits has left
                line.remove(mine)
                self._changed.notify_all()  # whoever is next now may find a place too, once this has taken its own
            kept = officer and self._free_for_officers > 0
            if kept:
                self._free_for_officers -= 1
            else:
                self._free -= 1
            return kept

    def _next(self, one: object, line: list[object]) -> bool:
        if line is self._officers:
            return line[0] is one and self._free + self._free_for_officers > 0
        held_back = self._ahead and time.monotonic() < self._reader_done + self._held_back
        before = self._officers or self._aside
        return not before and not held_back and line[0] is one and self._free > 0

    def _told(self) -> Busy:
        """Who is refused is told, and the log at once and then no more than once a minute."""
        now = time.monotonic()
        if self._logged is None or now - self._logged >= EVERY:
            more = f" ({self._more:,} more were told so since)" if self._more else ""
            _LOG.warning("refused (turn): %s%s", self._busy, more)
            self._logged, self._more = now, 0
        else:
            self._more += 1
        return Busy(self._busy)

    def _too_many(self) -> bool:
        return self._most_waiting is not None and len(self._readers) > self._most_waiting
