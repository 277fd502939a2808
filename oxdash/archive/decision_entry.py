"""One entry of what was decided: an item as a body decided it, or what came of one later; and how it proves itself.

As a receipt, an entry is a JSON file that a person can open, sealed with the sha256 of everything else in it, and it
names the sha256 of the entry before it.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from oxdash.archive.receipts import Came, LogHead, Sha256, came_as_json, in_utc, sealed
from oxdash.vocabulary.decision_tables import Decision, Recorded, Subject

HIGHEST = 99_999
LARGEST = 1_000_000  # bytes of an entry; a longer one is not ours
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # of days: what tables can hold is not much more
_Day = Annotated[date, Field(ge=FIRST, le=LAST)]
_Number = Annotated[int, Field(ge=1, le=HIGHEST)]


class Printed(BaseModel):
    """The paper in which something was asked: what it is cited by, its short fingerprint and its manifest's sha256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    manifest: Sha256


class Entry(BaseModel):
    """One entry. ``item`` is the number of the entry that began its item: its own, where it begins one.

    ``corrects`` is the entry that a correction or a withdrawal is of; a correction says anew all that is to stand.
    ``agenda`` is a place on it; ``log_head`` the last line of the audit log when this was recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: _Number
    kind: Recorded
    item: _Number
    corrects: _Number | None = None
    subject: Subject | None = None
    body: str | None = None
    body_name: str | None = None
    meeting: _Day | None = None
    agenda: str = ""
    asked: str = ""
    printed: Printed | None = None
    targets: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    decision: Decision | None = None
    words: str = ""
    who: str = ""
    due: _Day | None = None
    reason: str = ""
    recorded_at: AwareDatetime
    recorded_by: str
    came: Came | None = None
    previous: Sha256 | None = None
    log_head: LogHead | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.kind == Recorded.ITEM) != (self.item == self.number):
            raise ValueError("an item is its own, and every other entry is of one that was before it")
        if self.item > self.number or (self.corrects or 0) >= self.number:
            raise ValueError("an entry comes after what it is about")
        if (self.kind in (Recorded.CORRECTION, Recorded.WITHDRAWAL)) != (self.corrects is not None):
            raise ValueError("a correction and a withdrawal are of an entry, and nothing else is")
        if self.corrects is not None and not self.reason:
            raise ValueError("a correction and a withdrawal have a reason")
        if self.kind == Recorded.ITEM and not (self.subject and self.body and self.meeting and self.asked):
            raise ValueError("an item says what it is about, what was asked, of which body, at which meeting")
        if self.kind in (Recorded.ANSWER, Recorded.CLOSING) and not self.words:
            raise ValueError("an answer and a closing have words")
        if self.kind == Recorded.DECISION and not (self.decision and self.body and self.meeting):
            raise ValueError("a decision says what, of which body, at which meeting")
        return self

    def to_bytes(self) -> bytes:
        """The entry as it stands on disk: the same bytes for the same entry, always."""
        came = came_as_json(self.came) if self.came else None
        return sealed(self.model_dump(mode="json") | {"recorded_at": in_utc(self.recorded_at), "came": came})
