"""What was worked out once and is kept for whoever asks for the same: so many of it, and nothing of any other question.

Streamlit's own caches (1.67) keep a lock for every question that was ever asked, its answer kept or not: whoever asks
for one day, or one word, after the other grows the server for good. Here nothing is left of a question but its answer.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Generic, TypeVar

from oxdash.storage.turns import LOOK_AGAIN, wait_on

T = TypeVar("T")


class Nothing(Enum):
    """Of a question whose answer is not kept."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING


@dataclass
class _UnderWay:
    lock: threading.Lock = field(default_factory=threading.Lock)
    wanted: int = 0  # by so many


class Remembered(Generic[T]):
    """The newest ``most`` answers, by question; the one asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._under_way: dict[Hashable, _UnderWay] = {}
        self._lock = threading.Lock()

    def find(self, question: Hashable) -> T | Nothing:
        """The answer where it is kept, and else `NOTHING`."""
        with self._lock:
            if question not in self._kept:
                return NOTHING
            self._kept.move_to_end(question)
            return self._kept[question]

    def get(self, question: Hashable, make: Callable[[], T], pause: Callable[[], None] = wait_on) -> T:
        """The answer, worked out by ``make`` where it is not kept: once, however many ask meanwhile.

        What ``make`` raises is nobody's answer: the next who asks tries again. ``pause`` is called while others work it
        out, and may raise to give up.
        """
        if (found := self.find(question)) is not NOTHING:
            return found
        with self._alone(question, pause):
            if (found := self.find(question)) is not NOTHING:  # others worked it out meanwhile
                return found
            made = make()
            with self._lock:
                self._kept[question] = made
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
            return made

    def keep_only(self, wanted: Callable[[Hashable], bool]) -> None:
        """Let go of the answers to all other questions."""
        with self._lock:
            for question in [one for one in self._kept if not wanted(one)]:
                del self._kept[question]

    @contextmanager
    def _alone(self, question: Hashable, pause: Callable[[], None]) -> Iterator[None]:
        with self._lock:
            under_way = self._under_way.setdefault(question, _UnderWay())
            under_way.wanted += 1
        try:
            while not under_way.lock.acquire(timeout=LOOK_AGAIN):
                pause()
            try:
                yield
            finally:
                under_way.lock.release()
        finally:
            with self._lock:
                under_way.wanted -= 1
                if not under_way.wanted:
                    del self._under_way[question]

    def __len__(self) -> int:
        """Questions that anything is kept of."""
        return len(self._kept.keys() | self._under_way.keys())
