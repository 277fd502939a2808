"""A day cell that holds a time of day as well: which day is meant.

A program that reckons in another zone than the one it is used in keeps a local midnight as the evening before: 23:00 in
a British summer, 22:00 in a continental one. A time of the working day, such as a deadline at 17:00, belongs to its own
day, and so does 23:59, by which people mean the end of it. Whichever it is, the officer is asked.
"""

import re
from datetime import date, datetime, timedelta

EVENING = 21  # o'clock; from here on the midnight that follows is meant


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


_NOT_SHOWN_AS_DATE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|AM/PM|A/P', re.IGNORECASE)


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


def not_in_full(missing: str, meant: date) -> str:
    """The question about a day of which its cell shows no ``missing`` (`not_shown`)."""
    return f"Its cell shows no {missing}: is it {in_words(meant)}?"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _to_the_second(value: datetime) -> datetime:
    more = value.microsecond >= 500_000 and value.year < 9999
    return value.replace(microsecond=0) + timedelta(seconds=more)
