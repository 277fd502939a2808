"""What reading one cell came to: a value, or why it is refused, and what the officer is asked to confirm."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """``refused`` and ``confirm`` are what to do, in whole sentences; a refused cell has no value."""

    value: Any = None  # of the kind that the column's reader gives
    refused: str | None = None
    confirm: str | None = None


NOTHING = Reading()
OR_CORRECT = "confirm, or correct it."  # ends what an officer is asked of a value that is read as it seems to be
