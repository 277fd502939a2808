"""What could stop a target, as a table, and how many risks are how likely and how great."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash import house_style
from oxdash.findings import risks
from oxdash.markup.actions import owner, targets
from oxdash.markup.element import Column, element, joined, paragraph, table
from oxdash.markup.standing import Address


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
        return paragraph("No risk is in the returns.")
    shown = list(rows.itertuples())
    return table(
        caption,
        [
            targets(shown, titles, to, names),
            Column("Risk", [r.risk for r in shown], class_="ox-wide"),
            Column("Rating", [_rating(r) for r in shown], class_="ox-middle"),
            Column("Since the return before", [_moved(r) for r in shown], class_="ox-middle"),
            Column("What is done about it", [r.mitigation for r in shown], class_="ox-wide"),
            Column("Owner", [owner(r) for r in shown], class_="ox-middle"),
        ],
    )


def grid(counts: pd.DataFrame) -> Markup:
    """How many risks at each likelihood and impact, each with its band in words. ``counts`` is findings.risks.grid."""
    shown = list(counts.itertuples())
    columns = [
        Column(
            "Likelihood",
            [f"{r.likelihood} {house_style.sentence_case(r.likelihood_words)}" for r in shown],
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


def _rating(row) -> Markup | None:
    """The band, the rating and the words for both scores; nothing for a risk that is gone."""
    if row.moved == risks.Moved.GONE:
        return None
    if pd.isna(row.rating):
        return joined([house_style.sentence_case(risks.NOT_RATED)])
    how = f"{row.likelihood_words}, with a {row.impact_words} impact"
    return joined([f"{house_style.sentence_case(row.band)} ({row.rating:.0f})", element("span", how, class_="ox-sub")])


def _moved(row) -> Markup:
    was = None if pd.isna(row.before) else f"was {risks.band(row.before)} ({row.before:.0f})"
    changed = None if row.moved == risks.Moved.UNCHANGED else was
    said = house_style.sentence_case(str(row.moved))
    return joined([said, element("span", changed, class_="ox-sub") if changed else None])
