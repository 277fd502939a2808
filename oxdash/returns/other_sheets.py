"""The sheets beside the figures: actions, risks, districts and narrative. Each row becomes a row of its table."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd

from oxdash.excel.cell_readers import Word
from oxdash.excel.cells import Holds
from oxdash.excel.problems import as_number
from oxdash.excel.sheet_reader import also_in
from oxdash.returns import columns, layout, misplaced
from oxdash.returns.agreement import Agreement, such_as
from oxdash.returns.cell_readers import reader
from oxdash.returns.figure_cell import LEAVE_EMPTY, read_figure
from oxdash.returns.layout import ACTUAL, TARGET, Entered
from oxdash.returns.plausibility import doubtful_sum, doubts_alone
from oxdash.returns.sheet_reader import Table, second_row
from oxdash.returns.subjects import For, With, enter
from oxdash.vocabulary import bodies, wording
from oxdash.vocabulary.model import ActionFor


def read_actions(
    table: Table, register: Agreement, partnership: str, before: pd.DataFrame | None = None
) -> list[dict[str, Any]]:
    """Rows of `tables.ACTIONS` but for quarter and partnership; the state of an action is open unless it says.

    Where the sheet has no column *For* (template version 1), every action is for a target. ``before``: the actions of
    the return before, whose themes and bodies nobody is asked about again.
    """
    themes: Iterable[str] = () if before is None else before.loc[before["for_kind"] == ActionFor.THEME, "for_what"]
    named = [] if before is None else [body for held in before["with_bodies"] for body in bodies.several(held)]
    if layout.FOR in table.headings:
        rows = _rows_for_anything(table, register, partnership, themes)
    else:
        rows = ((row, str(ActionFor.TARGET), code) for row, code in _rows(table, register, partnership))
    with_whom = With(register, partnership, named) if layout.WITH in table.columns and table.rows else None
    found = []
    for row, kind, what in rows:
        code = (what or "") if kind == ActionFor.TARGET else ""
        action = {"target": code or None, "for_kind": kind, "for_what": what, **_plain(table, row, code)}
        action["state"] = action["state"] or "open"
        action["with_bodies"] = table.take(row, layout.WITH, with_whom, code) if with_whom else None
        found.append(action | _source(table, row, "Action") | {"row": row})
    return found


def read_risks(table: Table, register: Agreement, partnership: str) -> list[dict[str, Any]]:
    """Rows of `tables.RISKS` but for quarter and partnership."""
    return [
        {"target": code, **_plain(table, row, code), **_source(table, row, "Risk")}
        for row, code in _rows(table, register, partnership)
    ]


def read_districts(
    table: Table, register: Agreement, partnership: str, wholes: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Rows of `tables.DISTRICTS` but for quarter and partnership; one row for a target and a district.

    ``wholes``: the rows of the sheet Return, whose figures the districts' counts have to add up to.
    """
    districts = register.districts["name"]
    by_code = dict(zip(register.districts["code"], districts, strict=True))
    also = {said: by_code[code] for said, code in register.words_of("districts").items()}
    named = Word(districts, f"Choose one of the {register.council.districts}:", also=also)
    known = register.targets[["target", "unit", "places", "better"]]
    facts = known.set_index("target").to_dict("index") if table.rows else {}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row, code in _rows(table, register, partnership):
        district = table.take(row, "District", named, code, together=True)
        if district is None:
            if table.cell(row, "District") is None and table.readable(row, "District"):
                table.must_fix(row, "District", named.advice, code)
            continue
        if (code, district) in found:
            first = found[code, district]["cell"]
            advice = f"{also_in(first)}: keep one row."
            table.must_fix(row, "District", advice, code, found=second_row(district))
            continue
        target = facts[code]
        figure = table.take(
            row,
            ACTUAL,
            partial(read_figure, unit=target["unit"], or_else=LEAVE_EMPTY, places=int(target["places"])),
            code,
        )
        for doubt in [] if figure is None else doubts_alone(figure, target):
            table.please_confirm(row, ACTUAL, doubt, code)
        said = {"target": code, "district": district, "actual": figure, **_plain(table, row, code)}
        found[code, district] = said | _source(table, row, ACTUAL) | {"row": row}
    _add_up(table, list(found.values()), wholes, facts, register)
    return list(found.values())


