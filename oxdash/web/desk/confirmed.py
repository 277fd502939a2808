"""The readings that officers confirmed: how many for everybody, which for those who may see the receipts."""

from collections.abc import Mapping

import pandas as pd

from oxdash import access
from oxdash.documents import quality
from oxdash.documents.blocks import Paragraph
from oxdash.settings import Settings
from oxdash.web import current_person, screen


def readings(rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    """The list, of the partnerships in ``names`` (by code); ``rows`` is findings.data_quality.confirmed.

    What was confirmed can name the file an officer sent, as a receipt does, so it is shown to whom a receipt would be.
    """
    rows = rows[rows.partnership.isin(list(names))]
    settings, visitor, when = Settings(), current_person.who(), current_person.now()
    mine = [code for code in names if access.refusal(visitor, code, settings, when) is None]
    seen = rows[rows.partnership.isin(mine)]
    if rows.empty or len(seen):
        screen.say(quality.confirmed(seen, names))
    if hidden := len(rows) - len(seen):
        screen.say(Paragraph(_kept_back(hidden, len(seen))))


def _kept_back(hidden: int, seen: int) -> str:
    count = f"{hidden:,} {'more ' if seen else ''}reading{'' if hidden == 1 else 's'}"
    return f"{count} confirmed by officers can be read by the partnership's officers and the partnerships manager."
