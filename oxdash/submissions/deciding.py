"""A manager's act: what a body decided put on record, answered, closed or put right; and nothing of it ever changed.

The right is asked for here, where the writing is done, and every act ends in the audit log: deciding, decided, refused
or denied. Two managers at one item each record something: the second is told what the first wrote, and can still add.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from oxdash import access
from oxdash.access import Person
from oxdash.archive import ArchiveRefused, Came, record
from oxdash.archive.decision_entry import FIRST, LAST, Entry, Printed
from oxdash.archive.decisions import Held
from oxdash.archive.receipts import as_text, moment
from oxdash.findings import decisions as findings
from oxdash.findings.decisions import Item
from oxdash.findings.decisions_words import history, numbers
from oxdash.judging import decided
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.decision_tables import Decision, Recorded, State, Subject

TYPED = 3_000  # characters of what is typed: a message of a page that is longer is cut before it is read
LONGEST = {"asked": 20_000, "words": TYPED, "reason": 1_000, "who": 300, "agenda": 60}  # characters
NOTHING = "Nothing was recorded."
_CALLED = {"asked": "What was asked", "words": "What was said", "reason": "The reason", "who": "Who acts"}
_MADE = {  # what is compared, to tell an entry that says the same again
    "kind", "item", "corrects", "subject", "body", "meeting", "agenda", "asked", "printed", "targets", "partnerships",
    "decision", "words", "who", "due", "reason", "recorded_by",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is to be recorded. ``item``: the item it is about; None begins one. ``corrects``: the entry put right."""

    kind: Recorded = Recorded.ITEM
    item: int | None = None
    corrects: int | None = None
    subject: Subject | None = None
    body: str | None = None
    meeting: date | None = None
    agenda: str = ""
    asked: str = ""
    printed: Printed | None = None
    targets: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    decision: Decision | None = None
    words: str = ""
    who: str = ""
    due: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Done:
    """It is on record; ``already`` where it was before."""

    entry: Entry
    already: bool = False

    @property
    def sentence(self) -> str:
        one = self.entry
        what = f"item {one.item}" if one.kind == Recorded.ITEM else f"entry {one.number}, on item {one.item}"
        return f"This was on record already, as {what}." if self.already else f"Recorded as {what}."


@dataclass(frozen=True)
class Refused:
    """Nothing was recorded: why, and what to do."""

    sentence: str


@dataclass(frozen=True)
class Meanwhile:
    """Nothing was recorded yet: somebody else has been at the item since it was looked at. ``told``: what they wrote.

    Whoever knows it can still add: with ``seen``, the number of the newest entry they know now.
    """

    told: tuple[str, ...]
    item: int
    seen: int

    @property
    def sentence(self) -> str:
        return f"{NOTHING} Item {self.item} has more by now than you had seen. Read it, and record yours if it stands."


def record_it(
    asked: Asked, position: Position, who: Person, settings: Settings, now: datetime, *, seen: int | None = None
) -> Done | Refused | Meanwhile:
    """Put an entry on file. ``position``: whose register names bodies and targets; ``now`` is aware.

    ``seen``: the highest number of an entry on the item that whoever records knew of; None: all there are.
    """
    facts = {"item": asked.item, "meeting": asked.meeting, "kind": str(asked.kind)}

    def refused(sentence: str, event: str = "refused") -> Refused:
        access.noted(event, who, settings, now, why=sentence, act="decide", **facts)
        return Refused(sentence)

    if denied := access.refusal(who, None, settings, now, manager=True):
        return refused(denied, "denied")
    asked = _cleaned(asked)
    if wrong := _complaint(asked, position, now):
        return refused(f"{wrong} {NOTHING}")
    entry: dict[str, Any] = {name: value for name, value in vars(asked).items() if name != "item" or value}
    entry |= {
        "body_name": position.register.body_names.get(asked.body) if asked.body else None,
        "recorded_at": moment(now),
        "recorded_by": as_text(who.name),
        "came": Came(**who.came()),
    }

    def stopped(held: Held) -> Done | Refused | Meanwhile | None:
        return _stopped(asked, held, position, now, who, seen)

    try:
        made: Entry | Done | Refused | Meanwhile = record.decisions(settings).add(entry, moment(now), stopped)
    except ArchiveRefused as why:
        return refused(str(why))
    if isinstance(made, Refused):
        return refused(made.sentence)
    if isinstance(made, Meanwhile):
        access.noted("refused", who, settings, now, why="somebody else recorded meanwhile", act="decide", **facts)
    return made if isinstance(made, Done | Meanwhile) else Done(made)


