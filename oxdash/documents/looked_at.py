"""Which part of a position a document looks at: the rows that are counted, those apart, and whose they are."""

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar, overload

import pandas as pd

from oxdash.documents.edition import Edition
from oxdash.judging.position import Position
from oxdash.storage.turns import wait_on
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import ALL, COUNTED, counted_elsewhere, kind_meant, of_kind

T = TypeVar("T")


class looked_up(Generic[T]):
    """A property worked out once, and a piece of work of its own: `LookedAt.pause` is called before it.

    functools' holds a lock meanwhile (Python 3.11) that all standings share: one that pauses would stop the others.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make, self.__doc__ = make, make.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> "looked_up[T]": ...
    @overload
    def __get__(self, one: "LookedAt", owner: type) -> T: ...
    def __get__(self, one: "LookedAt | None", owner: type) -> "looked_up[T] | T":
        if one is None:
            return self
        one.pause()
        found = vars(one)[self.make.__name__] = self.make(one)
        return found


class LookedAt:
    """A position at one quarter: the targets that count, and local and stretch targets apart.

    It looks at one agreement, that of its edition; what others count is in it only with all kinds together. A screen
    may look at part of it, as `Position.at` has it, and at what changed since the quarter ``compared_with``.
    Without ``reward``, which a setting hides, nothing shows what stretch targets would earn. ``pause`` is called
    between two pieces of the work.
    """

    def __init__(
        self,
        position: Position,
        edition: Edition,
        *,
        kind: str = COUNTED,
        partnership: str | None = None,
        priority: str | None = None,
        compared_with: str | None = None,
        reward: bool = True,
        pause: Callable[[], None] = wait_on,
    ) -> None:
        self.position, self.edition, self.reward = position, edition, reward
        self.kind, self.partnership, self.priority = kind_meant(kind), partnership, priority
        self.compared_with, self.pause = compared_with, pause
        self.outlines: dict = {}  # papers by their kind, each made once by `papers.outline`
        self.register, self.names, self.council = position.register, position.names, position.council
        self.agreement = self.register.agreement_at(edition.quarter, edition.agreement)  # its code
        self.targets = self.register.targets.set_index("target")
        self.when = wording.quarter(edition.quarter)
        self.quarters = [quarter for quarter in position.quarters if quarter <= edition.quarter]

    @looked_up
    def stands_at(self) -> pd.Series:
        """The quarter each partnership is shown at, by code."""
        return self.position.stands_at(self.edition.quarter, self.edition.standing)

    @looked_up
    def shown_at(self) -> pd.Series:
        """The quarter each target that counts is shown at, by code."""
        return self.position.shown_at(self.edition.quarter, self.edition.standing)

    @looked_up
    def every(self) -> pd.DataFrame:
        """A row for every target, at its partnership's quarter: local and stretch ones too."""
        at = self.position.all_at if self.kind == COUNTED else partial(self.position.at, kind=self.kind)
        return at(
            self.edition.quarter,
            self.edition.standing,
            agreement=self.agreement,
            partnership=self.partnership,
            priority=self.priority,
        )

    @looked_up
    def rows(self) -> pd.DataFrame:
        """Those that count, or those of the kind looked at: what is counted."""
        return self.every[self._of_kind(self.every)].reset_index(drop=True)

    def _of_kind(self, rows: pd.DataFrame) -> pd.Series:
        return of_kind(rows, self.kind, self.agreement)

    @looked_up
    def others(self) -> pd.DataFrame:
        """Local and stretch targets, counted apart."""
        return self.every[~self._of_kind(self.every)].reset_index(drop=True)

    @property
    def nothing_counted(self) -> str | None:
        """That no target of the kind looked at is counted; None where one is: then nothing is vacuously true."""
        return self.none_counted(self.rows, self.when)

    def none_counted(self, rows: pd.DataFrame, when: str, whose: str = "") -> str | None:
        """The same of some of the rows: ``No plan target of Environment is counted at Q1 2006/07.``"""
        if len(rows):
            return None
        kind = {COUNTED: self.council.one_target, ALL: "target"}.get(self.kind, f"{self.kind} target")
        return f"No {kind}{f' of {whose}' if whose else ''} is counted at {when}{self.by_one_of_several}."

    @property
    def by_one_of_several(self) -> str:
        """`` by Plan 2029-32``, where several agreements count targets and one of them is looked at."""
        names = self.register.counting
        return (
            f" by {names.get(self.agreement or '')}" if self.agreement and len(names) > 1 and self.kind != ALL else ""
        )

    @property
    def which_agreement(self) -> str | None:
        """Whose targets are counted here, in a sentence, where several agreements count any."""
        names = self.register.counting
        if len(names) < 2:
            return None
        if not self.by_one_of_several:
            return f"Targets of {wording.listed(names.values())} stand here together."
        others = wording.listed(name for code, name in names.items() if code != self.agreement)
        return f"Counted here: targets of {names.get(self.agreement or '')}. Those of {others} are counted apart."

    @looked_up
    def looked_at(self) -> pd.DataFrame:
        """The register's targets, without those that another agreement counts unless all kinds are looked at."""
        targets = self.register.targets
        return targets if self.kind == ALL else targets[~counted_elsewhere(targets, self.agreement)]
