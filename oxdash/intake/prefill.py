"""What a blank return already says: one dict a row, by heading, before the officer types anything."""

from datetime import date

import pandas as pd

from oxdash.house_style import number
from oxdash.intake.agreement import Agreement
from oxdash.intake.layout import (
    ACTUAL,
    BETTER,
    LAST_ACTUAL,
    LAST_STATUS,
    MILESTONE,
    SECTIONS,
    TARGET,
    TITLE,
    UNIT,
    WHY,
    YEARLY_SECTIONS,
)
from oxdash.model import Frequency, Reason
from oxdash.quarters import Quarter

Row = dict[str, object]


def return_rows(
    register: Agreement, partnership: str, quarter: str, before: pd.DataFrame | None, as_at: date
) -> list[tuple[Row, int]]:
    """The partnership's targets in their life that quarter, in register order, each with its decimal places.

    Milestones are those agreed on or before ``as_at``. ``before``: target, actual and status of the quarter before.
    A measure taken once in a year or two, with no milestone this quarter, is filled in as *survey not due*.
    """
    targets = register.targets_of(partnership, quarter)
    in_force = register.values_in_force(as_at)
    milestones = in_force[in_force["quarter"] == quarter].set_index("target")
    last = (before if before is not None else pd.DataFrame(columns=["target"])).set_index("target")
    rows = []
    for target in targets.to_dict("records"):
        code, places = target["target"], int(target["places"])
        agreed = milestones.loc[code] if code in milestones.index else None
        told = last.loc[code] if code in last.index else {}
        seldom = target["frequency"] in (Frequency.ANNUAL, Frequency.TWO_YEARLY)
        row = {
            TARGET: code,
            TITLE: target["title"],
            UNIT: target["unit"],
            BETTER: target["better"],
            MILESTONE: None if agreed is None else _milestone(agreed, places),
            LAST_ACTUAL: _present(told.get("actual")),
            LAST_STATUS: _capital(told.get("status")),
            ACTUAL: None,
            WHY: str(Reason.SURVEY_NOT_DUE) if seldom and agreed is None else None,
        }
        rows.append((row, places))
    return rows


def action_rows(actions: pd.DataFrame | None) -> list[Row]:
    """The actions still open, as `table.ACTIONS` has them."""
    if actions is None:
        return []
    columns = {
        "target": TARGET,
        "action": "Action",
        "owner": "Owner",
        "due": "Due",
        "state": "State",
        "progress": "Progress",
    }
    return [
        {heading: _present(row.get(name)) for name, heading in columns.items()} for row in actions.to_dict("records")
    ]


def narrative_rows(narrative: pd.DataFrame | None, quarter: str) -> list[Row]:
    """The sections of the quarter's narrative with last quarter's text; the yearly review's are asked for with Q4."""
    sections = SECTIONS + (YEARLY_SECTIONS if Quarter.parse(quarter).number == 4 else ())
    told = {} if narrative is None else dict(zip(narrative["section"], narrative["text"], strict=True))
    return [{"Section": section, "Text": _present(told.get(section))} for section in sections]


def _milestone(agreed: pd.Series, places: int) -> object:
    """A number; for within range the words ``52.0 to 55.0``."""
    if pd.isna(agreed["milestone_upper"]):
        return _present(agreed["milestone"])
    return f"{number(agreed['milestone'], places)} to {number(agreed['milestone_upper'], places)}"


def _capital(status: object) -> str | None:
    return None if _present(status) is None else str(status).capitalize()


def _present(value: object) -> object:
    return None if pd.isna(value) else value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
