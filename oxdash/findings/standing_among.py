"""Where a target's figure stands among those of other areas: rank, median and quartiles of a named group.

A comparison is a statement beside the status; it is never a status and moves none. Compared are figures of one
indicator, one definition and one period, as printed with the target's decimal places. What cannot be compared is a row
like any other, with its reason.

- Rank: 1 and how many areas of the group do better, ours among them; areas with one figure have one rank.
- Median and quartiles: of all ranked areas, ours among them, from `QUARTILES_FROM` areas up; between two figures they
  lie in proportion (`METHOD`), in every output alike.
- Better is what the target says: higher, lower, or nearer to its range, which has a rank alone.
- Where our confidence limits take in the median, or overlap with those of the average, it is "not different from" it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from oxdash.comparators import periods
from oxdash.vocabulary.comparator_tables import ILLUSTRATIVE, State
from oxdash.vocabulary.model import Better, Measure
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.wording import quantity

QUARTILES_FROM = 8  # areas: of fewer a quarter is one or two
QUARTERS = ("best quarter", "second quarter", "third quarter", "worst quarter")


@dataclass(frozen=True)
class Group:
    """A named group. ``areas``: its members; none: every area there is a figure of but for averages and parts."""

    code: str
    name: str
    called: str
    average: str | None = None
    areas: tuple[str, ...] = ()


class Area(NamedTuple):
    """One area's figure for the period compared; ``place`` is its rank, None where it has no figure."""

    name: str
    value: float | None
    place: int | None = None
    ours: bool = False
    lower: float | None = None
    upper: float | None = None
    state: str = State.FINAL
    note: str | None = None
    file: str | None = None
    line: int | None = None

    @property
    def limits(self) -> tuple[float, float] | None:
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)

    @property
    def mark(self) -> str:
        """What a figure is beyond a number: an estimate; "" where nothing."""
        return "" if self.state == State.FINAL else str(self.state)


@dataclass(frozen=True)
class Facts:
    """What of a target decides how it is compared."""

    target: str
    better: str
    unit: str
    places: int
    measure: str = Measure.ANNUAL
    other_definition: str | None = None  # why it is another, in words; None for the same


@dataclass(frozen=True)
class Among:
    """How one target stands among one group; ``ranked`` are its areas from the best on, ``unranked`` those without."""

    facts: Facts
    group: Group
    period: str | None = None
    ours: Area | None = None
    ranked: tuple[Area, ...] = ()
    unranked: tuple[Area, ...] = ()
    average: Area | None = None
    range: tuple[float, float] | None = None
    source: str | None = None
    why_not: str | None = None
    quartiles: tuple[float, float, float] | None = None  # the best first

    @property
    def illustrative(self) -> bool:
        """Whether nobody published these figures, as their source says."""
        return (self.source or "").endswith(f"{ILLUSTRATIVE})")

    @property
    def equal(self) -> int:
        return sum(one.place == self.ours.place for one in self.ranked) if self.ours else 0

    @property
    def median(self) -> float | None:
        return self.quartiles[1] if self.quartiles else None

    def against(self, other: float | None, limits: tuple[float, float] | None = None) -> str | None:
        """Our figure against another: better, worse, the same, or not different where confidence limits say so."""
        if other is None or self.ours is None or self.ours.value is None or self.facts.better == Better.WITHIN_RANGE:
            return None
        low, high = limits or (other, other)
        if self.ours.limits and self.ours.limits[0] <= high and low <= self.ours.limits[1]:
            return "not different"
        here, there = as_printed([self.ours.value, other], self.facts.places)
        if here == there:
            return "the same"
        return "better" if (here > there) == (self.facts.better == Better.HIGHER) else "worse"

    @property
    def against_median(self) -> str | None:
        return self.against(self.median)

    @property
    def against_average(self) -> str | None:
        return self.against(self.average.value, self.average.limits) if self.average else None

    @property
    def overlapping(self) -> int | None:
        """How many other areas have confidence limits that overlap with ours; None where ours has none."""
        if self.ours is None or self.ours.limits is None:
            return None
        low, high = self.ours.limits
        others = (one.limits for one in self.ranked if not one.ours and one.limits)
        return sum(lower <= high and low <= upper for lower, upper in others)

    @property
    def quarter(self) -> str | None:
        """Which quarter of the areas our figure is in, by the quartiles."""
        if self.quartiles is None or self.ours is None or self.ours.value is None:
            return None
        sign = -1 if self.facts.better == Better.HIGHER else 1
        value = float(as_printed(self.ours.value, self.facts.places))
        passed = sum(sign * value > sign * edge for edge in self.quartiles)
        return QUARTERS[passed]

    def quantity(self, value: float | None) -> str:
        return "" if value is None else quantity(value, self.facts.unit, self.facts.places)


def outside(value: float, within: tuple[float, float]) -> float:
    low, high = within
    return max(low - value, value - high, 0.0)


