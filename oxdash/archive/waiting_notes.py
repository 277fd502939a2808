"""What is written down of a return that waits for its sign-off, and of one that never gets it.

Both are JSON files that a person can open, sealed as receipts are. A waiting note stands beside its workbook; an ending
beside the note says that the return was sent back or taken back, by whom and in which words. That it was signed off is
said by the receipt of the archive alone, which names the note.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from oxdash.archive import log_names, receipts
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.log_names import Line, Names
from oxdash.archive.receipts import Came, LogHead, Partnership, QuarterText, Receipt, Sha256, came_as_json, in_utc
from oxdash.vocabulary.model import DAMAGED

WAITING: Literal["waiting for sign-off"] = "waiting for sign-off"
ON_FILE, REPLACED = "signed off", "replaced"
SENT_BACK, TAKEN_BACK = "sent back", "taken back"
HANDING_IN, HANDED_IN = "handing in", "handed in"
BEGUN = {SENT_BACK: "sending back", TAKEN_BACK: "taking back", HANDED_IN: HANDING_IN}  # what the log says beforehand
_NUMBER = r"[1-9][0-9]{0,5}"
_NAME = re.compile(rf"(?P<partnership>{receipts.PARTNERSHIP})\.(?P<number>{_NUMBER})\.(?P<kind>xlsx|json|end\.json)")
WORKBOOK, NOTE, END = "xlsx", "json", "end.json"


def name_of(partnership: str, number: int, kind: str) -> str:
    return f"{partnership}.{number}.{kind}"


def parts(name: str) -> tuple[str, int, str] | None:
    """Partnership, number and `WORKBOOK`, `NOTE` or `END` of a file's name; None for any other name."""
    match = _NAME.fullmatch(name)
    return (match["partnership"], int(match["number"]), match["kind"]) if match else None


class Note(BaseModel):
    """That a return waits: what its receipt will say of its submission.

    ``replaces`` is the sha256 of the workbook that counted for its quarter then, so that it is seen whether another
    does by now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["waiting for sign-off"] = WAITING
    partnership: Partnership
    quarter: QuarterText
    number: int = Field(ge=1)
    submitted_at: AwareDatetime
    submitted_from: str
    sha256: Sha256
    size: int = Field(ge=0)
    file_name: str = ""
    template_version: str | None = None
    register_fingerprint: str | None = None
    warnings_confirmed: tuple[str, ...] = ()
    note: str = ""
    replaces: Sha256 | None = None
    came: Came | None = None
    log_head: LogHead | None = None

    def line(self) -> dict[str, object]:
        """What the audit log says of it."""
        return _line(self, self.submitted_from, self.submitted_at) | {"workbook": self.sha256}

    def to_bytes(self) -> bytes:
        """The note as it stands on disk: the same bytes for the same note, always."""
        said = self.model_dump(mode="json", exclude={"came"})
        came = came_as_json(self.came) if self.came else None
        return receipts.sealed(said | {"submitted_at": in_utc(self.submitted_at), "came": came})


class Ending(BaseModel):
    """That a waiting return was sent back or taken back. ``note`` is the sha256 of its waiting note.

    ``acting_as``: as whom it was sent back; an officer who takes their own back acts as nobody else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["sent back", "taken back"]
    partnership: Partnership
    quarter: QuarterText
    number: int = Field(ge=1)
    note: Sha256
    at: AwareDatetime
    by: str
    acting_as: str | None = None
    words: str = Field(min_length=1)
    came: Came | None = None

    def line(self) -> dict[str, object]:
        """What the audit log says of it."""
        return _line(self, self.by, self.at)

    def to_bytes(self) -> bytes:
        """The ending as it stands on disk: the same bytes for the same ending, always."""
        said = self.model_dump(mode="json", exclude={"came"})
        came = came_as_json(self.came) if self.came else None
        return receipts.sealed(said | {"at": in_utc(self.at), "came": came})


def _line(one: Note | Ending, who: str, when: datetime) -> dict[str, object]:
    whose = {"partnership": one.partnership, "quarter": one.quarter, "number": one.number}
    return {"who": who, "when": when, **whose, "fingerprint": receipts.fingerprint(one.to_bytes())}


@dataclass(frozen=True)
class Waiting:
    """One number of a return that was handed in for sign-off, as it is by now.

    ``state`` is one of waiting for sign-off, signed off (``receipt`` is that of the archive: the return is on file,
    whoever put it there), sent back, taken back (``ending`` says by whom), replaced (by a later number) or damaged:
    then ``fault`` says what does not verify and ``fault_at`` which file it is about. ``note`` is None where it cannot
    be relied on.
    """

    partnership: str
    quarter: str
    number: int
    state: str
    note: Note | None = None
    note_fingerprint: str | None = None
    ending: Ending | None = None
    receipt: Receipt | None = None
    fault: str | None = None
    fault_at: str | None = None
    data: bytes | None = field(default=None, repr=False)

    @property
    def waits(self) -> bool:
        return self.state == WAITING

    @property
    def known(self) -> Note:
        """The note of what waits; ValueError of what cannot be relied on."""
        if self.note is None:
            raise ValueError(self.fault or "there is no waiting note")
        return self.note

    def faulty(self, where: str, sentence: str) -> "Waiting":
        return replace(self, state=DAMAGED, data=None, fault=sentence, fault_at=where)

    def put_away(self) -> "Waiting":
        """The same without the bytes of its workbook."""
        return replace(self, data=None)


class NoteLine(Line):
    """A waiting note or an ending as one line of the log names it."""

    AFTER: ClassVar = {begun: done for done, begun in BEGUN.items()}

    partnership: str
    quarter: str
    number: int = Field(strict=True)

    @property
    def kind(self) -> str:
        return NOTE if self.event in (HANDING_IN, HANDED_IN) else END

    @property
    def of(self) -> tuple[str, str, str]:
        return self.partnership, self.quarter, self.kind


def logged(audit: AuditLog | None) -> Names[NoteLine]:
    """What the log names by now."""
    return log_names.of(audit, NoteLine)
