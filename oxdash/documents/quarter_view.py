"""What every paper looks up of a position, worked out once."""

from collections.abc import Callable, Mapping

import pandas as pd

from oxdash.documents.looked_at import LookedAt, looked_up
from oxdash.findings import (
    actions,
    arrivals,
    asked,
    changes,
    counts,
    decisions,
    distance,
    grants,
    ledger,
    promises,
    punctuality,
    review,
    risks,
    series,
    trend,
    unknowns,
)
from oxdash.findings.grants import Grants
from oxdash.judging.compared import Compared
from oxdash.vocabulary.model import ALL, COUNTED, Status, counted_elsewhere


class Standing(LookedAt):
    """A position at one quarter, as its papers show it, and all that is looked up of it."""

    @looked_up
    def off_track(self) -> pd.DataFrame:
        return self.rows[self.rows.status == Status.OFF_TRACK].reset_index(drop=True)

    @looked_up
    def total(self) -> counts.Counts:
        return counts.total(self.rows)

    def when_known(self, expected: pd.DataFrame) -> str:
        """findings.unknowns.in_words of `expected`, or of some of its rows."""
        whose = self.council.reported_to, self.register.board
        return unknowns.in_words(expected, self.register.meetings, self.position.as_at, *whose)

    @looked_up
    def by_partnership(self) -> pd.DataFrame:
        """findings.counts.of the targets that count."""
        return counts.of(self.rows)

    @looked_up
    def since(self) -> dict[str, str]:
        """What changed in each partnership since its quarter before, in words."""
        found = changes.by_partnership(self.rows, self.position.judged, self.quarters)
        return dict(zip(found.partnership, found.change, strict=True))

    @looked_up
    def states(self) -> dict[str, str]:
        """findings.arrivals.warnings: what is wrong with the return each partnership stands at, by code."""
        return arrivals.warnings(self.position.returns, self.stands_at)

    @looked_up
    def moved(self) -> pd.DataFrame:
        """findings.changes.between: what is not as it was at the quarter compared with."""
        return self._moved(self.quarters, self.compared_with)

    def _moved(self, quarters: list[str] | None, since: str | None) -> pd.DataFrame:
        return changes.between(
            self.rows,
            self.position.judged,
            quarters,
            since=since,
            milestones=self.register.milestones,
            corrections=self.position.corrections,
            as_at=self.position.as_at,
            calendar=self.register.calendar,
        )

    def nothing_moved(self, rows: pd.DataFrame) -> str:
        """findings.changes.none_in_words, of `rows` or some of them: what stands where `moved` has nothing."""
        return changes.none_in_words(rows, self.position.judged, self.quarters, since=self.compared_with)

    @looked_up
    def acted(self) -> pd.DataFrame:
        """findings.actions.standing of every target, and of the partnerships' actions that are for none."""
        return actions.standing(self.every, self._looked_at, self.position.as_at, partnerships=self._whose)

    def acting_with(self, partnership: str) -> pd.DataFrame:
        """The actions of other partnerships, looked at or not, that name this one among those they act with."""
        every = Standing(self.position, self.edition, kind=self.kind, priority=self.priority, pause=self.pause)
        return actions.acting_in(every.acted if self.partnership else self.acted, partnership)

    def own_actions(self, partnership: str) -> pd.DataFrame:
        """Of `acted`, those of a partnership that are for no target."""
        return self.acted[(self.acted.partnership == partnership) & self.acted.target.isna()].reset_index(drop=True)

    @looked_up
    def bodies(self) -> Mapping[str, str]:
        """What every body is called, by code."""
        return self.register.body_names

    @looked_up
    def _whose(self) -> pd.DataFrame:
        """Each partnership that is looked at, and the quarter that it stands at."""
        codes = [code for code in self.names if self.partnership in (None, code)]
        return pd.DataFrame({"partnership": codes, "quarter": self.stands_at.reindex(codes).to_numpy()}, dtype="str")

    @looked_up
    def _looked_at(self) -> pd.DataFrame:
        """The actions; those for no target are of no kind of target, and of the one priority they are for."""
        priorities = self.register.priorities
        named = list(priorities.loc[priorities.code == self.priority, "name"]) if self.priority else None
        return actions.looked_at(self.position.actions, named, of_no_kind=self.kind in (COUNTED, ALL))

    @looked_up
    def lacks(self) -> pd.DataFrame:
        """findings.asked.without_action: off-track targets without an action that has an owner and a day."""
        return asked.without_action(self.off_track, self.position.actions)

    @looked_up
    def promises(self) -> pd.DataFrame:
        """findings.promises.of: what was promised last time, and what became of it."""
        now = self.position
        return promises.of(self.every, self._looked_at, now.returns, now.as_at, self._whose, calendar=now.calendar)

    @looked_up
    def grants(self) -> Grants:
        """findings.grants.of: what was agreed, allocated and spent by the position's day."""
        return grants.of(self.register.grants, self.register.allocations, self.position.as_at)

    @looked_up
    def decided(self) -> list[decisions.Item]:
        """findings.decisions.items: what was decided, as it stands on the position's day."""
        now = self.position
        return decisions.items(now.decisions, now.as_at, self.council.day_of)

    @looked_up
    def arising(self) -> list[decisions.Item]:
        """findings.decisions.arising: those that the next paper of the body reported to begins with."""
        board = self.council.reported_to
        return decisions.arising(self.decided, board, self.register.meetings, self.position.as_at)

    @looked_up
    def risks(self) -> pd.DataFrame:
        """findings.risks.of: what could stop a target, the highest rating first."""
        return risks.of(self.every, self.position.risks, self.position.returns)

    @looked_up
    def revised(self) -> set[tuple[str, str]]:
        """findings.series.corrected: the target and quarter of every figure that was corrected."""
        return series.corrected(self.position.corrections, self.targets.places)

    @looked_up
    def trends(self) -> pd.DataFrame:
        """findings.trend.of every target at its quarter, by target."""
        of, now = self.register, self.position
        return trend.of(now.judged, of.targets, self.every, calendar=of.calendar).set_index("target")

    @looked_up
    def only_moved(self) -> pd.DataFrame:
        """findings.ledger.only_because_moved: on track only because what was agreed moved."""
        return ledger.only_because_moved(self.rows)

    @looked_up
    def close_to_turning(self) -> pd.DataFrame:
        """findings.distance.within_one_bad_quarter: on track by no more than the target's own worst quarter so far."""
        return distance.within_one_bad_quarter(self.rows, self.position.judged, self.register.targets)

    @looked_up
    def expected(self) -> pd.DataFrame:
        """findings.unknowns.expected: when each target that cannot be judged will be known."""
        return unknowns.expected(
            self.rows, self.targets.owner, self.register.meetings, self.position.as_at, self.council.reported_to
        )

    @looked_up
    def arrivals(self) -> pd.DataFrame:
        """findings.punctuality.of, by the receipts that decide: all that a kept position knows of arrivals."""
        of, now = self.register, self.position
        receipts = now.returns[now.returns.received_at.notna()].assign(kind="return")
        return punctuality.of(of.targets, now.returns, receipts, of.returns_due, now.as_at, of.council)

    @looked_up
    def asked(self) -> pd.DataFrame:
        """findings.asked.of: what the Board is asked to do about the targets looked at."""
        return self.asked_of({code: name for code, name in self.names.items() if code in set(self.every.partnership)})

    def asked_of(self, names: dict[str, str]) -> pd.DataFrame:
        """The same of some partnerships; ``names`` by code."""
        return asked.of(
            self.rows,
            names,
            lacking=self.lacks,
            standing=self.acted,
            promises=self.promises,
            changes=self.moved,
            expected=self.expected,
            chase=punctuality.to_chase(self.arrivals, self.edition.quarter, damaged_before=True),
        )

    @looked_up
    def year(self) -> list[str]:
        """The quarters of the yearly review, from the last of the year before."""
        return review.year(self.edition.quarter)

    @looked_up
    def over_the_year(self) -> pd.DataFrame:
        """findings.changes.between the last quarter of the year before and now."""
        return self._moved(None, self.year[0])

    @looked_up
    def year_by_quarter(self) -> pd.DataFrame:
        """findings.review.of_all: the whole agreement as it stood at each quarter of the year."""
        standing, agreement = self.edition.standing, self.agreement
        shown = {quarter: self.position.at(quarter, standing, agreement=agreement) for quarter in self.year}
        return review.of_all(shown, {quarter: quarter in self.quarters for quarter in self.year})

    def year_of(self, partnership: str, year: list[str] | None = None) -> pd.DataFrame:
        """findings.review.by_quarter of one partnership; of the edition's year unless another is given."""
        rows = self.position.rows
        own = rows[(rows.partnership == partnership) & ~counted_elsewhere(rows, self.agreement)]
        return review.by_quarter(own, year or self.year)

    def reviewed(self, partnership: str) -> dict[str, list[str]]:
        """findings.review.told: what a partnership says of its year; empty where no return of it says anything."""
        return review.told(self.position.narrative, partnership, self.year[1:])

    @looked_up
    def compared(self) -> Compared:
        """judging.compared: where every target stands among other areas; empty where nothing is on file."""
        now = self.position
        shown = {code: self.until(code) for code in self.targets.index} if len(now.comparators) else {}
        return Compared(self.register, now.comparators, now.judged, now.in_force, shown)

    def of(self, partnership: str) -> pd.DataFrame:
        """One partnership's targets that count."""
        return self.rows[self.rows.partnership == partnership].reset_index(drop=True)

    def until(self, target: str) -> str:
        """The quarter a target is shown at; where its partnership is, of one that does not count at the one chosen."""
        return self.shown_at.get(target) or self.stands_at[self.targets.partnership[target]]

    def history(self, target: str) -> pd.DataFrame:
        """One target's judged rows up to the quarter it is shown at, oldest first."""
        return self.position.history(target, self.until(target))

    def course(self, target: str) -> pd.DataFrame:
        """findings.series.to_year_end: the same, and the milestones of the rest of the year."""
        return series.to_year_end(self.history(target), self.position.in_force)

    @looked_up
    def actions(self) -> Callable[[str, str], pd.DataFrame]:
        return actions.returned(self.position.actions)  # called with a target and a quarter

    def account(self, partnership: str) -> dict[str, list[str]]:
        """findings.review.account: the partnership's own words for the quarter it stands at."""
        return review.account(self.position.narrative, partnership, self.stands_at[partnership])

    def account_basis(self, partnership: str) -> str | None:
        """findings.review.account_basis of the same."""
        return review.account_basis(self.position.narrative, partnership, self.stands_at[partnership])
