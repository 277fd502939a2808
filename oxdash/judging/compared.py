"""Where every target of a position stands among other areas: by what was published of them, and our own returns."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from oxdash.comparators import periods
from oxdash.comparators.known import Known
from oxdash.findings import standing_words as words
from oxdash.findings.standing_among import Among, Area, Facts, Group, among
from oxdash.findings.standing_words import AMONG
from oxdash.register import Register
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.comparator_tables import CALLED, WITHOUT_FIGURE, GroupKind, SameDefinition, State
from oxdash.vocabulary.model import Better, FigureIs, Measure
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.tables import of_columns

_ESTIMATES = {FigureIs.PROVISIONAL: State.PROVISIONAL, FigureIs.ESTIMATE: State.ESTIMATED}


def groups(register: Register) -> list[Group]:
    """The groups of the register, in its order."""
    known, listed = Known(register), register.areas_compared
    members = {row.area: several(row.groups) for row in each_row(listed)}
    found = []
    for row in each_row(register.comparator_groups):
        called = row.areas_called if isinstance(row.areas_called, str) else CALLED[GroupKind(row.kind)]
        average = known.area(row.average) if isinstance(row.average, str) else None
        own = tuple(area for area, codes in members.items() if row.code in codes)
        found.append(Group(row.code, row.name, called, average, own))
    return found


class Compared:
    """Every target of a position among every group, looked up of the comparators that counted on its day."""

    def __init__(
        self,
        register: Register,
        comparators: pd.DataFrame,
        judged: pd.DataFrame,
        in_force: pd.DataFrame,
        shown_at: Mapping[str, str],
    ) -> None:
        """In: COMPARATORS, JUDGED, `Register.values_in_force`; ``shown_at``: the quarter each target is shown at."""
        self.register, self.groups, self.known = register, groups(register), Known(register)
        self._shown, self._calendar = shown_at, register.calendar
        self._rows = {target: rows for target, rows in comparators.groupby("target", sort=False)}
        self._judged, self._in_force = judged, in_force
        self._of_target: dict[str, tuple[Facts, dict[str, dict[str, Area]], dict[str, Any]]] = {}
        self._known_of: dict[str, list[Among]] = {}  # by target, worked out when it is first asked for
        self._targets = register.targets.set_index("target")
        self._not_members = {*self.known.whole_of, *(group.average for group in self.groups if group.average)}
        told = register.indicators_compared
        other = told[told["definition"] == SameDefinition.OTHER]
        self._other = dict(zip(other["target"], other["note"], strict=True))

    @property
    def empty(self) -> bool:
        """Nothing is compared, and nothing of it is shown: there are no figures, or no group to compare with."""
        return not (self._rows and self.groups)

    @property
    def targets(self) -> list[str]:
        """The targets that anything is on file for, in the register's order."""
        return [] if self.empty else [code for code in self.register.targets["target"] if code in self._rows]

    def group(self, said: str | None) -> Group | None:
        """A group by its code or name; None where there is none such."""
        words = {word.casefold(): one for one in self.groups for word in (one.name, one.code)}
        return words.get((said or "").strip().casefold())

    def of(self, target: str) -> list[Among]:
        """One target among every group, in the register's order of these."""
        if target not in self._rows or self.empty:
            return []
        if target not in self._known_of:
            self._known_of[target] = [self.among(target, group) for group in self.groups]
        return self._known_of[target]

    def among(self, target: str, group: Group, period: str | None = None) -> Among:
        facts, figures, beside = self._looked_up(target)
        return among(facts, group, figures, self.known.ours, period=period, **beside)

    def _looked_up(self, target: str) -> tuple[Facts, dict[str, dict[str, Area]], dict[str, Any]]:
        """All that is known of a target, worked out when it is first asked for: what `among` takes."""
        if target not in self._of_target:
            figures = self._figures(target)
            beside = {
                "own": self._own(target, figures),
                "ranges": self._ranges(target, figures),
                "not_members": self._not_members,
                "sources": self._sources(target),
                "parts": self.known.parts(self.known.ours),
            }
            self._of_target[target] = self._facts(target), figures, beside
        return self._of_target[target]

    def over_time(self, target: str, group: Group) -> list[Among]:
        """The same in every period that can be compared, the oldest first."""
        found = (self.among(target, group, period) for period in self._looked_up(target)[1])
        return [one for one in found if one.why_not is None]

    def table(self, targets: Iterable[str] | None = None, group: Group | None = None) -> pd.DataFrame:
        """`AMONG`: a row for each target that anything is on file for, and each group."""
        asked = self.targets if targets is None else [*targets]
        rows = [words.row(one) for target in asked for one in self.of(target) if group in (None, one.group)]
        return of_columns(AMONG, {name: [row[name] for row in rows] for name in AMONG.columns})

    def short(self, target: str) -> tuple[str, ...]:
        """A line for each group in which a target can be compared; none where nothing is on file for it."""
        found = self.of(target)
        lines = tuple(words.short(one) for one in found if not one.why_not)
        return lines or tuple(dict.fromkeys(words.short(one) for one in found))

    def _facts(self, target: str) -> Facts:
        of = self._targets.loc[target]
        other = None
        if target in self._other:
            note = self._other[target]
            other = f"its definition is another one{f' ({str(note).rstrip(chr(46))})' if pd.notna(note) else ''}"
        return Facts(target, of.better, of.unit, int(of.places), of.measure, other)

    def _figures(self, target: str) -> dict[str, dict[str, Area]]:
        """By period, the oldest first: those that were over by the end of the quarter the target is shown at."""
        until = pd.Timestamp(self._last_day(target))
        rows = self._rows.get(target)
        found: dict[str, dict[str, Area]] = {}
        if rows is None:
            return found
        for row in each_row(rows[rows["ends"] <= until].sort_values(["ends", "line"], kind="stable")):
            found.setdefault(row.period, {})[row.area] = _area(row)
        return found

    def _last_day(self, target: str) -> date:
        return self._calendar.last_day(Quarter.parse(self._shown[target]))

    def _own(self, target: str, figures: Iterable[str]) -> dict[str, Area]:
        """What our own returns say of these periods, where a figure of theirs is of just that time."""
        found: dict[str, Area] = {}
        measure = self._targets.measure[target]
        rows = self._judged[self._judged["target"] == target].set_index("quarter")
        for period in figures:
            quarter = own_quarter(period, measure, self._calendar)
            if quarter is None or quarter not in rows.index:
                continue
            row = rows.loc[quarter]
            if pd.notna(row.actual) and bool(row.own_quarter):
                state = _ESTIMATES.get(row.figure_is, State.FINAL) if pd.notna(row.figure_is) else State.FINAL
                found[period] = Area(self.known.ours, float(row.actual), state=state)
        return found

    def _ranges(self, target: str, figures: Iterable[str]) -> dict[str, tuple[float, float]]:
        if self._targets.better[target] != Better.WITHIN_RANGE:
            return {}
        agreed = self._in_force[self._in_force["target"] == target].set_index("quarter")
        found = {}
        for period in figures:
            quarter = periods.own_quarter(period, self._calendar)
            if quarter in agreed.index:
                row = agreed.loc[quarter]
                low, high = row.milestone, row.milestone_upper
                if pd.notna(low) or pd.notna(high):
                    found[period] = (-np.inf if pd.isna(low) else float(low), np.inf if pd.isna(high) else float(high))
        return found

    def _sources(self, target: str) -> dict[str, str]:
        rows = self._rows[target]
        return dict(zip(rows["file"], rows["source"], strict=True))


def own_quarter(period: str, measure: str, calendar: Calendar) -> str | None:
    """The quarter whose returned figure is of a period; None where none is.

    A year's is that of its last quarter, but for a snapshot, which is of a day; a quarter's own is a snapshot's alone,
    as any other figure is of the year so far, or of a whole one.
    """
    quarter = periods.own_quarter(period, calendar)
    of_a_quarter = quarter == period
    return quarter if quarter is not None and of_a_quarter == (measure == Measure.SNAPSHOT) else None


def _area(row: Any) -> Area:
    def known(value: float) -> float | None:
        return None if pd.isna(value) else float(value)

    value = None if row.state in WITHOUT_FIGURE else known(row.value)
    note = row.note if isinstance(row.note, str) else None
    return Area(
        row.area, value, None, False, known(row.lower), known(row.upper), row.state, note, row.file, int(row.line)
    )
