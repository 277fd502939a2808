"""What could stop a target, and how many risks are how likely and how great."""

import pandas as pd

from oxdash.documents import cells
from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import Names, one, what_for
from oxdash.findings import risks
from oxdash.findings.actions import NO_OWNER
from oxdash.vocabulary import wording
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.tables import RISKS

CAPTION = "Risks, the highest rating first"


def at_risk(rows: pd.DataFrame, titles: Names, names: Names | None, caption: str = CAPTION) -> Table:
    """Every risk with its rating in words, which way it moved, and what is done about it. ``rows``: findings.risks.of.

    ``titles`` and ``names`` as in `what_for`.
    """
    return Table(
        caption,
        (
            what_for(titles, names, heading="Target"),
            one(RISKS, "risk", share=2.6, fits="wide"),
            Column("Rating", risks.rating_told, share=1.8, fits="middle"),
            Column(risks.MOVED_HEADING, risks.moved_told, share=1.6, fits="middle"),
            Column(risks.MITIGATION_HEADING, lambda row: (cells.said(row.mitigation), _by(row)), share=3, fits="wide"),
        ),
        small=True,
        none=risks.NO_RISK,
        of=rows,
    )


def _by(row) -> str:
    return wording.sentence_case(NO_OWNER) if pd.isna(row.owner) else f"Owner: {row.owner}"


def grid(counts: pd.DataFrame) -> Table:
    """How many risks at each likelihood and impact, each with its band in words. ``counts`` is findings.risks.grid."""

    def likely(row) -> str:
        return f"{row.likelihood} {wording.sentence_case(row.likelihood_words)}"

    likelihood = one(RISKS, "likelihood", of=likely, kind=Kind.TEXT, names_row=True)
    impacts = (_impact(impact, words) for impact, words in risks.IMPACT.items())
    whole = Column("Risks", "risks", Kind.NUMBER)
    return Table("How many risks, by likelihood and impact", (likelihood, *impacts, whole), of=counts, scrolls=True)


def _impact(impact: int, words: str) -> Column:
    def cell(row) -> tuple[str, str]:
        return f"{getattr(row, f'impact_{impact}'):,}", risks.band(row.likelihood * impact)

    return Column(f"Impact {impact} {words}", cell, Kind.NUMBER)
