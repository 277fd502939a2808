"""Targets that were found, and partnerships side by side."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, bullets, element, joined, link, paragraph, table
from oxdash.documents.markup.standing import Address, named, status_of
from oxdash.documents.markup.status import bar
from oxdash.findings.changes import SINCE_HEADING
from oxdash.vocabulary import wording

NOTHING = "No target fits. Take out a word or a choice:"


def targets(rows: pd.DataFrame, owners: pd.Series, to: Address) -> Markup:
    """What was found, in the register's order: whose it is, its status, its sentence and what the officer said of it.

    ``rows`` are rows of a position; ``owners`` is by target: the post that answers for it.
    """
    if rows.empty:
        return paragraph(NOTHING)
    shown = list(rows.itertuples())
    about = [f"{row.partnership_name}, {wording.quarter(row.quarter)}" for row in shown]
    return table(
        "Targets found",
        [
            Column(
                "Target",
                [named(row.target, row.title, to, said) for row, said in zip(shown, about, strict=True)],
                names_row=True,
                class_="ox-wide",
            ),
            Column("Status", [status_of(row) for row in shown]),
            Column("In one sentence", [_told(row) for row in shown], class_="ox-wide"),
            Column("Who", [owners.get(row.target) for row in shown], class_="ox-middle"),
        ],
    )


def _told(row) -> Markup:
    comment = element("span", row.commentary, class_="ox-sub") if pd.notna(row.commentary) else None
    return joined([row.sentence, comment])


def loosened(offers: Sequence[tuple[str, int, str]], afresh: str) -> Markup:
    """What to leave out where no target fits: its words, how many targets fit without it, and the address of that.

    ``afresh`` is the address with nothing asked for, for where no single choice is to blame.
    """
    lines = [
        joined([link(said, address), f": {count} target{'' if count == 1 else 's'}"]) for said, count, address in offers
    ]
    return joined([paragraph(NOTHING), bullets([*lines, link("Start again with nothing chosen", afresh)])])


def comparison(rows: pd.DataFrame, to: Address) -> Markup:
    """Partnerships side by side in the register's order, never sorted by how they do; findings.comparison.of."""
    shown = list(rows.itertuples())
    return table(
        "Partnerships side by side, in the register's order",
        [
            Column(
                "Partnership",
                [link(row.partnership_name, to("partnership", partnership=row.partnership)) for row in shown],
                names_row=True,
                class_="ox-middle",
            ),
            Column(
                "As at",
                [wording.quarter(row.quarter) if pd.notna(row.quarter) else "" for row in shown],
                class_="ox-asat",
            ),
            Column("Targets", [f"{row.targets:,}" for row in shown], numeric=True),
            Column("Off track", [f"{row.off_track:,}" for row in shown], numeric=True),
            Column("Insufficient data", [f"{row.insufficient_data:,}" for row in shown], numeric=True),
            Column("On track", [f"{row.on_track:,}" for row in shown], numeric=True),
            Column(
                "Share",
                [bar(row.off_track, row.insufficient_data, row.on_track) for row in shown],
                class_="ox-middle ox-share",
            ),
            Column("Figures given", [_given(row) for row in shown], class_="ox-middle"),
            Column(SINCE_HEADING, [row.change for row in shown], class_="ox-middle"),
        ],
    )


def _given(row) -> Markup:
    """How many targets have a figure of the quarter, and how firm those are."""
    if not row.targets:
        return joined([])
    below = [f"{row.provisional} provisional or estimated"] if row.provisional else []
    below += [f"{row.proxy} against a proxy"] if row.proxy else []
    return joined([f"{row.with_figure} of {row.targets}", *(element("span", said, class_="ox-sub") for said in below)])
