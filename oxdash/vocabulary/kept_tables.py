"""Which tables a whole position is, and what each of their columns means."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from oxdash.vocabulary import tables
from oxdash.vocabulary.model import ActionFor
from oxdash.vocabulary.tables import DAY

TEXT, NUMBER, YES_NO = "str", "float64", "bool"


@dataclass(frozen=True)
class Kept:
    """One table: its columns, what it holds, and the columns that name a row (none where rows have no name)."""

    schema: pa.DataFrameSchema
    title: str
    key: tuple[str, ...] = ()
    of_today: Callable[[pd.DataFrame], pd.DataFrame] = lambda found: found  # what an earlier version of it says today


def _actions_of_today(found: pd.DataFrame) -> pd.DataFrame:
    """Before an action could be for anything else, it was for a target."""
    if "for_kind" in found:
        return found
    return found.assign(for_kind=str(ActionFor.TARGET), for_what=found["target"])


def _of(**columns: tuple[str, str]) -> pa.DataFrameSchema:
    """A table of the register that `table` does not describe: type and meaning by name."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(kind, nullable=kind != YES_NO, coerce=True, description=meaning)
            for name, (kind, meaning) in columns.items()
        },
        strict=True,
        ordered=True,
    )


_BASIS = (TEXT, tables.TARGETS.columns["basis"].description)
_ILLUSTRATIVE = (TEXT, tables.ILLUSTRATIVE_FIELDS.description)
_NAMED = {
    "code": (TEXT, "short name"),
    "name": (TEXT, "name in full"),
    "basis": _BASIS,
    "illustrative_fields": _ILLUSTRATIVE,
}
_ALSO_KNOWN_AS = (TEXT, "other names, separated by semicolons")

DISTRICT_NAMES = _of(
    code=_NAMED["code"],
    name=_NAMED["name"],
    also_known_as=_ALSO_KNOWN_AS,
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)
PARTNERSHIPS = _of(
    code=(TEXT, "short name, e.g. childrens-trust"),
    name=(TEXT, "name in full"),
    also_known_as=_ALSO_KNOWN_AS,
    chair=(TEXT, "post that chairs it"),
    lead_officer=(TEXT, "post that supports it"),
    reports_to=(TEXT, "the board it reports to"),
    statutory=(YES_NO, "whether the law asks for it"),
    chairmanship_reviewed_on=(DAY, "when its chairmanship was last reviewed"),
    governance_audited_on=(DAY, "when its governance was last audited"),
    agendas_and_minutes=(TEXT, "where they are published"),
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)
MEMBERS = _of(
    body=(TEXT, "code of a partnership, Public Service Board or Oxfordshire Partnership Board"),
    sector=(TEXT, "where the member comes from"),
    post=(TEXT, "post or organisation"),
    places=(NUMBER, "how many places; missing where that is not settled"),
    role=(TEXT, "chair, vice chair, member, support officer, observer or attends on request"),
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)
DELIVERY_GROUPS = _of(
    code=(TEXT, "short name"),
    name=(TEXT, "name in full"),
    partnership=(TEXT, "code of the partnership it works for"),
    lead_officer=(TEXT, "post that leads it"),
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)
STRETCH = _of(
    target=(TEXT, "code in the register"),
    sub_target=(TEXT, "name of a part of the target, where it has parts"),
    figure_of=(TEXT, "code of the target whose figure it takes; missing is its own target's"),
    weight=(NUMBER, "share of the target that the part is; they add up to 1"),
    base=(NUMBER, "performance without the agreement, in the target's unit"),
    stretched_target=(NUMBER, "performance with it, in the target's unit"),
    threshold=(NUMBER, "share of the stretch below which nothing is paid"),
    grant_share=(NUMBER, "share of the reward grant"),
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)
MEETINGS = _of(
    body=(TEXT, "which board or partnership meets"),
    date=(DAY, "when"),
    papers_due=(DAY, "when its papers are due"),
    returns_due=(DAY, "when returns for it are due"),
    quarter=(TEXT, "the financial quarter it looks at"),
    link=(TEXT, "where its papers are published"),
    basis=_BASIS,
    illustrative_fields=_ILLUSTRATIVE,
)

_KEY = ("target", "quarter")
_JUDGED = tables.JUDGED.remove_columns(["own_quarter"])  # which is worked out again from these
OF_POSITION = {
    "judged": Kept(_JUDGED, "Every target in every quarter of its life, judged", _KEY),
    "actions": Kept(tables.ACTIONS, "What partnerships say they do", of_today=_actions_of_today),
    "risks": Kept(tables.RISKS, "What could stop a target"),
    "narrative": Kept(tables.NARRATIVE, "The partnerships' own account of a quarter"),
    "districts": Kept(tables.DISTRICTS, "Figures of single districts"),
    "corrections": Kept(tables.CORRECTIONS, "Figures that a later version of a return corrected", (*_KEY, "number")),
    "returns": Kept(tables.RETURNS, "Which returns counted, quarter by quarter", ("partnership", "quarter")),
}
OF_REGISTER = {
    "partnerships": Kept(PARTNERSHIPS, "The thematic partnerships", ("code",)),
    "members": Kept(MEMBERS, "Who sits on which body"),
    "delivery_groups": Kept(DELIVERY_GROUPS, "The groups that do the work", ("code",)),
    "priorities": Kept(_of(**_NAMED), "The priorities of Oxfordshire 2030", ("code",)),
    "targets": Kept(tables.TARGETS, "The targets of the agreement", ("target",)),
    "milestones": Kept(tables.MILESTONES, "Every value a target was ever given", ("row",)),
    "stretch": Kept(STRETCH, "Targets with a reward"),
    "meetings": Kept(MEETINGS, "When bodies meet, and what is due before"),
    "district_names": Kept(DISTRICT_NAMES, "The districts", ("code",)),
    "rules": Kept(tables.RULES, "The tolerance in force", ("from_quarter",)),
}
TABLES = OF_POSITION | OF_REGISTER
