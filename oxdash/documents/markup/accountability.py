"""Who answers for what: priorities by partnership, bodies and members, reviews, meetings, and the gaps."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.cells import NONE_ON_RECORD, days_of_register, groups_named, of_register, said
from oxdash.documents.markup.element import (
    Column,
    bullets,
    element,
    facts,
    heading,
    joined,
    link,
    paragraph,
    stacked,
    table,
)
from oxdash.documents.markup.notice import unsourced
from oxdash.documents.markup.standing import Address
from oxdash.findings import accountability, diary
from oxdash.findings.accountability import places_in_words, supported_in_words
from oxdash.register import sources
from oxdash.register.sources import GROUPS, MEMBERS, PARTNERSHIPS
from oxdash.vocabulary import wording
from oxdash.vocabulary.wording import day

LOOKED_AT = "Returns are looked at up to"  # a quarter


def matrix(pairs: pd.DataFrame, titles: Mapping[str, str], to: Address) -> Markup:
    """Partnerships down, priorities across, the targets each leads as links; findings.accountability.matrix.

    A target that a partnership only contributes to stands below, in words. ``titles`` of targets are by code: a link
    carries its title for whoever cannot see the rest of the table.
    """
    priorities = pairs.drop_duplicates("priority").set_index("priority")["priority_name"]
    partnerships = pairs.drop_duplicates("partnership").set_index("partnership")["partnership_name"]
    cells = {(row.partnership, row.priority): _cell(row, titles, to) for row in pairs.itertuples()}
    columns = [
        Column(
            "Partnership",
            [link(name, to("partnership", partnership=code)) for code, name in partnerships.items()],
            names_row=True,
            class_="ox-middle",
        )
    ]
    columns += [
        Column(name, [cells[code, priority] for code in partnerships.index], class_="ox-middle")
        for priority, name in priorities.items()
    ]
    return table(accountability.MATRIX_TABLE, columns)


def _cell(row, titles: Mapping[str, str], to: Address) -> Markup:
    helped = None
    if pd.notna(row.contributes):
        helped = element("span", "contributes to ", _links(row.contributes, titles, to), class_="ox-sub")
    return joined([_links(row.leads, titles, to) if pd.notna(row.leads) else "none", helped])


def _links(codes: str, titles: Mapping[str, str], to: Address) -> Markup:
    said = [
        link(code.replace(" ", "\N{NO-BREAK SPACE}"), to("target", target=code), title=titles.get(code))
        for code in codes.split("; ")
    ]
    return joined(said, ", ")


def answering(
    partnership: pd.Series, support: Sequence[str], sectors: str, groups: pd.DataFrame, titles: Mapping, to: Address
) -> Markup:
    """Chair, officers, members by sector and delivery groups of one partnership, as the register has them (seed 004).

    ``sectors`` is of findings.accountability.sectors_in_words; ``groups`` are rows of findings.accountability.groups.
    """
    lines = [
        joined(
            [
                name,
                led or None,
                ": ",
                _links(group.targets, titles, to) if pd.notna(group.targets) else "no target now",
            ]
        )
        for group, name, led in groups_named(groups)
    ]
    return facts(
        [
            ("Chair", partnership.chair),
            ("Lead officer", partnership.lead_officer),
            ("Support officers", bullets(support) or NONE_ON_RECORD),
            (accountability.SECTORS_HEADING, sectors),
            ("Delivery groups", bullets(lines) or NONE_ON_RECORD),
            ("Agendas and minutes", partnership.agendas_and_minutes),
            ("Of these", sources.note((partnership.to_frame().T, PARTNERSHIPS), (groups, GROUPS))),
        ]
    )


def gaps(found: pd.DataFrame, titles: Mapping[str, str], names: Mapping[str, str], to: Address) -> Markup:
    """Every gap under its kind, with a link to the target or the partnership that it is about.

    ``found`` is findings.accountability.gaps; ``titles`` of targets and ``names`` of partnerships are by code.
    """
    if found.empty:
        return paragraph(
            "No gap: every target has one lead, an owner and a delivery group, and every review is in date."
        )
    parts = []
    for kind, rows in found.groupby("kind", sort=False):
        lines = []
        for row in rows.itertuples():
            see = None
            if row.about in titles:
                see = link(f"See {row.about}", to("target", target=row.about))
            elif row.about in names:
                see = link(f"See {names[row.about]}", to("partnership", partnership=row.about))
            lines.append(joined([row.sentence, see], " "))
        parts += [heading(f"{wording.sentence_case(kind)} ({len(rows)})", 3), bullets(lines)]
    return joined(parts)


def reviews(rows: pd.DataFrame) -> Markup:
    """The yearly reviews: last, due, and the state in words; findings.diary.reviews."""
    shown = list(rows.itertuples())
    return table(
        diary.REVIEWS_TABLE,
        [
            Column("Partnership", [row.name for row in shown], names_row=True, class_="ox-middle"),
            Column("Review", [wording.sentence_case(row.review) for row in shown]),
            Column("Last", [day(row.last) or NONE_ON_RECORD for row in shown], class_="ox-tight"),
            Column("Due again", [day(row.due) or "not known" for row in shown], class_="ox-tight"),
            Column("State", [diary.state_told(row) for row in shown]),
        ],
    )


def meetings(rows: pd.DataFrame) -> Markup:
    """The meetings to come, each with the days its papers and returns are due; findings.diary.meetings."""
    if rows.empty:
        return paragraph(diary.NO_MEETING)
    shown = list(rows.itertuples())
    return joined(
        [
            table(
                "Meetings to come",
                [
                    Column("Meeting", [row.body for row in shown], names_row=True, class_="ox-middle"),
                    Column("Date", _days(rows, "Date", "date", "days"), class_="ox-tight"),
                    Column("About", [wording.quarter(row.quarter) for row in shown], class_="ox-tight"),
                    Column("Returns due", _days(rows, "Returns due", "returns_due", "returns_in"), class_="ox-tight"),
                    Column("Papers due", _days(rows, "Papers due", "papers_due", "papers_in"), class_="ox-tight"),
                ],
            ),
            unsourced((rows, diary.MEETING_DAYS)),
        ]
    )


def _days(rows: pd.DataFrame, *column: str) -> list[Markup]:
    return [stacked(lines) for lines in days_of_register(rows, *column)]


def due(rows: pd.DataFrame, within: int) -> Markup:
    """What falls due in the next days; findings.diary.due."""
    if rows.empty:
        return paragraph(diary.nothing_due(within))
    return bullets(rows["sentence"])


def members(rows: pd.DataFrame) -> Markup:
    """Who sits on one body, by role and sector, chairs first; rows of findings.accountability.bodies for it."""
    rows = rows[rows["post"].notna()]
    if rows.empty:
        return paragraph(accountability.NO_MEMBER)
    marked = rows.assign(post=of_register(rows, "post", "Post"))
    seats = [own for _, own in marked.groupby(["role", "sector"], sort=False, dropna=False)]
    shown = table(
        accountability.seats_of(rows["body_name"].iloc[0]),
        [
            Column(
                "Sector",
                [said(own["sector"].iloc[0], NONE_ON_RECORD) for own in seats],
                names_row=True,
                class_="ox-middle",
            ),
            Column("Role", [wording.sentence_case(own["role"].iloc[0]) for own in seats], class_="ox-tight"),
            Column("Posts", [_posts(own["post"]) for own in seats], class_="ox-wide"),
            Column("Places", [places_in_words(own["places"]) for own in seats], numeric=True),
        ],
    )
    return joined([shown, unsourced((rows, MEMBERS))])


def _posts(posts: pd.Series) -> Markup:
    return bullets(posts) if len(posts) > 1 else joined(posts)


def partnerships(
    register: pd.DataFrame,
    sectors: Mapping[str, str],
    groups: pd.DataFrame,
    support: Mapping[str, int] | pd.Series,
    to: Address,
) -> Markup:
    """A row a partnership: chair, lead officer, members by sector; how many support officers and delivery groups.

    ``sectors`` of findings.accountability.sectors_in_words, ``support`` posts by code; ``groups`` as in `groups`. The
    name leads to the page of that partnership alone.
    """
    shown = list(register.rename(columns={"name": "called"}).itertuples())
    working = groups.groupby("partnership")["code"].size()
    return table(
        "Chair, officers, members and delivery groups of each partnership",
        [
            Column(
                "Partnership",
                [link(row.called, to("accountability", partnership=row.code)) for row in shown],
                names_row=True,
                class_="ox-wide",
            ),
            Column("Chair", of_register(register, "chair", "Chair"), class_="ox-wide"),
            Column("Lead officer", of_register(register, "lead_officer", "Lead officer"), class_="ox-middle"),
            Column(accountability.SECTORS_HEADING, [sectors[row.code] for row in shown], class_="ox-wide"),
            Column(
                "Supported by",
                [supported_in_words(support.get(row.code, 0), working.get(row.code, 0)) for row in shown],
                class_="ox-middle",
            ),
        ],
    )


def groups(rows: pd.DataFrame, names: Mapping[str, str], titles: Mapping[str, str], to: Address) -> Markup:
    """Delivery groups with the targets they work on; findings.accountability.groups. ``names`` of partnerships."""
    if rows.empty:
        return paragraph("No delivery group is on record.")
    shown = list(rows.rename(columns={"name": "called"}).itertuples())
    return table(
        accountability.GROUPS_TABLE,
        [
            Column("Delivery group", of_register(rows, "name", "Name"), names_row=True, class_="ox-wide"),
            Column("Partnership", [names.get(row.partnership, row.partnership) for row in shown], class_="ox-middle"),
            Column("Lead officer", of_register(rows, "lead_officer", "Lead officer"), class_="ox-middle"),
            Column(
                "Targets",
                [_links(row.targets, titles, to) if pd.notna(row.targets) else "none now" for row in shown],
                class_="ox-middle",
            ),
        ],
    )
