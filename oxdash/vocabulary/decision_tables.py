"""What was decided of what a body was asked: the words for it, and the table of it, a row for each thing recorded."""

from enum import StrEnum

from oxdash.vocabulary.schemas import LONG, Schema, day, moment, text, whole


class Subject(StrEnum):
    """What an item is about."""

    ASKED = "asked in a paper"
    CONFLICT = "conflict to be resolved"
    QUESTION = "question of scrutiny"


class Decision(StrEnum):
    AGREED = "agreed"
    AMENDED = "amended"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFERRED = "referred"


class Recorded(StrEnum):
    """What one entry is: the first of its item, or something that came of it later."""

    ITEM = "item"
    DECISION = "decision"
    ANSWER = "answer"
    CLOSING = "closing"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class State(StrEnum):
    """How an item stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    UNDECIDED = "to be decided"
    UNANSWERED = "to be answered"
    ANSWERED = "answered"
    CLOSED = "closed"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


WAITING = (State.OPEN, State.OVERDUE, State.UNDECIDED, State.UNANSWERED)  # something is still to come of it

DECISIONS = Schema(
    {
        "number": whole("number of the entry, in the order in which they were recorded").shown("Entry"),
        "kind": text("what the entry is: an item, or what came of one later", of=Recorded, missing=False),
        "item": whole("number of the entry that began the item"),
        "corrects": whole("number of the entry that this one corrects or withdraws; 0 for none"),
        "subject": text("what the item is about", of=Subject),
        "body": text("code of the body whose meeting it was"),
        "body_name": text("what that body was called").shown("Body", widest=40),
        "meeting": day("day of the meeting"),
        "agenda": text("its place on the agenda").shown("Agenda item"),
        "asked": text("what was asked, as it was printed or put").shown("What was asked", widest=LONG),
        "reference": text("what the paper that asked is cited by").shown("Asked in"),
        "fingerprint": text("fingerprint of that publication"),
        "targets": text("codes of the targets it is about, separated by semicolons"),
        "partnerships": text("codes of the partnerships it is about, separated by semicolons"),
        "decision": text("what was decided", of=Decision),
        "words": text("in whose words: the body's, or of whoever answered").shown("In its words", widest=LONG),
        "who": text("who acts; of an answer or a closing, who said it").shown("Who acts", widest=40),
        "due": day("by when").shown("By when"),
        "reason": text("why an entry is corrected or withdrawn").shown("Why corrected or withdrawn", widest=LONG),
        "recorded_at": moment("when it was recorded", missing=False),
        "recorded_by": text("who recorded it"),
    },
    unique=("number",),
)
