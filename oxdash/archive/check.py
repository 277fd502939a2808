"""Does all that is on file hold? Workbooks against receipts, the chain of receipts, the numbers, and the audit log.

Receipts and log are held against each other both ways: what is on file is named in the log, and what the log names is
on file, with the same person, time and workbook; a receipt tells where the log ended when it was written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from oxdash.archive import audit_lines, imports, receipts, shelf
from oxdash.archive.audit_lines import Names, ReceiptLine
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Chain, Head
from oxdash.archive.audit_log.key import located
from oxdash.archive.log_names import LISTED, in_chain
from oxdash.archive.receipts import Receipt
from oxdash.storage import write_once
from oxdash.vocabulary.wording import counted

NOT_PROVED = "Not proved: "  # how a note begins that says what the log does not show
# returns sent so close together may be numbered in the other order: each has its own time
AT_ONCE = timedelta(minutes=5)
_Names = Callable[[], Names]


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: the file it is about, under the archive's root, and the whole sentence."""

    where: str
    sentence: str


@dataclass(frozen=True)
class Proof:
    """Every fault, each file named once, and what the log proves and does not, a sentence each. No fault: all is well.

    What a crash left behind is no fault: it never counts, and the next submission takes it away.
    """

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def prove(root: Path, audit: AuditLog | None = None, head: Head | None = None) -> Proof:
    """Hold everything under ``root`` and the log against each other; nothing is wrong where nothing is there yet."""
    found: dict[str, Fault] = {}

    def names() -> Names:
        return audit_lines.names(audit)

    for fault in _of_root(root, names):
        found.setdefault(fault.where, fault)
    if audit is None:
        return Proof(tuple(found.values()), ())
    chain = audit.walk()
    for fault in _of_log(root, audit, chain, head):
        found.setdefault(fault.where, fault)
    return Proof(tuple(found.values()), tuple(_notes(audit, chain, head)))


