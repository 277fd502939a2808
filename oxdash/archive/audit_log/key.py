"""The key that seals the audit log, kept outside the data folder: whoever can only write there cannot write its lines.

The file holds 32 random bytes in hexadecimal, and below them one line for every log begun with the key: the sha256 of
the line that began it, the bytes at which that begins and ends, and the log's path. So a log that is taken away, or
swapped for another, is missed.
"""

import errno
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from oxdash.storage import write_once
from oxdash.storage.write_once import named

LARGEST = 1_000_000  # bytes of a key file; a longer one is not ours
_SECRET = re.compile(r"[0-9a-f]{64}")
_BEGUN = re.compile(r"(?P<digest>[0-9a-f]{64}) (?P<start>[0-9]{1,15})-(?P<end>[0-9]{1,15}) (?P<path>.+)")


class CannotRecord(OSError):
    """Nothing can be written to the log: ``strerror`` is the whole sentence, with what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(errno.EPERM, sentence)


@dataclass(frozen=True)
class Beginning:
    """The line that began a log: its sha256, and where it stands in the log, in bytes."""

    digest: str
    start: int
    end: int


@dataclass(frozen=True)
class Key:
    """A key as its file holds it. ``begun``: the path of each log begun with it, to how that begins."""

    secret: bytes = field(repr=False)
    begun: Mapping[str, Beginning] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """What a key may be told from another by, without telling it."""
        return hashlib.sha256(b"oxdash log key " + self.secret).hexdigest()[:12]

    def seal(self, line: bytes) -> str:
        return hmac.digest(self.secret, line, "sha256").hex()


class KeyFile:
    """The key at ``path``, made when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def read(self) -> Key | None:
        """The key; None where there is no file. CannotRecord where there is one that cannot be used."""
        try:
            return _read(self.path, write_once.looks(self.path))
        except FileNotFoundError:
            return None
        except CannotRecord:
            raise
        except OSError as error:
            raise CannotRecord(f"{called(named(self.path))} cannot be read: {_why(error)}, then try again.") from error

    def make(self) -> Key:
        """The key, made now where there is none. Of two that make it at once, one makes it and both have it."""
        if (held := self.read()) is not None:
            return held
        try:
            write_once.make_folder(self.path.parent)
            secret = f"{secrets.token_hex(32)}\n".encode()
            with suppress(FileExistsError):
                write_once.once(self.path, secret, mode=0o600)
            write_once.settle(self.path.parent)
        except OSError as error:
            raise CannotRecord(
                f"{called(named(self.path))} cannot be made: {write_once.why(error)}, then try again."
            ) from error
        if (held := self.read()) is None:
            raise CannotRecord(f"The audit log's key, {named(self.path)}, was made and is gone. Try again.")
        return held

    def remember(self, log: Path, begun: Beginning) -> None:
        """Write down that a log was begun, so that its absence shows. OSError where that is impossible."""
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0))
        try:
            line = f"{begun.digest} {begun.start}-{begun.end} {located(log)}\n"
            os.write(handle, line.encode("utf-8", "surrogateescape"))
            os.fsync(handle)
        finally:
            os.close(handle)


@lru_cache(maxsize=16)
def _read(path: Path, _looks: tuple[int, ...]) -> Key:
    """The key that a file holds, read again only when it looks otherwise."""
    first, *rest = write_once.read(path, LARGEST).decode("utf-8", "surrogateescape").split("\n")
    if not _SECRET.fullmatch(first):
        raise CannotRecord(
            f"{named(path)} is not the key of an audit log, 64 hexadecimal digits. Put the key back in its place."
        )
    found = filter(None, map(_BEGUN.fullmatch, rest))
    begun = {one["path"]: Beginning(one["digest"], int(one["start"]), int(one["end"])) for one in found}
    return Key(bytes.fromhex(first), begun)


def called(path: Path | str) -> str:
    """How a sentence about the key begins: what it is, and where it lies."""
    return f"The audit log's key, {path},"


def _why(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "the program may not read it. Ask whoever looks after it for the right to"
    return write_once.why(error)


def located(log: Path) -> str:
    """A log's place as a key file writes it down: one line, whatever way the data folder was come to.

    Neither the log nor the folder it is in may be a link, so these two are not looked through.
    """
    log = Path(log)
    return str(log.parent.parent.resolve() / log.parent.name / log.name).replace("\n", "\ufffd")
