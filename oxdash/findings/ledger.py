"""Every value a target's milestones ever had: what was renegotiated, when, by whom, which way, and what it changed.

Targets are renegotiated, and one that moved without trace is what scrutiny asks about.
Beside them what was revised since an earlier quarter: a target renegotiated, a figure corrected.
"""

from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings import series
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.model import Better, MilestoneKind, Reason, Status
from oxdash.vocabulary.quarters import Calendar, Quarter, year_of
from oxdash.vocabulary.rows import as_table, each_row
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
    *("actual", "figure_is", "absence", "own_quarter", "declared", "received", "damaged", "tolerance_override"),
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
    rows = _with_before(rows, rows.groupby("quarter"))
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
    rows = _with_before(rows, by_quarter)
    rows["number"] = (by_quarter.cumcount() + 1).astype("int64")
    rows["of"] = by_quarter["value"].transform("size").astype("int64")
    rows["state"] = pd.Series(IN_FORCE, index=rows.index, dtype="str").where(rows["number"] == rows["of"], REPLACED)
    figures = judged[["target", "quarter", *_OF_THE_FIGURE]]
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


def _with_before(rows: pd.DataFrame, by_quarter) -> pd.DataFrame:
    """Each value, to_value and to_upper, with the one before it in its group, from_value and from_upper."""
    before = by_quarter[["value", "upper"]].shift().add_prefix("from_")
    return rows.assign(**before, to_value=rows["value"], to_upper=rows["upper"])


