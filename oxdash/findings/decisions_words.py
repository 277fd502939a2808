"""What is said of what was decided: how many items stand how, how many matters arise, every entry as it was written."""

from datetime import date
from typing import Any

import pandas as pd

from oxdash.findings.decisions import ANSWERED, NONE, REPORTED, DayOf, Item, ended
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import with_the
from oxdash.vocabulary.decision_tables import Recorded, State, Subject
from oxdash.vocabulary.rows import each_row

Told = tuple[int, date, str | None, str]  # of an entry its number, day, by whom and what


def sentence(found: list[Item]) -> str:
    """``7 items: 3 open, 1 overdue, 3 closed.``"""
    if not found:
        return NONE
    counted = [(state, sum(one.state == state for one in found)) for state in State]
    parts = [f"{count} {state}" for state, count in counted if count]
    return f"{wording.counted(len(found), 'item')}: {', '.join(parts)}."


def numbers(found: list[Item]) -> str:
    """Which items there are, for whoever asks for one that is not there; the newest of very many."""
    if not found:
        return "No item has been recorded yet."
    return (
        f"The {'only item is' if len(found) == 1 else 'items are'} {wording.listed(one.number for one in found[-20:])}."
    )


def arising_sentence(found: list[Item]) -> str:
    """``3 matters arise: 1 is overdue, 2 are done with.``"""
    waiting = sum(one.waits for one in found)
    late = sum(one.state == State.OVERDUE for one in found)
    matters = "1 matter arises" if len(found) == 1 else f"{len(found)} matters arise"
    done = len(found) - waiting
    said = [
        f"{count} {'is' if count == 1 else 'are'} {what}"
        for count, what in ((late, "overdue"), (waiting - late, "still to come"), (done, "done with"))
        if count
    ]
    return f"{matters}: {', '.join(said)}."


def histories(found: list[Item], decisions: pd.DataFrame, day_of: DayOf) -> dict[int, list[Told]]:
    """By item, everything recorded of it, as it was written, in order; nothing is left out."""
    subjects = {item.number: item.subject for item in found}
    kinds = {entry.number: entry.kind for item in found for entry in item.all}
    told: dict[int, list[Told]] = {number: [] for number in subjects}
    for row in each_row(decisions[decisions["item"].isin(list(subjects))]):
        by = None if wording.missing(row.recorded_by) else row.recorded_by
        day = day_of(row.recorded_at.to_pydatetime())
        told[row.item].append(
            (row.number, day, by, said_in(row, subjects[row.item], kinds.get(row.corrects or row.number, row.kind)))
        )
    return told


def history(item: Item, decisions: pd.DataFrame, day_of: DayOf) -> list[Told]:
    """The same of one."""
    return histories([item], decisions, day_of)[item.number]


def said_in(row: Any, subject: str, kind: str) -> str:
    """A row of `DECISIONS`, of an item about ``subject``, in a line: ``Deferred at the meeting of the Board on ...``

    ``kind`` is what it says something of: its own, and of a correction that of what it corrects.
    """
    parts = []
    if row.corrects:
        what = "withdraws" if row.kind == Recorded.WITHDRAWAL else "corrects"
        parts.append(f"This {what} entry {row.corrects}: {ended(row.reason)}")
        if row.kind == Recorded.WITHDRAWAL:
            return parts[0]
    decision = None if wording.missing(row.decision) else row.decision
    name = row.body if wording.missing(row.body_name) else row.body_name
    met = "" if wording.missing(row.meeting) else f" at the meeting of {with_the(name)} on {wording.day(row.meeting)}"
    answered = ANSWERED if subject == Subject.QUESTION else REPORTED
    heads: dict[str, str] = {Recorded.ANSWER: answered, Recorded.CLOSING: "Closed"}
    put = "Put" if row.subject == Subject.QUESTION else "Raised"
    begun = heads.get(kind) or (wording.sentence_case(decision) if decision else put)
    by = f" by {row.who}" if kind in heads and not wording.missing(row.who) else ""
    parts.append(f"{begun}{by}{met}.")
    for label, value in (("", row.words), ("Who acts: ", row.who), ("By: ", row.due)):
        if not wording.missing(value) and not (by and label == "Who acts: "):  # who answered does not act on it
            parts.append(f"{label}{ended(wording.day(value) if label == 'By: ' else value)}")
    return " ".join(parts)
