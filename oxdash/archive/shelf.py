"""What lies in one quarter's folder, and whether it is what its receipts say. Reads only; takes no lock.

A receipt does not verify where it is not exactly what was written, stands under another's name, or does not follow from
the receipt before it; a workbook where its bytes are not those of its receipt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from oxdash.archive import receipts
from oxdash.archive.audit_lines import UNKNOWN, Names, another_receipt, is_path
from oxdash.archive.receipts import Receipt
from oxdash.storage import write_once
from oxdash.vocabulary.model import BY_HAND, DAMAGED, RECEIVED, WITHDRAWN
from oxdash.vocabulary.quarters import Quarter

LARGEST_WORKBOOK = 50_000_000  # bytes; far above what may be uploaded, far below what would hurt to read
IGNORED = {".lock", ".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini"}
WHAT_TO_DO = receipts.WHAT_TO_DO


@dataclass(frozen=True)
class OnFile:
    """One number of a partnership's return for a quarter, or the workbook placed by hand (``number`` None).

    ``state`` is received, withdrawn, damaged or placed by hand. ``fault`` says in a sentence what does not verify and
    ``fault_at`` is the file it is about, both None where all is well. ``receipt`` is None where it cannot be relied on.
    ``by_log``: it is the audit log that does not let it count, as it does not name it, or names what is not there.
    """

    partnership: str
    quarter: str
    state: str
    number: int | None = None
    receipt: Receipt | None = None
    workbook: str | None = None
    fault: str | None = None
    fault_at: str | None = None
    data: bytes | None = field(default=None, repr=False)
    receipt_fingerprint: str | None = None
    by_log: bool = False

    def read_bytes(self) -> bytes | None:
        """The workbook as it was when it was verified, so that what was checked is what is parsed; None if damaged."""
        return self.data

    @property
    def received_at(self) -> datetime | None:
        """When it was received; None where that cannot be relied on."""
        return None if self.receipt is None else self.receipt.received_at

    def received_before(self, moment: datetime) -> bool:
        """Whether it counts as received before a moment; what cannot be relied on has no date, so before any.

        What was placed by hand is of now, and never of a day that is named.
        """
        return self.number is not None and (self.received_at is None or self.received_at < moment)

    def put_away(self) -> "OnFile":
        """The same without the bytes of its workbook."""
        return replace(self, data=None)

    def gone(self) -> "OnFile":
        """The same number once it is not on file any more."""
        return replace(self, state=DAMAGED, data=None, receipt=None)

    def faulty(self, where: str, sentence: str) -> "OnFile":
        return replace(self, state=DAMAGED, data=None, fault=sentence, fault_at=where)


@dataclass(frozen=True)
class Shelf:
    """The names in one quarter's folder, sorted into what they are. Partnerships' codes to numbers, ascending."""

    folder: Path
    quarter: str
    receipts: dict[str, list[int]]
    workbooks: dict[str, list[int]]  # numbered ones, left behind by a crash or not
    by_hand: list[str]
    temporary: list[str]
    strangers: list[str]

    @property
    def partnerships(self) -> list[str]:
        return sorted({*self.receipts, *self.workbooks, *self.by_hand})

    def crashed(self, partnership: str) -> list[int]:
        """Numbers of workbooks that a crash left without a receipt: their temporary files are there to show it."""
        begun = {receipts.numbered(write_once.becoming(name) or "") for name in self.temporary}
        without = set(self.workbooks.get(partnership, [])) - set(self.receipts.get(partnership, []))
        return sorted(n for n in without if {(partnership, n, "xlsx"), (partnership, n, "json")} & begun)

    def without_receipt(self, partnership: str) -> list[int]:
        """Numbers of workbooks whose receipt is gone, or never was: no crash of ours explains them."""
        known = {*self.receipts.get(partnership, []), *self.crashed(partnership)}
        return [number for number in self.workbooks.get(partnership, []) if number not in known]

    def versions(self, partnership: str, names: Names = UNKNOWN) -> list[OnFile]:
        """Every number that has a receipt, or should have by the log, ascending, each verified; the last decides.

        ``names`` is what the audit log names, looked up after this shelf was: a return being filed meanwhile is named
        before its receipt is put here.
        """
        safe = names.safe.get((partnership, self.quarter), {})
        held = self.receipts.get(partnership, [])
        found = {number: self._named(self._version(partnership, number), names, safe) for number in held}
        for number in safe.keys() - found.keys():
            found[number] = self._missing(partnership, number, safe[number])
        return _chained([found[number] for number in sorted(found)])

    def _named(self, file: OnFile, names: Names, safe: Mapping[int, str]) -> OnFile:
        """A version as the log lets it be. One that it knows otherwise has the fingerprint that the log names."""
        if file.receipt_fingerprint is None or file.number is None:
            return file
        name = receipts.receipt_name(file.partnership, file.number)
        where = self.at(name)
        complaint = names.complaint(
            (file.partnership, file.quarter),
            file.receipt_fingerprint,
            file.receipt.log_head if file.receipt else None,
            number=file.number,
            another=another_receipt(where),
            unnamed=f"{where} is not named in the audit log: it was not submitted here, so it does not count. Take it "
            "out of the folder, or restore the log from a backup.",
            gone=lambda line, do: f"{where} was written after {line}, so nothing shows that it was submitted. {do}",
        )
        if complaint is None:
            return file
        known = replace(file, receipt=None, workbook=None, by_log=True, receipt_fingerprint=safe.get(file.number))
        return known if file.fault else known.faulty(name, complaint)

    def _missing(self, partnership: str, number: int, fingerprint: str) -> OnFile:
        name = receipts.receipt_name(partnership, number)
        file = OnFile(partnership, self.quarter, DAMAGED, number, receipt_fingerprint=fingerprint, by_log=True)
        workbook = receipts.workbook_name(partnership, number)
        beside = f", so {self.at(workbook)} does not count" if number in self.workbooks.get(partnership, []) else ""
        return file.faulty(name, f"{self.at(name)} is missing{beside}: the audit log names it. {WHAT_TO_DO}")

    def placed_by_hand(self, partnership: str) -> OnFile | None:
        """The unnumbered workbook, where no receipt, present or missing, speaks for the partnership's quarter."""
        if partnership not in self.by_hand or partnership in self.receipts or self.without_receipt(partnership):
            return None
        name = f"{partnership}.xlsx"
        file = OnFile(partnership, self.quarter, BY_HAND, workbook=name)
        try:
            return replace(file, data=write_once.read(self.folder / name, LARGEST_WORKBOOK))
        except OSError as error:
            return file.faulty(name, f"{self.at(name)} cannot be read: {error.strerror}. {WHAT_TO_DO}")

    def at(self, name: str) -> str:
        """A file for people and for ``verify``: its folder and name."""
        return f"{self.folder.name}/{name}"

    def _version(self, partnership: str, number: int) -> OnFile:
        name = receipts.receipt_name(partnership, number)
        file = OnFile(partnership, self.quarter, DAMAGED, number)
        try:
            written = write_once.read(self.folder / name, receipts.LARGEST)
        except OSError as error:
            return file.faulty(name, f"{self.at(name)} cannot be read: {error.strerror}. {WHAT_TO_DO}")
        file = replace(file, receipt_fingerprint=receipts.fingerprint(written))
        receipt = receipts.read(written)
        if receipt is None:
            return file.faulty(name, f"{self.at(name)} has been changed since it was written. {WHAT_TO_DO}")
        if (receipt.partnership, receipt.quarter, receipt.number) != (partnership, self.quarter, number):
            whose = f"{receipt.partnership} {receipt.quarter} number {receipt.number}"
            return file.faulty(name, f"{self.at(name)} is the receipt of {whose}, under another name. {WHAT_TO_DO}")
        file = replace(file, receipt=receipt)
        if receipt.kind == receipts.WITHDRAWAL:
            return replace(file, state=WITHDRAWN)
        workbook = receipts.workbook_name(partnership, number)
        return self._with_workbook(replace(file, state=RECEIVED, workbook=workbook), workbook, receipt)

    def _with_workbook(self, file: OnFile, workbook: str, receipt: Receipt) -> OnFile:
        try:
            data = write_once.read(self.folder / workbook, LARGEST_WORKBOOK)
        except FileNotFoundError:
            fault = f"{self.at(workbook)} is missing, though its receipt is on file. {WHAT_TO_DO}"
            return file.faulty(workbook, fault)
        except OSError as error:
            return file.faulty(workbook, f"{self.at(workbook)} cannot be read: {error.strerror}. {WHAT_TO_DO}")
        if (len(data), receipts.fingerprint(data)) != (receipt.size, receipt.sha256):
            return file.faulty(workbook, f"{self.at(workbook)} is not the workbook that was received. {WHAT_TO_DO}")
        return replace(file, data=data)


