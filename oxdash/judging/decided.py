"""What was decided, as a table: a row for each entry that is on file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from oxdash import settings
from oxdash.archive import ArchiveRefused, record
from oxdash.archive.decision_entry import Entry
from oxdash.archive.decisions import FOLDER, Decisions, Held
from oxdash.vocabulary import tables
from oxdash.vocabulary.bodies import BETWEEN
from oxdash.vocabulary.decision_tables import DECISIONS


def held(data: Path, *, logged: bool) -> Held:
    """Everything on file; held against the data folder's audit log, but for a publication's copies.

    Where it cannot be looked at, that is what is wrong with it.
    """
    folder = record.decisions(settings.of(data)) if logged else Decisions(data / FOLDER)
    try:
        return folder.held()
    except ArchiveRefused as refused:
        return Held(faults=((FOLDER, str(refused)),))


def table(entries: Iterable[Entry]) -> pd.DataFrame:
    """`DECISIONS` of entries, in order."""
    rows = [_row(entry) for entry in entries]
    if not rows:
        return tables.empty(DECISIONS)
    return tables.settle(DECISIONS, pd.DataFrame(rows, columns=[*DECISIONS.columns]))


def _row(entry: Entry) -> dict[str, Any]:
    said = {
        "number": entry.number,
        "kind": str(entry.kind),
        "item": entry.item,
        "corrects": entry.corrects or 0,
        "subject": entry.subject,
        "body": entry.body,
        "body_name": entry.body_name,
        "meeting": pd.Timestamp(entry.meeting) if entry.meeting else pd.NaT,
        "agenda": entry.agenda,
        "asked": entry.asked,
        "reference": entry.printed.reference if entry.printed else None,
        "fingerprint": entry.printed.fingerprint if entry.printed else None,
        "targets": BETWEEN.join(entry.targets),
        "partnerships": BETWEEN.join(entry.partnerships),
        "decision": entry.decision,
        "words": entry.words,
        "who": entry.who,
        "due": pd.Timestamp(entry.due) if entry.due else pd.NaT,
        "reason": entry.reason,
        "recorded_at": pd.Timestamp(entry.recorded_at),
        "recorded_by": entry.recorded_by,
    }
    return {name: (value or None) if isinstance(value, str) else value for name, value in said.items()}
