"""Whether a target's milestones are what its measure says they are.

A running total begins anew with each year and grows until its end; a snapshot, a rolling year and a yearly result do
not. A register that says one and has the other makes every trend, projection and change of the target that of the
reset. All that is said here is to be looked at, not refused: only whoever keeps the register knows which of the two is
meant.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from oxdash.vocabulary import currency, units
from oxdash.vocabulary.model import LEVEL, PER_CENT, Better, Frequency, Measure, MilestoneKind
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_printed

GROWS = 1.5  # times its first value: a running total has grown by so much when its year ends (evenly, by 4)
DIGITS = 10  # after the point: past them a number is what a spreadsheet worked out
_WORD_OF_MONEY = re.compile(r"(?P<word>[^\W\d_]+\.?)(?P<after> per .+| (?:thousand|million|billion)s?)?")
_SHORT = {"fr.": "CHF", "sfr.": "CHF"}  # as the Swiss write it; "fr" alone is no word of money
_LIKE_MONEY = re.compile(r"(?P<code>[A-Z]{3})(?: per .+| (?:thousand|million|billion)s?)?")

Year = Mapping[int, float]  # number of a quarter to its milestone


def by_year(values: Mapping[str, float]) -> list[tuple[int, Year]]:
    """Milestones by quarter as (year it begins in, by number of the quarter), oldest first."""
    years: dict[int, dict[int, float]] = {}
    for quarter in sorted(values):
        parsed = Quarter.parse(quarter)
        years.setdefault(parsed.year, {})[parsed.number] = values[quarter]
    return list(years.items())


def begins_anew(values: Mapping[str, float]) -> bool:
    """Whether milestones grow within each year and fall back when the next begins, and never do otherwise."""
    found = _turns(values)
    return bool(found) and all(
        _grows(year) and abs(first) * GROWS <= abs(list(year.values())[-1]) for year, first in found
    )


def runs_on(values: Mapping[str, float]) -> bool:
    """Whether milestones never fall back when a year begins, or stay the same all through each year."""
    found = _turns(values)
    never = bool(found) and all(abs(first) >= abs(list(year.values())[-1]) for year, first in found)
    years = [list(year.values()) for _, year in by_year(values) if len(year) > 2]
    return never or (bool(years) and all(len(set(year)) == 1 and year[0] for year in years))


def _turns(values: Mapping[str, float]) -> list[tuple[Year, float]]:
    """Each year with two milestones or more, and the first of the year that follows it."""
    return [
        (year, next(iter(after.values())))
        for (number, year), (next_number, after) in pairwise(by_year(values))
        if len(year) > 1 and next_number == number + 1 and min(after) <= min(year)
    ]


def _grows(year: Year) -> bool:
    values = list(year.values())
    one_side = all(value >= 0 for value in values) or all(value <= 0 for value in values)
    steps = all(abs(before) <= abs(after) for before, after in pairwise(values))
    return one_side and steps and abs(values[-1]) > 0 and abs(values[-1]) >= GROWS * abs(values[0])


def of_measure(measure: str, values: Mapping[str, float], calendar: Calendar) -> str | None:
    """What to ask where milestones begin anew each year and the measure does not, or the other way round."""
    if measure != Measure.CUMULATIVE and begins_anew(values):
        return (
            f"Its milestones grow within each year and begin anew each {calendar.begins_in}, as those of a running "
            f"total do: is it {Measure.CUMULATIVE}?"
        )
    if measure == Measure.CUMULATIVE and runs_on(values):
        return (
            f"Its milestones never begin anew in {calendar.begins_in}, as those of a running total do: is it a "
            "snapshot?"
        )
    return None


def of_frequency(measure: str, frequency: str) -> str | None:
    """What to ask where a target is measured more often, or more rarely, than its measure can be."""
    if measure == Measure.ANNUAL and frequency == Frequency.QUARTERLY:
        return "An annual measure has one result a year: is it annual or two yearly?"
    if measure == Measure.CUMULATIVE and frequency != Frequency.QUARTERLY:
        return "A running total within the year is told every quarter: is the measure annual?"
    return None


def of_yearly(measure: str, values: Mapping[str, float], kinds: Mapping[str, str]) -> str | None:
    """The first quarter within a year that has a milestone of its own, though the measure has one result a year.

    One that is the year end's already is the result coming early; an interim proxy says that it stands in.
    """
    if measure != Measure.ANNUAL:
        return None
    for text, value in sorted(values.items()):
        quarter = Quarter.parse(text)
        at_end = values.get(str(quarter.year_end), value)
        if quarter.number < 4 and kinds.get(text) == MilestoneKind.MILESTONE and value != at_end:
            return text
    return None


def against_its_direction(better: str | None, values: Mapping[str, float]) -> str | None:
    """The last of the years' ends, where they only ever move the way that is worse; None where one does not."""
    sign = {str(Better.HIGHER): 1, str(Better.LOWER): -1}.get(better or "", 0)
    ends = {quarter: sign * value for quarter, value in sorted(values.items()) if quarter.endswith("Q4")}
    steps = [after - before for before, after in pairwise(ends.values())]
    return max(ends) if any(steps) and all(step <= 0 for step in steps) else None