def _chained(found: list[OnFile]) -> list[OnFile]:
    """Hold each receipt to the one before it.

    Where a receipt's own seal is broken the fault is known to be there, and the next one is not blamed for it. Where
    two intact receipts do not follow from one another nobody can tell which was changed: neither counts. A receipt that
    the log does not name is no part of the chain; of one that it names and that is gone or changed, it knows enough.
    """
    result = list(found)
    counted = [place for place, file in enumerate(found) if file.receipt_fingerprint or not file.by_log]
    for place, earlier in zip(counted, [None, *counted], strict=False):
        file, before = found[place], None if earlier is None else found[earlier]
        if file.receipt is None or file.number is None:
            continue
        if file.receipt.previous == (before.receipt_fingerprint if before else None):
            continue
        name = receipts.receipt_name(file.partnership, file.number)
        folder = Quarter.parse(file.quarter).path
        if earlier is None or before is None or before.number is None or before.number < file.number - 1:
            missing = receipts.receipt_name(file.partnership, max(file.number - 1, 1))
            sentence = f"{folder}/{missing} is missing, and {name} follows from it. {WHAT_TO_DO}"
            if file.number == 1:
                sentence = f"{folder}/{name} follows from a receipt that is not on file. {WHAT_TO_DO}"
            result[place] = file.faulty(missing, sentence)
        elif before.receipt is not None:
            changed = receipts.receipt_name(before.partnership, before.number)
            sentence = (
                f"{folder}/{changed} and {name} do not follow from one another: one has been changed. {WHAT_TO_DO}"
            )
            for one in (earlier, place):
                if result[one].fault is None:
                    result[one] = result[one].faulty(changed, sentence)
    return result


