"""Two judgements of the same targets, row by row: what differs, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from oxdash.judging.kept_tables import OF_POSITION
from oxdash.judging.position import Position
from oxdash.publication.shelf import Published
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

KEY = ["target", "quarter"]
COLUMNS = list(OF_POSITION["judged"].schema.columns)
_FIGURE = (
    "actual", "figure_is", "figure_is_for", "absence", "expected_on", "declared", "forecast", "received", "damaged",
    "commentary",
)  # fmt: skip
_AGREED = ("milestone", "milestone_upper", "floor", "milestone_kind", "year_end_target", "year_end_upper")
_NOT_WORTH_TELLING = ("workbook", "sheet", "cell", "commentary")  # of a correction: what the paper prints is told


class Cause(StrEnum):
    """Why a published target would not read the same today."""

    CORRECTED = "corrected"  # another return, or another figure in it
    RENEGOTIATED = "renegotiated"  # another milestone
    JUDGED_OTHERWISE = "judged otherwise"  # the rule or the register's facts


def rows(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Every cell that differs between two tables of tables.JUDGED, as they are kept.

    Columns: target, quarter, column, was, is (as text; "nothing" where missing), sentence. A row that only one of them
    has is one difference, of the column "row".
    """
    columns = [name for name in COLUMNS if name not in KEY]
    before, after = (one.set_index(KEY).reindex(columns=columns) for one in (then, now))
    found = [(*key, "row", "there", "nothing") for key in before.index.difference(after.index, sort=False)]
    found += [(*key, "row", "nothing", "there") for key in after.index.difference(before.index, sort=False)]
    both = before.index.intersection(after.index, sort=False)
    for name in columns:
        old, new = before[name].reindex(both), after[name].reindex(both)
        for place in np.flatnonzero(~_same(old, new)):
            found.append((*both[int(place)], name, _shown(old.iloc[place]), _shown(new.iloc[place])))
    differences = pd.DataFrame(found, columns=[*KEY, "column", "was", "is"], dtype="str")
    said = [
        f"{target} at {wording.quarter(quarter)}: {name.replace('_', ' ')} was {was} and is {now_is}."
        for target, quarter, name, was, now_is in each_row(differences)
    ]
    return differences.assign(sentence=pd.Series(said, dtype="str"))


def _same(old: pd.Series, new: pd.Series) -> np.ndarray:
    if isinstance(old.dtype, pd.CategoricalDtype):
        old, new = old.astype("str"), new.astype("str")
    return ((old == new) | (old.isna() & new.isna())).to_numpy(bool)


def _shown(value: Any) -> str:
    if pd.isna(value):
        return "nothing"
    if isinstance(value, pd.Timestamp):
        return wording.day(value)
    if isinstance(value, bool | np.bool_):
        return wording.yes_or_no(value)
    return f"{value:.15g}" if isinstance(value, float) else wording.period(value)


@dataclass(frozen=True)
class Since:
    """What has become of a published position's targets since: a target in `causes`, by why it reads otherwise now."""

    causes: dict[str, Cause]
    differences: pd.DataFrame
    # by target, the figure or milestone before and after, in words
    figures: Mapping[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        """``1 target has been corrected since: NI 30 (Q3 2009/10, from 60.0% to 58.0%).``"""
        said = []
        for cause in Cause:
            targets = [target for target, why in self.causes.items() if why == cause]
            if targets:
                many = f"{wording.counted(len(targets), 'target')} {'has' if len(targets) == 1 else 'have'}"
                named = (f"{one} ({self.figures[one]})" if one in self.figures else one for one in targets)
                said.append(f"{many} been {cause} since: {wording.listed(named)}.")
        return " ".join(said) or "Nothing in it has changed since."


def since(then: Position, quarter: str, standing: str, now: Position, agreement: str | None = None) -> Since:
    """How the targets a published paper shows, at the quarters it shows them, read in the position of today."""
    shown = then.all_at(quarter, standing, agreement=agreement)
    today = now.judged.set_index(KEY).reindex(pd.MultiIndex.from_frame(shown[KEY]))
    gone = today.status.isna().to_numpy()
    today = today[~gone].reset_index()
    differences = rows(shown[COLUMNS], today)
    differences = differences[~differences.column.isin(_NOT_WORTH_TELLING)].reset_index(drop=True)
    causes: dict[str, Cause] = {}
    for target, cells in differences.groupby("target", sort=False):
        named = set(cells.column)
        if named & {*_FIGURE, "row"}:
            causes[target] = Cause.CORRECTED
        elif named & {*_AGREED}:
            causes[target] = Cause.RENEGOTIATED
        elif named & {"status", "reason", "close"}:
            causes[target] = Cause.JUDGED_OTHERWISE
    told = _figures(causes, shown.set_index("target"), today.set_index("target"))
    return Since(causes, differences, told)


def since_told(one: Published, now: Position) -> str:
    """``Published as Board 2010-07-01 on 1 July 2010. 2 targets have been corrected since: NI 30 and NI 154.``"""
    said = one.manifest
    moved = since(one.position, said.quarter, said.standing, now, said.agreement)
    named = f", of {one.position.register.agreement_name(said.agreement)}" if said.agreement else ""
    return f"{one.cited}{named}. {moved.sentence()}"


def _figures(causes: Mapping[str, Cause], then: pd.DataFrame, now: pd.DataFrame) -> dict[str, str]:
    """By target, which figure was corrected or which milestone renegotiated, from what to what; one that prints the
    same is left out, and so is a target that is no longer there."""
    found = {}
    for target, cause in causes.items():
        column = {Cause.CORRECTED: "actual", Cause.RENEGOTIATED: "milestone"}.get(cause)
        if column is None or target not in now.index:
            continue
        was, row = then.loc[target], now.loc[target]
        none = "no figure" if column == "actual" else "no milestone"
        before, after = (wording.quantity(one[column], was.unit, int(was.places)) or none for one in (was, row))
        if before != after:
            what = "" if column == "actual" else "milestone "
            found[target] = f"{wording.quarter(was.quarter)}, {what}from {before} to {after}"
    return found
