"""The receipt of a return: what is written down when one is accepted or withdrawn, and how it proves itself.

A receipt is a JSON file that a person can open. Its ``seal`` is the sha256 of everything else in it, so one changed
byte shows; ``previous`` is the sha256 of the receipt before it, so an edited or removed one shows as well.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from oxdash.vocabulary.quarters import Quarter, to_the_second
from oxdash.vocabulary.safe_text import one_line

RETURN = "return"
WITHDRAWAL = "withdrawal"
PARTNERSHIP = r"[a-z][a-z-]*"
LONGEST_FILE_NAME = 255  # of the officer's own file, in characters: what file systems allow
LARGEST = 1_000_000  # bytes of a receipt; a longer one is not ours
WHAT_TO_DO = "Restore it from a backup, or submit the return again."

_NUMBER = r"[1-9][0-9]{0,5}"
HIGHEST = 999_999
_ON_FILE = re.compile(rf"(?P<partnership>{PARTNERSHIP})\.(?P<number>{_NUMBER})\.(?P<kind>xlsx|json)")
_BY_HAND = re.compile(rf"(?P<partnership>{PARTNERSHIP})\.xlsx")


def fingerprint(data: bytes) -> str:
    """The sha256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def workbook_name(partnership: str, number: int) -> str:
    return f"{partnership}.{number}.xlsx"


def receipt_name(partnership: str, number: int) -> str:
    return f"{partnership}.{number}.json"


def numbered(name: str) -> tuple[str, int, str] | None:
    """Partnership, number and ``xlsx`` or ``json`` of a numbered file's name; None for any other name."""
    match = _ON_FILE.fullmatch(name)
    return (match["partnership"], int(match["number"]), match["kind"]) if match else None


def by_hand(name: str) -> str | None:
    """The partnership of an unnumbered ``<code>.xlsx``; None for any other name."""
    match = _BY_HAND.fullmatch(name)
    return match["partnership"] if match else None


def _partnership(text: str) -> str:
    if not re.fullmatch(PARTNERSHIP, text):  # a code becomes a file name, so nothing else may pass
        raise ValueError(f"{text!r} is not a partnership's code. Write it like environment.")
    return text


def _as_data(text: str) -> str:
    return str(Quarter.parse(text))


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Partnership = Annotated[str, AfterValidator(_partnership)]
QuarterText = Annotated[str, AfterValidator(_as_data)]
LogHead = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,11}:[0-9a-f]{64}$")]


class Imported(BaseModel):
    """What a return was imported from: a workbook of another layout, and the map by which it was read.

    ``file`` and ``map`` are what they were called, ``sheet`` where the figures stood: text only, never a path. Both
    files are kept by their sha256 (`archive.imports`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sheet: str
    sha256: Sha256
    map: str
    map_sha256: Sha256

    def __str__(self) -> str:
        """``old.xlsx, sheet Q3, sha256 9f86...; map council.toml, sha256 2c26...``"""
        return (
            f"{self.file}, sheet {self.sheet}, sha256 {self.sha256}; read by the map {self.map}, sha256 "
            f"{self.map_sha256}"
        )


class Came(BaseModel):
    """How a receipt came to be: ``by`` what, and who that was as far as the program itself can tell.

    ``subject`` is what the sign-in of ``issuer`` calls the person, ``at`` when that was (UTC); ``system_user`` whose
    command it was; ``token`` the number of a program's. ``imported``: of a return that was made of a workbook of
    another layout, what that was.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Literal["sign-in", "local mode", "command line", "token"]
    subject: str | None = None
    issuer: str | None = None
    at: AwareDatetime | None = None
    system_user: str | None = None
    imported: Imported | None = None
    token: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")] | None = None

    def told(self, zone: ZoneInfo) -> str:
        """``command line, by root of this machine``; ``signed in on 22 July 2010 10:30:00 BST as 248289761001``.

        ``zone`` is the council's, as of every time that a person reads.
        """
        if self.by == "command line":
            return f"command line, by {self.system_user or 'an unknown user'} of this machine"
        if self.by == "token":
            return f"a program, with the token {self.token}"
        if self.by == "local mode":
            return "local mode, at this machine, with no sign-in"
        when = f" on {to_the_second(self.at, zone)}" if self.at else ""
        by = f" at {self.issuer}" if self.issuer else ""
        return f"signed in{when}{f' as {self.subject}{by}' if self.subject else ''}"


class SignedOff(BaseModel):
    """Of a return that waited for its sign-off: when it was submitted, and who signed it off, as whom and when.

    ``number`` and ``note`` (the sha256) are those of its waiting note (`archive.waiting`); ``came`` is how whoever
    signed got here. The receipt says who submitted the return, and how they came.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    submitted_at: AwareDatetime
    by: str
    acting_as: str
    at: AwareDatetime
    number: int = Field(ge=1)
    note: Sha256
    came: Came | None = None

    def lines(self, zone: ZoneInfo) -> list[str]:
        """The two moments, in the council's ``zone``, and the second person, a line each."""
        how = f"; {one_line(self.came.told(zone))}" if self.came else ""
        when = to_the_second(self.at, zone)
        return [
            f"Submitted at: {to_the_second(self.submitted_at, zone)}",
            f"Signed off by: {one_line(self.by)}, as {one_line(self.acting_as)}, at {when}{how}",
        ]


