"""The yearly review: what each partnership achieved, does well and has to improve, beside the year's figures.

Governance of the partnerships reports "achievements, strengths and areas for improvement" once a year (seeds 000, 001).
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from oxdash.findings import counts
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import as_table, each_row

# the two columns of a partnership's account of a quarter
PERFORMANCE, RESPONSE = ("Outcomes", "Partnership working"), "Response"
NO_ACCOUNT = "The partnership has sent no account of this quarter."
NOTHING_SAID = "Nothing said."
SECTIONS = ("Achievements", "Strengths", "Areas for improvement")  # of a return, asked for with Q4
BY_QUARTER = ["quarter", "returned", "targets", "on_track", "off_track", "insufficient_data"]


def year(quarter: str) -> list[str]:
    """The quarter before the financial year, which the year is measured against, then those of the year up to it.

    >>> year("2009-10 Q2")
    ['2008-09 Q4', '2009-10 Q1', '2009-10 Q2']
    """
    last = Quarter.parse(quarter)
    return [str(last.plus(n)) for n in range(-last.number, 1)]


def named(quarter: str) -> str:
    """``2009/10``; before the year is over ``2009/10, so far to Q3 2009/10``."""
    last = Quarter.parse(quarter)
    return last.year_text if last.number == 4 else f"{last.year_text}, so far to {last.people}"


def told(narrative: pd.DataFrame, partnership: str, quarters: Sequence[str]) -> dict[str, list[str]]:
    """What a partnership says of its year: section of `SECTIONS` to its texts, from the newest return that has one.

    In: `tables.NARRATIVE`; ``quarters`` of one year. A section that no return of the year has is left out.
    """
    own = told_rows(narrative, partnership, quarters)
    texts = {section: own.loc[own["section"] == section, "text"].astype("str").tolist() for section in SECTIONS}
    return {section: said for section, said in texts.items() if said}


def basis_in_words(narrative: pd.DataFrame) -> str | None:
    """Where the texts of some rows of `tables.NARRATIVE` come from, where they say so; else nothing.

    ``Basis of this account: illustrative.`` Where the sections differ, each is named with its own.
    """
    rows = narrative[narrative["basis"].notna()]
    if rows.empty:
        return None
    if len(rows) == len(narrative) and rows["basis"].nunique() == 1:
        return f"Basis of this account: {rows['basis'].iloc[0].rstrip('.')}."
    named = [f"{section} {basis.rstrip('.')}" for section, basis in zip(rows["section"], rows["basis"], strict=True)]
    return f"Basis of this account: {'; '.join(named)}."


def account(narrative: pd.DataFrame, partnership: str, quarter: str) -> dict[str, list[str]]:
    """A partnership's own words of a quarter: section to its lines, as they typed them. `tables.NARRATIVE`."""
    said: dict[str, list[str]] = {}
    for row in each_row(narrative[(narrative["partnership"] == partnership) & (narrative["quarter"] == quarter)]):
        said.setdefault(row.section, []).extend(filter(None, map(str.strip, str(row.text).splitlines())))
    return said


def account_basis(narrative: pd.DataFrame, partnership: str, quarter: str) -> str | None:
    """`basis_in_words` of a partnership's account of a quarter, without its yearly review."""
    own = (narrative["partnership"] == partnership) & (narrative["quarter"] == quarter)
    return basis_in_words(narrative[own & ~narrative["section"].isin(SECTIONS)])


def told_rows(narrative: pd.DataFrame, partnership: str, quarters: Sequence[str]) -> pd.DataFrame:
    """The rows of `tables.NARRATIVE` that `told` tells."""
    own = narrative[
        (narrative["partnership"] == partnership)
        & narrative["quarter"].isin(quarters)
        & narrative["section"].isin(SECTIONS)
    ]
    return own[own["quarter"] == own.groupby("section")["quarter"].transform("max")]


def newest(narrative: pd.DataFrame, partnership: str, up_to: str) -> str | None:
    """The newest quarter up to and with ``up_to`` whose return holds a review of the year; None where none does."""
    own = narrative[(narrative["partnership"] == partnership) & (narrative["quarter"] <= up_to)]
    quarters = own.loc[own["section"].isin(SECTIONS), "quarter"]
    return quarters.max() if len(quarters) else None


def by_quarter(rows: pd.DataFrame, quarters: Sequence[str]) -> pd.DataFrame:
    """The targets that count at each quarter, as judged on what was returned for it: `BY_QUARTER`.

    In: judged rows of one partnership with counted, any quarters. Out: one row for each of ``quarters``; returned is
    false where no readable return came, and every target of such a quarter is insufficient data.
    """
    rows = rows[rows["counted"].astype(bool)]
    standing = {quarter: rows[rows["quarter"] == quarter] for quarter in quarters}
    return of_all(standing, {name: bool((own["received"] & ~own["damaged"]).any()) for name, own in standing.items()})


def of_all(standing: Mapping[str, pd.DataFrame], returned: Mapping[str, bool]) -> pd.DataFrame:
    """The same of the whole agreement: `BY_QUARTER`. ``standing``: by quarter, its rows, one a target.

    ``returned`` is whether anybody had returned for the quarter.
    """
    found = []
    for quarter, rows in standing.items():
        total = counts.total(rows)
        by_status = (total.on_track, total.off_track, total.insufficient_data)
        found.append((quarter, returned[quarter], total.targets, *by_status))
    return as_table(found, BY_QUARTER, returned="bool", **dict.fromkeys(BY_QUARTER[2:], "int64"))


def in_words(table: pd.DataFrame) -> str:
    """``Q4 2008/09 to Q3 2009/10: 3 fewer on track, 2 more off track.`` of the first and last quarter returned.

    ``table`` is `by_quarter` or `of_all`.
    """
    if len(table) and not table["targets"].any():
        return "No target is counted in any quarter of the year."
    seen = table[table["returned"] & (table["targets"] > 0)]
    if len(seen) < 2:
        return "There are not two quarters to compare."
    first, last = seen.iloc[0], seen.iloc[-1]
    span = f"{wording.quarter(first.quarter)} to {wording.quarter(last.quarter)}"
    words = {"on_track": "on track", "off_track": "off track", "insufficient_data": "that cannot be judged"}
    moved = [(int(last[name] - first[name]), said) for name, said in words.items()]
    parts = [f"{abs(by)} {'more' if by > 0 else 'fewer'} {said}" for by, said in moved if by]
    now = f"now {last.on_track} of {last.targets} on track"
    return f"{span}: {wording.listed(parts) if parts else 'the same counts'}; {now}."
