"""Every value a target's milestones ever had: what was renegotiated, when, by whom, which way, and what it changed.

Targets move (seed 001: three were "being renegotiated"), and one that moved without trace is what scrutiny asks about.
"""

from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.rule.judge import judge
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.model import Better, MilestoneKind, Reason, Status
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind, Schema, text, whole


class Direction(StrEnum):
    EASIER = "easier"
    HARDER = "harder"
    UNCHANGED = "unchanged"
    MOVED = "moved"  # a range that neither holds the old one nor lies inside it


COLUMNS = [
    *("quarter", "from_value", "from_upper", "to_value", "to_upper"),
    *("agreed_on", "agreed_by", "reason", "direction"),
]
IN_FORCE, REPLACED = "in force", "replaced"
_AGREED = ("target", "quarter", "value", "upper", "floor", "kind", "agreed_on", "agreed_by", "reason")
_VERDICT = ("actual", "unit", "places", "better", "status", "close", "shortfall")
VALUES = Schema(
    {
        **{name: tables.MILESTONES.columns[name] for name in _AGREED},
        "number": whole("which of the quarter's values it is, as they were agreed").shown("Value number"),
        "of": whole("how many the quarter has"),
        "state": text("in force or replaced", of=(IN_FORCE, REPLACED)).shown("In force or replaced", Kind.CASED),
        "direction": text("against the one before; missing for the first", of=Direction).shown(
            "Against the value before", Kind.CASED
        ),
        # of the quarter's figure, judged by the same rule against this value; missing for a quarter that has not begun
        **{name: tables.JUDGED.columns[name] for name in _VERDICT},
        "status_reason": tables.JUDGED.columns["reason"],
        "sentence": text("when it was agreed and by whom, and how the figure stands against it"),
    }
)
_OF_THE_FIGURE = (  # what a figure is judged by besides the value
    *("actual", "figure_is", "absence", "figure_is_for", "declared", "received", "damaged", "tolerance_override"),
    *("places", "better", "measure", "frequency", "unit"),
)


def of(milestones: pd.DataFrame, target: str, better: str, as_at: date | None = None) -> pd.DataFrame:
    """One row per renegotiation of one target: `COLUMNS`, by quarter and then in the order agreed.

    ``milestones`` is `tables.MILESTONES`; ``better`` the target's direction; ``as_at`` leaves out what came later.
    The first value of a quarter is no renegotiation. Two agreed on one day count in the order of the register's rows.
    """
    rows = milestones[milestones["target"] == target]
    if as_at is not None:
        rows = rows[rows["agreed_on"] <= pd.Timestamp(as_at)]
    rows = rows.sort_values(["quarter", "agreed_on", "row"], na_position="first", ignore_index=True)
    before = rows.groupby("quarter")[["value", "upper"]].shift()
    rows = rows.assign(from_value=before["value"], from_upper=before["upper"])
    rows = rows.rename(columns={"value": "to_value", "upper": "to_upper"})
    rows = rows[rows.duplicated("quarter", keep="first")].reset_index(drop=True)
    directions = [str(_direction(row, better)) for row in each_row(rows)]
    return rows.assign(direction=pd.Series(directions, dtype="str"))[COLUMNS]


def values(
    milestones: pd.DataFrame, targets: pd.DataFrame, judged: pd.DataFrame, rules: pd.DataFrame, as_at: date
) -> pd.DataFrame:
    """Every value ever agreed, quarter by quarter, and how the quarter's figure stands against each.

    In: `tables.MILESTONES`, `tables.TARGETS`, `tables.JUDGED` as at the same day, `tables.RULES`; what was agreed after
    ``as_at`` is left out, and so are targets that are not in ``targets``. Out, `VALUES`, in the register's order of
    targets, by quarter, then as agreed.
    """
    order = {code: number for number, code in enumerate(targets["target"])}
    rows = milestones[(milestones["agreed_on"] <= pd.Timestamp(as_at)) & milestones["target"].isin(order)]
    rows = rows.assign(place=rows["target"].map(order)).sort_values(
        ["place", "quarter", "agreed_on", "row"], kind="stable", ignore_index=True
    )
    by_quarter = rows.groupby(["target", "quarter"], sort=False)
    before = by_quarter[["value", "upper"]].shift()
    rows = rows.assign(
        number=by_quarter.cumcount() + 1,
        of=by_quarter["value"].transform("size"),
        from_value=before["value"],
        from_upper=before["upper"],
        to_value=rows["value"],
        to_upper=rows["upper"],
    ).astype({"number": "int64", "of": "int64"})
    rows["state"] = pd.Series(IN_FORCE, index=rows.index, dtype="str").where(rows["number"] == rows["of"], REPLACED)
    figures = judged[["target", "quarter", *(name for name in _OF_THE_FIGURE)]]
    rows = rows.merge(figures.assign(begun=True), on=["target", "quarter"], how="left")
    begun = rows["begun"].eq(True).to_numpy(bool)
    facts = targets.set_index("target")
    for name in ("unit", "places", "better"):  # a quarter that has not begun has no figure that says
        rows[name] = rows["target"].map(facts[name])
    directions = [str(_direction(row, row.better)) if row.number > 1 else None for row in each_row(rows)]
    rows["direction"] = pd.Series(directions, index=rows.index, dtype="str")
    rows = _judged_against_each(rows, begun, rules)
    rows["sentence"] = pd.Series([_in_words(row) for row in each_row(rows)], dtype="str")
    return rows[list(VALUES.columns)]


