"""What was agreed for a target, what each value makes of its figure, and milestones drafted but not agreed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import QUARTER, one
from oxdash.documents.inline import Figure, StatusWord
from oxdash.findings.ledger import VALUES
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import MilestoneKind
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.wording import quantity, span

FOR = replace(QUARTER, heading="For")


def values(rows: pd.DataFrame) -> Table:
    """Every value one target ever had, with the status of the quarter's figure against each; findings.ledger.values."""
    return Table(
        "Every value ever agreed, and how the quarter's figure stands against it",
        (
            FOR,
            one(VALUES, "value", of=lambda row: _value(row, *_proxy(row))),
            Column("State", _state, fits="middle"),
            one(VALUES, "agreed_on", fits="tight"),
            one(VALUES, "agreed_by", fits="middle"),
            *((one(VALUES, "reason", heading="Why", fits="wide"),) if rows["reason"].notna().any() else ()),
            one(VALUES, "actual"),
            Column("Status against it", _status),
        ),
        none="No milestone has been agreed for this target.",
        of=rows,
    )


def moved_in_words(rows: pd.DataFrame, as_at: date) -> str:
    """How many of a target's milestones were renegotiated; ``rows`` as in `values`."""
    moved = rows[rows.number > 1].quarter.nunique()
    if not moved:
        return f"No milestone of this target had been renegotiated by {wording.day(as_at)}."
    quarters = "1 quarter" if moved == 1 else f"{moved} quarters"
    return f"The values of {quarters} were renegotiated by {wording.day(as_at)}; each value ever agreed is kept."


def _proxy(row) -> tuple[str, ...]:
    return (str(MilestoneKind.INTERIM_PROXY),) if row.kind == MilestoneKind.INTERIM_PROXY else ()


def _value(row, *below: str) -> Figure | tuple[str, ...]:
    if pd.isna(row.upper):
        return Figure(row.value, row.unit, row.places, below)
    return span(row.value, row.upper, row.unit, row.places), *below


def _state(row) -> tuple[str, ...]:
    """In force or replaced; where there were several, which of them, and whether it was made easier."""
    below = [f"{row.number} of {row.of}"] if row.of > 1 else []
    below += [] if pd.isna(row.direction) else [row.direction]
    said = wording.sentence_case(row.state)
    return (said, ", ".join(below)) if below else (said,)


def _status(row) -> StatusWord | str:
    return "not begun" if pd.isna(row.status) else StatusWord(row.status, bool(row.close))


def draft(rows: pd.DataFrame, target: Mapping) -> Table:
    """Drafted milestones beside what the quarter has and had; findings.milestone_drafts.draft.

    ``target`` has unit and places. A value that the draft would replace is in the sentence of its row.
    """
    unit, places = target["unit"], target["places"]
    return Table(
        "Draft of interim milestones, not agreed",
        (
            FOR,
            Column("Draft", lambda row: _value(row, row.kind), Kind.NUMBER),
            Column("A year before", lambda row: quantity(row.last_year, unit, places) or "none", Kind.NUMBER),
            Column("Figure", lambda row: quantity(row.figure, unit, places) or "not yet", Kind.NUMBER),
            Column("How", "sentence", fits="wide"),
        ),
        of=rows.assign(unit=unit, places=places),
    )
