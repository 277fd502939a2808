"""Whether two texts name the same period: "Dec 2009" and "December 2009", "Oct-Dec 2009" and "2009-10 Q3".

A leaf beside `quarters`. Nothing is guessed: a text that is no period of a known form is only ever itself.
"""

import re
from collections.abc import Callable
from datetime import date

from oxdash.vocabulary.quarters import Quarter

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
}


def canonical(text: object) -> str:
    """One spelling for each period: ``2009-10 Q3``, ``2009-10`` (a financial year), ``month 2009-12``; else the text.

    Three months that are a financial quarter are that quarter. "2009-10" is a financial year here, never October.

    >>> canonical("Q3 2009/10"), canonical("October to December 2009"), canonical("Dec-09"), canonical("Spring  Survey")
    ('2009-10 Q3', '2009-10 Q3', 'month 2009-12', 'spring survey')
    """
    said = " ".join(str(text).split()).casefold().replace("\u2013", "-").replace("\u2014", "-").replace(" - ", "-")
    for word, number in _ORDINALS.items():
        said = said.removeprefix("the ").replace(f"{word} quarter", f"{number} quarter")
    for form, pattern in _FORMS.items():
        if (match := pattern.fullmatch(said)) and (found := _READ[form](*match.groups())):
            return found
    return said


def same(one: object, other: object) -> bool:
    """Whether two texts name one period."""
    return canonical(one) == canonical(other)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _following(first: str, second: str) -> int | None:
    """The year a financial year starts in, where the second is the one after it."""
    year = _full(first)
    return year if int(second) in (year + 1, (year + 1) % 100) else None


def _quarter(first: str, second: str, number: str) -> str | None:
    year = _following(first, second)
    return None if year is None else str(Quarter(year, int(number)))


def _named_month(year: str, month: int) -> str | None:
    return f"month {int(year):04d}-{month:02d}" if 1 <= month <= 12 else None


def _three_months(start: int, year_of_first: str | None, end: int, year: str) -> str | None:
    """A quarter where the three months are one."""
    one_year = year_of_first is None or _full(year_of_first) == _full(year)
    if not one_year or start not in (1, 4, 7, 10) or end != start + 2:
        return None
    return str(Quarter(_full(year) - (start == 1), (start - 4) % 12 // 3 + 1))


def _day(*found: str | None) -> date | None:
    """The day of one match of `_DAY`; None for none of the calendar."""
    said = next(found[at : at + 3] for at in (0, 3, 6) if found[at])
    day, month, year = (part or "" for part in (said[::-1] if found[6] else said))
    try:
        return date(int(year), int(month) if month.isdigit() else _month(month), int(day))
    except ValueError:
        return None


def _days(*found: str | None) -> str | None:
    """A quarter, or a financial year, where the days are its first and its last."""
    start, end = _day(*found[:9]), _day(*found[9:])
    if start is None or end is None:
        return None
    quarter = Quarter.of(end)
    if quarter.last_day != end:
        return None
    if start == quarter.first_day:
        return str(quarter)
    whole_year = quarter.number == 4 and start == date(end.year - 1, 4, 1)
    return f"{start.year:04d}-{end.year % 100:02d}" if whole_year else None


def _year(first: str, second: str) -> str | None:
    year = _following(first, second)
    return None if year is None else f"{year:04d}-{(year + 1) % 100:02d}"


_READ: dict[str, Callable[..., str | None]] = {
    "quarter": lambda number, ordinal, first, second: _quarter(first, second, number or ordinal),
    "quarter last": _quarter,
    "calendar quarter": lambda number, year: f"quarter {number} of {year}",
    "calendar quarter last": lambda year, number: f"quarter {number} of {year}",
    "months in figures": lambda first, year, last, year_of_last: _three_months(
        int(first), year, int(last), year_of_last
    ),
    "day": lambda *found: None if (day := _day(*found)) is None else f"day {day}",
    "days": _days,
    "months": lambda first, year, last, year_of_last: _three_months(_month(first), year, _month(last), year_of_last),
    "month": lambda month, year: _named_month(year, _month(month)),
    "month short": lambda month, year: _named_month(f"20{year}", _month(month)),
    "month number": lambda month, year: _named_month(year, int(month)),
    "number month": lambda year, month: _year(year, month) or _named_month(year, int(month)),
    "year": _year,
}
