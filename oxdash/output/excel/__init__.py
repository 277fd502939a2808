"""The accessible workbook of a position: everything in it, a tidy table a sheet."""

from dataclasses import replace

from oxdash.documents.blocks import Column
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import Position
from oxdash.output.excel import tables as spreadsheet_tables
from oxdash.output.excel import words as spreadsheet_words
from oxdash.output.excel.book import Book, contents
from oxdash.output.excel.tidy import Sheet
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council


def write(position: Position, edition: Edition, *, reward: bool = True) -> bytes:
    """The workbook's bytes: the same for the same position and edition, whatever the clock says.

    Sheets: Cover, Contents, Notes, Positions, Targets, Figures, Values agreed, Actions, Narrative, Bodies, Members,
    Meetings, Reasons, Rule, Tolerance; Grants, Allocations and Reward where the register has some, the last not without
    ``reward``. What officers typed is written as text, never as a formula, a number or a link.
    """
    at = Standing(position, edition, reward=reward)
    above = spreadsheet_words.above(at)
    cover = Sheet("Cover", edition.title(at.register), lines=spreadsheet_words.cover(at), holds="What this is")
    tables = [
        replace(sheet, lines=[*above, *sheet.lines]) for sheet in [notes(at.council), *spreadsheet_tables.all_of(at)]
    ]
    book = Book(
        cover.title,
        f"Position at {at.when}, as at {wording.day(position.as_at)}",
        position.said_illustrative or "",
        position.as_at,
        at.council,
        f"{edition.cited}. {'Illustrative figures.' if position.illustrative else ''}".strip(),
    )
    book.text_sheet(cover)
    book.table_sheet(contents(tables, above))
    for sheet in tables:
        book.table_sheet(sheet)
    return book.close()


def notes(council: Council) -> Sheet:
    """What the markers and words of the workbook mean."""
    return Sheet(
        "Notes",
        "Notes",
        "What the markers and words in this workbook mean, and where the data come from",
        ("Markers stand in a column of their own, so that a column of numbers holds nothing else.",),
        (
            Column("Marker or word", lambda note: note[0]),
            Column("Meaning", lambda note: note[1], widest=100),
        ),
        of=spreadsheet_words.notes(council),
    )
