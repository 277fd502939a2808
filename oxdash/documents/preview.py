"""How a return will look to the Board before it is submitted: counts, changes, and what they are likely to ask."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import cells
from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table
from oxdash.documents.columns import SENTENCE, STATUS, TARGET
from oxdash.documents.inline import StatusWord
from oxdash.findings import counts
from oxdash.findings.counts import Counts
from oxdash.register import Register
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.schemas import Kind

NAMED = replace(TARGET, of=cells.named)
NOW, THEN = Column("Now"), Column("With this return")  # what there is of each


def preview(seen, partnership: str, register: Register) -> list[Block]:
    """Every part of a submissions.preview.Preview, in the order the Board would ask."""
    noticed = {
        "Figures that moved by an unusual amount": seen.moved,
        "Off track without an action, an owner or a date": seen.unattended,
        "Commentary that repeats itself or says nothing": seen.unexplained,
    }
    each = seen.each or ((None, seen.before, seen.after),)  # by agreement, where several count targets
    return [
        *(part for name, was, becomes in each for part in _counted(partnership, name, was, becomes, register.council)),
        Heading("Statuses that change", 2),
        changed(seen.changed, register.the_board),
        *(block for title, rows in noticed.items() for block in (Heading(title, 2), to_look_at(title, rows))),
    ]


def _counted(partnership: str, agreement: str | None, before: Counts, after: Counts, council: Council) -> list[Block]:
    of = f" of {agreement}" if agreement else ""
    said = f"{partnership}, {council.targets}{of} with this return: {counts.sentence(after)}"
    return [Paragraph(said), before_and_after(before, after, council, of)]


def before_and_after(before: Counts, after: Counts, council: Council, of: str = "") -> Table:
    """Counts of the targets that count (``of`` an agreement), as the Board sees them now, and as it would."""
    named = {
        Status.OFF_TRACK: (before.off_track, after.off_track),
        Status.INSUFFICIENT_DATA: (before.insufficient_data, after.insufficient_data),
        Status.ON_TRACK: (before.on_track, after.on_track),
    }
    return Table(
        f"Number of {council.targets}{of} by status",
        (
            replace(STATUS, of=lambda row: StatusWord(row[0]), names_row=True),
            replace(NOW, of=lambda row: f"{row[1]:,}", kind=Kind.NUMBER),
            replace(THEN, of=lambda row: f"{row[2]:,}", kind=Kind.NUMBER),
            Column("Change", lambda row: _signed(row[2] - row[1]), Kind.NUMBER),
        ),
        of=[(status, *named[status]) for status in wording.ORDER],
        narrow=True,
    )


def title(register: Register) -> str:
    """``How this will look to the Board``"""
    return f"How this will look to {register.the_board}"


def changed(rows: pd.DataFrame, whom: str) -> Table:
    """Every target whose status changes, with the sentence ``whom`` will read: target, title, was, now, sentence."""
    return Table(
        "From what is shown now to what this return makes of it",
        (
            NAMED,
            replace(NOW, of=lambda row: StatusWord(row.was)),
            replace(THEN, of=lambda row: StatusWord(row.now)),
            replace(SENTENCE, heading=f"What {whom} will read", fits="wide"),
        ),
        none="None: every target keeps the status it has now.",
        of=rows,
    )


def to_look_at(caption: str, rows: pd.DataFrame) -> Table:
    """Target and what there is to say of it: target, title, sentence."""
    said = replace(SENTENCE, heading="What to look at", fits="wide")
    return Table(caption, (NAMED, said), none="None.", of=rows, captioned=True)


def _signed(change: int) -> str:
    return "no change" if change == 0 else f"{change:+,}".replace("-", "\N{MINUS SIGN}")
