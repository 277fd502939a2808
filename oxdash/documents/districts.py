"""District by district: each judged against the county's milestone, or its share of the county's figure."""

from dataclasses import replace

import pandas as pd

from oxdash.documents.blocks import Block, Column, Paragraph, Table
from oxdash.documents.columns import ACTUAL, FROM, MILESTONE, SHORT_BY, STATUS, one
from oxdash.findings import districts
from oxdash.judging.position import Position
from oxdash.vocabulary import source, wording
from oxdash.vocabulary.model import PER_CENT
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.tables import DISTRICTS
from oxdash.vocabulary.wording import quantity, without_target


def newest(position: Position, history: pd.DataFrame) -> pd.DataFrame:
    """findings.districts.of for the newest quarter of ``history`` whose return gives any district's figure."""
    register, code = position.register, history.target.iloc[0]
    given = position.districts[(position.districts.target == code) & position.districts.quarter.isin(history.quarter)]
    given = given[given.quarter == given.quarter.max()]
    names = list(register.districts.name)
    split = districts.of(given, history, names, register.rules, position.rule_version)
    return source.with_return(split, position.returns, position.council.zone)


def of_target(split: pd.DataFrame) -> list[Block]:
    """What the county's figure hides, whether the districts add up to it, and the table. ``split`` is `newest`."""
    said = [*districts.hidden(split).sentence, *districts.adding_up(split).sentence]
    code = split.target.iloc[0]
    return [*(Paragraph(without_target(one, code)) for one in said), table(split)]


def table(rows: pd.DataFrame) -> Table:
    """The districts of one target in one quarter; rows of findings.districts.of for it.

    What is judged has a status column; what adds up has a share in its place and never a status.
    """
    adds_up, when = bool(rows.adds_up.any()), wording.quarter(rows.quarter.iloc[0]) if len(rows) else ""
    if adds_up:
        caption = f"By district at {when}, as shares of the county's figure"
        columns: tuple[Column, ...] = (
            Column("Share of the county", lambda row: quantity(row.share, PER_CENT, 1), Kind.NUMBER),
        )
    else:
        caption = f"By district at {when}, each against the county's milestone"
        columns = (STATUS, replace(MILESTONE, heading="County milestone"), SHORT_BY)
    return Table(
        caption,
        (one(DISTRICTS, "district", names_row=True), replace(ACTUAL, of=_actual), *columns, FROM),
        none="The return gives no district figures.",
        of=rows,
    )


def _actual(row) -> str:
    return quantity(row.actual, row.unit, row.places) or "not given"