def _judged_against_each(rows: pd.DataFrame, begun, rules: pd.DataFrame) -> pd.DataFrame:
    """The verdict on every value of a quarter that has begun. A value being there, one is agreed for its year."""
    there = rows[begun]
    against = there[["quarter", *_OF_THE_FIGURE]].assign(
        received=there["received"].astype(bool),
        damaged=there["damaged"].astype(bool),
        milestone=there["value"],
        milestone_upper=there["upper"],
        floor=there["floor"],
        value_agreed_for_year=True,
    )
    verdict = judge(against, rules)
    return rows.assign(
        status=verdict["status"].astype("str").reindex(rows.index),
        status_reason=verdict["reason"].astype("str").reindex(rows.index),
        close=verdict["close"].reindex(rows.index).eq(True),
        shortfall=verdict["shortfall"].reindex(rows.index),
    )


def _in_words(row) -> str:
    """``Q4 2009/10: 6.5%, agreed on 30 June 2008 by the PSB (1 of 2, replaced). Off track with 8.1%.``"""
    proxy = " (interim proxy)" if row.kind == MilestoneKind.INTERIM_PROXY else ""
    agreed = f"{wording.quarter(row.quarter)}: {_range(row, row.value, row.upper)}{proxy}, agreed on "
    agreed += f"{wording.day(row.agreed_on)} by {row.agreed_by}"
    if row.of > 1:
        agreed += f" ({row.number} of {row.of}, {row.state}{'' if pd.isna(row.direction) else ', ' + row.direction})"
    if pd.isna(row.status):
        return f"{agreed}. The quarter has not begun."
    if row.status == Status.INSUFFICIENT_DATA:
        return f"{agreed}. Cannot judge: {row.status_reason}."
    word = wording.status_words(row.status, bool(row.close))
    if row.status_reason == Reason.WILL_NOT_BE_ACHIEVED:
        return f"{agreed}. {word}: the partnership declares that the target will not be achieved."
    return f"{agreed}. {word} with {wording.quantity(row.actual, row.unit, row.places)}."


def _range(row, low: float, high: float) -> str:
    said = wording.quantity(low, row.unit, row.places)
    return said if pd.isna(high) else f"{said} to {wording.quantity(high, row.unit, row.places)}"


def only_because_moved(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets that are on track only because what was agreed moved, as they come: for the Board.

    ``rows`` are judged rows (of a position: one a target; or any), with title where there is one. Columns out: target,
    partnership, quarter, sentence.
    """
    moved = rows[
        (rows["status"].astype("str") == Status.ON_TRACK) & (rows["original_status"].astype("str") == Status.OFF_TRACK)
    ]
    said = []
    for row in each_row(moved):
        name = f"{row.target} {row.title}" if hasattr(row, "title") else row.target
        when = f" on {wording.day(row.agreed_on)}" if pd.notna(row.agreed_on) else ""
        now, first = (
            _range(row, row.milestone, row.milestone_upper),
            _range(row, row.original_milestone, row.original_upper),
        )
        said.append(
            f"{name} is on track at {wording.quarter(row.quarter)} only because the target moved: "
            f"{wording.quantity(row.actual, row.unit, row.places)} against {now}, agreed{when}; against the "
            f"{first} first agreed it would be off track."
        )
    found = moved[["target", "partnership", "quarter"]].reset_index(drop=True)
    return found.assign(sentence=pd.Series(said, dtype="str"))


def _direction(row, better: str) -> Direction:
    if better == Better.WITHIN_RANGE:
        if (row.to_value, row.to_upper) == (row.from_value, row.from_upper):
            return Direction.UNCHANGED
        if row.to_value <= row.from_value and row.to_upper >= row.from_upper:
            return Direction.EASIER
        if row.to_value >= row.from_value and row.to_upper <= row.from_upper:
            return Direction.HARDER
        return Direction.MOVED
    if row.to_value == row.from_value:
        return Direction.UNCHANGED
    return Direction.HARDER if (row.to_value > row.from_value) == (better == Better.HIGHER) else Direction.EASIER
