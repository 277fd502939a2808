"""The reward grant of the stretch targets: what each would earn, as a table and in sentences."""

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, joined, link, paragraph, stacked, table
from oxdash.documents.markup.lists import figure
from oxdash.documents.markup.standing import Address
from oxdash.findings.reward_words import NO_STRETCH, TABLE, between, named_told, share_told
from oxdash.vocabulary import wording


def earned(rows: pd.DataFrame, to: Address) -> Markup:
    """A row for each target or sub-target, with the figures it rests on. ``rows`` is findings.reward.of."""
    if rows.empty:
        return paragraph(NO_STRETCH)
    shown = list(rows.itertuples())
    return table(
        TABLE,
        [
            Column("Target", [_named(row, to) for row in shown], names_row=True, class_="ox-wide"),
            Column("Without the agreement", [_figure(row, row.base) for row in shown], numeric=True),
            Column("Stretched target", [_figure(row, row.stretched_target) for row in shown], numeric=True),
            Column("Actual", [_actual(row) for row in shown], numeric=True),
            Column("Of the stretch", [stacked(share_told(row)) for row in shown], class_="ox-middle"),
            Column("Grant, indicative", [between(row.low, row.high) for row in shown], numeric=True),
        ],
    )


def _named(row, to: Address) -> Markup:
    name, *own = named_told(row)
    return stacked([link(name, to("target", target=row.target)), *own])


def _figure(row, value: float) -> Markup:
    return figure(float(value), row.unit, int(row.places))


def _actual(row) -> Markup:
    if pd.isna(row.actual):
        return joined(["not known"])
    mark = row.figure_is if row.figure_is in ("provisional", "estimate") else None
    return figure(row.actual, row.unit, int(row.places), mark, wording.quarter(row.quarter))
