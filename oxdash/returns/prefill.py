"""What a blank return already says: one dict a row, by heading, before the officer types anything."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from oxdash.returns import layout, subjects
from oxdash.returns.agreement import Agreement
from oxdash.returns.columns import LISTS, SHEETS
from oxdash.returns.layout import (
    ACHIEVED,
    ACTUAL,
    BASIS,
    BETTER,
    FOR,
    LAST_ACTUAL,
    LAST_STATUS,
    MILESTONE,
    SECTION,
    SECTIONS,
    TARGET,
    TITLE,
    UNIT,
    WHY,
    WITH,
    YEARLY_SECTIONS,
)
from oxdash.vocabulary.model import ActionFor, Reason
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import number

Row = dict[str, Any]


def return_rows(
    register: Agreement,
    partnership: str,
    quarter: str,
    before: pd.DataFrame | None,
    declared: pd.DataFrame | None,
    as_at: date,
) -> list[tuple[Row, int]]:
    """The partnership's targets in their life that quarter, in register order, each with its decimal places.

    Milestones are those agreed on or before ``as_at``. ``before``: target, actual and status of the quarter before;
    ``declared``: target and declared of the newest earlier return.
    Where the register says in which quarters a result is due, and this is none of them and has no milestone, it is
    filled in as *survey not due*; where the register does not say, nobody is told that it is not.
    """
    targets = register.targets_of(partnership, quarter)
    agreed_now = register.values_in_force(as_at, quarter)[["target", "milestone", "milestone_upper"]]
    milestones = {row["target"]: row for row in agreed_now.to_dict("records")}
    told_then = [] if before is None else before[["target", "actual", "status"]].to_dict("records")
    last = {row["target"]: row for row in told_then}
    said = {} if declared is None else dict(zip(declared["target"], declared["declared"], strict=True))
    rows, this = [], Quarter.parse(quarter)
    for target in targets.to_dict("records"):
        code, places = target["target"], int(target["places"])
        agreed, told = milestones.get(code), last.get(code, {})
        due = target["results_due"]
        not_due = isinstance(due, str) and not this.among(due)
        row = {
            TARGET: code,
            TITLE: target["title"],
            UNIT: target["unit"],
            BETTER: target["better"],
            MILESTONE: None if agreed is None else _milestone(agreed, places),
            LAST_ACTUAL: _present(told.get("actual")),
            LAST_STATUS: _capital(told.get("status")),
            ACTUAL: None,
            WHY: str(Reason.SURVEY_NOT_DUE) if not_due and agreed is None else None,
            ACHIEVED: _present(said.get(code)),
        }
        rows.append((row, places))
    return rows


def action_rows(register: Agreement, partnership: str, actions: pd.DataFrame | None) -> list[Row]:
    """The actions still open, as `tables.ACTIONS` has them; none for a target that is another partnership's by now."""
    if actions is None:
        return []
    leads = dict(zip(register.targets["target"], register.targets["partnership"], strict=True))
    names = subjects.names(register)
    return [
        {FOR: subjects.for_cell(row["for_kind"], row["for_what"])}
        | _carried(layout.ACTIONS, row)
        | {WITH: subjects.with_cell(row["with_bodies"], names)}
        for row in actions.to_dict("records")
        if row["for_kind"] != ActionFor.TARGET or leads.get(row["for_what"]) == partnership
    ]


def risk_rows(targets: Collection[str], risks: pd.DataFrame | None) -> list[Row]:
    """The risks of ``targets`` as `tables.RISKS` has them."""
    if risks is None:
        return []
    return [_carried(layout.RISKS, row) for row in risks[risks["target"].isin(targets)].to_dict("records")]


def district_rows(register: Agreement, targets: Collection[str], districts: pd.DataFrame | None) -> list[Row]:
    """Targets and districts as `tables.DISTRICTS` has them, without their figures, which are of another quarter."""
    if districts is None:
        return []
    own = districts[districts["target"].isin(targets) & districts["district"].isin(register.districts["name"])]
    return [_carried(layout.DISTRICTS, row) for row in own.to_dict("records")]


def narrative_rows(narrative: pd.DataFrame | None, quarter: str) -> list[Row]:
    """The sections of the quarter's narrative with last time's text; the yearly review's are asked for with Q4."""
    told = {} if narrative is None else {row["section"]: row for row in narrative.to_dict("records")}
    return [{SECTION: section} | _carried(layout.NARRATIVE, told.get(section, {})) for section in sections_of(quarter)]


def sections_of(quarter: str) -> tuple[str, ...]:
    """The sections of the narrative that are asked for with the quarter's return."""
    return SECTIONS + (YEARLY_SECTIONS if Quarter.parse(quarter).number == 4 else ())


def choices(
    register: Agreement,
    partnership: str,
    targets: Sequence[str],
    actions: Sequence[Mapping[Any, Any]],
    account: Sequence[Mapping[Any, Any]],
) -> dict[str, tuple[Any, ...]]:
    """The words of each drop-down, by the heading of its column on the sheet Lists."""
    names = subjects.names(register)
    others = [name for code, name in names.items() if code != partnership]
    boards = [name for name in dict.fromkeys(subjects.bodies(register).values()) if name not in names]
    return {listed.heading: listed.words for listed in LISTS} | {
        "District": tuple(register.districts["name"]),
        TARGET: tuple(targets),
        FOR: subjects.offered(register, targets, [row[FOR] for row in actions if row.get(FOR)]),
        WITH: (*others, *boards),
        BASIS: tuple(dict.fromkeys((layout.ILLUSTRATIVE_BASIS, *(row[BASIS] for row in account if row.get(BASIS))))),
    }


def _carried(name: str, row: Mapping[Any, Any]) -> Row:
    """By heading, what a row of the last return says in the columns of a sheet that are carried over."""
    return {heading: _present(row.get(column)) for column, heading in SHEETS[name].carried.items()}


def _milestone(agreed: Mapping[Any, Any], places: int) -> object:
    """A number; for within range the words ``52.0 to 55.0``."""
    if pd.isna(agreed["milestone_upper"]):
        return _present(agreed["milestone"])
    return f"{number(agreed['milestone'], places)} to {number(agreed['milestone_upper'], places)}"


def _capital(status: object) -> str | None:
    return None if _present(status) is None else str(status).capitalize()


def _present(value: object) -> object:
    return None if pd.isna(value) else value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
