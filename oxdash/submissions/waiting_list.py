"""What waits for a sign-off, since when, and for whom by the roles file of now: for lists, pages and reminders."""

from datetime import datetime
from typing import Any

import pandas as pd

from oxdash.access import signing
from oxdash.archive.receipts import in_utc
from oxdash.documents.filed import moment
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import DAMAGED
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.safe_text import one_line

COLUMNS = (
    "partnership name quarter number state submitted_at submitted_from days addresses waits_for nobody fault".split()
)


def of(position: Position, settings: Settings, now: datetime) -> pd.DataFrame:
    """A row for each return that waits, the longest first, and for each that is damaged, last.

    Columns: partnership (code), name, quarter, number, state (waiting for sign-off, damaged), submitted_at (UTC),
    submitted_from, days (whole ones since then, in the council's zone), addresses (of those it waits for, the lead
    officers' first), waits_for (the same in words), nobody (the roles file names nobody who could sign it off: then the
    addresses are the managers'), fault (what does not verify; missing where all does).
    """
    council, rows = position.council, []
    for row in each_row(position.waiting):
        name = position.names.get(row.partnership, row.partnership)
        submitted_from = "" if pd.isna(row.submitted_from) else row.submitted_from
        whom = signing.waits_for(row.partnership, submitted_from, settings, needed=council.sign_off, called=name)
        days = 0 if pd.isna(row.submitted_at) else (council.day_of(now) - council.day_of(row.submitted_at)).days
        said = (row.partnership, name, row.quarter, row.number, row.state, row.submitted_at, submitted_from)
        rows.append((*said, max(days, 0), whom.addresses, whom.words, whom.nobody, row.fault))
    rows.sort(key=lambda row: (row[4] == DAMAGED, str(row[5])))
    return pd.DataFrame(rows, columns=COLUMNS)


def told(row: Any, position: Position) -> str:
    """A row of `of` as the command line prints it."""
    if not row.partnership:
        return str(row.fault)
    whose = f"{row.name}, {wording.quarter(row.quarter)}, number {row.number}"
    if row.state == DAMAGED:
        return f"{whose}: {row.fault}"
    submitted = moment(row.submitted_at, position.council.zone)
    known = f" ({wording.listed(list(row.addresses))})" if row.addresses else ""
    ago = f"{wording.counted(row.days, 'day')} ago" if row.days else "today"
    waits = f". {row.waits_for.removesuffix('.')}" if row.nobody else f"; waits for {row.waits_for}"
    return one_line(f"{whose}: submitted on {submitted} from {row.submitted_from}, {ago}{waits}{known}.")


def as_json(found: pd.DataFrame) -> dict[str, Any]:
    """``{"waiting": [...]}``: rows of `of`, each with its columns; moments in UTC, a missing value None."""
    rows = found.assign(submitted_at=[None if pd.isna(at) else in_utc(at) for at in found.submitted_at])
    rows = rows.assign(fault=[None if pd.isna(fault) else fault for fault in found.fault])
    rows = rows.assign(addresses=[list(one) for one in found.addresses])
    return {"waiting": rows.to_dict("records")}
