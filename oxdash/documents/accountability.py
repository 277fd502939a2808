"""Who answers for what, on paper: the gaps first, then who has what, what is due, and who sits where."""

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.markup.accountability import LOOKED_AT
from oxdash.documents.quarter_view import Standing
from oxdash.findings import accountability, diary
from oxdash.findings.accountability import BOARDS, Gap, places_in_words, supported_in_words
from oxdash.register import sources
from oxdash.vocabulary import wording


def who_answers(at: Standing) -> Outline:
    """The agreement's people as at the position's day."""
    register, day = at.register, at.position.as_at
    reported = accountability.reported(register.targets, day)
    # what is put on record is made from copies of the returns up to its quarter, and knows of no later one
    gaps = accountability.gaps(register, at.position.returns, day, up_to=at.edition.quarter)
    shared = gaps.kind == Gap.TWO_PARTNERSHIPS
    pairs = accountability.matrix(register.targets, register.priorities, register.partnerships, reported)
    return frame.paper(
        at,
        f"Who answers for what, {wording.day(day)}",
        f"Partnerships, priorities, members, meetings and gaps as at {wording.day(day)}",
        Paragraph(accountability.in_words(gaps, day), "lead"),
        Paragraph(f"{LOOKED_AT} {at.when}.", "note"),
        *([Heading("Gaps"), *_gaps(gaps[~shared])] if (~shared).any() else []),
        Heading("Priorities and targets"),
        Paragraph(accountability.alive_in_words(reported), "note"),
        priorities(pairs),
        *frame.unsourced((register.priorities, sources.PRIORITIES), (register.targets, sources.SERVES)),
        *_gaps(gaps[shared]),
        Heading("What is due"),
        *_due(at),
        *meetings(at),
        reviews(at),
        *frame.unsourced((register.partnerships, diary.REVIEW_DAYS)),
        Heading("Partnership by partnership"),
        *partnerships(at, reported),
        Heading("The boards"),
        *boards(at),
    )


def _gaps(found: pd.DataFrame) -> list[Block]:
    """Every gap under its kind, a sentence each."""
    parts: list[Block] = []
    for kind, rows in found.groupby("kind", sort=False):
        parts += [Heading(f"{wording.sentence_case(kind)} ({len(rows)})", 2), Bullets(tuple(rows.sentence))]
    return parts


def priorities(pairs: pd.DataFrame) -> Table:
    """Partnerships down, priorities across, the codes of the targets each leads. findings.accountability.matrix."""
    names = pairs.drop_duplicates("priority").set_index("priority").priority_name
    whose = pairs.drop_duplicates("partnership").set_index("partnership").partnership_name
    led = {(row.partnership, row.priority): _leads(row) for row in pairs.itertuples()}
    return Table(
        accountability.MATRIX_TABLE,
        (
            Column("Partnership", list(whose), names_row=True, share=1.4),
            *(Column(name, [led[code, priority] for code in whose.index]) for priority, name in names.items()),
        ),
        small=True,
    )


def _leads(row) -> tuple[str, ...]:
    leads = "none" if pd.isna(row.leads) else _listed(row.leads)
    return (leads,) if pd.isna(row.contributes) else (leads, f"contributes to {_listed(row.contributes)}")


def _listed(codes: str) -> str:
    """Codes of targets, none of them broken at the end of a line."""
    return ", ".join(code.replace(" ", "\N{NO-BREAK SPACE}") for code in codes.split("; "))


def _due(at: Standing) -> list[Block]:
    soon = diary.due(at.register.meetings, at.position.as_at, partnerships=at.register.partnerships)
    if soon.empty:
        return [Paragraph(diary.nothing_due())]
    return [Paragraph(f"In the next {diary.WITHIN} days:"), Bullets(tuple(soon.sentence))]


def meetings(at: Standing) -> list[Block]:
    """The meetings to come, each with the days its papers and returns are due."""
    rows = diary.meetings(at.register.meetings, at.position.as_at)
    if rows.empty:
        return [Paragraph(diary.NO_MEETING)]
    return [
        Table(
            "Meetings to come",
            (
                Column("Meeting", list(rows.body), names_row=True, share=2.4),
                Column("Date", cells.days_of_register(rows, "Date", "date", "days"), share=1.6),
                Column("About", [wording.quarter(quarter) for quarter in rows.quarter], share=1.2),
                Column(
                    "Returns due", cells.days_of_register(rows, "Returns due", "returns_due", "returns_in"), share=1.6
                ),
                Column("Papers due", cells.days_of_register(rows, "Papers due", "papers_due", "papers_in"), share=1.6),
            ),
            small=True,
        ),
        *frame.unsourced((rows, diary.MEETING_DAYS)),
    ]


