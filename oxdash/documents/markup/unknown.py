"""What cannot be judged, as something managed: why, who, when it will be known and how long it has been so."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, joined, paragraph, table
from oxdash.documents.markup.lists import NO_DATE, owner
from oxdash.documents.markup.standing import Address, named, whose
from oxdash.findings.diary import in_days
from oxdash.vocabulary import wording


def expected(
    rows: pd.DataFrame,
    titles: Mapping[str, str],
    names: Mapping[str, str],
    to: Address,
    caption: str = "When each will be known",
) -> Markup:
    """Every target that cannot be judged. ``rows`` is findings.unknowns.expected, or its `arriving`.

    ``titles`` are by target, ``names`` of partnerships by code: one that is not there is not named.
    """
    if rows.empty:
        return paragraph("Nothing is waited for here.")
    shown = list(rows.itertuples())
    about = [whose(r.partnership, wording.quarter(r.quarter), names) for r in shown]
    cells = [named(r.target, titles[r.target], to, below) for r, below in zip(shown, about, strict=True)]
    return table(
        caption,
        [
            Column("Target", cells, names_row=True, class_="ox-wide"),
            Column("Why", [wording.sentence_case(r.reason) for r in shown], class_="ox-middle"),
            Column("Who", [owner(r.owner) for r in shown], class_="ox-middle"),
            Column("Expected", [_day(r) for r in shown], class_="ox-tight"),
            Column("Which is", [wording.sentence_case(r.expectation) for r in shown], class_="ox-middle"),
            Column("Unknown for", [wording.quarters_running(int(r.unknown_for)) for r in shown]),
        ],
    )


def _day(row) -> Markup:
    """The day and how far off it is, or that none was given."""
    if pd.isna(row.expected_on):
        return joined([NO_DATE])
    return joined([wording.day(row.expected_on), element("span", in_days(row.days), class_="ox-sub")])
