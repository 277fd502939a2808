"""Rows of figures for tests: one figure short of its milestone, with whatever a test changes."""

import pandas as pd

from oxdash.rule.judge import judge
from oxdash.vocabulary import tables
from tests.calendars import APRIL

SHORT = {
    "quarter": "2009-10 Q3",
    "partnership": "spatial-planning",
    "actual": 48.2,
    "received": True,
    "damaged": False,
    "milestone": 52.0,
    "milestone_kind": "milestone",
    "agreed_on": pd.Timestamp(2008, 6, 1),
    "original_milestone": 52.0,
    "year_end_target": 56.0,
    "value_agreed_for_year": True,
    "places": 1,
    "better": "higher",
    "measure": "snapshot",
    "frequency": "quarterly",
    "unit": "per cent",
    "basis": "illustrative",
    "workbook": "spatial-planning.1.xlsx",
    "sheet": "Return",
    "cell": "H4",
}


def rules(basis="none", tolerance=None, counts_as="off track", since="2006-07 Q1") -> pd.DataFrame:
    said = {"from_quarter": since, "basis": basis, "tolerance": tolerance, "within_counts_as": counts_as}
    return tables.settle(tables.RULES, pd.DataFrame([said]))


NO_TOLERANCE = rules()


def figures(*changes: dict) -> pd.DataFrame:
    """`tables.FIGURES`, one row for each change to `SHORT`; targets are L1, L2 ... where not said."""
    rows = [{"target": f"L{number}", **SHORT, **change} for number, change in enumerate(changes or ({},), start=1)]
    return tables.settle(tables.FIGURES, pd.DataFrame(rows))


def judged(*changes: dict, rule: pd.DataFrame = NO_TOLERANCE) -> pd.DataFrame:
    """`tables.JUDGED` of the same."""
    return tables.settle(tables.JUDGED, judge(figures(*changes), rule, calendar=APRIL))


def history(statuses: dict[str, str], quarters: list[str]) -> pd.DataFrame:
    """Judged rows of targets through quarters, a letter each: + on track, - off track, ? cannot judge, blank no row."""
    actuals = {"+": 60.0, "-": 40.0, "?": None}
    rows = [
        {"target": target, "quarter": quarter, "actual": actuals[letter]}
        for target, letters in statuses.items()
        for quarter, letter in zip(quarters, letters, strict=True)
        if letter != " "
    ]
    return judged(*rows)
