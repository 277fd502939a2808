"""Actions and risks on paper: what lacks an action, every action and promise, and what could stop a target."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from oxdash.documents import cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, lacking, promises, risks
from oxdash.findings.actions import NO_OWNER, OPEN
from oxdash.vocabulary import wording


def actions_and_risks(at: Standing) -> Outline:
    """Who is doing what, by when, and what could go wrong; all kinds of targets."""
    urgent = at.acted.when.isin(actions.URGENT)
    return frame.paper(
        at,
        f"Actions and risks at {at.when}",
        f"Remedial actions, promises and risks at {at.when}",
        Paragraph(actions.in_words(at.acted), "lead"),
        Paragraph(at.nothing_counted or lacking.in_words(at.off_track, at.lacks)),
        Paragraph(f"Seen from {wording.day(at.position.as_at)}; {actions.soon_in_words()}.", "note"),
        *(() if at.nothing_counted else lacks(at)),
        Heading(actions.URGENT_TITLE),
        standing(at, at.acted[urgent], "Actions that are overdue or due soon", actions.NONE_URGENT),
        Heading(actions.OTHERS_TITLE),
        standing(at, at.acted[~urgent], "All other actions", actions.NO_OTHER),
        Heading(promises.TITLE),
        Paragraph(promises.in_words(at.promises)),
        *promised(at),
        Heading("Risks"),
        Paragraph(risks.in_words(at.risks)),
        Paragraph(risks.scale_in_words(), "note"),
        *at_risk(at),
    )


def lacks(at: Standing) -> list[Block]:
    """The off-track targets without an action that has an owner and a day."""
    found = Bullets(tuple(at.lacks.sentence)) if len(at.lacks) else Paragraph("No target off track lacks one.")
    return [Heading(lacking.TITLE), found]


def standing(at: Standing, rows: pd.DataFrame, caption: str, none: str) -> Block:
    """Every action with owner, day and how it stands; ``none`` without one. ``rows`` is findings.actions.standing."""
    if rows.empty:
        return Paragraph(none)
    shown = list(rows.itertuples())
    return Table(
        caption,
        (
            what_for(at, shown),
            Column("Action", [cells.action(row, at.bodies) for row in shown], share=3),
            Column("Owner", [owner(row) for row in shown], share=2),
            Column("Due", [cells.due(row) for row in shown], share=2),
            Column("State", [wording.sentence_case(row.when) for row in shown], share=1.2),
            Column("Progress", [cells.said(row.progress) for row in shown], share=2.4),
        ),
        small=True,
    )


def promised(at: Standing) -> list[Block]:
    """What stood open in the return before and what became of it."""
    rows = list(at.promises.itertuples())
    if not rows:
        return []
    return [
        Table(
            promises.TABLE,
            (
                what_for(at, rows, promises.made_at),
                Column("Action", [row.action for row in rows], share=2.8),
                Column("Owner", [cells.said(row.owner, NO_OWNER) for row in rows], share=1.9),
                Column("Promised for", [cells.promised_for(row) for row in rows], share=1.9),
                Column("Kept?", [promises.kept_told(row) for row in rows], share=1.4),
                Column("Progress", [cells.said(row.progress) for row in rows], share=2.2),
            ),
            small=True,
        )
    ]


def at_risk(at: Standing) -> list[Block]:
    """Every risk with its rating in words, which way it moved, and what is done about it."""
    rows = list(at.risks.itertuples())
    if not rows:
        return []
    return [
        Table(
            "Risks, the highest rating first",
            (
                target(at, rows),
                Column("Risk", [row.risk for row in rows], share=2.6),
                Column("Rating", [risks.rating_told(row) or cells.NONE for row in rows], share=1.8),
                Column(risks.MOVED_HEADING, [risks.moved_told(row) for row in rows], share=1.6),
                Column(risks.MITIGATION_HEADING, [(cells.said(row.mitigation), _by(row)) for row in rows], share=3),
            ),
            small=True,
        )
    ]


def target(at: Standing, rows: list, when: Callable[[Any], str] = lambda row: wording.quarter(row.quarter)) -> Column:
    """The column that names each row: the target, whose it is, and ``when``: the quarter of the return."""
    return Column("Target", [_whose(at, row, when) for row in rows], names_row=True, share=2.8)


def what_for(at: Standing, rows: list, when: Callable[[Any], str] = lambda row: wording.quarter(row.quarter)) -> Column:
    """The same of actions, which need not be for a target."""
    return Column("For", [_whose(at, row, when) for row in rows], names_row=True, share=2.8)


def _whose(at: Standing, row, when: Callable[[Any], str]) -> tuple[str, ...]:
    said = f"{row.target} {at.targets.title[row.target]}" if pd.notna(row.target) else cells.about(row)
    return said, f"{at.names[row.partnership]}, {when(row)}"


def owner(row) -> str:
    """The post that does it; that none is named is said of an action still to be done."""
    return cells.said(row.owner, NO_OWNER if row.state == OPEN else cells.NONE)


def _by(row) -> str:
    return wording.sentence_case(NO_OWNER) if pd.isna(row.owner) else f"Owner: {row.owner}"
