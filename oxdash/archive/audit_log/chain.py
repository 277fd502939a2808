"""The lines of the audit log, each held against the one before it: what can be relied on, and where it does not hold.

A line carries ``line`` (where it stands, from 1), ``previous`` (sha256 of the bytes of the line before, less its line
end) and, where there is a key, ``mac`` (HMAC-SHA256 of the line without ``mac``). The first such line has the event
``begun``. It says how many lines stood before it and the sha256 of them all, and lists every receipt, publication and
decision that was on file then. Lines from before are read, and prove nothing by themselves.
"""

import copy
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from oxdash.archive.audit_log.key import Beginning, Key

BEGUN = "begun"
# the events that name a receipt, a publication, what was decided, what waits or a token: these lines are kept
NAMING = frozenset(
    (
        *("accepting", "accepted", "withdrawing", "withdrawn", "publishing", "published", "deciding", "decided"),
        *("handing in", "handed in", "sending back", "sent back", "taking back", "taken back"),
        *("token made", "token revoked"),
    )
)
_HEAD = re.compile(r"(?P<line>[1-9][0-9]{0,11}):(?P<digest>[0-9a-f]{64})")
_MAC = re.compile(rb'"mac": "([0-9a-f]{64})", ')


class Head(NamedTuple):
    """One line of the log: where it stands and the sha256 of its bytes. Whoever keeps one can tell the log by it."""

    line: int
    digest: str

    def __str__(self) -> str:
        return f"{self.line}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """ValueError where it is not a head as a receipt prints it."""
        match = _HEAD.fullmatch(text.strip())
        if match is None:
            raise ValueError(f'"{text[:80]}" is not the head of a log. Copy it as a receipt prints it: 45:9f86d0...')
        return cls(int(match["line"]), match["digest"])

    def gone(self) -> str:
        """For the end of a sentence about what was made when the log ended here, where it does not hold the line."""
        return (
            f"the audit log ended in line {self.line}, and that line is not there any more: the log has been cut, or "
            "lines have been changed. Restore it from a backup."
        )


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def rendered(body: Mapping[str, object]) -> bytes:
    """A line as it stands in the log, less its line end: one spelling for the same facts."""
    return json.dumps(body, sort_keys=True).encode()


def sealed(body: Mapping[str, object], key: Key | None) -> bytes:
    """The line of ``body``, with its seal where there is a key."""
    return rendered(body if key is None else {**body, "mac": key.seal(rendered(body))})


def parsed(raw: bytes) -> dict[str, Any] | None:
    """The line that these bytes are; None where they are none of this log."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and isinstance(line.get("event"), str) else None


def is_chained(line: Mapping[str, object]) -> bool:
    return type(line.get("line")) is int and "previous" in line


def holds_seal(raw: bytes, line: Mapping[str, object], key: Key) -> bool:
    """Whether the line's seal is that of its very bytes, by this key."""
    cut, count = _MAC.subn(b"", raw)
    return count == 1 and isinstance(line.get("mac"), str) and key.seal(cut) == line["mac"]


@dataclass(frozen=True)
class Begun:
    """The line that began the chain: its place, when, what stood before it, and what was on file."""

    head: Head
    place: Beginning  # of its bytes
    when: str
    stood: int
    receipts: Mapping[str, str]  # path under data/quarterly to sha256
    publications: Mapping[str, str]  # reference to sha256 of its manifest
    decisions: Mapping[str, str]  # name under data/decisions to sha256; a log of before lists none


