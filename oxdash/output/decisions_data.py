"""What was decided as open data: every item as it stands, and every entry as it was recorded; nobody's address."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from oxdash.documents.quarter_view import Standing
from oxdash.findings import decisions_words
from oxdash.findings.decisions import Item
from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.decision_tables import DECISIONS
from oxdash.vocabulary.rows import each_row

OF_WHAT = (
    "Items as they stand on the day of the position, and the entries that they are made of, as they were recorded; "
    "a corrected or withdrawn entry stays in the list."
)
_ENTRY = [name for name in DECISIONS.columns if name not in ("item", "recorded_by")]


def as_json(at: Standing, found: Sequence[Item] | None = None) -> dict[str, Any]:
    """All items, or those ``found``."""
    shown = at.decided if found is None else found
    return {
        "of": OF_WHAT,
        "as_at": at.position.as_at.isoformat(),
        "sentence": decisions_words.sentence(list(shown)),
        "items": [_item(at, one) for one in shown],
    }


def _item(at: Standing, one: Item) -> dict[str, Any]:
    first, decided, held = one.first, one.decided, at.position.decisions
    said = {
        "item": one.number,
        "subject": one.subject,
        "body": first.body,
        "body_name": first.body_name,
        "meeting": _plain(first.meeting),
        "asked": first.asked,
        "reference": first.reference,
        "fingerprint": first.fingerprint,
        "targets": one.targets,
        "partnerships": one.partnerships,
        "decision": decided.decision,
        "words": decided.words,
        "who": one.who,
        "due": _plain(one.due),
        "state": str(one.state),
        "settled_on": _plain(one.settled),
        "became": one.became,
        "entries": [
            {name: _plain(getattr(row, name)) for name in _ENTRY} for row in each_row(held[held["item"] == one.number])
        ],
    }
    return {name: safe_text.whole(value) if isinstance(value, str) else value for name, value in said.items()}


def _plain(value: Any) -> Any:
    """A cell as JSON knows it; None where there is none."""
    if wording.missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        day = value == value.normalize() and value.tzinfo is None
        return value.date().isoformat() if day else value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return safe_text.whole(value) if isinstance(value, str) else int(value)
