"""The reward grant of the stretch targets: what each would earn, as a table and in sentences."""

import pandas as pd
from markupsafe import Markup

from oxdash import house_style
from oxdash.findings.reward_words import Outcome, between, per_cent
from oxdash.markup.element import Column, element, joined, link, paragraph, table
from oxdash.markup.lists import figure
from oxdash.markup.standing import Address


def earned(rows: pd.DataFrame, to: Address) -> Markup:
    """A row for each target or sub-target, with the figures it rests on. ``rows`` is findings.reward.of."""
    if rows.empty:
        return paragraph("The register has no stretch targets.")
    shown = list(rows.itertuples())
    return table(
        "What each stretch target would earn",
        [
            Column("Target", [_named(row, to) for row in shown], names_row=True, class_="ox-wide"),
            Column("Without the agreement", [_figure(row, row.base) for row in shown], numeric=True),
            Column("Stretched target", [_figure(row, row.stretched_target) for row in shown], numeric=True),
            Column("Actual", [_actual(row) for row in shown], numeric=True),
            Column("Of the stretch", [_share(row) for row in shown], class_="ox-middle"),
            Column("Grant, indicative", [between(row.low, row.high) for row in shown], numeric=True),
        ],
    )


def _named(row, to: Address) -> Markup:
    own = [row.sub_target] if pd.notna(row.sub_target) else []
    if row.weight != 1:
        own.append(f"weight {house_style.number(float(row.weight) * 100)}%")
    return joined(
        [
            link(f"{row.target} {row.title}", to("target", target=row.target)),
            element("span", ", ".join(own), class_="ox-sub") if own else None,
        ]
    )


def _figure(row, value: float) -> Markup:
    return figure(float(value), row.unit, int(row.places))


def _actual(row) -> Markup:
    if pd.isna(row.actual):
        return joined(["not known"])
    mark = row.figure_is if row.figure_is in ("provisional", "estimate") else None
    return figure(row.actual, row.unit, int(row.places), mark, house_style.quarter(row.quarter))


def _share(row) -> Markup:
    achieved = "not known yet" if row.outcome == Outcome.NOT_KNOWN else per_cent(row.achieved)
    below = None if row.outcome == Outcome.NOT_KNOWN else element("span", row.outcome, class_="ox-sub")
    return joined([achieved, below])
