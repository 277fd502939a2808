"""What workbooks on file say, kept by fingerprint: each is opened and read once, not at every start, command and day.

Why it is safe. A return on file never changes, and what reading it gives depends on four things: its bytes, the name
and the place it is read under, the register, and the program that reads; what reading the register gives, on its bytes,
its name and the program. An entry's key is the sha256 of all of these, the program being every source file of this
package and the versions of what it reads with. Anything that differs is another key; nothing here is ever brought up to
date. The workbook is read from the disk and held against its receipt every time
before its contents are looked for here, so what is damaged, withdrawn or replaced is so with or without this folder.

An entry is JSON, in plain columns, sealed by the audit log's key, or by its own sha256 alone where there is none yet,
with what it is an entry of. One that does not hold (cut short, changed, made up, put under another's name) is read anew
from the workbook. What was not read well, a register that must be put right, and what was placed by hand and is judged
by the returns before it, is never kept.

Who could bend it: whoever may write here and has the key, who is the server's own user and nobody else; a folder that
another owns or may write to is not used at all. Nothing is put on record by what stands here: publishing, `verify` and
`doctor` read the workbooks themselves. The folder lies outside the data, is bounded in size, and may be deleted at any
time.
"""

import contextlib
import hashlib
import hmac
import importlib.metadata
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from oxdash.archive.audit_log.key import CannotRecord, KeyFile
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem, Severity
from oxdash.register import Register, read_register
from oxdash.register.columns import SHEETS
from oxdash.returns import columns as returned
from oxdash.returns.read_return import PARTS, Cover, Return
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary.schemas import Schema
from oxdash.vocabulary.tables import Columns, of_columns

T = TypeVar("T")

LARGEST = 4_000_000  # bytes of one entry; a return of 60 targets has some 40,000
MOST = 64_000_000  # bytes of all entries
ENDING = ".contents"
SEALED_AS = b"what a return says\n"  # before what the key seals, so that no line of the log can be put here
LEFT_BEHIND = 3600  # seconds after which a temporary file is nobody's any more
_LIBRARIES = ("openpyxl", "pandas", "numpy", "pydantic")


class ContentsCache:
    """The entries in ``folder``, which is made when the first is kept; and the register asked for last.

    ``key`` seals them; ``most`` is how many bytes of them are kept.
    """

    def __init__(self, folder: Path, key: KeyFile | None = None, most: int = MOST):
        self.folder, self.key, self.most = Path(folder), key, most
        self._register: tuple[str, Register] | None = None  # in memory: the one that was asked for last

    def find(self, key: str) -> Return | None:
        """What was kept under a `key_of`; None where there is nothing, or nothing that holds."""
        return self._found(key, _return)

    def keep(self, key: str, contents: Return) -> None:
        """Keep what a return says, where that is possible; where it is not, it will be read again."""
        said = {part: _columns(values) for part, values in contents.said.items()}
        self._keep(key, said | {"cover": asdict(contents.cover), "problems": _told(contents.problems)})

    def _found(self, key: str, built: Callable[[dict[str, Any]], T]) -> T | None:
        """What is ``built`` of the entry under a key; None for one that does not hold."""
        if self.unusable():
            return None
        try:
            entry = write_once.read(self.folder / f"{key}{ENDING}", LARGEST)
        except OSError:
            return None
        sealed, _, body = entry.partition(b"\n")
        if not self._holds(sealed, body):
            return None
        try:
            said = json.loads(body)
            return built(said) if said["key"] == key else None  # or it is an entry under another's name
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def _keep(self, key: str, said: dict[str, Any]) -> None:
        if self.unusable():
            return
        try:
            body = json.dumps({"key": key} | said, default=_day, allow_nan=False, separators=(",", ":")).encode()
        except (ValueError, TypeError):
            return
        seal = self._seal(body)
        if seal is None or len(body) > LARGEST - 100:
            return
        entry = seal + b"\n" + body
        with contextlib.suppress(OSError):
            write_once.make_folder(self.folder.parent)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            _put(self.folder, f"{key}{ENDING}", entry)

    def bound(self) -> None:
        """Take away the oldest entries past ``most`` bytes, and what a stop left half-written."""
        with contextlib.suppress(OSError), os.scandir(self.folder) as listed:
            seen = [(entry.stat(follow_symlinks=False), entry.path, entry.name) for entry in listed]
            old = time.time() - LEFT_BEHIND
            left = [path for one, path, name in seen if write_once.becoming(name) and one.st_mtime < old]
            entries = sorted((one.st_mtime_ns, one.st_size, path) for one, path, name in seen if name.endswith(ENDING))
            total = sum(size for _, size, _ in entries)
            for _, size, path in entries:
                if total <= self.most:
                    break
                left.append(path)
                total -= size
            for path in left:
                with contextlib.suppress(OSError):
                    Path(path).unlink()

    def unusable(self) -> str | None:
        """Why nothing is read here or kept, in a sentence; None where the folder is this user's alone, or not there."""
        try:
            seen = os.lstat(self.folder)
        except FileNotFoundError:
            return None
        except OSError as error:
            return f"{self.folder} cannot be read: {error.strerror}. Delete it, or name another folder in OXDASH_CACHE."
        others = hasattr(os, "geteuid") and (seen.st_uid != os.geteuid() or seen.st_mode & 0o022)
        if stat.S_ISDIR(seen.st_mode) and not others:
            return None
        return f"{self.folder} is not a folder that this user alone may write to. Delete it, and it is made anew."

    def _seal(self, body: bytes) -> bytes | None:
        """64 hexadecimal digits; None where there is a key and it cannot be read."""
        try:
            held = self.key.read() if self.key is not None else None
        except CannotRecord:
            return None
        return (held.seal(SEALED_AS + body) if held else hashlib.sha256(body).hexdigest()).encode()

    def _holds(self, sealed: bytes, body: bytes) -> bool:
        seal = self._seal(body)
        return seal is not None and hmac.compare_digest(seal, sealed)

    def register(self, name: str, data: bytes) -> Register | Unreadable:
        """The register of a workbook's bytes, which is not read again where it was and is the same."""
        fingerprint = hashlib.sha256(data).hexdigest()
        key = _sha256(fingerprint, name, reader())
        held = self._register
        if held is not None and held[0] == key:
            return held[1]
        kept = self._found(key, lambda said: _register(said, fingerprint))
        found = kept or read_register(name, data)
        if isinstance(found, Register):
            self._register = (key, found)
            if kept is None and found.sound:
                frames: dict[str, pd.DataFrame] = {sheet.part: getattr(found, sheet.part) for sheet in SHEETS.values()}
                tables = {
                    part: _columns({str(name): held.tolist() for name, held in frame.items()})
                    for part, frame in frames.items()
                }
                self._keep(key, tables | {"problems": _told(found.problems)})
        return found


