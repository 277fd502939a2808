"""What a body decided of what it was asked, and what became of each: an item stands as its later entries leave it.

A correction puts new words in the place of an entry, a withdrawal takes one out; neither hides what was written first,
which `history` still has. An item noted with nobody to act on it is done with; so is a question once it is answered;
everything else stays open until it is closed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.decision_tables import WAITING, Decision, Recorded, State, Subject
from oxdash.vocabulary.rows import each_row

TITLE = "Decisions"
ARISING = "Matters arising"
BECAME = "What became of it"
NONE = "No decision has been recorded."
_PUT_RIGHT = (  # what a correction says anew; in which publication it was asked is no words of anybody's
    "subject", "body", "body_name", "meeting", "agenda", "asked", "targets", "partnerships", "decision", "words", "who",
    "due",
)  # fmt: skip
ANSWERED, REPORTED = "Answered", "Reported"
DayOf = Callable[[datetime], date]  # the council's day of a moment


@dataclass(frozen=True)
class Entry:
    """One entry as it stands by now. ``corrected``: why it says something else than at first; ``withdrawn``: why it
    does not count. ``recorded``: the council's day."""

    number: int
    kind: str
    facts: Mapping[str, Any]
    recorded: date
    by: str | None = None
    corrected: str | None = None
    withdrawn: str | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            found = self.__dict__["facts"][name]  # a copy is asked for what it has not before it has anything
        except KeyError:
            raise AttributeError(name) from None
        return None if wording.missing(found) else found


@dataclass(frozen=True)
class Item:
    """What was asked, what was decided of it, and what became of that by a day.

    ``first`` is the entry that began it, ``entries`` all that count, in order; ``all`` those withdrawn too.
    """

    first: Entry
    all: tuple[Entry, ...]
    as_at: date = field(repr=False)

    @property
    def number(self) -> int:
        return self.first.number

    @property
    def last(self) -> int:
        """The number of the newest entry that it is told of, corrections and withdrawals included."""
        return max(int(one.facts["newest"]) for one in self.all)

    @property
    def entries(self) -> list[Entry]:
        return [one for one in self.all if not one.withdrawn]

    @property
    def decided(self) -> Entry:
        """The newest entry that decides: the first one, unless it was decided again."""
        return [self.first, *(one for one in self.entries if one.kind == Recorded.DECISION)][-1]

    @property
    def later(self) -> list[Entry]:
        """Answers and closings since it was decided."""
        return [one for one in self.entries if one.number > self.decided.number]

    @property
    def subject(self) -> str:
        return str(self.first.subject)

    @property
    def who(self) -> str | None:
        found: str | None = self.decided.who or (self.first.who if self._acts_on_the_first else None)
        return found

    @property
    def due(self) -> date | None:
        found = self.decided.due if self.decided.due or not self._acts_on_the_first else self.first.due
        return None if found is None else found.date()

    @property
    def _acts_on_the_first(self) -> bool:
        """Whether a later decision leaves who acts, and by when, as it was."""
        return self.decided.decision in (Decision.AGREED, Decision.AMENDED, Decision.DEFERRED)

    @property
    def targets(self) -> list[str]:
        return several(self.first.targets)

    @property
    def partnerships(self) -> list[str]:
        return several(self.first.partnerships)

    @property
    def state(self) -> State:
        closed = [one for one in self.later if one.kind == Recorded.CLOSING]
        answered = [one for one in self.later if one.kind == Recorded.ANSWER]
        cases = [  # in order; the first that holds decides
            (State.WITHDRAWN, bool(self.first.withdrawn)),
            (State.CLOSED, bool(closed)),
            (State.ANSWERED, bool(answered) and self.subject == Subject.QUESTION),
            (State.NOTED, self.decided.decision == Decision.NOTED and not self.who and self.due is None),
            (State.OVERDUE, self.due is not None and self.due < self.as_at),
            (State.UNDECIDED, self.decided.decision == Decision.DEFERRED),
            (State.UNANSWERED, self.subject == Subject.QUESTION),
            (State.UNDECIDED, self.decided.decision is None),
            (State.OPEN, True),
        ]
        return next(state for state, holds in cases if holds)

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    @property
    def settled(self) -> date | None:
        """The day on which it was done with; None while it is not."""
        if self.waits:
            return None
        if self.state == State.NOTED:
            found: date = self.decided.meeting.date()
            return found
        return self.later[-1].recorded if self.later else self.first.recorded

    @property
    def became(self) -> str:
        """What became of it, in a sentence or two."""
        told = [_told(one, self.subject) for one in self.later]
        if self.state == State.WITHDRAWN:
            return f"Withdrawn: {ended(self.first.withdrawn or '')}"
        if self.state == State.NOTED:
            return " ".join(["Noted; nobody was asked to act.", *told[-1:]])
        if self.state in (State.CLOSED, State.ANSWERED):
            closed = [at for at, one in enumerate(self.later) if one.kind == Recorded.CLOSING]
            return " ".join(told[max(closed, default=-1) :])  # and what was still reported of it
        return " ".join([*told[-1:], self._still(bool(told))])

    def _still(self, told: bool) -> str:
        due = f"was due on {wording.day(self.due)}" if self.due else "no day was set"
        if self.state == State.OVERDUE:
            return f"It {due} and is still open." if told else f"It {due}, and nothing has been reported."
        if self.state == State.UNDECIDED:
            return "It is still to be decided."
        if self.state == State.UNANSWERED:
            return f"It is to be answered by {wording.day(self.due)}." if self.due else "It is still to be answered."
        if self.due:
            return f"It is due on {wording.day(self.due)}."
        return "It is still open." if told else "Nothing has been reported; no day was set."


