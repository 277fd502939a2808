"""An officer's act: submit, correct or withdraw a return.

The right is asked for here, where the writing is done.

A correction is a submission under a later number. Every act ends in the audit log: accepted, refused, withdrawn or
denied.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from oxdash import access
from oxdash.access import Person
from oxdash.archive import ArchiveRefused, NothingToWithdraw, Receipt, record
from oxdash.archive.receipts import fingerprint
from oxdash.archive.waiting_notes import Note
from oxdash.excel.problems import Problem
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.submissions.check import Checked, check_return
from oxdash.submissions.noticed import Hint
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import RECEIVED
from oxdash.vocabulary.quarters import Quarter, to_the_second
from oxdash.vocabulary.safe_text import indented, one_line
from oxdash.vocabulary.wording import quarter as for_people

TICK = "tick the box to say that you mean it."
LONGEST_NOTE = 2000  # characters of a note or of a reason
TO_FIX = "there are problems that must be fixed"
TO_CONFIRM = "there are readings to confirm first"
MARK = 16  # characters of a fingerprint that tell one workbook from another in an address


@dataclass(frozen=True)
class Done:
    """A return is on file, or one was withdrawn: its receipt; ``already`` where the same bytes counted before.

    ``hints`` are what there was to look at, of which nothing had to be confirmed.
    """

    receipt: Receipt
    already: bool = False
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Waits:
    """A return waits for its sign-off: its waiting note; ``already`` where the same bytes waited before.

    ``replaced`` is the number that waited before it and does so no more.
    """

    note: Note
    already: bool = False
    hints: tuple[Hint, ...] = ()
    replaced: int | None = None


@dataclass(frozen=True)
class Refused:
    """Nothing was stored: why, in a sentence, with the problems to fix or to confirm where those are why.

    ``is_a_return`` is False where the file was found to have nothing of a return in it; ``denied`` where whoever sent
    it may not return that.
    """

    sentence: str
    problems: tuple[Problem, ...] = ()
    is_a_return: bool = True
    hints: tuple[Hint, ...] = ()
    denied: bool = field(default=False, compare=False)


def barred(checked: Checked, who: Person, settings: Settings, now: datetime, position: Position) -> str | None:
    """Why this person may not submit this file, whatever its figures say; None where they may.

    Asked before a figure is shown, and again by `submit`. ``position`` is what the file was checked against.
    """
    if not checked.is_a_return:
        return access.refusal(who, None, settings, now)
    partnership, quarter = checked.returned.partnership, checked.returned.quarter
    if said := access.refusal(who, partnership, settings, now, called=position.names.get(partnership or "")):
        return said
    return not_over(quarter, position, now) if quarter else None


def not_over(quarter: str, position: Position, now: datetime) -> str | None:
    """Why nothing can be returned for a quarter yet, in a sentence; None where it is over."""
    if position.calendar.last_day(Quarter.parse(quarter)) < position.council.day_of(now):
        return None
    return f"{for_people(quarter)} is not over yet, so nothing can be returned for it."


def submit(
    name: str,
    data: bytes,
    position: Position,
    who: Person,
    settings: Settings,
    now: datetime,
    *,
    confirmed: Collection[str] = (),
    confirm_all: bool = False,
    note: str = "",
) -> Done | Waits | Refused:
    """Check the workbook again and put it on file under the next number, with its receipt.

    Where returns need a sign-off it waits for that instead, and counts nowhere until then (`sign_off`).

    ``position`` is what was returned before; ``confirmed`` are the messages of the please-confirms that the officer
    confirmed, all of which stand on the receipt. ``now`` is aware, UTC. The same bytes as the return that counts answer
    with its receipt.
    """
    facts: dict[str, Any] = {"file_fingerprint": fingerprint(data)}

    def refused(sentence: str, problems: Sequence[Problem] = (), *, event: str = "refused", **more: Any) -> Refused:
        access.noted(event, who, settings, now, why=sentence, problems=len(problems), **facts)
        return Refused(sentence, tuple(problems), denied=event == "denied", **more)

    if denied := access.refusal(who, None, settings, now):  # before anything of the file is looked at
        return refused(denied, event="denied")
    checked = check_return(name, data, position)
    if not checked.is_a_return:
        return refused("This is not a return, so nothing was stored.", checked.problems, is_a_return=False)
    contents = checked.returned
    facts |= {"partnership": contents.partnership, "quarter": contents.quarter}
    if denied := barred(checked, who, settings, now, position):
        return refused(denied, event="denied")
    first = on_file_already(facts["file_fingerprint"], facts["partnership"], facts["quarter"], settings)
    if first is not None:
        access.noted("already on file", who, settings, now, number=first.number, **facts)
        return Done(first, already=True)
    if waits := waits_already(facts["file_fingerprint"], facts["partnership"], facts["quarter"], position, settings):
        access.noted("waits already", who, settings, now, number=waits.number, **facts)
        return Waits(waits, already=True)
    to_fix, to_confirm = checked.to_fix, checked.to_confirm
    open_still = [] if confirm_all else [problem for problem in to_confirm if problem.message not in set(confirmed)]
    if to_fix or open_still:
        why = TO_FIX if to_fix else TO_CONFIRM
        return refused(f"Nothing was stored: {why}.", [*to_fix, *open_still], hints=checked.hints)
    if len(note) > LONGEST_NOTE:
        return refused(f"Nothing was stored: the note is longer than {LONGEST_NOTE:,} characters. Shorten it.")
    moment = now.astimezone(position.council.zone)
    said: dict[str, Any] = {
        "partnership": facts["partnership"],
        "quarter": facts["quarter"],
        "file_name": name,
        "template_version": contents.cover.template_version,
        "register_fingerprint": position.register.fingerprint,
        "warnings_confirmed": [problem.message for problem in to_confirm],
        "note": note.strip(),
        "came": who.came(),
    }
    try:
        if position.council.sign_off:
            kept = record.waiting(settings).keep(data, submitted_at=moment, submitted_from=who.name, **said)
            return Waits(kept.note, kept.already, checked.hints, kept.replaced)
        accepted = record.archive(settings).accept(data, received_at=moment, received_from=who.name, **said)
    except ArchiveRefused as error:
        return refused(str(error))
    return Done(accepted.receipt, accepted.already, checked.hints)


def on_file_already(mark: str, partnership: str | None, quarter: str | None, settings: Settings) -> Receipt | None:
    """The receipt of the return that counts, where it has these very bytes: there is nothing left to submit.

    ``mark`` is the workbook's fingerprint, or at least the first `MARK` characters of it.
    """
    if partnership is None or quarter is None or len(mark) < MARK:
        return None
    try:
        versions = record.archive(settings).history(partnership, quarter)
    except ArchiveRefused:  # the submission itself will say so
        return None
    counts = versions[-1].receipt if versions and versions[-1].state == RECEIVED else None
    return counts if counts is not None and (counts.sha256 or "").startswith(mark) else None


def waits_already(
    mark: str, partnership: str | None, quarter: str | None, position: Position, settings: Settings
) -> Note | None:
    """The waiting note of the return that waits, where it has these very bytes; ``mark`` as for `on_file_already`.

    None where returns need no sign-off: then they are put on file, whatever waits.
    """
    if partnership is None or quarter is None or len(mark) < MARK or not position.council.sign_off:
        return None
    try:
        found = record.waiting(settings).of(partnership, quarter)
    except ArchiveRefused:  # the submission itself will say so
        return None
    note = found[-1].note if found and found[-1].waits else None
    return note if note is not None and note.sha256.startswith(mark) else None


def not_withdrawn(reason: str, *, sure: bool = True) -> str | None:
    """All that stands in the way of withdrawing, as it was asked for, in words; None where nothing does."""
    wrong = []
    if not reason.strip():
        wrong.append("say why. Everybody can read it.")
    if len(reason) > LONGEST_NOTE:
        wrong.append(f"the reason is longer than {LONGEST_NOTE:,} characters. Shorten it.")
    if not sure:
        wrong.append(TICK)
    return " ".join([f"Nothing was withdrawn: {wrong[0]}", *map(wording.sentence_case, wrong[1:])]) if wrong else None


def withdraw(
    partnership: str, quarter: str, who: Person, settings: Settings, now: datetime, *, reason: str
) -> Done | Refused:
    """Take the counting return of a quarter back, with a reason: nothing counts for it until a later number."""
    facts = {"partnership": partnership, "quarter": quarter}

    def refused(sentence: str, event: str = "refused") -> Refused:
        access.noted(event, who, settings, now, why=sentence, **facts)
        return Refused(sentence)

    if denied := access.refusal(who, partnership, settings, now):
        return refused(denied, "denied")
    if wrong := not_withdrawn(reason):
        return refused(wrong)
    try:
        taken = record.archive(settings).withdraw(
            partnership, quarter, received_at=now, received_from=who.name, reason=reason.strip(), came=who.came()
        )
    except ArchiveRefused as error:
        return refused(str(error))
    if isinstance(taken, NothingToWithdraw):
        return refused(taken.sentence)
    return Done(taken)


def receipt_told(done: Done, names: Mapping[str, str], zone: ZoneInfo) -> str:
    """The receipt as an officer keeps it: what, number, fingerprint, time, who. ``names`` of partnerships by code.

    Times are those of the council's ``zone``.
    """
    receipt = done.receipt
    whose = names.get(receipt.partnership, receipt.partnership)
    first = "This return was on file already: the first receipt stands." if done.already else "On file."
    lines = [
        first,
        f"Return: {whose}, {for_people(receipt.quarter)}, number {receipt.number}",
        f"Fingerprint (sha256): {receipt.sha256}",
        f"Received at: {to_the_second(receipt.received_at, zone)}",
        f"Received from: {one_line(receipt.received_from)}",
        *receipt.origin(zone),
    ]
    if receipt.warnings_confirmed:
        lines.append(f"Readings confirmed: {len(receipt.warnings_confirmed)}")
    return "\n".join([*lines, *indented("Note", receipt.note)])