@dataclass
class Chain:
    """What walking the lines from the first one found. ``key`` None: seals are not looked at."""

    key: Key | None = None
    lines: int = 0
    size: int = 0  # bytes of the lines walked
    head: Head | None = None  # of the last line that can be relied on
    begun: Begun | None = None
    naming: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # lines of NAMING to be relied on, by place
    faults: list[tuple[int, str]] = field(default_factory=list)  # a line's place, and what is wrong: after "line N "
    torn: list[int] = field(default_factory=list)  # lines cut short when they were written, as the next one says
    sealed: bool = False  # whether there are lines to be relied on that bear a seal
    unsealed: bool = False  # and such as bear none
    replaced: bool = False  # the key was used to begin another log in this place
    unreadable: str | None = None  # why there are no lines, where there is something in the log's place
    digests: bytearray | None = None  # 32 bytes for every line, where asked for
    derived: dict[str, Any] = field(default_factory=dict)  # what was worked out from the lines walked so far
    _stood: "hashlib._Hash" = field(default_factory=hashlib.sha256)  # of every line before the chain
    _odd: int = 0  # place of the last line that was found wrong
    _odd_digest: str = ""
    _moved: int = 0  # by how much lines stand away from where they say they do

    def snapshot(self) -> "Chain":
        """A copy that can be walked on while others read this one."""
        made = copy.copy(self)
        made.naming, made.faults, made.torn = [*self.naming], [*self.faults], [*self.torn]
        made._stood, made.derived = self._stood.copy(), {}
        return made

    @property
    def stood(self) -> str:
        """The sha256 of every line before the one that begins the log."""
        return self._stood.hexdigest()

    def walk(self, raw: bytes) -> None:
        """The next line, less its line end."""
        self.lines += 1
        self.size += len(raw) + 1
        own = hashlib.sha256(raw)
        if self.digests is not None:
            self.digests += own.digest()
        line = parsed(raw)
        if line is not None and is_chained(line):
            self._chained(raw, line, Head(self.lines, own.hexdigest()))
        elif line is None:
            if raw.strip() or self.begun:
                self._wrong("is not a line of the audit log: it has been changed.", own.hexdigest())
        elif self.begun:
            self._wrong("does not say which line it follows: it was not written by oxdash.", own.hexdigest())
        elif line["event"] in NAMING:
            self.naming.append((self.lines, line))
        if self.begun is None:
            self._stood.update(raw + b"\n")

    def holds(self, head: Head) -> bool:
        """Whether the line stands where a head says, as it was then. ``digests`` are needed."""
        digests = self.digests or b""
        return head.line <= self.lines and digests[32 * (head.line - 1) : 32 * head.line].hex() == head.digest

    def _wrong(self, sentence: str, own: str) -> None:
        self.faults.append((self.lines, sentence))
        self._odd, self._odd_digest = self.lines, own

    def _chained(self, raw: bytes, line: dict[str, Any], head: Head) -> None:
        if self.key is not None and not holds_seal(raw, line, self.key):
            what = "bears a seal that is not the log's" if "mac" in line else "bears no seal"
            self._wrong(f"{what}: it has been changed, or was not written here.", head.digest)
            return
        if line["event"] == BEGUN:
            if not self._begins(line, head, len(raw)):
                self._wrong("cannot begin the log: it was put there.", head.digest)
                return
        elif self.begun is None:
            self._wrong("stands before the line that begins the log: lines have been taken out.", head.digest)
            return
        else:
            self._follows(line)
        self.sealed |= "mac" in line
        self.unsealed |= "mac" not in line
        self.head = head
        if line["event"] in NAMING:
            self.naming.append((self.lines, line))

    def _begins(self, line: dict[str, Any], head: Head, length: int) -> bool:
        receipts, publications, decisions = line.get("receipts"), line.get("publications"), line.get("decisions", {})
        if not isinstance(receipts, dict) or not isinstance(publications, dict) or not isinstance(decisions, dict):
            return False
        if self.begun is not None:
            return False
        self.faults.clear()  # of what stood before: it is taken as it was found
        stood = (self.lines - 1, self._stood.hexdigest(), self.lines)
        if (line.get("stood"), line.get("stood_sha256"), line["line"]) != stood:
            self.faults.append((self.lines, "began the log after other lines than those that stand before it now."))
        place = Beginning(head.digest, self.size - length - 1, self.size - 1)
        self.begun = Begun(head, place, str(line.get("when")), self.lines - 1, receipts, publications, decisions)
        return True

    def _follows(self, line: dict[str, Any]) -> None:
        """Hold a line against the last one that can be relied on; what stands between them is told of already."""
        head = self.head
        if head is None:  # the line that began the log is the first that can be relied on
            raise ValueError("a line follows before the log has begun")
        between = self._odd > head.line
        if between and line.get("torn") == self._odd_digest and self._odd == self.lines - 1:
            self.faults = [one for one in self.faults if one[0] != self._odd]
            self.torn.append(self._odd)
            between = self._odd > head.line + 1
        moved = line["line"] - self.lines
        if not between and (moved != self._moved or line["previous"] != head.digest):
            said = "does not follow from the one before it: one was changed, or lines are gone or moved."
            self.faults.append((self.lines, said))
        self._moved = moved
