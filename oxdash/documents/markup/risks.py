"""What could stop a target, as a table, and how many risks are how likely and how great."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.actions import owner, targets
from oxdash.documents.markup.element import Column, element, joined, paragraph, stacked, table
from oxdash.documents.markup.standing import Address
from oxdash.findings import risks
from oxdash.vocabulary import wording


def standing(
    rows: pd.DataFrame,
    titles: Mapping[str, str],
    to: Address,
    caption: str = "Risks",
    names: Mapping[str, str] | None = None,
) -> Markup:
    """Every risk with its rating in words, which way it moved, what is done and by whom. ``rows`` is findings.risks.of.

    ``titles`` are by target; with ``names`` (of partnerships, by code) each target says whose it is, and when.
    """
    if rows.empty:
        return paragraph(risks.NO_RISK)
    shown = list(rows.itertuples())
    return table(
        caption,
        [
            targets(shown, titles, to, names),
            Column("Risk", [r.risk for r in shown], class_="ox-wide"),
            Column("Rating", [stacked(risks.rating_told(r)) for r in shown], class_="ox-middle"),
            Column(risks.MOVED_HEADING, [stacked(risks.moved_told(r)) for r in shown], class_="ox-middle"),
            Column(risks.MITIGATION_HEADING, [r.mitigation for r in shown], class_="ox-wide"),
            Column("Owner", [owner(r) for r in shown], class_="ox-middle"),
        ],
    )


def grid(counts: pd.DataFrame) -> Markup:
    """How many risks at each likelihood and impact, each with its band in words. ``counts`` is findings.risks.grid."""
    shown = list(counts.itertuples())
    columns = [
        Column(
            "Likelihood",
            [f"{r.likelihood} {wording.sentence_case(r.likelihood_words)}" for r in shown],
            names_row=True,
        )
    ]
    columns += [
        Column(
            f"Impact {impact} {words}",
            [_cell(getattr(r, f"impact_{impact}"), r.likelihood * impact) for r in shown],
            numeric=True,
        )
        for impact, words in risks.IMPACT.items()
    ]
    columns.append(Column("Risks", [f"{r.risks:,}" for r in shown], numeric=True))
    return table("How many risks, by likelihood and impact", columns, scrolls=True)


def _cell(count: int, rating: int) -> Markup:
    return joined([f"{count:,}", element("span", risks.band(rating), class_="ox-sub")])
