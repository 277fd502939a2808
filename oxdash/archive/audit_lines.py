"""What the audit log says of receipts: each is named before it is put on file, and again once it is safe there.

The first line (``accepting``, ``withdrawing``) means nothing by itself: the program may have been stopped right after.
The second (``accepted``, ``withdrawn``) means that the receipt is on file for good: one that is not was removed. The
line that begins the log names those that were on file before. Where there is no log (None) nothing is written or known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from oxdash.archive import receipts
from oxdash.archive.audit_log import AuditLog, plain
from oxdash.archive.audit_log.chain import Chain
from oxdash.archive.receipts import Receipt
from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter

_BEGUN = {receipts.RETURN: "accepting", receipts.WITHDRAWAL: "withdrawing"}
_DONE = {receipts.RETURN: "accepted", receipts.WITHDRAWAL: "withdrawn"}
_AFTER = {_BEGUN[kind]: _DONE[kind] for kind in _DONE}


def another_receipt(path: str) -> str:
    """That what is on file under a receipt's name has another fingerprint than the log says."""
    return f"{path} is not the receipt that the audit log names. {receipts.WHAT_TO_DO}"


def _exactly(quarter: str) -> str:
    if str(Quarter.parse(quarter)) != quarter:
        raise ValueError(f"{quarter!r} is not as a receipt writes a quarter")
    return quarter


class Named(BaseModel):
    """A receipt as one line of the log names it. ``line`` is the line's place; ``event`` "begun" for a list's.

    ValueError for a line that does not say which: one that somebody wrote by hand may hold anything.
    """

    model_config = ConfigDict(frozen=True)

    line: int
    event: str
    partnership: receipts.Partnership
    quarter: Annotated[str, AfterValidator(_exactly)]
    number: Annotated[int, Field(strict=True, ge=1, le=receipts.HIGHEST)]
    fingerprint: receipts.Sha256
    who: Any = None
    when: Any = None
    workbook: Any = None

    @property
    def path(self) -> str:
        """The receipt's folder and name under the archive's root."""
        return f"{Quarter.parse(self.quarter).path}/{receipts.receipt_name(self.partnership, self.number)}"

    @property
    def safe(self) -> bool:
        """Whether the receipt was on file for good by then."""
        return self.event not in _AFTER

    def differs(self, receipt: Receipt) -> str | None:
        """What the line says otherwise than its receipt: who, when or which workbook; None where it agrees."""
        facts = {
            "who": plain(receipt.received_from),
            "when": receipts.in_utc(receipt.received_at),
            "workbook": receipt.sha256,
        }
        wrong = [name for name, fact in facts.items() if self.event != "begun" and getattr(self, name) != fact]
        return wrong[0] if wrong else None


@dataclass(frozen=True)
class Names:
    """Every receipt that the log names. ``complete``: it names all that may be on file, so that another is no receipt.

    ``looked`` is False where nobody asked a log: then nothing is held against it.
    """

    named: tuple[Named, ...] = ()
    complete: bool = False
    looked: bool = True

    @cached_property
    def by_path(self) -> Mapping[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for one in self.named:
            found.setdefault(one.path, []).append(one)
        return found

    @cached_property
    def safe(self) -> Mapping[tuple[str, str], dict[int, str]]:
        """By partnership and quarter, the numbers that are on file for good, each with its receipt's sha256."""
        found: dict[tuple[str, str], dict[int, str]] = {}
        for one in self.named:
            if one.safe:
                found.setdefault((one.partnership, one.quarter), {})[one.number] = one.fingerprint
        return found

    @cached_property
    def digest(self) -> str:
        """Changes with what may count, and with nothing else that is logged."""
        said = sorted({f"{one.path} {one.fingerprint}" for one in self.named})
        return receipts.fingerprint("\n".join([str(self.complete), *said]).encode())

    def complaint(self, path: str, fingerprint: str, receipt: Receipt | None) -> str | None:
        """Why the log does not let this receipt count, in a sentence; None where it does."""
        known = {one.fingerprint for one in self.by_path.get(path, ())}
        if not self.looked or fingerprint in known:
            return None
        if known:
            return another_receipt(path)
        if self.complete:
            return (
                f"{path} is not named in the audit log: it was not submitted here, so it does not count. Take it out "
                "of the folder, or restore the log from a backup."
            )
        if receipt is not None and receipt.log_head:
            return (
                f"{path} was written after line {receipt.log_head.split(':')[0]} of an audit log that is not there, so "
                "nothing shows that it was submitted. Restore the log from a backup."
            )
        return None


UNKNOWN = Names(looked=False)


def names(audit: AuditLog | None) -> Names:
    """What the log names by now."""
    return UNKNOWN if audit is None else of_chain(audit.chain())


def of_chain(chain: Chain) -> Names:
    """What the lines that can be relied on name; worked out once for a chain."""
    if "names" not in chain.derived:
        complete = chain.begun is not None or chain.replaced
        chain.derived["names"] = Names(tuple(_listed(chain)), complete)
    found: Names = chain.derived["names"]
    return found


def _listed(chain: Chain) -> Iterator[Named]:
    said: list[dict[str, Any]] = []
    for path, fingerprint in chain.begun.receipts.items() if chain.begun else ():
        folder, _, name = path.partition("/")
        found = receipts.numbered(name)
        if chain.begun and found and is_path(folder):
            facts = {"partnership": found[0], "quarter": str(Quarter.parse(folder)), "number": found[1]}
            said.append({"line": chain.begun.head.line, "event": "begun", "fingerprint": fingerprint, **facts})
    said += [{**line, "line": place} for place, line in chain.naming if line["event"] in (*_AFTER, *_AFTER.values())]
    for one in said:
        try:
            named = Named.model_validate(one)
        except ValueError:  # ValidationError, or UnicodeEncodeError where pydantic quotes half a letter
            continue
        yield named


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
    named = names(audit).named
    finished = {one.fingerprint for one in named if one.safe}
    for one in named:
        if one.event not in _AFTER or one.quarter != quarter or one.fingerprint in finished:
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
