"""What reading one cell came to, and how those cells are read that returns and register both have.

A day cell may hold a time of day as well. A program that reckons in another zone than the one it is used in keeps a
local midnight as the evening before: 23:00 in a British summer, 22:00 in a continental one. A time of the working day,
such as a deadline at 17:00, belongs to its own day, and so does 23:59, by which people mean the end of it. Whichever it
is, the officer is asked.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from oxdash.excel.cells import Cell, Holds, folded
from oxdash.vocabulary.quarters import Calendar, Quarter


class Reading(NamedTuple):
    """A value, or why it is refused, and what is to be confirmed of it.

    ``refused`` and ``confirm`` are what to do, in whole sentences; a refused cell has no value.
    """

    value: Any = None  # of the kind that the column's reader gives
    refused: str | None = None
    confirm: str | None = None


NOTHING = Reading()
_NOT_SHOWN_AS_DATE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
EVENING = 21  # o'clock; from here on the midnight that follows is meant
OR_CORRECT = "confirm, or correct it."  # ends what an officer is asked of a value that is read as it seems to be


class Word:
    """Reads one word of a list, however typed. ``meant`` is said before the list where the words need it.

    ``also``: other names, folded, of words of the list; they are read, and not offered.
    """

    def __init__(self, words: Iterable[str], meant: str, between: str = "; ", also: Mapping[str, str] | None = None):
        listed = {folded(one): str(one) for one in words}
        self.advice = f"{meant} {between.join(listed.values())}."
        self.words = {**(also or {}), **listed}

    def __call__(self, cell: Cell | None, *_: object) -> Reading:
        if cell is None:
            return NOTHING
        said = self.words.get(folded(cell.value)) if cell.holds == Holds.TEXT else None
        return Reading(said) if said else Reading(refused=self.advice)


def whole_day(value: date, number_format: str, at_a_time: str, to_do: str, in_full: str) -> Reading:
    """The day that is meant; to confirm where it has a time of day as well, or is not shown in full.

    The questions: ``at_a_time`` with the time, then the day that is meant, then ``to_do``; ``in_full`` after what the
    cell does not show.
    """
    meant, time = (day_meant(value), clock(value)) if isinstance(value, datetime) else (value, "")
    if time:
        return Reading(meant, confirm=f"{at_a_time.format(time)}: is it {in_words(meant)}? {to_do}")
    if missing := not_shown(number_format):
        return Reading(meant, confirm=f"Its cell shows no {missing}: is it {in_words(meant)}? {in_full}")
    return Reading(meant)


def quarter_of(said: str, calendar: Calendar) -> Quarter | None:
    """The quarter that a text names, as the calendar writes it; None where it names none."""
    try:
        return calendar.parse(said)
    except ValueError:
        return None


def clock(value: datetime) -> str:
    """The time of day, to the minute, or to the second where there are any; "" at midnight.

    A fraction of a second is what is left of a day kept as a decimal fraction, and no time.
    """
    value = _to_the_second(value)
    if not (value.hour or value.minute or value.second):
        return ""
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def day_meant(value: datetime) -> date:
    """The day that is meant by a day with a time of day.

    >>> day_meant(datetime(2010, 6, 29, 23, 0)), day_meant(datetime(2010, 6, 30, 17, 0))
    (datetime.date(2010, 6, 30), datetime.date(2010, 6, 30))
    """
    value = _to_the_second(value)
    end_of_the_day = value.hour == 23 and value.minute == 59 and value.second in (0, 59)
    return (value + timedelta(days=value.hour >= EVENING and not end_of_the_day)).date()


def not_shown(number_format: str) -> str | None:
    """What of a day its cell's format leaves out, "day" or "year"; None where it shows both, or is no date's.

    Excel makes a day of what is typed as Jun-10 or 30 June, the first of the month or this year's, and gives the cell
    such a format: whoever typed it never sees what was added.

    >>> not_shown("mmm-yy"), not_shown("d-mmm"), not_shown("[$-809]dddd, d mmmm yyyy")
    ('day', 'year', None)
    """
    shown = _NOT_SHOWN_AS_DATE.sub("", number_format.split(";")[0]).lower()
    if not re.search("[dmy]", shown):
        return None
    if not re.search("(?<!d)d{1,2}(?!d)", shown):
        return "day"
    return None if re.search("[yeb]", shown) else "year"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _to_the_second(value: datetime) -> datetime:
    more = value.microsecond >= 500_000 and value.year < 9999
    return value.replace(microsecond=0) + timedelta(seconds=more)
