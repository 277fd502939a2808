"""Every board, partnership and group: who reports to whom as a picture and a table, whose term ends, who sits where."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from oxdash.documents import cells, diary, frame
from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table, Tree
from oxdash.documents.columns import BODY, of_register, one
from oxdash.documents.inline import Link, Listed, Words
from oxdash.documents.page_blocks import Facts, PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import bodies
from oxdash.findings.bodies import NOBODY
from oxdash.register import sources
from oxdash.register.columns import MEMBERS
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.council_tables import BODIES
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.web_addresses import can_be_led_to

NOBODY_ABOVE = "reports to nobody"
STANDS_ABOVE = "see above"  # of a body that reports to two, where it stands again
TOLD = ("chair", "chair_holder", "chair_since", "chair_until", "vice_chair", "accountable_body", "legal_status")


def chain(at: Standing) -> list[Block]:
    """Who reports to whom: the picture, and the same as a table."""
    every, reported_to = at.register.every_body, at.council.reported_to
    rows = bodies.chain(every, reported_to)
    if rows.empty:
        return []
    return [
        Heading(bodies.CHAIN_TABLE),
        Tree("Each body stands under the one that it reports to.", tuple(_lines(at, rows))),
        _reporting(at),
        *frame.unsourced((every, sources.BODY_NAMES)),
    ]


def every_one(at: Standing) -> list[Block]:
    """Chairs and their terms, what bodies are in law, who answers for their money; then who sits on several."""
    every = at.register.every_body
    told = every[every[list(TOLD)].notna().any(axis=1)]
    none = len(every) - len(told)
    said = f"Of {wording.counted(none, 'other body', 'other bodies')} nothing of this is on record."
    return [
        Heading("Chairs, terms and status"),
        *_terms_in_words(at),
        of_bodies(told, at.position.as_at, named(every)),
        *frame.unsourced((told, sources.BODIES)),
        *([Paragraph(said, "note")] if none else []),
        *on_several(at),
    ]


def named(every: pd.DataFrame) -> dict[str, str]:
    """What every body is called, by code, marked where no source gives that and others' are given."""
    return dict(zip(every["code"], cells.of_register(every, "name", "Name"), strict=True))


def _lines(at: Standing, rows: pd.DataFrame) -> Iterable[tuple[int, Any]]:
    every = at.register.every_body
    names = named(every)
    about = {row.code: row for row in each_row(every)}
    for row in each_row(rows):
        row_of = about[row.code]
        chaired = f"chair: {row_of.chair}" if pd.notna(row_of.chair) else None
        term = bodies.term_told(row_of, at.position.as_at)[-1:] if bodies.term(row_of, at.position.as_at) else ()
        alone = NOBODY_ABOVE if row.depth == 0 and row.code != rows["code"].iloc[0] else None
        beneath = [str(row.kind), *([STANDS_ABOVE] if row.again else [chaired, *term, alone])]
        link = Link(names[row.code], "accountability", body=row.code)
        yield row.depth, (link, "; ".join(filter(None, beneath)))


def _reporting(at: Standing) -> Table:
    every = at.register.every_body
    over, names = bodies.above(every, at.council.reported_to), named(every)
    reporting = bodies.beneath(over)
    return Table(
        bodies.CHAIN_TABLE,
        (
            replace(BODY, of=lambda row: to_body(row.code, names), share=3, fits="wide"),
            one(BODIES, "kind", kind=Kind.CASED, heading="What it is", share=1.5, fits="middle"),
            one(BODIES, "reports_to", of=lambda row: _listed(over[row.code], names) or NOBODY, share=2.4, fits="wide"),
            Column("Bodies that report to it", lambda row: f"{len(reporting[row.code])}", Kind.NUMBER, share=1.2),
        ),
        small=True,
        of=every,
    )


def to_body(code: str, names: dict[str, str]) -> Link:
    return Link(names.get(code, code), "accountability", body=code)


def _listed(codes: Iterable[str], names: dict[str, str]) -> Listed | None:
    links = tuple(to_body(code, names) for code in codes)
    return Listed(links) if links else None


def _terms_in_words(at: Standing) -> list[Block]:
    """Whose chair's term is over, ends soon or has not begun."""
    every, day = at.register.every_body, at.position.as_at
    names = dict(zip(every["code"], every["name"], strict=True))
    said = (bodies.term_in_words(row, names[row.code], day) for row in each_row(every))
    return [Paragraph(one) for one in said if one]