def _add_up(
    table: Table,
    rows: list[dict[str, Any]],
    wholes: Sequence[dict[str, Any]],
    facts: dict[Any, Any],
    register: Agreement,
) -> None:
    """Counts of districts that do not come to the area's, said at the first of them.

    A figure of the area for another period is no sum of this quarter's, and is left alone.
    """
    council, districts = register.council, len(register.districts)
    for whole in wholes:
        given = [row for row in rows if row["target"] == whole["target"] and row["actual"] is not None]
        if not given or whole["actual"] is None or whole["figure_is_for"] is not None:
            continue
        code = whole["target"]
        found = doubtful_sum([row["actual"] for row in given], whole["actual"], districts, facts[code])
        if found is not None:
            many = wording.counted(len(given), council.one_district, council.districts)
            come_to = f"{many} that {'add up' if len(given) > 1 else 'comes'} to {as_number(found)}"
            its = wording.sentence_case(council.the_areas)
            there = f"{its} figure, sheet {whole['sheet']}, cell {whole['cell']}, is {as_number(whole['actual'])}"
            advice = f"{there}: confirm, or correct the figure that is wrong."
            more = "" if len(given) == districts else f", already more than {council.the_areas}"
            table.please_confirm(given[0]["row"], ACTUAL, advice, code, found=f"{come_to}{more}")


def read_narrative(table: Table) -> list[dict[str, Any]]:
    """Rows of `tables.NARRATIVE` but for quarter and partnership; a section without text is left out."""
    sections = Word(columns.SECTIONS.words, "Choose one of the sections:")
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        section = table.take(row, "Section", sections)
        said = _plain(table, row)
        if section is None:
            if table.cell(row, "Section") is None and table.readable(row, "Section"):
                table.must_fix(row, "Section", sections.advice)
        elif section in found:
            advice = f"{also_in(found[section]['cell'])}: keep one text for it."
            table.must_fix(row, "Section", advice, found=f"a second {section}")
        elif said["text"] is not None:
            found[section] = {"section": section, **said, **_source(table, row, "Text"), "row": row}
    return list(found.values())


def _rows(table: Table, register: Agreement, partnership: str) -> Iterator[tuple[int, str]]:
    """Row number and target of every row of the partnership's own; every other row is a problem."""
    if not table.rows:
        return
    ask = f"Enter the code of one of the partnership's targets, such as {such_as(register, partnership)}."
    for row in table.rows:
        cell = table.cell(row, TARGET)
        code = register.target_code(cell.value) if cell is not None and cell.holds == Holds.TEXT else None
        if code is not None and register.leads[code] == partnership:
            yield row, code
        elif cell is not None or table.readable(row, TARGET):
            table.must_fix_together(row, TARGET, ask)


def _rows_for_anything(
    table: Table, register: Agreement, partnership: str, themes: Iterable[str]
) -> Iterator[tuple[int, str, str | None]]:
    """Row number, `ActionFor` and what it is for, of every row that says it; every other row is a problem."""
    if not table.rows:
        return
    read = For(register, partnership, tuple(themes))
    for row in table.rows:
        subject = table.take(row, layout.FOR, read, together=True)
        if subject is not None:
            yield row, *subject
        elif table.readable(row, layout.FOR) and read(table.cell(row, layout.FOR)).refused is None:
            table.must_fix(row, layout.FOR, enter(register, partnership))


def _plain(table: Table, row: int, target: str = "") -> dict[str, Any]:
    """By column of the table, what a row says in the columns that are read as they are declared, whatever the row."""
    said: dict[Any, Any] = {}
    for column in columns.PLAIN[table.name]:
        heading, read = column.heading, reader(column)
        if column.holds == Entered.TEXT:
            read = misplaced.beside(table, row, heading, read)
        said[column.becomes] = table.take(row, heading, read, target)
        if column.needed and table.cell(row, heading) is None and table.readable(row, heading):
            table.must_fix(row, heading, column.needed, target)
    return said


def _source(table: Table, row: int, heading: str) -> dict[str, Any]:
    return {"workbook": table.workbook, "sheet": table.name, "cell": table.address(row, heading)}
