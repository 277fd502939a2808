"""The audit log as a file: read line by line from its beginning, added to at its end."""

import errno
import os
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from oxdash.archive.audit_log import chain
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.audit_log.key import CannotRecord, KeyFile
from oxdash.storage import write_once
from oxdash.storage.write_once import named

_BLOCK = 65_536  # bytes read at a time, from the end of the log backwards
_PATIENCE = 25  # looks at a line without its end before it is called torn


@dataclass(frozen=True)
class Last:
    """The last line that can be relied on, and how many lines stand after it, none of them this log's."""

    head: Head
    after: int = 0
    torn: str | None = None  # sha256 of what stands after it without a line end


class Writer:
    """A log open for a line or two. Lines are added after the last one that can be relied on."""

    def __init__(self, handle: int, path: Path, key_file: KeyFile | None) -> None:
        self.handle = handle
        self.written = (0, 0)  # where the last line that was added begins and ends, in bytes
        self.size = os.lseek(handle, 0, os.SEEK_END)
        self.ended = not self.size or self.read(self.size - 1, 1) == b"\n"
        self.key = key_file.read() if key_file else None
        self.last = self._last(path, key_file)
        if key_file is not None and self.key is None:
            self.key = key_file.make()

    def add(self, body: dict[str, Any], *, line: int | None = None) -> Head:
        """Write all of a line or none of it, for a torn one would swallow the next."""
        last = self.last
        if line is None and last is None:
            raise ValueError("a line is added before the log has begun")
        body["line"] = line or (last.head.line + last.after + 1 if last else 1)
        body["previous"] = last.head.digest if last else None
        if last and last.torn:
            body["torn"] = last.torn
        raw = chain.sealed(body, self.key)
        written = (b"" if self.ended else b"\n") + raw + b"\n"
        try:
            if os.write(self.handle, written) != len(written):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self.handle)
        except OSError:
            os.ftruncate(self.handle, self.size)
            raise
        self.size, self.ended = self.size + len(written), True
        self.written = (self.size - len(raw) - 1, self.size - 1)
        self.last = Last(Head(body["line"], chain.digest(raw)))
        return self.last.head

    def _last(self, path: Path, key_file: KeyFile | None) -> Last | None:
        """Looked for from the end backwards, so that a log of any length costs the same; None where none has begun.

        CannotRecord where the log is sealed by a key that is not here: a line that nobody could believe is not added.
        """
        sealed, torn = False, None
        for after, (raw, ended) in enumerate(self._backwards()):
            line = chain.parsed(raw)
            if not ended:
                torn = chain.digest(raw)
            elif line is not None and chain.is_chained(line):
                seal = "mac" in line
                if chain.holds_seal(raw, line, self.key) if self.key else not seal and key_file is None:
                    return Last(Head(line["line"], chain.digest(raw)), after, torn)
                sealed |= seal
        if sealed:
            what = "another key" if self.key else "a key that is not here"
            place = f" as {named(key_file.path)}" if key_file else ""
            raise CannotRecord(
                f"{named(path)} is sealed with {what}, so nothing can be added to it. Put its key back{place}."
            )
        return None

    def _backwards(self) -> Iterator[tuple[bytes, bool]]:
        """Each line, the last one first, and whether it has its line end."""
        start, held, ended = self.size, b"", False
        while start:
            block = min(_BLOCK, start)
            start -= block
            held, *lines = (self.read(start, block) + held).split(b"\n")
            for raw in reversed(lines):
                if ended or raw:
                    yield raw, ended
                ended = True
        if held or ended:
            yield held, ended

    def read(self, start: int, size: int) -> bytes:
        os.lseek(self.handle, start, os.SEEK_SET)
        return os.read(self.handle, size)


def lines(path: Path, start: int = 0, *, torn: bool = True) -> Iterator[bytes]:
    """Every line from a byte on, less its line end; with ``torn`` a last one that has none too. None without a log."""
    try:
        file = write_once.opened(path)
    except FileNotFoundError:
        return
    with file:
        file.seek(start)
        rest = yield from _whole(file)
        for _ in range(_PATIENCE if rest and torn else 0):  # another process may be in the middle of writing it
            time.sleep(0.02)
            rest = yield from _whole(file, rest)
            if not rest:
                return
        if rest and torn:
            yield rest


def _whole(file: BinaryIO, begun: bytes = b"") -> Generator[bytes, None, bytes]:
    """Every line that has its line end; the answer is what comes after the last of them."""
    for raw in file:
        raw, begun = begun + raw, b""
        if not raw.endswith(b"\n"):
            return raw
        yield raw[:-1]
    return begun
