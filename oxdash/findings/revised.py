"""What was revised since an earlier quarter: a target renegotiated, a figure corrected."""

from datetime import date

import pandas as pd

from oxdash.findings import ledger
from oxdash.findings.ledger import Direction
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Better
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import each_row

_EFFECT = {
    Direction.EASIER: "which is easier",
    Direction.HARDER: "which is harder",
    Direction.MOVED: "which is neither easier nor harder throughout",
}
_FOUND = ["target", "sentence", "reason"]


def renegotiated(rows: pd.DataFrame, milestones: pd.DataFrame, as_at: date | None) -> pd.DataFrame:
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
        moved = _moved(own[own["quarter"] >= f"{row.quarter[:7]} Q1"], row, as_at)
        if len(moved):
            said = _chosen(moved, row.quarter)
            found.append((row.target, _renegotiated(said, row, len(moved) - 1), said.reason))
    return pd.DataFrame(found, columns=_FOUND).astype("str")


def _moved(own: pd.DataFrame, row, as_at: date | None) -> pd.DataFrame:
    """`ledger.COLUMNS` from the value in force at the end of the earlier quarter to the one in force now."""
    own = own.sort_values(["quarter", "agreed_on", "row"], na_position="first")
    if as_at is not None:
        own = own[own["agreed_on"].isna() | (own["agreed_on"] <= pd.Timestamp(as_at))]
    known = own["agreed_on"].isna() | (own["agreed_on"] <= pd.Timestamp(Quarter.parse(row.then).last_day))
    net = pd.concat([own[known].drop_duplicates("quarter", keep="last"), own.drop_duplicates("quarter", keep="last")])
    net = net.drop_duplicates("row")
    moved = ledger.of(net[net["quarter"].isin(own.loc[known, "quarter"])], row.target, row.better)
    return moved[moved["direction"] != Direction.UNCHANGED]


def _chosen(moved: pd.DataFrame, quarter: str):
    """The move to tell: of this year's target, else of this quarter's milestone, else the first."""
    for wanted in (f"{quarter[:7]} Q4", quarter):
        if len(same := moved[moved["quarter"] == wanted]):
            return next(each_row(same))
    return next(each_row(moved))


def _renegotiated(said, row, others: int) -> str:
    year_end = said.quarter.endswith("Q4")
    year = Quarter.parse(said.quarter).year_text
    what = f"year-end target for {year}" if year_end else f"milestone for {wording.quarter(said.quarter)}"
    before, after = (
        _value(*ends, row) for ends in ((said.from_value, said.from_upper), (said.to_value, said.to_upper))
    )
    when = f" on {wording.day(said.agreed_on)}" if not pd.isna(said.agreed_on) else ""
    who = f" by {said.agreed_by}" if not pd.isna(said.agreed_by) else ""
    more = f" {others} more of its milestones moved too." if others > 1 else ""
    more = " 1 more of its milestones moved too." if others == 1 else more
    return (
        f"{row.target} was renegotiated{when}{who}: the {what} went from {before} to {after}, "
        f"{_EFFECT[Direction(said.direction)]}.{more}"
    )


def _value(value: float, upper: float, row) -> str:
    said = wording.quantity(value, row.unit, int(row.places))
    if row.better != Better.WITHIN_RANGE or pd.isna(upper):
        return said
    return f"between {said} and {wording.quantity(upper, row.unit, int(row.places))}"


def corrected(rows: pd.DataFrame, corrections: pd.DataFrame, as_at: date | None) -> pd.DataFrame:
    """The figures corrected between two days, a row each: target, sentence, reason (always missing).

    ``rows`` as in `renegotiated`; ``corrections`` is `tables.CORRECTIONS`. What counts was received after the
    last day of the earlier quarter and by ``as_at``, for the row's quarter or an earlier one, and prints differently.
    """
    found = []
    # few targets were ever corrected, and only those are looked through
    told = rows[rows["then"].notna() & rows["target"].isin(corrections["target"])]
    for row in each_row(told):
        since = pd.Timestamp(Quarter.parse(row.then).last_day)
        own = corrections[(corrections["target"] == row.target) & (corrections["quarter"] <= row.quarter)]
        own = own[own["corrected_on"] > since]
        if as_at is not None:
            own = own[own["corrected_on"] <= pd.Timestamp(as_at)]
        for one in each_row(own.sort_values(["quarter", "number"])):
            if said := _corrected(one, row.unit, int(row.places)):
                found.append((row.target, f"{row.target}: the {said}.", None))
    return pd.DataFrame(found, columns=_FOUND).astype("str")


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
    was, now = as_printed([one.was, one.now], places)
    if _same(was, now):
        return ""
    before, after = (wording.quantity(value, unit, places) or "no figure" for value in (was, now))
    return (
        f"figure for {wording.quarter(one.quarter)} was corrected on {wording.day(one.corrected_on)} "
        f"(version {int(one.number)}), from {before} to {after}"
    )


def figures(corrections: pd.DataFrame, places: pd.Series) -> set[tuple[str, str]]:
    """Target and quarter of every figure that was corrected so that it prints differently.

    ``corrections`` is `tables.CORRECTIONS`, ``places`` the targets' decimal places by code; of a target that the
    register no longer has nothing is printed.
    """
    found = set()
    for one in each_row(corrections[corrections["target"].isin(places.index)]):
        was, now = as_printed([one.was, one.now], int(places[one.target]))
        if not _same(was, now):
            found.add((one.target, one.quarter))
    return found


def _same(was: float, now: float) -> bool:
    return was == now or (pd.isna(was) and pd.isna(now))