def as_it_was(asked: Asked, was: findings.Entry) -> Asked:
    """A correction of an entry that says all that the entry says, to be changed."""
    printed = {name: getattr(asked, name) for name in ("kind", "item", "corrects", "reason")}
    return Asked(
        **printed,
        subject=Subject(was.subject) if was.subject else None,
        body=was.body,
        meeting=was.meeting.date() if was.meeting else None,
        agenda=was.agenda or "",
        asked=was.asked or "",
        targets=tuple(several(was.targets)),
        partnerships=tuple(several(was.partnerships)),
        decision=Decision(was.decision) if was.decision else None,
        words=was.words or "",
        who=was.who or "",
        due=was.due.date() if was.due else None,
    )


def _cleaned(asked: Asked) -> Asked:
    text: dict[str, Any] = {name: safe_text.typed(getattr(asked, name)) for name in LONGEST}
    text |= {name: " ".join(text[name].split()) for name in ("who", "agenda")}
    return replace(asked, **text)


def _complaint(asked: Asked, position: Position, now: datetime, already: Sequence[str] = ()) -> str | None:
    """What is wrong with it by itself, in a sentence. ``already``: codes that it names, in the register or not."""
    for name, most in LONGEST.items():
        if (length := len(getattr(asked, name))) > most:
            called = _CALLED.get(name, "The place on the agenda")
            return f"{called} is {length:,} characters long, and {most:,} is the most. Shorten it."
    register, today = position.register, position.council.day_of(now)
    kind, met = asked.kind, asked.kind in (Recorded.ITEM, Recorded.DECISION)
    needed = {
        "Say which item it is about, by its number.": kind != Recorded.ITEM and asked.item is None,
        "Say which entry is corrected or withdrawn, by its number.": kind in _MENDS and asked.corrects is None,
        "Say why: a reader compares it with what was written first.": kind in _MENDS and not asked.reason,
        "Say which body it was, and the day of its meeting.": met and not (asked.body and asked.meeting),
        "Say what was asked.": kind == Recorded.ITEM and not asked.asked,
        "Say what was decided: agreed, amended, noted, deferred or referred.": asked.decision is None
        and (kind == Recorded.DECISION or (kind == Recorded.ITEM and asked.subject == Subject.ASKED)),
        "Say what was answered.": kind == Recorded.ANSWER and not asked.words,
        "Say what became of it.": kind == Recorded.CLOSING and not asked.words,
        "An amended decision needs its words: say what was agreed in place of what was asked.": (
            met and asked.decision == Decision.AMENDED and not asked.words
        ),
        "Say to whom it was referred, under who acts.": (
            met and asked.decision == Decision.REFERRED and not (asked.who or asked.words)
        ),
    }
    if wrong := next((sentence for sentence, lacks in needed.items() if lacks), None):
        return wrong
    if asked.body and kind != Recorded.CORRECTION and asked.body not in {*register.body_names, *already}:
        bodies = wording.listed(register.body_names)
        return f'"{asked.body[:80]}" is no body of the register. Use one of: {bodies}.'
    if wrong_day := next((day for day in (asked.meeting, asked.due) if day and not FIRST <= day <= LAST), None):
        return f"{wording.day(wrong_day)} is before {FIRST.year} or after {LAST.year}: put the year right."
    if asked.meeting and asked.meeting > today:
        return f"The meeting of {wording.day(asked.meeting)} is still to come, so nothing has been decided at it."
    if asked.due and asked.meeting and asked.due < asked.meeting:
        return f"{wording.day(asked.due)} is before the meeting of {wording.day(asked.meeting)}: put the day right."
    known = {*register.targets.target, *position.names, *already}
    unknown = [code for code in (*asked.targets, *asked.partnerships) if code not in known]
    if unknown and kind == Recorded.ITEM and asked.printed is None:
        return f'"{unknown[0][:80]}" is no target or partnership of the register. Use its code.'
    return None


