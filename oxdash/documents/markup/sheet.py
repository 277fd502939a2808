"""The chairman's sheet: one partnership's targets, its own account in the shape of July 2010, and what is on file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from oxdash.documents.cells import action, groups_named
from oxdash.documents.markup.element import Column, element, facts, heading, joined, paragraph, prose, stacked, table
from oxdash.documents.markup.lists import actual, forecast, milestone, short_by, why
from oxdash.documents.markup.standing import Address, named, status_of
from oxdash.findings import counts
from oxdash.findings.actions import NONE_RETURNED, returned
from oxdash.findings.review import NO_ACCOUNT, PERFORMANCE, RESPONSE, basis_in_words
from oxdash.register import sources
from oxdash.register.sources import GROUPS, PARTNERSHIPS
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import HERE


def targets(rows: pd.DataFrame, caption: str, to: Address) -> Markup:
    """A partnership's targets with status, figures and why, those off track first."""
    if rows.empty:
        return paragraph("No target.")
    order = [str(status) for status in wording.ORDER]
    shown = list(
        rows.sort_values("status", key=lambda words: words.astype("str").map(order.index), kind="stable").itertuples()
    )
    return table(
        caption,
        [
            Column("Target", [named(r.target, r.title, to) for r in shown], names_row=True, class_="ox-wide"),
            Column("Status", [status_of(r) for r in shown]),
            Column("Actual", [actual(r) for r in shown], numeric=True),
            Column("Milestone", [milestone(r) for r in shown], numeric=True),
            Column("Short by", [short_by(r) for r in shown], numeric=True),
            Column("Why", [why(r) for r in shown], class_="ox-wide"),
            Column("Year-end forecast", [forecast(r) for r in shown], class_="ox-middle"),
        ],
    )


def actions(rows: pd.DataFrame, acted: pd.DataFrame, to: Address, bodies: Mapping[str, str]) -> Markup:
    """What is being done about each off-track target, by whom and with whom; one without an action says so.

    ``rows`` are off-track rows; ``acted`` is tables.ACTIONS, of which those for the row's quarter show; ``bodies`` are
    names by code.
    """
    if rows.empty:
        return paragraph(counts.NONE_OFF_TRACK)
    lines = []
    for row in rows.itertuples():
        mine = returned(acted, row.target, row.quarter)
        lines += [(row, act) for act in mine.itertuples()] or [(row, None)]
    return table(
        "Actions on targets that are off track",
        [
            Column("Target", [named(row.target, row.title, to) for row, _ in lines], names_row=True, class_="ox-wide"),
            Column(
                "Action",
                [stacked(action(act, bodies)) if act else NONE_RETURNED for _, act in lines],
                class_="ox-wide",
            ),
            Column("Owner", [act and act.owner for _, act in lines], class_="ox-middle"),
            Column("Due", [act and wording.day(act.due) for _, act in lines], class_="ox-middle"),
            Column("Progress", [act and act.progress for _, act in lines], class_="ox-wide"),
        ],
    )


def account(narrative: pd.DataFrame) -> Markup:
    """The partnership's own words for the quarter, in two columns: Performance, and Response. tables.NARRATIVE."""
    if narrative.empty:
        return paragraph(NO_ACCOUNT)
    said: dict[Any, list[str]] = narrative.groupby("section", sort=False).text.apply(list).to_dict()
    left = [part for section in PERFORMANCE for part in _section(section, said)]
    right = _section(RESPONSE, said, level=None)
    others = [part for section in said if section not in (*PERFORMANCE, RESPONSE) for part in _section(section, said)]
    return joined(
        [
            element(
                "div",
                element("div", heading("Performance", 3), *left or [paragraph("Nothing said.")]),
                element("div", heading("Response", 3), *right or [paragraph("Nothing said.")]),
                class_="ox-columns",
            ),
            *others,
            *([paragraph(basis, "ox-source")] if (basis := basis_in_words(narrative)) else []),
        ]
    )


def _section(section: str, said: dict[str, list[str]], level: int | None = 4) -> list[Markup]:
    words = [prose(text) for text in said.get(section, [])]
    return [element(f"h{level}", section, class_="ox-h4"), *words] if words and level else words


def on_file(returns: pd.DataFrame) -> Markup:
    """What was received for one partnership's quarter: tables.RETURNS, at most one row.

    Who sent it is an officer's address, so it stands on "Returns on file" for those who may see it, not here.
    """
    if returns.empty:
        return paragraph("No return is on file for this quarter.")
    row = next(returns.itertuples())
    number = None if pd.isna(row.number) else f"{int(row.number)}"
    received = None
    if pd.notna(row.received_at):
        at = row.received_at.tz_convert(HERE)
        received = f"{wording.day(at)} at {at:%H:%M}"
    return facts(
        [
            ("Return", row.state),
            ("Workbook", row.workbook),
            ("Number", number),
            ("Received", received),
            ("Why withdrawn", row.withdrawn_because),
            ("What is wrong", row.fault),
        ]
    )


def governance(partnership: pd.Series, groups: pd.DataFrame, support: list[str]) -> Markup:
    """Who chairs and supports a partnership and which groups do the work, as the register has it (seed 004)."""
    named_groups = [f"{name}{led}" for _, name, led in groups_named(groups)]
    return facts(
        [
            ("Chair", partnership.chair),
            ("Lead officer", partnership.lead_officer),
            ("Support", wording.listed(support) or None),
            ("Reports to", partnership.reports_to),
            (
                "Delivery groups",
                element("ul", *(element("li", name) for name in named_groups), class_="ox-list")
                if named_groups
                else None,
            ),
            ("Agendas and minutes", partnership.agendas_and_minutes),
            ("Of these", sources.note((partnership.to_frame().T, PARTNERSHIPS), (groups, GROUPS))),
        ]
    )
