"""What was decided, on file: numbered entries in ``data/decisions``, each following from the one before, only added to.

Each entry is named in the audit log before it is put on file (``deciding``) and once it is there (``decided``), as
receipts are. One that is damaged, missing or not the one that the log names does not count, and is always told.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import Field

from oxdash.archive import decision_entry, imports, log_names, receipts
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Begun, Head
from oxdash.archive.decision_entry import HIGHEST, Entry
from oxdash.archive.filing import UNCHANGED, ArchiveRefused, holding, logging, put
from oxdash.archive.log_names import Line, Names
from oxdash.archive.shelf import is_ignored
from oxdash.storage import write_once

FOLDER = "decisions"  # in the data folder
RESTORE = imports.WHAT_TO_DO
_FILE = re.compile(r"(?P<number>[0-9]{5})\.json")
_BEGUN, _DONE = "deciding", "decided"
_AGAIN = "record it again"
T = TypeVar("T")


def name_of(number: int) -> str:
    return f"{number:05}.json"


def number_of(name: str) -> int | None:
    """The number of an entry's file; None for any other name."""
    match = _FILE.fullmatch(name)
    return int(match["number"]) or None if match else None


class EntryLine(Line):
    """An entry as one line of the log names it; they are all of one register."""

    AFTER: ClassVar = {_BEGUN: _DONE}

    number: int = Field(strict=True, ge=1, le=HIGHEST)

    @property
    def of(self) -> str:
        return FOLDER

    @classmethod
    def listed(cls, begun: Begun) -> Iterator[dict[str, Any]]:
        for name, fingerprint in begun.decisions.items():
            yield {"number": number_of(name), "fingerprint": fingerprint}


