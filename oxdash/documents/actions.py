"""Actions and risks: what lacks an action, every action and promise, and what could stop a target."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import Names, one, what_for
from oxdash.documents.inline import Listed, Sentence
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.documents.risks import at_risk, grid
from oxdash.findings import actions, asked, promises, risks
from oxdash.findings.actions import NO_OWNER, OPEN, Key
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.tables import ACTIONS

NO_ACTION = "No action is in the returns."
TALLIED = {
    "open": "Open",
    "overdue": "Overdue",
    "due_soon": "Due soon",
    "due_later": "Due later",
    "no_date": "No due date",
    "no_owner": "No owner",
    "done": "Done",
    "dropped": "Dropped",
}
NOBODY: dict[str, str] = {}


def page(at: Standing, partnership: str | None, by: str) -> list[PageBlock]:
    """The sentences first, then every action once, every promise and every risk; of one partnership or of all."""
    register, names = at.register, at.names
    counted, off, lacks, acted, promised, risky = (
        rows[rows.partnership == partnership] if partnership else rows
        for rows in (at.rows, at.off_track, at.lacks, at.acted, at.promises, at.risks)
    )
    none = at.none_counted(counted, at.when, names.get(partnership or "", ""))
    called = NOBODY if partnership else names  # where all is of one partnership, it is not named again
    groups = actions.by(acted, Key(by), register.targets, register.delivery_groups, names)
    if partnership:  # what others do with it has a place of its own below
        groups = groups[~groups.shared]
    urgent = groups.when.isin(actions.URGENT)
    others = acted[~acted.when.isin(actions.URGENT)]
    seen_from = wording.day(at.position.as_at)
    return [
        *frame.titled(at, f"Actions and risks, {at.when}"),
        Paragraph(actions.in_words(acted), "lead"),
        Paragraph(none or asked.without_action_in_words(off, lacks)),
        Paragraph(promises.in_words(promised)),
        Paragraph(f"{actions.URGENT_TITLE} as seen from {seen_from}; {actions.SOON_MEANS}.", "note"),
        *([] if none else [Heading(asked.WITHOUT_ACTION), lacks_one(lacks, at.targets.title)]),
        Heading("How the actions stand"),
        tally(actions.tally(groups), wording.sentence_case(by)),
        Heading(actions.URGENT_TITLE),
        *grouped(groups[urgent], at.targets.title, called, at.bodies, actions.NONE_URGENT),
        Heading(actions.OTHERS_TITLE),
        standing(others, at.targets.title, called, at.bodies, "All other actions", actions.NO_OTHER),
        *with_others(at, partnership),
        Heading(promises.TITLE),
        promised_before(promised, at.targets.title, called),
        Heading("Risks"),
        Paragraph(risks.in_words(risky)),
        Paragraph(risks.scale_in_words(), "note"),
        *([grid(risks.grid(risky))] if len(risks.standing(risky)) else []),
        at_risk(risky, at.targets.title, called),
    ]


def actions_and_risks(at: Standing) -> Outline:
    """The paper: who is doing what, by when, and what could go wrong; all kinds of targets."""
    urgent, titles = at.acted.when.isin(actions.URGENT), at.targets.title
    return frame.paper(
        at,
        f"Actions and risks at {at.when}",
        f"Remedial actions, promises and risks at {at.when}",
        Paragraph(actions.in_words(at.acted), "lead"),
        Paragraph(at.nothing_counted or asked.without_action_in_words(at.off_track, at.lacks)),
        Paragraph(f"Seen from {wording.day(at.position.as_at)}; {actions.SOON_MEANS}.", "note"),
        *(() if at.nothing_counted else (Heading(asked.WITHOUT_ACTION), lacks_one(at.lacks, titles))),
        Heading(actions.URGENT_TITLE),
        standing(
            at.acted[urgent], titles, at.names, at.bodies, "Actions that are overdue or due soon", actions.NONE_URGENT
        ),
        Heading(actions.OTHERS_TITLE),
        standing(at.acted[~urgent], titles, at.names, at.bodies, "All other actions", actions.NO_OTHER),
        Heading(promises.TITLE),
        Paragraph(promises.in_words(at.promises)),
        *([promised_before(at.promises, titles, at.names)] if len(at.promises) else []),
        Heading("Risks"),
        Paragraph(risks.in_words(at.risks)),
        Paragraph(risks.scale_in_words(), "note"),
        *([at_risk(at.risks, titles, at.names)] if len(at.risks) else []),
    )


def lacks_one(lacks: pd.DataFrame, titles: Names) -> Block:
    """The off-track targets without an open action that has an owner and a day: findings.asked.without_action."""
    if lacks.empty:
        return Paragraph("Every target that is off track has an action with an owner and a due date.")
    return Bullets(tuple(Sentence(row.sentence, row.target, titles[row.target]) for row in each_row(lacks)))


def standing(
    rows: pd.DataFrame,
    titles: Names,
    names: Names | None,
    bodies: Mapping[str, str],
    caption: str = "Actions",
    none: str = NO_ACTION,
) -> Table:
    """Every action with owner, day and how it stands; ``none`` without one. ``rows`` is findings.actions.standing.

    ``names`` and ``titles`` as in `what_for`; ``bodies`` are names of those an action may be done with, by code.
    """
    return Table(
        caption,
        (
            what_for(titles, names),
            action(bodies),
            OWNER,
            DUE,
            STATE,
            PROGRESS,
        ),
        small=True,
        none=none,
        of=rows,
    )


def owner(row) -> str | None:
    """The post that does it; that none is named is said of an action still to be done."""
    return row.owner if pd.notna(row.owner) else NO_OWNER if row.state == OPEN else None


ACTION = one(ACTIONS, "action", share=2.8, fits="wide")
OWNER = one(ACTIONS, "owner", of=owner, share=2, fits="middle")
DUE = one(ACTIONS, "due", of=cells.due, share=2, fits="tight")
STATE = one(ACTIONS, "state", of="when", share=1.2, fits="tight")
PROGRESS = one(ACTIONS, "progress", share=2.4, fits="wide")


def action(bodies: Mapping[str, str]) -> Column:
    """What is done, and with whom. ``bodies``: names by code."""
    return replace(ACTION, of=lambda row: cells.action(row, bodies), share=3)


def grouped(
    rows: pd.DataFrame, titles: Names, names: Names | None, bodies: Mapping[str, str], none: str = NO_ACTION
) -> list[Block]:
    """The same, a table for each group under its heading. ``rows`` is findings.actions.by of a standing."""
    if rows.empty:
        return [Paragraph(none)]
    parts: list[Block] = []
    for (group, name), own in rows.groupby(["group", "group_name"], sort=False, dropna=False):
        called = {code: said for code, said in (names or {}).items() if code != group}  # the heading names that one
        parts += [Heading(f"{name} ({len(own)})", 2), standing(own, titles, called, bodies, f"Actions: {name}")]
    return parts


def tally(counts: pd.DataFrame, heading: str) -> Table:
    """How many actions of each group stand how. ``counts`` is findings.actions.tally; ``heading`` names the groups."""
    numbers = (Column(said, name, Kind.NUMBER) for name, said in TALLIED.items())
    groups = Column(heading, "group_name", names_row=True, fits="wide")
    return Table(f"Actions by {heading.lower()}", (groups, *numbers), none=NO_ACTION, of=counts)


def with_others(at: Standing, partnership: str | None) -> list[Block]:
    """The actions of other partnerships that the one looked at acts in; nothing where there is none, or of all."""
    shared = at.acting_with(partnership) if partnership else at.acted.iloc[:0]
    if shared.empty:
        return []
    title = f"Actions of other partnerships with {at.names[partnership or '']}"
    return [Heading(title), standing(shared, at.targets.title, at.names, at.bodies, title)]


def promised_before(rows: pd.DataFrame, titles: Names, names: Names) -> Table:
    """What stood open in the return before and what became of it. ``rows`` is findings.promises.of."""
    return Table(
        promises.TABLE,
        (
            what_for(titles, names, promises.made_at),
            ACTION,
            replace(OWNER, of=lambda row: cells.said(row.owner, NO_OWNER), share=1.9),
            Column("Promised for", cells.promised_for, share=1.9, fits="tight"),
            Column("Kept?", promises.kept_told, share=1.4, fits="middle"),
            PROGRESS,
        ),
        small=True,
        none=promises.NONE_OPEN,
        of=rows,
    )


def history(
    rows: pd.DataFrame,
    mentions: pd.DataFrame,
    titles: Names | None,
    bodies: Mapping[str, str],
    caption: str = "Every action",
) -> Table:
    """One row an action, with what each return said of it. findings.promises: ``history`` and ``mentions``.

    Without ``titles`` the rows are one target's and do not name it; ``bodies`` as in `standing`.
    """
    said = dict(list(mentions.groupby(["subject", "words"], sort=False))) if len(rows) else {}
    return Table(
        caption,
        (
            *((what_for(titles, None),) if titles is not None else ()),
            replace(action(bodies), names_row=titles is None),
            OWNER,
            replace(DUE, of=_due, fits="middle"),
            replace(STATE, of=_state, fits="middle"),
            Column("In each return", lambda row: _mentioned(said[row.subject, row.words]), fits="wide"),
        ),
        none="No action was ever in a return.",
        of=rows,
    )


def _due(row) -> tuple[str, ...]:
    """The day, and how often it was moved."""
    day = wording.day(row.due) or actions.NO_DATE
    if not row.moved:
        return (day,)
    times = {1: "once", 2: "twice"}.get(row.moved, f"{row.moved} times")
    return day, f"moved {times}, at first {wording.day(row.original_due)}"


def _state(row) -> tuple[str, str]:
    last = "last named at" if row.state == promises.VANISHED else "at"
    return wording.sentence_case(row.state), f"{last} {wording.quarter(row.last_quarter)}"


def _mentioned(said: pd.DataFrame) -> Listed:
    """A line for every return: its quarter, what it says of the state where that is not open, and the progress."""
    lines = []
    for row in each_row(said):
        state = wording.sentence_case(row.state) if row.state != OPEN else None
        moved = f"now due {wording.day(row.due)}" if pd.notna(row.moved_from) else None
        words = "; ".join(str(part) for part in (state, moved, row.progress) if pd.notna(part))
        lines.append(f"{wording.quarter(row.quarter)}: {words or 'open'}")
    return Listed(tuple(lines))
