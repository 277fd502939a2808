"""Which tables a whole position is, and what each of their columns means."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from oxdash.register import agreements
from oxdash.register.columns import SHEETS
from oxdash.vocabulary import tables
from oxdash.vocabulary.comparator_tables import COMPARATORS
from oxdash.vocabulary.decision_tables import DECISIONS
from oxdash.vocabulary.model import ActionFor
from oxdash.vocabulary.schemas import Schema


@dataclass(frozen=True)
class Kept:
    """One table: its columns, what it holds, and the columns that name a row (none where rows have no name).

    ``part``: what a `Register` calls it; empty for one of a position itself. ``if_any``: it is kept where it has a row.
    """

    schema: Schema
    title: str
    key: tuple[str, ...] = ()
    of_today: Callable[[pd.DataFrame], pd.DataFrame] = lambda found: found  # what an earlier version of it says today
    part: str = ""
    if_any: bool = False


def _actions_of_today(found: pd.DataFrame) -> pd.DataFrame:
    """Before an action could be for anything else, it was for a target."""
    if "for_kind" in found:
        return found
    return found.assign(for_kind=str(ActionFor.TARGET), for_what=found["target"])


_KEY = ("target", "quarter")
_JUDGED = tables.JUDGED.without("own_quarter")  # which is worked out again from these
OF_POSITION = {
    "judged": Kept(_JUDGED, "Every target in every quarter of its life, judged", _KEY),
    "actions": Kept(tables.ACTIONS, "What partnerships say they do", of_today=_actions_of_today),
    "risks": Kept(tables.RISKS, "What could stop a target"),
    "narrative": Kept(tables.NARRATIVE, "The partnerships' own account of a quarter"),
    "districts": Kept(tables.DISTRICTS, "Figures of single districts"),
    "corrections": Kept(tables.CORRECTIONS, "Figures that a later version of a return corrected", (*_KEY, "number")),
    "returns": Kept(tables.RETURNS, "Which returns counted, quarter by quarter", ("partnership", "quarter")),
    "comparators": Kept(COMPARATORS, "What was published of other areas", ("target", "area", "period"), if_any=True),
    "decisions": Kept(DECISIONS, "What was decided of what was asked", ("number",), if_any=True),
}
_OF_TODAY = {"targets": agreements.as_kept}
_IF_ANY = ("comparator_groups", "areas_compared", "indicators_compared")
OF_REGISTER = {
    sheet.kept_as or sheet.part: Kept(
        sheet.table,
        sheet.title,
        sheet.key,
        _OF_TODAY.get(sheet.part, lambda found: found),
        sheet.part,
        sheet.part in _IF_ANY,
    )
    for sheet in SHEETS.values()
}
TABLES = OF_POSITION | OF_REGISTER
