"""Files that are written once, whole, and never over another; and read without following links.

A file is first written under a temporary name, flushed to the disk, then put into place in one step. Whatever stops
the program leaves the temporary file, whose name says which file it was to become, and nothing half-written.

What is written is for its owner to change, for its group to read and for nobody else, or less than that where the
umask says less.
"""

import errno
import os
import re
import secrets
import stat
from io import BufferedReader
from pathlib import Path
from typing import Self

FILE, FOLDER = 0o640, 0o750  # the most that anybody may do with what is written
_TEMPORARY = re.compile(r"\.new-[0-9a-f]{16}-(?P<name>.+)")
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}  # FAT, some shares
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


_WHY = {
    errno.ENOSPC: "the disk is full. Free some space",
    errno.EDQUOT: "the disk allowance is used up. Free some space",
    errno.EROFS: "the disk is read-only. Ask whoever looks after it to make it writable",
    errno.EACCES: "the program may not write there. Ask whoever looks after it for the right to",
    errno.EPERM: "the program may not write there. Ask whoever looks after it for the right to",
}


def why(error: OSError) -> str:
    """What the disk said to a writer and what to do, for the middle of a sentence."""
    return _WHY.get(error.errno or 0, f"{error.strerror}. Ask whoever looks after the disk")


def unreadable(where: str, reason: str | None) -> str:
    """What a reader is told of a file or folder that the disk does not give: the disk's reason, and what to do."""
    return f"{where} cannot be read: {reason}. Ask whoever looks after the disk."


def named(path: Path) -> str:
    """A file or folder as whoever reads a page is told of it: its folder and name, not where on the machine they lie.

    >>> named(Path("/srv/oxdash/data/quarterly/2009-10-Q3"))
    'quarterly/2009-10-Q3'
    """
    return f"{path.parent.name}/{path.name}".removeprefix("/")


class NotAFile(OSError):
    """A link, a folder, or something else that is not an ordinary file; or one larger than it may be."""

    @classmethod
    def link(cls, path: Path) -> Self:
        return cls(errno.ELOOP, "it is a link, not a file", str(path))


def write_temporary(folder: Path, name: str, data: bytes, *, mode: int = FILE) -> Path:
    """Write ``data`` under a temporary name in ``folder``, whole and flushed, to become ``name``; OSError if not."""
    return write(temporary(folder, name), data, mode=mode)


def temporary(folder: Path, name: str) -> Path:
    """A name in ``folder`` that nothing has yet, for a file or a folder that is to become ``name``."""
    return folder / f".new-{secrets.token_hex(8)}-{name}"


def write(path: Path, data: bytes, *, mode: int = FILE) -> Path:
    """Write ``data`` to a file that is not there yet, whole and flushed; OSError if not, and then it is not there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, mode)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
            if os.fstat(handle).st_size != len(data):
                raise OSError(errno.EIO, "fewer bytes were stored than were written", str(path))
        finally:
            os.close(handle)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def put(temporary: Path, place: Path) -> None:
    """Give a temporary file its name in one step; FileExistsError where the name is taken.

    A hard link never overwrites. Where the disk has none, a rename is as indivisible but would overwrite, so the
    name is looked at first: enough, because every writer of the folder holds its lock.
    """
    try:
        os.link(temporary, place)
    except OSError as refused:
        if refused.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from refused
        temporary.rename(place)


def once(place: Path, data: bytes, *, mode: int = FILE) -> None:
    """Write a new file, whole and flushed, under its name in one step; FileExistsError where the name is taken."""
    written = write_temporary(place.parent, place.name, data, mode=mode)
    try:
        put(written, place)
    finally:
        written.unlink(missing_ok=True)


def over(place: Path, data: bytes) -> None:
    """Write a file in place of the one of its name, if there is one: whoever reads it finds either, whole."""
    written = write_temporary(place.parent, place.name, data)
    try:
        written.replace(place)
    finally:
        written.unlink(missing_ok=True)
    settle(place.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing; nothing where it is there. OSError where that cannot be."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(FOLDER)
    except FileExistsError:  # made by somebody else meanwhile, or no folder at all
        if not folder.is_dir():
            raise
    settle(folder.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Windows keeps them by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def becoming(name: str) -> str | None:
    """The name that a temporary file was to be given; None where ``name`` is not a temporary file's."""
    match = _TEMPORARY.fullmatch(name)
    return match["name"] if match else None


def read(path: Path, largest: int) -> bytes:
    """The bytes of an ordinary file of at most ``largest`` bytes; NotAFile for anything else, a link included."""
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > largest:
            raise NotAFile(errno.EFBIG, f"it is larger than {largest:,} bytes", str(path))
        return file.read(largest)


def opened(path: Path) -> BufferedReader:
    """An ordinary file, open to be read; NotAFile for anything else, a link included."""
    _ordinary(path, path.lstat())  # looked at first where the system has no O_NOFOLLOW, and for the better message
    # O_NONBLOCK: never waits for a pipe that someone put there meanwhile
    file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _PLAIN), "rb")
    try:
        _ordinary(path, os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def looks(path: Path) -> tuple[int, ...]:
    """What changes when a file does: to read it again only then. Opens no file; FileNotFoundError where none is."""
    seen = path.lstat()
    return (seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def _ordinary(path: Path, seen: os.stat_result) -> None:
    if stat.S_ISLNK(seen.st_mode):
        raise NotAFile.link(path)
    if not stat.S_ISREG(seen.st_mode):
        raise NotAFile(errno.EINVAL, "it is not a file", str(path))