def _judged_against_each(rows: pd.DataFrame, begun, rules: pd.DataFrame) -> pd.DataFrame:
    """The verdict on every value of a quarter that has begun. A value being there, one is agreed for its year."""
    there = rows[begun]
    against = there[["quarter", *_OF_THE_FIGURE]].assign(
        received=there["received"].astype(bool),
        own_quarter=there["own_quarter"].astype(bool),
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
    """``Q4 2009/10: 6.5%, agreed on 30 June 2008 by the Board (1 of 2, replaced). Off track with 8.1%.``"""
    proxy = " (interim proxy)" if row.kind == MilestoneKind.INTERIM_PROXY else ""
    value = f"{wording.span(row.value, row.upper, row.unit, row.places)}{proxy}"
    agreed = f"{wording.quarter(row.quarter)}: {value}, agreed on {wording.day(row.agreed_on)} by {row.agreed_by}"
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
        values = ((row.milestone, row.milestone_upper), (row.original_milestone, row.original_upper))
        now, first = (wording.span(*ends, row.unit, row.places) for ends in values)
        said.append(
            f"{name} is on track at {wording.quarter(row.quarter)} only because the target was made easier: "
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


_EFFECT = {
    Direction.EASIER: "which is easier",
    Direction.HARDER: "which is harder",
    Direction.MOVED: "which is neither easier nor harder throughout",
}
_FOUND = ["target", "sentence", "reason"]


def renegotiated(rows: pd.DataFrame, milestones: pd.DataFrame, as_at: date | None, calendar: Calendar) -> pd.DataFrame:
    """The targets whose values moved between two days, a row each: target, sentence, reason (the register's own).

    ``rows``: target, quarter, then (the earlier quarter; missing where there is none), better, unit, places.
    ``milestones`` is `tables.MILESTONES`. What counts is what was agreed after the last day of the earlier quarter and
    by ``as_at`` (without it, ever), for a quarter of the row's financial year or of a later one: the value in force
    on that last day against the one in force now. A first value is no renegotiation, nor is the same value again.
    """
    again = milestones.duplicated(
        ["target", "quarter"], keep=False
    )  # only what was agreed more than once can have moved
    by_target = {str(target): group for target, group in milestones[again].groupby("target", sort=False)}
    found = []
    for row in each_row(rows[rows["then"].notna()]):
        own = by_target.get(row.target)
        if own is None:
            continue
        moved = _moved(own[own["quarter"] >= f"{year_of(row.quarter)} Q1"], row, as_at, calendar)
        if len(moved):
            said = _chosen(moved, row.quarter)
            found.append((row.target, _renegotiated(said, row, len(moved) - 1), said.reason))
    return as_table(found, _FOUND)


def _moved(own: pd.DataFrame, row, as_at: date | None, calendar: Calendar) -> pd.DataFrame:
    """`COLUMNS` from the value in force at the end of the earlier quarter to the one in force now."""
    own = own.sort_values(["quarter", "agreed_on", "row"], na_position="first")
    if as_at is not None:
        own = own[own["agreed_on"].isna() | (own["agreed_on"] <= pd.Timestamp(as_at))]
    known = own["agreed_on"].isna() | (own["agreed_on"] <= pd.Timestamp(calendar.last_day(Quarter.parse(row.then))))
    net = pd.concat([own[known].drop_duplicates("quarter", keep="last"), own.drop_duplicates("quarter", keep="last")])
    net = net.drop_duplicates("row")
    moved = of(net[net["quarter"].isin(own.loc[known, "quarter"])], row.target, row.better)
    return moved[moved["direction"] != Direction.UNCHANGED]


def _chosen(moved: pd.DataFrame, quarter: str):
    """The move to tell: of this year's target, else of this quarter's milestone, else the first."""
    for wanted in (f"{year_of(quarter)} Q4", quarter):
        if len(same := moved[moved["quarter"] == wanted]):
            return next(each_row(same))
    return next(each_row(moved))


def _renegotiated(said, row, others: int) -> str:
    year_end = said.quarter.endswith("Q4")
    year = Quarter.parse(said.quarter).year_text
    what = f"year-end target for {year}" if year_end else f"milestone for {wording.quarter(said.quarter)}"
    before, after = _value(said.from_value, said.from_upper, row), _value(said.to_value, said.to_upper, row)
    when = f" on {wording.day(said.agreed_on)}" if not pd.isna(said.agreed_on) else ""
    who = f" by {said.agreed_by}" if not pd.isna(said.agreed_by) else ""
    more = f" {others} more of its milestones moved too." if others else ""
    return (
        f"{row.target} was renegotiated{when}{who}: the {what} went from {before} to {after}, "
        f"{_EFFECT[Direction(said.direction)]}.{more}"
    )


def _value(value: float, upper: float, row) -> str:
    said = wording.quantity(value, row.unit, int(row.places))
    if row.better != Better.WITHIN_RANGE or pd.isna(upper):
        return said
    return f"between {said} and {wording.quantity(upper, row.unit, int(row.places))}"


def corrected(rows: pd.DataFrame, corrections: pd.DataFrame, as_at: date | None, calendar: Calendar) -> pd.DataFrame:
    """The figures corrected between two days, a row each: target, sentence, reason (always missing).

    ``rows`` as in `renegotiated`; ``corrections`` is `tables.CORRECTIONS`. What counts was received after the
    last day of the earlier quarter and by ``as_at``, for the row's quarter or an earlier one, and prints differently.
    """
    found = []
    # few targets were ever corrected, and only those are looked through
    told = rows[rows["then"].notna() & rows["target"].isin(corrections["target"])]
    for row in each_row(told):
        since = pd.Timestamp(calendar.last_day(Quarter.parse(row.then)))
        own = corrections[(corrections["target"] == row.target) & (corrections["quarter"] <= row.quarter)]
        own = own[own["corrected_on"] > since]
        if as_at is not None:
            own = own[own["corrected_on"] <= pd.Timestamp(as_at)]
        for one in each_row(own.sort_values(["quarter", "number"])):
            if said := _corrected(one, row.unit, int(row.places)):
                found.append((row.target, f"{row.target}: the {said}.", None))
    return as_table(found, _FOUND)


def corrections_of(target: str, corrections: pd.DataFrame, unit: str, places: int, up_to: str) -> list[str]:
    """Every correction of a target's figures up to and with a quarter, the newest quarter first, a sentence each.

    ``corrections`` is `tables.CORRECTIONS`. What prints the same is none.
    """
    own = corrections[(corrections["target"] == target) & (corrections["quarter"] <= up_to)]
    own = own.sort_values("number", kind="stable").sort_values("quarter", ascending=False, kind="stable")
    told = (_corrected(one, unit, places) for one in each_row(own))
    return [f"{wording.sentence_case(said)}." for said in told if said]


def _corrected(one, unit: str, places: int) -> str:
    """``figure for Q3 2009/10 was corrected on 1 May 2010 (version 2), from 60.0% to 58.0%``; empty for no change."""
    printed = series.was_and_now(one, places)
    if printed is None:
        return ""
    before, after = (wording.quantity(value, unit, places) or "no figure" for value in printed)
    return (
        f"figure for {wording.quarter(one.quarter)} was corrected on {wording.day(one.corrected_on)} "
        f"(version {int(one.number)}), from {before} to {after}"
    )
