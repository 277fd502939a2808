"""The files of a folder of legacy workbooks, and which of them are called as the map says."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oxdash.archive.receipts import fingerprint
from oxdash.archive.shelf import LARGEST_WORKBOOK, is_ignored
from oxdash.legacy.found import Source
from oxdash.legacy.layout_map import Map
from oxdash.legacy.pattern import Parts, Pattern
from oxdash.storage import write_once

MOST_FILES = 2_000  # in a folder and those below it
MOST_BYTES = 500_000_000  # of all workbooks read at once
TOO_MUCH = f"The workbooks of the folder have more than {MOST_BYTES // 10**6} MB. Import them year by year."
TOO_MANY = f"There are more than {MOST_FILES:,} files in the folder. Name one that has the workbooks alone."


@dataclass(frozen=True)
class Named:
    """A file that is called as the map says: what its name says of it, and its bytes, or why they cannot be had."""

    name: str
    parts: Parts
    source: Source | None = None
    fault: str = ""


@dataclass(frozen=True)
class Listed:
    """The files of a folder: those that the map names, those it leaves unread, and those it does not know."""

    named: tuple[Named, ...] = ()
    not_read: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.named) + len(self.not_read) + len(self.unknown)


def look(folder: Path, legacy: Map) -> Listed:
    """What is in a folder, by the names that a map gives. ValueError, in a sentence, where it cannot be listed."""
    wanted, known = legacy.pattern(legacy.files.named), [Pattern(one) for one in legacy.files.not_read]
    named: list[Named] = []
    not_read, unknown, size = [], [], 0
    for name, path in sorted(_files(folder)):
        if any(one.match(name) is not None for one in known):
            not_read.append(name)
        elif (parts := wanted.match(name)) is not None:
            named.append(_taken(name, parts, path))
            size += len(named[-1].source.data) if named[-1].source else 0
            if size > MOST_BYTES:
                raise ValueError(TOO_MUCH)
        else:
            unknown.append(name)
    return Listed(tuple(named), tuple(not_read), tuple(unknown))


def _taken(name: str, parts: Parts, path: Path) -> Named:
    try:
        data = write_once.read(path, LARGEST_WORKBOOK)
    except OSError as error:
        return Named(name, parts, fault=f"It cannot be read: {error.strerror}. Put the workbook itself there.")
    return Named(name, parts, Source(name, data, fingerprint(data)))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder by its name there, folders divided by /. No link is followed."""
    found = 0

    def refuse(error: OSError) -> None:
        raise ValueError(f"{error.filename} cannot be read: {error.strerror}. Name a folder of workbooks.") from error

    for at, folders, files in os.walk(folder, onerror=refuse):
        folders.sort()
        for file in files:
            if is_ignored(file):
                continue
            found += 1
            if found > MOST_FILES:
                raise ValueError(TOO_MANY)
            path = Path(at) / file
            yield path.relative_to(folder).as_posix(), path
