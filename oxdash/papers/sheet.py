"""The chairman's sheet: one partnership on one page of A4."""

import pandas as pd

from oxdash import house_style
from oxdash.findings import unknowns
from oxdash.model import Status
from oxdash.papers import blocks, words
from oxdash.papers.outline import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.papers.standing import Standing


def chairman(at: Standing, over: str, partnership: str) -> Outline:
    """What changed, what is off track and who does what by when, what cannot be judged and when it will be known."""
    rows = at.of(partnership)
    moved = at.moved[at.moved.partnership == partnership]
    return Outline(
        title=at.names[partnership],
        over=f"{over}: chairman's sheet, {at.when}",
        subject=f"Chairman's sheet, {at.when}",
        footer=blocks.footer(at),
        one_page=True,
        blocks=(
            *blocks.begun(at),
            Paragraph(words.counted(rows, at.stands_at[partnership]), "lead"),
            Heading("What changed", 2),
            Bullets(tuple(moved.sentence) or ("No target changed status since the quarter before.",)),
            Heading("Off track", 2),
            *off_track(at, rows),
            Heading("Cannot be judged", 2),
            *unknown(rows),
        ),
    )


def off_track(at: Standing, rows: pd.DataFrame) -> list[Block]:
    """One line a target: how far off, and what is done by whom and when."""
    shown = list(rows[rows.status == Status.OFF_TRACK].itertuples())
    if not shown:
        return [Paragraph("No target is off track.")]
    return [
        Table(
            "Targets that are off track, and what is done",
            (
                Column("Target", [words.named(row) for row in shown], names_row=True, share=3.2),
                Column("Missed by", [_missed(row) for row in shown], share=1.6),
                Column(
                    "Action, owner, due", [words.doing(at.actions(row.target, row.quarter)) for row in shown], share=5
                ),
            ),
            small=True,
        )
    ]


def _missed(row) -> str:
    if pd.isna(row.shortfall) or row.shortfall <= 0:
        return house_style.sentence_case(str(row.reason))
    return words.missed_by(row)


def unknown(rows: pd.DataFrame) -> list[Block]:
    """Reason by reason: which targets, and when a figure is expected."""
    lines = []
    for reason, some in unknowns.cannot_judge(rows).groupby("reason", sort=False, observed=True):
        expected = [
            f"{row.target} ({house_style.day(row.expected_on)})" if pd.notna(row.expected_on) else row.target
            for row in some.itertuples()
        ]
        lines.append(f"{house_style.sentence_case(str(reason))}: {house_style.listed(expected)}.")
    if not lines:
        return [Paragraph("Every target can be judged.")]
    return [Bullets(tuple(lines)), Paragraph("The day beside a target is when its figure is expected.", "note")]
