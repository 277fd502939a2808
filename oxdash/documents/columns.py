"""Columns of tables: picked by name from where they are declared, and those that several subjects have."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from oxdash.documents import cells
from oxdash.documents.blocks import NONE, Column, On
from oxdash.documents.inline import Bar, Figure, Link, Tagged, Words
from oxdash.findings.actions import NO_OWNER
from oxdash.findings.changes import SINCE_HEADING
from oxdash.findings.counts import off_track_in_words
from oxdash.findings.unknowns import Expectation
from oxdash.judging.told import AT
from oxdash.register.columns import MEETINGS
from oxdash.vocabulary import source, wording
from oxdash.vocabulary.model import LEVEL, PER_CENT, PERCENTAGE_POINTS, Better, Status
from oxdash.vocabulary.schemas import Kind, Schema

INSUFFICIENT = wording.LOOKS[Status.INSUFFICIENT_DATA].word  # heads whatever cannot be judged, everywhere
TOGETHER = "\N{NO-BREAK SPACE}"  # between an arrow and its word
Names = Mapping[Any, str] | pd.Series  # by code


def of(schema: Schema, *names: str, **headings: str) -> tuple[Column, ...]:
    """Columns of a table by their names, each shown as its schema declares it; ``headings``: what else stands above."""
    columns = {name: one(schema, name) for name in names}
    return tuple((columns | {name: replace(columns[name], heading=said) for name, said in headings.items()}).values())


def one(schema: Schema, name: str, **otherwise: Any) -> Column:
    """One of them, with what it is ``otherwise`` here: fields of `Column`."""
    declared = schema.columns[name]
    shown = Column(schema.heading(name), name, declared.written, widest=declared.widest)
    return replace(shown, **otherwise)


def of_register(schema: Schema, name: str, rows: pd.DataFrame, **otherwise: Any) -> Column:
    """The same of ``rows`` of the register: what alone is illustrative is marked, what nobody has on record is said."""
    return one(schema, name, of=cells.of_register(rows, name, schema.heading(name)), **otherwise)


# of findings.counts: how many targets, and how many of each status
TARGETS = Column("Targets", "targets", Kind.NUMBER, share=1.1)
OFF_TRACK = Column("Off track", off_track_in_words, Kind.NUMBER, share=1.5)
UNKNOWN = Column(INSUFFICIENT, "insufficient_data", Kind.NUMBER, share=1.3)
ON_TRACK = Column("On track", "on_track", Kind.NUMBER)
GIVEN = Column("Figures given", kind=Kind.NUMBER)  # how many of those that were to be
BY_STATUS = (OFF_TRACK, UNKNOWN, ON_TRACK)
AS_AT = one(AT, "quarter", heading="As at", share=1.5, fits="asat")
SINCE = Column(SINCE_HEADING, "change", share=2.4, fits="middle")
PARTNERSHIP = one(AT, "partnership_name", names_row=True, share=3.2)
BODY = one(MEETINGS, "body", names_row=True)


def bars(rows: pd.DataFrame) -> Column:
    """How many targets of each status, as a bar: all rows on one scale. ``rows`` is findings.counts.of."""
    longest = int(rows["targets"].max()) if len(rows) else 0

    def bar(row) -> Bar:
        return Bar(row.off_track, row.insufficient_data, row.on_track, getattr(row, "close", 0), longest)

    return Column("Counts", bar, fits="middle share", on=On.PAGE)


def of_return(row) -> str:
    """When a row is of: the quarter of its return."""
    return wording.quarter(row.quarter)


def what_for(
    titles: Names, names: Names | None, when: Callable[[Any], str] = of_return, heading: str = "For"
) -> Column:
    """What each row is for: a target with the way to it, or a priority, a theme or the partnership in words.

    Beneath stand whose it is and ``when``. ``titles`` are by target, ``names`` of partnerships: one that is not there
    is not named, and without any nothing stands beneath.
    """

    def cell(row) -> tuple[Link | str, ...]:
        if pd.notna(row.target):
            said: Link | str = target(row.target, titles[row.target])
        else:
            said = wording.sentence_case(row.about)
        if names is None:
            return (said,)
        return said, ", ".join(part for part in (names.get(row.partnership), when(row)) if part)

    return Column(heading, cell, names_row=True, share=2.8, fits="wide")


def partnership(names: Names) -> Column:
    """The column that names each row by its partnership, with the way to it. ``names`` are by code."""

    def cell(row) -> Link:
        return Link(names[row.partnership], "partnership", partnership=row.partnership)

    return replace(PARTNERSHIP, of=cell)


def at_quarters(quarters: Iterable[str], cell: Callable[[Any, str], Any], fits: str) -> list[Column]:
    """A column for each quarter, of what ``cell`` makes of a row and the quarter."""

    def at(quarter: str) -> Column:
        return Column(wording.quarter(quarter), lambda row: cell(row, quarter), fits=fits)

    return [at(quarter) for quarter in quarters]


def target(code: str, title: str) -> Link:
    return Link(f"{code} {title}", "target", target=code)


def named(row) -> tuple[Link, str]:
    """A judged row's target, with the way to it, and whose it is and when."""
    return target(row.target, row.title), f"{row.partnership_name}, {wording.quarter(row.quarter)}"


