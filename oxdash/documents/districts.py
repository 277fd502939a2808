"""District by district: each judged against the area's milestone, or its share of the area's figure."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from oxdash.documents.blocks import Block, Column, Paragraph, Table
from oxdash.documents.columns import ACTUAL, FROM, MILESTONE, SHORT_BY, STATUS, one
from oxdash.documents.inline import Link
from oxdash.documents.quarter_view import Standing
from oxdash.findings import districts
from oxdash.judging.position import Position
from oxdash.vocabulary import source, wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import PER_CENT
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.tables import DISTRICTS
from oxdash.vocabulary.wording import quantity, without_target


def split(position: Position, rows: pd.DataFrame, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """findings.districts.of some judged rows; ``given``: figures of districts, where not all are looked at."""
    register, given = position.register, position.districts if given is None else given
    names, rules, council = list(register.districts.name), register.rules, register.council
    return districts.of(given, rows, names, rules, council, position.rule_version)


def hidden(at: Standing) -> pd.DataFrame:
    """findings.districts.hidden: on track for the area while a district is off track."""
    return districts.hidden(split(at.position, at.rows), at.council)


def newest(position: Position, history: pd.DataFrame) -> pd.DataFrame:
    """findings.districts.of for the newest quarter of ``history`` whose return gives any district's figure."""
    code = history.target.iloc[0]
    given = districts.with_figure(position.districts)
    given = given[(given.target == code) & given.quarter.isin(history.quarter)]
    given = given[given.quarter == given.quarter.max()]
    return source.with_return(split(position, history, given), position.returns, position.council.zone)


def area_milestone(council: Council) -> Column:
    """The milestone of the whole, where districts are judged against it."""
    return replace(MILESTONE, heading=f"{council.area_heading} milestone")


def of_target(rows: pd.DataFrame, council: Council, names: Collection[str] = ()) -> list[Block]:
    """What the area's figure hides, whether the districts add up to it, and the table.

    ``rows`` are `newest`; ``names`` are the districts that have a page.
    """
    said = [*districts.hidden(rows, council).sentence, *districts.adding_up(rows, council).sentence]
    code = rows.target.iloc[0]
    return [*(Paragraph(without_target(one, code)) for one in said), table(rows, council, names)]


def table(rows: pd.DataFrame, council: Council, names: Collection[str] = ()) -> Table:
    """The districts of one target in one quarter; rows of findings.districts.of for it. ``names`` as in `of_target`.

    What is judged has a status column; what adds up has a share in its place and never a status.
    """
    adds_up, when = bool(rows.adds_up.any()), wording.quarter(rows.quarter.iloc[0]) if len(rows) else ""
    if adds_up:
        caption = f"By {council.one_district} at {when}, as shares of {council.the_areas} figure"
        columns: tuple[Column, ...] = (Column(f"Share of {council.the_area}", share, Kind.NUMBER),)
    else:
        caption = f"By {council.one_district} at {when}, each against {council.the_areas} milestone"
        columns = (STATUS, area_milestone(council), SHORT_BY)

    def named(row) -> Link | str:
        return Link(row.district, "district", district=row.district) if row.district in names else row.district

    which = one(DISTRICTS, "district", heading=wording.sentence_case(council.one_district), of=named, names_row=True)
    return Table(
        caption,
        (which, replace(ACTUAL, of=actual), *columns, FROM),
        none=f"The return gives no {council.one_district} figures.",
        of=rows,
    )


def share(row) -> str:
    return quantity(row.share, PER_CENT, 1)


def actual(row) -> str:
    return quantity(row.actual, row.unit, row.places) or "not given"
