"""A position as the command line prints it: JSON, CSV and plain text, from one table."""

import math

import pandas as pd

from oxdash.findings import counts
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.formula_safety import inert, whole

TARGET_COLUMNS = (
    "target title kind partnership quarter status reason close actual milestone shortfall forecast_status "
    "original_status sentence workbook sheet cell"
).split()
COUNTED = ("targets", "on_track", "off_track", "insufficient_data")


def position(stands: Position, quarter: str, standing: str, kind: str) -> dict:
    """quarter, standing, rule_version, total, partnerships and targets, ready for JSON; a missing value is None."""
    rows = stands.at(quarter, standing, kind=kind)
    total = counts.total(rows)
    by_partnership = counts.of(rows).set_index("partnership")
    stands_at = stands.stands_at(quarter, standing)
    return {
        "quarter": quarter,
        "standing": standing,
        "as_at": stands.as_at.isoformat(),
        "kind": kind,
        "rule_version": stands.rule_version,
        "note": wording.ILLUSTRATIVE if stands.illustrative else None,
        "total": {name: int(getattr(total, name)) for name in COUNTED} | {"range": [int(total.low), int(total.high)]},
        "partnerships": [
            {"code": code, "partnership": name, "as_at": stands_at[code]}
            | {column: int(by_partnership[column].get(code, 0)) for column in COUNTED}
            for code, name in stands.names.items()
        ],
        "targets": [{column: _plain(row[column]) for column in TARGET_COLUMNS} for row in rows.to_dict("records")],
    }


def csv(shown: dict) -> str:
    """One row per target; text that a spreadsheet would take for a formula is kept as text."""
    table = pd.DataFrame(shown["targets"], columns=TARGET_COLUMNS)
    for column in table.columns[table.dtypes != "float64"]:
        table[column] = [inert(value) for value in table[column]]
    return whole(table.to_csv(index=False, lineterminator="\n"))


def text(shown: dict) -> str:
    """The position in words: the sentence, a line for each partnership, a line for each target."""
    total = counts.Counts(**{name: shown["total"][name] for name in COUNTED})
    lines = [
        f"{wording.quarter(shown['quarter'])}: {counts.sentence(total)}",
        *counts.sentences(total)[1:],
        shown["note"],
        "",
        f"{'Partnership':<56} {'as at':<11} {'targets':>8} {'off':>5} {'insufficient':>13} {'on':>4}",
    ]
    for row in shown["partnerships"]:
        lines.append(
            f"{row['partnership']:<56.56} {wording.quarter(row['as_at']):<11} {row['targets']:>8} "
            f"{row['off_track']:>5} {row['insufficient_data']:>13} {row['on_track']:>4}"
        )
    lines.append("")
    lines += [f"{row['target']} {row['title']}\n    {row['sentence']}" for row in shown["targets"]]
    return "\n".join(line for line in lines if line is not None)


def _plain(value):
    """A cell of a table as JSON knows it."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value