@dataclass(frozen=True)
class Held:
    """What is on file: entries that can be relied on, ascending; a sentence, by file, for whatever cannot be."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    last: int = 0  # the highest number ever given, as far as files and log know
    last_fingerprint: str | None = None

    def before(self, moment: datetime | None) -> "Held":
        """What was recorded before a moment (the end of a day); what cannot be relied on has no day."""
        kept = tuple(one for one in self.entries if moment is None or one.recorded_at < moment)
        return Held(kept, self.faults, self.last, self.last_fingerprint)


NOTHING = Held()


class Decisions:
    """The entries in ``folder``, held against the log where there is one; the only writer there."""

    def __init__(self, folder: Path, audit: AuditLog | None = None) -> None:
        self.folder, self.audit = Path(folder), audit

    def held(self) -> Held:
        """Everything on file; ArchiveRefused where the folder cannot be listed.

        An entry is named in the log before it is here, and said to be here only afterwards: so the folder is looked at
        before the log, and again where something seems to be missing.
        """
        seen = self._listed()
        known = log_names.of(self.audit, EntryLine)
        while known.safe.get(FOLDER, {}).keys() - {number_of(name) for name in seen}:
            again = self._listed()
            if again == seen:
                break
            seen = again
        return self._read(seen, known)

    def fingerprint(self) -> str:
        """Changes with any change of a file here, or of what the log names of them. Opens no entry."""
        seen: list[object] = []
        for name in self._listed():
            try:
                seen.append((name, *write_once.looks(self.folder / name)))
            except OSError as error:
                seen.append((name, error.errno))
        known = log_names.of(self.audit, EntryLine)
        return receipts.fingerprint(repr((seen, known.digest)).encode()) if seen or known.named else ""

    def files(self, last: int) -> Mapping[str, bytes]:
        """The files of the entries up to a number, each of which vouches for the one before; OSError as they come."""
        numbers = ((number_of(name), name) for name in self._listed())
        return {
            name: write_once.read(self.folder / name, decision_entry.LARGEST)
            for number, name in numbers
            if number is not None and number <= last
        }

    def add(self, facts: Mapping[str, Any], when: datetime, stopped: Callable[[Held], T | None]) -> Entry | T:
        """Put an entry of ``facts`` on file under the next number, unless ``stopped`` answers why not.

        ``stopped`` is asked of what is on file once nobody else can write. An ``item`` that facts do not name is a new
        one. ArchiveRefused where it could not be stored, and ValueError for facts of no entry: nothing has changed.
        """
        with holding(self.folder, self.audit, when, self._tidy, _AGAIN) as head:
            held = self.held()
            if (why := stopped(held)) is not None:
                return why
            return self._put(facts, held, head)

    def _put(self, facts: Mapping[str, Any], held: Held, head: Head | None) -> Entry:
        number = held.last + 1
        if number > HIGHEST:
            raise ArchiveRefused(f"{FOLDER} holds {HIGHEST:,} entries, which is the most. {UNCHANGED}")
        entry = Entry(
            **{"item": number, **facts},
            number=number,
            previous=held.last_fingerprint,
            log_head=None if head is None else str(head),
        )
        written = entry.to_bytes()
        recorded = partial(self._record, entry, receipts.fingerprint(written))
        put(self.folder, {name_of(number): written}, self.audit, recorded, _AGAIN)
        return entry

    def _record(self, entry: Entry, fingerprint: str, done: bool) -> None:
        if self.audit is None:
            return
        facts = {"number": entry.number, "item": entry.item, "kind": str(entry.kind), "fingerprint": fingerprint}
        event = _DONE if done else _BEGUN
        self.audit.record(event, who=entry.recorded_by, when=entry.recorded_at, **facts)

    def _tidy(self, folder: Path, audit: AuditLog | None) -> None:
        """Write the second line of each entry that a stop kept it from, and take away what the stop left."""
        known = log_names.of(audit, EntryLine)
        begun = {one.number for one in known.named} - known.safe.get(FOLDER, {}).keys()
        for number in sorted(begun):
            try:
                written = write_once.read(folder / name_of(number), decision_entry.LARGEST)
            except OSError:
                continue  # stopped before it counted
            entry, fingerprint = receipts.read_as(Entry, written), receipts.fingerprint(written)
            if entry is not None and fingerprint in known.known[FOLDER, number]:
                with logging(audit, _AGAIN):
                    self._record(entry, fingerprint, done=True)
        for left in folder.iterdir():
            if number_of(write_once.becoming(left.name) or ""):
                left.unlink(missing_ok=True)

    def _listed(self) -> list[str]:
        """The names of files that are there, but for our own temporary ones and what systems leave."""
        if self.folder.is_symlink():
            raise ArchiveRefused(
                f"{write_once.named(self.folder)} is a link, so nothing in it counts. Put its folder back."
            )
        try:
            found = sorted(path.name for path in self.folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ArchiveRefused(write_once.unreadable(write_once.named(self.folder), error.strerror)) from error
        return [name for name in found if not (is_ignored(name) or write_once.becoming(name))]

    def _read(self, listed: list[str], known: Names[EntryLine]) -> Held:
        read: dict[int, tuple[Entry | None, str | None]] = {}  # by number: what stands there, and its fingerprint
        faults: dict[str, str] = {}
        there: set[int] = set()
        recorded = known.safe.get(FOLDER, {})
        for name in listed:
            where, number = f"{FOLDER}/{name}", number_of(name)
            if number is None:
                faults[where] = f"{where} is no name of an entry, so it does not count. Take it out of the folder."
                continue
            there.add(number)
            entry, fingerprint, fault = self._one(where, name, number, known)
            if fault:
                faults[where] = fault
            safe = recorded.get(number)
            if fault is None or safe or not known.looked:  # what the log does not name may be taken out any day
                read[number] = (entry if fault is None else None, safe or fingerprint)
        last = max([0, *there, *recorded])
        for number in range(1, last + 1):
            where = f"{FOLDER}/{name_of(number)}"
            if number not in there and (number in recorded or not known.complete):
                faults[where] = f"{where} is missing, and an entry of that number was recorded. {RESTORE}"
                read[number] = (None, recorded.get(number))
        return self._chained(read, faults, last)

    def _chained(self, read: Mapping[int, tuple[Entry | None, str | None]], faults: dict[str, str], last: int) -> Held:
        """Hold each entry to the one before; where two intact ones do not follow from one another, neither counts."""
        doubtful: set[int] = set()
        before: int | None = None
        for number in sorted(read):
            entry, _ = read[number]
            then = read[before] if before is not None else (None, None)
            if entry is not None and (before is None or then[1]) and entry.previous != then[1]:
                pair = [one for one in (before, number) if one is not None and read[one][0] is not None]
                doubtful.update(pair)
                where = f"{FOLDER}/{name_of(pair[0])}"
                said = f"{where} does not follow from the one before"
                if len(pair) > 1:
                    said = f"{where} and {name_of(number)} do not follow from one another: one has been changed"
                faults[where] = f"{said}. {RESTORE}"
            before = number
        entries = tuple(entry for number, (entry, _) in sorted(read.items()) if entry and number not in doubtful)
        return Held(entries, tuple(sorted(faults.items())), last, read[before][1] if before is not None else None)

    def _one(
        self, where: str, name: str, number: int, known: Names[EntryLine]
    ) -> tuple[Entry | None, str | None, str | None]:
        """An entry, its fingerprint, and what is wrong with it."""
        try:
            written = write_once.read(self.folder / name, decision_entry.LARGEST)
        except OSError as error:
            return None, None, f"{where} cannot be read: {error.strerror}. {RESTORE}"
        fingerprint, entry = receipts.fingerprint(written), receipts.read_as(Entry, written)
        if entry is None:
            return None, None, f"{where} is not as it was recorded. {RESTORE}"
        if entry.number != number:
            return None, None, f"{where} holds entry {entry.number}. {RESTORE}"
        complaint = known.complaint(
            FOLDER,
            fingerprint,
            entry.log_head,
            number=number,
            another=f"{where} is not the entry that the audit log names. {RESTORE}",
            unnamed=f"{where} is not named in the audit log: it was not recorded here, so it does not count. Take it "
            "out of the folder, or restore the log from a backup.",
            gone=lambda line, do: f"{where} was recorded after {line}. {do}",
        )
        return entry, fingerprint, complaint
