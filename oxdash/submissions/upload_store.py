"""Uploaded workbooks between the check and the submission: in memory only, bounded, and let go of.

One a session: a second takes the first one's place. A few a person, however many pages they open: the newest take the
place of the oldest. Nothing here is stored, and nothing here counts.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

KEEP_SECONDS = 30 * 60
EACH_PERSON = 3  # workbooks
ALL_SESSIONS_BYTES = 40 * 1024 * 1024


@dataclass(frozen=True)
class Held:
    """One workbook. ``made`` keeps what was worked out from it, and goes when it goes."""

    name: str
    data: bytes
    since: float
    person: str = ""
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

    def put(self, session: str, name: str, data: bytes, person: str = "") -> bool:
        """Hold a session's workbook in place of the one it had; False where there is no room, and then it has none.

        ``person`` is whose it is: of theirs in other sessions the newest stay.
        """
        with self._lock:
            self._sweep()
            self._held.pop(session, None)
            self._gave_way.discard(session)
            theirs = [other for other, one in self._held.items() if one.person == person]
            for oldest in theirs[: max(len(theirs) + 1 - EACH_PERSON, 0)]:
                del self._held[oldest]
                self._gave_way.add(oldest)
            if self._bytes() + len(data) > self.limit:
                return False
            self._held[session] = Held(name, data, self.clock(), person)
            return True

    def get(self, session: str) -> Held | None:
        """What the session holds; None where it was let go of."""
        with self._lock:
            self._sweep()
            return self._held.get(session)

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
