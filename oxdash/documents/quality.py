"""How good the figures are, partnership by partnership, and the readings that officers confirmed."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import GIVEN, PARTNERSHIP, QUARTER
from oxdash.documents.inline import Link
from oxdash.vocabulary import wording
from oxdash.vocabulary.schemas import Kind

NUMBER = Kind.NUMBER


def by_partnership(rows: pd.DataFrame) -> Table:
    """Complete, firm, timely, corrected, confirmed: counts out of counts. ``rows`` is findings.comparison.data_quality.

    "By proxy" are figures judged against an interim proxy, "Confirmed" the readings that officers confirmed.
    """
    return Table(
        "The data of each partnership",
        (
            replace(PARTNERSHIP, of=_partnership, fits="wide"),
            replace(GIVEN, of=lambda row: _of(row.figures_given, row.figures_due)),
            Column("Not final", _not_final, NUMBER),
            Column("By proxy", "proxy", NUMBER),
            Column("Returns in", lambda row: _of(row.returns_in, row.returns_due), NUMBER),
            Column("On time", _timely, NUMBER),
            Column("Corrections", "corrections", NUMBER),
            Column("Confirmed", "confirmed", NUMBER),
        ),
        none="There is no partnership.",
        of=rows,
    )


def confirmed(rows: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Every reading an officer confirmed, in the words of the question. ``rows`` is findings.comparison.confirmed.

    ``names`` of partnerships are by code.
    """
    return Table(
        "Readings confirmed by officers, the newest quarter first",
        (
            replace(PARTNERSHIP, of=lambda row: names[row.partnership], fits="wide"),
            replace(QUARTER, names_row=False),
            Column("What was confirmed", "warning", fits="wide"),
        ),
        none="No reading had to be confirmed.",
        of=rows.sort_values("quarter", ascending=False, kind="stable"),
    )


def _partnership(row) -> tuple[Link, str]:
    name = Link(row.partnership_name, "partnership", partnership=row.partnership)
    if not row.returns_due:
        return name, "no return was due yet"
    first, last = wording.quarter(row.first_quarter), wording.quarter(row.last_quarter)
    return name, first if first == last else f"{first} to {last}"


def _not_final(row) -> tuple[str, ...]:
    """How many figures are provisional or estimated, and how many of each."""
    counted = ((row.provisional, "provisional"), (row.estimated, "estimated"))
    kinds = (f"{count:,}\N{NO-BREAK SPACE}{kind}" for count, kind in counted if count)
    return f"{row.provisional + row.estimated:,}", *kinds


def _timely(row) -> tuple[str, ...]:
    said = _of(row.on_time, row.returns_in, "none in")
    if not row.late:
        return (said,)
    return said, f"{row.late} late, at most {row.longest_late} day{'' if row.longest_late == 1 else 's'}"


def _of(part: int, whole: int, none: str = "none due") -> str:
    """``3 of 4``; of nothing there is no part."""
    return f"{part:,} of {whole:,}" if whole else none
