"""Whether two texts name the same period: "Dec 2009" and "December 2009", "Oct-Dec 2009" and "2009-10 Q3".

A leaf beside `quarters`. Which months a quarter has, and how a year is written, is the council's calendar. Nothing is
guessed: a text that is no period of a known form is only ever itself.
"""

import re
from collections.abc import Callable
from datetime import date

from oxdash.vocabulary.quarters import Calendar, Quarter, year_of

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH += r"|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(\d{4})"
_FROM = r"(\d{4}|\d{2})"  # the first year of a financial one, where a quarter is named beside it
_DAY = rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH} {_YEAR}|(\d{{1,2}})[/.](\d{{1,2}})[/.]{_YEAR}"
_DAY += rf"|{_YEAR}-(\d{{2}})-(\d{{2}}))(?:[ t]00:00(?::00)?)?"
_NUMBERED = r"(?:(?:q|qtr|quarter) ?([1-4])|([1-4])(?:st|nd|rd|th) (?:qtr|quarter))"
_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th"}
_FORMS = {  # each a whole text, folded, dashes plain
    "quarter": re.compile(rf"{_NUMBERED}(?: of)?,? ?\(?{_FROM} ?[-/] ?(\d{{2}}|\d{{4}})\)?"),
    "quarter last": re.compile(rf"{_FROM} ?[-/] ?(\d{{2}}|\d{{4}}),?[ -]?(?:q|qtr|quarter) ?([1-4])"),
    "calendar quarter": re.compile(rf"(?:q|qtr|quarter) ?([1-4])[ -/]?{_YEAR}"),
    "calendar quarter last": re.compile(rf"{_YEAR}[ -/]?(?:q|qtr|quarter) ?([1-4])"),
    "months": re.compile(rf"{_MONTH}(?: ?'?(\d{{4}}|\d{{2}}))? ?(?:-|to) ?{_MONTH} ?'?(\d{{4}}|\d{{2}})"),
    "months in figures": re.compile(rf"(\d{{1,2}})/{_YEAR} ?(?:-|to) ?(\d{{1,2}})/{_YEAR}"),
    "day": re.compile(_DAY),
    "days": re.compile(rf"{_DAY} ?(?:-|to) ?{_DAY}"),
    "month": re.compile(rf"{_MONTH}[ -]{_YEAR}"),
    "month short": re.compile(rf"{_MONTH}[ -]'?(\d{{2}})"),
    "month number": re.compile(rf"(\d{{1,2}})/{_YEAR}"),
    "number month": re.compile(rf"{_YEAR}-(\d{{2}})"),
    "year": re.compile(rf"(?:(?:fy|financial year|year) ?)?{_YEAR} ?[-/] ?(\d{{2}}|\d{{4}})"),
    "calendar year": re.compile(rf"(?:(?:fy|calendar year|year) ?)?{_YEAR}"),
}


def canonical(text: object, calendar: Calendar) -> str:
    """One spelling for each period: ``2009-10 Q3``, ``2009-10`` (a year), ``month 2009-12``; else the text.

    Three months that are a quarter of the calendar are that quarter, and its years are written as it writes them. In a
    year that runs over into the next "2009-10" is that year and never October; where it begins in January "2026" is the
    year, and "2026-10" October.

    >>> april, january = Calendar(begins=4), Calendar(begins=1)
    >>> [canonical(said, april) for said in ("Q3 2009/10", "October to December 2009", "Dec-09", "Spring  Survey")]
    ['2009-10 Q3', '2009-10 Q3', 'month 2009-12', 'spring survey']
    >>> [canonical(said, january) for said in ("Q4 2026", "October to December 2026", "year 2026", "2009-10")]
    ['2026 Q4', '2026 Q4', '2026', 'month 2009-10']
    """
    said = " ".join(str(text).split()).casefold().replace("\u2013", "-").replace("\u2014", "-").replace(" - ", "-")
    for word, number in _ORDINALS.items():
        said = said.removeprefix("the ").replace(f"{word} quarter", f"{number} quarter")
    for form, pattern in _FORMS.items():
        if (match := pattern.fullmatch(said)) and (found := _READ[form](calendar, *match.groups())):
            return found
    return said


