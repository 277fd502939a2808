"""Targets that were found, and each of them by quarter."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from oxdash.documents.blocks import Block, Bullets, Column, Paragraph, Table
from oxdash.documents.columns import SENTENCE, STATUS, TARGET, TARGET_ALONE, WHO, at_quarters
from oxdash.documents.district import stands
from oxdash.documents.districts import actual
from oxdash.documents.inline import Link, StatusWord, Tagged, Words
from oxdash.findings.counts import NOT_A_TARGET
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.rows import each_row

NOTHING = "No target fits. Take out a word or a choice:"


def targets(
    rows: pd.DataFrame,
    council: Council,
    district: str | None = None,
    split: pd.DataFrame | None = None,
    beside: tuple[Column, ...] = (),
) -> Table:
    """What was found, in the register's order: whose it is, its status, its sentence and what the officer said of it.

    ``rows`` are rows of a position with the ``owner`` of each target. Where they are those with a figure of one
    ``district``, its figure and status stand before the area's; ``split`` is `district.of_one` of them. ``beside``:
    what else is said of each.
    """
    told = replace(SENTENCE, of=lambda row: (row.sentence, row.commentary), fits="wide")
    columns: tuple[Column, ...] = (TARGET, STATUS, *beside, told, WHO)
    if district is not None and split is not None:
        own = {(row.target, row.quarter): row for row in each_row(split)}

        def there(row) -> tuple[StatusWord | str, ...]:
            held = own[row.target, row.quarter]
            said = stands(held, council)
            return (actual(held), *said) if isinstance(said, tuple) else (said, actual(held))

        whole = replace(STATUS, heading=council.area_heading)
        columns = (TARGET, Column(district, there, fits="middle"), whole, *beside, told, WHO)
    return Table("Targets found", columns, none=NOTHING, of=rows)


def loosened(offers: Sequence[tuple[str, int, str]], afresh: str) -> list[Block]:
    """What to leave out where no target fits: its words, how many targets fit without it, and the address of that.

    ``afresh`` is the address with nothing asked for, for where no single choice is to blame.
    """
    lines = (
        Words((Link(said, address=address), f": {wording.counted(count, 'target')}")) for said, count, address in offers
    )
    return [Paragraph(NOTHING), Bullets((*lines, Link("Start again with nothing chosen", address=afresh)))]


def by_quarter(rows: pd.DataFrame, quarters: Sequence[str]) -> Table:
    """Targets down, quarters across, a status in each cell; outside a target's life the cell says so.

    ``rows``: target, title, quarter, status, close, one row a target and quarter; targets in the order they come.
    Quarters before the first that any of them has are left out.
    """
    held = {(row.target, row.quarter): StatusWord(row.status, row.close, short=True) for row in each_row(rows)}
    absent = Tagged("–", spoken=NOT_A_TARGET)

    def status(row, quarter: str) -> StatusWord | Tagged:
        return held.get((row.target, quarter), absent)

    shown = [quarter for quarter in quarters if (rows.quarter <= quarter).any()]
    return Table(
        "Every target by quarter",
        (replace(TARGET_ALONE, fits=""), *at_quarters(shown, status, "tight")),
        of=rows.drop_duplicates("target"),
        scrolls=True,
        captioned=True,
    )
