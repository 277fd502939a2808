"""What is on file: the returns of every quarter exactly as received, each with its receipt. The only writer there."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from oxdash.archive import audit_lines, receipts, shelf
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.check import Fault, Proof, prove
from oxdash.archive.filing import TOO_MANY, UNCHANGED, ArchiveRefused, OnFileAlready, file_next, holding, used_up
from oxdash.archive.receipts import Came, Receipt, SignedOff
from oxdash.archive.shelf import OnFile
from oxdash.storage.write_once import named, unreadable
from oxdash.vocabulary.model import DAMAGED, RECEIVED
from oxdash.vocabulary.quarters import Quarter

__all__ = [
    "Accepted",
    "Archive",
    "ArchiveRefused",
    "Came",
    "Fault",
    "NothingToWithdraw",
    "OnFile",
    "OnFileAlready",
    "Proof",
    "Receipt",
]


_NOTHING = "No return of {partnership} for {quarter} counts, so there is nothing to withdraw."


@dataclass(frozen=True)
class Accepted:
    """The receipt of a return; ``already`` where the same bytes were the counting return before."""

    receipt: Receipt
    already: bool = False


@dataclass(frozen=True)
class NothingToWithdraw:
    """No return counts for that partnership and quarter; why, in a sentence."""

    sentence: str


class Archive:
    """The returns under ``root`` (data/quarterly), which is made with the first of them.

    With an ``audit`` log every receipt is named in it too, and ``verify`` holds the two together.
    """

    def __init__(self, root: Path, audit: AuditLog | None = None) -> None:
        self.root = Path(root)
        self.audit = audit

    def accept(
        self,
        data: bytes,
        *,
        partnership: str,
        quarter: str,
        received_at: datetime,
        received_from: str,
        file_name: str,
        template_version: str | None,
        register_fingerprint: str | None,
        warnings_confirmed: Sequence[str] = (),
        note: str = "",
        came: Mapping[str, Any] | None = None,
        only_first: bool = False,
        signed_off: SignedOff | None = None,
    ) -> Accepted:
        """Put a return on file under the next number and give its receipt, once it is safe on the disk.

        The bytes of the return that counts already are answered with its receipt. ``received_at`` is in the zone of the
        council, whose day it is: so many versions are taken in one. ``file_name`` is kept as text only;
        ``came`` says how the return got here (`receipts.Came`); ``only_first``: OnFileAlready where anything
        is on file for that quarter, withdrawn or placed by hand too; ``signed_off``: that it waited, and for whom.
        ArchiveRefused where it could not be stored: then nothing has changed. ValueError for a partnership or quarter
        that is not one, or a time without its zone.
        """
        facts: dict[str, Any] = {
            "kind": receipts.RETURN,
            "partnership": partnership,
            "quarter": quarter,
            "received_at": receipts.moment(received_at),
            "received_from": receipts.as_text(received_from),
            "sha256": receipts.fingerprint(data),
            "size": len(data),
            "file_name": receipts.uploaded_name(file_name),
            "template_version": template_version,
            "register_fingerprint": register_fingerprint,
            "warnings_confirmed": tuple(map(receipts.as_text, warnings_confirmed)),
            "note": receipts.as_text(note),
            "came": Came(**came) if came else None,
            "signed_off": signed_off,
        }
        Receipt(number=1, **facts)  # what is not a receipt is found out before anything is touched
        folder = self._folder(quarter)
        if len(data) > shelf.LARGEST_WORKBOOK:
            raise ArchiveRefused(
                f"{named(folder)}: a workbook of {len(data):,} bytes is too large to keep. {UNCHANGED}"
            )
        with holding(folder, self.audit, facts["received_at"]) as head:
            seen = shelf.look(folder)
            before = self._versions(seen, partnership)
            if only_first and (before or partnership in seen.partnerships):
                raise OnFileAlready(f"{named(folder)} has a return of {partnership} by now. {UNCHANGED}")
            counting = before[-1].receipt if before and before[-1].state == RECEIVED else None
            if counting is not None and counting.sha256 == facts["sha256"]:
                return Accepted(counting, already=True)
            if used_up(before, received_at):
                raise ArchiveRefused(f"{TOO_MANY} {UNCHANGED}")
            return Accepted(file_next(seen, before, facts, data, self.audit, head))

    def withdraw(
        self,
        partnership: str,
        quarter: str,
        *,
        received_at: datetime,
        received_from: str,
        reason: str,
        came: Mapping[str, str] | None = None,
    ) -> Receipt | NothingToWithdraw:
        """Put on file that the counting return no longer counts, and why: nothing does until a later number.

        NothingToWithdraw where none counts. ArchiveRefused and ValueError as for ``accept``; a reason is needed.
        """
        facts: dict[str, Any] = {
            "kind": receipts.WITHDRAWAL,
            "partnership": partnership,
            "quarter": quarter,
            "received_at": receipts.moment(received_at),
            "received_from": receipts.as_text(received_from),
            "reason": receipts.as_text(reason.strip()),
            "came": Came(**came) if came else None,
        }
        Receipt(number=1, **facts)
        folder = self._folder(quarter)
        nothing = NothingToWithdraw(_NOTHING.format(partnership=partnership, quarter=Quarter.parse(quarter).people))
        if not folder.is_dir():
            return nothing
        with holding(folder, self.audit, facts["received_at"]) as head:
            seen = shelf.look(folder)
            before = self._versions(seen, partnership)
            if before and before[-1].state == DAMAGED:
                return NothingToWithdraw(before[-1].fault or "")
            if not before or before[-1].state != RECEIVED:
                return nothing
            return file_next(seen, before, facts, None, self.audit, head)

    def standing(self, before: datetime | None = None, *, by_hand: bool = False) -> list[OnFile]:
        """What decides for every partnership and quarter that has anything on file: the last of its `versions`."""
        return [versions[-1] for versions in self.versions(before, by_hand=by_hand)]

    def versions(self, before: datetime | None = None, *, by_hand: bool = False) -> list[list[OnFile]]:
        """Every number of every partnership and quarter that has anything on file, ascending, in order of quarter.

        The last decides. With ``before``, only receipts received before that moment (the end of a day, in the zone of
        the council) are looked at; without, all, so a clock that ran ahead hides nothing. Among them the highest number
        decides, whatever the clock said. A receipt that cannot be relied on has no date: it is there on any day. A
        workbook placed by hand comes only when asked for with ``by_hand``, never beside a receipt. ArchiveRefused where
        a folder cannot be listed.
        """
        found = []
        for seen in self._shelves():
            for partnership in self._returning(seen):
                versions = self._versions(seen, partnership)
                known = [file for file in versions if before is None or file.received_before(before)]
                if not known and by_hand and (hand := seen.placed_by_hand(partnership)):
                    known = [hand]
                if known:
                    found.append(known)
        return sorted(found, key=lambda versions: (versions[-1].quarter, versions[-1].partnership))

    def history(self, partnership: str, quarter: str) -> list[OnFile]:
        """Every number on file for a partnership's quarter, ascending, each verified; the last decides."""
        folder = self._folder(quarter)
        return self._versions(self._look(folder), partnership)

    def receipts(self) -> list[Receipt]:
        """Every receipt on file that can be relied on, by quarter and partnership, in order of number."""
        return [
            file.receipt
            for seen in self._shelves()
            for partnership in seen.partnerships
            for file in self._versions(seen, partnership)
            if file.receipt is not None
        ]

    def fingerprint(self) -> str:
        """Changes with any change of a file here; cheap, for no file is opened. Names, sizes and times only."""
        seen: list[tuple[Any, ...]] = []
        for folder in self._quarters():
            try:
                with os.scandir(os.path.join(self.root, folder)) as entries:  # noqa: PTH118 - a path is dear to make
                    shown = [(one.name, one.stat(follow_symlinks=False)) for one in entries if one.name[0] != "."]
                # a changed time of change shows an edit whose time of writing was put back
                facts = [(name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in shown]
                seen.append((folder, *sorted(facts)))
            except OSError as error:  # taken away while being looked at
                seen.append((folder, error.errno))
        return _digest(tuple(seen))

    def folders(self) -> tuple[Any, ...]:
        """Changes when anything comes into a quarter's folder, goes or is renamed, and not when a file is written to.

        Cheap however much is on file: no folder is listed but the one that holds them.
        """
        try:
            with os.scandir(self.root) as entries:
                shown = [(one.name, one.stat(follow_symlinks=False)) for one in entries if one.name[0] != "."]
        except OSError as error:
            return (self.root, error.errno)
        return (self.root, *sorted((name, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in shown))

    def named(self) -> str:
        """Changes with what the audit log names, and with no other line of it; cheap while the log is as it was."""
        return audit_lines.names(self.audit).digest

    def verify(self) -> list[Fault]:
        """Everything on file that does not hold, each named once; empty where all is well."""
        return list(self.prove().faults)

    def prove(self, head: Head | None = None) -> Proof:
        """What holds and what does not, receipts against the log and the log against the receipts.

        With a ``head`` that somebody kept, that the log still has it.
        """
        return prove(self.root, self.audit, head)

    def _folder(self, quarter: str) -> Path:
        return self.root / Quarter.parse(quarter).path

    def _quarters(self) -> list[str]:
        """The names of the folders of quarters, in order."""
        try:
            with os.scandir(self.root) as entries:  # which knows what is a folder without another look
                folders = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
            return sorted(filter(audit_lines.is_path, folders))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _unreadable(self.root, error) from error

    def _shelves(self) -> Iterator[shelf.Shelf]:
        """The shelf of every quarter that has a folder, or should have one by the log."""
        folders = {self.root / name for name in self._quarters()}
        named = {self._folder(quarter) for _, quarter in audit_lines.names(self.audit).safe}
        yield from map(self._look, sorted(folders | named))

    def _returning(self, seen: shelf.Shelf) -> list[str]:
        named = {code for code, quarter in audit_lines.names(self.audit).safe if quarter == seen.quarter}
        return sorted({*seen.partnerships, *named})

    def _versions(self, seen: shelf.Shelf, partnership: str) -> list[OnFile]:
        try:
            return shelf.held_to(seen, partnership, lambda: audit_lines.names(self.audit))
        except OSError as error:
            raise _unreadable(seen.folder, error) from error

    def _look(self, folder: Path) -> shelf.Shelf:
        try:
            return shelf.look(folder) if shelf.is_quarter(folder) else shelf.bare(folder)
        except OSError as error:
            raise _unreadable(folder, error) from error


@lru_cache(maxsize=4)
def _digest(seen: tuple[tuple[Any, ...], ...]) -> str:
    """Worked out once for what is seen again and again."""
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _unreadable(where: Path, error: OSError) -> ArchiveRefused:
    return ArchiveRefused(unreadable(named(where), error.strerror))
