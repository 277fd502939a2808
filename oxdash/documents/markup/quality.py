"""How good the figures are, partnership by partnership, and the readings that officers confirmed."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, joined, link, paragraph, table
from oxdash.documents.markup.standing import Address
from oxdash.vocabulary import wording


def by_partnership(rows: pd.DataFrame, to: Address) -> Markup:
    """Complete, firm, timely, corrected, confirmed: counts out of counts. ``rows`` is findings.data_quality.of.

    "By proxy" are figures judged against an interim proxy, "Confirmed" the readings that officers confirmed.
    """
    if rows.empty:
        return paragraph("There is no partnership.")
    shown = list(rows.itertuples())
    return table(
        "The data of each partnership",
        [
            Column(
                "Partnership",
                [_partnership(r, to) for r in shown],
                names_row=True,
                class_="ox-wide",
            ),
            Column("Figures given", [_of(r.figures_given, r.figures_due) for r in shown], numeric=True),
            Column("Not final", [_not_final(r) for r in shown], numeric=True),
            Column("By proxy", [f"{r.proxy:,}" for r in shown], numeric=True),
            Column("Returns in", [_of(r.returns_in, r.returns_due) for r in shown], numeric=True),
            Column("On time", [_timely(r) for r in shown], numeric=True),
            Column("Corrections", [f"{r.corrections:,}" for r in shown], numeric=True),
            Column("Confirmed", [f"{r.confirmed:,}" for r in shown], numeric=True),
        ],
    )


def confirmed(rows: pd.DataFrame, names: Mapping[str, str]) -> Markup:
    """Every reading an officer confirmed, in the words of the question. ``rows`` is findings.data_quality.confirmed.

    ``names`` of partnerships are by code.
    """
    if rows.empty:
        return paragraph("No reading had to be confirmed.")
    shown = list(rows.sort_values("quarter", ascending=False, kind="stable").itertuples())
    return table(
        "Readings confirmed by officers, the newest quarter first",
        [
            Column("Partnership", [names[r.partnership] for r in shown], names_row=True, class_="ox-wide"),
            Column("Quarter", [wording.quarter(r.quarter) for r in shown], class_="ox-tight"),
            Column("What was confirmed", [r.warning for r in shown], class_="ox-wide"),
        ],
    )


def _partnership(row, to: Address) -> Markup:
    name = link(row.partnership_name, to("partnership", partnership=row.partnership))
    if not row.returns_due:
        return joined([name, element("span", "no return was due yet", class_="ox-sub")])
    first, last = wording.quarter(row.first_quarter), wording.quarter(row.last_quarter)
    return joined([name, element("span", first if first == last else f"{first} to {last}", class_="ox-sub")])


def _not_final(row) -> Markup:
    """How many figures are provisional or estimated, and how many of each."""
    kinds = [
        f"{count:,}\u00a0{kind}" for count, kind in ((row.provisional, "provisional"), (row.estimated, "estimated"))
    ]
    kinds = [said for said, count in zip(kinds, (row.provisional, row.estimated), strict=True) if count]
    return joined([f"{row.provisional + row.estimated:,}", *(element("span", said, class_="ox-sub") for said in kinds)])


def _timely(row) -> Markup:
    late = (
        f"{row.late} late, at most {row.longest_late} day{'' if row.longest_late == 1 else 's'}" if row.late else None
    )
    said = _of(row.on_time, row.returns_in, "none in")
    return joined([said, element("span", late, class_="ox-sub") if late else None])


def _of(part: int, whole: int, none: str = "none due") -> str:
    """``3 of 4``; of nothing there is no part."""
    return f"{part:,} of {whole:,}" if whole else none
