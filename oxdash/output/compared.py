"""Where targets stand among other areas, as the command line and the open data have it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from oxdash.findings.standing_words import AMONG, METHOD, NOT_A_STATUS
from oxdash.judging.compared import Compared
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

OF_WHAT = f"{NOT_A_STATUS} Figures are compared as printed; {METHOD}."
_WHOLE = ("rank", "equal", "areas", "without_figure", "overlapping", "line", "places")


def as_json(rows: pd.DataFrame, quarter: str, stands: Position) -> dict[str, Any]:
    """``rows``, `standing_among.AMONG`, with what they are as at; null for what is missing."""
    return {
        "quarter": quarter,
        "as_at": stands.as_at.isoformat(),
        "of": OF_WHAT,
        "note": stands.said_illustrative,
        "compared": each(rows),
    }


def each(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a row, ready for JSON."""
    return [{name: _plain(name, row[name]) for name in AMONG.columns} for row in rows.to_dict("records")]


def _plain(name: str, value: Any) -> Any:
    if wording.missing(value):
        return None
    return int(value) if name in _WHOLE else value


def text(rows: pd.DataFrame, titles: Mapping[str, str] | pd.Series, quarter: str) -> str:
    """A line a target, beneath it a line for each group, and what has to be known beside it."""
    lines = [f"Compared with others, as shown at {wording.quarter(quarter)}. {OF_WHAT}"]
    for target, own in rows.groupby("target", sort=False):
        lines += ["", f"{target} {titles[target]}"]
        for row in each_row(own):
            several = f"{row.group_name}: " if rows["group"].nunique() > 1 and wording.missing(row.why_not) else ""
            lines.append(f"    {several}{row.sentence}")
            lines += [f"      {said}" for said in (row.notes, _source(row)) if isinstance(said, str) and said]
    return "\n".join(lines)


def _source(row: Any) -> str | None:
    if not isinstance(row.source, str):
        return None
    where = "" if wording.missing(row.line) else f", {row.file}, line {int(row.line)}"
    return f"Source: {row.source}{where}."


def nothing(found: Compared, codes: Sequence[str] | None, *, faults: Sequence[str] = ()) -> str:
    """Why there is nothing to compare with, in a sentence, and what to do; ``faults`` are told beside it."""
    if not found.groups:
        return (
            "The register has no group of areas to compare with. List one on its sheets Comparator groups and Areas "
            "compared, and add what was published with: oxdash comparators add FILE"
        )
    whose = f" for {codes[0]}" if codes else ""
    if faults:
        return f"Nothing else of other areas is on file{whose}."
    return f"Nothing of other areas is on file{whose}. Add a published file with: oxdash comparators add FILE"
