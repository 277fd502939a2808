"""The quarters of a council's year, and the calendar that says on which days they begin and end.

A `Quarter` is a name and has no days: which they are depends on the month that the council's year begins in, which its
register says. Whoever needs days is given the `Calendar`; there is none to fall back on.
"""

import re
from calendar import month_name
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_YEAR = r"(?P<first>\d{4})(?:\s*[-/]\s*(?P<second>\d{2}|\d{4}))?"
_FORMS = (  # as data and paths write it, and as people do
    re.compile(rf"\s*{_YEAR}[\s-]+Q(?P<number>[1-4])\s*", re.IGNORECASE),
    re.compile(rf"\s*Q(?P<number>[1-4])\s+{_YEAR}\s*", re.IGNORECASE),
)
_WRITTEN = len("Q3 2009/2010")  # as long as one is without blanks to spare
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date:
    """A day written like ``2010-07-22``; ValueError, in a plain sentence, for anything else, such as 20100722."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no day of the calendar
        pass
    raise ValueError(f'"{text}" is not a date. Write it like 2010-07-22.')


def to_the_second(at: datetime, zone: ZoneInfo) -> str:
    """``22 July 2010 10:30:00 BST``, of a moment: as receipts and sign-ins are told, in the council's ``zone``."""
    return f"{at.astimezone(zone):%d %B %Y %H:%M:%S %Z}"


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of the year that begins in ``year``; ``two_years``: that year runs on into the next one.

    A year that begins in January is written alone, any other with both of its calendar years.

    >>> str(Quarter(2009, 3, two_years=True)), Quarter(2009, 3, two_years=True).path
    ('2009-10 Q3', '2009-10-Q3')
    >>> str(Quarter(2026, 1, two_years=False)), Quarter(2026, 1, two_years=False).people
    ('2026 Q1', 'Q1 2026')

    The text form sorts in time among those of one calendar, so tables keep quarters as text.
    """

    year: int
    number: int
    two_years: bool

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read ``2009-10 Q3``, ``2009-10-Q3`` or ``Q3 2009/10``, and ``2026 Q1``, ``2026-Q1`` or ``Q1 2026``.

        ValueError, in a plain sentence, for anything else. What a person typed is read by `Calendar.parse`, which
        takes one of the two forms only.
        """
        return _read(str(text), "2009-10 Q3 or 2026 Q1")

    def among(self, named: str) -> bool:
        """Whether it is one of the quarters named: ``Q4`` of every year, or ``2008-09 Q4; 2010-11 Q4``.

        >>> Quarter.parse("2009-10 Q4").among("Q2; Q4"), Quarter.parse("2009-10 Q4").among("2008-09 Q4")
        (True, False)
        """
        return any(one.strip() in (f"Q{self.number}", str(self)) for one in named.split(";"))

    def __str__(self) -> str:
        return f"{self.year_text.replace('/', '-')} Q{self.number}"

    @property
    def year_text(self) -> str:
        """Its year for people: ``2009/10``, or ``2026``."""
        return f"{self.year:04d}/{(self.year + 1) % 100:02d}" if self.two_years else f"{self.year:04d}"

    @property
    def path(self) -> str:
        return str(self).replace(" ", "-")

    @property
    def people(self) -> str:
        return f"Q{self.number} {self.year_text}"

    def of_year(self, number: int) -> "Quarter":
        """Another quarter of the same year."""
        return replace(self, number=number)

    @property
    def year_end(self) -> "Quarter":
        """Q4 of the same year, whose milestone is the year-end target."""
        return self.of_year(4)

    @property
    def ordinal(self) -> int:
        """Quarters since the year 0: the difference of two is the number of quarters between them."""
        return self.year * 4 + self.number - 1

    def plus(self, quarters: int) -> "Quarter":
        year, number = divmod(self.ordinal + quarters, 4)
        return Quarter(year, number + 1, self.two_years)


