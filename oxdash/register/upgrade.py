"""A register of before it could say whose it is, with the sheets that say it: what can be known is filled in.

Nothing that stood there is changed or left out; only values are taken over, formulas as what they came to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from oxdash.excel import workbook
from oxdash.excel.bounds import REGISTER
from oxdash.excel.cells import Cell, Sheet, Unreadable, Workbook, folded, seen
from oxdash.excel.sheet_reader import heading_row_of
from oxdash.register import Register, about, from_workbook
from oxdash.register.blank import ENTER, GUIDED, NEEDED, STAMPED
from oxdash.register.columns import SHEETS
from oxdash.register.writer import GUIDANCE, write_register
from oxdash.vocabulary import codes, units, wording
from oxdash.vocabulary.bodies import initials
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.model import COUNTED_KINDS, BodyKind

ADDED = ("About", "Agreements", "Bodies")
_CODE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Upgraded:
    """The new workbook's bytes, and what was done, a line each; or why there is none."""

    data: bytes = b""
    said: tuple[str, ...] = ()
    refused: str = ""
    readable: bool = True  # as a workbook


def upgrade(name: str, data: bytes) -> Upgraded:
    """The register of a workbook's bytes with the sheets About, Agreements and Bodies; the same bytes each time."""
    book = workbook.read(name, data, REGISTER)
    if isinstance(book, Unreadable):
        return Upgraded(refused=book.sentence, readable=False)
    old = from_workbook(book, "")
    if not old.sound:
        return Upgraded(refused=f"{name} has something that must be fixed first. Run: oxdash register check {name}")
    there = [one for one in ADDED if (found := book.sheet(one)) is not None and found.cells]
    if len(there) == len(ADDED):
        return Upgraded(refused=f"{name} has the sheets {wording.listed(ADDED)} already: there is nothing to fill in.")
    made = {"About": _about(old), "Agreements": _agreements(old), "Bodies": _bodies(old, book)}
    lines: list[str] = []
    for sheet, (_, said) in made.items():
        if sheet not in there:
            lines += said
    tables = {sheet: _filled(sheet, rows) for sheet, (rows, _) in made.items() if sheet not in there}
    own = {_called(sheet): _as_it_stands(sheet) for sheet in book.sheets if sheet.name not in tables and sheet.cells}
    whole = tables | own
    order = [one for one in (*NEEDED, *SHEETS) if one in whole]
    ordered = {one: whole[one] for one in dict.fromkeys([*order, *whole])}
    guided = () if book.sheet(GUIDANCE) else GUIDED
    return Upgraded(write_register(ordered, _stamped(old), guided=guided), tuple(lines))


def _about(old: Register) -> tuple[list[dict[str, Any]], list[str]]:
    """What the register shows by what it holds; the rest has its row, and is blank."""
    kept = map(units.alone, old.targets["unit"])
    known = {
        "Reported to": _code_of_board(old),
        "Codes also written": codes.written(old.codes_also),
        "Currency": next((one.code for one in kept if one), NEUTRAL.currency if len(old.stretch) else ""),
        "Year begins in": NEUTRAL.calendar.begins_in,
        "Language": NEUTRAL.language,
        "Time zone": NEUTRAL.zone.key,
        "Returns need sign-off": "no",
    }
    said = {name: value for name, value in known.items() if value}
    rows = [{"Name": name, "Value": said.get(name), ENTER: one.meaning} for name, one in about.SAID.items()]
    blank = [name for name in about.SAID if name not in said]
    lines = [f"About: {name} is {value}." for name, value in said.items()]
    return rows, [*lines, f"About: nothing says {wording.listed(blank)}. Enter them."]


def _code_of_board(old: Register) -> str:
    named = old.council.reported_to
    return _board_codes(old).get(named, named)