def reviews(at: Standing) -> Table:
    """The yearly reviews of each partnership: last, due, and the state in words."""
    rows = list(diary.reviews(at.register.partnerships, at.position.as_at).itertuples())
    return Table(
        diary.REVIEWS_TABLE,
        (
            Column("Partnership", [row.name for row in rows], names_row=True, share=2.6),
            Column("Review", [wording.sentence_case(row.review) for row in rows], share=1.3),
            Column("Last", [wording.day(row.last) or cells.NONE_ON_RECORD for row in rows], share=1.5),
            Column("Due again", [wording.day(row.due) or "not known" for row in rows], share=1.5),
            Column("State", [diary.state_told(row) for row in rows], share=1.7),
        ),
        small=True,
    )


def partnerships(at: Standing, reported: str) -> list[Block]:
    """A row for every partnership, and for every delivery group that works on a target."""
    register = at.register
    membership = accountability.bodies(register.members, register.partnerships)
    groups = accountability.groups(register.delivery_groups, register.targets, reported)
    sectors, working = accountability.sectors_in_words(membership), groups[groups.targets.notna()]
    posts = membership[membership.role == "support officer"].groupby("body").post.size()
    held = groups.groupby("partnership").code.size()
    rows = list(register.partnerships.rename(columns={"name": "called"}).itertuples())
    support = [supported_in_words(posts.get(row.code, 0), held.get(row.code, 0)) for row in rows]
    made: list[Block] = [
        Table(
            "Chair, officers and members of each partnership",
            (
                Column("Partnership", [row.called for row in rows], names_row=True, share=2.2),
                Column("Chair", cells.of_register(register.partnerships, "chair", "Chair"), share=2),
                Column(
                    "Lead officer", cells.of_register(register.partnerships, "lead_officer", "Lead officer"), share=2
                ),
                Column(accountability.SECTORS_HEADING, [sectors[row.code] for row in rows], share=2.6),
                Column("Supported by", support, share=1.6),
            ),
            small=True,
        ),
        *frame.unsourced((register.partnerships, sources.PARTNERSHIPS)),
    ]
    if len(working):
        shown = list(working.rename(columns={"name": "called"}).itertuples())
        made += [
            Table(
                accountability.GROUPS_TABLE,
                (
                    Column("Delivery group", cells.of_register(working, "name", "Name"), names_row=True, share=2.4),
                    Column("Partnership", [at.names.get(row.partnership, row.partnership) for row in shown], share=2),
                    Column("Lead officer", cells.of_register(working, "lead_officer", "Lead officer"), share=2),
                    Column("Targets", [_listed(row.targets) for row in shown], share=1.6),
                ),
                small=True,
            ),
            *frame.unsourced((working, sources.GROUPS)),
        ]
    if idle := accountability.idle_in_words(groups):
        made.append(Paragraph(idle, "note"))
    return made


def boards(at: Standing) -> list[Block]:
    """Who sits on the two boards, by role and sector, chairs first."""
    membership = accountability.bodies(at.register.members, at.register.partnerships)
    said = accountability.members_in_words(membership)
    parts: list[Block] = []
    for board in BOARDS:
        own = membership[(membership.body == board) & membership.post.notna()]
        parts += [Heading(board, 2), Paragraph(said[board])]
        marked = own.assign(post=cells.of_register(own, "post", "Post"))
        seats = [rows for _, rows in marked.groupby(["role", "sector"], sort=False, dropna=False)]
        if seats:
            parts += [
                Table(
                    accountability.seats_of(f"the {board}"),
                    (
                        Column(
                            "Sector",
                            [cells.said(rows.sector.iloc[0], cells.NONE_ON_RECORD) for rows in seats],
                            names_row=True,
                            share=1.6,
                        ),
                        Column("Role", [wording.sentence_case(rows.role.iloc[0]) for rows in seats], share=1.4),
                        Column("Posts", [tuple(rows.post) for rows in seats], share=4),
                        Column("Places", [places_in_words(rows.places) for rows in seats], share=1.2),
                    ),
                    small=True,
                ),
                *frame.unsourced((own, sources.MEMBERS)),
            ]
    return parts
