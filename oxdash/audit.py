"""The append-only log of what was done, refused and denied: one JSON line each, never a cell's content.

A line is written in one piece at the end of the file and is on the disk before ``record`` returns. Text from outside is
kept to one line and a bounded length, so nobody can write a line that looks like another's act.
"""

import errno
import json
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import structlog
from filelock import FileLock

from oxdash import create_only

LONGEST = 500  # characters of any one value
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, direction marks, line separators and the like
_WAIT = 30  # seconds for another writer


def plain(value: object) -> object:
    """A value as it may stand in the log: numbers, yes/no and None as they are, anything else as one short line."""
    if value is None or isinstance(value, bool | int | float):
        return value
    said = str(value)[:LONGEST]
    return "".join("\ufffd" if unicodedata.category(sign) in _NOT_TEXT else sign for sign in said)


def _plain_values(_logger: object, _method: str, line: dict) -> dict:
    return {key: plain(value) for key, value in line.items()}


class AuditLog:
    """The log at ``path``; its folder is made when the first line is written. OSError where that is impossible."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = structlog.wrap_logger(
            _Appender(path),
            processors=[_plain_values, structlog.processors.JSONRenderer(sort_keys=True)],
            wrapper_class=structlog.BoundLogger,
            context_class=dict,
            cache_logger_on_first_use=False,
        )

    def record(self, event: str, *, who: str, when: datetime, **facts: object) -> None:
        """Write one line: ``event``, ``who``, ``when`` (made UTC; ValueError without a zone) and the facts.

        Facts usual here: partnership, quarter, number, fingerprint (sha256 of the receipt), workbook (sha256), outcome.
        """
        if when.tzinfo is None:
            raise ValueError("when needs its time zone: pass a UTC time.")
        self._log.info(event, who=who, when=when.astimezone(UTC).isoformat().replace("+00:00", "Z"), **facts)

    def lines(self) -> list[dict]:
        """Every readable line, oldest first; empty where there is no log yet."""
        return [line for _, line in self._numbered() if line is not None]

    def unreadable(self) -> list[int]:
        """The numbers of the lines that are not lines of this log, counted from 1."""
        return [number for number, line in self._numbered() if line is None]

    def _numbered(self) -> list[tuple[int, dict | None]]:
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            return []
        return [(number, _line(raw)) for number, raw in enumerate(written.split(b"\n"), start=1) if raw.strip()]


def _line(raw: bytes) -> dict | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and isinstance(line.get("event"), str) else None


class _Appender:
    """What structlog writes to: opens, appends and closes for every line, so the log can be moved away any time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def info(self, line: str) -> None:
        create_only.make_folder(self.path.parent)
        with FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=_WAIT, mode=create_only.FILE):
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.path, flags, create_only.FILE)
            try:
                begun = _append(handle, line.encode() + b"\n")
            finally:
                os.close(handle)
            if begun:
                create_only.settle(self.path.parent)


def _append(handle: int, line: bytes) -> bool:
    """Write all of a line or none of it, for a torn one would swallow the next; True where it is the log's first."""
    before = os.lseek(handle, 0, os.SEEK_END)
    if before:
        os.lseek(handle, before - 1, os.SEEK_SET)
        if os.read(handle, 1) != b"\n":  # torn by a power cut
            line = b"\n" + line
    try:
        if os.write(handle, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, before)
        raise
    return not before
