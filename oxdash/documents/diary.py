"""What is due: meetings to come with the days of their papers and returns, the latest ones, and the yearly reviews."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Paragraph, Table
from oxdash.documents.columns import BODY, one
from oxdash.documents.inline import Link, Listed
from oxdash.findings import diary
from oxdash.register import Register, sources
from oxdash.register.columns import MEETINGS
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import each_named
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.web_addresses import can_be_led_to

PAST_FACTS = ("Date", "Quarter", "Who reports")  # of the register's, those that a list of what is past shows

# of a meeting
MEETING = Column("Meeting", "body_name", names_row=True, share=2.4, fits="middle")
ABOUT = one(MEETINGS, "quarter", heading="About", kind=Kind.QUARTER, share=1.2, fits="tight")


def due(register: Register, as_at: date) -> list[Block]:
    """What falls due in the next days."""
    soon = diary.due(register.meetings, as_at, register.reported_to, register.body_names)
    if soon.empty:
        return [Paragraph(diary.NOTHING_DUE)]
    return [Paragraph(f"In the next {diary.WITHIN} days:"), Bullets(tuple(soon.sentence))]


def meetings(register: Register, as_at: date, only: str | None = None) -> list[Block]:
    """The meetings to come, each with the days its papers and returns are due; of one body where ``only`` it is asked.

    Who reports, and the way to what is published of it, where any of them says so.
    """
    rows = diary.meetings(_of(register, only), as_at, register.body_names)
    if rows.empty:
        return [Paragraph(diary.NO_MEETING)]

    table = Table(
        diary.MEETINGS_TABLE,
        (
            MEETING,
            _days(rows, "date", "days"),
            ABOUT,
            _days(rows, "returns_due", "returns_in"),
            _days(rows, "papers_due", "papers_in"),
            *_reporting(rows, register.body_names),
            *_published(rows),
        ),
        small=True,
        of=rows,
    )
    return [table, *frame.unsourced((rows, diary.MEETING_DAYS))]


def past(register: Register, as_at: date, only: str | None = None) -> list[Block]:
    """The latest meetings gone by, newest first, with the way to what is published of each."""
    rows = diary.past(_of(register, only), as_at, register.body_names)
    if rows.empty:
        return [Paragraph(diary.NO_MEETING_BEFORE)]
    table = Table(
        diary.PAST_TABLE,
        (
            MEETING,
            _days(rows, "date", "days"),
            ABOUT,
            *_reporting(rows, register.body_names),
            *_published(rows),
        ),
        small=True,
        of=rows,
    )
    return [table, *frame.unsourced((rows, {name: diary.MEETING_DAYS[name] for name in PAST_FACTS}))]


def _of(register: Register, only: str | None) -> pd.DataFrame:
    held = register.meetings
    return held[held.body == only] if only else held


def _days(rows: pd.DataFrame, name: str, counted: str) -> Column:
    """The days of a column of the register, each with how far off it is, which ``counted`` has."""
    said = cells.days_of_register(rows, MEETINGS.heading(name), name, counted)
    return one(MEETINGS, name, of=said, share=1.6, fits="tight")


def _reporting(rows: pd.DataFrame, names: Mapping[str, str]) -> list[Column]:
    """Whose chairmen report; nothing where no meeting says that."""
    if rows.who_reports.isna().all():
        return []
    marks = sources.marks(rows, "Who reports")

    def who(cell: object, mark: str) -> Listed | None:
        ones = each_named(cell, names)
        return Listed(tuple(f"{one}{mark}" for one in ones)) if ones else None

    held = [who(cell, mark) for cell, mark in zip(rows.who_reports, marks, strict=True)]
    return [Column("Whose chairman reports", held, share=2.4, fits="middle")]


def _published(rows: pd.DataFrame) -> list[Column]:
    """The way to agenda, papers and minutes; nothing where no meeting has any."""
    if rows[list(diary.PAPERS)].isna().all(axis=None):
        return []

    def ways(row) -> Listed | None:
        held = [(said, getattr(row, name)) for name, said in diary.PAPERS.items() if pd.notna(getattr(row, name))]
        day = wording.day(row.date)
        found = tuple(
            Link(said, address=address, title=f"{said} of {row.body_name}, {day}")
            if can_be_led_to(address)
            else f"{said}: {address}"
            for said, address in held
        )
        return Listed(found) if found else None

    return [Column("Published", ways, share=1.4, fits="middle")]


def reviews(bodies: pd.DataFrame, as_at: date, only: str | None = None) -> Table:
    """The yearly reviews of every body that has any, or of one: last, due, and the state in words."""
    rows = diary.reviews(bodies, as_at)
    return Table(
        diary.REVIEWS_TABLE,
        (
            replace(BODY, of="name", share=2.6, fits="middle"),
            Column("Review", "review", Kind.CASED, share=1.3),
            Column("Last", lambda row: wording.day(row.last) or cells.NONE_ON_RECORD, share=1.5, fits="tight"),
            Column("Due again", lambda row: wording.day(row.due) or "not known", share=1.5, fits="tight"),
            Column("State", diary.state_told, share=1.7),
        ),
        small=True,
        none="No yearly review is due.",
        of=rows[rows.body == only] if only else rows,
    )
