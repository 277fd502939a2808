"""Why a target has the status it has, in one plain sentence, and the cell the figure came from.

The words are ours: an officer's commentary is never repeated here. The one thing an officer typed that may stand in a
sentence is the period of an older figure ("2008"), cut to a line of forty characters. All of it is plain text.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pandas as pd

from oxdash.rule import arrays
from oxdash.vocabulary import source, wording
from oxdash.vocabulary.model import OFFICER_REASONS, Better, FigureIs, Frequency, MilestoneKind, Reason, Status

NEEDED = ("status", "reason", "close", "shortfall", "actual", "milestone", "better", "places")
OPTIONAL = (
    *("quarter", "partnership", "unit", "frequency", "milestone_upper", "milestone_kind", "figure_is", "figure_is_for"),
    *("own_quarter", "absence", "expected_on", "unknown_for", "original_milestone", "original_upper"),
    *("original_status", "agreed_on", "workbook", "sheet", "cell", *source.COLUMNS),
)
_NUMBERS = (
    *("actual", "milestone", "milestone_upper", "shortfall", "original_milestone", "original_upper"),
    *("forecast", "year_end_target", "year_end_upper"),
)
_NOBODY: Mapping[str, str] = MappingProxyType({})


def sentences(judged: pd.DataFrame, partnerships: Mapping[str, str] = _NOBODY) -> pd.Series:
    """One sentence a row, with where the figure is from; same index.

    ``judged`` has the columns `NEEDED` and any of `OPTIONAL`: `tables.JUDGED`, from `findings.unknowns` ``unknown_for``
    and from `source.with_return` its columns. ``partnerships`` are names by code; a code without one stands as it is.
    """
    said = [of_row(row, partnerships) for row in rows(judged)]
    return pd.Series(said, index=judged.index, dtype="str", name="sentence")


def rows(judged: pd.DataFrame) -> Iterator[SimpleNamespace]:
    """Each row as `of_row` takes it: `NEEDED` and `OPTIONAL`, with None for whatever is missing."""
    return _rows(judged, NEEDED + OPTIONAL)


def of_row(row: SimpleNamespace, partnerships: Mapping[str, str] = _NOBODY) -> str:
    """The sentence of one of the `rows`. Its figures may be `Printed`."""
    return " ".join(
        part for part in (_sentence(row, partnerships), _renegotiated(row), _unknown(row), _from(row)) if part
    )


def forecast_sentences(judged: pd.DataFrame) -> pd.Series:
    """What the officer's year-end forecast says, a sentence a row; an empty text without a forecast; same index."""
    verdict = ("forecast", "forecast_status", "forecast_reason", "year_end_target", "year_end_upper")
    said = [_forecast(row) for row in _rows(judged, (*verdict, "better", "places", "unit"))]
    return pd.Series(said, index=judged.index, dtype="str", name="forecast_sentence")


def _rows(judged: pd.DataFrame, names: tuple[str, ...]) -> Iterator[SimpleNamespace]:
    """Each row as a namespace with None for whatever is missing."""
    held = [_values(judged, name) for name in names]
    for values in zip(*held, strict=True):
        row = SimpleNamespace(**dict(zip(names, values, strict=True)))
        row.places = int(row.places)
        yield row


def _values(judged: pd.DataFrame, name: str) -> list[Any]:
    """A column's values, with None for what is missing, as all of a column is that the table does not have."""
    if name not in judged:
        return [None] * len(judged)
    column: Any = arrays.numbers(arrays.Columns(judged), name) if name in _NUMBERS else judged[name]
    gone = pd.isna(column)
    values = column.tolist()
    return [None if none else value for value, none in zip(values, gone, strict=True)] if gone.any() else values


def _sentence(row: SimpleNamespace, partnerships: Mapping[str, str]) -> str:
    if row.status == Status.INSUFFICIENT_DATA:
        return f"Cannot judge: {_why_not(row, partnerships)}."
    word = wording.status_words(row.status, bool(row.close))
    if row.reason == Reason.WILL_NOT_BE_ACHIEVED:
        found = _no_figure(row) if _none(row) else _compared(row)
        return f"{word}: the partnership declares that the target will not be achieved; {found}."
    near = ", within the tolerance" if row.close else ""
    return f"{word}: {_compared(row)}{near}."


def _none(row: SimpleNamespace) -> bool:
    """No figure, or none for this quarter."""
    return row.actual is None or (row.own_quarter is not None and not row.own_quarter)


def _quarter(row: SimpleNamespace, before: str) -> str:
    return f" {before} {wording.quarter(row.quarter)}" if row.quarter else ""


def _quantity(row: SimpleNamespace, value: float) -> str:
    return wording.quantity(value, row.unit or "", row.places)


def _span(row: SimpleNamespace, low: float, high: float | None) -> str:
    return wording.span(low, high, row.unit or "", row.places)


def _figure(row: SimpleNamespace) -> str:
    """``48.2% (provisional) at Q3 2009/10``."""
    standing = f" ({row.figure_is})" if row.figure_is in (FigureIs.PROVISIONAL, FigureIs.ESTIMATE) else ""
    return f"{_quantity(row, row.actual)}{standing}{_quarter(row, 'at')}"