def _agreements(old: Register) -> tuple[list[dict[str, Any]], list[str]]:
    """An agreement for each that a target names, as long as its targets live."""
    targets = old.targets[old.targets["agreement"].notna()]
    taken: set[str] = set()
    rows, lines = [], []
    for name, own in targets.groupby("agreement", sort=False):
        counts = own["counted"].any()
        kinds = [str(kind) for kind in COUNTED_KINDS]
        row = {
            "Code": _free(str(name).split()[0], str(name), taken),
            "Name": name,
            "First quarter": own["first_quarter"].min(),
            "Last quarter": own["last_quarter"].max(),
            "Counted": "yes" if counts else "no",
            "Counted kinds": "; ".join(kinds) if counts else None,
        }
        rows.append(row)
        counted = f"counted, {wording.listed(kinds)} targets" if counts else "not counted, as none of its targets was"
        span = f"{row['First quarter']} to {row['Last quarter']}, as its targets"
        lines.append(f"Agreements: {name} is {row['Code']}, {span}; {counted}.")
    return rows, lines or ["Agreements: no target names one."]


def _bodies(old: Register, book: Workbook) -> tuple[list[dict[str, Any]], list[str]]:
    """A body for each name in Reports to, Members and Meetings that no sheet declares."""
    found = _board_codes(old)
    typed = {seen(word) for word in _names_typed(book)}
    rows = []
    for name, code in found.items():
        short = initials(name)
        also = short if short in typed and folded(short) != code else None
        rows.append({"Code": code, "Name": name, "Also known as": also, "Kind": str(BodyKind.BOARD)})
    to_enter = "Enter whom it reports to, and who chairs it."
    lines = [f"Bodies: {row['Name']} is {row['Code']}, a board. {to_enter}" for row in rows]
    return rows, lines or ["Bodies: none is named but those that the other sheets list."]


def _board_codes(old: Register) -> dict[str, str]:
    """By name, a code for each body that no sheet declares: its initials, or its name in small letters."""
    declared = {*old.partnerships["code"], *old.delivery_groups["code"], *old.bodies["code"]}
    named = [one for one in (*old.every_body["code"], *old.meetings["body"].dropna()) if one not in declared]
    taken = {str(code) for code in declared}
    return {name: _free(initials(name), name, taken) for name in dict.fromkeys(named)}


def _names_typed(book: Workbook) -> Iterable[str]:
    """What stands under Reports to and Body, as it was typed."""
    for name, heading in (("Partnerships", "Reports to"), ("Members", "Body"), ("Meetings", "Body")):
        sheet = book.sheet(name)
        if sheet is None:
            continue
        top, places = heading_row_of(sheet, SHEETS[name].headings)
        for (row, column), cell in sheet.cells.items():
            if row > top and [column] == places.get(heading):
                yield from str(cell.value).split(";")


def _free(short: str, name: str, taken: set[str]) -> str:
    """A code that nothing else has: the short one, or the whole name, with a number where that is taken too."""
    slug = _CODE.sub("-", folded(name)).strip("-") or "body"
    short = _CODE.sub("-", folded(short)).strip("-")
    wanted = [*([short] if len(short) > 1 else []), slug]
    code = next((one for one in wanted if one not in taken), None)
    number = 2
    while code is None:
        code = None if f"{slug}-{number}" in taken else f"{slug}-{number}"
        number += 1
    taken.add(code)
    return code


def _filled(sheet: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows under all headings of a sheet, and those of their own after them."""
    headings = dict.fromkeys([*SHEETS[sheet].headings, *(head for row in rows for head in row)])
    lines = [[row.get(head) for head in headings] for row in rows]
    return pd.DataFrame(lines, columns=list(headings), dtype="object")


def _called(sheet: Sheet) -> str:
    """A declared sheet by its own name, however it was typed."""
    return next((name for name in SHEETS if folded(name) == folded(sheet.name)), sheet.name)


def _as_it_stands(sheet: Sheet) -> pd.DataFrame:
    """All cells of a sheet where they stand, its first row as headings."""
    right = max(column for _, column in sheet.cells)
    lines = [[_value(sheet.at(row, column)) for column in range(1, right + 1)] for row in range(1, sheet.last_row + 1)]
    heads = ["" if value is None else str(value) for value in lines[0]]
    return pd.DataFrame(lines[1:], columns=heads, dtype="object")


def _value(cell: Cell | None) -> Any:
    if cell is None or isinstance(cell.value, str | bool | int | float | date):
        return None if cell is None else cell.value
    return str(cell.value)  # a time of day


def _stamped(old: Register) -> date:
    """The newest day that the register knows: the workbook says it was made then, whenever that is done."""
    newest = old.milestones["agreed_on"].max()
    return STAMPED if pd.isna(newest) else newest.date()
