"""Letters by e-mail: that a return is due, and what a publication says. Blocks, drawn as text and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from oxdash.documents.blocks import Block, Bullets, Heading, Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Link, Words
from oxdash.documents.quarter_view import Standing
from oxdash.findings import asked as asks
from oxdash.findings import counts, punctuality
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.safe_text import one_line

MOST = 12  # lines of a list in a letter; the rest is where the link leads


@dataclass(frozen=True)
class Letter:
    """What it is about, on one line, and what it says."""

    subject: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", one_line(" ".join(self.subject.split())))


def reminder(row, name: str, position: Position) -> Letter:
    """That a return is due, or was. ``row`` is one of `punctuality.to_chase`, ``name`` the partnership's."""
    return Letter(
        punctuality.reminded_of(row, name),
        (
            *(Paragraph(said) for said in punctuality.reminding(row, name)),
            *_foot(position, Link("Submit a return", "submit", partnership=row.partnership)),
        ),
    )


def to_sign_off(row, position: Position) -> Letter:
    """That a return waits for a sign-off. ``row`` is one of `submissions.waiting_list.of`."""
    when, since = wording.quarter(row.quarter), wording.day(row.submitted_at.tz_convert(position.council.zone))
    waits = f"{row.waits_for} It" if row.nobody else f"It waits for {row.waits_for}, and"
    return Letter(
        f"{row.name}: return for {when} waits for a sign-off",
        (
            Paragraph(
                f"The return of {row.name} for {when} was submitted on {since} by {row.submitted_from}. {waits} counts "
                "for nothing until then."
            ),
            Paragraph("Please look at it, and sign it off or send it back with your words."),
            *_foot(position, Link("Sign off returns", "sign_off")),
        ),
    )


def digest(position: Position, edition: Edition) -> Letter:
    """What a publication says: the counts, what changed, what is asked. ``position`` is the one published."""
    at, whom = Standing(position, edition), position.register.the_board
    moved = [str(row.sentence) for row in each_row(at.moved)]
    asked = [str(row.sentence) for row in each_row(at.asked)]
    corrected = [edition.correction_in_words, *edition.differences] if edition.correction else []
    return Letter(
        f"{edition.title(position.register)}, published as {edition.reference}",
        (
            *(Paragraph(said) for said in corrected),
            Paragraph(counts.sentence(at.total), "lead"),
            *_listed("What changed", moved, at.nothing_moved(at.rows)),
            *_listed(asks.title(whom), asked, asks.nothing(whom), numbered=True),
            *_foot(position, Link("Papers", "papers", quarter=edition.quarter)),
        ),
    )


def _listed(title: str, lines: Sequence[str], none: str, *, numbered: bool = False) -> list[Block]:
    if not lines:
        return [Heading(title, 2), Paragraph(none)]
    more = len(lines) - MOST
    rest = [Paragraph(f"And {more} more, which the papers list.")] if more > 0 else []
    return [Heading(title, 2), Bullets(tuple(lines[:MOST]), numbered), *rest]


def _foot(position: Position, to: Link) -> list[Block]:
    """Where to go on, whom to ask, and what has to be known of the figures."""
    council = position.council
    said = [position.said_illustrative, f"Contact: {council.contact}" if council.contact else ""]
    return [
        Paragraph(Words(("See the page ", to, "."))),
        *(Paragraph(one, "note") for one in said if not wording.missing(one) and one),
        Paragraph("This letter was written by a program, which reads no answers.", "note"),
    ]
