"""The sheet Return: one row a target, each cell read and held against the register and against earlier quarters."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from oxdash.excel.cell_readers import OR_CORRECT, Reading, in_words
from oxdash.excel.cells import Cell, Holds, folded, seen
from oxdash.excel.problems import as_number
from oxdash.returns import layout, misplaced
from oxdash.returns.agreement import Agreement
from oxdash.returns.cell_readers import period, reader
from oxdash.returns.columns import TO_FILL
from oxdash.returns.figure_cell import LEAVE_EMPTY, read_figure
from oxdash.returns.layout import (
    ACHIEVED,
    ACTUAL,
    EXPECTED_ON,
    FORECAST,
    MILESTONE,
    TARGET,
    WHY,
    Column,
    Entered,
)
from oxdash.returns.mentions import looks_like_a_code, looks_like_a_figure
from oxdash.returns.plausibility import Earlier, doubts_alone, doubts_beside, falls_short_of_what_is_reached, meets
from oxdash.returns.sheet_reader import Table, second_row
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_printed

NEEDED_OF_A_TARGET = ("target", "title", "unit", "places", "better", "measure")  # columns of `tables.TARGETS`
Agreed = list[tuple[float, float | None]]  # every (value, upper value) ever agreed, oldest first


def rows_of_targets(
    table: Table, register: Agreement, partnership: str, quarter: Quarter, expected: Mapping[str, Mapping[Any, Any]]
) -> dict[str, int]:
    """Target to row number, for the rows that are the partnership's own; every other row is a problem.

    ``expected``: the partnership's targets in their life that quarter, by code. In their order; a target without a row
    is a problem as well.
    """
    leads = register.leads
    found: dict[str, int] = {}
    loose = []  # rows of no target: a total, a note, a source, a figure below the last
    meant = _meant(table, register, expected)
    for row in table.rows:
        cell = table.cell(row, TARGET)
        if row in meant:
            found[meant[row]] = row
            advice = f"Did you mean {meant[row]}? Enter its code alone, as the template has it."
            if cell is not None and cell.holds == Holds.DATE:
                made = "Excel may have made a date of the code: set the cell's format to Text and type the code again."
                advice = f"Did you mean {meant[row]}? {made}"
            table.must_fix(row, TARGET, advice, meant[row])
            continue
        if cell is None:
            if table.readable(row, TARGET):
                loose.append(row)
            continue
        code = register.target_code(cell.value) if cell.holds == Holds.TEXT else None
        if code is None and cell.holds == Holds.DATE:
            made = "Excel may have made a date of the code: set the cell's format to Text and type the code again."
            table.must_fix(row, TARGET, made)
        elif code is None and not looks_like_a_code(cell):
            loose.append(row)
        elif code is None:
            table.must_fix(row, TARGET, "The register has no such target: use the code from the template.")
        elif leads[code] != partnership:
            lead = register.partnership_name(leads[code])
            table.must_fix(row, TARGET, f"{code} is reported by {lead}: take the row out.", code)
        elif code not in expected:
            table.must_fix(row, TARGET, f"{code} is not reported in {quarter.people}: take the row out.", code)
        elif code in found:
            advice = f"It is also in row {found[code]}: keep one row for {code}."
            table.must_fix(row, TARGET, advice, code, found=second_row(code))
        else:
            found[code] = row
    moved = misplaced.too_low(table, loose, set(found.values()))
    if moved is not None:
        table.not_read(moved.below, question=moved.question)
        if moved.heading == ACTUAL:
            table.asked_empty.update(moved.empty)
        loose = [row for row in loose if row not in moved.below]
    table.not_read(loose, f"enter the target's code in column {table.letter(TARGET)}; notes go in Commentary.")
    for code, target in expected.items():
        if code not in found and not table.merged:
            advice = f"Add a row for {code}, {target['title']}, or download the template again."
            table.must_fix(table.heading_row, TARGET, advice, code, found=no_row(code))
    return {code: found[code] for code in expected if code in found}


def no_row(code: str) -> str:
    """What is found where a target of the partnership has no row."""
    return f"no row for {code}"


def _meant(table: Table, register: Agreement, expected: Mapping[str, Mapping[Any, Any]]) -> dict[int, str]:
    """By row, the target that it is of where its code is not as the register has it: by its title, or by how it begins.

    Only targets that no row has the code of.
    """
    given, others = {}, []
    for row in table.rows:
        cell = table.cell(row, TARGET)
        code = register.target_code(cell.value) if cell is not None and cell.holds == Holds.TEXT else None
        if code is not None:
            given[code] = row
        elif table.readable(row, TARGET):
            others.append((row, cell))
    open_still = {code: target for code, target in expected.items() if code not in given}
    titles = {folded(target["title"]): code for code, target in open_still.items()}
    meant: dict[int, str] = {}
    for row, cell in others if open_still else []:
        title = table.cell(row, layout.TITLE)
        code = titles.get(folded(title.value)) if title is not None else None
        if code is None and cell is not None and table.cell(row, ACTUAL) is not None:
            words = seen(cell.value).split()
            begins = (register.target_code(" ".join(words[:many])) for many in (2, 1))
            code = next((one for one in begins if one in open_still), None)
        if code is not None and code not in meant.values():
            meant[row] = code
    return meant


def read_row(
    table: Table,
    row: int,
    target: Mapping[Any, Any],
    quarter: Quarter,
    agreed: Agreed,
    earlier: list[Earlier],
    council: Council,
    last: float | None = None,
) -> dict[str, Any]:
    """What the officer says of one target: the columns of `tables.RETURNED` but for quarter and partnership.

    ``target``: NEEDED_OF_A_TARGET as the register has it; ``agreed``: every milestone it ever had for the quarter;
    ``last``: the figure on file for the quarter before, NaN where there is none, None where nobody asks.
    """
    code = target["target"]
    misplaced.last_quarter(table, row, code, quarter, last)
    _locked(table, row, target, agreed)
    told: dict[Any, Any] = {
        "target": code,
        **{column.becomes: _take(table, row, column, target, quarter, council) for column in TO_FILL[layout.RETURN]},
        "workbook": table.workbook,
        "sheet": table.name,
        "cell": table.address(row, ACTUAL),
        "row": row,
    }
    if told["figure_is_for"] in layout.FIGURE_IS_WORDS:  # what it is stands where what it is for should
        told["figure_is"], told["figure_is_for"] = told["figure_is_for"], None
    if told["actual"] is not None and told["figure_is"] is None:
        told["figure_is"] = str(FigureIs.FINAL)
    _together(table, row, told, target, quarter, agreed, earlier, council.calendar)
    return told


def milestones_ever(register: Agreement, quarter: str) -> dict[str, Agreed]:
    """Every milestone ever agreed for the quarter, by target, oldest first.

    All of them, as a return on file keeps the one that was in force when its template was made.
    """
    rows = register.milestones
    rows = rows.loc[rows["quarter"] == quarter, ["agreed_on", "row", "target", "value", "upper"]]
    ever: dict[str, Agreed] = {}
    for _, _, code, value, upper in sorted(rows.itertuples(index=False, name=None)):
        ever.setdefault(code, []).append((value, None if upper != upper else upper))
    return ever


def _take(
    table: Table, row: int, column: Column, target: Mapping[Any, Any], quarter: Quarter, council: Council
) -> object:
    """What one cell of a row says, read as its column is declared."""
    if column.holds == Entered.FIGURE:
        return _figure(table, row, column.heading, target, council.currency)
    read = period(quarter, council.calendar) if column.holds == Entered.PERIOD else reader(column)
    return table.take(row, column.heading, misplaced.reading(table, row, column.heading, read), target["target"])


def _figure(table: Table, row: int, heading: str, target: Mapping[Any, Any], money: str) -> float | None:
    or_else = LEAVE_EMPTY + (f" and choose a reason in column {table.letter(WHY)}" if heading == ACTUAL else "")

    def read(cell: Cell | None) -> Reading:
        return read_figure(cell, target["unit"], or_else, int(target["places"]), money)

    value: float | None = table.take(row, heading, misplaced.reading(table, row, heading, read), target["target"])
    for doubt in [] if value is None else doubts_alone(value, target):
        table.please_confirm(row, heading, doubt, target["target"])
    return value


def _together(
    table: Table,
    row: int,
    told: Mapping[Any, Any],
    target: Mapping[Any, Any],
    quarter: Quarter,
    agreed: Agreed,
    earlier: list[Earlier],
    calendar: Calendar,
) -> None:
    """What the cells of a row say together."""
    code, actual, absence = told["target"], told["actual"], told["absence"]
    this_quarters = actual is not None and told["figure_is_for"] is None
    if this_quarters:
        for doubt in doubts_beside(actual, target, quarter, earlier, calendar):
            table.please_confirm(row, ACTUAL, doubt, code)
        forecast = told["forecast"]
        if forecast is not None and falls_short_of_what_is_reached(forecast, actual, target):
            reached = f"The figure in cell {table.address(row, ACTUAL)}, cumulative in the year, is above it already: "
            table.please_confirm(row, FORECAST, reached + OR_CORRECT, code)
    if this_quarters and absence is not None:
        figure = table.address(row, ACTUAL)
        table.must_fix(row, WHY, f"Cell {figure} has a figure: keep the figure or the reason, not both.", code)
    refused = table.refused(row, ACTUAL, WHY)
    asked = misplaced.asked_about_actual(table, row)
    if actual is None and absence is None and not refused and not asked and table.readable(row, ACTUAL, WHY):
        advice = (
            f"No figure and no reason: choose a reason in column {table.letter(WHY)}, or confirm that none is given."
        )
        table.please_confirm(row, ACTUAL, advice, code)
    due, end = told["expected_on"], calendar.last_day(quarter)
    if isinstance(due, date) and due < end:
        advice = f"That is before the quarter ends on {in_words(end)}: {OR_CORRECT}"
        table.please_confirm(row, EXPECTED_ON, advice, code)
    if told["declared"] == "no" and this_quarters and agreed and meets(actual, *agreed[-1], target):
        advice = (
            f"The figure in cell {table.address(row, ACTUAL)} meets the milestone, and no makes the target off track: "
        )
        table.please_confirm(row, ACHIEVED, advice + OR_CORRECT, code)


def _locked(table: Table, row: int, target: Mapping[Any, Any], agreed: Agreed) -> None:
    """The locked cells against the register, which wins: a changed milestone or direction turns red into green."""
    code = target["target"]
    for heading, name in ((layout.TITLE, "title"), (layout.UNIT, "unit"), (layout.BETTER, "better")):
        if not table.readable(row, heading):
            continue
        cell = table.cell(row, heading)
        if cell is None or folded(cell.value) != folded(target[name]):
            advice = f"The register says {target[name]}, and that is what counts"
            if heading == layout.TITLE:
                table.please_confirm(row, heading, f"{advice}: {OR_CORRECT}", code)
            else:
                table.must_fix(row, heading, f"{advice}: put it back, or download the template again.", code)
    if not table.readable(row, MILESTONE):
        return
    stands = _milestone(table, row)
    places = int(target["places"])
    if not agreed and stands == ():
        return
    if agreed and _same(stands, agreed[-1], places):
        return
    counts = f"The register's milestone is {_in_words(agreed[-1:])}, and that is what counts"
    if stands == () or any(_same(stands, one, places) for one in agreed[:-1]):
        # the template was made before the milestone was agreed or renegotiated
        table.please_confirm(row, MILESTONE, f"{counts}: confirm, or download the template again.", code)
    else:
        cell = table.cell(row, MILESTONE)
        meant = misplaced.meant_as_actual(table, row) if cell is not None and looks_like_a_figure(cell) else ""
        table.must_fix(row, MILESTONE, f"{meant}{counts}: put it back, or download the template again.", code)


def _milestone(table: Table, row: int) -> tuple[float, ...] | None:
    """The numbers in the milestone cell: none, one, or two of a range; None where it holds something else."""
    cell = table.cell(row, MILESTONE)
    if cell is None:
        return ()
    if cell.holds == Holds.NUMBER:
        return (cell.number,)
    match = re.fullmatch(r"(-?[\d,]+\.?\d*)(?: to (-?[\d,]+\.?\d*))?", folded(cell.value)[:100], re.ASCII)
    if cell.holds != Holds.TEXT or not match:
        return None
    try:
        return tuple(float(part.replace(",", "")) for part in match.groups() if part)
    except ValueError:  # ",,,"
        return None


def _same(stands: tuple[float, ...] | None, agreed: tuple[float, float | None], places: int) -> bool:
    """Whether the cell shows the milestone, as kept or as printed to the target's places."""
    wanted = [one for one in agreed if one is not None]
    if stands is None or len(stands) != len(wanted):
        return False
    return all(
        as_printed(shown, places) == as_printed(kept, places) for shown, kept in zip(stands, wanted, strict=True)
    )


def _in_words(agreed: Iterable[tuple[float, float | None]]) -> str:
    for value, upper in agreed:
        return as_number(value) if upper is None else f"{as_number(value)} to {as_number(upper)}"
    return "none for this quarter"
