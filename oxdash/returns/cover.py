"""The cover of a return: what it is, looked at before any figure is."""

import re
from dataclasses import dataclass
from datetime import date

from oxdash.excel.cell_readers import OR_CORRECT, quarter_of
from oxdash.excel.cells import Cell, Holds, Sheet, Workbook, folded, seen
from oxdash.excel.problems import Problem, Severity, as_found, shown, told
from oxdash.returns import layout
from oxdash.returns.agreement import Agreement
from oxdash.returns.cell_readers import day, text
from oxdash.returns.columns import READABLE_VERSIONS, TEMPLATE_VERSION
from oxdash.vocabulary.quarters import Calendar, Quarter

_TITLE = re.compile(rf"{layout.RETURN}: (.+), (Q[1-4] \d{{4}}(?:/\d{{2}})?)", re.ASCII)

STILL_TO_COME = f"That day is still to come: {OR_CORRECT}"


@dataclass(frozen=True)
class Cover:
    """What the cover says, as far as it could be read."""

    partnership: str | None = None  # code
    quarter: str | None = None  # 2009-10 Q3
    template_version: str | None = None
    prepared_by: str | None = None
    prepared_on: date | None = None


def read_cover(
    workbook: Workbook,
    register: Agreement,
    partnership: str | None = None,
    quarter: str | None = None,
    as_at: date | None = None,
) -> tuple[Cover, list[Problem]]:
    """The cover, and every reason why it is not that of the return expected (``partnership`` and ``quarter``).

    ``as_at`` is the day it is; None where nobody asks whether the cover's is still to come.

    A name that the register does not have is no reason against the partnership expected: it may have been renamed.
    """
    sheet = workbook.sheet(layout.COVER)
    if sheet is None:
        advice = "This is not a return made from the template. Download the template and fill it in."
        covers = [f'"{shown(one.name)}"' for one in workbook.sheets if _first_moved(_filled(one)) is None]
        if len(covers) == 1:
            advice = f"Did you mean the sheet {covers[0]}, which is one? Name it {layout.COVER}, or use the template."
        return Cover(), [told(Severity.MUST_FIX, workbook.name, layout.COVER, "", "", None, advice)]
    cells = _filled(sheet)
    problems: list[Problem] = []

    def note(label: str, what_to_do: str, severity: Severity = Severity.MUST_FIX) -> None:
        where = layout.COVER_CELLS[label]
        found = cells.get(where)
        problems.append(
            told(severity, workbook.name, layout.COVER, where, label.lower(), found, what_to_do, column=label)
        )

    said = {label: cells.get(where) for label, where in layout.COVER_CELLS.items()}
    moved = _first_moved(cells)
    if moved:
        label, where = moved
        advice = f'"{label}" has to stand here, as in the template. Download the template and fill it in.'
        return Cover(), [told(Severity.MUST_FIX, workbook.name, layout.COVER, where, "label", cells.get(where), advice)]

    version = _words(said["Template version"])
    if version not in READABLE_VERSIONS:
        note("Template version", f"This needs template version {TEMPLATE_VERSION}: download the template again.")
    code = register.code_of(_words(said["Partnership"])) if said["Partnership"] else None
    if code is None and partnership is not None and said["Partnership"]:
        # a partnership that was given another name since: whose return it is, its place on file says
        code, called = partnership, _name(register, partnership)
        asked = f"The register has no partnership of that name: confirm that it is the return of {called}, or enter it."
        note("Partnership", asked, Severity.PLEASE_CONFIRM)
    elif code is None:
        names = "; ".join(register.partnerships["name"])
        note("Partnership", f"Enter one of the partnerships: {names}.")
    elif partnership is not None and code != partnership:
        wanted = _name(register, partnership)
        note("Partnership", f"A return of {wanted} was expected: use the template of that partnership.")
    named = _quarter(said["Quarter"], register.calendar)
    if named is None:
        note("Quarter", register.calendar.ask)
    elif quarter is not None and named != quarter:
        wanted = Quarter.parse(quarter).people
        note("Quarter", f"A return for {wanted} was expected: use the template of that quarter.")
    elif code is not None and not register.has_targets(code, named):
        people = Quarter.parse(named).people
        note("Quarter", f"{_name(register, code)} has no target to report in {people}: check the quarter.")

    if code is not None and named is not None and not problems:
        problems += _another_template(workbook, register, code, named)
    by, on = text(said["Prepared by"]), day(said["Prepared on"])
    if as_at is not None and on.value is not None and on.value > as_at:
        on = on._replace(confirm=" ".join(filter(None, (on.confirm, STILL_TO_COME))))
    for label, reading in (("Prepared by", by), ("Prepared on", on)):
        if reading.refused is not None:
            note(label, f"It could not be read and is left out: {OR_CORRECT}", Severity.PLEASE_CONFIRM)
        elif reading.confirm is not None:
            note(label, reading.confirm, Severity.PLEASE_CONFIRM)
    return Cover(code, named, shown(version) or None, by.value, on.value), problems


def _filled(sheet: Sheet) -> dict[str, Cell]:
    return {cell.address: cell for cell in sheet.cells.values() if str(cell.value).strip()}


def _first_moved(cells: dict[str, Cell]) -> tuple[str, str] | None:
    """The first label that does not stand where the template has it, and where that is."""
    for label, where in layout.COVER_CELLS.items():
        beside = f"A{where[1:]}"
        if folded(_words(cells.get(beside))) != folded(label):
            return label, beside
    return None


def _another_template(workbook: Workbook, register: Agreement, code: str, quarter: str) -> list[Problem]:
    """The template of another quarter or partnership, under a cover that was changed: by the title of its table."""
    sheet = workbook.sheet(layout.RETURN)
    title = sheet.at(1, 1) if sheet is not None else None
    match = _TITLE.fullmatch(seen(title.value)) if title is not None and title.holds == Holds.TEXT else None
    if title is None or match is None:
        return []
    own, says = register.code_of(match[1]), f"{_name(register, code)}, {Quarter.parse(quarter).people}"
    if own in (code, None) and str(Quarter.parse(match[2])) == quarter:
        return []
    advice = f"The cover says {says}: use the template of that partnership and quarter, or put the cover right."
    return [told(Severity.MUST_FIX, workbook.name, layout.RETURN, title.address, "title of the table", title, advice)]


def _words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return seen(cell.value if cell.holds == Holds.TEXT else as_found(cell))


def _name(register: Agreement, code: str) -> str:
    names = dict(zip(register.partnerships["code"], register.partnerships["name"], strict=True))
    return str(names.get(code, code))


def _quarter(cell: Cell | None, calendar: Calendar) -> str | None:
    named = quarter_of(seen(cell.value), calendar) if cell is not None and cell.holds == Holds.TEXT else None
    return str(named) if named else None
