"""What is due: meetings to come with the days of their papers and returns, and the yearly reviews."""

from dataclasses import replace
from datetime import date

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Paragraph, Table
from oxdash.documents.columns import PARTNERSHIP
from oxdash.findings import diary
from oxdash.register import Register
from oxdash.vocabulary import wording
from oxdash.vocabulary.schemas import Kind


def due(register: Register, as_at: date) -> list[Block]:
    """What falls due in the next days."""
    soon = diary.due(register.meetings, as_at, register.reported_to, register.body_names)
    if soon.empty:
        return [Paragraph(diary.nothing_due())]
    return [Paragraph(f"In the next {diary.WITHIN} days:"), Bullets(tuple(soon.sentence))]


def meetings(register: Register, as_at: date) -> list[Block]:
    """The meetings to come, each with the days its papers and returns are due."""
    rows = diary.meetings(register.meetings, as_at, register.body_names)
    if rows.empty:
        return [Paragraph(diary.NO_MEETING)]

    def days(heading: str, name: str, counted: str) -> Column:
        said = cells.days_of_register(rows, heading, name, counted)
        return Column(heading, said, share=1.6, fits="tight")

    table = Table(
        "Meetings to come",
        (
            Column("Meeting", "body_name", names_row=True, share=2.4, fits="middle"),
            days("Date", "date", "days"),
            Column("About", "quarter", Kind.QUARTER, share=1.2, fits="tight"),
            days("Returns due", "returns_due", "returns_in"),
            days("Papers due", "papers_due", "papers_in"),
        ),
        small=True,
        of=rows,
    )
    return [table, *frame.unsourced((rows, diary.MEETING_DAYS))]


def reviews(partnerships: pd.DataFrame, as_at: date, only: str | None = None) -> Table:
    """The yearly reviews of each partnership, or of one: last, due, and the state in words."""
    rows = diary.reviews(partnerships, as_at)
    return Table(
        diary.REVIEWS_TABLE,
        (
            replace(PARTNERSHIP, of="name", share=2.6, fits="middle"),
            Column("Review", "review", Kind.CASED, share=1.3),
            Column("Last", lambda row: wording.day(row.last) or cells.NONE_ON_RECORD, share=1.5, fits="tight"),
            Column("Due again", lambda row: wording.day(row.due) or "not known", share=1.5, fits="tight"),
            Column("State", diary.state_told, share=1.7),
        ),
        small=True,
        of=rows[rows.partnership == only] if only else rows,
    )
