"""Partnerships side by side, and why that is no league table."""

from collections.abc import Mapping, Sequence

import pandas as pd

from oxdash.findings import changes, counts, series
from oxdash.vocabulary import marks, wording
from oxdash.vocabulary.model import FigureIs, MilestoneKind
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
    given = series.has_figure(rows)
    unsure = rows["figure_is"].isin([str(FigureIs.PROVISIONAL), str(FigureIs.ESTIMATE)])
    proxy = rows["milestone_kind"] == MilestoneKind.INTERIM_PROXY
    flags = {"with_figure": given, "provisional": given & unsure, "proxy": given & proxy}
    counted = counted.join(rows[["partnership"]].assign(**flags).groupby("partnership").sum())
    moved = changes.by_partnership(rows, judged, quarters).set_index("partnership")["change"]
    table = counted.reindex(list(names)).rename_axis("partnership").reset_index()
    table = table.assign(
        partnership_name=list(names.values()), change=table["partnership"].map(moved), quarter=table["quarter"]
    )
    table = table.fillna(dict.fromkeys(COUNTED, 0)).astype(dict.fromkeys(COUNTED, "int64"))
    table["sentence"] = pd.Series([_sentence(row) for row in each_row(table)], dtype="str")
    return table[["partnership", "partnership_name", "quarter", *COUNTED, "change", "sentence"]]


def _sentence(row) -> str:
    """``Children's Trust at Q3 2009/10: 2 of 17 on track, 7 off track, 8 cannot be judged. Figures for 9 of 17 ...``"""
    if not row.targets:
        return f"{row.partnership_name}: no target here."
    total = counts.Counts(row.targets, row.on_track, row.off_track, row.insufficient_data)
    said = f"{row.partnership_name} at {wording.quarter(row.quarter)}: {counts.sentence(total)}"
    said += f" Figures for {row.with_figure} of {row.targets}"
    parts = [f"{row.provisional} provisional or estimated"] if row.provisional else []
    parts += [f"{row.proxy} {marks.BY_PROXY}"] if row.proxy else []
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
