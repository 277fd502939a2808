"""How far it is to safety: to the year-end target in real units, by which day, and how much that is a month.

And the other way about: which targets are on track by no more than one bad quarter.
"""

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from types import SimpleNamespace

import numpy as np
import pandas as pd

from oxdash.findings import series
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import Better, Measure, Status
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import CountedRow, JudgedRow, as_table, each_row
from oxdash.vocabulary.wording import day, number, quantity


class Standing(StrEnum):
    """Where a figure stands to the target of its year."""

    TO_GO = "to go"
    REACHED = "reached"
    WITHIN = "within the limit"  # it adds up, lower is better, and there is still room
    OVER = "over the limit"  # it adds up, and has passed what it may come to
    YEAR_OVER = "year over"


CHANGES = 3  # like-with-like changes a target must have behind it before its worst quarter means anything
COLUMNS = ["target", "quarter", "standing", "distance", "by", "months_left", "a_month", "sentence"]

NEAR = ["target", "quarter", "margin", "worst", "worst_at", "changes", "sentence"]


def of(rows: pd.DataFrame, as_at: date, calendar: Calendar) -> pd.DataFrame:
    """The distance of each row that has a figure of its own and a year-end target; `COLUMNS`, in their order.

    ``rows`` is `tables.JUDGED`, any rows; those without one or the other, or whose return does not count, are left
    out. ``distance``, in the target's unit and as printed, is what is still missing (negative: to spare). Where it
    adds up, lower is better and the target is not below zero, it is what the year has gone over, so negative is what
    may still come. ``by`` is the last day of the figure's year. ``months_left`` are the calendar months between the
    later of ``as_at`` and the end of the figure's quarter, and that day; one that has begun counts while a day of it
    is left; 0 where the year is over. ``a_month`` is for what adds up, in the target's unit: what is needed is
    rounded up to the printed places, what is still allowed down; missing for anything else.
    """
    found = []
    for row in each_row(series.counted(rows).sort_index()):
        if pd.isna(row.year_end_target) or (row.better == Better.WITHIN_RANGE and pd.isna(row.year_end_upper)):
            continue
        f = _facts(row, as_at, calendar)
        found.append((row.target, row.quarter, *_told(f)))
    numbers = {"distance": "float64", "months_left": "int64", "a_month": "float64"}
    return as_table(found, COLUMNS, by="datetime64[ns]", **numbers)


