"""The example row of each sheet of a blank register: what a filled row looks like. The reader leaves such rows out.

A row is an example while its first cell begins with `MARK`; whoever takes that away means it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from oxdash.register.register_sheet import MARK, Column, RegisterSheet
from oxdash.vocabulary.schemas import DAY, Kind

Cells = Mapping[str, Any]  # by heading
_BASIS = {"Basis": "documented: the agreement, page 12"}
EXAMPLES: Mapping[str, Cells] = {
    "Agreements": {
        "Code": "plan",
        "Name": "Community Plan 2026-29",
        "First quarter": "2026-27 Q1",
        "Last quarter": "2028-29 Q4",
        "Counted": "yes",
        "Counted kinds": "designated; statutory",
        "Source": "www.example.org/plan",
        **_BASIS,
    },
    "Bodies": {
        "Code": "environment",
        "Name": "Environment Partnership",
        "Also known as": "EP",
        "Kind": "partnership",
        "Reports to": "board",
        "Chair": "Leader of the council",
        "Chair's holder": "A. N. Other",
        "Chair since": date(2026, 4, 1),
        "Chair until": date(2028, 3, 31),
        "Lead officer": "Head of environment",
        "Statutory": "no",
        "Reviewed on": date(2026, 1, 31),
        **_BASIS,
    },
    "Partnerships": {
        "Code": "environment",
        "Name": "Environment Partnership",
        "Chair": "Leader of the council",
        "Lead officer": "Head of environment",
        "Reports to": "board",
        "Statutory": "no",
        **_BASIS,
    },
    "Grants": {
        "Grant": "Reward grant",
        "Year": "2026-27",
        "Amount": 100000,
        "Agreed by": "Board",
        "Agreed on": date(2026, 4, 1),
        **_BASIS,
    },
    "Allocations": {
        "Grant": "Reward grant",
        "Year": "2026-27",
        "Target or body": "environment",
        "Amount": 40000,
        "Agreed on": date(2026, 4, 1),
        **_BASIS,
    },
    "Members": {
        "Body": "environment",
        "Sector": "Local government",
        "Post": "Leader of the council",
        "Places": 1,
        "Role": "chair",
        **_BASIS,
    },
    "Delivery groups": {
        "Code": "recycling",
        "Name": "Recycling Group",
        "Partnership": "environment",
        "Lead officer": "Waste manager",
        **_BASIS,
    },
    "Priorities": {"Code": "climate", "Name": "Low carbon", **_BASIS},
    "Targets": {
        "Code": "E1",
        "Title": "Household waste recycled or composted",
        "Agreement": "plan",
        "Kind": "designated",
        "Partnership": "environment",
        "Delivery group": "recycling",
        "Priorities": "climate",
        "Unit": "per cent",
        "Decimal places": 1,
        "Better": "higher",
        "Measure": "rolling year",
        "Frequency": "quarterly",
        "Baseline": 48.2,
        "Baseline period": "the year to March 2026",
        "Owner": "Head of environment",
        "First quarter": "2026-27 Q1",
        "Last quarter": "2028-29 Q4",
        "Within local control": "yes",
        "Data source": "Weighbridge returns",
        "Definition": "Share by weight of household waste sent for recycling or composting.",
        "Results due": None,
        **_BASIS,
    },
    "Milestones": {
        "Target": "E1",
        "Quarter": "2026-27 Q4",
        "Value": 50,
        "Kind": "year end",
        "Agreed on": date(2026, 3, 31),
        "Agreed by": "Board",
        **_BASIS,
    },
    "Stretch": {
        "Target": "E1",
        "Weight": 1,
        "Base": 50,
        "Stretched target": 55,
        "Threshold": 0.6,
        "Grant share": 100000,
        **_BASIS,
    },
    "Meetings": {
        "Body": "board",
        "Date": date(2026, 9, 16),
        "Papers due": date(2026, 9, 7),
        "Returns due": date(2026, 8, 5),
        "Quarter": "2026-27 Q1",
        "Link": "www.example.org/board",
        **_BASIS,
    },
    "Districts": {"Code": "north", "Name": "North District", **_BASIS},
    "Comparator groups": {
        "Code": "neighbours",
        "Name": "Nearest neighbours",
        "Kind": "nearest neighbours",
        "Areas called": "neighbours",
        **_BASIS,
    },
    "Areas compared": {"Area": "Northshire", "Groups": "neighbours", **_BASIS},
    "Indicators compared": {"Target": "E1", "Indicator": "Household waste recycled", "Definition": "same", **_BASIS},
    "Rules": {
        "From quarter": "2026-27 Q1",
        "Tolerance basis": "percent of milestone",
        "Tolerance": 5,
        "Within tolerance counts as": "off track",
        **_BASIS,
    },
}
ABOUT = {  # what is said there: an example of it
    "Area": "Anyshire",
    "Area is a": "county",
    "Agreement called": "Community Plan",
    "Targets called": "plan targets",
    "Reported to": "board",
    "Priorities called": "Anyshire 2040 priorities",
    "Districts called": "districts",
    "Codes also written": "CP = E",
    "Currency": "GBP",
    "Year begins in": "April",
    "Language": "en-GB",
    "Time zone": "Europe/London",
    "Contact": "partnerships@example.org",
    "Figures are": "real",
    "Returns need sign-off": "no",
}


def of(sheet: RegisterSheet) -> dict[str, Any]:
    """The example row of a sheet by its headings, marked as one; cells that nobody wrote an example for are of their
    kind, where they must be filled in, or else None.
    """
    own = EXAMPLES.get(sheet.name, {})
    row = {column.heading: own.get(column.heading, _of_kind(sheet, column)) for column in sheet.columns}
    first = sheet.columns[0].heading
    return row | {first: f"{MARK}{row[first]}"}


def changed(sheet: RegisterSheet, stands: Cells) -> bool:
    """Whether somebody has put something of their own into an example row; ``stands``: its cells by heading."""
    own = of(sheet)
    return any(_plain(stands.get(heading)) not in ("", _plain(own[heading])) for heading in sheet.headings)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)


def _of_kind(sheet: RegisterSheet, column: Column) -> Any:
    if not (column.there and column.filled):
        return None
    declared = sheet.table.columns[column.name]
    if declared.words:
        return declared.words[0]
    if declared.dtype == bool:
        return "no"
    if declared.dtype == DAY:
        return date(2026, 4, 1)
    if declared.dtype.kind in "fi":
        return 1
    return "2026-27 Q1" if declared.written == Kind.QUARTER else column.heading.lower()
