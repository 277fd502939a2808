"""District by district: each judged against the county's milestone, or its share of the county's figure."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, bullets, element, joined, link, paragraph, table
from oxdash.documents.markup.lists import milestone, short_by
from oxdash.documents.markup.standing import Address
from oxdash.documents.markup.status import badge
from oxdash.documents.markup.target import where_from
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import PER_CENT
from oxdash.vocabulary.subject import without_target
from oxdash.vocabulary.wording import quantity


def split(rows: pd.DataFrame, to: Address | None = None) -> Markup:
    """The districts of one target in one quarter; rows of findings.districts.of for it.

    What is judged has a status column; what adds up has a share in its place and never a status.
    """
    if rows.empty:
        return paragraph("The return gives no district figures.")
    shown = list(rows.itertuples())
    first = shown[0]
    when = wording.quarter(first.quarter)
    columns = [
        Column("District", [row.district for row in shown], names_row=True),
        Column("Actual", [quantity(row.actual, row.unit, row.places) or "not given" for row in shown], numeric=True),
    ]
    if first.adds_up:
        caption = f"By district at {when}, as shares of the county's figure"
        columns.append(Column("Share of the county", [_share(row.share) for row in shown], numeric=True))
    else:
        caption = f"By district at {when}, each against the county's milestone"
        columns += [
            Column("Status", [badge(row.status, bool(row.close)) for row in shown]),
            Column("County milestone", [milestone(row) for row in shown], numeric=True),
            Column("Short by", [short_by(row) for row in shown], numeric=True),
        ]
    columns.append(Column("From", [where_from(row, to) for row in shown], class_="ox-middle"))
    return table(caption, columns)


def _share(share: float) -> str:
    return quantity(share, PER_CENT, 1)


def hidden(rows: pd.DataFrame, titles: Mapping[str, str], to: Address) -> Markup:
    """Targets on track for the county while a district is off track; findings.districts.hidden."""
    if rows.empty:
        return paragraph("No county figure that is on track hides a district that is off track.")
    return bullets(
        joined(
            [
                link(f"{row.target} {titles.get(row.target, '')}".strip(), to("target", target=row.target)),
                element("span", without_target(row.sentence, row.target), class_="ox-sub"),
            ]
        )
        for row in rows.itertuples()
    )


def adding_up(rows: pd.DataFrame) -> Markup:
    """Whether the districts' counts come to the county's figure; findings.districts.adding_up."""
    return bullets(rows["sentence"])