def _compared(row: SimpleNamespace) -> str:
    """``48.2% at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short``."""
    if row.shortfall is None:
        return f"{_figure(row)}, with no milestone for it"
    proxy = "an interim proxy milestone" if row.milestone_kind == MilestoneKind.INTERIM_PROXY else "a milestone"
    return f"{_figure(row)} against {_bounds(row, row.milestone, row.milestone_upper, proxy)}, {_distance(row)}"


def _bounds(row: SimpleNamespace, lower: float, upper: float | None, word: str) -> str:
    if row.better == Better.WITHIN_RANGE and upper is not None:
        return f"a range of {_span(row, lower, upper)}"
    return f"{word} of {_quantity(row, lower)} ({row.better} is better)"


def _distance(row: SimpleNamespace) -> str:
    """How far the figure is from what was agreed, in the target's own unit and in a direction that is a word."""
    gap = wording.gap(row.shortfall, row.unit or "", row.places)
    if row.better == Better.WITHIN_RANGE:
        if row.shortfall <= 0:
            return "within the range"
        return f"{gap} {'below' if row.actual < row.milestone else 'above'} it"
    if row.shortfall == 0:
        return "exactly on the milestone"
    if row.shortfall < 0:
        return f"{gap} better"
    return f"{gap} {'short' if row.better == Better.HIGHER else 'too high'}"


def _why_not(row: SimpleNamespace, partnerships: Mapping[str, str]) -> str:
    lead = partnerships.get(row.partnership, row.partnership) or "the partnership"
    if row.reason == Reason.RETURN_NOT_RECEIVED:
        return f"no return received from {lead}{_quarter(row, 'for')}"
    if row.reason == Reason.RETURN_DAMAGED:
        return f"the return from {lead}{_quarter(row, 'for')} no longer matches its receipt"
    if _none(row):
        return _no_figure(row)
    if row.reason == Reason.TARGET_NOT_AGREED:
        return f"{_figure(row)}, but no target value was ever agreed for the year"
    if row.reason == Reason.NO_INTERIM_MILESTONE:
        often = "two-yearly" if row.frequency == Frequency.TWO_YEARLY else "yearly"
        return f"{_figure(row)}, but a {often} measure has no milestone for this quarter"
    end = "upper" if row.milestone is not None else "lower"
    lacks = f"the range has no {end} milestone" if row.better == Better.WITHIN_RANGE else "there is no milestone"
    return f"{_figure(row)}, but {lacks}{' for this quarter' if row.quarter else ''}"


def _no_figure(row: SimpleNamespace) -> str:
    """``no figure, not yet published; expected 30 September 2010``."""
    why = row.reason if row.reason in OFFICER_REASONS else row.absence
    said = f", {why}" if why else ", and no reason given"
    if row.actual is None:
        older, found = "", "no figure"
    else:
        period = wording.period(row.figure_is_for)[:40]
        older = f"; the newest figure, {_quantity(row, row.actual)}, is for {period} and is not this quarter's"
        found = f"no figure{_quarter(row, 'for')}"
    expected = f"; expected {wording.day(row.expected_on)}" if row.expected_on is not None else ""
    return found + said + older + expected


def _renegotiated(row: SimpleNamespace) -> str:
    """What the milestone first was, where it has moved; and that only this makes it on track, where that is so."""
    ranged = row.better == Better.WITHIN_RANGE
    if row.shortfall is None or row.original_milestone is None or (ranged and row.original_upper is None):
        return ""
    first = _bounds(row, row.original_milestone, row.original_upper, "").strip()
    if first == _bounds(row, row.milestone, row.milestone_upper, "").strip():
        return ""
    word = "range" if ranged else "milestone"
    value = _span(row, row.original_milestone, row.original_upper if ranged else None)
    when = f" on {wording.day(row.agreed_on)}" if row.agreed_on is not None else ""
    if row.status == Status.ON_TRACK and row.original_status == Status.OFF_TRACK:
        return (
            f"Renegotiated{when}; on track only because the target was made easier: "
            f"against the original {word} of {value} it would be off track."
        )
    return f"Renegotiated{when}: the original {word} was {value}."


def _unknown(row: SimpleNamespace) -> str:
    if row.status == Status.INSUFFICIENT_DATA and (row.unknown_for or 0) > 1:
        return f"Not judged for {wording.quarters_running(int(row.unknown_for))}."
    return ""


def _from(row: SimpleNamespace) -> str:
    """Where the figure stands, and in which return; nowhere, where no return was received."""
    if row.workbook is None or row.reason == Reason.RETURN_NOT_RECEIVED:
        return ""
    return f"From {source.in_words(row)}."


def _forecast(row: SimpleNamespace) -> str:
    if row.forecast_status is None or row.forecast is None:
        return ""
    agreed = row.year_end_target is not None and (row.better != Better.WITHIN_RANGE or row.year_end_upper is not None)
    against = f" against {_bounds(row, row.year_end_target, row.year_end_upper, 'a target')}" if agreed else ""
    said = f"Forecast for the year's end: {_quantity(row, row.forecast)}{against}"
    if row.forecast_status == Status.INSUFFICIENT_DATA:
        return f"{said}; cannot be judged, as no year-end target is agreed."
    if row.forecast_reason == Reason.WILL_NOT_BE_ACHIEVED:
        return f"{said}, off track: the partnership declares that the target will not be achieved."
    return f"{said}, {row.forecast_status}."