def same(one: object, other: object, calendar: Calendar) -> bool:
    """Whether two texts name one period."""
    return canonical(one, calendar) == canonical(other, calendar)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _following(first: str, second: str) -> int | None:
    """The year that one of two calendar years starts in, where the second is the one after it."""
    year = _full(first)
    return year if int(second) in (year + 1, (year + 1) % 100) else None


def _quarter(calendar: Calendar, first: str, second: str, number: str) -> str | None:
    year = _following(first, second)
    if year is None:
        return None
    named = Quarter(year, int(number), two_years=True)
    return str(named) if calendar.two_years else f"quarter {number} of {named.year_text}"


def _calendar_quarter(calendar: Calendar, year: str, number: str) -> str:
    """A quarter of a year named alone, which is the council's own only where its year is the calendar's."""
    return f"quarter {number} of {year}" if calendar.two_years else str(calendar.quarter(int(year), int(number)))


def _named_month(year: str, month: int) -> str | None:
    return f"month {int(year):04d}-{month:02d}" if 1 <= month <= 12 else None


def _months(calendar: Calendar, first: str, year_of_first: str | None, last: str, year: str) -> str | None:
    return _three_months(calendar, _month(first), year_of_first, _month(last), year)


def _three_months(calendar: Calendar, start: int, year_of_first: str | None, end: int, year: str) -> str | None:
    """A quarter where the three months are one."""
    in_year = _full(year) - (start > end) if year_of_first is None else _full(year_of_first)
    try:
        first = date(in_year, start, 1)
        quarter = calendar.quarter_of(first)
        last = calendar.last_day(quarter)
    except ValueError:  # no month, or no year that there is
        return None
    whole = calendar.first_day(quarter) == first and (last.year, last.month) == (_full(year), end)
    return str(quarter) if whole else None


def _day(*found: str | None) -> date | None:
    """The day of one match of `_DAY`; None for none of the calendar."""
    said = next(found[at : at + 3] for at in (0, 3, 6) if found[at])
    day, month, year = (part or "" for part in (said[::-1] if found[6] else said))
    try:
        return date(int(year), int(month) if month.isdigit() else _month(month), int(day))
    except ValueError:
        return None


def _days(calendar: Calendar, *found: str | None) -> str | None:
    """A quarter, or a year, where the days are its first and its last."""
    start, end = _day(*found[:9]), _day(*found[9:])
    if start is None or end is None:
        return None
    quarter = calendar.quarter_of(end)
    try:
        if calendar.last_day(quarter) != end:
            return None
    except ValueError:  # it would end after the last day that can be written
        return None
    if start == calendar.first_day(quarter):
        return str(quarter)
    whole_year = quarter.number == 4 and start == calendar.first_day(quarter.of_year(1))
    return year_of(str(quarter)) if whole_year else None


def _year(calendar: Calendar, first: str, second: str) -> str | None:
    year = _following(first, second)
    if year is None:
        return None
    return f"{year:04d}-{(year + 1) % 100:02d}" if calendar.two_years else f"{year:04d}/{(year + 1) % 100:02d}"


def _calendar_year(calendar: Calendar, year: str) -> str | None:
    return None if calendar.two_years else year


def _number_month(calendar: Calendar, year: str, month: str) -> str | None:
    """``2009-10``: a year where those run over into the next, else a month."""
    own = _year(calendar, year, month) if calendar.two_years else None
    return own or _named_month(year, int(month))


_READ: dict[str, Callable[..., str | None]] = {
    "quarter": lambda own, number, ordinal, first, second: _quarter(own, first, second, number or ordinal),
    "quarter last": _quarter,
    "calendar quarter": lambda own, number, year: _calendar_quarter(own, year, number),
    "calendar quarter last": _calendar_quarter,
    "months in figures": lambda own, first, year, last, year_of_last: _three_months(
        own, int(first), year, int(last), year_of_last
    ),
    "day": lambda _, *found: None if (day := _day(*found)) is None else f"day {day}",
    "days": _days,
    "months": _months,
    "month": lambda _, month, year: _named_month(year, _month(month)),
    "month short": lambda _, month, year: _named_month(f"20{year}", _month(month)),
    "month number": lambda _, month, year: _named_month(year, int(month)),
    "number month": _number_month,
    "year": _year,
    "calendar year": _calendar_year,
}
