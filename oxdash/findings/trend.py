"""Which way a target is going, in words and with an arrow: since its last figure, and over the longer run."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from oxdash.findings import series
from oxdash.findings.series import Facts, Series
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import LEVEL, Better, Measure
from oxdash.vocabulary.quarters import Calendar, year_of
from oxdash.vocabulary.rounding import as_printed, last_digits, units
from oxdash.vocabulary.rows import as_table
from oxdash.vocabulary.schemas import Schema, text

DEAD_BAND = 1  # units of the last printed place: what two roundings alone can make of no change; for a level, none
YEARS = 3  # how many earlier years' same quarter the long trend takes: the length of an agreement
RISING, FALLING, LEVEL_ARROW = "↑", "↓", "→"
ADDS_UP = "The figure adds up over the year and starts again in {}, so it is not compared with the quarter before."


class Direction(StrEnum):
    """Whether it gets better. An arrow says where the figure goes, which may be either."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    NONE = "none"  # nothing to compare with


class Why(StrEnum):
    """Why there is no trend, where a sentence has no room."""

    NO_FIGURE = "no figure"
    ADDS_UP = "adds up over the year"
    FIRST = "no earlier figure"
    GAP = "quarters before it missing"
    REDEFINED = "definition changed"
    NO_RANGE = "no range to compare with"


@dataclass(frozen=True)
class Run:
    """One of the two: its sentence, its direction, the figure's arrow (empty where there is none), why it has none."""

    sentence: str
    direction: Direction = Direction.NONE
    arrow: str = ""
    why: Why | None = None

    @property
    def word(self) -> str:
        """``Improving``; ``No trend (no earlier figure)``: beside the arrow, where a sentence has no room."""
        if self.direction != Direction.NONE:
            return wording.sentence_case(str(self.direction))
        return f"{'Moved' if self.arrow else 'No trend'}{f' ({self.why})' if self.why else ''}"


@dataclass(frozen=True)
class Trend:
    """Both: against the last figure before it, and against the four quarters before it or earlier years."""

    short: Run
    long: Run


_PARTS = ("_direction", "_arrow", "_word", "")  # of each run; that without a name is its sentence
COLUMNS = ["target", "quarter", *(f"{run}{part}" for run in ("short", "long") for part in _PARTS)]
SHORT_TITLE, LONG_TITLE = "Since last time", "Over the longer run"
SHORT_HEADING, LONG_HEADING = (f"Trend {title.lower()}" for title in (SHORT_TITLE, LONG_TITLE))  # among other things
# what is told of a target's trends beside its row, where rows are data
TOLD = Schema(
    {
        "short_trend": text("whether the figure gets better since the last one before it", of=Direction, missing=False),
        "short_trend_in_words": text("the same in a sentence, or why there is no trend", missing=False),
        "long_trend": text(
            "whether the figure gets better than the four quarters before it, or than the same quarter of earlier "
            "years",
            of=Direction,
            missing=False,
        ),
        "long_trend_in_words": text("the same in a sentence, or why there is no trend", missing=False),
    }
)


def of(
    judged: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    rows: pd.DataFrame | None = None,
    *,
    calendar: Calendar,
) -> pd.DataFrame:
    """Both trends of many targets: `COLUMNS`, text; one row for each of ``rows``, in their order.

    ``judged`` is `tables.JUDGED`, every quarter; ``targets`` is `tables.TARGETS`, for the changes of definition;
    ``rows`` has target and quarter, without it every row of ``judged``.

    A figure for another period than its row's quarter is passed over, and so is one of a return that does not count.
    Figures are compared as printed, and only with those of the same definition (``definition_changed_from`` is a
    quarter of the register); within range, by how far outside today's range they are, and the sentence says so.

    Short is against the last figure before it; for a yearly measure, against the last figure of an earlier year, as
    two in one year are one result, provisional and final. Long is against the mean of the four quarters before it,
    all four being there; for cumulative and yearly measures against the mean of the same quarter in up to `YEARS`
    earlier years. A cumulative figure starts again every year, so it has the long one only. A change of `DEAD_BAND`
    or less is steady.
    """
    wanted = judged if rows is None else rows
    own = series.of_each(judged, targets)
    found = [
        {"target": target, "quarter": quarter, **_parts(_both(own(target, quarter), quarter, calendar))}
        for target, quarter in zip(wanted["target"], wanted["quarter"], strict=True)
    ]
    return as_table(found, COLUMNS)


