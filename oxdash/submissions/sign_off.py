"""The acts on a return that waits: sign it off, send it back with words, take it back.

The right is asked for here, where the writing is done, and what waits is checked again against the position as it is by
then: the register may have changed, or another return have come on file. What the officer confirmed stays confirmed;
what is to be confirmed since, whoever signs confirms. Every act ends in the audit log.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash import access
from oxdash.access import Person, signing
from oxdash.access.signing import As, Barred
from oxdash.archive import ArchiveRefused, record
from oxdash.archive.receipts import Came, SignedOff, fingerprint
from oxdash.archive.waiting_notes import ON_FILE, REPLACED, SENT_BACK, TAKEN_BACK, Ending, Note, Waiting
from oxdash.documents.filed import moment
from oxdash.excel.problems import Problem
from oxdash.findings.waiting import handed_in, replaced
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.submissions.check_again import again
from oxdash.submissions.submit import LONGEST_NOTE, TICK, TO_CONFIRM, TO_FIX, Done, Refused, Waits
from oxdash.vocabulary import wording
from oxdash.vocabulary.addresses import from_whom
from oxdash.vocabulary.quarters import to_the_second
from oxdash.vocabulary.rows import of_return
from oxdash.vocabulary.safe_text import indented, one_line
from oxdash.vocabulary.wording import quarter as for_people

LARGEST_REGISTER = 50_000_000  # bytes, as it is looked at here; reading it has a bound of its own
NOTHING = "Nothing was signed off"
CHANGED = "what is on file, or the register, has changed since this was looked at. Look again, then sign off."


@dataclass(frozen=True)
class Ended:
    """A waiting return was sent back or taken back: what was written down of it."""

    ending: Ending


def sign_off(
    partnership: str,
    quarter: str,
    number: int,
    position: Position,
    who: Person,
    settings: Settings,
    now: datetime,
    *,
    confirmed: Collection[str] = (),
    confirm_all: bool = False,
) -> Done | Refused:
    """Put a return that waits on file: from now on it counts, and its receipt names both people and both moments.

    ``position`` is what it is checked against; ``confirmed`` are the messages of `Again.to_confirm` that whoever signs
    confirmed. One that was signed off already is answered with its receipt.
    """
    refused = partial(_refused, who, settings, now, partnership=partnership, quarter=quarter, number=number)
    try:
        with record.waiting(settings).held(partnership, quarter, number, now) as one:
            acting = _acting(one, partnership, position, who, settings, now)
            if isinstance(acting, Barred):
                return refused(acting.sentence, event="denied")
            if one is not None and one.receipt is not None:
                return Done(one.receipt, already=True)
            if one is None or not one.waits or one.data is None or one.note_fingerprint is None:
                return refused(f"{NOTHING}: {_why_not(one, partnership, quarter, position)}")
            if _past(position, partnership, quarter, settings):
                return refused(f"{NOTHING}: {CHANGED}")
            found, note = again(one, position, settings), one.known
            open_still = [] if confirm_all else [one for one in found.to_confirm if one.message not in set(confirmed)]
            if not found.checked.is_a_return or found.to_fix or open_still:
                if not found.checked.is_a_return:
                    return refused(f"{NOTHING}: this is no return any more.", found.checked.problems)
                why = TO_FIX if found.to_fix else TO_CONFIRM
                return refused(f"{NOTHING}: {why}.", [*found.to_fix, *open_still])
            accepted = record.archive(settings).accept(
                one.data,
                partnership=partnership,
                quarter=quarter,
                received_at=now.astimezone(position.council.zone),
                received_from=note.submitted_from,
                file_name=note.file_name,
                template_version=note.template_version,
                register_fingerprint=position.register.fingerprint,
                warnings_confirmed=[*note.warnings_confirmed, *(one.message for one in found.to_confirm)],
                note=note.note,
                came=note.came.model_dump() if note.came else None,
                signed_off=SignedOff(
                    submitted_at=note.submitted_at,
                    by=who.name,
                    acting_as=str(acting),
                    at=now.astimezone(UTC),
                    number=note.number,
                    note=one.note_fingerprint,
                    came=Came(**who.came()),
                ),
            )
    except ArchiveRefused as error:
        return refused(str(error))
    return Done(accepted.receipt, accepted.already, found.checked.hints)


def send_back(
    partnership: str,
    quarter: str,
    number: int,
    position: Position,
    who: Person,
    settings: Settings,
    now: datetime,
    *,
    words: str,
) -> Ended | Refused:
    """Send a return that waits back to its officer, with words: it waits no more, and the words are kept."""
    refused = partial(_refused, who, settings, now, partnership=partnership, quarter=quarter, number=number)
    try:
        with record.waiting(settings).held(partnership, quarter, number, now) as one:
            acting = _acting(one, partnership, position, who, settings, now)
            if isinstance(acting, Barred):
                return refused(acting.sentence, event="denied")
            if one is None or not one.waits:
                return refused(f"Nothing was sent back: {_why_not(one, partnership, quarter, position)}")
            if fault := _words(words, "sent back", "what has to be different, so that the officer can do it"):
                return refused(fault)
            return Ended(_end(one, SENT_BACK, who, settings, now, words, str(acting)))
    except ArchiveRefused as error:
        return refused(str(error))


def not_taken_back(reason: str, *, sure: bool = True) -> str | None:
    """All that stands in the way of taking a return back, as it was asked for, in words; None where nothing does."""
    ticked = None if sure else TICK
    fault = _words(reason, "taken back", "why")
    if fault and ticked:
        return f"{fault} {wording.sentence_case(ticked)}"
    return fault or (f"Nothing was taken back: {ticked}" if ticked else None)


def take_back(
    partnership: str,
    quarter: str,
    number: int,
    position: Position,
    who: Person,
    settings: Settings,
    now: datetime,
    *,
    reason: str,
) -> Ended | Refused:
    """An officer takes their partnership's return back while it waits, with a reason: it waits no more."""
    refused = partial(_refused, who, settings, now, partnership=partnership, quarter=quarter, number=number)
    called = position.names.get(partnership)
    if denied := access.refusal(who, partnership, settings, now, called=called):
        return refused(denied, event="denied")
    if fault := not_taken_back(reason):
        return refused(fault)
    try:
        with record.waiting(settings).held(partnership, quarter, number, now) as one:
            if one is None or not one.waits:
                return refused(f"Nothing was taken back: {_why_not(one, partnership, quarter, position)}")
            return Ended(_end(one, TAKEN_BACK, who, settings, now, reason, None))
    except ArchiveRefused as error:
        return refused(str(error))


