"""The manifest of a published position: what it is, and the sha256 of every file of it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from oxdash.archive.receipts import as_json
from oxdash.archive.record import MANIFEST
from oxdash.documents.edition import Edition

NAME = MANIFEST
LARGEST = 5_000_000  # bytes of a manifest; a longer one is not ours
SHORT = 12  # hexadecimal digits of the fingerprint that papers print
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: _Sha256
    bytes: int = Field(ge=0)


class Manifest(BaseModel):
    """One published position. ``first`` is the reference that a correction's number was added to.

    ``fingerprint`` is the first twelve digits of a sha256 of all that the position was judged from and of the judged
    tables (`stands_on`), but not of the papers, which print it. ``log_head`` is the last line of the audit log when it
    was published; ``agreement`` is the code of the one it is of, where several count targets. Manifests of before have
    neither, and keep their bytes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    first: str
    number: int = Field(ge=1)
    corrects: str | None = None
    correction: str | None = None
    changes: tuple[str, ...] = ()
    quarter: str
    standing: str
    as_at: date
    published_at: AwareDatetime
    published_on: date
    rule_version: str
    register_fingerprint: _Sha256
    illustrative: bool
    sentence: str
    charts: str
    fingerprint: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{SHORT}}}$")]
    files: dict[str, File]
    log_head: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,11}:[0-9a-f]{64}$")] | None = None
    agreement: Annotated[str, Field(min_length=1)] | None = None

    def to_bytes(self) -> bytes:
        """As it stands on disk: the same bytes for the same manifest."""
        unsaid = {name for name in ("log_head", "agreement") if getattr(self, name) is None}
        return as_json(self.model_dump(mode="json", exclude=unsaid))


def read(data: bytes) -> Manifest | None:
    """The manifest that these bytes are; None where they are not exactly what ``to_bytes`` wrote."""
    try:
        manifest = Manifest.model_validate_json(data)
    except (ValidationError, ValueError, RecursionError):
        return None
    return manifest if manifest.to_bytes() == data else None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def listed(files: Mapping[str, bytes]) -> dict[str, File]:
    return {path: File(sha256=sha256(data), bytes=len(data)) for path, data in sorted(files.items())}


def stands_on(path: str) -> bool:
    """Whether a file is one that the fingerprint is of: what was judged, and the judged tables."""
    return path.startswith(("audit/", "public/data/"))


def fingerprint(edition: Edition | Manifest, as_at: date, files: Mapping[str, File]) -> str:
    """The short fingerprint of an edition (reference, quarter, standing, day, rule) and of what it stands on."""
    said = {name: str(getattr(edition, name)) for name in ("reference", "quarter", "standing", "rule_version")}
    said |= {"agreement": edition.agreement} if edition.agreement else {}
    said |= {"as_at": str(as_at)} | {path: file.sha256 for path, file in files.items() if stands_on(path)}
    return sha256(json.dumps(said, sort_keys=True).encode())[:SHORT]
