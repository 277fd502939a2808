"""What was agreed for a target, what each value makes of its figure, and milestones drafted but not agreed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import FIGURE, QUARTER, one
from oxdash.documents.inline import Figure, StatusWord
from oxdash.findings.ledger import VALUES
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import MilestoneKind
from oxdash.vocabulary.rows import each_row
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
    """Each renegotiation of a target's milestones in a sentence, the newest first; ``rows`` as in `values`.

    ``Renegotiated on 31 March 2010 by the Board: 8 quarters, the last of them, Q4 2010/11, from 55% to 52%, easier.``
    """
    moved = rows[rows.number > 1]
    if moved.empty:
        return f"No milestone of this target had been renegotiated by {wording.day(as_at)}."
    value = {(row.quarter, row.number): span(row.value, row.upper, row.unit, row.places) for row in each_row(rows)}
    told = []
    day: Any
    who: Any
    for (day, who), own in reversed(list(moved.groupby(["agreed_on", "agreed_by"], dropna=False))):
        last = own.sort_values("quarter", kind="stable").iloc[-1]
        ways = list(dict.fromkeys(own.direction.astype("str")))
        which = wording.quarter(last.quarter)
        which = which if len(own) == 1 else f"{len(own)} quarters, the last of them, {which},"
        was, now = value[last.quarter, last.number - 1], value[last.quarter, last.number]
        way = ways[0] if len(ways) == 1 else f"some {wording.listed(ways)}"
        why = f" {wording.sentence_case(str(last.reason)).rstrip('.')}." if pd.notna(last.reason) else ""
        by = f" by {who}" if pd.notna(who) else ""
        told.append(f"Renegotiated on {wording.day(day)}{by}: {which} from {was} to {now}, {way}.{why}")
    return f"{' '.join(told)} Each value ever agreed is kept below."


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
            replace(FIGURE, of=lambda row: quantity(row.figure, unit, places) or "not yet"),
            Column("How", "sentence", fits="wide"),
        ),
        of=rows.assign(unit=unit, places=places),
    )
