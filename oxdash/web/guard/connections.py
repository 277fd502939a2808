"""How many connections there are, from where, and which of them have said nothing yet.

One that has said nothing costs its place: when its address has more of them than it may, the oldest has to go, so that
somebody who does speak is always let in. Many who come at once (a reading room after a power cut) are given a moment to
speak before they are counted as saying nothing.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from oxdash.web.guard.addresses import counted

MOMENT = 2  # seconds
SILENT, TOO_MANY_SILENT = "silent connection", "too many silent connections"
TOO_MANY_HERE = (
    "Too many pages of this dashboard are open at your address. Close some of them, then load this one again."
)
TOO_MANY = "Too many people are looking at this dashboard just now. Load it again in a few minutes."


@dataclass(frozen=True)
class Limits:
    silent: int = 20  # for each address, those that have said nothing
    each: int = 250  # for each address, all others
    everybody: int = 1000


@dataclass(eq=False)
class Connection:
    address: str
    leave: Callable[[str], None] | None  # closes it, and says why; None for one that stays
    since: float
    silent: bool = True
    gone: bool = False


class Connections:
    """Those that stand. Used on the event loop alone, so nothing in here needs a lock."""

    def __init__(self, limits: Limits = Limits(), moment: float = MOMENT, clock=time.monotonic) -> None:
        self.limits, self.moment, self.clock = limits, moment, clock
        self._silent: dict[Connection, None] = {}  # oldest first
        self._quiet: defaultdict[str, dict[Connection, None]] = defaultdict(dict)  # the same, for each address
        self._others: Counter[str] = Counter()
        self._speaking = 0

    def __len__(self) -> int:
        return len(self._silent) + self._speaking

    @property
    def used_up(self) -> bool:
        """Whether nobody else can be let in."""
        return self._speaking >= self.limits.everybody

    def refusal(self, address: str) -> str | None:
        """Why nobody else may come from this address now, in a sentence; None where somebody may."""
        if self._others[counted(address)] >= self.limits.each:
            return TOO_MANY_HERE
        return TOO_MANY if self.used_up else None

    def came(self, address: str, leave: Callable[[str], None] | None = None) -> Connection | str:
        """A new connection, silent as yet where it has a way to ``leave``; a sentence where there is no room for it."""
        if sentence := self.refusal(address):
            return sentence
        one = Connection(counted(address), leave, self.clock())
        self._make_room(one.address, silent=leave is not None)
        self._add(one, silent=leave is not None)
        return one

    def spoke(self, one: Connection) -> str | None:
        """It has said something. A sentence where its address has no room for another that has."""
        if one.gone or not one.silent:
            return None
        if sentence := self.refusal(one.address):
            return sentence
        self._remove(one)
        self._add(one, silent=False)
        return None

    def fell_silent(self, one: Connection) -> None:
        """What it said is over, and what it says next has not come whole yet."""
        if one.gone or one.silent:
            return
        self._remove(one)
        one.since = self.clock()
        self._make_room(one.address, silent=True)
        self._add(one, silent=True)

    def went(self, one: Connection) -> None:
        if not one.gone:
            one.gone = True
            self._remove(one)

    def wait(self, one: Connection, seconds: float) -> "Wait":
        """Close it unless it speaks: after ``seconds``, or after a moment where more of its address say nothing."""
        return Wait(self, one, seconds)

    def in_excess(self, one: Connection) -> bool:
        return not one.gone and one.silent and len(self._quiet[one.address]) > self.limits.silent

    def send_away(self, one: Connection, why: str) -> None:
        self.went(one)
        if one.leave:
            one.leave(why)

    def _make_room(self, address: str, *, silent: bool) -> None:
        """The oldest that has said nothing goes: one of this address, or anybody's where all places are taken."""
        if len(self) >= self.limits.everybody and self._silent:
            self.send_away(next(iter(self._silent)), TOO_MANY_SILENT)
        elif silent and len(self._quiet[address]) >= self.limits.silent:
            oldest = next(iter(self._quiet[address]))
            if self.clock() - oldest.since >= self.moment:
                self.send_away(oldest, TOO_MANY_SILENT)

    def _add(self, one: Connection, *, silent: bool) -> None:
        one.silent = silent
        if silent:
            self._silent[one] = self._quiet[one.address][one] = None
        else:
            self._speaking += 1
            self._others[one.address] += 1

    def _remove(self, one: Connection) -> None:
        if one.silent:
            del self._silent[one], self._quiet[one.address][one]
            if not self._quiet[one.address]:
                del self._quiet[one.address]
            return
        self._speaking -= 1
        self._others[one.address] -= 1
        if not self._others[one.address]:
            del self._others[one.address]


class Wait:
    """The time that a connection is given to say something."""

    def __init__(self, among: Connections, one: Connection, seconds: float) -> None:
        self._among, self._one = among, one
        self._loop = asyncio.get_running_loop()
        self._rest = max(0.0, seconds - among.moment)
        self._timer = self._loop.call_later(min(seconds, among.moment), self._a_moment_later)

    def over(self) -> None:
        self._timer.cancel()

    def _a_moment_later(self) -> None:
        if self._among.in_excess(self._one):
            self._among.send_away(self._one, TOO_MANY_SILENT)
        else:
            self._timer = self._loop.call_later(self._rest, self._among.send_away, self._one, SILENT)
