"""From what is on file to the judged tables. The only place that knows the order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from oxdash.excel.problems import Problem
from oxdash.judging import decided, not_read, told, waits
from oxdash.judging.assemble import assemble
from oxdash.judging.contents import ContentsCache
from oxdash.judging.on_record import OnRecord, Unready, load_register, read
from oxdash.judging.read_archive import corrections_table, gathered, returns_table, that_count
from oxdash.register import Register, sources
from oxdash.rule.judge import judge
from oxdash.rule.versions import RULE_VERSION, rule_version
from oxdash.storage.turns import wait_on
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.comparator_tables import COMPARATORS
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.decision_tables import DECISIONS
from oxdash.vocabulary.model import ALL, COUNTED, SENT, counted_elsewhere, of_kind
from oxdash.vocabulary.quarters import Calendar, Quarter

__all__ = ["STANDINGS", "Position", "Unready", "judged", "load", "load_register", "to_come"]

STANDINGS = ("latest", "same")
_THE_SAME = ("quarters", "rows", "_places", "in_force", "names")  # of a position, on days on which the same counts


@dataclass(frozen=True)
class Position:
    """Where the agreement stands as at a day: every target of the register in every quarter of its life so far."""

    register: Register
    as_at: date
    judged: pd.DataFrame  # tables.JUDGED
    actions: pd.DataFrame
    risks: pd.DataFrame
    narrative: pd.DataFrame
    districts: pd.DataFrame
    corrections: pd.DataFrame
    returns: pd.DataFrame  # tables.RETURNS
    comparators: pd.DataFrame = field(default_factory=partial(tables.empty, COMPARATORS))
    decisions: pd.DataFrame = field(default_factory=partial(tables.empty, DECISIONS))
    waiting: pd.DataFrame = field(default_factory=waits.none)  # waits.COLUMNS: for its sign-off, counted nowhere
    unlogged: tuple[str, ...] = ()  # what is on file and not in the audit log, or the other way round
    rule_version: str = RULE_VERSION  # which judged it, and by which its targets are counted
    problems: tuple[Problem, ...] = ()  # what an accepted return no longer passes, or a file placed by hand never did
    not_read: tuple[str, ...] = ()  # a sentence each: on file of a partnership, or a year, that the register has not
    not_compared: tuple[str, ...] = ()  # the same of other areas' figures that cannot be used
    not_decided: tuple[str, ...] = ()  # and of what was decided that cannot be relied on

    @property
    def council(self) -> Council:
        return self.register.council

    @property
    def calendar(self) -> Calendar:
        return self.council.calendar

    @property
    def current_quarter(self) -> Quarter:
        """The quarter that the day of the position falls in."""
        return self.calendar.quarter_of(self.as_at)

    @cached_property
    def quarters(self) -> list[str]:
        """Quarters that had begun and have any return, oldest first."""
        returned = self.returns.state.isin(SENT) & (self.returns.quarter <= str(self.current_quarter))
        return sorted(self.returns.quarter[returned].unique())

    @property
    def newest(self) -> str | None:
        return self.quarters[-1] if self.quarters else None

    @property
    def empty(self) -> bool:
        return not self.quarters

    def nothing_at(self, quarter: str | None = None) -> str | None:
        """Why there is nothing to show of a quarter, or of the newest with a return, in a sentence; else None."""
        day = wording.day(self.as_at)
        if quarter and Quarter.parse(quarter) > self.current_quarter:
            return f"{wording.quarter(quarter)} had not begun on {day}."
        if self.empty and self.register.values_in_force(self.as_at).empty:
            return f"Nothing had been agreed or returned by {day}."
        if quarter is None:
            return f"No return had been accepted by {day}." if self.empty else None
        targets = self.register.targets
        if ((targets.first_quarter <= quarter) & (quarter <= targets.last_quarter)).any():
            return None
        when = wording.quarter(quarter)
        if targets.empty:
            return f"The register has no targets, so there is nothing to show of {when}."
        over, to_come = targets[targets.last_quarter < quarter], targets[targets.first_quarter > quarter]
        if len(over) and len(to_come):
            last, first = (wording.quarter(end) for end in (over.last_quarter.max(), to_come.first_quarter.min()))
            return f"No target runs through {when}: the last before ended with {last}, and the next begins at {first}."
        first, last = (wording.quarter(end) for end in (targets.first_quarter.min(), targets.last_quarter.max()))
        return f"No target runs through {when}: the first begins at {first}, and the last ends with {last}."

    @property
    def illustrative(self) -> bool:
        """Whether any target or milestone is, as the register says of its sources: then everything shown says so."""
        of_rows = sources.any_illustrative(self.register.targets, self.register.milestones)
        return of_rows or self.register.council.all_illustrative

    @property
    def said_illustrative(self) -> str | None:
        """That figures are illustrative, in a sentence; None where none is."""
        return self.register.council.said_illustrative if self.illustrative else None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """`judged` with all that is told beside each row: `told.ROWS`."""
        register = self.register
        return told.rows(
            self.judged, register.targets, self.corrections, self.returns, self.names, register.council.zone
        )

    def on(self, day: date) -> "Position":
        """The same position as at another day, on which the same counted, with all that was worked out of it."""
        same = replace(self, as_at=day)
        vars(same).update({name: getattr(self, name) for name in _THE_SAME})
        return same

    def history(self, target: str, until: str) -> pd.DataFrame:
        """One target's `rows` up to and with a quarter, oldest first."""
        places = [place for quarter, place in self._places.get(target, ()) if quarter <= until]
        return self.rows.take(places).reset_index(drop=True)

    @cached_property
    def _places(self) -> dict[str, list[tuple[str, int]]]:
        """Where each target's rows stand in `rows`, by quarter, so that all are not looked through for those of one."""
        found: dict[str, list[tuple[str, int]]] = {}
        for place, (target, quarter) in enumerate(zip(self.rows.target, self.rows.quarter, strict=True)):
            found.setdefault(target, []).append((quarter, place))
        return {target: sorted(places) for target, places in found.items()}

    @cached_property
    def in_force(self) -> pd.DataFrame:
        """Register.values_in_force: what is agreed for every quarter, those still to come too."""
        return self.register.values_in_force(self.as_at)

    @cached_property
    def names(self) -> dict[str, str]:
        partnerships = self.register.partnerships
        return dict(zip(partnerships.code, partnerships.name, strict=True))

    def stands_at(self, quarter: str, standing: str = "latest") -> pd.Series:
        """The quarter each partnership is shown at, by code: its newest return up to ``quarter``, or ``quarter``."""
        codes = list(self.names)
        if standing == "same":
            return pd.Series(quarter, index=codes, dtype="str")
        held = self.returns[self.returns.state.isin(SENT) & (self.returns.quarter <= quarter)]
        newest = dict(sorted(zip(held.partnership, held.quarter, strict=True)))  # of each partnership the last stays
        return pd.Series([newest.get(code, quarter) for code in codes], index=codes, dtype="str")

    def shown_at(self, quarter: str, standing: str = "latest") -> pd.Series:
        """The quarter each target that counts is shown at, by code, in the order of the register.

        A target counts if ``quarter`` lies in its life. It is shown where its partnership stands; one that was not yet
        alive there at ``quarter`` itself, for which nothing has been returned.
        """
        targets = self.register.targets
        shown = targets.partnership.map(self.stands_at(quarter, standing))
        if rule_version(self.rule_version).counts_by_life:
            lives = (targets.first_quarter <= quarter) & (quarter <= targets.last_quarter)
            shown = shown.where(targets.first_quarter <= shown, quarter)[lives]
        return shown.set_axis(targets.target.loc[shown.index])

    def at(
        self,
        quarter: str | None = None,
        standing: str = "latest",
        *,
        kind: str = COUNTED,
        agreement: str | None = None,
        partnership: str | None = None,
        priority: str | None = None,
    ) -> pd.DataFrame:
        """One row per target that counts (`shown_at`), in the order of the register: `told.AT`.

        ``kind`` is one of `model.KINDS_CHOSEN`; partnership and priority are codes. ``agreement`` is the one looked at,
        as `Register.agreement_at` has it: what another counts is there with the kind ``all`` alone.
        """
        quarter = quarter or self.newest or str(self.current_quarter)
        if standing not in STANDINGS:
            raise ValueError(f'"{standing}" is not a standing. Choose latest or same.')
        rows = self.rows
        shown = rows.quarter == rows.target.map(self.shown_at(quarter, standing))
        code = self.register.agreement_at(quarter, agreement)
        shown &= rows.target.isin(self.register.targets.target[of_kind(self.register.targets, kind, code)])
        if partnership:
            shown &= rows.partnership == partnership
        if priority:
            shown &= rows.priorities.map(lambda codes: priority in several(codes))
        now = Quarter.parse(quarter).ordinal
        found = rows[shown].reset_index(drop=True)
        return found.assign(
            stands_at=found.partnership.map(self.stands_at(quarter, standing)).astype("str"),
            quarters_old=[now - Quarter.parse(text).ordinal for text in found.quarter],
        )

    def all_at(
        self,
        quarter: str,
        standing: str = "latest",
        *,
        agreement: str | None = None,
        partnership: str | None = None,
        priority: str | None = None,
    ) -> pd.DataFrame:
        """The same of every kind, those not counted too, but for what another agreement counts."""
        every = self.at(quarter, standing, kind=ALL, partnership=partnership, priority=priority)
        elsewhere = counted_elsewhere(every, self.register.agreement_at(quarter, agreement))
        return every[~elsewhere].reset_index(drop=True)


