"""The period of a published figure: one spelling for each, and the day it ends on.

Beside what people call a period (`vocabulary.periods`) publishers have years put together: ``2006 - 08``.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from oxdash.vocabulary import periods, wording
from oxdash.vocabulary.quarters import Calendar, Quarter

ASK = "Write the period as 2008/09, 2008, 2006 - 08 or Q3 2009/10."
_POOLED = re.compile(r"(\d{4})\s*[-\u2013]\s*(\d{2}|\d{4})", re.ASCII)
_POOLED_TWO = re.compile(r"(\d{4})[/-](\d{2})\s+[-\u2013]\s+(?:(\d{4})|(\d{2}))[/-](\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_TWO_YEARS = re.compile(r"(\d{4})[-/](\d{2})", re.ASCII)
_MONTH = re.compile(r"month (\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"day (\d{4}-\d{2}-\d{2})", re.ASCII)
_QUARTER = re.compile(r"quarter ([1-4]) of (\d{4})", re.ASCII)


class Period(NamedTuple):
    """``named`` as data writes it, and its last day."""

    named: str
    ends: date


def read(text: str, calendar: Calendar) -> Period | None:
    """The period that a publisher's words name; None where they name none that is known.

    A year over two calendar years that is not the council's own kind ends, for all that is known, with the second: it
    is compared with nothing before that is over.

    >>> [read(said, Calendar(begins=4)).named for said in ("2008/09", "2008", "2006 - 08", "2008/09 - 10/11")]
    ['2008-09', '2008', '2006 to 2008', '2008-09 to 2010-11']
    >>> read("2001 - 02", Calendar(begins=4)).named, read("2001 - 03", Calendar(begins=4)).ends
    ('2001-02', datetime.date(2003, 12, 31))
    """
    try:
        return _read(" ".join(text.split()), calendar)
    except ValueError:  # a year or a day that no calendar has
        return None


def _read(said: str, calendar: Calendar) -> Period | None:
    if match := _POOLED_TWO.fullmatch(said):
        first, last = int(match[1]), int(match[3] or f"{match[1][:2]}{match[4]}")
        if int(match[2]) == (first + 1) % 100 and int(match[5]) == (last + 1) % 100 and first < last:
            ends = calendar.last_day(calendar.quarter(last, 4)) if calendar.two_years else date(last + 1, 12, 31)
            return Period(f"{first}-{match[2]} to {last}-{match[5]}", ends)
        return None
    if match := _POOLED.fullmatch(said):
        first, last = int(match[1]), int(match[2] if len(match[2]) == 4 else f"{match[1][:2]}{match[2]}")
        if last > first + 1:
            return Period(f"{first} to {last}", date(last, 12, 31))
    named = periods.canonical(said, calendar)
    until = _ends(named, calendar)
    return None if until is None else Period(named, until)


def _ends(named: str, calendar: Calendar) -> date | None:
    try:
        return calendar.last_day(Quarter.parse(named))
    except ValueError:
        pass
    if _YEAR.fullmatch(named):
        return date(int(named), 12, 31)
    if (match := _TWO_YEARS.fullmatch(named)) and int(match[2]) == (int(match[1]) + 1) % 100:
        year = int(match[1])
        return calendar.last_day(calendar.quarter(year, 4)) if calendar.two_years else date(year + 1, 12, 31)
    if match := _MONTH.fullmatch(named):
        return date(int(match[1]), int(match[2]), monthrange(int(match[1]), int(match[2]))[1])
    if match := _DAY.fullmatch(named):
        return date.fromisoformat(match[1])
    if match := _QUARTER.fullmatch(named):
        month = 3 * int(match[1])
        return date(int(match[2]), month, monthrange(int(match[2]), month)[1])
    return None


def people(named: str) -> str:
    """``2008-09`` for people: ``2008/09``; ``2009-10 Q3``: ``Q3 2009/10``.

    >>> people("2008-09"), people("2008-09 to 2010-11"), people("2009-10 Q3"), people("month 2009-12")
    ('2008/09', '2008/09 to 2010/11', 'Q3 2009/10', 'December 2009')
    """
    if match := _MONTH.fullmatch(named):
        return f"{date(int(match[1]), int(match[2]), 1):%B %Y}"
    if match := _DAY.fullmatch(named):
        return wording.day(date.fromisoformat(match[1]))
    return " to ".join(wording.period(part) for part in named.split(" to "))


def own_quarter(named: str, calendar: Calendar) -> str | None:
    """The quarter that ends a period of the council's own, as data writes it; Q4 of a year; None for any other."""
    try:
        return str(calendar.parse(named))
    except ValueError:
        pass
    own = _TWO_YEARS if calendar.two_years else _YEAR
    match = own.fullmatch(named)
    return str(calendar.quarter(int(match[1]), 4)) if match else None
