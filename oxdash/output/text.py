"""A position as the command line prints it: JSON, CSV and plain text, from one table."""

import pandas as pd

from oxdash.findings import counts, waiting
from oxdash.judging.position import Position
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import ALL, kind_meant
from oxdash.vocabulary.safe_text import inert, whole

TARGET_COLUMNS = (
    "target title agreement kind partnership quarter status reason close actual milestone shortfall forecast_status "
    "original_status sentence workbook sheet cell"
).split()
COUNTED = ("targets", "on_track", "off_track", "insufficient_data")
LINE = "{partnership:<56.56} {as_at:<11} {targets:>8} {off_track:>5} {insufficient_data:>13} {on_track:>4}"
HEADS = {"targets": "targets", "off_track": "off", "insufficient_data": "insufficient", "on_track": "on"}


def position(stands: Position, quarter: str, standing: str, kind: str, agreement: str | None = None) -> dict:
    """quarter, standing, rule_version, total, partnerships and targets, ready for JSON; a missing value is None.

    Where several agreements count targets: which one it is of, and which one each target is of.
    """
    rows = stands.at(quarter, standing, kind=kind, agreement=agreement)
    several = stands.register.one_of_several(quarter, agreement)
    columns = [name for name in TARGET_COLUMNS if several or name != "agreement"]
    total = counts.total(rows)
    by_partnership = counts.of(rows).set_index("partnership")
    stands_at = stands.stands_at(quarter, standing)
    return {
        "quarter": quarter,
        "standing": standing,
        "as_at": stands.as_at.isoformat(),
        "kind": kind_meant(kind),
        **({"agreement": several, "agreement_name": stands.register.counting[several]} if several else {}),
        "rule_version": stands.rule_version,
        "note": stands.said_illustrative,
        **({"waiting": said} if (said := _waiting(stands, quarter)) else {}),
        "total": {name: int(getattr(total, name)) for name in COUNTED} | {"range": [int(total.low), int(total.high)]},
        "partnerships": [
            {"code": code, "partnership": name, "as_at": stands_at[code]}
            | {column: int(by_partnership[column].get(code, 0)) for column in COUNTED}
            for code, name in stands.names.items()
        ],
        "targets": [{column: _plain(row[column]) for column in columns} for row in rows.to_dict("records")],
    }


def _waiting(stands: Position, quarter: str) -> str:
    """Whose returns for the quarter wait for their sign-off, in a sentence; empty where none does."""
    return waiting.sentence(stands.waiting, quarter, stands.names, stands.council.zone)


def csv(shown: dict) -> str:
    """One row per target; text that a spreadsheet would take for a formula is kept as text."""
    columns = [name for name in TARGET_COLUMNS if "agreement" in shown or name != "agreement"]
    table = pd.DataFrame(shown["targets"], columns=columns)
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
        shown.get("waiting"),
        *([f"Agreement: {shown['agreement_name']}."] if "agreement" in shown and shown["kind"] != ALL else []),
        "",
        LINE.format(partnership="Partnership", as_at="as at", **HEADS),
        *(LINE.format_map(row | {"as_at": wording.quarter(row["as_at"])}) for row in shown["partnerships"]),
        "",
        *(f"{row['target']} {row['title']}\n    {row['sentence']}" for row in shown["targets"]),
    ]
    return "\n".join(line for line in lines if line is not None)


def _plain(value):
    """A cell of a table as JSON knows it."""
    if wording.missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