def of_level(unit: str | None, measure: str | None) -> str | None:
    """What to ask of a level that is said to add up."""
    if unit == LEVEL and measure == Measure.CUMULATIVE:
        return "A level is reached, not added up: is it a snapshot?"
    return None


def of_currency(unit: str) -> str | None:
    """What to ask of a unit that has the look of money, by its three letters, and is in no currency there is.

    >>> of_currency("GPB per household")
    'Nobody knows a currency GPB: use the code of one in use, such as GBP, or leave it if this is no money.'
    >>> of_currency("chf")
    'Is it money? Then write CHF.'
    >>> [of_currency(unit) for unit in ("GBP", "EUR per household", "homes", "NHS beds")]
    [None, None, None, None]
    >>> of_currency("Fr. per household"), of_currency("euros per household")
    ('Is it money? Then write CHF per household.', 'Is it money? Then write EUR per household.')
    """
    if (match := _LIKE_MONEY.fullmatch(unit)) and currency.of(match["code"]) is None:
        lost = f"Nobody knows a currency {match['code']}"
        return f"{lost}: use the code of one in use, such as GBP, or leave it if this is no money."
    if re.fullmatch("[a-z]{3}", unit) and currency.of(unit.upper()):
        return f"Is it money? Then write {unit.upper()}."
    if (match := _WORD_OF_MONEY.fullmatch(unit)) and not units.money(unit):
        meant = currency.typed(match["word"])
        code = meant.code if meant else _SHORT.get(match["word"].casefold())
        return f"Is it money? Then write {code}{match['after'] or ''}." if code else None
    return None


def of_unit(unit: str, values: Mapping[str, float], baseline: float | None = None) -> str | None:
    """What to ask where a unit is no money though it looks it, or a milestone or the baseline is no figure of it.

    Levels are told one by one elsewhere.
    """
    if unit == LEVEL:
        return None
    if asked := of_currency(unit):
        return asked
    low, high = units.bounds_of_unit(unit)
    named = [(f"The milestone for {Quarter.parse(quarter).people}", value) for quarter, value in sorted(values.items())]
    named += [] if baseline is None else [("The baseline", baseline)]
    for what, value in named:
        if not low <= value <= high:
            beyond = f"below {low:.15g}" if value < low else f"over {high:.15g}"
            return f"{what} is {value:.15g}, {beyond}, which {unit} cannot be. Check the unit."
    if unit == PER_CENT and values and all(0 < value < 1 for value in values.values()):
        return "Its milestones are all under 1 per cent: are they shares of 1, such as 0.45 for 45%?"
    return None


def of_places(places: int, values: Mapping[str, float]) -> str | None:
    """What to ask where a milestone has digits that its target is not compared by."""
    more = {quarter: value for quarter, value in values.items() if round(value, places) != value}
    for quarter, value in sorted(more.items()):
        printed = float(as_printed(value, places))
        if printed != float(as_printed(value, DIGITS)):
            compared = f"{value:.15g}, which is compared as {printed:.15g}"
            return f"The milestone for {Quarter.parse(quarter).people} is {compared}. Check the decimal places."
    return None
