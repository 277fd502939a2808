"""The cells of a paper's tables, and its standing sentences, in plain text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from oxdash.documents.blocks import NONE
from oxdash.findings import counts, diary, series
from oxdash.findings.actions import DONE, NO_DATE, NO_OWNER, with_whom
from oxdash.findings.unknowns import Expectation
from oxdash.register import sources
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import PER_CENT, Better, Reason, Status
from oxdash.vocabulary.rows import JudgedRow, each_row
from oxdash.vocabulary.wording import gap, quantity

STATUS_CHART = "status-by-partnership"  # its name where a chart is a file
NONE_ON_RECORD = "none on record"
LONGEST_FILE = 120  # letters of a file's name: some systems take no more than 255 of a whole place


def file_name(code: str) -> str:
    """A target's code as the name of a file.

    >>> file_name("NI 157b")
    'NI-157b'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-")


def saved_as(*parts: str | None) -> str:
    """What a file is called that somebody keeps among others: whose it is, what it is, of when; no sign that some
    system does not take.

    >>> saved_as("Anyshire", "Board paper", "Q4 2009/10", None, "for Board 2010-07-01")
    'Anyshire Board paper Q4 2009-10 for Board 2010-07-01'
    """
    said = re.sub(r"[^\w .,()-]+", "-", " ".join(part for part in parts if part)).strip(" .-")
    return " ".join(said.split())[:LONGEST_FILE].strip()


def named(row) -> str:
    return f"{row.target} {row.title}"


def about(row) -> str:
    """What an action is for: its target's code, or a priority, a theme or the partnership."""
    return wording.sentence_case(row.about)


def said(text: object, otherwise: str = NONE) -> str:
    """What somebody wrote, or the words for nothing."""
    return otherwise if pd.isna(text) else str(text)


def owned(rows: pd.DataFrame, answering: pd.DataFrame) -> pd.DataFrame:
    """The rows with the ``owner`` of each, of its row of the register, marked where it alone is illustrative."""
    return rows.assign(owner=sources.marked(answering, "owner", "Owner").to_numpy())


def of_register(rows: pd.DataFrame, name: str, heading: str) -> list[str]:
    """A column of the register, each cell marked where it alone is illustrative; what nobody has on record is said."""
    return [said(text, NONE_ON_RECORD) for text in sources.marked(rows, name, heading)]


def where_it_comes_from(row: pd.Series) -> tuple[tuple[str, Any], ...]:
    """What a row of the register says of its source, and what of it no source gives; by the names of these."""
    illustrative = sources.of_row(row)
    return (
        ("Where this comes from", sources.named(row.basis)),
        ("Illustrative, in no source", wording.sentence_case(illustrative) if illustrative else None),
    )


def days_of_register(rows: pd.DataFrame, heading: str, name: str, counted: str) -> list[tuple[str, ...]]:
    """The days of a column, each with how far off it is (``counted``), and marked where it alone is illustrative."""
    found = []
    for when, days, mark in zip(rows[name], rows[counted], sources.marks(rows, heading), strict=True):
        first, *below = diary.day_told(when, days)
        found.append((f"{first}{mark}", *below))
    return found


def actual(row: JudgedRow) -> str:
    """The figure with what stands beside it: ``48.2% (provisional, corrected)``; the words for nothing without one."""
    return _marked(quantity(row.actual, row.unit, row.places), wording.beside_figure(row))


def milestone(row: JudgedRow) -> str:
    """The value in force, a range where the target has one, with what stands beside it."""
    return _marked(wording.agreed(row, row.unit), wording.beside_milestone(row))


