"""Who answers for what: the gaps first, then who has what, what is due, and who sits where."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

import pandas as pd

from oxdash.documents import bodies, diary, frame, people
from oxdash.documents.blocks import NONE, Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import PARTNERSHIP, Names
from oxdash.documents.inline import Link, Words
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.problems import problem_table
from oxdash.documents.quarter_view import Standing
from oxdash.excel.problems import Problem
from oxdash.findings import accountability, arrivals, missing
from oxdash.findings import diary as when
from oxdash.findings.diary import REVIEW_DAYS
from oxdash.findings.missing import Gap
from oxdash.register import sources
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import WHO_ANSWERS
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.wording import without_partnership

LOOKED_AT = "Returns are looked at up to"  # a quarter


def page(at: Standing, partnership: str | None, body: str | None = None, *, calendars: bool = False) -> list[PageBlock]:
    """The page of all, of one partnership, or of any other ``body``; with the way to its calendar where there are."""
    diaries = _in_a_diary(at, body or partnership) if calendars else []
    if body and body not in at.names:
        return [*_of_body(at, body), *diaries]
    partnership = body or partnership
    register, position, names = at.register, at.position, at.names
    returned = position.newest is not None
    up_to = at.edition.quarter if returned else None  # as the paper of that quarter does
    found = missing.gaps(register, position.returns, position.as_at, up_to, at.looked_at)
    nobody = arrivals.nobody_in_words(register, position.returns, position.as_at)
    if partnership:
        found = found.assign(sentence=[without_partnership(said, names[partnership]) for said in found.sentence])
        found = found[found.partnership == partnership]
    looked_at = Words((f"{LOOKED_AT} {at.when}; what is owed since is in ", Link("Returns on file", "returns"), "."))
    return [
        *frame.titled(at, f"{WHO_ANSWERS}: {names[partnership]}" if partnership else WHO_ANSWERS),
        Paragraph(missing.in_words(found, position.as_at), "lead"),
        *([Paragraph(nobody)] if nobody and not partnership else []),
        *([Paragraph(looked_at, "note")] if returned else []),
        *_answering(at, found, partnership),
        *([Heading("The partnership as a body"), bodies.facts(at, partnership)] if partnership else bodies.chain(at)),
        *(people.of_one(at, partnership) if partnership else people.of_all(at)),
        *(bodies.seats_on(at, partnership) if partnership else bodies.every_one(at)),
        *diaries,
        *([] if partnership else _to_look_at(register.problems)),
    ]


def _in_a_diary(at: Standing, body: str | None) -> list[Block]:
    """Where a diary gets what is due of one body, or of all."""
    if at.register.meetings.empty:
        return []
    name = f"/{quote(body)}" if body else ""
    lead = Link("Add what is due to your own calendar (.ics)", address=f"/api/calendar{name}.ics")
    return [Paragraph(lead, "paper")]


def _of_body(at: Standing, body: str) -> list[PageBlock]:
    """One board or group: what is missing, and all that is on record of it."""
    register, position, name = at.register, at.position, at.register.body_names[body]
    found = missing.gaps(register, position.returns, position.as_at)
    found = found[found.about == body]
    return [
        Paragraph(Words((Link(WHO_ANSWERS, "accountability"), " / Body")), "trail"),
        Heading(name, 0),
        *([Bullets(tuple(found.sentence))] if len(found) else []),
        *bodies.of_one(at, body),
        *people.of_body(at, body),
        *bodies.seats_on(at, body),
    ]


def who_answers(at: Standing) -> Outline:
    """The agreement's people as at the position's day, on paper."""
    register, day = at.register, at.position.as_at
    # what is put on record is made from copies of the returns up to its quarter, and knows of no later one
    found = missing.gaps(register, at.position.returns, day, at.edition.quarter, at.looked_at)
    return frame.paper(
        at,
        f"{WHO_ANSWERS}, {wording.day(day)}",
        f"Partnerships, priorities, members, meetings and gaps as at {wording.day(day)}",
        Paragraph(missing.in_words(found, day), "lead"),
        Paragraph(f"{LOOKED_AT} {at.when}.", "note"),
        *_answering(at, found, None),
        *bodies.chain(at),
        *people.of_all(at),
        *bodies.every_one(at),
    )


def _answering(at: Standing, found: pd.DataFrame, partnership: str | None) -> list[Block]:
    """Gaps, who leads what, and what is due; ``found`` is findings.missing.gaps."""
    register, day = at.register, at.position.as_at
    reported = accountability.reported(at.looked_at, day, register.calendar)
    pairs = accountability.matrix(at.looked_at, register.priorities, register.partnerships, reported)
    if partnership:
        pairs = pairs[pairs.partnership == partnership]
    elsewhere = {code: name for code, name in register.body_names.items() if code != partnership}
    shared = found.kind == Gap.TWO_PARTNERSHIPS
    return [
        *([Heading("Gaps"), *gaps(found[~shared], at.targets.title, elsewhere)] if (~shared).any() else []),
        Heading("Priorities and targets"),
        Paragraph(accountability.alive_in_words(reported), "note"),
        priorities(pairs, at.targets.title, at.council),
        *frame.unsourced((register.priorities, sources.PRIORITIES), (register.targets, sources.SERVES)),
        *gaps(found[shared], at.targets.title, elsewhere),
        Heading("What is due"),
        *diary.due(register, day),
        *_reports_next(at, partnership),
        *diary.meetings(register, day),
        *diary.past(register, day),
        diary.reviews(register.every_body, day, partnership),
        *frame.unsourced((register.every_body, REVIEW_DAYS)),
    ]


def _reports_next(at: Standing, partnership: str | None) -> list[Block]:
    """When the chairman of the one looked at reports next."""
    register = at.register
    said = partnership and when.reports_next(register.meetings, partnership, at.position.as_at, register.body_names)
    return [Paragraph(said)] if said else []


def gaps(found: pd.DataFrame, titles: Names, names: Names) -> list[Block]:
    """Every gap under its kind, with the way to the target, the partnership or the body that it is about."""
    parts: list[Block] = []
    for kind, rows in found.groupby("kind", sort=False):
        lines = (Words((row.sentence, *_see(row, titles, names))) for row in each_row(rows))
        parts += [Heading(f"{wording.sentence_case(kind)} ({len(rows)})", 2), Bullets(tuple(lines))]
    return parts


def _see(row, titles: Names, names: Names) -> tuple[str | Link, ...]:
    about = row.about
    if about in titles:
        return " ", Link(f"See {about}", "target", target=about, see=True)
    if about in names:
        if about == row.partnership:
            return " ", Link(f"See {names[about]}", "partnership", partnership=about, see=True)
        return " ", Link(f"See {names[about]}", "accountability", body=about, see=True)
    return ()


def priorities(pairs: pd.DataFrame, titles: Names, council: Council) -> Table:
    """Partnerships down, priorities across, the targets each leads. ``pairs`` is findings.accountability.matrix.

    A target that a partnership only contributes to stands below, in words. ``titles`` of targets are by code: a link
    carries its title for whoever cannot see the rest of the table.
    """
    names = pairs.drop_duplicates("priority").set_index("priority").priority_name
    whose = pairs.drop_duplicates("partnership").set_index("partnership").partnership_name
    led = {(row.partnership, row.priority): _leads(row, titles) for row in each_row(pairs)}
    partnership = [Link(name, "partnership", partnership=str(code)) for code, name in whose.items()]
    return Table(
        accountability.matrix_table(council),
        (
            replace(PARTNERSHIP, of=partnership, share=1.4, fits="middle"),
            *(Column(name, [led[one, code] for one in whose.index], fits="middle") for code, name in names.items()),
        ),
        small=True,
    )


def _leads(row, titles: Names) -> tuple[Words | str, ...]:
    leads = people.targets(row.leads, titles) if pd.notna(row.leads) else NONE
    if pd.isna(row.contributes):
        return (leads,)
    return leads, Words(("contributes to ", people.targets(row.contributes, titles)))


def _to_look_at(problems: Sequence[Problem]) -> list[Block]:
    """What the register's own check asks whoever keeps it; nothing of it keeps a target from being judged."""
    if not problems:
        return []
    return [Heading("To look at in the register"), problem_table("What the register asks", problems)]