class Receipt(BaseModel):
    """One return accepted or withdrawn.

    ``received_at`` is UTC. ``file_name`` is what the officer called the file: text only, never a path.
    A withdrawal has a ``reason`` and no workbook: its ``sha256`` and ``size`` are null. ``log_head`` is the last line
    of the audit log when the receipt was written. Receipts of before have neither that nor ``came``, nor its bytes.
    ``signed_off``, of a return that waited: ``received_at`` is when it was signed off, from when it counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["return", "withdrawal"]
    partnership: Partnership
    quarter: QuarterText
    number: int = Field(ge=1)
    received_at: AwareDatetime
    received_from: str
    sha256: Sha256 | None = None
    size: int | None = Field(default=None, ge=0)
    file_name: str = ""
    template_version: str | None = None
    register_fingerprint: str | None = None
    warnings_confirmed: tuple[str, ...] = ()
    note: str = ""
    reason: str | None = None
    previous: Sha256 | None = None
    came: Came | None = None
    log_head: LogHead | None = None
    signed_off: SignedOff | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == RETURN and (self.sha256 is None or self.size is None or self.reason is not None):
            raise ValueError("a return has a workbook's sha256 and size, and no reason")
        if self.kind == WITHDRAWAL and self.signed_off is not None:
            raise ValueError("a withdrawal is not signed off")
        if self.kind == WITHDRAWAL and (self.sha256 is not None or self.size is not None or not self.reason):
            raise ValueError("a withdrawal has a reason, and no workbook")
        return self

    def origin(self, zone: ZoneInfo) -> list[str]:
        """How it came, its sign-off, and the audit log's head when it was written: a line each, of what it says.

        Moments are told in the council's ``zone``.
        """
        came = [f"How it came: {one_line(self.came.told(zone))}"] if self.came else []
        if self.came and self.came.imported:
            came.append(f"Imported from: {one_line(str(self.came.imported))}")
        signed = self.signed_off.lines(zone) if self.signed_off else []
        return [*came, *signed, *([f"Head of the audit log: {self.log_head}"] if self.log_head else [])]

    def to_bytes(self) -> bytes:
        """The receipt as it stands on disk: the same bytes for the same receipt, always."""
        said = self.model_dump(mode="json", exclude={"came", "log_head", "signed_off"})
        said["received_at"] = in_utc(self.received_at)
        if self.came is not None:
            said["came"] = came_as_json(self.came)
        if self.log_head is not None:
            said["log_head"] = self.log_head
        if (signed := self.signed_off) is not None:
            said["signed_off"] = signed.model_dump(mode="json", exclude={"came"}) | {
                "submitted_at": in_utc(signed.submitted_at),
                "at": in_utc(signed.at),
                **({"came": came_as_json(signed.came)} if signed.came else {}),
            }
        return sealed(said)


def came_as_json(came: Came) -> dict[str, object]:
    """How somebody came, as it stands in a receipt."""
    said: dict[str, object] = came.model_dump(mode="json", exclude_none=True)
    return said | ({"at": in_utc(came.at)} if came.at is not None else {})


def sealed(said: Mapping[str, object]) -> bytes:
    """Facts with the sha256 of all of them, as they stand on disk."""
    return as_json({**said, "seal": fingerprint(as_json(said))})


def as_json(said: Mapping[str, object]) -> bytes:
    """The same bytes for the same facts, for a person to open: a receipt, a manifest."""
    return (json.dumps(said, sort_keys=True, indent=2, ensure_ascii=False) + "\n").encode()


def read(data: bytes) -> Receipt | None:
    """The receipt that these bytes are, or None where they are not exactly what ``to_bytes`` wrote."""
    return read_as(Receipt, data)


class Written(Protocol):
    """What is written down as a receipt is, and reads its own bytes."""

    def to_bytes(self) -> bytes: ...


W = TypeVar("W", bound=Written)


def read_as(kind: type[W], data: bytes) -> W | None:
    """What these bytes are, of that kind; None where they are not exactly what its ``to_bytes`` wrote."""
    try:
        said = json.loads(data)
        if not isinstance(said, dict):
            return None
        said.pop("seal", None)
        made: W = kind.model_validate_json(json.dumps(said), strict=True)  # type: ignore[attr-defined]
    except (ValueError, ValidationError, RecursionError):
        return None
    return made if made.to_bytes() == data else None


def in_utc(at: datetime) -> str:
    """A time as receipts and the audit log write it: 2010-01-22T16:30:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def as_text(said: str) -> str:
    """Text that can be written as UTF-8: a file name in some other encoding keeps its length, not its odd bytes."""
    return said.encode("utf-8", "replace").decode()


def uploaded_name(said: str) -> str:
    """The officer's own name for the file, whatever is in it, as text of bounded length."""
    return as_text(said)[:LONGEST_FILE_NAME]


def moment(at: datetime) -> datetime:
    """A time with its zone, in UTC; ValueError for one without a zone, which could mean any hour of the day."""
    if at.tzinfo is None:
        raise ValueError("received_at needs its time zone: pass a UTC time.")
    return at.astimezone(UTC)
