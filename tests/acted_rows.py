"""Actions, risks and what is on file, for tests: one of each, with whatever a test changes."""

import pandas as pd

from oxdash.vocabulary import tables

OWNED = {
    "target": "L1",
    "quarter": "2009-10 Q3",
    "partnership": "spatial-planning",
    "owner": "Housing lead",
    "workbook": "spatial-planning.1.xlsx",
    "cell": "B4",
}
ACTION = {**OWNED, "action": "Build homes", "due": "2010-03-31", "state": "open", "sheet": "Actions"}
RISK = {**OWNED, "risk": "No land", "likelihood": 3, "impact": 4, "mitigation": "Public land first", "sheet": "Risks"}
QUARTERS = ["2009-10 Q1", "2009-10 Q2", "2009-10 Q3", "2009-10 Q4"]


_TYPES = {name: tables.empty(schema).dtypes for name, schema in (("actions", tables.ACTIONS), ("risks", tables.RISKS))}


def actions(*changes: dict) -> pd.DataFrame:
    """`tables.ACTIONS`, a row for each change to `ACTION`; a value of None empties its cell.

    An action is for its target unless the change says what it is for (``for_kind``, ``for_what``).
    """
    rows = [{**ACTION, **change} for change in changes]
    return _typed("actions", [row if "for_kind" in row else {**row, **_for_its_target(row)} for row in rows])


def _for_its_target(row: dict) -> dict:
    return {"for_kind": "target", "for_what": row["target"]}


def risks(*changes: dict) -> pd.DataFrame:
    """`tables.RISKS`, a row for each change to `RISK`."""
    return _typed("risks", [{**RISK, **change} for change in changes])


def _typed(name: str, rows: list[dict]) -> pd.DataFrame:
    """The columns and types of the schema, without its checks, which are slow where a property is tried often."""
    types = _TYPES[name]
    return pd.DataFrame(rows, columns=list(types.index)).astype(types.to_dict())


def returns(**states: str) -> pd.DataFrame:
    """`tables.RETURNS` of `QUARTERS` by partnership (hyphens as underscores), a letter each.

    r received, h placed by hand, w withdrawn, d damaged, - not received.
    """
    words = {"r": "received", "h": "placed by hand", "w": "withdrawn", "d": "damaged", "-": "not received"}
    rows = [
        {"partnership": code.replace("_", "-"), "quarter": quarter, "state": words[letter], "number": 1}
        for code, letters in (states or {"spatial-planning": "rrrr"}).items()
        for quarter, letter in zip(QUARTERS, letters, strict=True)
    ]
    return tables.settle(tables.RETURNS, pd.DataFrame(rows))
