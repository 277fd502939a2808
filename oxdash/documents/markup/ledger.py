"""What was agreed for a target, what each value makes of its figure, and milestones drafted but not agreed."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, joined, paragraph, table
from oxdash.documents.markup.lists import figure
from oxdash.documents.markup.status import badge
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import MilestoneKind
from oxdash.vocabulary.wording import day, quantity


def values(rows: pd.DataFrame) -> Markup:
    """Every value one target ever had, with the status of the quarter's figure against each; findings.ledger.values."""
    if rows.empty:
        return paragraph("No milestone has been agreed for this target.")
    shown = list(rows.itertuples())
    return table(
        "Every value ever agreed, and how the quarter's figure stands against it",
        [
            Column("For", [wording.quarter(row.quarter) for row in shown], names_row=True, class_="ox-tight"),
            Column("Value", [_value(row, row.value, row.upper, _proxy(row)) for row in shown], numeric=True),
            Column("State", [_state(row) for row in shown], class_="ox-middle"),
            Column("Agreed on", [day(row.agreed_on) for row in shown], class_="ox-tight"),
            Column("Agreed by", [row.agreed_by for row in shown], class_="ox-middle"),
            *([Column("Why", [row.reason for row in shown], class_="ox-wide")] if rows["reason"].notna().any() else []),
            Column("Actual", [figure(row.actual, row.unit, row.places) for row in shown], numeric=True),
            Column("Status against it", [_status(row) for row in shown]),
        ],
    )


def _proxy(row) -> str | None:
    return str(MilestoneKind.INTERIM_PROXY) if row.kind == MilestoneKind.INTERIM_PROXY else None


def _value(row, low: float, high: float, below: str | None = None) -> Markup:
    if pd.isna(high):
        return figure(low, row.unit, row.places, below)
    said = f"{quantity(low, row.unit, row.places)} to {quantity(high, row.unit, row.places)}"
    return joined([said, element("span", below, class_="ox-sub") if below else None])


def _state(row) -> Markup:
    """In force or replaced; where there were several, which of them, and whether it was made easier."""
    below = [f"{row.number} of {row.of}"] if row.of > 1 else []
    below += [] if pd.isna(row.direction) else [row.direction]
    said = wording.sentence_case(row.state)
    return joined([said, element("span", ", ".join(below), class_="ox-sub") if below else None])


def _status(row) -> Markup:
    if pd.isna(row.status):
        return joined(["not begun"])
    return badge(row.status, bool(row.close))


def draft(rows: pd.DataFrame, target: Mapping) -> Markup:
    """Drafted milestones beside what the quarter has and had; findings.milestone_drafts.draft.

    ``target`` has unit and places. A value that the draft would replace is in the sentence of its row.
    """
    unit, places = target["unit"], target["places"]
    shown = list(rows.assign(unit=unit, places=places).itertuples())
    return table(
        "Draft of interim milestones, not agreed",
        [
            Column("For", [wording.quarter(row.quarter) for row in shown], names_row=True, class_="ox-tight"),
            Column("Draft", [_value(row, row.value, row.upper, row.kind) for row in shown], numeric=True),
            Column("A year before", [quantity(row.last_year, unit, places) or "none" for row in shown], numeric=True),
            Column("Figure", [quantity(row.figure, unit, places) or "not yet" for row in shown], numeric=True),
            Column("How", [row.sentence for row in shown], class_="ox-wide"),
        ],
    )