def held_to(seen: Shelf, partnership: str, names: Callable[[], Names]) -> list[OnFile]:
    """A partnership's versions as the log lets them be; a return that is being filed meanwhile is no fault of its.

    The log names a return before its receipt is here, so it is asked after the shelf was looked at; and says that it is
    here only afterwards, so the shelf is looked at again where something seems to be missing. OSError as for `look`.
    """
    found = seen.versions(partnership, names())
    while any(one.by_log and one.number not in seen.receipts.get(partnership, ()) for one in found):
        again = look(seen.folder) if is_quarter(seen.folder) else bare(seen.folder)
        if again == seen:
            break
        seen = again
        found = seen.versions(partnership, names())
    return found


def bare(folder: Path) -> Shelf:
    """The shelf of a quarter whose folder is not there."""
    return Shelf(folder, str(Quarter.parse(folder.name)), {}, {}, [], [], [])


def look(folder: Path) -> Shelf:
    """Sort what is in a quarter's folder; OSError where it cannot be listed.

    Listed until two listings agree, so that a return being filed meanwhile is seen whole or not at all: a large folder,
    or one on a network share, is listed piece by piece.
    """
    names = _names(folder)
    for _ in range(20):
        if (again := _names(folder)) == names:
            break
        names = again
    shelf = bare(folder)
    for name in names:
        becoming = write_once.becoming(name)
        if found := receipts.numbered(name):
            partnership, number, kind = found
            (shelf.receipts if kind == "json" else shelf.workbooks).setdefault(partnership, []).append(number)
        elif placed := receipts.by_hand(name):
            shelf.by_hand.append(placed)
        elif becoming and receipts.numbered(becoming):
            shelf.temporary.append(name)
        elif not is_ignored(name):
            shelf.strangers.append(name)
    for numbers in (*shelf.receipts.values(), *shelf.workbooks.values()):
        numbers.sort()
    return shelf


def is_ignored(name: str) -> bool:
    """Whether a file is what a system or a program leaves beside others: nobody put it there."""
    return name in IGNORED or name.startswith("~$")  # Excel's mark beside an open workbook


def is_quarter(path: Path) -> bool:
    """Whether a path is a quarter's folder: named like 2009-10-Q3 exactly, and no link to somewhere else."""
    return is_path(path.name) and path.is_dir() and not path.is_symlink()


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())
