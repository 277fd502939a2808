"""What cannot be judged, as something managed: why, who, when it will be known; and how good the data are."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from oxdash.documents import cells, frame, quality
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from oxdash.documents.columns import EXPECTED, UNKNOWN_FOR, WHO, Names, one, what_for
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import comparison, punctuality, unknowns
from oxdash.findings.diary import in_days
from oxdash.findings.unknowns import Expectation
from oxdash.judging.told import AT
from oxdash.register.sources import OWNER
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.schemas import Kind

YEAR = 4  # quarters that the quality of data is looked at over


class Received(NamedTuple):
    """What the receipts say: submissions.versions, ``receipts`` and ``warnings``."""

    receipts: pd.DataFrame
    warnings: pd.DataFrame


def page(at: Standing, partnership: str | None, received: Received) -> list[PageBlock]:
    """All that everybody may see: the readings confirmed, which are for some, stand below."""
    register, position, quarter = at.register, at.position, at.edition.quarter
    expected, counted = (
        rows[rows.partnership == partnership] if partnership else rows for rows in (at.expected, at.rows)
    )
    names = {code: name for code, name in at.names.items() if partnership in (None, code)}
    due, as_at = register.returns_due, position.as_at
    arrived = punctuality.of(register.targets, position.returns, received.receipts, due, as_at, register.council)
    rated = comparison.data_quality(
        position.judged, arrived, position.returns, received.warnings, names, quarter, year_before(at)
    )
    none = at.none_counted(counted, at.when, at.names.get(partnership or "", ""))
    return [
        *frame.titled(at, f"What is not known, {at.when}"),
        Paragraph(none or at.when_known(expected), "lead"),
        *([] if none else known(at, expected, {} if partnership else names)),
        Heading("Data quality by partnership"),
        Paragraph(comparison.data_quality_in_words(rated)),
        Paragraph(
            f"The four quarters to {at.when}, of those whose return was due; all kinds of "
            f"targets. By proxy is {wording.BY_PROXY}. These are counts, not a score.",
            "note",
        ),
        quality.by_partnership(rated),
        Heading("Readings confirmed by officers"),
    ]


def readings(at: Standing, received: Received) -> pd.DataFrame:
    """findings.comparison.confirmed over the same quarters."""
    return comparison.confirmed(received.warnings, at.position.returns, at.edition.quarter, year_before(at))


def year_before(at: Standing) -> str:
    """The first of the quarters that the quality of data is looked at over."""
    return str(Quarter.parse(at.edition.quarter).plus(1 - YEAR))


def known(at: Standing, rows: pd.DataFrame, names: Names) -> list[Block]:
    """When each target that cannot be judged will be, and what comes before the next meeting."""
    answering = at.targets.loc[rows.target]
    arriving = unknowns.arriving(rows)
    soon = (
        Bullets(tuple(arriving.sentence)) if len(arriving) else Paragraph(unknowns.none_arriving(at.register.the_board))
    )
    return [
        Heading("When each target will be known"),
        expected(cells.owned(rows, answering), at.targets.title, names, unknowns.UNKNOWN_TABLE),
        *frame.unsourced((answering, OWNER)),
        Heading("What arrives before the next meeting"),
        soon,
    ]


def expected(rows: pd.DataFrame, titles: Names, names: Names, caption: str = "When each will be known") -> Table:
    """Every target that cannot be judged. ``rows`` is findings.unknowns.expected; the rest as in `what_for`."""
    return Table(
        caption,
        (
            what_for(titles, names, heading="Target"),
            one(AT, "reason", heading="Why", fits="middle"),
            WHO,
            replace(EXPECTED, of=_day, fits="tight"),
            Column("Which is", "expectation", Kind.CASED, fits="middle"),
            UNKNOWN_FOR,
        ),
        none="Nothing is waited for here.",
        of=rows,
    )


def _day(row) -> tuple[str, ...]:
    """The day and how far off it is, or that none was given."""
    if pd.isna(row.expected_on):
        return (str(Expectation.NO_DATE),)
    return wording.day(row.expected_on), in_days(row.days)
