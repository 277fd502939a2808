"""Returns on file: which were not read, returns by partnership and quarter, and whom to chase."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from oxdash.documents import frame, notice
from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table
from oxdash.documents.columns import PARTNERSHIP, at_quarters, one
from oxdash.documents.inline import Tagged
from oxdash.documents.page_blocks import Notice, PageBlock
from oxdash.findings import punctuality, waiting
from oxdash.findings.punctuality import Arrival
from oxdash.judging.position import Position
from oxdash.register import sources
from oxdash.vocabulary import wording
from oxdash.vocabulary.council_tables import BODIES
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind

NONE_DUE = Paragraph("No quarter of the agreement is over yet, so no return is due.", "lead")
Since = Mapping[tuple[str, str], date]
_LOOKS = {Arrival.LATE: "late", Arrival.MISSING: "missing", Arrival.WITHDRAWN: "missing", Arrival.DAMAGED: "missing"}


def begun(position: Position) -> list[PageBlock]:
    """The page's head, and which workbooks on file stand in no figure."""
    found: list[PageBlock] = [Heading("Returns on file", 0)]
    if position.not_read:
        found.append(Notice(tuple(position.not_read), "Returns that are not read"))
    if position.problems:
        found.append(notice.not_passed(position.problems))
    return found


def document(position: Position, arrivals: pd.DataFrame, quarters: Sequence[str], quarter: str) -> list[Block]:
    """How the returns of ``quarter`` stand, all by partnership and quarter, and whose are still to come.

    ``arrivals`` is punctuality.of, ``quarters`` those it has, the newest first.
    """
    wanted = punctuality.to_chase(arrivals, quarter)
    since = waiting.since(position.waiting, position.council.zone)
    asked = position.register.partnerships.set_index("code").loc[wanted.partnership]
    return [
        Paragraph(punctuality.sentence(arrivals, quarter), "lead"),
        Heading("By partnership and quarter"),
        by_quarter(arrivals, position.names, quarters, since),
        Paragraph(
            "Late is counted from the day the register gives for returns (sheet Meetings) to the first receipt.", "note"
        ),
        Heading(f"Returns still to come: {wording.quarter(quarter)}"),
        to_chase(wanted, position.names, since, sources.marked(asked, "lead_officer", "Lead officer")),
        *frame.unsourced((asked, {"Lead officer": "the lead officer"})),
    ]


def by_quarter(
    arrivals: pd.DataFrame, names: Mapping[str, str], quarters: Sequence[str], since: Since | None = None
) -> Table:
    """Partnerships down, quarters across, the newest first, in words. ``arrivals`` is punctuality.of.

    ``since``: on which day what waits for its sign-off was submitted (`findings.waiting.since`).
    """
    held = {(row.partnership, row.quarter): _arrival(row, since or {}) for row in each_row(arrivals)}
    absent = Tagged("–", spoken="no target then")

    def arrived(code: str, quarter: str) -> tuple[Tagged | str, ...] | Tagged:
        return held.get((code, quarter), absent)

    return Table(
        "Returns by partnership and quarter",
        (replace(PARTNERSHIP, of=lambda code: names[code]), *at_quarters(quarters, arrived, "arrived")),
        of=[code for code in names if code in set(arrivals.partnership)],
        scrolls=True,
        captioned=True,
    )


def _arrival(row, since: Since) -> tuple[Tagged | str, ...]:
    look = _LOOKS.get(Arrival(row.arrival))
    said, below = punctuality.words(row)
    corrected = f"corrected, {row.versions} received" if row.versions > 1 else ""
    waits = "waiting for sign-off" if (row.partnership, row.quarter) in since else ""
    return Tagged(said, f"arrival ox-arrival-{look}" if look else ""), *filter(None, (below, corrected, waits))


def to_chase(rows: pd.DataFrame, names: Mapping[str, str], since: Since, leads: Mapping[str, str] | pd.Series) -> Table:
    """Whose return is still to come, who answers for it, when it was due. ``rows`` is punctuality.to_chase."""
    return Table(
        "Returns still to come",
        (
            replace(PARTNERSHIP, of=lambda row: names[row.partnership]),
            one(BODIES, "lead_officer", of=lambda row: leads.get(row.partnership), fits="wide"),
            Column("Due", lambda row: wording.day(row.due) or "no day set", fits="tight"),
            Column("Days late", "days_late", Kind.NUMBER),
            Column("State", lambda row: _state(row, since), fits="middle"),
        ),
        none="Nobody: every return is in.",
        of=rows,
    )


def _state(row, since: Since) -> str:
    if waits := waiting.told(since.get((row.partnership, row.quarter))):
        return wording.sentence_case(waits)
    told = punctuality.withdrawn_told(row) if row.arrival == Arrival.WITHDRAWN else row.arrival
    return wording.sentence_case(told)
