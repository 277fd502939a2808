"""Who has signed out: a sign-in from before its person's sign-out counts for nothing, in every tab and every copy.

What a browser holds is signed and good for a month, so ending it is remembered here, in ``data/audit/sign_outs.jsonl``,
which every process that serves the same data reads. A sign-in is dated by its provider's clock and in whole seconds, a
sign-out by ours: dates alone cannot say which came first. So a sign-out ends every sign-in dated up to some minutes
after it, and one that really comes after it, as the order of the lines has it, is named in a line of its own.

No line is ever taken out, though one older than the longest life of a cookie ends nothing any more. Its lines follow
from one another, other processes append to the same file, and the audit log names every sign-out, so one that is
missing looks like one that somebody took back (`lost`). A sign-out has about 350 bytes: twenty officers who sign out
every working day write less than 2 MB a year. In memory stand the last end of each person, and a mark of those few
who signed in again within minutes.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from oxdash.archive import record
from oxdash.archive.audit_log import AuditLog
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary.wording import counted

APART = timedelta(minutes=5)  # that the clocks of a sign-in's provider and of this machine may be
_EVER = datetime.max.replace(tzinfo=UTC).timestamp()
ONE, ALL, AGAIN = "signed out", "all signed out", "signed in again"


class SignedIn(Protocol):
    """A sign-in: who vouches for whom, when, and what tells it from the person's other ones (`access.Person`)."""

    @property
    def name(self) -> str: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def signed_in_at(self) -> datetime | None: ...
    @property
    def mark(self) -> str | None: ...


@dataclass(frozen=True)
class _End:
    up_to: float  # sign-ins dated until then, in seconds since 1970
    line: int


@dataclass
class _Remembered:
    ends: dict[str | None, _End] = field(default_factory=dict)  # by person; of everybody under None
    again: dict[str, int] = field(default_factory=dict)  # the last line that names a sign-in as later, by its mark


def ended(who: SignedIn, path: Path) -> bool:
    """Whether a sign-in counts for nothing any more. OSError where the file cannot be read."""
    remembered = _remembered(path)
    dated = who.signed_in_at.timestamp() if who.signed_in_at else float("-inf")
    since = remembered.again.get(who.mark or "", -1)
    ends = (remembered.ends.get(key) for key in (None, _person(who)))
    return any(end is not None and not dated > end.up_to and since < end.line for end in ends)


def sign_out(who: SignedIn, settings: Settings, now: datetime) -> None:
    """End every sign-in of a person until now, this one first of all. OSError where that cannot be written."""
    until = max(now + APART, who.signed_in_at or now)
    facts = {"issuer": who.issuer, "subject": who.subject, "person": _person(who)}
    _end(ONE, settings, who=who.name, when=now, up_to=until.timestamp(), **facts)


def sign_everybody_out(settings: Settings, now: datetime, *, who: str) -> None:
    """End everybody's sign-ins until now; ``who`` says so. OSError where that cannot be written."""
    _end(ALL, settings, who=who, when=now, up_to=(now + APART).timestamp())


def _end(event: str, settings: Settings, *, who: str, when: datetime, **facts: Any) -> None:
    """The sign-out counts once it is in its own file; nothing that fails after that takes it back.

    So it is with the log, and with letting go of the file's lock, which fails on some shares.
    """
    own = AuditLog(settings.sign_outs)
    before = len(own.lines())
    try:
        own.record(event, who=who, when=when, **facts)
    except OSError:
        if not any(_same(line, event, who, facts["up_to"]) for line in own.lines()[before:]):
            raise
    with suppress(OSError):
        record.log(settings).record(event, who=who, when=when, **facts)


def _same(line: dict[str, Any], event: str, who: str, up_to: float) -> bool:
    return (line["event"], line.get("who"), line.get("up_to")) == (event, who, up_to)


def signed_in(who: SignedIn, settings: Settings, now: datetime) -> None:
    """A sign-in has come from its provider just now: it counts, whatever it is dated. OSError as above."""
    if ended(who, settings.sign_outs):
        AuditLog(settings.sign_outs).record(AGAIN, who=who.name, when=now, person=_person(who), mark=who.mark)


def not_known(error: OSError) -> str:
    """What follows where the file of sign-outs cannot be read."""
    return f"It cannot be known who has signed out ({error.strerror}), so no sign-in counts."


def lost(settings: Settings) -> str | None:
    """That the log names sign-outs which their own file does not have, in a sentence; None where all are there.

    One that everybody's sign-out has covered since is not missed.
    """
    try:
        kept, log = AuditLog(settings.sign_outs).lines(), record.log(settings).lines()
    except OSError as error:
        return f"{not_known(error)} Put the file right."
    there = {_which(line) for line in kept}
    covered = max((_until(line) for line in kept if line["event"] == ALL), default=float("-inf"))
    named = [line for line in log if line["event"] in (ONE, ALL) and not _until(line) <= covered]
    missed = [line for line in named if _which(line) not in there]
    if not missed:
        return None
    one = missed[0]
    whose = "everybody's" if one["event"] == ALL else f"that of {one.get('who')}"
    return (
        f"The audit log names {counted(len(missed), 'sign-out')} that {settings.sign_outs.name} does not have (the "
        f"first: {whose}, {one.get('when')}), so a sign-in from before counts again. Put the file back from a backup, "
        "or run: oxdash sign-outs all"
    )


def _which(line: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(line.get(name)) for name in ("event", "person", "when"))


def _until(line: dict[str, Any]) -> float:
    """Up to when a sign-out ends sign-ins. A line that somebody wrote by hand may hold anything, and then ends all."""
    try:
        return float(line["up_to"]) if type(line.get("up_to")) in (int, float) else _EVER
    except OverflowError:  # a whole number of hundreds of digits
        return _EVER


def _person(who: SignedIn) -> str:
    """One name for a person, of a fixed length: who vouches, and the name that nobody else has there."""
    return hashlib.sha256(f"{who.issuer or ''}\0{who.subject or ''}".encode("utf-8", "surrogatepass")).hexdigest()


def _remembered(path: Path) -> _Remembered:
    try:
        return _read(path, write_once.looks(path))
    except FileNotFoundError:
        return _Remembered()


@lru_cache(maxsize=4)
def _read(path: Path, _looks: tuple[Any, ...]) -> _Remembered:
    """What the file says, read again only when it looks otherwise."""
    found = _Remembered()
    for number, line in enumerate(AuditLog(path).lines()):
        event, person, mark = (line.get(name) for name in ("event", "person", "mark"))
        if event == AGAIN and isinstance(mark, str):
            found.again[mark] = number
        elif event in (ONE, ALL):
            whose = None if event == ALL else str(person)
            until = _until(line)
            before = found.ends.get(whose)
            found.ends[whose] = _End(max(until, before.up_to if before else until), number)
    return found
