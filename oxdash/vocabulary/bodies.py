"""Partnerships, delivery groups, boards and other bodies: how a cell names several, and by when returns are due to one.

A leaf. Each partnership answers to a body, and that body's meetings set its days. What other bodies ask for before
their own meetings (a scrutiny committee, the partnership itself) makes no return late. Where the register does not say
whom a partnership reports to, it is the Board (seed 004).
"""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

BETWEEN = "; "  # bodies that stand in one cell of `tables.ACTIONS` with_bodies
BOARD = "Public Service Board"  # oversees performance on every target, and meets quarterly (seed 004)
Due = Callable[[str, str], date | None]  # of a partnership's code and a quarter


def several(cell: object) -> list[str]:
    """What one cell names, separated by semicolons: codes, or names of bodies without one; none for a blank."""
    return [] if pd.isna(cell) else [one.strip() for one in str(cell).split(";") if one.strip()]


def names(partnerships: pd.DataFrame, delivery_groups: pd.DataFrame) -> dict[str, str]:
    """The name of each body by its code: partnerships first. In: code and name of each; a table may have no columns."""
    held = [
        table if "code" in table else pd.DataFrame({"code": [], "name": []})
        for table in (partnerships, delivery_groups)
    ]
    first, groups = (dict(zip(table["code"], table["name"], strict=True)) for table in held)
    return first | {code: name for code, name in groups.items() if code not in first}


def named(held: object, names: Mapping[str, str]) -> str | None:
    """The same by name, one after the other; nothing where none is named."""
    return BETWEEN.join(names.get(one, one) for one in several(held)) or None


def returns_due(partnerships: pd.DataFrame, meetings: pd.DataFrame) -> Due:
    """The day by which a partnership's return for a quarter is due; None where no meeting sets one.

    In: partnerships with code and, where there, name, also_known_as and reports_to; meetings with body, quarter and
    returns_due. Of several meetings on one quarter the earliest day counts.
    """
    bodies = _bodies(partnerships)
    asked = meetings[meetings["returns_due"].notna()]
    days: dict[tuple[str, str], date] = {}
    for body, quarter, day in zip(asked["body"], asked["quarter"], asked["returns_due"], strict=True):
        key = _key(body, bodies), quarter
        days[key] = min(day.date(), days.get(key, day.date()))
    whose = reported_to(partnerships)

    def due(partnership: str, quarter: str) -> date | None:
        asking = whose.get(partnership, {_key(BOARD, bodies)})
        return min((days[body, quarter] for body in asking if (body, quarter) in days), default=None)

    return due


def reported_to(partnerships: pd.DataFrame) -> dict[str, set[str]]:
    """The bodies that each partnership reports to, by its code, as `is_reported_to` compares them."""
    bodies = _bodies(partnerships)
    said = partnerships["reports_to"] if "reports_to" in partnerships else pd.Series(None, index=partnerships.index)
    found = {}
    for code, cell in zip(partnerships["code"], said, strict=True):
        found[code] = {_key(one, bodies) for one in several(cell) or [BOARD]}
    return found


def is_reported_to(body: str, partnerships: pd.DataFrame) -> bool:
    """Whether any partnership reports to a body, so that its meetings set days for returns."""
    wanted = {one for bodies in reported_to(partnerships).values() for one in bodies} or {_key(BOARD, {})}
    return _key(body, _bodies(partnerships)) in wanted


def _bodies(partnerships: pd.DataFrame) -> dict[str, str]:
    """Partnerships by every name they go by, as a meeting may be one of theirs and another may report to them."""
    found: dict[str, str] = {}
    for row in partnerships.to_dict("records"):
        for name in (row["code"], row.get("name"), *several(row.get("also_known_as"))):
            if isinstance(name, str) and name.strip():
                found.setdefault(_folded(name), row["code"])
    return found


def _key(body: str, bodies: dict[str, str]) -> str:
    return bodies.get(_folded(body), _folded(body))


def _folded(name: str) -> str:
    return " ".join(str(name).casefold().split())