def within_one_bad_quarter(
    rows: pd.DataFrame, judged: pd.DataFrame, targets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The on-track targets whose margin to the milestone is no larger than their own worst quarter so far; `NEAR`.

    ``rows`` and ``judged`` are `tables.JUDGED`: one row a target, and every quarter; ``targets`` is `tables.TARGETS`,
    for the changes of definition. ``margin`` and ``worst`` are in the target's unit, as printed; ``worst_at`` is the
    quarter that was worst, ``changes`` how many there were to choose from: at least `CHANGES`, or the target is left
    out, and so is one that never got worse. By margin over worst, the nearest first.

    Like with like: a snapshot or rolling figure against the quarter before; what a cumulative one added in a quarter,
    and a yearly figure, against the same quarter a year before. Worse is towards the milestone; for within range,
    towards the nearer end.
    """
    own, found = series.of_each(judged, targets), []
    for row in each_row(rows[rows["status"].astype("str") == Status.ON_TRACK]):
        if pd.isna(row.shortfall):
            continue
        changes = _like_with_like(own(row.target, row.quarter))
        worse = {quarter: _worse(row, change) for quarter, change in changes.items()}
        worst_at = max(worse, key=worse.__getitem__, default="")
        worst = worse.get(worst_at, 0.0)
        margin = float(as_printed(-row.shortfall, row.places))
        if len(worse) >= CHANGES and worst > 0 and margin <= worst:
            said = _near(row, margin, worst, worst_at)
            found.append((row.target, row.quarter, margin, worst, worst_at, len(worse), said))
    table = as_table(found, NEAR, margin="float64", worst="float64", changes="int64")
    nearness = (table["margin"] / table["worst"]).sort_values(kind="stable")
    return table.loc[nearness.index].reset_index(drop=True)


def turning_in_words(row: pd.DataFrame, judged: pd.DataFrame, targets: pd.DataFrame | None = None) -> str:
    """Whether one bad quarter would turn a target that is on track; an empty text for any other.

    ``row`` is the one row of it, ``judged`` and ``targets`` as in `within_one_bad_quarter`.
    """
    if row.empty or row["status"].astype("str").iloc[0] != Status.ON_TRACK:
        return ""
    near = within_one_bad_quarter(row, judged, targets)
    if len(near):
        return f"One bad quarter from going off track: {wording.mid_sentence(near['sentence'].iloc[0])}"
    target, quarter = row["target"].iloc[0], row["quarter"].iloc[0]
    own = series.of_each(judged[judged["target"] == target], targets)
    if len(_like_with_like(own(target, quarter))) < CHANGES:
        return "Too few quarters can be compared to say whether one bad one would turn it."
    return "A quarter as bad as its worst so far would not turn it."


def _like_with_like(own: series.Series) -> dict[str, float]:
    """How far each quarter moved from the one it may be compared with, as printed; only where both are there."""
    if own.newest is None:
        return {}
    back = 4 if own.row.measure in (Measure.CUMULATIVE, Measure.ANNUAL) else 1
    each = series.each_quarter(own)
    moved = {q: each[q] - each[series.earlier(q, back)] for q in each if series.earlier(q, back) in each}
    return {quarter: float(as_printed(change, own.row.places)) for quarter, change in moved.items()}


def _worse(row: JudgedRow, change: float) -> float:
    """The same change as so much worse; negative is better."""
    if row.better == Better.WITHIN_RANGE:
        figure, lower, upper = as_printed([row.actual, row.milestone, row.milestone_upper], row.places)
        return change if upper - figure < figure - lower else -change
    return change if row.better == Better.LOWER else -change


def _near(row: JudgedRow, margin: float, worst: float, worst_at: str) -> str:
    """``On track by 1.1 points at Q3 2009/10; its worst quarter so far, Q2 2009/10, was 1.2 points worse than ...``"""
    margin_said, worst_said = (wording.gap(value, row.unit, int(row.places)) for value in (margin, worst))
    back = "the same quarter a year before" if row.measure in (Measure.CUMULATIVE, Measure.ANNUAL) else "the one before"
    at = wording.quarter(row.quarter)
    begun = f"On track by {margin_said} at {at}"
    if margin == 0:
        begun = f"On track with nothing to spare at {at}"
    elif margin < 0:
        missed = "outside its range" if row.better == Better.WITHIN_RANGE else "short of its milestone"
        missed = "above its milestone" if row.better == Better.LOWER else missed
        begun = f"On track only within the tolerance at {at}, {margin_said} {missed}"
    if row.better == Better.WITHIN_RANGE:
        when = wording.quarter(worst_at)
        return f"{begun}; its largest move so far towards that end of the range, {when}, was {worst_said}."
    return f"{begun}; its worst quarter so far, {wording.quarter(worst_at)}, was {worst_said} worse than {back}."


def _facts(row: CountedRow, as_at: date, calendar: Calendar) -> SimpleNamespace:
    """What the sentences ask of a row: its figure and bounds as printed, the day, and the months that are left."""
    quarter = Quarter.parse(row.quarter)
    by = calendar.last_day(quarter.year_end)
    begins = max(as_at, calendar.last_day(quarter)) + timedelta(days=1)
    months = max(12 * (by.year - begins.year) + by.month - begins.month + 1, 0)
    lower, upper = as_printed([row.year_end_target, row.year_end_upper], row.places)
    return SimpleNamespace(
        quarter=row.quarter,
        figure=row.printed,
        lower=float(lower),
        upper=float(upper),
        places=int(row.places),
        unit=row.unit,
        better=row.better,
        adds_up=row.measure == Measure.CUMULATIVE,
        by=pd.Timestamp(by),
        months=months,
    )


def _told(f: SimpleNamespace) -> tuple:
    """standing, distance, by, months_left, a_month, sentence of one row."""
    distance = float(as_printed(_short(f), f.places))
    limited = f.adds_up and f.better == Better.LOWER and f.lower >= 0
    a_month = np.nan
    if f.months == 0:
        standing, sentence = Standing.YEAR_OVER, _year_over(f, distance, limited)
    elif limited:
        standing = Standing.WITHIN if distance <= 0 else Standing.OVER
        a_month = _a_month(distance, f) if distance <= 0 else np.nan
        sentence = _room(f, distance, a_month)
    elif distance <= 0:
        standing, sentence = Standing.REACHED, _reached(f, distance)
    elif f.adds_up and f.better == Better.WITHIN_RANGE and f.figure > f.upper:  # no more may come
        standing = Standing.OVER
        sentence = f"Already {_gap(f, distance)} over {_target(f)}; what adds up seldom comes down."
    else:
        standing, sentence = Standing.TO_GO, _to_go(f, distance)
        a_month = _a_month(distance, f) if f.adds_up else np.nan
    return str(standing), distance, f.by, f.months, a_month, sentence


def _short(f: SimpleNamespace) -> float:
    """How much is missing; negative is to spare, within a range to the nearer end."""
    if f.better == Better.WITHIN_RANGE:
        return max(f.lower - f.figure, f.figure - f.upper)
    return f.lower - f.figure if f.better == Better.HIGHER else f.figure - f.lower


def _a_month(distance: float, f: SimpleNamespace) -> float:
    """The distance shared out over the months left, in the printed places, on the safe side."""
    share = Decimal(format(abs(distance), ".15g")) / f.months
    rounding = ROUND_CEILING if distance > 0 else ROUND_FLOOR
    return float(share.quantize(Decimal(1).scaleb(-f.places), rounding))


def _to_go(f: SimpleNamespace, distance: float) -> str:
    """``Needs 38 more homes by 31 March 2010, 13 a month.`` or ``Needs to rise by 3.8 points by 31 March 2010.``"""
    if f.adds_up and f.better != Better.LOWER:
        a_month = _amount(f, _a_month(distance, f))
        return f"Needs {_more(f, distance)} by {day(f.by)}{f', {a_month} a month' if f.months > 1 else ''}."
    rises = f.figure < f.lower
    goal = f" to come within {_target(f)}" if f.better == Better.WITHIN_RANGE else ""
    a_month = f", {_gap(f, _a_month(distance, f))} a month" if f.adds_up and f.months > 1 else ""
    return f"Needs to {'rise' if rises else 'fall'} by {_gap(f, distance)}{goal} by {day(f.by)}{a_month}."


def _room(f: SimpleNamespace, distance: float, a_month: float) -> str:
    """Where it adds up and lower is better: what may still come, or by how much it has gone over."""
    if distance > 0:
        return f"Already {_gap(f, distance)} over {_target(f)}."
    if distance == 0:
        return f"Already at {_target(f)}: none more may come by {day(f.by)}."
    each = f", {_amount(f, a_month)} a month" if f.months > 1 and a_month else ""
    return f"At most {_more(f, -distance)} by {day(f.by)}{each}."


def _reached(f: SimpleNamespace, distance: float) -> str:
    if f.better == Better.WITHIN_RANGE:
        return f"Already within {_target(f)}; it has to stay there until {day(f.by)}."
    spare = f", with {_gap(f, distance)} to spare" if distance else ""
    hold = "" if f.adds_up and f.better == Better.HIGHER else f"; it has to hold until {day(f.by)}"
    return f"Has already reached {_target(f)}{spare}{hold}."


def _year_over(f: SimpleNamespace, distance: float, limited: bool) -> str:
    figure = quantity(f.figure, f.unit, f.places)
    begun = f"The year ended on {day(f.by)}. The figure for {wording.quarter(f.quarter)}, {figure},"
    if limited and not f.quarter.endswith("Q4") and distance <= 0:
        return f"{begun} was still {_gap(f, distance)} under {_target(f)}." if distance else f"{begun} was at it."
    if distance <= 0:
        return f"{begun} met {_target(f)}."
    if f.better == Better.WITHIN_RANGE:
        return f"{begun} was {_gap(f, distance)} {'below' if f.figure < f.lower else 'above'} {_target(f)}."
    return f"{begun} was {_gap(f, distance)} {'short of' if f.better == Better.HIGHER else 'over'} {_target(f)}."


def _target(f: SimpleNamespace) -> str:
    if f.better == Better.WITHIN_RANGE:
        return f"the year-end range of {wording.span(f.lower, f.upper, f.unit, f.places)}"
    return f"the year-end target of {quantity(f.lower, f.unit, f.places)}"


def _gap(f: SimpleNamespace, distance: float) -> str:
    return wording.gap(distance, f.unit, f.places)


def _amount(f: SimpleNamespace, value: float) -> str:
    """A number a month: its unit stands beside the amount before it."""
    return wording.quantity(value, f.unit, f.places) if units.alone(f.unit) else number(value, f.places)


def _more(f: SimpleNamespace, value: float) -> str:
    return wording.more(value, f.unit, f.places)
