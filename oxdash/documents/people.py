"""Who chairs, supports and sits on each partnership and board, and the delivery groups, as the register has it."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table
from oxdash.documents.bodies import published
from oxdash.documents.columns import PARTNERSHIP, Names, of_register, one
from oxdash.documents.inline import Link, Listed, Words, commas
from oxdash.documents.page_blocks import Facts, PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import accountability
from oxdash.findings.accountability import places_in_words, supported_in_words
from oxdash.register import sources
from oxdash.register.columns import MEMBERS
from oxdash.vocabulary import wording
from oxdash.vocabulary.council_tables import BODIES


def of_all(at: Standing) -> list[Block]:
    """A row for every partnership, and for every delivery group that works on a target; then the boards."""
    register, membership, groups = at.register, _membership(at), _groups(at)
    working, idle = groups[groups.targets.notna()], accountability.idle_in_words(groups)
    return [
        Heading("Partnership by partnership"),
        partnerships(register.partnerships, membership, groups),
        *frame.unsourced((register.partnerships, sources.PARTNERSHIPS)),
        groups_working(working, at.names, at.targets.title),
        *frame.unsourced((working, sources.GROUPS)),
        *([Paragraph(idle, "note")] if idle else []),
        Heading("The boards"),
        *boards(at, membership),
    ]


def of_one(at: Standing, partnership: str) -> list[PageBlock]:
    """Every officer, delivery group and member of one partnership."""
    membership, groups = _membership(at), _groups(at)
    support = membership[(membership.role == "support officer") & (membership.body == partnership)]
    return [
        Heading("Chair, officers and members"),
        answering(
            at.register.partnerships.set_index("code", drop=False).loc[partnership],
            list(support.post),
            accountability.sectors_in_words(membership)[partnership],
            groups[groups.partnership == partnership],
            at.targets.title,
        ),
        *members(membership[membership.body == partnership], at.names[partnership]),
    ]


def of_body(at: Standing, body: str) -> list[Block]:
    """Who sits on a body that is no partnership."""
    membership = _membership(at)
    own = membership[membership.body == body]
    return [Heading("Members"), *members(own, at.register.body_names[body])]


def answering(about: pd.Series, support: list[str], sectors: str, groups: pd.DataFrame, titles: Names) -> Facts:
    """One partnership, a row of the register: its officers, its members by sector, its groups and their targets.

    ``sectors`` is of findings.accountability.sectors_in_words; ``groups`` are rows of its groups.
    """

    def at_work(group) -> Words | str:
        return targets(group.targets, titles) if pd.notna(group.targets) else "no target now"

    lines = tuple(Words((name, led, ": ", at_work(group))) for group, name, led in cells.groups_named(groups))
    return Facts(
        (
            ("Chair", about.chair),
            ("Lead officer", about.lead_officer),
            ("Support officers", Listed(tuple(support)) if support else cells.NONE_ON_RECORD),
            (accountability.SECTORS_HEADING, sectors),
            ("Delivery groups", Listed(lines) if lines else cells.NONE_ON_RECORD),
            ("Agendas and minutes", published(about.agendas_and_minutes)),
            ("Of these", sources.note((about.to_frame().T, sources.PARTNERSHIPS), (groups, sources.GROUPS))),
        )
    )


def _membership(at: Standing) -> pd.DataFrame:
    return accountability.bodies(at.register.members, at.register.every_body, at.register.partnerships)


def _groups(at: Standing) -> pd.DataFrame:
    reported = accountability.reported(at.looked_at, at.position.as_at, at.register.calendar)
    return accountability.groups(at.register.delivery_groups, at.looked_at, reported)


def partnerships(register: pd.DataFrame, membership: pd.DataFrame, groups: pd.DataFrame) -> Table:
    """Chair, lead officer, members by sector; how many support officers and delivery groups. ``register``: its sheet.

    The others are findings.accountability.bodies and groups. The name leads to the page of that partnership alone.
    """
    sectors = accountability.sectors_in_words(membership)
    posts = membership[membership.role == "support officer"].groupby("body").post.size()
    held = groups.groupby("partnership").code.size()
    return Table(
        "Chair, officers, members and delivery groups of each partnership",
        (
            replace(
                PARTNERSHIP,
                of=lambda row: Link(row.called, "accountability", partnership=row.code),
                share=2.2,
                fits="wide",
            ),
            of_register(BODIES, "chair", register, share=2, fits="wide"),
            _lead(register),
            Column(accountability.SECTORS_HEADING, lambda row: sectors[row.code], share=2.6, fits="wide"),
            Column(
                "Supported by",
                lambda row: supported_in_words(posts.get(row.code, 0), held.get(row.code, 0)),
                share=1.6,
                fits="middle",
            ),
        ),
        small=True,
        of=register.rename(columns={"name": "called"}),
    )


def groups_working(rows: pd.DataFrame, names: Names, titles: Names) -> Table:
    """Delivery groups with the targets they work on. ``rows``: of findings.accountability.groups, those with any."""
    return Table(
        accountability.GROUPS_TABLE,
        (
            of_register(BODIES, "name", rows, heading="Delivery group", names_row=True, share=2.4, fits="wide"),
            replace(
                PARTNERSHIP,
                of=lambda row: names.get(row.partnership, row.partnership),
                names_row=False,
                share=2,
                fits="middle",
            ),
            _lead(rows),
            Column("Targets", lambda row: targets(row.targets, titles), share=1.6, fits="middle"),
        ),
        small=True,
        none="No delivery group works on a target now.",
        of=rows,
    )


def _lead(rows: pd.DataFrame) -> Column:
    return of_register(BODIES, "lead_officer", rows, share=2, fits="middle")


def boards(at: Standing, membership: pd.DataFrame) -> list[Block]:
    """Who sits on the boards, by role and sector, chairs first."""
    said = accountability.members_in_words(membership)
    parts: list[Block] = []
    for board, name in accountability.boards(at.register.every_body).items():
        own = membership[(membership.body == board) & membership.post.notna()]
        parts += [Heading(name, 2), Paragraph(said[board]), *(members(own, f"the {name}") if len(own) else [])]
    return parts


def members(rows: pd.DataFrame, body: str) -> list[Block]:
    """Who sits on one ``body``, by role and sector, chairs first; rows of findings.accountability.bodies for it."""
    rows = rows[rows.post.notna()]
    if rows.empty:
        return [Paragraph(accountability.NO_MEMBER)]
    marked = rows.assign(post=cells.of_register(rows, "post", "Post"))
    seats = [own for _, own in marked.groupby(["role", "sector"], sort=False, dropna=False)]
    table = Table(
        accountability.seats_of(body),
        (
            one(
                MEMBERS,
                "sector",
                of=lambda own: cells.said(own.sector.iloc[0], cells.NONE_ON_RECORD),
                names_row=True,
                share=1.6,
                fits="middle",
            ),
            one(MEMBERS, "role", of=lambda own: wording.sentence_case(own.role.iloc[0]), share=1.4, fits="tight"),
            Column("Posts", lambda own: Listed(tuple(own.post)), share=4, fits="wide"),
            one(MEMBERS, "places", of=lambda own: places_in_words(own.places), share=1.2),
        ),
        small=True,
        of=seats,
    )
    return [table, *frame.unsourced((rows, sources.MEMBERS))]


def targets(codes: str, titles: Names) -> Words:
    """Targets as links with their titles; none of their codes is broken at the end of a line."""
    return commas(
        Link(code.replace(" ", "\N{NO-BREAK SPACE}"), "target", target=code, title=titles.get(code))
        for code in codes.split("; ")
    )
