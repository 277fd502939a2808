"""The partnerships side by side: each by itself, in the register's order, and why that is no league table."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import frame
from oxdash.documents.blocks import Bullets, Heading, Paragraph, Table
from oxdash.documents.columns import AS_AT, BY_STATUS, GIVEN, SINCE, TARGETS, bars, partnership
from oxdash.documents.page_blocks import Key, PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import comparison
from oxdash.rule.tolerance import any_in_force
from oxdash.vocabulary.schemas import Kind


def page(at: Standing) -> list[PageBlock]:
    """The reason first, then the table, then the same in sentences."""
    rows = comparison.of(at.rows, at.position.judged, at.position.names, at.quarters)
    return [
        *frame.titled(at, f"Partnerships side by side, {at.when}"),
        Paragraph(comparison.no_league_table(rows), "lead"),
        side_by_side(rows),
        Key(any_in_force(at.register.rules)),
        Heading("The same in words"),
        Bullets(tuple(rows.sentence)),
    ]


def side_by_side(rows: pd.DataFrame) -> Table:
    """Partnerships in the register's order, never sorted by how they do. ``rows`` is findings.comparison.of."""
    return Table(
        "Partnerships side by side, in the register's order",
        (
            replace(partnership(dict(zip(rows.partnership, rows.partnership_name, strict=True))), fits="middle"),
            AS_AT,
            TARGETS,
            *BY_STATUS,
            bars(rows),
            replace(GIVEN, of=_given, kind=Kind.TEXT, fits="middle"),
            SINCE,
        ),
        of=rows,
    )


def _given(row) -> tuple[str, ...]:
    """How many targets have a figure of the quarter, and how firm those are."""
    if not row.targets:
        return ()
    below = [f"{row.provisional} provisional or estimated"] if row.provisional else []
    below += [f"{row.proxy} against a proxy"] if row.proxy else []
    return (f"{row.with_figure} of {row.targets}", *below)
