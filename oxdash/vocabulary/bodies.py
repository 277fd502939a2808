"""Partnerships, delivery groups, boards and other bodies: how a cell names several, and by when returns are due to one.

A leaf. Each partnership answers to a body, and that body's meetings set its days. What other bodies ask for before
their own meetings (a scrutiny committee, the partnership itself) makes no return late. Where a partnership does not say
whom it reports to, it is the body that the register is about.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

BETWEEN = "; "  # what one cell names: codes, or names (`several`)
# what somebody is on a body, as people read them
ROLES = ("chair", "vice chair", "member", "substitute", "support officer", "attends on request", "observer")
Due = Callable[[str, str], date | None]  # of a partnership's code and a quarter


def several(cell: object) -> list[str]:
    """What one cell names, separated by semicolons: codes, or names of bodies without one; none for a blank."""
    return [] if pd.isna(cell) else [one.strip() for one in str(cell).split(";") if one.strip()]


def initials(name: str) -> str:
    """The first letters of its words that begin with a capital: JSB of ``Jobs and Skills Board``."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def each_named(cell: object, names: Mapping[str, str]) -> list[str]:
    """`several` by name, one without a code as it is; ``names`` by code."""
    return [names.get(one, one) for one in several(cell)]


def named(cell: object, names: Mapping[str, str]) -> str | None:
    """The same in one cell; nothing where none is named."""
    return BETWEEN.join(each_named(cell, names)) or None


def returns_due(partnerships: pd.DataFrame, meetings: pd.DataFrame, board: str) -> Due:
    """The day by which a partnership's return for a quarter is due; None where no meeting sets one.

    In: partnerships with code and, where there, reports_to; meetings with body, quarter and returns_due; ``board``,
    whom those report to that do not say; bodies by their codes. Of several meetings on one quarter the earliest day
    counts.
    """
    asked = meetings[meetings["returns_due"].notna()]
    days: dict[tuple[str, str], date] = {}
    for body, quarter, day in zip(asked["body"], asked["quarter"], asked["returns_due"], strict=True):
        days[body, quarter] = min(day.date(), days.get((body, quarter), day.date()))
    whose = reported_to(partnerships, board)

    def due(partnership: str, quarter: str) -> date | None:
        asking = whose.get(partnership, [board])
        return min((days[body, quarter] for body in asking if (body, quarter) in days), default=None)

    return due


def reported_to(partnerships: pd.DataFrame, board: str) -> dict[str, list[str]]:
    """The codes of the bodies that each partnership reports to, by its own."""
    said = partnerships["reports_to"] if "reports_to" in partnerships else pd.Series(None, index=partnerships.index)
    return {code: several(cell) or [board] for code, cell in zip(partnerships["code"], said, strict=True)}


def asking(partnerships: pd.DataFrame, board: str) -> set[str]:
    """The bodies that any partnership reports to: their meetings set days for returns."""
    return {board, *(body for asked in reported_to(partnerships, board).values() for body in asked)}


def called_in_passing(name: str, kind: str) -> str:
    """``the Board`` of a name that has the word of its ``kind``; of any other the whole name, ``the Cabinet``."""
    if kind.casefold() in re.findall(r"\w+", name.casefold()):
        return f"the {kind}"
    return with_the(name)


def with_the(name: str) -> str:
    """A body's whole name within a sentence.

    >>> with_the("Cabinet"), with_the("The Partnership")
    ('the Cabinet', 'the Partnership')
    """
    return f"the {name.removeprefix('The ').removeprefix('the ')}"
