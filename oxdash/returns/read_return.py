"""One return into figures, actions, risks, districts and narrative, and everything that is wrong with it at once.

In stages: the cover, then sheets and headings, then rows, then cells. A wrong cover is told alone; after that every
stage runs as far as it makes sense, so that one round of corrections is enough.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Any

import pandas as pd

from oxdash.excel.cells import Workbook
from oxdash.excel.problems import Problem, Severity, told
from oxdash.returns import carried, layout, other_sheets, unread
from oxdash.returns.agreement import Agreement
from oxdash.returns.carried import Carried
from oxdash.returns.columns import SHEETS
from oxdash.returns.cover import Cover, read_cover
from oxdash.returns.plausibility import Earlier
from oxdash.returns.sheet_reader import Table, find
from oxdash.returns.target_rows import NEEDED_OF_A_TARGET, milestones_ever, read_row, rows_of_targets
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.tables import Columns, of_columns

__all__ = ["PARTS", "Cover", "Return", "read_return"]


PARTS = {name: sheet.part for name, sheet in SHEETS.items()}  # what of a `Return` is read from a sheet


def _table_of(sheet: str) -> "cached_property[pd.DataFrame]":
    """The table of a `Return` that is read from a sheet, made when it is first asked for."""
    return cached_property(lambda read: of_columns(SHEETS[sheet].table, read.said[PARTS[sheet]]))


@dataclass(frozen=True)
class Return:
    """What one workbook says. A figure that was refused is missing; its row stays, with the rest of what it says.

    ``said``: the columns of each of its tables, of plain values, None where one is missing. Of many returns they are
    put together as they are; figures, actions, risks, districts and narrative are the tables of this one alone: as
    `tables.RETURNED`, `ACTIONS`, `RISKS`, `DISTRICTS`, `NARRATIVE`.
    """

    cover: Cover
    said: Mapping[str, Columns]
    problems: tuple[Problem, ...] = ()

    figures = _table_of(layout.RETURN)
    actions = _table_of(layout.ACTIONS)
    risks = _table_of(layout.RISKS)
    districts = _table_of(layout.DISTRICTS)
    narrative = _table_of(layout.NARRATIVE)

    def without(self, targets: Collection[str]) -> "Return":
        """The same without the figures of these targets, and without those of their districts."""
        said = dict(self.said)
        for part in (PARTS[layout.RETURN], PARTS[layout.DISTRICTS]):
            kept = [target not in targets for target in said[part]["target"]]
            said[part] = {name: list(compress(values, kept)) for name, values in said[part].items()}
        return replace(self, said=said)

    @property
    def accepted(self) -> bool:
        """No problem that must be fixed. What is to be confirmed may still stand open."""
        return not any(problem.severity == Severity.MUST_FIX for problem in self.problems)

    @property
    def stands(self) -> Carried:
        """What it says, as it will stand for the next; ValueError for one for no quarter."""
        if self.quarter is None:
            raise ValueError("nothing stands of a return for no quarter")
        return Carried(self.quarter, self.figures, self.actions, self.risks, self.districts, self.narrative)

    @property
    def partnership(self) -> str | None:
        return self.cover.partnership

    @property
    def quarter(self) -> str | None:
        return self.cover.quarter


def read_return(
    workbook: Workbook,
    register: Agreement,
    *,
    before: pd.DataFrame | None = None,
    as_at: date | None = None,
    last: Callable[[str, str], Carried | None] | None = None,
    partnership: str | None = None,
    quarter: str | None = None,
) -> Return:
    """Read a return against the register. Never raises on what stands in the workbook.

    ``before``: earlier figures (target, quarter, actual; optionally figure_is_for), against which a figure is held;
    None where nothing is asked of what was accepted before, nor of new actions that were due before the quarter.
    ``as_at``: the day it is, which nothing can be prepared after.
    ``last``: of a partnership and a quarter, what its newest earlier return said that stands; where that is missing
    now, it is asked about. ``partnership`` and ``quarter``: what the workbook is expected to be, checked on the cover
    before anything else.
    """
    cover, problems = read_cover(workbook, register, partnership, quarter, as_at)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SHEETS}
    code, when = cover.partnership, cover.quarter
    wrong = any(problem.severity == Severity.MUST_FIX for problem in problems)
    if code is not None and when is not None and not wrong:
        stands = last(code, when) if last is not None else None
        now = carried.Now(workbook.name, register, code, when)
        tables: dict[str, Table] = {}
        for name in SHEETS:
            sheet, shape = find(workbook, name, cover.template_version)
            problems += shape if sheet is None else []
            if sheet is not None:
                tables[name] = sheet
                rows[name] = _READERS[name](sheet, register, code, when, before, rows[layout.RETURN], stands)
            readable = sheet is not None or not shape  # a sheet that may be left out says nothing where it is
            if before is not None and name == layout.ACTIONS and sheet is not None:
                of = Quarter.parse(when)
                carried.new_ones_due(sheet, rows[name], stands, register.calendar.first_day(of), of)
            gone = list(carried.missing(name, sheet, rows[name], stands, now)) if stands and readable else []
            problems += [*(sheet.problems if sheet is not None else []), *gone]
        problems += unread.problems(workbook, tables, register.codes_also)
        problems = _at_most(workbook.name, problems)
    key = {"partnership": code, "quarter": when}
    said = {PARTS[name]: _columns(name, rows[name], key) for name in SHEETS}
    return Return(cover, said, tuple(problems))


def _at_most(workbook: str, problems: list[Problem]) -> list[Problem]:
    """The first `layout.MOST_PROBLEMS` of every sheet; how many more it has is itself something that must be fixed.

    So is it where there are more readings to confirm than `layout.MOST_READINGS`.
    """
    kept: list[Problem] = []
    counted: Counter[str] = Counter()
    for problem in problems:
        counted[problem.sheet] += 1
        if counted[problem.sheet] <= layout.MOST_PROBLEMS:
            kept.append(problem)
    for sheet, count in counted.items():
        if (more := count - layout.MOST_PROBLEMS) > 0:
            found = f"{more:,} more thing{'' if more == 1 else 's'} to fix or confirm"
            advice = "Put right what is told of this sheet first; the rest is told when the workbook is checked again."
            kept.append(told(Severity.MUST_FIX, workbook, sheet, "", "", found, advice))
    readings = sum(problem.severity == Severity.PLEASE_CONFIRM for problem in problems)
    if readings > layout.MOST_READINGS:
        advice = f"At most {layout.MOST_READINGS} are confirmed with one return: correct those that can be corrected."
        kept.append(told(Severity.MUST_FIX, workbook, "", "", "", f"{readings:,} readings to confirm", advice))
    return kept


def _figures(
    sheet: Table, register: Agreement, partnership: str, quarter: str, before: pd.DataFrame | None, *_: object
) -> list[dict[str, Any]]:
    this_quarter = Quarter.parse(quarter)
    own = register.targets_of(partnership, quarter)[list(NEEDED_OF_A_TARGET)].to_dict("records")
    facts = {target["target"]: target for target in own}
    agreed, earlier = milestones_ever(register, quarter), earlier_figures(before, quarter)
    last = last_actuals(before, this_quarter)
    return [
        read_row(
            sheet,
            row,
            facts[code],
            this_quarter,
            agreed.get(code, []),
            earlier.get(code, []),
            register.council,
            None if last is None else last.get(code, float("nan")),
        )
        for code, row in rows_of_targets(sheet, register, partnership, this_quarter, facts).items()
    ]


def earlier_figures(before: pd.DataFrame | None, quarter: str) -> Mapping[str, list[Earlier]]:
    """By target, its figures of earlier quarters, oldest first; one for another period than its quarter is left out."""
    if before is None or before.empty:
        return {}
    rows = before[(before["quarter"] < quarter) & before["actual"].notna()]
    if "figure_is_for" in rows:
        rows = rows[rows["figure_is_for"].isna()]
    told: dict[str, list[Earlier]] = {}
    for code, when, actual in each_row(rows[["target", "quarter", "actual"]].sort_values("quarter")):
        told.setdefault(code, []).append(Earlier(Quarter.parse(when), float(actual)))
    return told


def last_actuals(before: pd.DataFrame | None, quarter: Quarter) -> Mapping[str, float] | None:
    """By target, the figure on file for the quarter before, as the template shows it; None where nothing is known."""
    if before is None:
        return None
    rows = before[(before["quarter"] == str(quarter.plus(-1))) & before["actual"].notna()]
    return dict(zip(rows["target"], rows["actual"].astype(float), strict=True))


_READERS: dict[str, Callable[..., list[dict[str, Any]]]] = {
    layout.RETURN: _figures,
    layout.ACTIONS: lambda sheet, register, code, _quarter, _before, _figures, stands: other_sheets.read_actions(
        sheet, register, code, stands and stands.actions
    ),
    layout.RISKS: lambda sheet, register, code, *_: other_sheets.read_risks(sheet, register, code),
    layout.DISTRICTS: lambda sheet, register, code, _quarter, _before, figures, _: other_sheets.read_districts(
        sheet, register, code, figures
    ),
    layout.NARRATIVE: lambda sheet, *_: other_sheets.read_narrative(sheet),
}


def _columns(name: str, rows: list[dict[str, Any]], key: dict[str, Any]) -> Columns:
    """The rows as the columns of the sheet's table."""
    return {column: [(key | row).get(column) for row in rows] for column in SHEETS[name].table.columns}
