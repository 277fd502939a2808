"""A target district by district: what the area's figure hides.

Per cents, rates and levels are judged district by district against the area's own milestone, by the area's rule and
to the area's decimal places. Counts and money that add up over the districts (`units.adds_up`) are shown as
shares of the area's figure and never get a status: no part of a milestone was ever agreed for a district.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from oxdash.rule.explanation import sentences
from oxdash.rule.judge import judge
from oxdash.rule.versions import RULE_VERSION
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import PER_CENT, Status
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import as_table, each_row
from oxdash.vocabulary.units import adds_up, total

KEY = ["target", "quarter"]
OF_AREA = (
    *("milestone", "milestone_upper", "floor", "milestone_kind", "tolerance_override", "places", "better", "measure"),
    *("frequency", "unit", "value_agreed_for_year", "figure_is", "figure_is_for"),
)
COLUMNS = [
    *("target", "quarter", "partnership", "district", "actual", "adds_up", "share", "status", "reason", "close"),
    *("shortfall", "whole", "whole_status", *OF_AREA, "workbook", "sheet", "cell", "sentence"),
]


def of(
    districts: pd.DataFrame,
    judged: pd.DataFrame,
    names: Sequence[str],
    rules: pd.DataFrame,
    council: Council,
    version: str = RULE_VERSION,
) -> pd.DataFrame:
    """One row for every district of the area, for each target and quarter whose return gives any district's figure.

    In: `tables.DISTRICTS`; `tables.JUDGED` (any rows; only their targets and quarters come out); ``names`` of the
    districts in the register's order; `tables.RULES` and the version that judged; the ``council`` whose words are said.
    Out, `COLUMNS`: actual (missing where
    the return gives none), adds_up; for what adds up share (per cent of the area's figure to one place, missing
    without one), for the rest status, reason, close and shortfall as judged against the area's milestone; whole and
    whole_status (the area's own figure and verdict), the area's milestone and what else it was judged by;
    workbook, sheet and cell of the district's figure; sentence. Where the area's figure is for another period its
    districts' are taken to be too. "Will not be achieved" is declared of the area and decides for no district;
    provisional and estimate are said of the area's figure and passed on.
    """
    whole = judged[["partnership", "actual", "status", "own_quarter", "received", "damaged", *KEY, *OF_AREA]]
    whole = whole[whole["received"] & ~whole["damaged"]]
    whole = whole.rename(columns={"actual": "whole", "status": "whole_status"})
    whole = whole.merge(with_figure(districts)[KEY].drop_duplicates(), on=KEY)
    given = districts.drop(columns="partnership").merge(whole[KEY], on=KEY)
    every = [*names, *sorted(set(given["district"]) - set(names))]
    rows = whole.merge(pd.DataFrame({"district": pd.Series(every, dtype="str")}), how="cross")
    rows = rows.merge(given, on=[*KEY, "district"], how="left")
    rows["adds_up"] = pd.Series([adds_up(row) for row in rows.to_dict("records")], dtype=bool)
    rows["whole_status"] = rows["whole_status"].astype("str")
    rows = _with_verdict(rows, rules, version)
    known = rows["adds_up"] & (rows["whole"] > 0)
    share = (rows["actual"] / rows["whole"] * 100).where(known)
    rows["share"] = as_printed(share.where(np.isfinite(share)), 1)  # of next to nothing no share can be said
    rows["sentence"] = _sentences(rows, council)
    return rows[COLUMNS]


def with_figure(districts: pd.DataFrame) -> pd.DataFrame:
    """The rows of `tables.DISTRICTS` that say something: one whose figure was left empty says nothing."""
    return districts[districts["actual"].notna()]


class Known(StrEnum):
    """What is known of a target in one district."""

    GIVEN = "a figure"  # in the return that the target is shown at
    EARLIER = "a figure of an earlier quarter alone"
    OTHERS = "figures of other districts alone"
    NEVER = "no figure of it in any return"


def known(district: str, rows: pd.DataFrame, districts: pd.DataFrame) -> pd.Series:
    """`Known` of one district for each of ``rows`` (one a target, with its quarter), whose index it has.

    ``districts`` is `tables.DISTRICTS`, every quarter. A figure of a later quarter than the row's is not known yet.
    """
    given = with_figure(districts)
    own = given[given["district"] == district]
    now = set(zip(own["target"], own["quarter"], strict=True))
    others = set(zip(given["target"], given["quarter"], strict=True))
    first = dict(zip(own["target"], own["quarter"], strict=True)) if own.empty else own.groupby("target").quarter.min()

    def of_row(target: str, quarter: str) -> Known:
        if (target, quarter) in now:
            return Known.GIVEN
        if target in first and first[target] < quarter:
            return Known.EARLIER
        return Known.OTHERS if (target, quarter) in others else Known.NEVER

    found = [str(of_row(target, quarter)) for target, quarter in zip(rows["target"], rows["quarter"], strict=True)]
    return pd.Series(found, index=rows.index, dtype="str")


def last_before(district: str, rows: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """Of `tables.DISTRICTS`, the newest figure of a district that is older than the row of its target."""
    own = with_figure(districts[districts["district"] == district])
    shown = own["target"].map(dict(zip(rows["target"], rows["quarter"], strict=True)))
    older = own[shown.notna() & (own["quarter"] < shown)]
    return older.sort_values("quarter", kind="stable").drop_duplicates("target", keep="last")


def in_words(district: str, given: int, whole: int, counted: Callable[[int], str]) -> str:
    """``Northam has a figure for 6 of 44 targets.``; ``counted`` says how many targets a number is."""
    some = f"{given} of {counted(whole)}" if given else f"none of {counted(whole)}"
    return f"{district} has a figure for {some}."


def _with_verdict(rows: pd.DataFrame, rules: pd.DataFrame, version: str) -> pd.DataFrame:
    """Each district judged as the area was; what adds up has no status, reason or shortfall."""
    verdict = judge(rows[["quarter", "actual", "own_quarter", *OF_AREA]], rules, version=version)
    part = rows["adds_up"]
    return rows.assign(
        status=verdict["status"].astype("str").mask(part),
        reason=verdict["reason"].astype("str").mask(part),
        close=verdict["close"] & ~part,
        shortfall=verdict["shortfall"].mask(part),
    )


def _sentences(rows: pd.DataFrame, council: Council) -> pd.Series:
    """``North, off track: 43.9% at Q4 2009/10 against a milestone of 45.0% ...``; a share; or nothing given."""
    judged = rows[~rows["adds_up"] & rows["actual"].notna()]
    told = sentences(judged.drop(columns="partnership")).to_dict()
    said = []
    for index, row in zip(rows.index, each_row(rows), strict=True):
        when = wording.quarter(row.quarter)
        figure = wording.quantity(row.actual, row.unit, row.places)
        if pd.isna(row.actual):
            said.append(f"{row.district}: no figure in the return for {when}.")
        elif index in told:
            said.append(f"{row.district}, {wording.mid_sentence(told[index])}")
        elif pd.isna(row.share):
            said.append(f"{row.district}: {figure} at {when}; there is no {council.area_kind} figure to be a share of.")
        else:
            whole = wording.quantity(row.whole, row.unit, row.places)
            share = wording.quantity(row.share, PER_CENT, 1)
            said.append(f"{row.district}: {figure} at {when}, {share} of {council.the_areas} {whole}.")
    return pd.Series(said, index=rows.index, dtype="str")


def hidden(split: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Targets on track for the area while a district is off track, one row a target and quarter, as they come.

    ``split`` is `of`. Columns out: target, quarter, partnership, districts (names, separated by semicolons), sentence.
    """
    behind = split[(split["whole_status"] == Status.ON_TRACK) & (split["status"] == Status.OFF_TRACK)]
    found = []
    quarter: Any
    for (target, quarter), rows in behind.groupby(KEY, sort=False):
        row = rows.iloc[0]
        whole = wording.quantity(row.whole, row.unit, row.places)
        whole = f" ({whole})" if whole else ""
        are = "is" if len(rows) == 1 else "are"
        figures = wording.listed(
            f"{one.district} ({wording.quantity(one.actual, one.unit, one.places)})" for one in each_row(rows)
        )
        bounds = wording.span(row.milestone, row.milestone_upper, row.unit, row.places)
        said = (
            f"{target} is on track for {council.the_area} at {wording.quarter(quarter)}{whole}, while {figures} {are} "
            f"off track against the same {'milestone' if pd.isna(row.milestone_upper) else 'range'} of {bounds}."
        )
        found.append((target, quarter, row.partnership, "; ".join(rows["district"]), said))
    return as_table(found, ["target", "quarter", "partnership", "districts", "sentence"])


def adding_up(split: pd.DataFrame, council: Council) -> pd.DataFrame:
    """The districts' figures together beside the area's, for what adds up: one row a target and quarter.

    ``split`` is `of`. Columns out: target, quarter, partnership, given and districts (how many districts give a figure,
    of how many), total (as printed), whole (as printed), difference (total less whole), outcome (agrees, differs,
    incomplete: a figure is missing and the sum is no more than the area's; nothing to compare), sentence.
    """
    found = []
    quarter: Any
    for (target, quarter), rows in split[split["adds_up"]].groupby(KEY, sort=False):
        row, parts = rows.iloc[0], rows["actual"].dropna()
        summed, whole = total(parts, row.places), float(as_printed(row.whole, row.places))
        difference = float(as_printed(summed - whole, row.places))
        outcome = _outcome(len(parts), len(rows), difference)
        words = _adding_up_words(row, rows, parts, summed, difference, council)
        said = f"{target} at {wording.quarter(quarter)}: {words}"
        found.append(
            (target, quarter, row.partnership, len(parts), len(rows), summed, whole, difference, outcome, said)
        )
    names = ["target", "quarter", "partnership", "given", "districts", "total", "whole", "difference"]
    numbers = {"given": "int64", "districts": "int64"} | dict.fromkeys(("total", "whole", "difference"), "float64")
    return as_table(found, [*names, "outcome", "sentence"], **numbers)


def _outcome(given: int, districts: int, difference: float) -> str:
    if pd.isna(difference):
        return "nothing to compare"
    if difference > 0 or given == districts:
        return "differs" if difference else "agrees"
    return "incomplete"


def _adding_up_words(
    row, rows: pd.DataFrame, parts: pd.Series, summed: float, difference: float, council: Council
) -> str:
    several, the_areas = council.districts, council.the_areas
    many, all_of_them = wording.quantity(summed, row.unit, row.places), len(parts) == len(rows)
    if all_of_them:
        who = f"the {len(rows)} {several} add up to" if len(rows) > 1 else f"the one {council.one_district} comes to"
    else:
        who = f"{len(parts)} of {len(rows)} {several} {'gives' if len(parts) == 1 else 'give'} a figure,"
    whole = wording.quantity(row.whole, row.unit, row.places)
    if pd.isna(difference):
        held = "them" if len(parts) > 1 else "it"
        return f"{who} {many}; there is no {council.area_kind} figure to hold {held} against."
    off = wording.gap(difference, row.unit, row.places)
    if difference > 0 or (difference and all_of_them):
        more = "more" if difference > 0 else "less"
        return f"{who} {many}, {off} {more} than {the_areas} figure of {whole}."
    if all_of_them:
        return f"{who} {many}, which is {the_areas} figure."
    return f"{who} {many} of {the_areas} {whole}; what is missing cannot be checked."