def told(trends: pd.DataFrame) -> pd.DataFrame:
    """`TOLD` of a table of `of`, whose index it has."""
    names = ("short_direction", "short", "long_direction", "long")
    return trends[list(names)].set_axis(list(TOLD.columns), axis=1)


def in_words(directions: pd.Series) -> str:
    """``12 improving, 9 worsening, 3 steady; of 18 there is no trend``: of a column of directions."""
    counted = directions.value_counts()
    some = [f"{counted[one]} {one}" for one in Direction if one != Direction.NONE and counted.get(one)]
    none = int(counted.get(Direction.NONE, 0))
    if not some:
        return "there is no trend"
    return ", ".join(some) + (f"; of {none} there is no trend" if none else "")


def _parts(both: Trend) -> dict[str, str]:
    """Both runs by `COLUMNS`."""
    return {
        f"{name}{part}": said
        for name, run in (("short", both.short), ("long", both.long))
        for part, said in zip(_PARTS, (str(run.direction), run.arrow, run.word, run.sentence), strict=True)
    }


def _both(own: Series, quarter: str, calendar: Calendar) -> Trend:
    if quarter not in own.figures:
        nothing = Run(f"{series.no_figure(quarter)}, so there is no trend.", why=Why.NO_FIGURE)
        return Trend(nothing, nothing)
    return Trend(_short(own, quarter, calendar), _long(own, quarter))


def _short(own: Series, quarter: str, calendar: Calendar) -> Run:
    if own.row.measure == Measure.CUMULATIVE:
        return Run(ADDS_UP.format(calendar.begins_in), why=Why.ADDS_UP)
    yearly = own.row.measure == Measure.ANNUAL
    before = max(
        (q for q in own.figures if q < quarter and not (yearly and year_of(q) == year_of(quarter))), default=None
    )
    if before is None:
        return _nothing("There is no earlier figure to compare with.", Why.FIRST, own.changed_from)
    return _compared(own.row, own.figures[before], own.figures[quarter], f"since {wording.quarter(before)}")


def _long(own: Series, quarter: str) -> Run:
    figures, now = own.figures, own.figures[quarter]
    year_ago = series.earlier(quarter, 4)
    if own.row.measure in (Measure.CUMULATIVE, Measure.ANNUAL):
        same = [q for q in sorted(figures, reverse=True) if q < quarter and q[-2:] == quarter[-2:]][:YEARS]
        if not same:
            return _nothing(f"{series.no_figure(year_ago)} to compare with.", Why.FIRST, own.changed_from)
        if len(same) == 1:
            which = "the same quarter last year, " if same[0] == year_ago else ""
            return _compared(own.row, figures[same[0]], now, f"since {which}{wording.quarter(same[0])}")
        earliest = f"{len(same)} earlier years (since {wording.quarter(same[-1])})"
        return _compared(own.row, _mean(own, same), now, f"against the mean of the same quarter in {earliest}")
    four = [series.earlier(quarter, back) for back in range(1, 5)]
    if missing := [q for q in reversed(four) if q not in figures]:
        them = wording.listed(wording.quarter(q) for q in missing)
        nothing = f"The four quarters before it are not all there to compare with: no figure for {them}."
        return _nothing(nothing, Why.GAP, own.changed_from if missing[0] < (own.changed_from or "") else None)
    return _compared(own.row, _mean(own, four), now, "against the mean of the four quarters before it")