def _end(
    one: Waiting, kind: str, who: Person, settings: Settings, now: datetime, words: str, acting_as: str | None
) -> Ending:
    room, said = record.waiting(settings), words.strip()
    return room.end(one, kind, at=now, by=who.name, words=said, acting_as=acting_as, came=who.came())


def _acting(
    one: Waiting | None, partnership: str, position: Position, who: Person, settings: Settings, now: datetime
) -> As | Barred:
    submitted_from = one.note.submitted_from if one is not None and one.note is not None else ""
    needed, called = position.council.sign_off, position.names.get(partnership, partnership)
    return signing.may_sign(who, partnership, submitted_from, settings, now, needed=needed, called=called)


def _refused(
    who: Person,
    settings: Settings,
    now: datetime,
    sentence: str,
    problems: Sequence[Problem] = (),
    *,
    event: str = "refused",
    **facts: object,
) -> Refused:
    access.noted(event, who, settings, now, why=sentence, problems=len(problems), **facts)
    return Refused(sentence, tuple(problems))


def _words(said: str, done: str, what: str) -> str | None:
    """Why words will not do, in a sentence; None where they will."""
    if not said.strip():
        return f"Nothing was {done}: say {what}."
    if len(said) > LONGEST_NOTE:
        return f"Nothing was {done}: the words are longer than {LONGEST_NOTE:,} characters. Shorten them."
    return None


