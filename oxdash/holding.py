"""Uploaded workbooks between the check and the submission: in memory only, bounded, and let go of.

One a session; a second takes the first one's place. Nothing here is stored, and nothing here counts.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

KEEP_SECONDS = 30 * 60
ALL_SESSIONS_BYTES = 40 * 1024 * 1024


@dataclass(frozen=True)
class Held:
    name: str
    data: bytes
    since: float


class Holding:
    """What every session together holds: at most ``limit`` bytes, each for at most ``keep`` seconds."""

    def __init__(
        self, limit: int = ALL_SESSIONS_BYTES, keep: float = KEEP_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limit, self.keep, self.clock = limit, keep, clock
        self._held: dict[str, Held] = {}
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes, instead_of: str | None = None) -> str | None:
        """Hold a workbook and give the ticket to it; None where there is no room. ``instead_of`` is let go of."""
        with self._lock:
            self._sweep()
            self._held.pop(instead_of, None)
            if self._bytes() + len(data) > self.limit:
                return None
            ticket = secrets.token_urlsafe(16)
            self._held[ticket] = Held(name, data, self.clock())
            return ticket

    def get(self, ticket: str | None) -> Held | None:
        """What the ticket is for; None where it was let go of."""
        with self._lock:
            self._sweep()
            return self._held.get(ticket)

    def let_go(self, ticket: str | None) -> None:
        with self._lock:
            self._held.pop(ticket, None)

    @property
    def bytes(self) -> int:
        with self._lock:
            self._sweep()
            return self._bytes()

    def _bytes(self) -> int:
        return sum(len(one.data) for one in self._held.values())

    def _sweep(self) -> None:
        oldest = self.clock() - self.keep
        self._held = {ticket: one for ticket, one in self._held.items() if one.since > oldest}


HELD = Holding()
