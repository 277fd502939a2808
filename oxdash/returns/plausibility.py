"""Figures that may be right and are worth a second look. A new check starts life here, as *please confirm*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from oxdash.excel.cell_readers import OR_CORRECT
from oxdash.excel.problems import as_number
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables, units
from oxdash.vocabulary.model import COUNT, LEVEL, PER_CENT, PERCENTAGE_POINTS, Measure, Status
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.units import adds_up, total

SCALE = 100  # a figure this many times the last one, or this small a part of it, is likely in another unit


@dataclass(frozen=True)
class Earlier:
    """A target's figure of an earlier quarter."""

    quarter: Quarter
    value: float

    def __str__(self) -> str:
        return f"{as_number(self.value)} at {self.quarter.people}"


def doubts_alone(value: float, target: Mapping[Any, Any]) -> list[str]:
    """What is odd about a figure by itself. ``target`` has unit and places."""
    doubts = []
    if target["unit"] == PER_CENT:
        if value > 100:
            doubts.append(f"A per cent over 100: {OR_CORRECT}")
        if value < 0:
            doubts.append(f"This is a negative percentage. Is it right? {OR_CORRECT.capitalize()}")
        if 0 < abs(value) < 1:
            times = as_number(float(as_printed(value * 100, 10)))
            doubts.append(f"Under 1 per cent: if {times}% is meant, enter {times}; otherwise confirm.")
    elif is_a_count(target):
        if value < 0:
            doubts.append(f"A count below 0: {OR_CORRECT}")
        if value != int(value):
            doubts.append(f"A count that is not whole: {OR_CORRECT}")
    else:
        low, high = units.bounds_of_unit(target["unit"])
        if value < low:
            doubts.append(f"Below {as_number(low)}, which {target['unit']} cannot be: {OR_CORRECT}")
        if value > high:
            doubts.append(f"Over {as_number(high)}, which {target['unit']} cannot be: {OR_CORRECT}")
    return doubts


def doubts_beside(
    value: float, target: Mapping[Any, Any], quarter: Quarter, earlier: list[Earlier], calendar: Calendar
) -> list[str]:
    """What is odd about a figure beside those of earlier quarters (oldest first). ``target`` has unit and measure."""
    doubts = []
    last = earlier[-1] if earlier else None
    if last and last.value and value:
        now, before = abs(_exact(value)), abs(_exact(last.value))
        if now >= SCALE * before:
            doubts.append(f"{SCALE} times the last figure, {last}, or more: {OR_CORRECT}")
        if now * SCALE <= before:
            doubts.append(f"A hundredth of the last figure, {last}, or less: {OR_CORRECT}")
    running = None
    if target["measure"] == Measure.CUMULATIVE:
        running = _doubtful_running_total(value, quarter, earlier, calendar)
    if running is not None:
        doubts.append(f"{running}: {OR_CORRECT}")
    elif last and last.quarter == quarter.plus(-1) and value == last.value and target["unit"] != LEVEL:
        doubts.append("Exactly the same as last quarter's: confirm that it is this quarter's, or correct it.")
    return doubts


def _doubtful_running_total(value: float, quarter: Quarter, earlier: list[Earlier], calendar: Calendar) -> str | None:
    """What is odd about a figure that is added up from the year's first day on: it fell within the year, or a quarter
    of this year alone has more than all of last year, as where it was not begun again with the year, or was begun again
    in another month. Where the first quarter of this year has no figure, its first half alone.
    """
    this_year = [one for one in earlier if one.quarter.year == quarter.year]
    last_year = [one for one in earlier if one.quarter.year == quarter.year - 1]
    if this_year and value < this_year[-1].value:
        return f"A figure cumulative in the year has fallen, from {this_year[-1]}"
    if not last_year or last_year[-1].value <= 0:  # nothing is no measure of a year
        return None
    whole = last_year[-1]
    up_to = "the whole of last year" if whole.quarter.number == 4 else "last year up to its last figure"
    added = _exact(value) - _exact(this_year[-1].value if this_year else 0.0)
    if this_year:
        since = f"{as_number(float(added))} more than at {this_year[-1].quarter.people} is"
    elif quarter.number <= 2:
        since = f"A figure cumulative in the year begins again in {calendar.begins_in}, and this is"
    else:
        return None
    if added > _exact(whole.value):
        return f"{since} more than in {up_to}, {whole}"
    if not this_year and value == whole.value:
        return f"{since} the same to the digit as {whole}"
    return None


def _exact(value: float) -> Decimal:
    """The figure as it was typed: differences of binary fractions have digits that nobody typed."""
    return Decimal(repr(float(value)))


def falls_short_of_what_is_reached(forecast: float, actual: float, target: Mapping[Any, Any]) -> bool:
    """Whether a year is said to end lower than its running total stands already, as both are printed."""
    printed = as_printed([forecast, actual], int(target["places"]))
    return target["measure"] == Measure.CUMULATIVE and bool(printed[0] < printed[1])


def doubtful_sum(parts: Sequence[float], whole: float, districts: int, target: Mapping[Any, Any]) -> float | None:
    """What the districts' figures come to, where that cannot be the area's figure; None where it can, or may.

    Only of what adds up (`units.adds_up`). With a figure from each of the area's ``districts`` the sum has to be
    the area's as printed; with fewer it only must not be more.
    """
    if not parts or not adds_up(target):
        return None
    places = int(target["places"])
    printed, found = float(as_printed(whole, places)), total(parts, places)
    odd = found != printed if len(parts) == districts else min(parts) >= 0 and found > printed
    return found if odd else None


def meets(value: float, milestone: float, upper: float | None, target: Mapping[Any, Any]) -> bool:
    """Whether a figure meets a milestone, by the rule itself and without a tolerance. ``target`` has better, places."""
    row = {"actual": value, "milestone": milestone, "milestone_upper": upper, "unit": target["unit"]}
    figures = pd.DataFrame([row | {"better": target["better"], "places": int(target["places"])}])
    return bool((judge(figures, tables.empty(tables.RULES)).status == Status.ON_TRACK).all())


def is_a_count(target: Mapping[Any, Any]) -> bool:
    """Kept whole and in things (households, dwellings), not in money, levels, points, scores or a rate."""
    unit = target["unit"]
    measured = unit in (PER_CENT, PERCENTAGE_POINTS, LEVEL) or "per " in unit or " out of " in unit
    return unit == COUNT or (int(target["places"]) == 0 and not measured and not units.money(unit))
