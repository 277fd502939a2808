"""What the audit log says of receipts (`log_names`), and how it is written there."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import AfterValidator, Field

from oxdash.archive import log_names, receipts
from oxdash.archive.audit_log import AuditLog, plain
from oxdash.archive.audit_log.chain import Begun
from oxdash.archive.log_names import LISTED, Line
from oxdash.archive.receipts import Receipt
from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter

_BEGUN = {receipts.RETURN: "accepting", receipts.WITHDRAWAL: "withdrawing"}
_DONE = {receipts.RETURN: "accepted", receipts.WITHDRAWAL: "withdrawn"}


def another_receipt(path: str) -> str:
    """That what is on file under a receipt's name has another fingerprint than the log says."""
    return f"{path} is not the receipt that the audit log names. {receipts.WHAT_TO_DO}"


def _exactly(quarter: str) -> str:
    if str(Quarter.parse(quarter)) != quarter:
        raise ValueError(f"{quarter!r} is not as a receipt writes a quarter")
    return quarter


class ReceiptLine(Line):
    """A receipt as one line of the log names it."""

    AFTER: ClassVar = {_BEGUN[kind]: _DONE[kind] for kind in _DONE}

    partnership: receipts.Partnership
    quarter: Annotated[str, AfterValidator(_exactly)]
    number: Annotated[int, Field(strict=True, ge=1, le=receipts.HIGHEST)]
    who: Any = None
    when: Any = None
    workbook: Any = None

    @property
    def of(self) -> tuple[str, str]:
        return self.partnership, self.quarter

    @property
    def path(self) -> str:
        """The receipt's folder and name under the archive's root."""
        return f"{Quarter.parse(self.quarter).path}/{receipts.receipt_name(self.partnership, self.number)}"

    @classmethod
    def listed(cls, begun: Begun) -> Iterator[dict[str, Any]]:
        for path, fingerprint in begun.receipts.items():
            folder, _, name = path.partition("/")
            found = receipts.numbered(name)
            if found and is_path(folder):
                place = {"partnership": found[0], "quarter": str(Quarter.parse(folder)), "number": found[1]}
                yield {"fingerprint": fingerprint, **place}

    def differs(self, receipt: Receipt) -> str | None:
        """What the line says otherwise than its receipt: who, when or which workbook; None where it agrees."""
        facts = {
            "who": plain(receipt.received_from),
            "when": receipts.in_utc(receipt.received_at),
            "workbook": receipt.sha256,
        }
        wrong = [name for name, fact in facts.items() if self.event != LISTED and getattr(self, name) != fact]
        return wrong[0] if wrong else None


Names: TypeAlias = log_names.Names[ReceiptLine]
UNKNOWN = Names(looked=False)


def names(audit: AuditLog | None) -> Names:
    """Every receipt that the log names by now."""
    return log_names.of(audit, ReceiptLine)


def record(audit: AuditLog | None, receipt: Receipt, written: bytes, *, done: bool) -> None:
    """Name a receipt that is about to be put on file, or is by now (``done``). OSError where that cannot be written."""
    if audit is None:
        return
    signed = receipt.signed_off
    audit.record(
        (_DONE if done else _BEGUN)[receipt.kind],
        who=receipt.received_from,
        when=receipt.received_at,
        partnership=receipt.partnership,
        quarter=receipt.quarter,
        number=receipt.number,
        fingerprint=receipts.fingerprint(written),
        workbook=receipt.sha256,
        **({"signed_off_by": signed.by, "acting_as": signed.acting_as} if signed else {}),
    )


def finish(audit: AuditLog | None, quarter: str, folder: Path) -> None:
    """Write the second line of each receipt of a quarter that is on file but was only begun in the log."""
    known = names(audit)
    finished = {one.fingerprint for one in known.named if one.safe}
    for one in known.named:
        if one.safe or one.quarter != quarter or one.fingerprint in finished:
            continue
        try:
            written = write_once.read(folder / Path(one.path).name, receipts.LARGEST)
        except OSError:
            continue  # stopped before it counted, or damaged since, which `verify` says
        receipt = receipts.read(written)
        if receipt is not None and receipts.fingerprint(written) == one.fingerprint:
            record(audit, receipt, written, done=True)
            finished.add(one.fingerprint)


@lru_cache(maxsize=1000)
def is_path(text: str) -> bool:
    """Whether a quarter's folder is called that, exactly."""
    try:
        return Quarter.parse(text).path == text
    except ValueError:
        return False
