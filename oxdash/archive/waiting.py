"""Returns that wait for their sign-off: each lies in ``waiting/``, workbook and note, and counts nowhere.

A later number of the same return replaces the one before it. It is on file once a receipt of the archive names its
note, or once the very same workbook counts: so a stop between the receipt and anything else leaves nothing half done.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from oxdash.archive import Archive, filing, receipts, shelf
from oxdash.archive import waiting_notes as notes
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.filing import UNCHANGED, ArchiveRefused
from oxdash.archive.receipts import Came
from oxdash.archive.waiting_check import read, verified
from oxdash.archive.waiting_notes import (
    BEGUN,
    END,
    HANDED_IN,
    NOTE,
    ON_FILE,
    REPLACED,
    WAITING,
    WORKBOOK,
    Ending,
    Note,
    Waiting,
)
from oxdash.storage import write_once
from oxdash.storage.write_once import named, unreadable
from oxdash.vocabulary.model import BY_HAND, DAMAGED, RECEIVED
from oxdash.vocabulary.quarters import Quarter

FOLDER = "waiting"  # beside that of the returns


@dataclass(frozen=True)
class Kept:
    """The waiting note of a return; ``already`` where the same bytes waited before."""

    note: Note
    already: bool = False
    replaced: int | None = None  # the number that waited before it


class WaitingRoom:
    """The returns under ``root`` (data/waiting), which is made with the first of them, beside their ``archive``."""

    def __init__(self, root: Path, archive: Archive) -> None:
        self.root = Path(root)
        self.archive = archive

    @property
    def audit(self) -> AuditLog | None:
        return self.archive.audit

    def keep(
        self,
        data: bytes,
        *,
        partnership: str,
        quarter: str,
        submitted_at: datetime,
        submitted_from: str,
        file_name: str,
        came: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> Kept:
        """Let a return wait under the next number, once it is safe on the disk.

        ``submitted_at`` is in the zone of the council, as for `Archive.accept`, and so is all else; ``facts`` are
        template_version, register_fingerprint, warnings_confirmed and note. The bytes that wait already are answered
        with their note. ArchiveRefused where it could not be stored: then nothing has changed.
        """
        said = {
            "partnership": partnership,
            "quarter": quarter,
            "submitted_at": receipts.moment(submitted_at),
            "submitted_from": receipts.as_text(submitted_from),
            "sha256": receipts.fingerprint(data),
            "size": len(data),
            "file_name": receipts.uploaded_name(file_name),
            "came": Came(**came) if came else None,
            **facts,
            "warnings_confirmed": tuple(map(receipts.as_text, facts.get("warnings_confirmed", ()))),
            "note": receipts.as_text(facts.get("note", "")),
        }
        Note(number=1, **said)  # what is not a note is found out before anything is touched
        folder = self.folder(quarter)
        with self._held(quarter, said["submitted_at"]) as head:
            before = self.of(partnership, quarter)
            last = before[-1] if before and before[-1].waits else None
            if last is not None and last.known.sha256 == said["sha256"]:
                return Kept(last.known, already=True)
            day, zone = submitted_at.date(), submitted_at.tzinfo
            today = [one for one in before if one.note and one.note.submitted_at.astimezone(zone).date() == day]
            if len(today) >= filing.MOST:
                raise ArchiveRefused(f"{filing.TOO_MANY} {UNCHANGED}")
            note = Note(
                number=self._next(partnership, quarter),
                replaces=self.counting(partnership, quarter),
                log_head=None if head is None else str(head),
                **said,
            )
            files = {
                notes.name_of(partnership, note.number, WORKBOOK): data,
                notes.name_of(partnership, note.number, NOTE): note.to_bytes(),
            }
            self._put(folder, files, HANDED_IN, note)
            return Kept(note, replaced=None if last is None else last.number)

    def end(self, one: Waiting, kind: str, *, at: datetime, by: str, words: str, **more: Any) -> Ending:
        """Write down that what waits was sent back or taken back. Hold it for that, by `held`.

        ``more`` are acting_as and came. ArchiveRefused where it cannot be: it waits as before.
        """
        came = more.pop("came", None)
        ending = Ending(
            kind=kind,
            partnership=one.partnership,
            quarter=one.quarter,
            number=one.number,
            note=one.note_fingerprint,
            at=receipts.moment(at),
            by=receipts.as_text(by),
            words=receipts.as_text(words),
            came=Came(**came) if came else None,
            **more,
        )
        folder = self.folder(one.quarter)
        files = {notes.name_of(one.partnership, one.number, END): ending.to_bytes()}
        try:
            self._put(folder, files, kind, ending)
        except OSError as error:
            raise ArchiveRefused(f"{named(folder)}: {write_once.why(error)}. {UNCHANGED}") from error
        return ending

    @contextmanager
    def held(self, partnership: str, quarter: str, number: int, when: datetime) -> Iterator[Waiting | None]:
        """One number as it is now, while nobody else can sign it off, send it back or replace it; None: never there.

        ArchiveRefused where the disk does not allow that.
        """
        if not self.folder(quarter).is_dir():
            yield None
            return
        with self._held(quarter, when):
            yield next((one for one in self.of(partnership, quarter) if one.number == number), None)

    def of(self, partnership: str, quarter: str) -> list[Waiting]:
        """Every number handed in for a partnership's quarter, ascending, each verified; the last is what stands."""
        folder, known = self.folder(quarter), notes.logged(self.audit)
        numbers = {number for whose, number, kind in self._names(folder) if whose == partnership and kind == NOTE}
        numbers |= known.safe.get((partnership, quarter, NOTE), {}).keys()
        if not numbers:
            return []
        found = [verified(folder, Waiting(partnership, quarter, number, WAITING), known) for number in sorted(numbers)]
        held = self.archive.history(partnership, quarter)
        by_note = {one.receipt.signed_off.note: one.receipt for one in held if one.receipt and one.receipt.signed_off}
        counts = held[-1].receipt if held and held[-1].state == RECEIVED else None
        result = []
        for one in found:
            receipt = by_note.get(one.note_fingerprint or "")
            if receipt is None and one.waits and counts is not None and counts.sha256 == one.known.sha256:
                receipt = counts
            if receipt is not None and one.state != DAMAGED:
                one = replace(one, state=ON_FILE, receipt=receipt, data=None)
            elif one.waits and one is not found[-1]:
                one = replace(one, state=REPLACED, data=None)
            result.append(one)
        return result

    def standing(self) -> list[Waiting]:
        """Of each return that was ever handed in the last number, by quarter and partnership, without its workbook."""
        found = []
        for quarter in self.quarters():
            found += [many[-1].put_away() for code in self.partnerships(quarter) if (many := self.of(code, quarter))]
        return found

    def partnerships(self, quarter: str) -> list[str]:
        """The partnerships of which anything was ever handed in for a quarter."""
        known = {code for code, when, _ in notes.logged(self.audit).safe if when == quarter}
        return sorted(known | {one[0] for one in self._names(self.folder(quarter))})

    def counting(self, partnership: str, quarter: str) -> str | None:
        """The sha256 of the workbook that counts for a quarter now, one placed by hand too; None where none does."""
        held = self.archive.history(partnership, quarter)
        if held:
            return held[-1].receipt.sha256 if held[-1].state == RECEIVED and held[-1].receipt else None
        folder = self.archive.root / Quarter.parse(quarter).path
        hand = shelf.look(folder).placed_by_hand(partnership) if shelf.is_quarter(folder) else None
        data = hand.read_bytes() if hand is not None and hand.state == BY_HAND else None
        return None if data is None else receipts.fingerprint(data)

    def quarters(self) -> list[str]:
        """The quarters that have a folder here, or should have one by the log, as data, in order."""
        try:
            paths = [path.name for path in self.root.iterdir() if shelf.is_quarter(path)]
        except FileNotFoundError:
            paths = []
        except OSError as error:
            raise ArchiveRefused(unreadable(named(self.root), error.strerror)) from error
        return sorted({*(str(Quarter.parse(path)) for path in paths), *self._by_log()})

    def _by_log(self) -> set[str]:
        return {quarter for _, quarter, _ in notes.logged(self.audit).safe if _is_quarter(quarter)}

    def fingerprint(self) -> str:
        """Changes with any change of a file here; "" where nothing ever waited. Opens no file."""
        seen: list[Any] = []
        for folder, _, names in os.walk(self.root):
            for name in sorted(name for name in names if name[0] != "."):
                with suppress(OSError):
                    seen.append((folder, name, *write_once.looks(Path(folder) / name)))
        return receipts.fingerprint(repr(sorted(seen)).encode()) if seen else ""

    def folder(self, quarter: str) -> Path:
        return self.root / Quarter.parse(quarter).path

    def _names(self, folder: Path) -> list[tuple[str, int, str]]:
        try:
            found = [notes.parts(path.name) for path in folder.iterdir()] if shelf.is_quarter(folder) else []
        except OSError as error:
            raise ArchiveRefused(unreadable(named(folder), error.strerror)) from error
        return [one for one in found if one]

    def _next(self, partnership: str, quarter: str) -> int:
        """One above every number ever given, as far as files and the audit log know."""
        given = {number for whose, number, _ in self._names(self.folder(quarter)) if whose == partnership}
        safe = notes.logged(self.audit).safe
        known = [safe.get((partnership, quarter, kind), {}) for kind in (NOTE, END)]
        return max({0, *given}.union(*known)) + 1

    @contextmanager
    def _held(self, quarter: str, when: datetime) -> Iterator[Head | None]:
        with filing.holding(self.folder(quarter), self.audit, when, self._tidy) as head:
            yield head

    def _put(self, folder: Path, files: dict[str, bytes], event: str, one: Note | Ending) -> None:
        filing.put(folder, files, self.audit, lambda done: self._say(event if done else BEGUN[event], one))

    def _say(self, event: str, one: Note | Ending) -> None:
        if self.audit is not None:
            facts: dict[str, Any] = one.line()
            self.audit.record(event, **facts)

    def _tidy(self, folder: Path, audit: AuditLog | None) -> None:
        """Take away what a stop left: the files under temporary names, and the workbook that got no note."""
        there = {path.name for path in folder.iterdir()}
        left = {name: became for name in there if (became := write_once.becoming(name))}
        for name in sorted({*left.values()} & there):
            whose = notes.parts(name)
            if whose and whose[2] == WORKBOOK and notes.name_of(*whose[:2], NOTE) not in there:
                (folder / name).unlink(missing_ok=True)
        known = notes.logged(audit)
        for said in known.named:
            if said.safe or said.number in known.safe.get(said.of, {}) or not _is_quarter(said.quarter):
                continue
            if self.folder(said.quarter) == folder:
                one = read(folder / notes.name_of(said.partnership, said.number, said.kind), said.kind)
                if one is not None and receipts.fingerprint(one.to_bytes()) == said.fingerprint:
                    self._say(said.AFTER[said.event], one)
        for name in left:
            (folder / name).unlink(missing_ok=True)


def _is_quarter(text: str) -> bool:
    try:
        return str(Quarter.parse(text)) == text
    except ValueError:
        return False