def _why_not(one: Waiting | None, partnership: str, quarter: str, position: Position) -> str:
    """Why a number does not wait, for the end of a sentence."""
    whose = f"{position.names.get(partnership, partnership)} for {for_people(quarter)}"
    if one is None:
        return f"no return of {whose} waits under that number."
    if one.ending is not None and not one.fault:
        when = moment(one.ending.at, position.council.zone)
        return f"number {one.number} of {whose} was {one.state} by {one.ending.by} on {when}."
    if one.state == REPLACED:
        return f"number {one.number} of {whose} was replaced by a later one. Look at that."
    if one.state == ON_FILE:
        return f"number {one.number} of {whose} is on file already."
    return one.fault or f"number {one.number} of {whose} cannot be read."


def _past(position: Position, partnership: str, quarter: str, settings: Settings) -> bool:
    """Whether the register, or what is on file of this return, is another than the position has."""
    try:
        if fingerprint(write_once.read(settings.register.resolve(), LARGEST_REGISTER)) != position.register.fingerprint:
            return True
    except OSError:
        return True
    held = record.archive(settings).history(partnership, quarter)
    rows = position.returns[of_return(position.returns, partnership, quarter)]
    known = rows.number.iloc[0] if len(rows) else None
    return (held[-1].number if held else None) != (None if pd.isna(known) else int(known))


def numbers_told(found: Sequence[Waiting], position: Position) -> str:
    """What became of each number handed in for sign-off that is not on file, in words; empty where there is none."""
    lines, zone = [], position.council.zone
    for one in found:
        if one.receipt is not None:
            continue
        note, ending = one.note, one.ending
        came = f", submitted {moment(note.submitted_at, zone)} {from_whom(note.submitted_from)}" if note else ""
        lines.append(one_line(f"{handed_in(one.number)}{came} ({one.state})"))
        if one.fault:
            lines.append(f"  {one.fault}")
        if ending:
            acting = f", {ending.acting_as}" if ending.acting_as else ""
            lines.append(f"  {one_line(f'{ending.kind} by {ending.by}{acting}, {moment(ending.at, zone)}')}")
            lines += [f"  {line}" for line in indented("In these words", ending.words)]
    return "\n".join(lines)


def waits_for(note: Note, position: Position, settings: Settings) -> str:
    """Whom a return waits for, in words and by address."""
    called, needed = position.names.get(note.partnership, note.partnership), position.council.sign_off
    whom = signing.waits_for(note.partnership, note.submitted_from, settings, needed=needed, called=called)
    return f"{whom.words} ({wording.listed([*whom.addresses])})" if whom.addresses else whom.words


def waiting_told(done: Waits, names: Mapping[str, str], whom: str, zone: ZoneInfo) -> str:
    """The waiting note as an officer keeps it: what, number, fingerprint, when, for whom. ``names`` by code.

    Times are those of the council's ``zone``.
    """
    note = done.note
    first = "This return was waiting for its sign-off already." if done.already else "Waiting for sign-off."
    lines = [
        f"{first} It counts for nothing until then, and there is no receipt yet.",
        f"Return: {names.get(note.partnership, note.partnership)}, {for_people(note.quarter)}, waiting number "
        f"{note.number}",
        f"Waits for: {whom}",
        f"Fingerprint (sha256): {note.sha256}",
        f"Submitted at: {to_the_second(note.submitted_at, zone)}",
        f"Submitted from: {one_line(note.submitted_from)}",
        *([f"How it came: {one_line(note.came.told(zone))}"] if note.came else []),
    ]
    if done.replaced is not None:
        lines.append(replaced(done.replaced))
    if note.warnings_confirmed:
        lines.append(f"Readings confirmed: {len(note.warnings_confirmed)}")
    return "\n".join([*lines, *indented("Note", note.note)])