def _mean(own: Series, quarters: list[str]) -> float:
    return float(as_printed(sum(own.figures[q] for q in quarters) / len(quarters), own.row.places))


def _nothing(otherwise: str, why: Why, changed: str | None) -> Run:
    """Why nothing is compared: because what was measured changed, or otherwise."""
    if changed:
        since = wording.quarter(changed)
        return Run(f"The definition changed from {since}: figures before it are not compared.", why=Why.REDEFINED)
    return Run(otherwise, why=why)


def _compared(row: Facts, before: float, now: float, against: str) -> Run:
    """``Improved by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.``, its direction, and the figure's arrow."""
    first, last = (wording.quantity(figure, row.unit, row.places) for figure in (before, now))
    if now == before:
        return Run(f"Unchanged {against}, at {last}.", Direction.STEADY, LEVEL_ARROW)
    moved = f"{against}, from {first} to {last}"
    if abs(_in_units(now, row) - _in_units(before, row)) <= (0 if row.unit == LEVEL else DEAD_BAND):
        return Run(f"Steady {moved}.", Direction.STEADY, LEVEL_ARROW)
    arrow = RISING if now > before else FALLING
    gain = {str(Better.HIGHER): now - before, str(Better.LOWER): before - now}.get(row.better)
    if gain is None:
        if pd.isna(row.milestone) or pd.isna(row.milestone_upper):
            return Run(f"Moved {moved}, with no range to compare with.", arrow=arrow, why=Why.NO_RANGE)
        return Run(*_by_the_range(row, before, now, against), arrow)
    said = wording.gap(gain, row.unit, row.places)
    word, direction = _word(gain)
    return Run(f"{word} by {said} {moved}.", direction, arrow)


def _word(gain: float) -> tuple[str, Direction]:
    return ("Improved", Direction.IMPROVING) if gain > 0 else ("Worsened", Direction.WORSENING)


def _by_the_range(row: Facts, before: float, now: float, against: str) -> tuple[str, Direction]:
    """``Worsened by 0.7 days since Q1 2009/10, from 0.9 days above today's range of 22.0 to 26.0 days (26.9 days) to
    1.6 days below it (20.4 days).`` and its direction: the distances add up, and the figures stand beside them."""
    figures = [wording.quantity(figure, row.unit, row.places) for figure in (before, now)]
    range_ = f"today's range of {wording.span(row.milestone, row.milestone_upper, row.unit, row.places)}"
    far = [_outside(row, before), _outside(row, now)]
    if far == [0.0, 0.0]:
        return f"Moved {against}, from {figures[0]} to {figures[1]}, both within {range_}.", Direction.STEADY
    begun, ended = (
        f"{_place(row, figure, name)} ({said})"
        for figure, name, said in zip((before, now), (range_, "it"), figures, strict=True)
    )
    gain = float(as_printed(far[0] - far[1], row.places))
    if gain == 0:
        return f"No nearer and no further {against}: from {begun} to {ended}.", Direction.STEADY
    word, direction = _word(gain)
    said = wording.gap(gain, row.unit, row.places)
    return f"{word} by {said} {against}, from {begun} to {ended}.", direction


def _place(row: Facts, figure: float, range_: str) -> str:
    """``0.9 days above today's range``, ``within it``: where a figure lies to the range, as printed."""
    far = _outside(row, figure)
    if not far:
        return f"within {range_}"
    lower = as_printed(row.milestone, row.places)
    return f"{wording.gap(far, row.unit, row.places)} {'below' if figure < lower else 'above'} {range_}"


def _in_units(figure: float, row: Facts) -> float:
    """The figure in whole units of its last printed place, which subtract exactly."""
    return float(last_digits(pd.Series([figure]).to_numpy(float), units([row.places]))[0])


def _outside(row: Facts, figure: float) -> float:
    """How far a figure is outside the range in force, 0 inside."""
    lower, upper = as_printed([row.milestone, row.milestone_upper], row.places)
    return float(as_printed(max(lower - figure, figure - upper, 0.0), row.places))
