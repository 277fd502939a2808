"""The returns that wait for their sign-off, as a table."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from oxdash import settings
from oxdash.archive import ArchiveRefused, record
from oxdash.archive.waiting_notes import WAITING, Waiting
from oxdash.vocabulary.model import DAMAGED

COLUMNS = {
    "partnership": "str",
    "quarter": "str",
    "number": "int64",
    "state": "str",  # waiting for sign-off, or damaged
    "submitted_at": "datetime64[us, UTC]",
    "submitted_from": "str",
    "fault": "str",  # what does not verify, in a sentence
}


def standing(data: Path) -> tuple[Waiting, ...]:
    """What was handed in for sign-off, of each return the last. Where it cannot be looked at, that alone: of no return.

    Nothing of it counts, so nothing else is kept from anybody by that.
    """
    try:
        return tuple(record.waiting(settings.of(data)).standing())
    except ArchiveRefused as error:
        return (Waiting("", "", 0, DAMAGED, fault=str(error)),)


def none() -> pd.DataFrame:
    """Where nothing waits."""
    return table(())


def table(standing: Sequence[Waiting]) -> pd.DataFrame:
    """`COLUMNS`: a row for each return that waits, or of which the last that was handed in is damaged."""
    rows = [
        [
            one.partnership,
            one.quarter,
            one.number,
            one.state,
            one.note.submitted_at if one.note else None,
            one.note.submitted_from if one.note else None,
            one.fault,
        ]
        for one in standing
        if one.state in (WAITING, DAMAGED)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
