"""Partnerships side by side, and how good the figures of each are: how complete, how timely, how firm.

Never a score, and no league table, for which the reasons are told. Governance asks partnerships to look after the
quality of their data.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from oxdash.findings import changes, counts, series
from oxdash.findings.punctuality import Arrival
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import FigureIs, Frequency, MilestoneKind
from oxdash.vocabulary.rows import each_row

COUNTED = ("targets", "off_track", "insufficient_data", "on_track", "with_figure", "provisional", "proxy")


def of(
    rows: pd.DataFrame, judged: pd.DataFrame, names: Mapping[str, str], quarters: Sequence[str] | None = None
) -> pd.DataFrame:
    """One row for every partnership, in the order of ``names`` (the register's), whatever its counts.

    In: ``rows``, judged rows, one a target, each at its partnership's quarter; ``judged``, every quarter; ``names`` by
    code; ``quarters`` as in `changes.between`. Out: partnership, partnership_name, quarter (missing where it has no
    target among ``rows``), `COUNTED` (targets; by status; with_figure: how many have a figure of the quarter itself;
    provisional: of those, provisional or estimated; proxy: judged against an interim proxy), change (since the quarter
    before, in words), sentence.
    """
    counted = counts.of(rows).set_index("partnership")
    given = _figures_given(rows).rename(columns={"figures_given": "with_figure"})
    given["provisional"] += given.pop("estimated")
    counted = counted.join(given)
    moved = changes.by_partnership(rows, judged, quarters).set_index("partnership")["change"]
    table = counted.reindex(list(names)).rename_axis("partnership").reset_index()
    table = table.assign(
        partnership_name=list(names.values()), change=table["partnership"].map(moved), quarter=table["quarter"]
    )
    table = table.fillna(dict.fromkeys(COUNTED, 0)).astype(dict.fromkeys(COUNTED, "int64"))
    table["sentence"] = pd.Series([_sentence(row) for row in each_row(table)], dtype="str")
    return table[["partnership", "partnership_name", "quarter", *COUNTED, "change", "sentence"]]


def _sentence(row) -> str:
    """``Youth Board at Q3 2009/10: 2 of 17 on track, 7 off track, 8 cannot be judged. Figures for 9 of 17 ...``"""
    if not row.targets:
        return f"{row.partnership_name}: no target here."
    total = counts.Counts(row.targets, row.on_track, row.off_track, row.insufficient_data)
    said = f"{row.partnership_name} at {wording.quarter(row.quarter)}: {counts.sentence(total)}"
    said += f" Figures for {row.with_figure} of {row.targets}"
    parts = [f"{row.provisional} provisional or estimated"] if row.provisional else []
    parts += [f"{row.proxy} {wording.BY_PROXY}"] if row.proxy else []
    return f"{said}{', ' + wording.listed(parts) if parts else ''}."


def no_league_table(table: pd.DataFrame) -> str:
    """Why the partnerships are not ranked, naming what differs. ``table`` is `of`."""
    held = table[table["targets"] > 0]
    said = "This is no league table. Each partnership has its own targets, some harder than others"
    if held["targets"].nunique() > 1:
        said += f", between {held['targets'].min()} and {held['targets'].max()} of them"
    quarters = sorted(held["quarter"].unique())
    if len(quarters) > 1:
        said += f", and stands at its own quarter ({wording.listed(wording.quarter(one) for one in quarters)})"
    return f"{said}. They are in the register's order; read each by itself, beside what cannot be judged."


# What is taken of the receipts: a row for each reading that an officer confirmed, in the words of the problem.
WARNINGS = ["partnership", "quarter", "number", "warning"]

FIGURES = ["figures_due", "figures_given", "provisional", "estimated", "proxy"]
RETURNS = ["returns_due", "returns_in", "on_time", "late", "longest_late", "corrected", "corrections"]
_COUNTS = [*FIGURES, *RETURNS, "confirmed"]
DATA_QUALITY = ["partnership", "partnership_name", "first_quarter", "last_quarter", *_COUNTS, "sentence"]
_IN = (Arrival.ON_TIME, Arrival.LATE, Arrival.RECEIVED, Arrival.BY_HAND)


def data_quality(
    judged: pd.DataFrame,
    arrivals: pd.DataFrame,
    returns: pd.DataFrame,
    warnings: pd.DataFrame,
    names: Mapping[str, str],
    quarter: str,
    since: str | None = None,
) -> pd.DataFrame:
    """One row for every partnership, in the order of ``names`` (the register's): `DATA_QUALITY`.

    In: `tables.JUDGED`, every quarter; `punctuality.of`; `tables.RETURNS`; `WARNINGS`; ``names`` by code. Quarters from
    ``since`` (the first there is) up to and with ``quarter`` whose return was due are looked at.

    Out: figures_due: of a target measured quarterly one every quarter, of others one where a milestone is agreed for
    the quarter, whatever reason a return gives; figures_given: of those, with a figure of the quarter itself in a
    readable return; provisional, estimated and proxy (judged against an interim proxy): of those given. returns_due;
    returns_in (received or placed by hand); on_time and late of those (the others had no day set); longest_late, in
    days; corrected (returns with a later version) and corrections (versions beyond the first); confirmed, the readings
    confirmed in the returns that count; sentence.
    """
    own = _between(arrivals[arrivals["arrival"] != Arrival.NOT_DUE], quarter, since)
    table = pd.DataFrame({"partnership": list(names), "partnership_name": list(names.values())}, dtype="str")
    parts = [_figures(judged, own), _returns(own), _confirmed(warnings, returns, own)]
    for part in parts:
        table = table.merge(part, on="partnership", how="left")
    table = table.fillna(dict.fromkeys(_COUNTS, 0)).astype(dict.fromkeys(_COUNTS, "int64"))
    table["sentence"] = pd.Series([_quality(row) for row in each_row(table)], dtype="str")
    return table[DATA_QUALITY].astype({"first_quarter": "str", "last_quarter": "str"})


def confirmed(warnings: pd.DataFrame, returns: pd.DataFrame, quarter: str, since: str | None = None) -> pd.DataFrame:
    """The readings confirmed in the returns that count, `WARNINGS`: of every return only its deciding number."""
    held = returns[["partnership", "quarter", "number"]].dropna()
    return _between(warnings.merge(held, on=["partnership", "quarter", "number"], how="inner"), quarter, since)


def data_quality_in_words(table: pd.DataFrame) -> str:
    """All partnerships together. ``table`` is `data_quality`."""
    total = table[_COUNTS].sum()
    if not total["returns_due"]:
        return "No return was due yet."
    corrections = wording.counted(total["corrections"], "correction")
    readings = f"{wording.counted(total['confirmed'], 'reading')} confirmed by officers"
    return f"{_given(total)}{_firm(total)}. {_in(total)}{_when(total)}. {corrections} and {readings}."


def _given(row) -> str:
    """``9 of 17 figures due were given``; nothing is counted where nothing was due."""
    given, due = row["figures_given"], row["figures_due"]
    if not due:
        return "No figure was due"
    if given == due == 1:
        return "The one figure due was given"
    return f"{given:,} of {wording.counted(due, 'figure')} due {'was' if given == 1 else 'were'} given"


def _firm(row) -> str:
    """How many of the figures given are not firm: ``, of them 2 provisional and 1 judged against an interim proxy``."""
    named = {"provisional": "provisional", "estimated": "estimated", "proxy": wording.BY_PROXY}
    parts = [f"{row[name]:,} {words}" for name, words in named.items() if row[name]]
    return f" ({wording.listed(parts)})" if parts else ""


def _in(row) -> str:
    """``3 of 4 returns due are in``."""
    came, due = row["returns_in"], row["returns_due"]
    if came == due == 1:
        return "The one return due is in"
    return f"{came:,} of {wording.counted(due, 'return')} due {'is' if came == 1 else 'are'} in"


def _when(row) -> str:
    """``, 2 on time and 1 late``; nothing is said of what has not come."""
    came = [f"{row[name]:,} {words}" for name, words in (("on_time", "on time"), ("late", "late")) if row[name]]
    return f", {wording.listed(came)}" if came else ""


def _between(table: pd.DataFrame, quarter: str, since: str | None) -> pd.DataFrame:
    shown = (table["quarter"] <= quarter) & (table["quarter"] >= (since or ""))
    return table[shown].reset_index(drop=True)


def _figures(judged: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    rows = judged.merge(own[["partnership", "quarter"]], on=["partnership", "quarter"], how="inner")
    due = rows[(rows["frequency"] == Frequency.QUARTERLY) | rows["milestone"].notna()]
    return due.groupby("partnership").size().rename("figures_due").to_frame().join(_figures_given(due)).reset_index()


def _figures_given(rows: pd.DataFrame) -> pd.DataFrame:
    """By partnership, how many judged rows have a figure of the quarter itself, and how many of those are not firm."""
    given = series.has_figure(rows)
    flags = {
        "figures_given": given,
        "provisional": given & (rows["figure_is"] == FigureIs.PROVISIONAL),
        "estimated": given & (rows["figure_is"] == FigureIs.ESTIMATE),
        "proxy": given & (rows["milestone_kind"] == MilestoneKind.INTERIM_PROXY),
    }
    return rows[["partnership"]].assign(**flags).groupby("partnership").sum()


def _returns(own: pd.DataFrame) -> pd.DataFrame:
    late = own["arrival"] == Arrival.LATE
    counted = own[["partnership", "quarter"]].assign(
        returns_due=1,
        returns_in=own["arrival"].isin([str(one) for one in _IN]),
        on_time=own["arrival"] == Arrival.ON_TIME,
        late=late,
        longest_late=own["days_late"].where(late, 0),
        corrected=own["versions"] > 1,
        corrections=(own["versions"] - 1).clip(lower=0),
    )
    grouped = counted.groupby("partnership")
    sums = grouped[[name for name in RETURNS if name != "longest_late"]].sum()
    spans = grouped["quarter"].agg(first_quarter="min", last_quarter="max")
    return pd.concat([sums, grouped["longest_late"].max(), spans], axis=1).reset_index()


def _confirmed(warnings: pd.DataFrame, returns: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    held = confirmed(warnings, returns, own["quarter"].max()) if len(own) else warnings.iloc[:0]
    rows = held.merge(own[["partnership", "quarter"]], on=["partnership", "quarter"], how="inner")
    return rows.groupby("partnership").size().rename("confirmed").reset_index()


def _quality(row) -> str:
    if not row.returns_due:
        return f"{row.partnership_name}: no return was due yet."
    first, last = wording.quarter(row.first_quarter), wording.quarter(row.last_quarter)
    span = first if first == last else f"{first} to {last}"
    facts = row._asdict()
    said = f"{wording.mid_sentence(_given(facts))}{_firm(facts)}; {wording.mid_sentence(_in(facts))}{_when(facts)}"
    said += f", the latest by {wording.counted(row.longest_late, 'day')}" if row.late else ""
    corrections = wording.counted(row.corrections, "correction") if row.corrections else "no correction"
    readings = f"{wording.counted(row.confirmed, 'reading')} confirmed" if row.confirmed else "no reading to confirm"
    return f"{row.partnership_name}, {span}: {said}; {corrections}; {readings}."
