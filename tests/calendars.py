"""Calendars and councils that tests work with."""

from datetime import UTC, date, datetime

from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.quarters import Calendar

APRIL = NEUTRAL.calendar
JANUARY = Calendar(begins=1)
LONDON = NEUTRAL.zone


def today() -> date:
    """The day at a council that says nothing of itself."""
    return NEUTRAL.day_of(datetime.now(UTC))
