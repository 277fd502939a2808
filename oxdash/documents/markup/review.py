"""The yearly review of a partnership: its own words, beside the year's figures."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, facts, joined, link, prose, table
from oxdash.documents.markup.standing import Address
from oxdash.vocabulary import wording

NO_RETURN = "no return"


def told(said: Mapping[str, Sequence[str]], sections: Sequence[str]) -> Markup:
    """Each of the sections with its texts. ``said`` is findings.review.told."""
    return facts(
        (section, joined(prose(text) for text in said[section]) if section in said else "Nothing said.")
        for section in sections
    )


def figures(rows: pd.DataFrame) -> Markup:
    """Targets by status at each quarter of the year. ``rows`` is findings.review.by_quarter."""
    shown = list(rows.itertuples())
    return table(
        "LAA targets by status, quarter by quarter",
        [
            Column("Quarter", [_quarter(r) for r in shown], names_row=True),
            Column("Targets", [f"{r.targets:,}" for r in shown], numeric=True),
            Column("Off track", [f"{r.off_track:,}" for r in shown], numeric=True),
            Column("Insufficient data", [f"{r.insufficient_data:,}" for r in shown], numeric=True),
            Column("On track", [f"{r.on_track:,}" for r in shown], numeric=True),
        ],
    )


def ended(rows: pd.DataFrame, to: Address) -> Markup:
    """Which targets had which status when the year ended. ``rows`` are judged rows of one quarter, one a target."""
    lines = []
    for status in wording.ORDER:
        codes = rows.loc[rows["status"].astype("str") == status, "target"]
        links = joined((link(code, to("target", target=code)) for code in codes), ", ")
        lines.append((wording.status_words(status), links if len(codes) else "none"))
    return facts(lines)


def _quarter(row) -> Markup:
    below = None if row.returned else element("span", NO_RETURN, class_="ox-sub")
    return joined([wording.quarter(row.quarter), below])
