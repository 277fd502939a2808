"""How good the figures are, partnership by partnership: how complete, how timely, how firm. Never a score.

Governance asks partnerships to look after the quality of their data (seed 004, governance review 2009).
"""

from collections.abc import Mapping

import pandas as pd

from oxdash.findings import series
from oxdash.findings.punctuality import Arrival
from oxdash.vocabulary import marks, wording
from oxdash.vocabulary.model import FigureIs, Frequency, MilestoneKind
from oxdash.vocabulary.rows import each_row

# What `of` takes of the receipts: a row for each reading that an officer confirmed, in the words of the problem.
WARNINGS = ["partnership", "quarter", "number", "warning"]

FIGURES = ["figures_due", "figures_given", "provisional", "estimated", "proxy"]
RETURNS = ["returns_due", "returns_in", "on_time", "late", "longest_late", "corrected", "corrections"]
COLUMNS = [
    "partnership",
    "partnership_name",
    "first_quarter",
    "last_quarter",
    *FIGURES,
    *RETURNS,
    "confirmed",
    "sentence",
]
_IN = (Arrival.ON_TIME, Arrival.LATE, Arrival.RECEIVED, Arrival.BY_HAND)


def of(
    judged: pd.DataFrame,
    arrivals: pd.DataFrame,
    returns: pd.DataFrame,
    warnings: pd.DataFrame,
    names: Mapping[str, str],
    quarter: str,
    since: str | None = None,
) -> pd.DataFrame:
    """One row for every partnership, in the order of ``names`` (the register's): `COLUMNS`.

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
    counts = [*FIGURES, *RETURNS, "confirmed"]
    table = table.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    table["sentence"] = pd.Series([_sentence(row) for row in each_row(table)], dtype="str")
    return table[COLUMNS].astype({"first_quarter": "str", "last_quarter": "str"})


def confirmed(warnings: pd.DataFrame, returns: pd.DataFrame, quarter: str, since: str | None = None) -> pd.DataFrame:
    """The readings confirmed in the returns that count, `WARNINGS`: of every return only its deciding number."""
    held = returns[["partnership", "quarter", "number"]].dropna()
    return _between(warnings.merge(held, on=["partnership", "quarter", "number"], how="inner"), quarter, since)


def in_words(table: pd.DataFrame) -> str:
    """All partnerships together. ``table`` is `of`."""
    total = table[[*FIGURES, *RETURNS, "confirmed"]].sum()
    if not total["returns_due"]:
        return "No return was due yet."
    return (
        f"{_given(total)}{_firm(total)}. {_in(total)}{_when(total)}. {_count(total['corrections'], 'correction')} and "
        f"{_count(total['confirmed'], 'reading')} confirmed by officers."
    )


def _given(row) -> str:
    """``9 of 17 figures due were given``; nothing is counted where nothing was due."""
    given, due = row["figures_given"], row["figures_due"]
    if not due:
        return "No figure was due"
    if given == due == 1:
        return "The one figure due was given"
    return f"{given:,} of {_count(due, 'figure')} due {_were(given)} given"


def _firm(row) -> str:
    """How many of the figures given are not firm: ``, of them 2 provisional and 1 judged against an interim proxy``."""
    named = {"provisional": "provisional", "estimated": "estimated", "proxy": marks.BY_PROXY}
    parts = [f"{row[name]:,} {words}" for name, words in named.items() if row[name]]
    return f" ({wording.listed(parts)})" if parts else ""


def _in(row) -> str:
    """``3 of 4 returns due are in``."""
    came, due = row["returns_in"], row["returns_due"]
    return (
        "The one return due is in" if came == due == 1 else f"{came:,} of {_count(due, 'return')} due {_are(came)} in"
    )


def _when(row) -> str:
    """``, 2 on time and 1 late``; nothing is said of what has not come."""
    came = [f"{row[name]:,} {words}" for name, words in (("on_time", "on time"), ("late", "late")) if row[name]]
    return f", {wording.listed(came)}" if came else ""


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _between(table: pd.DataFrame, quarter: str, since: str | None) -> pd.DataFrame:
    shown = (table["quarter"] <= quarter) & (table["quarter"] >= (since or ""))
    return table[shown].reset_index(drop=True)


def _figures(judged: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    rows = judged.merge(own[["partnership", "quarter"]], on=["partnership", "quarter"], how="inner")
    due = (rows["frequency"] == Frequency.QUARTERLY) | rows["milestone"].notna()
    given = due & series.has_figure(rows)
    flags = {
        "figures_due": due,
        "figures_given": given,
        "provisional": given & (rows["figure_is"] == FigureIs.PROVISIONAL),
        "estimated": given & (rows["figure_is"] == FigureIs.ESTIMATE),
        "proxy": given & (rows["milestone_kind"] == MilestoneKind.INTERIM_PROXY),
    }
    return rows[["partnership"]].assign(**flags).groupby("partnership")[FIGURES].sum().reset_index()


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


def _sentence(row) -> str:
    if not row.returns_due:
        return f"{row.partnership_name}: no return was due yet."
    first, last = wording.quarter(row.first_quarter), wording.quarter(row.last_quarter)
    span = first if first == last else f"{first} to {last}"
    facts = row._asdict()
    said = f"{_lower(_given(facts))}{_firm(facts)}; {_lower(_in(facts))}{_when(facts)}"
    said += f", the latest by {_count(row.longest_late, 'day')}" if row.late else ""
    corrections = f"{_count(row.corrections, 'correction')}" if row.corrections else "no correction"
    readings = f"{_count(row.confirmed, 'reading')} confirmed" if row.confirmed else "no reading to confirm"
    return f"{row.partnership_name}, {span}: {said}; {corrections}; {readings}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _count(count: int, noun: str) -> str:
    return wording.counted(count, noun)
