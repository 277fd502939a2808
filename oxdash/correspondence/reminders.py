"""Reminders of returns that are due: whom to write to today, and about what.

To each officer of a partnership whose return has not come, once `BEFORE` days before it is due, on the first day it is
late, and then once a week, for `WEEKS` at most: by then the next return is due. A day on which nothing ran is made up
for: the newest reminder whose day has come is sent, and no older one.

Of a return that waits for its sign-off nobody is reminded but whom it waits for: at once, and then once a week.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from oxdash.access.roles_file import Roles
from oxdash.correspondence.post import Due
from oxdash.documents import letters
from oxdash.findings import punctuality
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

BEFORE = 7  # days before a return is due
EVERY = 7  # days, once it is late
WEEKS = 13  # of reminders of one return


@dataclass(frozen=True)
class Reminders:
    """The letters due today, and a sentence for each partnership to which none can be written."""

    letters: tuple[Due, ...]
    nobody: tuple[str, ...]


def due(position: Position, arrivals: pd.DataFrame, roles: Roles, quarter: str | None = None) -> Reminders:
    """The reminders of the position's day, of one ``quarter`` or of whichever is due. ``arrivals`` is punctuality.of.

    A partnership's return that has no day set is reminded of only where its ``quarter`` is named.
    """
    found, nobody = [], []
    officers = _officers(roles)
    waits = set(zip(position.waiting.partnership, position.waiting.quarter, strict=True))
    for row in _wanted(arrivals, position.as_at, quarter):
        if (row.partnership, row.quarter) in waits:
            continue
        stage = _stage(row.due, position.as_at)
        if stage is None and quarter is None:
            continue
        name = position.names[row.partnership]
        about = f"return of {row.partnership} for {row.quarter}, {row.arrival}, {stage or 'asked for'}"
        letter = letters.reminder(row, name, position)
        found += [Due(about, to, letter) for to in officers.get(row.partnership, ())]
        if row.partnership not in officers:
            nobody.append(
                f"Nobody can be reminded of the return of {name} for {wording.quarter(row.quarter)}: the roles file "
                "names no officer of it."
            )
    return Reminders(tuple(found), tuple(nobody))


def sign_offs(position: Position, waiting: pd.DataFrame) -> Reminders:
    """The reminders of returns that wait for a sign-off. ``waiting`` is submissions.waiting_list.of."""
    found, nobody = [], []
    for row in each_row(waiting[waiting.fault.isna()]):
        when = f"after {wording.counted(row.days // EVERY, 'week')}" if row.days >= EVERY else "at once"
        about = f"sign-off of {row.partnership} for {row.quarter}, number {row.number}, {when}"
        letter = letters.to_sign_off(row, position)
        found += [Due(about, to, letter) for to in row.addresses]
        if not row.addresses:
            nobody.append(f"Nobody can be reminded to sign off the return of {row.name}. {row.waits_for}")
    return Reminders(tuple(found), tuple(nobody))


def _wanted(arrivals: pd.DataFrame, as_at: date, quarter: str | None) -> Iterator[Any]:
    """Of each partnership the newest return still to come whose reminders have begun; or that of ``quarter``."""
    wanted = arrivals[arrivals.arrival.isin([str(one) for one in punctuality.WANTED])]
    if quarter is not None:
        yield from each_row(wanted[wanted.quarter == quarter])
        return
    begun = wanted[[_stage(day, as_at) is not None for day in wanted.due]]
    newest = begun.sort_values("quarter", kind="stable").drop_duplicates("partnership", keep="last")
    yield from each_row(newest.sort_index())


def _stage(day: date | None, as_at: date) -> str | None:
    """Which reminder's day has come last; None before the first, and a week after the last."""
    if day is None or pd.isna(day):
        return None
    late = (as_at - day).days
    if late <= 0:
        return f"{BEFORE} days before" if late >= -BEFORE else None
    week = (late - 1) // EVERY + 1
    return f"week {week} late" if week <= WEEKS else None


def _officers(roles: Roles) -> Mapping[str, tuple[str, ...]]:
    """The addresses of each partnership's officers, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for address, codes in sorted((roles.officers or {}).items()):
        for code in codes:
            found.setdefault(code, []).append(address)
    return {code: tuple(addresses) for code, addresses in found.items()}