def _of_root(root: Path, names: _Names) -> Iterator[Fault]:
    if root.is_symlink():
        yield Fault(root.name, f"{root.name} is a link, not a folder. Put the folder itself in its place.")
    try:
        paths = sorted(root.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        yield Fault(root.name, f"{root.name} cannot be read: {error.strerror}.")
        return
    kept = imports.Kept(root)
    for path in paths:
        if shelf.is_quarter(path):
            try:
                yield from _of_quarter(shelf.look(path), names, kept)
            except OSError as error:
                yield Fault(path.name, f"{path.name} cannot be read: {error.strerror}.")
        elif path.name not in shelf.IGNORED:
            sentence = (
                f"{path.name} is not a quarter's folder, so nothing in it counts. Call it like 2009-10-Q3 or 2026-Q1."
            )
            if path.is_symlink():
                sentence = f"{path.name} is a link, so nothing in it counts. Put the folder itself in its place."
            yield Fault(path.name, sentence)


def _of_quarter(seen: shelf.Shelf, names: _Names, kept: imports.Kept) -> Iterator[Fault]:
    for name in seen.strangers:
        yield Fault(
            seen.at(name),
            f"{seen.at(name)} is no name of a return or a receipt, so it does not count. Take it out of the folder.",
        )
    for partnership in seen.partnerships:
        yield from _of_versions(seen, partnership, names, kept)
        yield from _of_numbers(seen, partnership, names())
        yield from _of_hand(seen, partnership)


def _of_versions(seen: shelf.Shelf, partnership: str, names: _Names, kept: imports.Kept) -> Iterator[Fault]:
    before = None
    for file in shelf.held_to(seen, partnership, names):
        if file.fault:
            yield Fault(seen.at(file.fault_at or ""), file.fault)
        withdrawn = file.receipt is not None and file.receipt.kind == receipts.WITHDRAWAL
        if withdrawn and file.number in seen.workbooks.get(partnership, []):
            where = seen.at(receipts.workbook_name(partnership, file.number))
            yield Fault(where, f"{where} stands beside a receipt that withdraws, so it does not count. Take it out.")
        if file.receipt is not None:
            if names().looked:  # of the record itself: a publication's copies have the returns alone
                yield from (Fault(*lacking) for lacking in kept.lacking(file.receipt))
            if before is not None and file.receipt.received_at < before.received_at - AT_ONCE:
                yield _older(seen, file.receipt, before)
            before = file.receipt


def _older(seen: shelf.Shelf, receipt: Receipt, before: Receipt) -> Fault:
    where, earlier = (seen.at(receipts.receipt_name(one.partnership, one.number)) for one in (receipt, before))
    return Fault(
        where,
        f"{where} says that it was received on {_when(receipt)}, before {earlier}, which says {_when(before)}: the "
        "clock was wrong, or one of them is.",
    )


def _when(receipt: Receipt) -> str:
    return f"{receipt.received_at:%d %B %Y at %H:%M:%S} UTC"


def _of_numbers(seen: shelf.Shelf, partnership: str, names: Names) -> Iterator[Fault]:
    held, safe = seen.receipts.get(partnership, []), names.safe.get((partnership, seen.quarter), {})
    without = seen.without_receipt(partnership)
    for number in range(1, max([0, *held, *without]) + 1):
        where = seen.at(receipts.receipt_name(partnership, number))
        if number in without:
            workbook = seen.at(receipts.workbook_name(partnership, number))
            yield Fault(where, f"{where} is missing, so {workbook} does not count. {shelf.WHAT_TO_DO}")
        elif number not in held and (number in safe or not names.complete):  # else nobody gave that number
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


def _of_log(root: Path, audit: AuditLog, chain: Chain, head: Head | None) -> Iterator[Fault]:
    log = audit.path.name
    if audit.path.parent.is_symlink():
        yield Fault(audit.path.parent.name, f"{audit.path.parent.name} is a link. Put the folder itself in its place.")
    if chain.unreadable:
        yield Fault(log, write_once.unreadable(log, chain.unreadable))
    if chain.replaced:
        yield Fault(
            f"{log}, begun",
            f"{log} is not the log that was begun here: it was taken away or replaced, and no return counts without "
            "it. Restore it from a backup.",
        )
    for number, sentence in chain.faults:
        yield Fault(f"{log}, line {number}", f"{log}, line {number} {sentence}")
    named = in_chain(chain, ReceiptLine)
    for one in named.named:
        try:
            written = write_once.read(root / one.path, receipts.LARGEST)
        except FileNotFoundError:
            if one.safe:
                yield Fault(one.path, f"{one.path} is missing: the audit log names it. {shelf.WHAT_TO_DO}")
        except OSError as error:
            yield Fault(one.path, f"{one.path} cannot be read: {error.strerror}. {shelf.WHAT_TO_DO}")
        else:
            yield from _of_line(log, one, receipts.fingerprint(written), receipts.read(written), chain)
    if head is not None and not chain.holds(head):
        yield Fault(
            f"{log}, line {head.line}",
            f"{log} does not have the head that was kept, {head}: "
            + (f"it ends at line {chain.lines}." if head.line > chain.lines else f"its line {head.line} is another.")
            + " It has been cut, or lines have been changed. Restore it from a backup.",
        )


def _of_line(log: str, one: ReceiptLine, fingerprint: str, receipt: Receipt | None, chain: Chain) -> Iterator[Fault]:
    """A line that names a receipt, against the one on file."""
    where = f"{log}, line {one.line}"
    if fingerprint != one.fingerprint:
        if one.safe:
            yield Fault(one.path, audit_lines.another_receipt(one.path))
        return
    if receipt is None:
        return  # what it is instead was told with the files
    if differs := one.differs(receipt):
        yield Fault(where, f"{where} says another {differs} than {one.path}, which it names. One has been changed.")
    if receipt.log_head is None:
        return
    then = Head.parse(receipt.log_head)
    if not chain.holds(then):
        yield Fault(one.path, f"{one.path} was written when {then.gone()}")
    elif one.event != LISTED and one.line <= then.line:
        yield Fault(where, f"{where} names {one.path}, which was written after it. Lines have been moved.")


def _notes(audit: AuditLog, chain: Chain, head: Head | None) -> Iterator[str]:
    """What the log proves by now, and what it does not."""
    log = audit.path.name
    if chain.begun is None:
        why = "there is no audit log" if not chain.lines else f"the lines of {log} do not follow from one another yet"
        yield (
            f"{NOT_PROVED}that every return on file was submitted here, and that none was taken away, for {why}. The "
            "next act begins one that shows it."
        )
        return
    yield (
        f"The head of {log} is {chain.head}. Keep it somewhere else: oxdash archive verify --head checks the log "
        "against it, and without one nobody can tell whether the last lines were cut off."
    )
    if chain.key is None and audit.key is not None:
        yield (
            f"{NOT_PROVED}that nobody who can write to the data folder made the lines of {log}. That takes the log's "
            f"key, and there is none to be read at {audit.key.path}."
        )
    elif chain.unsealed:
        yield f"{NOT_PROVED}that nobody who can write to the data folder made the lines of {log}. They bear no seal."
    elif chain.key is not None and located(audit.path) not in chain.key.begun:
        yield (
            f"{NOT_PROVED}that {log} is the one that was begun here, for its key does not remember it: the data came "
            "from another place, or the key may only be read. The next act that can write to the key's file mends that."
        )
    begun = chain.begun
    stood = f", and {counted(begun.stood, 'line')} stood before it" if begun.stood else ""
    yield (
        f"Line {begun.head.line} of {log} began it on {begun.when}: {counted(len(begun.receipts), 'receipt')} and "
        f"{counted(len(begun.publications), 'publication')} were on file then and are taken as they were{stood}."
    )
    for number in chain.torn:
        yield f"Line {number} of {log} was cut short when it was written, as the next one says: nothing was done then."
    if head is not None and chain.holds(head):
        yield f"{log} has the head that was kept, {head}."
