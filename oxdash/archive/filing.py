"""How one receipt and its workbook get on file: under the quarter's lock, whole or not at all.

The order, so that a stop at any moment leaves nothing that counts or all of it:

1. the workbook and its receipt are written under temporary names and flushed to the disk;
2. the audit log says ``accepting``;
3. the workbook is put into place, then the receipt: from here on the return counts;
4. the audit log says ``accepted``, and the temporary names are taken away.

What a stop leaves is tidied under the same lock by the next writer of that quarter, who also finishes the log. The
temporary files go last, for they are what tells a crash's workbook from one whose receipt somebody removed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from oxdash.archive import audit_lines, receipts, shelf
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.audit_log.key import CannotRecord
from oxdash.archive.receipts import Receipt
from oxdash.archive.shelf import OnFile
from oxdash.storage import write_once
from oxdash.vocabulary.cannot_be import CannotBe

LOCK_SECONDS = 30  # how long to wait for another submission to the same quarter
UNCHANGED = "Nothing was stored."
MOST = 20  # versions of one return in a day of the council: a busy day has three or four, and nobody fills the disk
TOO_MANY = (
    f"{MOST} versions of this return have been put on file today, which is the most. Submit it again tomorrow, or "
    "ask whoever looks after the dashboard. What is on file can still be withdrawn."
)


class ArchiveRefused(CannotBe):
    """The archive could not be written or read; its text says where, what and what to do."""

    exit_code = 1


class OnFileAlready(ArchiveRefused):
    """What was to be the first of its quarter is not: something is on file by now."""


@contextmanager
def holding(
    folder: Path,
    audit: AuditLog | None,
    when: datetime,
    tidied: Callable[[Path, AuditLog | None], None] | None = None,
    again: str = "submit again",
) -> Iterator[Head | None]:
    """Hold a folder's lock, the folder made and tidied; ArchiveRefused for whatever the disk says to that.

    A quarter's folder is ``tidied`` as one, unless something else is said; ``again`` is what to do once it can be.
    """
    lock = FileLock(folder / ".lock", timeout=LOCK_SECONDS, mode=write_once.FILE, poll_interval=0.01)
    try:
        if folder.is_symlink():
            raise ArchiveRefused(
                f"{write_once.named(folder)} is a link. Put a folder in its place, then {again}. {UNCHANGED}"
            )
        write_once.make_folder(folder)
        lock.acquire()
        # the log begins, where it has not, before anything is looked at: what it lists then counts from then on
        with logging(audit, again):
            head = audit.head(when=when) if audit else None
        (tidied or _tidy)(folder, audit)
        yield head
    except OSError as error:
        raise _refused(folder, error, again) from error
    finally:
        with suppress(OSError):  # what is on file by now is on file; the lock goes with the process at the latest
            lock.release()


def file_next(
    seen: shelf.Shelf,
    before: list[OnFile],
    facts: dict[str, Any],
    data: bytes | None,
    audit: AuditLog | None,
    head: Head | None,
) -> Receipt:
    """File a receipt of ``facts`` under the next number, with its workbook unless it withdraws. Hold the lock for it.

    ``before`` is every version on file, ascending; ``head`` is the log's, as `holding` has it. OSError or
    ArchiveRefused where it cannot be: nothing has changed.
    """
    partnership, folder = facts["partnership"], seen.folder
    # a receipt that the log does not name is no part of the chain: it may be taken out any day
    chained = [one for one in before if one.receipt_fingerprint or not one.by_log]
    receipt = Receipt(
        number=_next(seen, partnership, audit),
        previous=chained[-1].receipt_fingerprint if chained else None,
        log_head=None if head is None else str(head),
        **facts,
    )
    written = receipt.to_bytes()
    files = {receipts.receipt_name(partnership, receipt.number): written}
    if data is not None:  # the workbook goes first: without its receipt it counts for nothing
        files = {receipts.workbook_name(partnership, receipt.number): data, **files}
    put(folder, files, audit, lambda done: audit_lines.record(audit, receipt, written, done=done))
    return receipt


def put(
    folder: Path,
    files: Mapping[str, bytes],
    audit: AuditLog | None,
    recorded: Callable[[bool], None],
    again: str = "submit again",
) -> None:
    """Put files into a folder that is held, in order, each whole or not there; the last makes the others count.

    ``recorded`` names them in the log: before they are put there, and once they are there for good (True).
    """
    with ExitStack() as undo:
        temporary = {}
        for name, contents in files.items():
            temporary[name] = write_once.write_temporary(folder, name, contents)
            undo.callback(temporary[name].unlink, missing_ok=True)
        write_once.settle(folder)
        with logging(audit, again):
            recorded(False)
        for name, path in temporary.items():
            write_once.put(path, folder / name)
            undo.callback((folder / name).unlink, missing_ok=True)
            write_once.settle(folder)
        undo.pop_all()
    # from here on it is on file and stays: the next writer finishes what cannot be finished now
    with suppress(OSError):
        recorded(True)
        for path in temporary.values():
            path.unlink(missing_ok=True)


def used_up(before: Sequence[OnFile], received_at: datetime) -> bool:
    """Whether `MOST` of ``before``, every version on file, came on the day of ``received_at`` in its own zone."""
    day, zone = received_at.date(), received_at.tzinfo
    returned = [one.receipt for one in before if one.receipt and one.receipt.kind == receipts.RETURN]
    return sum(one.received_at.astimezone(zone).date() == day for one in returned) >= MOST


def _next(seen: shelf.Shelf, partnership: str, audit: AuditLog | None) -> int:
    """One above every number ever given, as far as receipts, workbooks and the audit log know."""
    given = {0, *seen.receipts.get(partnership, []), *seen.workbooks.get(partnership, [])}
    return max(given | audit_lines.names(audit).safe.get((partnership, seen.quarter), {}).keys()) + 1


def _tidy(folder: Path, audit: AuditLog | None) -> None:
    """Take away what a crash left, and write the line that it kept from the audit log."""
    seen = shelf.look(folder)
    for partnership in seen.workbooks:
        for number in seen.crashed(partnership):
            (folder / receipts.workbook_name(partnership, number)).unlink(missing_ok=True)
    with logging(audit):
        audit_lines.finish(audit, seen.quarter, folder)
    for name in seen.temporary:
        (folder / name).unlink(missing_ok=True)


@contextmanager
def logging(audit: AuditLog | None, again: str = "submit again") -> Iterator[None]:
    """What the audit log's own folder refuses is said of that folder."""
    try:
        yield
    except OSError as error:
        if audit is None:
            raise
        raise _refused(audit.path, error, again) from error


def _refused(where: Path, error: OSError, again: str) -> ArchiveRefused:
    if isinstance(error, CannotRecord):
        return ArchiveRefused(f"{error.strerror} {UNCHANGED}")
    if isinstance(error, Timeout):
        held = f"another submission has held it for {LOCK_SECONDS} seconds. Try again in a minute"
        return ArchiveRefused(f"{write_once.named(where)}: {held}. {UNCHANGED}")
    return ArchiveRefused(f"{write_once.named(where)}: {write_once.why(error)}, then {again}. {UNCHANGED}")