def among(
    facts: Facts,
    group: Group,
    figures: Mapping[str, Mapping[str, Area]],
    ours: str,
    *,
    own: Mapping[str, Area] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    not_members: Iterable[str] = (),
    sources: Mapping[str, str] | None = None,
    parts: Iterable[str] = (),
    period: str | None = None,
) -> Among:
    """How a target stands among a group in one period: the newest for which there is a figure of ours, or ``period``.

    ``figures``: by period, the oldest first, by area. ``ours``: the area that is ours; ``own``: its own returns, by
    period, taken where nothing is published of it. ``ranges``: by period, what a target within a range is held
    against. ``not_members``: areas that are never one among equals (averages, parts of others). ``parts``: of ours.
    ``sources``: of each file.
    """
    nothing = Among(facts, group, why_not="")
    if facts.other_definition is not None:
        return _why(nothing, facts.other_definition)
    at = [name for name in reversed([*figures]) if period in (None, name)]
    left_out = {*not_members, group.average} - {ours}
    if not any(_others(figures[name], group, ours, left_out) for name in at):
        return _why(nothing, f"no figure of {group.called} is on file for a period that is over")
    for name in at:
        here = figures[name].get(ours)
        if here is None or (here.value is None and here.state != State.SUPPRESSED):
            here = (own or {}).get(name)
        if here is not None and here.value is not None:
            return _ranked(nothing, name, figures[name], here, ours, left_out, ranges or {}, sources or {})
    return _why(nothing, _why_not_ours(figures, at, ours, [*parts]))


def _why(nothing: Among, why: str) -> Among:
    return Among(nothing.facts, nothing.group, why_not=why)


def _others(figures: Mapping[str, Area], group: Group, ours: str, left_out: set[Any]) -> list[Area]:
    """The figures of the group's areas but for ours, those that are not known too."""
    return [
        one
        for name, one in figures.items()
        if name != ours and name not in left_out and (not group.areas or name in group.areas)
    ]


def _why_not_ours(figures: Mapping[str, Mapping[str, Area]], at: list[str], ours: str, parts: list[str]) -> str:
    newest = at[0]
    here, when = figures[newest].get(ours), periods.people(newest)
    if here is not None and here.state == State.SUPPRESSED:
        return f"our figure for {when} is suppressed"
    if here is not None and here.note:
        return f"our figure for {when} is not used: {here.note.rstrip('.')}"
    if any(one in figures[name] for name in at for one in parts):
        return (
            "only parts of our area are published, and not all that its own rate would be worked out of: the mean of "
            "their rates is not its rate"
        )
    what = f"{ours} has no figure" if ours else "the register does not say which area is ours, and there is no figure"
    return f"{what} for {when}, nor for another period that others have one for"


def _ranked(
    nothing: Among,
    period: str,
    figures: Mapping[str, Area],
    here: Area,
    ours: str,
    left_out: set[Any],
    ranges: Mapping[str, tuple[float, float]],
    sources: Mapping[str, str],
) -> Among:
    facts, group = nothing.facts, nothing.group
    within = None
    if facts.better == Better.WITHIN_RANGE:
        within = ranges.get(period)
        if within is None:
            return _why(nothing, f"it is judged within a range, and none is agreed for {periods.people(period)}")
    mine = Area(
        ours or "Ours", here.value, None, True, here.lower, here.upper, here.state, here.note, here.file, here.line
    )
    others = _others(figures, group, ours, left_out)
    known = [mine, *(one for one in others if one.value is not None)]
    if len(known) == 1:
        return _why(nothing, f"no other area of the group has a figure for {periods.people(period)}")
    absent = [Area(name, None, state=State.NOT_GIVEN) for name in group.areas if name not in figures and name != ours]
    printed = as_printed([one.value for one in known if one.value is not None], facts.places)
    if within is not None:
        badness = np.array([outside(value, within) for value in printed])
    else:
        badness = -printed if facts.better == Better.HIGHER else printed
    order = np.argsort(badness, kind="stable")
    places = 1 + np.searchsorted(np.sort(badness), badness, side="left")
    ranked = tuple(known[n]._replace(place=int(places[n])) for n in order)
    quartiles = None
    if within is None and len(known) >= QUARTILES_FROM:
        best, middle, worst = (-1 if facts.better == Better.HIGHER else 1) * np.quantile(badness, (0.25, 0.5, 0.75))
        quartiles = (float(best), float(middle), float(worst))
    average = figures.get(group.average) if group.average else None
    file = here.file or next((one.file for one in ranked if one.file), None)
    return Among(
        facts,
        group,
        period,
        next(one for one in ranked if one.ours),
        ranked,
        (*(one for one in others if one.value is None), *absent),
        average if average is not None and average.value is not None else None,
        within,
        sources.get(file or ""),
        None,
        quartiles,
    )
