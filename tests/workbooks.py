"""Makes registers and returns in memory, sound ones and ones with exactly one thing wrong."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

import pandas as pd

from oxdash.excel import workbook
from oxdash.excel.cells import Cell, Holds, Workbook
from oxdash.register import Register
from oxdash.returns import template
from oxdash.returns.read_return import read_return
from oxdash.returns.template import Filled
from oxdash.vocabulary import council_tables, grant_tables, tables

PARTNERSHIP, QUARTER, AS_AT = "safer-communities", "2009-10 Q3", date(2010, 1, 25)
NAME = "Safer Communities Partnership"

_TARGETS = [
    # code, unit, places, better, measure, frequency
    ("NI 30", "per cent", 1, "lower", "snapshot", "quarterly"),
    ("NI 15", "count", 0, "lower", "cumulative in year", "quarterly"),
    ("NI 17", "per cent", 1, "lower", "annual", "two yearly"),
    ("NI 188", "level", 0, "higher", "snapshot", "quarterly"),
    ("NI 195", "per cent", 1, "within range", "snapshot", "quarterly"),
    ("L1", "GBP", 2, "higher", "rolling year", "quarterly"),
]
ACTUALS = {"NI 30": 12.5, "NI 15": 141, "NI 17": None, "NI 188": 3, "NI 195": 53.5, "L1": 1234.56}
MILESTONES = {
    "NI 30": (14.0, None),
    "NI 15": (150.0, None),
    "NI 188": (2.0, None),
    "NI 195": (52.0, 55.0),
    "L1": (900.0, None),
}


def _target(code: str, unit: str, places: int, better: str, measure: str, frequency: str, **changed) -> dict:
    return {
        "target": code,
        "title": f"Title of {code}",
        "agreement": "local" if code.startswith("L") else "LAA2 2008-11",
        "kind": "local" if code.startswith("L") else "designated",
        "partnership": PARTNERSHIP,
        "unit": unit,
        "places": places,
        "better": better,
        "measure": measure,
        "frequency": frequency,
        "first_quarter": "2008-09 Q1",
        "last_quarter": "2010-11 Q4",
        "results_due": "2008-09 Q4; 2010-11 Q4" if frequency == "two yearly" else None,
        "basis": "illustrative",
        **changed,
    }


@cache
def register(*, renegotiated: float | None = None) -> Register:
    """Two partnerships: Safer Communities with the six targets above, OSCA with NI 6; NI 99 is out of its life.

    ``renegotiated``: the milestone of NI 30 as agreed anew after the template was made.
    """
    targets = [
        *(_target(*row) for row in _TARGETS),
        _target("NI 99", "count", 0, "higher", "snapshot", "quarterly", last_quarter="2009-10 Q2"),
        _target("NI 6", "per cent", 1, "higher", "snapshot", "quarterly", partnership="stronger-communities"),
    ]
    agreed = [
        {"target": code, "quarter": QUARTER, "value": value, "upper": upper, "agreed_on": date(2008, 6, 1)}
        for code, (value, upper) in MILESTONES.items()
    ]
    if renegotiated is not None:
        agreed.append({"target": "NI 30", "quarter": QUARTER, "value": renegotiated, "agreed_on": date(2010, 2, 1)})
    agreed = [{"kind": "milestone", "agreed_by": "GOSE", "row": row, **one} for row, one in enumerate(agreed, start=4)]
    partnerships = [
        (PARTNERSHIP, NAME, "Safer Communities; OSCP"),
        ("stronger-communities", "Oxfordshire Stronger Communities Alliance", "OSCA"),
    ]
    blank = pd.DataFrame()
    return Register(
        fingerprint="0" * 64,
        grants=tables.empty(grant_tables.GRANTS),
        allocations=tables.empty(grant_tables.ALLOCATIONS),
        about=tables.empty(council_tables.ABOUT),
        agreements=tables.empty(council_tables.AGREEMENTS),
        bodies=tables.empty(council_tables.BODIES),
        partnerships=pd.DataFrame(partnerships, columns=["code", "name", "also_known_as"]).assign(reports_to=None),
        members=pd.DataFrame({"body": []}, dtype="str"),
        delivery_groups=blank,
        priorities=blank,
        targets=tables.settle(tables.TARGETS, pd.DataFrame(targets)),
        milestones=tables.settle(tables.MILESTONES, pd.DataFrame(agreed)),
        stretch=blank,
        meetings=blank,
        districts=pd.DataFrame([("cherwell", "Cherwell"), ("oxford", "Oxford City")], columns=["code", "name"]),
        rules=tables.empty(tables.RULES),
    )


def filled(figures: dict[str, dict] | None = None, **other) -> Filled:
    """A return with nothing wrong, every figure on it; ``figures`` changes cells by target and heading."""
    rows = {code: {"Actual": value} for code, value in ACTUALS.items() if value is not None}
    for code, cells in (figures or {}).items():
        rows[code] = {**rows.get(code, {}), **cells}
    return Filled(figures=rows, **{"prepared_by": "Performance officer", "prepared_on": date(2010, 1, 20), **other})


def written(figures: dict[str, dict] | None = None, *, quarter: str = QUARTER, **other) -> bytes:
    """The bytes of that return, out of the product's own writer."""
    return template.write(register(), PARTNERSHIP, quarter, as_at=AS_AT, filled=filled(figures, **other))


@cache
def _sound(quarter: str) -> Workbook:
    return workbook.read("safer.xlsx", written(quarter=quarter))


def opened(changes: dict[str, dict[str, object]] | None = None, *, quarter: str = QUARTER) -> Workbook:
    """The sound return as read, with some cells changed: by sheet, by address, to a raw value, a `Cell` or None.

    >>> opened({"Return": {"H4": "tbc 2010"}}).sheet("Return").cells[4, 8].value
    'tbc 2010'
    """
    sheets = []
    for sheet in _sound(quarter).sheets:
        cells = dict(sheet.cells)
        for address, value in (changes or {}).get(sheet.name, {}).items():
            found = cell(value, address)
            cells.pop((found.row, found.column), None)
            if value is not None:
                cells[found.row, found.column] = found
        sheets.append(replace(sheet, cells=cells))
    return Workbook("safer.xlsx", tuple(sheets))


def with_sheet(book: Workbook, name: str, **changed) -> Workbook:
    """The workbook with something of one sheet changed: its name, merged ranges, hidden rows ..."""
    return replace(book, sheets=tuple(replace(one, **changed) if one.name == name else one for one in book.sheets))


def without_sheet(book: Workbook, name: str) -> Workbook:
    return replace(book, sheets=tuple(one for one in book.sheets if one.name != name))


_HOLDS = {str: Holds.TEXT, bool: Holds.BOOLEAN, date: Holds.DATE, datetime: Holds.DATE, time: Holds.TIME}


def cell(value: object, address: str = "H4", holds: Holds | None = None, number_format: str = "General") -> Cell:
    """A cell as the workbook reader would give it; what it holds goes by the value's type unless told."""
    column, row = re.fullmatch(r"([A-Z])(\d+)", address).groups()
    if isinstance(value, Cell):
        return replace(value, address=address, row=int(row), column=ord(column) - 64)
    return Cell(
        address, int(row), ord(column) - 64, holds or _HOLDS.get(type(value), Holds.NUMBER), value, number_format
    )


def messages(book: Workbook, **expected) -> list[tuple[str, str]]:
    """What is wrong with a return: (severity, message) in order."""
    found = read_return(book, register(), **expected)
    return [(str(problem.severity), problem.message) for problem in found.problems]
