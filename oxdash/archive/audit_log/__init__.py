"""The append-only log of what was done, refused and denied: one JSON line each, never a cell's content.

A line is written in one piece at the end of the file and is on the disk before ``record`` returns. Text from outside is
kept to one line and a bounded length, so nobody can write a line that looks like another's act. Each line follows from
the one before it and bears the seal of a key kept elsewhere: `chain` says how, and what that proves.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from oxdash.archive.audit_log import chain as chains
from oxdash.archive.audit_log import file
from oxdash.archive.audit_log.chain import BEGUN, Chain, Head
from oxdash.archive.audit_log.file import Writer
from oxdash.archive.audit_log.key import Beginning, CannotRecord, Key, KeyFile, located
from oxdash.storage import write_once
from oxdash.storage.write_once import named
from oxdash.vocabulary.safe_text import one_line

LONGEST = 500  # characters of any one value
_WAIT = 30  # seconds for another writer
_MOST = 16  # logs that are remembered as walked
# by log and key: what the file looked like, and what its lines say
_walked: dict[tuple[Any, ...], tuple[tuple[Any, ...], Chain]] = {}
_walking = threading.Lock()


@dataclass(frozen=True)
class Holding:
    """What is on file when a log begins: receipts, publications and decisions by path or reference, to their sha256."""

    receipts: Mapping[str, str]
    publications: Mapping[str, str]
    decisions: Mapping[str, str] = field(default_factory=dict)


NOTHING = Holding({}, {})


def plain(value: object) -> object:
    """A value as it may stand in the log: numbers, yes/no and None as they are, anything else as one short line."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return one_line(str(value)[:LONGEST])


