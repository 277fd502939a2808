"""Whether two texts name the same period: "Dec 2009" and "December 2009", "Oct-Dec 2009" and "2009-10 Q3".

A leaf beside `quarters`. Nothing is guessed: a text that is no period of a known form is only ever itself.
"""

import re

from oxdash.quarters import Quarter

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH += r"|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(\d{4})"
_FORMS = {  # each a whole text, folded, dashes plain
    "quarter": re.compile(rf"(?:q|qtr|quarter) ?([1-4]),? ?\(?{_YEAR} ?[-/] ?(\d{{2}}|\d{{4}})\)?"),
    "quarter last": re.compile(rf"{_YEAR} ?[-/] ?(\d{{2}}|\d{{4}}),?[ -]?(?:q|qtr|quarter) ?([1-4])"),
    "months": re.compile(rf"{_MONTH}(?: {_YEAR})? ?(?:-|to) ?{_MONTH} {_YEAR}"),
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
    for form, pattern in _FORMS.items():
        if (match := pattern.fullmatch(said)) and (found := _READ[form](*match.groups())):
            return found
    return said


def same(one: object, other: object) -> bool:
    """Whether two texts name one period."""
    return canonical(one) == canonical(other)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _following(first: str, second: str) -> int | None:
    """The year a financial year starts in, where the second is the one after it."""
    year = int(first)
    return year if int(second) in (year + 1, (year + 1) % 100) else None


def _quarter(first: str, second: str, number: str) -> str | None:
    year = _following(first, second)
    return None if year is None else str(Quarter(year, int(number)))


def _named_month(year: str, month: int) -> str | None:
    return f"month {int(year):04d}-{month:02d}" if 1 <= month <= 12 else None


def _months(first: str, year_of_first: str | None, last: str, year: str) -> str | None:
    """A quarter where the three months are one."""
    start, end = _month(first), _month(last)
    one_year = year_of_first in (None, year)
    if not one_year or start not in (1, 4, 7, 10) or end != start + 2:
        return None
    return str(Quarter(int(year) - (start == 1), (start - 4) % 12 // 3 + 1))


def _year(first: str, second: str) -> str | None:
    year = _following(first, second)
    return None if year is None else f"{year:04d}-{(year + 1) % 100:02d}"


_READ = {
    "quarter": lambda number, first, second: _quarter(first, second, number),
    "quarter last": _quarter,
    "months": _months,
    "month": lambda month, year: _named_month(year, _month(month)),
    "month short": lambda month, year: _named_month(f"20{year}", _month(month)),
    "month number": lambda month, year: _named_month(year, int(month)),
    "number month": lambda year, month: _year(year, month) or _named_month(year, int(month)),
    "year": _year,
}