def items(decisions: pd.DataFrame, as_at: date, day_of: DayOf) -> list[Item]:
    """Every item of `DECISIONS`, in order, as it stands on a day. What is about an item that is not there is left out:
    its beginning cannot be relied on, which is told apart."""
    found: dict[int, dict[int, Entry]] = {}
    for row in each_row(decisions):
        facts = {name: getattr(row, name) for name in decisions.columns}
        recorded = day_of(row.recorded_at.to_pydatetime())
        if row.kind == Recorded.ITEM:
            found[row.item] = {}
        elif row.item not in found:
            continue
        own = found[row.item]
        if row.corrects:
            if (was := own.get(row.corrects)) is not None:
                own[row.corrects] = _put_right(was, row.kind, facts)
            continue
        by = None if wording.missing(row.recorded_by) else row.recorded_by
        own[row.number] = Entry(row.number, str(row.kind), facts | {"newest": row.number}, recorded, by)
    return [Item(own[number], tuple(own.values()), as_at) for number, own in found.items() if number in own]


def _put_right(was: Entry, kind: str, facts: Mapping[str, Any]) -> Entry:
    newest = {"newest": facts["number"]}
    if kind == Recorded.WITHDRAWAL:
        return replace(was, facts={**was.facts, **newest}, withdrawn=str(facts["reason"]))
    return replace(
        was,
        facts={**was.facts, **{name: facts[name] for name in _PUT_RIGHT}, **newest},
        corrected=str(facts["reason"]),
    )


def arising(found: list[Item], body: str, meetings: pd.DataFrame, as_at: date) -> list[Item]:
    """Of one body's items, those that are matters arising at its next meeting: what it decided at the last one, and
    what of the ones before was still to come by then. Questions of others to others are no matter of its own.

    ``meetings``: the register's, body and date. The last meeting is the newest that has been, or at which it decided.
    """
    own = [one for one in found if one.first.body == body and one.state != State.WITHDRAWN]
    own = [one for one in own if one.first.meeting.date() <= as_at]
    days = meetings.loc[(meetings["body"] == body) & (meetings["date"] < pd.Timestamp(as_at)), "date"]
    been = [*(day.date() for day in days), *(one.decided.meeting.date() for one in own if one.decided.meeting)]
    last = max((day for day in been if day <= as_at), default=as_at)
    return [one for one in own if one.settled is None or one.settled >= last]


def of_scrutiny(found: list[Item]) -> list[Item]:
    """The questions that scrutiny put."""
    return [one for one in found if one.subject == Subject.QUESTION and one.state != State.WITHDRAWN]


def about(found: list[Item], *, target: str | None = None, partnership: str | None = None) -> list[Item]:
    """The items that name a target, or a partnership."""
    return [
        one
        for one in found
        if one.state != State.WITHDRAWN
        and (target is None or target in one.targets)
        and (partnership is None or partnership in one.partnerships)
    ]


def _told(one: Entry, subject: str) -> str:
    word = "Closed" if one.kind == Recorded.CLOSING else ANSWERED if subject == Subject.QUESTION else REPORTED
    by = f" by {one.who}" if one.who else ""
    return f"{word} on {wording.day(one.recorded)}{by}: {ended(one.words or '')}"


def ended(words: str) -> str:
    """Words that stand before another sentence."""
    words = " ".join(words.split())
    return words if words.endswith((".", "!", "?")) else f"{words}."
