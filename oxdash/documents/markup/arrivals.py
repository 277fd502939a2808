"""The grid of returns by partnership and quarter, and whom to chase."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, joined, paragraph, table
from oxdash.findings import punctuality
from oxdash.findings.punctuality import Arrival
from oxdash.vocabulary import wording

_LOOKS = {Arrival.LATE: "late", Arrival.MISSING: "missing", Arrival.WITHDRAWN: "missing", Arrival.DAMAGED: "missing"}


def grid(arrivals: pd.DataFrame, names: Mapping[str, str], quarters: Sequence[str]) -> Markup:
    """Partnerships down, quarters across, the newest first, in words. ``arrivals`` is punctuality.of."""
    cells = {(row.partnership, row.quarter): _cell(row) for row in arrivals.itertuples()}
    codes = [code for code in names if code in set(arrivals.partnership)]
    absent = joined([element("span", "–", aria_hidden="true"), element("span", "no target then", class_="ox-hidden")])
    columns = [Column("Partnership", [names[code] for code in codes], names_row=True)]
    columns += [
        Column(wording.quarter(quarter), [cells.get((code, quarter), absent) for code in codes], class_="ox-arrived")
        for quarter in quarters
    ]
    return table("Returns by partnership and quarter", columns, scrolls=True, shown_caption=False)


def _cell(row) -> Markup:
    look = _LOOKS.get(Arrival(row.arrival))
    said, below = punctuality.words(row)
    word = element("span", said, class_=f"ox-arrival ox-arrival-{look}" if look else None)
    corrected = f"corrected, {row.versions} received" if row.versions > 1 else ""
    return joined([word, *(element("span", line, class_="ox-sub") for line in (below, corrected) if line)])


def to_chase(rows: pd.DataFrame, names: Mapping[str, str], leads: Mapping[str, str] | pd.Series) -> Markup:
    """Whose return is still to come, who answers for it, when it was due. ``rows`` is punctuality.to_chase."""
    if rows.empty:
        return paragraph("Nobody: every return is in.")
    shown = list(rows.itertuples())
    return table(
        "Returns still to come",
        [
            Column("Partnership", [names[row.partnership] for row in shown], names_row=True),
            Column("Lead officer", [leads.get(row.partnership) for row in shown], class_="ox-wide"),
            Column("Due", [wording.day(row.due) or "no day set" for row in shown], class_="ox-tight"),
            Column("Days late", [f"{row.days_late:,}" for row in shown], numeric=True),
            Column("State", [_state(row) for row in shown], class_="ox-middle"),
        ],
    )


def _state(row) -> str:
    told = punctuality.withdrawn_told(row) if row.arrival == Arrival.WITHDRAWN else row.arrival
    return wording.sentence_case(told)
