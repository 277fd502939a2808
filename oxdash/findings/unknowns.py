"""Targets that cannot be judged: which, why, for how long, and when it will be known."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings.counts import NONE_UNKNOWN
from oxdash.findings.diary import in_days
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.rows import each_row


class Expectation(StrEnum):
    """When a missing figure is to come, seen from a day, in the order in which the Board reads it."""

    OVERDUE = "overdue"
    BEFORE = "before the next meeting"
    LATER = "later"
    NO_DATE = "no date given"


UNKNOWN_TABLE = "Targets that cannot be judged"  # the caption of the table of them
EXPECTED = [
    *("target", "partnership", "quarter", "reason", "owner", "expected_on", "expectation", "days", "unknown_for"),
    "sentence",
]


def cannot_judge(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that cannot be judged, those unknown for longest first where ``unknown_for`` is known."""
    unknown = rows[rows["status"].astype("str") == Status.INSUFFICIENT_DATA]
    if "unknown_for" in unknown:
        unknown = unknown.sort_values("unknown_for", ascending=False, kind="stable")
    return unknown.reset_index(drop=True)


def next_meeting(meetings: pd.DataFrame, as_at: date, body: str) -> pd.Timestamp | None:
    """The day of the body's first meeting after ``as_at``; None where none is set. ``meetings``: body, date."""
    days = meetings.loc[(meetings["body"] == body) & (meetings["date"] > pd.Timestamp(as_at)), "date"]
    return days.min() if len(days) else None


def expected(
    rows: pd.DataFrame,
    owners: Mapping[str, str] | pd.Series,
    meetings: pd.DataFrame,
    as_at: date,
    body: str,
) -> pd.DataFrame:
    """Every target that cannot be judged, who answers for it, and when its figure is to come: `EXPECTED`.

    In: ``rows``, judged rows with unknown_for (a position's); ``owners`` by target; the register's meetings (body,
    date). Out: expectation (`Expectation`: overdue is expected before ``as_at``; before the next meeting is before the
    day of the body's first one after ``as_at``; without such a meeting it is later), days (from ``as_at`` until it is
    expected, negative where overdue; missing without a day), sentence. Overdue first, the longest first; then by the
    day expected; those without one last, unknown for longest first.
    """
    meeting = next_meeting(meetings, as_at, body)
    table = cannot_judge(rows)
    days = (table["expected_on"] - pd.Timestamp(as_at)).dt.days.astype("float64")
    whens = [str(_expectation(day, left, meeting)) for day, left in zip(table["expected_on"], days, strict=True)]
    table = table.assign(
        reason=table["reason"].astype("str"),
        owner=[owners.get(target) for target in table["target"]],
        expectation=pd.Series(whens, dtype="str"),
        days=days,
    )
    table["sentence"] = pd.Series([_sentence(row) for row in each_row(table)], dtype="str")
    order = {str(when): number for number, when in enumerate(Expectation)}
    table = table.assign(order=table["expectation"].map(order)).sort_values(["order", "days"], kind="stable")
    return table[EXPECTED].astype({"owner": "str"}).reset_index(drop=True)


def arriving(table: pd.DataFrame) -> pd.DataFrame:
    """What of ``table`` (`expected`) arrives before the next meeting, the soonest first."""
    return table[table["expectation"] == Expectation.BEFORE].reset_index(drop=True)


def none_arriving(whose: str) -> str:
    """Where nothing is expected; ``whose`` meeting: ``the Board``."""
    return f"No figure is expected before the next meeting of {whose}."


def in_words(table: pd.DataFrame, meetings: pd.DataFrame, as_at: date, body: str, name: str) -> str:
    """``5 of 14 are expected before the Board of 15 September 2010; 3 are overdue; ...``

    ``table`` is `expected` with the same meetings, day and body; ``name`` is what the body is called.
    """
    if table.empty:
        return NONE_UNKNOWN
    meeting = next_meeting(meetings, as_at, body)
    counted = {when: int((table["expectation"] == when).sum()) for when in Expectation}
    overdue, before, later, no_date = (counted[when] for when in Expectation)
    many = f"{wording.counted(len(table), 'target')} cannot be judged."
    known = f"{before} of {len(table)} {_are(before)}" if before else "None is"
    parts = [f"{known} expected before the {name} of {wording.day(meeting)}"] if meeting is not None else []
    parts += [f"{overdue} {_are(overdue)} overdue"] if overdue else []
    parts += [f"{later} {_are(later)} expected {'later' if meeting is not None else 'on a day given'}"] if later else []
    parts += [f"for {no_date} no date was given"] if no_date else []
    return f"{many} {wording.sentence_case('; '.join(parts))}."


def _are(count: int) -> str:
    return "is" if count < 2 else "are"


def _expectation(day: pd.Timestamp, days: float, meeting: pd.Timestamp | None) -> Expectation:
    if pd.isna(day):
        return Expectation.NO_DATE
    if days < 0:
        return Expectation.OVERDUE
    return Expectation.BEFORE if meeting is not None and day < meeting else Expectation.LATER


def _sentence(row) -> str:
    """``NI 72 cannot be judged at Q3 2009/10: data quality. The figure was expected on 30 April 2010, 83 days ago.``"""
    if pd.notna(row.expected_on):
        when = f"{'was' if row.days < 0 else 'is'} expected on {wording.day(row.expected_on)}, {in_days(row.days)}"
        when = f"The figure {when}"
    else:
        when = _WAITS.get(row.reason) or "No date is given for the figure"
    running = wording.quarters_running(int(row.unknown_for))
    said = f"{row.target} cannot be judged at {wording.quarter(row.quarter)}: {row.reason}."
    return f"{said} {when}; not judged for {running}."


_WAITS = {str(reason): reason.waits for reason in Reason}
