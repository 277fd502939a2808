"""One target: its quarters, its districts, what was agreed for it and when, and what it is."""

import pandas as pd
from markupsafe import Markup

from oxdash import house_style
from oxdash.house_style import day, quantity
from oxdash.markup.element import Column, element, facts, heading, joined, link, paragraph, prose, table
from oxdash.markup.lists import actual, forecast, milestone, why
from oxdash.markup.standing import Address, status_of
from oxdash.model import Better


def trail(target: pd.Series, names: dict[str, str], to: Address) -> Markup:
    """The way back: the whole, then the partnership that leads."""
    lead = link(names[target.partnership], to("partnership", partnership=target.partnership))
    return paragraph(joined([link("Overview", to("overview")), " / ", lead, " / Target"]), "ox-trail")


def standing(row, forecast_said: str, trend) -> Markup:
    """The status and the sentence that explains it; then both trends (findings.trend) and the forecast, in words."""
    parts = [
        element("p", status_of(row), class_="ox-p"),
        paragraph(row.sentence, "ox-lead"),
        facts(
            [
                ("Since last time", trend.short),
                ("Over the year", trend.long),
                ("Year-end forecast", forecast_said or "None given."),
            ]
        ),
    ]
    if not pd.isna(row.commentary):
        parts += [heading("What the partnership says", 2), prose(row.commentary)]
    return joined(parts)


def quarters(rows: pd.DataFrame) -> Markup:
    """Every quarter with its figure, status, why, and the cell of the workbook it came from; newest first."""
    shown = list(rows.iloc[::-1].itertuples())
    return table(
        "Every quarter, newest first",
        [
            Column("Quarter", [house_style.quarter(r.quarter) for r in shown], names_row=True, class_="ox-tight"),
            Column("Status", [status_of(r) for r in shown]),
            Column("Actual", [actual(r) for r in shown], numeric=True),
            Column("Milestone", [milestone(r) for r in shown], numeric=True),
            Column("Why", [why(r) for r in shown], class_="ox-wide"),
            Column("Year-end forecast", [forecast(r) for r in shown], class_="ox-middle"),
            Column("From", [source(r) for r in shown], class_="ox-middle"),
        ],
    )


def source(row) -> str:
    """Workbook, sheet and cell of a figure; a quarter without a return has none."""
    return "" if pd.isna(row.workbook) else f"{row.workbook}, {row.sheet}, {row.cell}"


def definition(target: pd.Series, names: dict[str, str], groups: pd.Series, priorities: pd.Series) -> Markup:
    """What the register says of a target. ``names``, ``groups`` and ``priorities`` are names by code."""
    better = {Better.HIGHER: "a higher figure is better", Better.LOWER: "a lower figure is better"}
    baseline = quantity(target.baseline, target.unit, target.places)
    changed = target.definition_changed_from
    return facts(
        [
            ("What is measured", prose(target.definition)),
            ("Which way is better", house_style.sentence_case(better.get(target.better, "a figure within a range"))),
            ("How it is measured", f"{target.measure}, {target.frequency}, {target.unit}"),
            ("Baseline", f"{baseline} ({target.baseline_period})" if baseline else "none"),
            ("Definition changed", None if pd.isna(changed) else f"from {house_style.quarter(changed)}"),
            ("Data source", target.data_source),
            ("Supplied by", target.supplied_by),
            ("Who answers for it", target.owner),
            ("Lead partnership", names[target.partnership]),
            ("Contributing", _named(target.contributing, names)),
            ("Delivery group", _named(target.delivery_group, groups)),
            ("Oxfordshire 2030", _named(target.priorities, priorities)),
            ("Agreement", f"{target.agreement}, {target.kind}"),
            ("Within local control", "Yes" if target.local_control else "No"),
            ("Where this comes from", target.basis),
        ]
    )


def _named(codes: str, names) -> str | None:
    """The names of codes that stand together in one cell of the register, separated by semicolons."""
    if pd.isna(codes):
        return None
    return house_style.listed(names.get(code.strip(), code.strip()) for code in codes.split(";"))


def agreed(milestones: pd.DataFrame, unit: str, places: int) -> Markup:
    """The milestones in force, each with the day it was agreed; register.values_in_force for one target."""
    if milestones.empty:
        return paragraph("No milestone has been agreed for this target.")
    shown = list(milestones.sort_values("quarter").itertuples())
    return table(
        "Milestones in force",
        [
            Column("For", [house_style.quarter(m.quarter) for m in shown], names_row=True, class_="ox-tight"),
            Column("Milestone", [_range(m.milestone, m.milestone_upper, unit, places) for m in shown], numeric=True),
            Column("Kind", [m.milestone_kind for m in shown]),
            Column("Agreed on", [day(m.agreed_on) for m in shown], class_="ox-tight"),
        ],
    )


def renegotiated(ledger: pd.DataFrame, unit: str, places: int) -> Markup:
    """What moved, when, by whom, which way and why; findings.ledger.of."""
    if ledger.empty:
        return paragraph("No milestone of this target was ever renegotiated.")
    shown = list(ledger.itertuples())
    return table(
        "Every renegotiation",
        [
            Column("For", [house_style.quarter(m.quarter) for m in shown], names_row=True, class_="ox-tight"),
            Column("From", [_range(m.from_value, m.from_upper, unit, places) for m in shown], numeric=True),
            Column("To", [_range(m.to_value, m.to_upper, unit, places) for m in shown], numeric=True),
            Column("Which is", [m.direction for m in shown]),
            Column("Agreed on", [day(m.agreed_on) for m in shown], class_="ox-tight"),
            Column("Agreed by", [m.agreed_by for m in shown], class_="ox-middle"),
            Column("Why", [m.reason for m in shown], class_="ox-wide"),
        ],
    )


def districts(rows: pd.DataFrame, unit: str, places: int) -> Markup:
    """District by district for one quarter, beside the county figure that hides them; table.DISTRICTS."""
    shown = list(rows.itertuples())
    return table(
        "By district",
        [
            Column("District", [r.district for r in shown], names_row=True),
            Column("Actual", [quantity(r.actual, unit, places) or "not given" for r in shown], numeric=True),
            Column("From", [source(r) for r in shown]),
        ],
    )


def actions(rows: pd.DataFrame) -> Markup:
    """Every action ever returned for a target, with the quarter that said so; table.ACTIONS."""
    if rows.empty:
        return paragraph("No action has been returned for this target.")
    shown = list(rows.sort_values("quarter", ascending=False, kind="stable").itertuples())
    return table(
        "Actions as returned, newest first",
        [
            Column("Action", [a.action for a in shown], names_row=True, class_="ox-wide"),
            Column("Owner", [a.owner for a in shown], class_="ox-middle"),
            Column("Due", [day(a.due) for a in shown], class_="ox-tight"),
            Column("State", [a.state for a in shown]),
            Column("Progress", [a.progress for a in shown], class_="ox-wide"),
            Column("Returned for", [house_style.quarter(a.quarter) for a in shown], class_="ox-tight"),
        ],
    )


def _range(value: float, upper: float, unit: str, places: int) -> str:
    low = quantity(value, unit, places)
    return low if pd.isna(upper) else f"{low} to {quantity(upper, unit, places)}"