def _parsed(said: str, like: str) -> Quarter:
    match = next((match for form in _FORMS if (match := form.fullmatch(said))), None)
    if match is None:
        raise ValueError(f'"{said}" is not a quarter. Write it like {like}.')
    year, second = int(match["first"]), match["second"]
    if second and (int(second) % 100 != (year + 1) % 100 or (len(second) == 4 and int(second) != year + 1)):
        raise ValueError(f'"{said}" is not a financial year: {year} is followed by {(year + 1) % 100:02d}.')
    if year == MAXYEAR:
        raise ValueError(f'"{said}" ends after the last day that can be written. Write it like {like}.')
    return Quarter(year, int(match["number"]), second is not None)


_known = lru_cache(maxsize=1024)(_parsed)  # every row of every table names one of the same few


def _read(said: str, like: str) -> Quarter:
    return (_known if len(said) <= _WRITTEN else _parsed)(said, like)


def between(first: Quarter, last: Quarter) -> list[Quarter]:
    """Every quarter from the first to the last, both included; empty when the last is earlier."""
    return [first.plus(n) for n in range(last.ordinal - first.ordinal + 1)]


def year_of(quarter: str) -> str:
    """The year of a quarter, both as data writes them: ``2009-10`` of ``2009-10 Q3``, ``2026`` of ``2026 Q1``."""
    return quarter[: -len(" Q3")]


@dataclass(frozen=True)
class Calendar:
    """A council's year: it begins on the first day of the month ``begins``, 1 to 12, and is named by that year.

    >>> april, january = Calendar(begins=4), Calendar(begins=1)
    >>> str(april.quarter_of(date(2010, 1, 31))), str(january.quarter_of(date(2010, 1, 31)))
    ('2009-10 Q4', '2010 Q1')
    >>> april.months(april.parse("Q3 2009/10")), january.ask
    ('October to December 2009', 'Enter a quarter such as 2026 Q1.')
    """

    begins: int

    def __post_init__(self) -> None:
        if self.begins not in range(1, 13):
            raise ValueError(f"A year begins in a month from 1 to 12, not in {self.begins}.")

    @property
    def two_years(self) -> bool:
        return self.begins != 1

    @property
    def of_the_other_form(self) -> "Calendar":
        """A year whose quarters are written the other way; which of its months it begins in says nothing."""
        return Calendar(begins=1 if self.two_years else 4)

    @property
    def begins_in(self) -> str:
        """The month's name: ``April``."""
        return month_name[self.begins]

    @property
    def year_called(self) -> str:
        """What a year is called that is not that of the calendar on the wall: ``financial year``."""
        return "financial year" if self.two_years else "year"

    @property
    def example(self) -> Quarter:
        return self.quarter(2009, 3) if self.two_years else self.quarter(2026, 1)

    @property
    def ask(self) -> str:
        return f"Enter a quarter such as {self.example}."

    def quarter(self, year: int, number: int) -> Quarter:
        """A quarter of the year that begins in ``year``."""
        return Quarter(year, number, self.two_years)

    def parse(self, text: str) -> Quarter:
        """Read a quarter as this calendar writes it, with blanks and case as they come.

        ValueError, in a plain sentence, for anything else, the other form of a quarter too.
        """
        found = _read(str(text), str(self.example))
        if found.two_years != self.two_years:
            raise ValueError(f'"{text}" is not a quarter {self.where}. Write it like {self.example}.')
        return found

    def has(self, quarter: str) -> bool:
        """Whether a quarter, as data writes it, is one of this calendar."""
        return Quarter.parse(quarter).two_years == self.two_years

    @property
    def where(self) -> str:
        """Of what is so at this council alone: what sets its year apart."""
        return f"here, where a year begins in {self.begins_in}"

    def first_day(self, quarter: Quarter) -> date:
        month = self.begins + 3 * (quarter.number - 1)
        return date(quarter.year + (month > 12), (month - 1) % 12 + 1, 1)

    def last_day(self, quarter: Quarter) -> date:
        return self.first_day(quarter.plus(1)) - timedelta(days=1)

    def quarter_of(self, day: date) -> Quarter:
        """The quarter that a day falls in."""
        return self.quarter(day.year - (day.month < self.begins), (day.month - self.begins) % 12 // 3 + 1)

    def months(self, quarter: Quarter) -> str:
        """The three months of a quarter: ``October to December 2009``, ``November 2009 to January 2010``."""
        first, last = self.first_day(quarter), self.last_day(quarter)
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first:%B}{year} to {last:%B} {last.year}"