def to_come(as_at: date, today: date) -> str | None:
    """Why there is no position as at a day, in a sentence, where that day is still to come."""
    if as_at <= today:
        return None
    return f"There is no position as at {wording.day(as_at)}, which is still to come."


def load(
    data: Path,
    as_at: date,
    *,
    by_hand: bool = False,
    version: str = RULE_VERSION,
    logged: bool = True,
    cache: ContentsCache | None = None,
) -> Position | Unready:
    """Read, judge and explain everything in the data folder as at a day.

    Returns received and milestones agreed by the end of ``as_at`` count. With ``by_hand`` it is the position now:
    every receipt counts, whatever its clock said, and so do workbooks placed in the folder without one, which a
    position *as at* a named day never takes in. ``version`` is the rule's. Each return is held against the folder's
    audit log, but for a publication's copies, which are ``logged`` elsewhere. With a ``cache`` no workbook is read
    whose contents it has; whatever is put on record or proved is loaded without. Unready without a sound register.
    """
    held = read(data, None if by_hand else as_at, by_hand=by_hand, logged=logged, cache=cache)
    return held if isinstance(held, Unready) else judged(held, as_at, version)


def judged(held: OnRecord, as_at: date, version: str = RULE_VERSION, pause: Callable[[], None] = wait_on) -> Position:
    """All that is held, judged as at a day; ``held.by(day)`` first, unless it is the position now.

    ``pause`` is called between two pieces of the work.
    """
    register, returned = held.register, that_count(held.register, held.deciding)
    figures = assemble(
        register.targets,
        register.values_in_force(as_at),
        gathered(tables.RETURNED, "figures", returned),
        {(one.file.partnership, one.file.quarter): one.state for one in held.deciding},
        register.calendar.quarter_of(as_at),
    )
    pause()
    judged = tables.settle(tables.JUDGED, judge(figures, register.rules, version=version, calendar=register.calendar))
    pause()
    return Position(
        register=register,
        as_at=as_at,
        judged=judged,
        actions=gathered(tables.ACTIONS, "actions", returned),
        risks=gathered(tables.RISKS, "risks", returned),
        narrative=gathered(tables.NARRATIVE, "narrative", returned),
        districts=gathered(tables.DISTRICTS, "districts", returned),
        corrections=corrections_table(held.returns, register.council.zone),
        returns=returns_table(register, held.deciding),
        comparators=held.comparators.known_by(as_at),
        decisions=decided.table(held.decisions.entries),
        waiting=waits.table(held.waiting),
        unlogged=held.unlogged,
        rule_version=version,
        problems=tuple(problem for one in held.deciding for problem in one.problems),
        not_read=not_read.sentences([versions[-1] for versions in held.strange], register),
        not_compared=held.comparators.faults,
        not_decided=tuple(sentence for _, sentence in held.decisions.faults),
    )
