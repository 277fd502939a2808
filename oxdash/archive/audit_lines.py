"""What the audit log says of receipts: each is named before it is put on file, and again once it is safe there.

The first line (``accepting``, ``withdrawing``) means nothing by itself: the program may have been stopped right after.
The second (``accepted``, ``withdrawn``) means that the receipt is on file for good: one that is not was removed.
Where there is no log (None) nothing is written and nothing is known.
"""

from dataclasses import dataclass
from pathlib import Path

from oxdash import create_only
from oxdash.archive import receipts
from oxdash.archive.receipts import Receipt
from oxdash.audit import AuditLog
from oxdash.quarters import Quarter

_BEGUN = {receipts.RETURN: "accepting", receipts.WITHDRAWAL: "withdrawing"}
_DONE = {receipts.RETURN: "accepted", receipts.WITHDRAWAL: "withdrawn"}
_AFTER = {_BEGUN[kind]: _DONE[kind] for kind in _DONE}


@dataclass(frozen=True)
class Named:
    """A receipt as one line of the log names it."""

    event: str
    who: str
    when: str
    partnership: str
    quarter: str
    number: int
    fingerprint: str
    workbook: str | None

    @property
    def path(self) -> str:
        """The receipt's folder and name under the archive's root."""
        return f"{Quarter.parse(self.quarter).path}/{receipts.receipt_name(self.partnership, self.number)}"


def begun(audit: AuditLog | None, receipt: Receipt, written: bytes) -> None:
    """Name a receipt that is about to be put on file. OSError where the log cannot be written."""
    _record(audit, _BEGUN[receipt.kind], receipt, written)


def done(audit: AuditLog | None, receipt: Receipt, written: bytes) -> None:
    """Name a receipt that is on file. OSError where the log cannot be written."""
    _record(audit, _DONE[receipt.kind], receipt, written)


def _record(audit: AuditLog | None, event: str, receipt: Receipt, written: bytes) -> None:
    if audit is None:
        return
    audit.record(
        event,
        who=receipt.received_from,
        when=receipt.received_at,
        partnership=receipt.partnership,
        quarter=receipt.quarter,
        number=receipt.number,
        fingerprint=receipts.fingerprint(written),
        workbook=receipt.sha256,
    )


def safe(audit: AuditLog | None) -> list[Named]:
    """Every receipt that the log says is on file."""
    return [one for one in _named(audit) if one.event in _DONE.values()]


def finish(audit: AuditLog | None, quarter: str, folder: Path) -> None:
    """Write the second line of each receipt of a quarter that is on file but was only begun in the log."""
    named = _named(audit)
    finished = {one.fingerprint for one in named if one.event in _DONE.values()}
    for one in named:
        if one.event not in _AFTER or one.quarter != quarter or one.fingerprint in finished:
            continue
        try:
            written = create_only.read(folder / Path(one.path).name, receipts.LARGEST)
        except OSError:
            continue  # stopped before it counted, or damaged since, which `verify` says
        receipt = receipts.read(written)
        if receipt is not None and receipts.fingerprint(written) == one.fingerprint:
            done(audit, receipt, written)
            finished.add(one.fingerprint)


def _named(audit: AuditLog | None) -> list[Named]:
    found = []
    for line in audit.lines() if audit else []:
        if line["event"] in _AFTER or line["event"] in _AFTER.values():
            one = Named(**{name: line.get(name) for name in Named.__dataclass_fields__})
            # a line that somebody wrote by hand may hold anything
            if receipts.numbered(f"{one.partnership}.{one.number}.json") and _is_quarter(one.quarter):
                found.append(one)
    return found


def _is_quarter(text: object) -> bool:
    try:
        return str(Quarter.parse(str(text))) == text
    except ValueError:
        return False
