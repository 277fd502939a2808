"""The lists the Board works from: what changed, what is off track and what is done, what cannot be judged and why."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
from markupsafe import Markup

from oxdash.documents.cells import by_whom
from oxdash.documents.markup.element import Column, bullets, element, heading, joined, link, paragraph, stacked, table
from oxdash.documents.markup.standing import Address, named
from oxdash.findings import counts, unknowns
from oxdash.findings.actions import DOING_HEADING, NONE_RETURNED, returned
from oxdash.findings.changes import in_their_words
from oxdash.vocabulary import marks, wording
from oxdash.vocabulary.model import COUNT, LEVEL, PER_CENT, PERCENTAGE_POINTS, POUNDS, Better
from oxdash.vocabulary.subject import without_target
from oxdash.vocabulary.wording import gap, number, quantity

NONE = "none"  # an empty cell could be a mistake
NO_OWNER, NO_DATE = "no owner named", "no date given"


def changed(moved: pd.DataFrame, titles: Mapping[str, str], to: Address, none: str) -> Markup:
    """What changed, kind by kind, with what was said of it; findings.changes.between. ``titles`` are by target.

    ``none``: what to say where nothing did, changes.none_in_words.
    """
    if moved.empty:
        return paragraph(none)
    parts = []
    for kind, rows in moved.groupby("change", sort=False):
        lines = [
            joined(
                [
                    link(f"{r.target} {titles[r.target]}", to("target", target=r.target)),
                    element(
                        "span",
                        element("span", without_target(r.sentence, r.target), class_="ox-sub"),
                        element("span", said, class_="ox-sub") if said else None,
                        class_="ox-side",
                    ),
                ]
            )
            for r in rows.itertuples()
            for said in [in_their_words(r.change, r.said_by_officer)]
        ]
        parts += [heading(f"{wording.sentence_case(kind)} ({len(rows)})", 3), bullets(lines)]
    return joined(parts)


def off_track(
    rows: pd.DataFrame, actions: pd.DataFrame, to: Address, bodies: Mapping[str, str] = MappingProxyType({})
) -> Markup:
    """Every off-track target: actual against milestone, the gap, why, what is done by whom and when, and the forecast.

    ``rows`` are off-track rows of a position; ``actions`` is tables.ACTIONS, of which those for the row's quarter show;
    ``bodies`` are names by code.
    """
    if rows.empty:
        return paragraph(counts.NONE_OFF_TRACK)
    shown = list(rows.itertuples())
    return table(
        counts.OFF_TRACK_TABLE,
        [
            _targets(shown, to),
            Column("Actual", [actual(r) for r in shown], numeric=True),
            Column("Milestone", [milestone(r) for r in shown], numeric=True),
            Column("Short by", [short_by(r) for r in shown], numeric=True),
            Column("Why", [why(r) for r in shown], class_="ox-wide"),
            Column(DOING_HEADING, [doing(actions, r.target, r.quarter, bodies) for r in shown], class_="ox-wide"),
            Column("Year-end forecast", [forecast(r) for r in shown], class_="ox-middle"),
        ],
    )


def cannot_judge(rows: pd.DataFrame, owners: pd.Series, to: Address) -> Markup:
    """Every target that cannot be judged: why, who answers for it, when a figure is expected, how long it has been so.

    ``owners`` is by target: the post that answers for it.
    """
    if rows.empty:
        return paragraph(counts.NONE_UNKNOWN)
    shown = list(rows.itertuples())
    return table(
        unknowns.UNKNOWN_TABLE,
        [
            _targets(shown, to),
            Column("Why", [why(r) for r in shown], class_="ox-wide"),
            Column("Who", [owner(owners.get(r.target)) for r in shown], class_="ox-middle"),
            Column("Expected", [wording.day(r.expected_on) or NO_DATE for r in shown], class_="ox-middle"),
            Column("Unknown for", [wording.quarters_running(int(r.unknown_for)) for r in shown]),
        ],
    )


def owner(post: object) -> str:
    """The post that answers for something, or that none is named."""
    return NO_OWNER if pd.isna(post) else str(post)


def _targets(rows: list, to: Address) -> Column:
    """The column that names each row: the target, whose it is and when."""
    about = [f"{r.partnership_name}, {wording.quarter(r.quarter)}" for r in rows]
    cells = [named(r.target, r.title, to, said) for r, said in zip(rows, about, strict=True)]
    return Column("Target", cells, names_row=True, class_="ox-wide")


def figure(value: float, unit: str, places: int, *below: str | None) -> Markup:
    """A figure for a column of figures: a sign stands beside it, the name of a unit below, where it needs no width."""
    if pd.isna(value):
        return joined(below)
    beside = unit in (PER_CENT, PERCENTAGE_POINTS, POUNDS, LEVEL, COUNT)
    said = quantity(value, unit, places) if beside else number(value, places)
    under = [None if beside else unit, *below]
    return joined([said, *(element("span", words, class_="ox-sub") for words in under if words)])


def actual(row) -> Markup:
    """The figure, with what stands beside it; the words for nothing where there is none."""
    return figure(row.actual, row.unit, row.places, *marks.of_actual(row)) or joined([NONE])


def milestone(row) -> Markup:
    """The value in force, a range where the target has one, with what stands beside it."""
    beside = marks.of_milestone(row)
    if row.better == Better.WITHIN_RANGE and not pd.isna(row.milestone_upper):
        return joined([wording.agreed(row, row.unit), *(element("span", mark, class_="ox-sub") for mark in beside)])
    return figure(row.milestone, row.unit, row.places, *beside) or joined([NONE])


def short_by(row) -> Markup:
    """The gap in the target's own unit, where the figure falls short."""
    if pd.isna(row.shortfall) or row.shortfall <= 0:
        return joined([])
    if row.unit in (PER_CENT, PERCENTAGE_POINTS, LEVEL):
        return joined([gap(row.shortfall, row.unit, row.places)])
    return figure(row.shortfall, row.unit, row.places)


def forecast(row) -> Markup:
    """The officer's own year-end figure and how it would be judged; never part of the status now."""
    if pd.isna(row.forecast):
        return joined(["none given"])
    judged = None if pd.isna(row.forecast_status) else wording.status_words(row.forecast_status)
    return figure(row.forecast, row.unit, row.places, judged)


def why(row) -> Markup:
    """The reason in words, the state of the value where it moved, and the officer's own comment as they typed it."""
    reason = wording.sentence_case(str(row.reason))
    comment = element("span", row.commentary, class_="ox-sub") if not pd.isna(row.commentary) else None
    return joined([reason, comment])


def doing(actions: pd.DataFrame, target: str, quarter: str, bodies: Mapping[str, str]) -> Markup:
    """The actions returned for a target in a quarter that are not dropped, each with owner, day and other bodies."""
    mine = returned(actions, target, quarter)
    lines = [stacked((act.action, by_whom(act, bodies))) for act in mine.itertuples()]
    return bullets(lines) if len(lines) > 1 else joined(lines) if lines else joined([NONE_RETURNED])