def of(settings: Settings) -> ContentsCache:
    """The one of these settings, the same for all of a process, so that they share the register."""
    return _of(settings.cache, settings.log_key_file)


@lru_cache(maxsize=4)
def _of(folder: Path, key: Path) -> ContentsCache:
    return ContentsCache(folder, KeyFile(key))


def key_of(name: str, data: bytes, partnership: str, quarter: str, register: Register) -> str:
    """The sha256 of all that reading a return depends on: 64 hexadecimal digits."""
    return _sha256(hashlib.sha256(data).hexdigest(), name, partnership, quarter, register.fingerprint, reader())


def _sha256(*facts: str) -> str:
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@lru_cache(maxsize=8)
def reader(package: Path = Path(__file__).parent.parent) -> str:
    """A fingerprint of the program that reads: every source file of oxdash, Python and the libraries it uses."""
    found = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        found.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    for path in sorted(package.rglob("*.py")):
        source = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(package).as_posix()} {source}\n".encode())
    return found.hexdigest()


def _put(folder: Path, name: str, entry: bytes) -> None:
    """One step, so that nobody finds half of it. Not flushed: what a power cut takes is read again."""
    temporary = write_once.temporary(folder, name)
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(entry)
        temporary.replace(folder / name)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _told(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def _problems(said: list[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**one | {"severity": Severity(one["severity"])}) for one in said)


def _columns(values: Columns) -> Columns:
    """The same as JSON has it: nothing for what is missing."""
    return {name: [None if one is None or one != one else one for one in held] for name, held in values.items()}


def _day(value: object) -> str:
    """A day or a moment, which JSON has no type for."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _checked(schema: Schema, said: Columns) -> Columns:
    """The columns of a table, days as such; ValueError or TypeError where they are not what was kept."""
    rows = {len(values) for values in said.values()}
    if said.keys() != schema.columns.keys() or len(rows) > 1:
        raise ValueError("not the columns of the table")
    columns = {}
    for name, values in said.items():
        dtype = schema.columns[name].dtype
        if dtype.kind == "M":
            values = [None if one is None else _moment(one) for one in values]
        elif any(type(one) not in _TYPES[dtype.kind] for one in values):
            raise TypeError(f"{name} holds something else")
        columns[name] = values
    return columns


_NOTHING = type(None)
_TYPES: dict[str, tuple[type, ...]] = {  # by kind of a type in memory
    "O": (str, _NOTHING),
    "f": (float, int, _NOTHING),
    "i": (int,),
    "b": (bool,),
}


def _moment(said: str) -> date:
    return date.fromisoformat(said) if len(said) == len("2010-07-22") else datetime.fromisoformat(said)


def _return(said: dict[str, Any]) -> Return:
    cover = said["cover"]
    prepared = cover["prepared_on"]
    return Return(
        cover=Cover(**cover | {"prepared_on": None if prepared is None else date.fromisoformat(prepared)}),
        said={PARTS[name]: _checked(sheet.table, said[PARTS[name]]) for name, sheet in returned.SHEETS.items()},
        problems=_problems(said["problems"]),
    )


def _register(said: dict[str, Any], fingerprint: str) -> Register:
    tables = {sheet.part: of_columns(sheet.table, _checked(sheet.table, said[sheet.part])) for sheet in SHEETS.values()}
    return Register(fingerprint=fingerprint, problems=_problems(said["problems"]), **tables)
