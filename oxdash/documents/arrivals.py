"""Returns by partnership and quarter, and whom to chase."""

from collections.abc import Mapping, Sequence

import pandas as pd

from oxdash.documents.blocks import Column, Kind, Table
from oxdash.documents.inline import Tagged
from oxdash.findings import punctuality
from oxdash.findings.punctuality import Arrival
from oxdash.vocabulary import wording

_LOOKS = {Arrival.LATE: "late", Arrival.MISSING: "missing", Arrival.WITHDRAWN: "missing", Arrival.DAMAGED: "missing"}


def by_quarter(arrivals: pd.DataFrame, names: Mapping[str, str], quarters: Sequence[str]) -> Table:
    """Partnerships down, quarters across, the newest first, in words. ``arrivals`` is punctuality.of."""
    held = {(row.partnership, row.quarter): _arrival(row) for row in arrivals.itertuples()}
    absent = Tagged("–", spoken="no target then")

    def at(quarter: str) -> Column:
        return Column(wording.quarter(quarter), lambda code: held.get((code, quarter), absent), fits="arrived")

    return Table(
        "Returns by partnership and quarter",
        (Column("Partnership", lambda code: names[code], names_row=True), *map(at, quarters)),
        of=[code for code in names if code in set(arrivals.partnership)],
        scrolls=True,
        captioned=True,
    )


def _arrival(row) -> tuple[Tagged | str, ...]:
    look = _LOOKS.get(Arrival(row.arrival))
    said, below = punctuality.words(row)
    corrected = f"corrected, {row.versions} received" if row.versions > 1 else ""
    return Tagged(said, f"arrival ox-arrival-{look}" if look else ""), *filter(None, (below, corrected))


def to_chase(rows: pd.DataFrame, names: Mapping[str, str], leads: Mapping[str, str] | pd.Series) -> Table:
    """Whose return is still to come, who answers for it, when it was due. ``rows`` is punctuality.to_chase."""
    return Table(
        "Returns still to come",
        (
            Column("Partnership", lambda row: names[row.partnership], names_row=True),
            Column("Lead officer", lambda row: leads.get(row.partnership), fits="wide"),
            Column("Due", lambda row: wording.day(row.due) or "no day set", fits="tight"),
            Column("Days late", "days_late", Kind.NUMBER),
            Column("State", _state, fits="middle"),
        ),
        none="Nobody: every return is in.",
        of=rows,
    )


def _state(row) -> str:
    told = punctuality.withdrawn_told(row) if row.arrival == Arrival.WITHDRAWN else row.arrival
    return wording.sentence_case(told)
