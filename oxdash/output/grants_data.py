"""Grants as open data: amounts as text, so that no penny is lost, and null for what is not known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from oxdash.documents.quarter_view import Standing
from oxdash.documents.reward import earned_by, shown
from oxdash.findings import grants_words, reward
from oxdash.findings.grants import KEY, Line, money
from oxdash.vocabulary.rows import each_row

OF_WHAT = "What was agreed and spent is told by the register, as at the day; what was earned is worked out."


def as_json(at: Standing) -> dict[str, Any]:
    """What was earned, agreed, allocated and spent; without what was earned where that is not shown."""
    found = at.grants
    said: dict[str, Any] = {
        "of": OF_WHAT,
        "currency": at.council.currency,
        "sentence": grants_words.sentence(found.total, at.council.currency),
        "total": _line(found.total),
        "by_grant_and_year": [dict(zip(KEY, line.named, strict=True)) | _line(line) for line in found.by(*KEY)],
        "allocations": [_allocation(row) for row in found.allocated.to_dict("records")],
    }
    if shown(at):
        targets = reward.by_target(earned_by(at))
        said["earned"] = [
            {"target": row.target, "at_least": _text(row.low), "at_most": _text(row.high)} for row in each_row(targets)
        ]
    return said


def _line(line: Line) -> dict[str, Any]:
    parts = {"agreed": line.agreed, "allocated": line.allocated, "not_allocated": line.left, "spent": line.spent}
    return {name: _text(part.amount) for name, part in parts.items()} | {
        f"{name}_not_known_for": part.unknown for name, part in parts.items()
    }


def _allocation(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in (*KEY, "target_or_body")},
        "amount": _text(money(row["amount"])),
        "agreed_on": _day(row["agreed_on"]),
        "spent": _text(money(row["spent"])),
        "spent_as_at": _day(row["as_at"]),
        "basis": None if pd.isna(row["basis"]) else row["basis"],
        "illustrative_fields": None if pd.isna(row["illustrative_fields"]) else row["illustrative_fields"],
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _day(day: date | pd.Timestamp) -> str | None:
    return None if pd.isna(day) else day.strftime("%Y-%m-%d")
