"""What was agreed, allocated and spent of each grant, as at a day: told by the register, added up to the penny.

Sums are over what is known, beside how much is not: an amount that nobody agreed, and money of which nothing is said
whether it was spent, are absences and never zero. What is not yet allocated is what was agreed less what is known to be
allocated, so that the two add up to what was agreed. What stretch targets earn is worked out in `findings.reward`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

KEY = ("grant", "year")
NOTHING = Decimal(0)
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Money:
    """A sum over what is known: of how many, and of how many nothing is known. ``until``: the oldest day it is told of.

    Of nothing at all the sum is nothing; of parts that are all unknown it is unknown, not zero.
    """

    known: Decimal = NOTHING
    of: int = 0
    unknown: int = 0
    until: date | None = None

    @property
    def none_known(self) -> bool:
        """There are parts, and of none of them anything is known."""
        return self.of > 0 and self.unknown == self.of

    @property
    def amount(self) -> Decimal | None:
        """The sum, None where nothing of it is known."""
        return None if self.none_known else self.known

    @property
    def some_known(self) -> bool:
        """Of one of its parts at least something is known."""
        return self.of > self.unknown


@dataclass(frozen=True)
class Line:
    """Some grant money together, by what it is ``named``: a grant, a year, both, a target or a body.

    ``agreed``: for grants and years; none of a target or body. ``allocated``: what was agreed to go to targets and
    bodies, ``spent``: what is told of it. ``left``: agreed and not yet allocated, below 0 where more is; it is the most
    that can be, where an allocation has no amount. ``beyond``: allocated of a grant for which no amount is agreed, so

        agreed.known + beyond == allocated.known + left.known
    """

    named: tuple[str, ...]
    agreed: Money
    allocated: Money
    spent: Money
    left: Money
    beyond: Decimal = NOTHING


@dataclass(frozen=True)
class Grants:
    """All of it, as at a day: rows of the two sheets, as `known_by` leaves them."""

    agreed: pd.DataFrame  # grant_tables.GRANTS
    allocated: pd.DataFrame  # grant_tables.ALLOCATIONS
    as_at: date

    @property
    def empty(self) -> bool:
        return self.agreed.empty and self.allocated.empty

    def by(self, *names: str) -> list[Line]:
        """A line for each ``grant``, each ``year``, or each of both; those of a grant together, years in order."""
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for one in self._each:
            found.setdefault(tuple(dict(zip(KEY, one, strict=True))[name] for name in names), []).append(one)
        named = sorted(found) if names == ("year",) else list(found)
        return [self._of(one, found[one]) for one in named]

    def by_target_or_body(self) -> list[Line]:
        """A line for each target or body that anything is allocated to, in the order of the sheet."""
        listed = dict.fromkeys(self.allocated["target_or_body"])
        return [self.to(one)._to(one) for one in listed]

    def to(self, target_or_body: str) -> "Grants":
        """What goes to one target or body."""
        own = self.allocated[self.allocated["target_or_body"] == target_or_body].reset_index(drop=True)
        return Grants(self.agreed.iloc[:0], own, self.as_at)

    @property
    def total(self) -> Line:
        return self._of((), list(self._each))

    @cached_property
    def _each(self) -> dict[tuple[str, str], tuple[list[Row], list[Row]]]:
        """The rows of both sheets by grant and year, a grant's years together and in order."""
        found: dict[tuple[str, str], tuple[list[Row], list[Row]]] = {}
        for at, rows in enumerate((self.agreed, self.allocated)):
            for row in rows.to_dict("records"):
                found.setdefault((row["grant"], row["year"]), ([], []))[at].append(row)
        order = {grant: n for n, grant in enumerate(dict.fromkeys(grant for grant, _ in found))}
        return {key: found[key] for key in sorted(found, key=lambda key: (order[key[0]], key[1]))}

    def _of(self, named: tuple[str, ...], keys: list[tuple[str, str]]) -> Line:
        whole = [money(rows[0]["amount"]) if (rows := self._each[key][0]) else None for key in keys]
        parts = [_sum(row["amount"] for row in self._each[key][1]) for key in keys]
        left = [None if amount is None else amount - part.known for amount, part in zip(whole, parts, strict=True)]
        beyond = sum((part.known for amount, part in zip(whole, parts, strict=True) if amount is None), NOTHING)
        allocated = [row for key in keys for row in self._each[key][1]]
        return Line(named, _told(whole), _amounts(allocated), _spent(allocated), _told(left), beyond)

    def _to(self, named: str) -> Line:
        rows = self.allocated.to_dict("records")
        return Line((named,), Money(), _amounts(rows), _spent(rows), Money(), _amounts(rows).known)


def known_by(grants: pd.DataFrame, allocations: pd.DataFrame, as_at: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the two sheets that were agreed on or before a day, and what had been told of spending by then.

    In and out: grant_tables.GRANTS and ALLOCATIONS. A row without a day has no amount either, and stays.
    """
    day = pd.Timestamp(as_at)
    agreed = grants[~(grants["agreed_on"] > day)].reset_index(drop=True)
    allocated = allocations[~(allocations["agreed_on"] > day)].reset_index(drop=True)
    later = allocated["as_at"] > day
    return agreed, allocated.assign(
        spent=allocated["spent"].mask(later), as_at=allocated["as_at"].mask(later)
    )  # said later than the day: by then nothing was


def of(grants: pd.DataFrame, allocations: pd.DataFrame, as_at: date) -> Grants:
    """What the register says of grants, as at a day."""
    return Grants(*known_by(grants, allocations, as_at), as_at)


def money(amount: float) -> Decimal | None:
    """An amount of the register, as it was typed; None where there is none."""
    return None if pd.isna(amount) else Decimal(f"{amount:.15g}")


def _amounts(rows: Iterable[Row]) -> Money:
    return _sum(row["amount"] for row in rows)


def _spent(rows: Iterable[Row]) -> Money:
    rows = list(rows)
    days = [row["as_at"].date() for row in rows if not pd.isna(row["spent"])]
    return replace(_sum(row["spent"] for row in rows), until=min(days, default=None))


def _sum(amounts: Iterable[float]) -> Money:
    return _told([money(one) for one in amounts])


def _told(amounts: Sequence[Decimal | None]) -> Money:
    known = [one for one in amounts if one is not None]
    return Money(sum(known, NOTHING), len(amounts), len(amounts) - len(known))
