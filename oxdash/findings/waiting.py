"""Which returns wait for their sign-off: of a quarter in a sentence, and since when each does.

``waiting`` is `Position.waiting`. What waits counts nowhere; a damaged one does not wait, and its fault is said.
"""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import DAMAGED


def since(waiting: pd.DataFrame, zone: ZoneInfo) -> dict[tuple[str, str], date]:
    """By partnership and quarter, the day on which what waits was submitted, of the ``zone``."""
    rows = waiting[waiting["state"] != DAMAGED]
    days = rows["submitted_at"].dt.tz_convert(zone).dt.date
    return dict(zip(zip(rows["partnership"], rows["quarter"], strict=True), days, strict=True))


def sentence(waiting: pd.DataFrame, quarter: str, names: Mapping[str, str], zone: ZoneInfo) -> str:
    """``Waiting for sign-off, and not counted: Youth (since 22 July 2010).`` Empty where none waits."""
    found = since(waiting, zone)
    days = {code: day for (code, when), day in found.items() if when == quarter}
    said = [f"{name} (since {wording.day(days[code])})" for code, name in names.items() if code in days]
    return f"Waiting for sign-off, and not counted: {wording.listed(said)}." if said else ""


def told(day: date | None) -> str:
    """``waiting for sign-off since 22 July 2010``; empty where nothing waits."""
    return f"waiting for sign-off since {wording.day(day)}" if day else ""


def handed_in(number: int) -> str:
    """How a number of a return that needs a sign-off is called."""
    return f"Handed in as number {number}"


def replaced(number: int) -> str:
    """What became of the number that waited before another of the same return was handed in."""
    return f"Number {number}, which waited before it, does so no more."
