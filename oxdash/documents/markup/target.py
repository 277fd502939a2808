"""One target: how it stands and where it goes, its quarters, its usual ups and downs, and what it is."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, facts, heading, joined, link, paragraph, prose, table
from oxdash.documents.markup.lists import actual, forecast, milestone, why
from oxdash.documents.markup.standing import Address, status_of
from oxdash.findings.course import TO_COME
from oxdash.findings.trend import Direction
from oxdash.findings.xmr import Xmr
from oxdash.register import sources
from oxdash.vocabulary import source, unit_words, wording
from oxdash.vocabulary.model import Better
from oxdash.vocabulary.wording import gap, quantity


def trail(target: pd.Series, names: dict[str, str], to: Address) -> Markup:
    """The way back: the whole, then the partnership that leads."""
    lead = link(names[target.partnership], to("partnership", partnership=target.partnership))
    return paragraph(joined([link("Overview", to("overview")), " / ", lead, " / Target"]), "ox-trail")


def standing(row, told: Sequence[tuple[str, Any]]) -> Markup:
    """The status and the sentence that explains it; what else is to be said, by its name; the partnership's words."""
    parts = [
        element("p", status_of(row), class_="ox-p"),
        paragraph(row.sentence, "ox-lead"),
        facts(told),
    ]
    if not pd.isna(row.commentary):
        parts += [heading("What the partnership says", 2), prose(row.commentary)]
    return joined(parts)


def going(sentence: str, direction: str, arrow: str) -> Markup:
    """A trend (findings.trend): the figure's arrow, whether that is better in a word, and the sentence."""
    if not arrow:
        return joined([sentence])
    word = None if direction == Direction.NONE else wording.sentence_case(direction)
    sign = element("span", arrow, aria_hidden="true")
    return said_of(element("strong", joined([sign, word], " ")), sentence)


def said_of(*sentences: Any) -> Markup:
    """Sentences under one name, a line each; empty ones are left out."""
    return joined(element("span", said, class_="ox-line") for said in sentences if said)


def ups_and_downs(chart: Xmr) -> Markup:
    """The points of findings.xmr, newest first: the value, how far it moved, and why it stands out where it does."""
    shown = list(chart.points.iloc[::-1].itertuples())
    what = "What the quarter added" if chart.added else "Figure"
    return table(
        "The same in figures, newest first",
        [
            Column("Quarter", [point.label for point in shown], names_row=True, class_="ox-tight"),
            Column(what, [quantity(point.value, chart.unit, chart.places) or "none" for point in shown], numeric=True),
            Column("Moved by", [gap(point.moving_range, chart.unit, chart.places) for point in shown], numeric=True),
            Column("Stands out", [wording.sentence_case(point.why) or "no" for point in shown], class_="ox-wide"),
        ],
    )


def quarters(rows: pd.DataFrame, to: Address | None = None) -> Markup:
    """Every quarter with its figure, status, why, and the cell of the workbook it came from; newest first.

    ``rows`` are judged rows, or findings.course.to_year_end: of a quarter to come there is only the milestone.
    """
    rows = rows if "to_come" in rows else rows.assign(to_come=False)
    shown = list(rows.iloc[::-1].itertuples())
    return table(
        "Every quarter, newest first",
        [
            Column("Quarter", [wording.quarter(r.quarter) for r in shown], names_row=True, class_="ox-tight"),
            Column("Status", [TO_COME if r.to_come else status_of(r) for r in shown]),
            Column("Actual", [TO_COME if r.to_come else actual(r) for r in shown], numeric=True),
            Column("Milestone", [milestone(r) for r in shown], numeric=True),
            Column("Why", [None if r.to_come else why(r) for r in shown], class_="ox-wide"),
            Column("Year-end forecast", [None if r.to_come else forecast(r) for r in shown], class_="ox-middle"),
            Column("From", [where_from(r, to) for r in shown], class_="ox-middle"),
        ],
    )


def where_from(row, to: Address | None) -> Markup:
    """Workbook, sheet and cell of a figure, and its return; a quarter without a return has none.

    The return leads to its place on file, which gives the workbook to whoever may open it.
    """
    which = source.of_return(row)
    address = to("returns", partnership=row.partnership, quarter=row.quarter) if to and which else None
    below = element("span", link(wording.sentence_case(which), address), class_="ox-sub") if which else None
    return joined([source.place(row), below])


def definition(target: pd.Series, names: dict[str, str], groups: pd.Series, priorities: pd.Series) -> Markup:
    """What the register says of a target. ``names``, ``groups`` and ``priorities`` are names by code."""
    better = {Better.HIGHER: "a higher figure is better", Better.LOWER: "a lower figure is better"}
    baseline = quantity(target.baseline, target.unit, target.places)
    changed = target.definition_changed_from
    return facts(
        [
            ("What is measured", prose(target.definition)),
            ("Which way is better", wording.sentence_case(better.get(target.better, "a figure within a range"))),
            ("How it is measured", f"{target.measure}, {target.frequency}, {unit_words.name(target.unit)}"),
            ("Baseline", f"{baseline} ({target.baseline_period})" if baseline else "none"),
            ("Definition changed", None if pd.isna(changed) else f"from {wording.quarter(changed)}"),
            ("Data source", target.data_source),
            ("Supplied by", target.supplied_by),
            ("Results due", _due(target.results_due)),
            ("Who answers for it", target.owner),
            ("Lead partnership", names[target.partnership]),
            ("Contributing", _named(target.contributing, names)),
            ("Delivery group", _named(target.delivery_group, groups)),
            ("Oxfordshire 2030", _named(target.priorities, priorities)),
            ("Agreement", f"{target.agreement}, {target.kind}"),
            ("Within local control", "Yes" if target.local_control else "No"),
            ("Where this comes from", target.basis),
            ("Illustrative, in no source", wording.sentence_case(sources.of_row(target) or "") or None),
        ]
    )


def _due(said: object) -> str | None:
    """``Q3 and Q4 of each year``, or ``Q4 2008/09 and Q4 2010/11``, as the register has it."""
    if pd.isna(said):
        return None
    parts = str(said).split("; ")
    yearly = [one for one in parts if one.startswith("Q")]
    single = [wording.quarter(one) for one in parts if one not in yearly]
    return wording.listed([*([f"{wording.listed(yearly)} of each year"] if yearly else []), *single])


def _named(codes: str, names) -> str | None:
    """The names of codes that stand together in one cell of the register, separated by semicolons."""
    if pd.isna(codes):
        return None
    return wording.listed(names.get(code.strip(), code.strip()) for code in codes.split(";"))