_MENDS = (Recorded.CORRECTION, Recorded.WITHDRAWAL)


def _stopped(
    asked: Asked, held: Held, position: Position, now: datetime, who: Person, seen: int | None
) -> Done | Refused | Meanwhile | None:
    """Why it cannot be recorded as things are, or that it has been; None where it can. The folder is held meanwhile."""
    table, day_of = decided.table(held.entries), position.council.day_of
    known = {one.number: one for one in findings.items(table, day_of(now), day_of)}
    if asked.kind == Recorded.ITEM:
        alike = [one for one in known.values() if _same_item(one, asked)]
        item, seen = (alike[-1] if alike else None), seen or 0
    else:
        item = known.get(asked.item or 0)
        if item is None:
            return Refused(f"There is no item {asked.item}{_damaged(held)}. {numbers(list(known.values()))} {NOTHING}")
        if item.state == State.WITHDRAWN:
            return Refused(f"Item {item.number} was withdrawn, so nothing is added to it. Record it anew. {NOTHING}")
        if asked.kind in _MENDS and (wrong := _not_mended(item, asked, position, now)):
            return Refused(f"{wrong} {NOTHING}")
    if item is None:
        return None
    own = [entry for entry in held.entries if entry.item == item.number]
    if own and (again := _again(asked, who, own)):
        return Done(again, already=True)
    if seen is None or item.last <= seen:
        return None
    since = [one for one in history(item, table, day_of) if one[0] > seen]
    told = (f"Entry {number}, {wording.day(day)}, {by or 'somebody'}: {said}" for number, day, by, said in since)
    return Meanwhile(tuple(told), item.number, item.last)


def _same_item(item: Item, asked: Asked) -> bool:
    """Whether an item is the same thing, asked of the same body at the same meeting."""
    first = item.first
    same = first.body == asked.body and first.meeting.date() == asked.meeting and first.asked == asked.asked
    return same and item.state != State.WITHDRAWN


def _again(asked: Asked, who: Person, own: Sequence[Entry]) -> Entry | None:
    """The newest entry of an item, where it says the very same by the same person: there is nothing left to record."""
    newest = own[-1]
    said = {**vars(asked), "item": asked.item or newest.item, "recorded_by": as_text(who.name)}
    return newest if all(getattr(newest, name) == said[name] for name in _MADE) else None


def _not_mended(item: Item, asked: Asked, position: Position, now: datetime) -> str | None:
    """Why an entry of an item cannot be corrected so, or withdrawn, in a sentence."""
    number = asked.corrects
    entry = next((one for one in item.all if one.number == number), None)
    if entry is None:
        there = [one.number for one in item.entries]
        which = f"is entry {there[0]}" if len(there) == 1 else f"are entries {wording.listed(there)}"
        return f"Entry {number} is none of item {item.number} that can be put right. There {which}."
    if entry.withdrawn:
        return f"Entry {number} was withdrawn."
    if asked.kind == Recorded.WITHDRAWAL:
        return None
    if entry.reference and (asked.asked, asked.targets) != (entry.asked, tuple(item.targets)):
        return "What a publication asked stays as it was printed. Withdraw the item, and record it anew."
    already = (*item.targets, *item.partnerships, str(entry.body))
    return _complaint(replace(asked, kind=Recorded(entry.kind), corrects=None), position, now, already)


def _damaged(held: Held) -> str:
    return " that can be relied on" if held.faults else ""