def in_a_few_letters(row: JudgedRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actual and milestone for a narrow column: only a sign beside each, every mark on a line of its own."""
    unit = row.unit if row.unit == PER_CENT or units.alone(row.unit) else ""
    figure = quantity(row.actual, unit, row.places) or NONE
    value = wording.agreed(row, unit) or NONE
    return (figure, *wording.beside_figure(row)), (value, *wording.beside_milestone(row))


def _marked(said: str, beside: tuple[str, ...]) -> str:
    if not said:
        return NONE
    return f"{said} ({', '.join(beside)})" if beside else said


def against(row: JudgedRow) -> tuple[str, ...]:
    """Actual, milestone and the gap between them: a line each."""
    lines = [f"Actual {actual(row)}", f"Milestone {milestone(row)}"]
    if not pd.isna(row.shortfall) and row.shortfall > 0:
        lines.append(missed_by(row))
    return tuple(lines)


def forecast(row: JudgedRow) -> str:
    """The officer's own year-end figure and how it would be judged: ``Year-end forecast 48.2% (off track)``."""
    judged = () if pd.isna(row.forecast_status) else (wording.mid_sentence(wording.status_words(row.forecast_status)),)
    return f"Year-end forecast {_marked(quantity(row.forecast, row.unit, row.places), judged)}"


def missed_by(row: JudgedRow, of: str = "") -> str:
    """``3.8 points short``; with ``of``, what was missed: ``3.8 points short of its milestone``.

    A range is missed below or above it.
    """
    far = gap(row.shortfall, row.unit, row.places)
    if row.better == Better.HIGHER:
        return f"{far} short of {of}" if of else f"{far} short"
    if row.better == Better.LOWER:
        return f"{far} above {of}" if of else f"{far} too high"
    return f"{far} {'below' if row.actual < row.milestone else 'above'} the range"


def action(row, bodies: Mapping[str, str]) -> tuple[str, ...]:
    """What is done, and with whom. ``bodies``: names by code."""
    others = with_whom(row.with_bodies, bodies)
    return (row.action, others) if others else (row.action,)


def doing(acts: Iterable, bodies: Mapping[str, str]) -> tuple[str, ...]:
    """Actions on one target, each with owner, day and the other bodies in it. ``bodies``: names by code."""
    return tuple(f"{act.action} ({by_whom(act, bodies)})" for act in acts)


def by_whom(act, bodies: Mapping[str, str]) -> str:
    """``Head of Housing, due 30 June 2010, done, with Jobcentre Plus``."""
    due = f"due {wording.day(act.due)}" if pd.notna(act.due) else Expectation.NO_DATE
    done, others = "done" if act.state == DONE else None, with_whom(act.with_bodies, bodies)
    return ", ".join(part for part in (said(act.owner, NO_OWNER), due, done, others) if part)


def acted(row, whose: str, under: str, bodies: Mapping[str, str]) -> str:
    """``Rural isolation: Buses on Saturdays (OEP; Head of Transport, due 30 June 2010, with Jobcentre Plus)``.

    ``whose`` it is, and the partnership that it stands ``under``, by name: its own name is not said there, and with
    whom it acts not under others.
    """
    named = NO_OWNER if pd.isna(row.owner) else row.owner
    due = NO_DATE if pd.isna(row.due) else f"due {wording.day(row.due)}"
    others = with_whom(row.with_bodies, bodies) if whose == under else None
    by = ", ".join(part for part in (named, due, others) if part)
    return f"{about(row)}: {row.action} ({'' if whose == under else f'{whose}; '}{by})"


def due(row) -> tuple[str, ...]:
    """The day of an action, and how far off it is while it is open; ``row`` of findings.actions.standing."""
    if pd.isna(row.due):
        return (NO_DATE,)
    return (wording.day(row.due), *(() if pd.isna(row.days) else (diary.in_days(row.days),)))


def promised_for(row) -> tuple[str, ...]:
    """The day that was given then, and the one it was moved to; ``row`` of findings.promises.of."""
    moved = (f"now {wording.day(row.due)}",) if pd.notna(row.due) and row.due != row.promised else ()
    return (wording.day(row.promised) or NO_DATE, *moved)


def as_at(row, state: str | None) -> tuple[str, ...]:
    """The quarter that a partnership stands at, its age, and what is wrong with its return (``state``), if anything.

    ``row`` is of findings.counts.of. A quarter that is the one before is no age.
    """
    old = (f"{row.quarters_old} quarters old",) if row.quarters_old > 1 else ()
    return (wording.quarter(row.quarter), *old, *(line for line in (counts.begun_since(row), state) if line))


def of_course(row, rows: pd.DataFrame) -> str:
    """What a chart of one target says: its sentence, and the milestones to come; findings.series.to_year_end."""
    return f"{row.sentence} {series.milestones_to_come(rows)}".rstrip()


def counted(rows: pd.DataFrame, quarter: str, council: Council) -> str:
    """The counts of one partnership in the words that scrutiny reads.

    ``17 plan targets of which (at Q3 2009/10) 2 are on track, 7 are off track and 8 where we do not currently have
    enough to make a judgement.`` A status that no target has is left out; what will not be achieved, and the one reason
    why targets cannot be judged, are said. ``quarter`` is where the partnership stands; targets that began later are
    not of it, and that is said.
    """
    later = rows[rows.quarter > quarter]
    if len(later) == len(rows):  # a return of a quarter that none of them was there in says nothing of them
        quarter, later = rows.quarter.max() if len(rows) else quarter, rows.iloc[:0]
    found, at = counts.total(rows), wording.quarter(quarter)
    if not found.targets:
        return f"No {council.targets} at {at}."
    given_up = int((rows.reason.astype("str") == Reason.WILL_NOT_BE_ACHIEVED).sum())
    unknown = rows[rows.status == Status.INSUFFICIENT_DATA].reason.astype("str").unique()
    shared = f" ({unknown[0]})" if len(unknown) == 1 else ""
    off = f"{_are(found.off_track)} off track"
    if given_up:
        some = "" if given_up == found.off_track else f"{given_up} "
        off += f" ({some}will not be achieved)"
    parts = [
        (found.on_track, f"{_are(found.on_track)} on track"),
        (found.off_track, off),
        (
            found.insufficient_data,
            f"{found.insufficient_data} where we do not currently have enough to make a judgement{shared}",
        ),
    ]
    said = wording.listed([words for count, words in parts if count])
    began = ""
    if len(later):
        began = f" {len(later)} of them began after that; no return for {wording.quarter(later.quarter.max())} counts."
    return f"{council.counted(found.targets)} of which (at {at}) {said}.{began}"


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def groups_named(groups: pd.DataFrame) -> Iterator[tuple[Any, str, str]]:
    """Each delivery group of the register: its row, its name, and who leads it, with the mark of what no source gives.

    The leader is in brackets after a space, and empty where there is none.
    """
    rows = each_row(groups.rename(columns={"name": "called"}))
    for group, own, lead in zip(
        rows, sources.marks(groups, "Name"), sources.marks(groups, "Lead officer"), strict=True
    ):
        led = "" if pd.isna(group.lead_officer) else f" ({group.lead_officer}{lead})"
        yield group, f"{group.called}{own}", led