def target_alone(row) -> Link:
    """The same where it is clear whose it is and when."""
    return target(row.target, row.title)


def why(row) -> tuple[str, ...]:
    """The reason, and the officer's own comment as they typed it."""
    said = [wording.sentence_case(str(row.reason))]
    if pd.notna(row.commentary):
        said += [line for line in str(row.commentary).splitlines() if line.strip()]
    return tuple(said)


def actual(row) -> Figure | str:
    """The figure, with what stands beside it; the words for nothing where there is none."""
    return _figure(row, row.actual, wording.beside_figure(row))


def milestone(row) -> Figure | str | tuple[str, ...]:
    """The value in force, a range where the target has one, with what stands beside it."""
    beside = wording.beside_milestone(row)
    if row.better == Better.WITHIN_RANGE and pd.notna(row.milestone_upper):
        return wording.agreed(row, row.unit), *beside
    return _figure(row, row.milestone, beside)


def _figure(row, value: float, beside: tuple[str, ...]) -> Figure | str:
    return NONE if pd.isna(value) and not beside else Figure(value, row.unit, row.places, beside)


def short_by(row) -> Figure | str:
    """The gap in the target's own unit, where the figure falls short."""
    if pd.isna(row.shortfall) or row.shortfall <= 0:
        return ""
    if row.unit in (PER_CENT, PERCENTAGE_POINTS, LEVEL):
        return wording.gap(row.shortfall, row.unit, row.places)
    return Figure(row.shortfall, row.unit, row.places)


def forecast(row) -> Figure | str:
    """The officer's own year-end figure and how it would be judged; never part of the status now."""
    if pd.isna(row.forecast):
        return "none given"
    judged = () if pd.isna(row.forecast_status) else (wording.status_words(row.forecast_status),)
    return Figure(row.forecast, row.unit, row.places, judged)


def trend(trends: pd.DataFrame) -> tuple[Column, Column]:
    """Which way each target goes: an arrow for the figure, and a word for whether that is better; or why there is none.

    ``trends`` is `Standing.trends`. Whoever hears a page hears the sentence too; a paper has the words, which need no
    colour.
    """

    def heard(row) -> tuple[Words, ...]:
        return tuple(
            Words((before, *((Tagged(arrow, "sign"), TOGETHER) if arrow else ()), word, Tagged(f". {said}", "hidden")))
            for before, arrow, word, said in _both_trends(trends.loc[row.target])
        )

    shown = Column("Trend", heard, fits="middle", on=On.PAGE)
    return shown, replace(shown, of=lambda row: going(trends.loc[row.target]), share=1.9, fits="", on=On.PAPER)


def going(told) -> tuple[str, ...]:
    """``↑ Improving`` and ``Longer run: ↓ worsening``: both trends of a row of findings.trend.of, in words alone."""
    return tuple(f"{before}{arrow}{TOGETHER if arrow else ''}{word}" for before, arrow, word, _ in _both_trends(told))


def _both_trends(told) -> list[tuple[str, str, str, str]]:
    """What stands before each, arrow, word and sentence; one of them where for one reason there is neither."""
    short = ("", told.short_arrow, told.short_word, told.short)
    if told.short == told.long:
        return [short]
    return [short, ("Longer run: ", told.long_arrow, wording.mid_sentence(told.long_word), told.long)]


def expected_on(row) -> str:
    return wording.day(row.expected_on) or str(Expectation.NO_DATE)


def unknown_for(row) -> str:
    return wording.quarters_running(int(row.unknown_for))


def where_from(row) -> tuple[str | Link | None, ...]:
    """Workbook, sheet and cell of a figure, and its return; a quarter without a return has none.

    The return leads to its place on file, which gives the workbook to whoever may open it.
    """
    which = source.of_return(row)
    if not which:
        return (source.place(row),)
    return source.place(row), Link(
        wording.sentence_case(which), "returns", partnership=row.partnership, quarter=row.quarter
    )


# of a judged row
QUARTER = one(AT, "quarter", names_row=True, fits="tight")
FROM = Column("From", where_from, fits="middle")
TARGET = one(AT, "target", of=named, names_row=True, share=3, fits="wide")
TARGET_ALONE = replace(TARGET, of=target_alone)
STATUS = one(AT, "status", share=1.6)
ACTUAL = one(AT, "actual", of=actual)
MILESTONE = one(AT, "milestone", of=milestone)
FIGURES = Column("Figures", cells.against, share=2)
FIGURE = Column("Figure", kind=Kind.NUMBER)  # one that is written with its unit
SHORT_BY = Column("Missed by", short_by, Kind.NUMBER)
WHY = Column("Why", why, share=2.4, fits="wide")
FORECAST = one(AT, "forecast", of=forecast, kind=Kind.TEXT, share=1.5, fits="middle")
EXPECTED = Column("Expected", expected_on, share=1.5, fits="middle")
SENTENCE = one(AT, "sentence", heading="In one sentence", share=4.6)
WHO = Column("Who", lambda row: NO_OWNER if pd.isna(row.owner) else str(row.owner), share=2.4, fits="middle")
UNKNOWN_FOR = Column("Not judged for", unknown_for, share=1.4, fits="middle")
