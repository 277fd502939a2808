"""How a return will look to the Board before it is submitted: counts, changes, and what they are likely to ask."""

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, heading, joined, paragraph, table
from oxdash.documents.markup.status import badge
from oxdash.findings import counts
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status


def of(seen, partnership: str) -> list[Markup]:
    """Every part of a preview.Preview, in the order the Board would ask."""
    parts = [
        paragraph(f"{partnership}, LAA targets with this return: {counts.sentence(seen.after)}"),
        before_and_after(seen.before, seen.after),
        heading("Statuses that change", 3),
        changed(seen.changed),
    ]
    for title, rows, none in (
        ("Figures that moved by an unusual amount", seen.moved, "None."),
        ("Off track without an action, an owner or a date", seen.unattended, "None."),
        ("Commentary that repeats itself or says nothing", seen.unexplained, "None."),
    ):
        parts += [heading(title, 3), noticed(title, rows) if len(rows) else paragraph(none)]
    return parts


def before_and_after(before, after) -> Markup:
    """Counts of LAA targets as the Board sees them now, and as it would: findings.counts.Counts."""
    named = {
        Status.OFF_TRACK: (before.off_track, after.off_track),
        Status.INSUFFICIENT_DATA: (before.insufficient_data, after.insufficient_data),
        Status.ON_TRACK: (before.on_track, after.on_track),
    }
    rows = [(status, *named[status]) for status in wording.ORDER]
    shown = table(
        "Number of LAA targets by status",
        [
            Column("Status", [badge(status) for status, *_ in rows], names_row=True),
            Column("Now", [f"{was:,}" for _, was, _ in rows], numeric=True),
            Column("With this return", [f"{will:,}" for *_, will in rows], numeric=True),
            Column("Change", [_signed(will - was) for _, was, will in rows], numeric=True),
        ],
    )
    return element("div", shown, class_="ox-narrow")


def changed(rows: pd.DataFrame) -> Markup:
    """Every target whose status changes, with the sentence the Board will read: target, title, was, now, sentence."""
    if rows.empty:
        return paragraph("None: every target keeps the status it has now.")
    shown = list(rows.itertuples())
    return table(
        "From what is shown now to what this return makes of it",
        [
            Column("Target", [f"{row.target} {row.title}" for row in shown], names_row=True, class_="ox-wide"),
            Column("Now", [badge(row.was) for row in shown]),
            Column("With this return", [badge(row.now) for row in shown]),
            Column("What the Board will read", [row.sentence for row in shown], class_="ox-wide"),
        ],
    )


def noticed(caption: str, rows: pd.DataFrame) -> Markup:
    """Target and what there is to say of it: target, title, sentence."""
    shown = list(rows.itertuples())
    return table(
        caption,
        [
            Column("Target", [f"{row.target} {row.title}" for row in shown], names_row=True, class_="ox-wide"),
            Column("What to look at", [joined([row.sentence]) for row in shown], class_="ox-wide"),
        ],
        shown_caption=False,
    )


def _signed(change: int) -> str:
    return "no change" if change == 0 else f"{change:+,}".replace("-", "\u2212")