def of_bodies(rows: pd.DataFrame, as_at: date, names: dict[str, str]) -> Table:
    """Chair with holder and term, vice chair, who answers for its money, what it is in law, who leads it.

    ``rows`` are `tables.BODIES`; ``names`` are by code.
    """

    def chair(row) -> tuple[str, ...]:
        holder = (str(row.chair_holder),) if pd.notna(row.chair_holder) else ()
        return (row.chair, *holder, *bodies.term_told(row, as_at))

    return Table(
        bodies.BODIES_TABLE,
        (
            replace(BODY, of=lambda row: to_body(row.code, names), share=2.4, fits="wide"),
            Column("Chair, holder and term", chair, share=2.4, fits="wide"),
            of_register(BODIES, "vice_chair", rows, share=1.5, fits="middle"),
            of_register(BODIES, "accountable_body", rows, share=1.5, fits="middle"),
            of_register(BODIES, "legal_status", rows, share=1.8, fits="middle"),
            of_register(BODIES, "lead_officer", rows, share=1.8, fits="middle"),
        ),
        small=True,
        none="No chair, term or status of any body is on record.",
        of=rows.assign(chair=cells.of_register(rows, "chair", BODIES.heading("chair"))),
    )


def on_several(at: Standing) -> list[Block]:
    """The posts that are on more than one body, those on most first."""
    seats = bodies.seats(at.register.members, at.register.every_body)
    many = seats[seats.bodies > 1]
    if seats.empty:
        return []
    said = Paragraph(bodies.seats_in_words(seats))
    held: list[Block] = []
    if len(many):
        held = [replace(seats_of(many, bodies.SEATS_TABLE), captioned=True), Paragraph(bodies.SAME_WORDS, "note")]
    return [Heading(bodies.SEATS_TABLE), said, *held]


def seats_of(rows: pd.DataFrame, caption: str) -> Table:
    """On how many bodies each post is, on which, and as what. ``rows`` is findings.bodies.seats."""

    def which(row) -> Listed:
        ways = (Words((Link(name, "accountability", body=code), f" ({roles})")) for code, name, roles in row.seats)
        return Listed(tuple(ways))

    return Table(
        caption,
        (
            one(MEMBERS, "post", names_row=True, share=3, fits="wide"),
            Column("Bodies", "bodies", Kind.NUMBER, share=1),
            Column("Which, and as what", which, share=5, fits="wide"),
        ),
        small=True,
        of=rows,
    )


def facts(at: Standing, code: str) -> Facts:
    """One body: what it is, whom it reports to and who to it, its chair and term, its status and officers."""
    every, day = at.register.every_body, at.position.as_at
    row = next(each_row(every[every.code == code]))
    names = named(every)
    over = bodies.above(every, at.council.reported_to)
    own = every[every.code == code]
    return Facts(
        (
            ("What it is", wording.sentence_case(str(row.kind))),
            ("Also known as", _several(row.also_known_as)),
            ("Reports to", _listed(over[code], names) or NOBODY),
            ("Bodies that report to it", _listed(bodies.beneath(over)[code], names)),
            ("Chair", row.chair),
            ("Chair's holder", row.chair_holder),
            ("Chair's term", wording.sentence_case(", ".join(bodies.term_told(row, day))) or None),
            ("Vice chair", row.vice_chair),
            ("Accountable body", row.accountable_body),
            ("Legal status", row.legal_status),
            ("Required by law", "Yes" if row.statutory else None),
            ("Lead officer", row.lead_officer),
            ("Agendas and minutes", published(row.agendas_and_minutes)),
            *cells.where_it_comes_from(own.iloc[0]),
        )
    )


def _several(cell: object) -> str | None:
    return wording.listed(several(cell)) or None


def published(said: object) -> Link | str | None:
    """Where something is published: the way there where that is an address, else the words."""
    if wording.missing(said):
        return None
    return Link(str(said), address=str(said)) if can_be_led_to(said) else str(said)


def of_one(at: Standing, code: str) -> list[PageBlock]:
    """All that is on record of one body that is no partnership: facts, what is due, its meetings and who sits on it."""
    register, day = at.register, at.position.as_at
    reviews = diary.reviews(register.every_body, day, code)
    return [
        facts(at, code),
        *((Heading("What is due"), reviews) if reviews.rows else ()),
        *(_meetings(at, code) if (register.meetings.body == code).any() else []),
    ]


def _meetings(at: Standing, code: str) -> list[Block]:
    register, day = at.register, at.position.as_at
    return [Heading("Meetings"), *diary.meetings(register, day, code), *diary.past(register, day, code)]


def seats_on(at: Standing, code: str) -> list[Block]:
    """The posts of one body that are on others as well."""
    seats = bodies.seats(at.register.members, at.register.every_body)
    many = seats[seats.bodies > 1]
    own = many[[any(held == code for held, *_ in ones) for ones in many.seats]]
    return [seats_of(own, "Its posts that are on other bodies as well")] if len(own) else []
