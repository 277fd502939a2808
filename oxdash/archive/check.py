"""Does all that is on file hold? Workbooks against receipts, the chain of receipts, the numbers, the audit log."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oxdash import create_only
from oxdash.archive import audit_lines, receipts, shelf
from oxdash.audit import AuditLog


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: the file it is about, under the archive's root, and the whole sentence."""

    where: str
    sentence: str


def check(root: Path, audit: AuditLog | None = None) -> list[Fault]:
    """Every fault under ``root``, each file named once; empty where all is well, or nothing is there yet.

    What a crash left behind is no fault: it never counts, and the next submission takes it away.
    """
    found: dict[str, Fault] = {}
    for fault in (*_of_root(root), *(_of_audit(root, audit) if audit else ())):
        found.setdefault(fault.where, fault)
    return list(found.values())


def _of_root(root: Path) -> Iterator[Fault]:
    try:
        paths = sorted(root.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        yield Fault(root.name, f"{root.name} cannot be read: {error.strerror}.")
        return
    for path in paths:
        if shelf.is_quarter(path):
            try:
                yield from _of_quarter(shelf.look(path))
            except OSError as error:
                yield Fault(path.name, f"{path.name} cannot be read: {error.strerror}.")
        elif path.name not in shelf.IGNORED:
            sentence = f"{path.name} is not a quarter's folder, so nothing in it counts. Call it like 2009-10-Q3."
            if path.is_symlink():
                sentence = f"{path.name} is a link, so nothing in it counts. Put the folder itself in its place."
            yield Fault(path.name, sentence)


def _of_quarter(seen: shelf.Shelf) -> Iterator[Fault]:
    for name in seen.strangers:
        yield Fault(
            seen.at(name),
            f"{seen.at(name)} is no name of a return or a receipt, so it does not count. Take it out of the folder.",
        )
    for partnership in seen.partnerships:
        yield from _of_versions(seen, partnership)
        yield from _of_numbers(seen, partnership)
        yield from _of_hand(seen, partnership)


def _of_versions(seen: shelf.Shelf, partnership: str) -> Iterator[Fault]:
    for file in seen.versions(partnership):
        if file.fault:
            yield Fault(seen.at(file.fault_at), file.fault)
        withdrawn = file.receipt is not None and file.receipt.kind == receipts.WITHDRAWAL
        if withdrawn and file.number in seen.workbooks.get(partnership, []):
            where = seen.at(receipts.workbook_name(partnership, file.number))
            yield Fault(where, f"{where} stands beside a receipt that withdraws, so it does not count. Take it out.")


def _of_numbers(seen: shelf.Shelf, partnership: str) -> Iterator[Fault]:
    held = seen.receipts.get(partnership, [])
    without = seen.without_receipt(partnership)
    for number in range(1, max([0, *held, *without]) + 1):
        where = seen.at(receipts.receipt_name(partnership, number))
        if number in without:
            workbook = seen.at(receipts.workbook_name(partnership, number))
            yield Fault(where, f"{where} is missing, so {workbook} does not count. {shelf.WHAT_TO_DO}")
        elif number not in held:
            yield Fault(where, f"{where} is missing: the number was given, and nothing is there. {shelf.WHAT_TO_DO}")


def _of_hand(seen: shelf.Shelf, partnership: str) -> Iterator[Fault]:
    if partnership not in seen.by_hand:
        return
    where = seen.at(f"{partnership}.xlsx")
    placed = seen.placed_by_hand(partnership)
    if placed is None:
        yield Fault(
            where, f"{where} was placed by hand beside submitted returns, so it does not count. Submit it instead."
        )
    elif placed.fault:
        yield Fault(where, placed.fault)


def _of_audit(root: Path, audit: AuditLog) -> Iterator[Fault]:
    log = audit.path.name
    try:
        unreadable, named = audit.unreadable(), audit_lines.safe(audit)
    except OSError as error:
        yield Fault(log, f"{log} cannot be read: {error.strerror}. Ask whoever looks after the disk.")
        return
    for number in unreadable:
        yield Fault(
            f"{log}, line {number}", f"{log}, line {number} is not a line of the audit log: it has been changed."
        )
    for one in named:
        try:
            written = create_only.read(root / one.path, receipts.LARGEST)
        except FileNotFoundError:
            yield Fault(one.path, f"{one.path} is missing: the audit log names it. {shelf.WHAT_TO_DO}")
        except OSError as error:
            yield Fault(one.path, f"{one.path} cannot be read: {error.strerror}. {shelf.WHAT_TO_DO}")
        else:
            if receipts.fingerprint(written) != one.fingerprint:
                yield Fault(one.path, f"{one.path} is not the receipt that the audit log names. {shelf.WHAT_TO_DO}")