class AuditLog:
    """The log at ``path``; its folder is made when the first line is written. OSError where that is impossible.

    With ``key`` its lines are sealed, and the key is made for the first. Without, they only follow from one another;
    a sealed log is not written to then. ``on_file`` lists what is on file when the log begins.
    """

    def __init__(
        self, path: Path, key: KeyFile | None = None, on_file: Callable[[], Holding] = lambda: NOTHING
    ) -> None:
        self.path = path
        self.key = key
        self.on_file = on_file

    def record(self, event: str, *, who: str, when: datetime, **facts: object) -> Head:
        """Write one line: ``event``, ``who``, ``when`` (made UTC; ValueError without a zone) and the facts.

        Facts usual here: partnership, quarter, number, fingerprint (sha256 of the receipt), workbook (sha256), outcome.
        The log's head by then is the answer.
        """
        body = {"event": event, "who": who, "when": _moment(when), **facts}
        with self._writing() as writer:
            self._begin(writer, when)
            return writer.add({name: plain(value) for name, value in body.items()})

    def head(self, *, when: datetime) -> Head:
        """The last line as it is now; the log begins here where it has not begun. OSError as for ``record``."""
        with self._writing() as writer:
            self._begin(writer, when)
            if writer.last is None:
                raise ValueError("a log that has begun has no last line")
            return writer.last.head

    def lines(self) -> list[dict[str, Any]]:
        """Every readable line of an act, oldest first; empty where there is no log yet. OSError where it is no file."""
        lines = [chains.parsed(raw) for raw in file.lines(self.path)]
        return [line for line in lines if line is not None and line["event"] != BEGUN]

    def chain(self) -> Chain:
        """What the lines say, walked again only where the log has changed, and from where it has grown.

        A line changed in place while others were added is found by `walk`. Empty where there is no log.
        """
        key = self._key_at_hand()
        try:
            seen = write_once.looks(self.path)
            known = (self.path, key.secret if key else None)
            with _walking:
                held = _walked.get(known)
                if held is None or held[0] != seen:
                    chain = held[1].snapshot() if held and self._grew(*held, seen) else Chain(key)
                    for raw in file.lines(self.path, chain.size, torn=False):
                        chain.walk(raw)
                    held = (seen, chain)
                    _walked.pop(known, None)
                    _walked[known] = held
                    for oldest in [*_walked][:-_MOST]:
                        del _walked[oldest]
        except OSError as error:
            return self._held_to(_no_lines(key, error))
        return self._held_to(held[1])

    def walk(self) -> Chain:
        """What every line says, read afresh from the first one, a torn last one included."""
        key = self._key_at_hand()
        chain = Chain(key, digests=bytearray())
        try:
            for raw in file.lines(self.path):
                chain.walk(raw)
        except OSError as error:
            return self._held_to(_no_lines(key, error))
        return self._held_to(chain)

    def _key_at_hand(self) -> Key | None:
        """The key, where this program may read it: who may not can still look."""
        try:
            return self.key.read() if self.key else None
        except CannotRecord:
            return None

    def _held_to(self, chain: Chain) -> Chain:
        """The chain, less all it says where the key was used to begin another log in this place."""
        wanted = chain.key.begun.get(located(self.path)) if chain.key and chain.key.begun else None
        if wanted is None or (chain.begun and chain.begun.head.digest == wanted.digest):
            return chain
        replaced = chain.snapshot()
        replaced.begun, replaced.naming, replaced.replaced = None, [], True
        return replaced

    def _grew(self, then: tuple[Any, ...], chain: Chain, seen: tuple[Any, ...]) -> bool:
        """Whether the log is the one walked before, with more at its end."""
        if (then[:2], then[2] < seen[2], chain.size > 0) != (seen[:2], True, True):
            return False
        with write_once.opened(self.path) as log:
            log.seek(chain.size - 1)
            return log.read(1) == b"\n"

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """The log, held and open, with its last line known."""
        write_once.make_folder(self.path.parent)
        with FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=_WAIT, mode=write_once.FILE):
            if self.path.is_symlink():
                raise write_once.NotAFile.link(self.path)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.path, flags, write_once.FILE)
            try:
                writer = Writer(handle, self.path, self.key)
                self._same(writer)
                yield writer
            finally:
                os.close(handle)

    def _same(self, writer: Writer) -> None:
        """CannotRecord where the key remembers how the log in this place begins, and this one begins otherwise.

        It is told of a log that came with its data folder from another place.
        """
        known = writer.key.begun.get(located(self.path)) if writer.key else None
        if known is None and writer.last is not None and (begun := self.chain().begun):
            self._remember(begun.place)
        if (
            self.key is not None
            and known is not None
            and chains.digest(writer.read(known.start, known.end - known.start)) != known.digest
        ):
            raise CannotRecord(
                f"{named(self.path)} is not the log that was begun there: it was taken away or replaced. Restore it "
                f"from a backup. If it is gone for good, take its line out of {named(self.key.path)}: a new log then "
                "says that it began anew."
            )

    def _remember(self, begun: Beginning) -> None:
        if self.key is not None:
            with suppress(OSError):  # a key that may only be read cannot; all else holds, and verify says so
                self.key.remember(self.path, begun)

    def _begin(self, writer: Writer, when: datetime) -> None:
        """Write the line that begins the log, where none does yet."""
        if writer.last is not None:
            return
        stood = Chain()
        for raw in file.lines(self.path):
            stood.walk(raw)
        holding = self.on_file()
        begun = writer.add(
            {
                "event": BEGUN,
                "who": "oxdash",
                "when": _moment(when),
                "stood": stood.lines,
                "stood_sha256": stood.stood,
                "receipts": dict(holding.receipts),
                "publications": dict(holding.publications),
                **({"decisions": dict(holding.decisions)} if holding.decisions else {}),
            },
            line=stood.lines + 1,
        )
        write_once.settle(self.path.parent)
        self._remember(Beginning(begun.digest, *writer.written))


def _no_lines(key: Key | None, error: OSError) -> Chain:
    there = not isinstance(error, FileNotFoundError)
    return Chain(key, digests=bytearray(), unreadable=error.strerror if there else None)


def _moment(when: datetime) -> str:
    if when.tzinfo is None:
        raise ValueError("when needs its time zone: pass a UTC time.")
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
