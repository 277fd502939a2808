"""A financial quarter: Q1 is April to June, Q4 January to March."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")  # whose midnight ends a day: of a deadline, a receipt, an "as at"
_DATA = re.compile(r"^\s*(\d{4})\s*[-/]\s*(\d{2}|\d{4})[\s-]+Q([1-4])\s*$", re.IGNORECASE)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN = len("Q3 2009/2010")  # as long as one is without blanks to spare
_PEOPLE = re.compile(r"^\s*Q([1-4])\s+(\d{4})\s*[-/]\s*(\d{2}|\d{4})\s*$", re.IGNORECASE)


def day_of(text: str) -> date:
    """A day written like ``2010-07-22``; ValueError, in a plain sentence, for anything else, such as 20100722."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no day of the calendar
        pass
    raise ValueError(f'"{text}" is not a date. Write it like 2010-07-22.')


def to_the_second(at: datetime) -> str:
    """``22 July 2010 09:30:00 UTC``, of a moment of universal time: as receipts and sign-ins are told."""
    return f"{at:%d %B %Y %H:%M:%S} UTC"


ENTER_A_QUARTER = "Enter a quarter such as 2009-10 Q3."


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of the financial year that starts in April of ``year``.

    >>> str(Quarter(2009, 3)), Quarter(2009, 3).path, Quarter(2009, 3).people
    ('2009-10 Q3', '2009-10-Q3', 'Q3 2009/10')

    The text form sorts in time, so tables keep quarters as text.
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read ``2009-10 Q3``, ``2009-10-Q3`` or ``Q3 2009/10``; ValueError, in a plain sentence, for anything else."""
        said = str(text)
        return _known(said) if len(said) <= _WRITTEN else _parsed(said)

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that a day falls in."""
        return cls(day.year - (day.month < 4), (day.month - 4) % 12 // 3 + 1)

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
        """The financial year for people: ``2009/10``."""
        return f"{self.year:04d}/{(self.year + 1) % 100:02d}"

    @property
    def path(self) -> str:
        return str(self).replace(" ", "-")

    @property
    def people(self) -> str:
        return f"Q{self.number} {self.year_text}"

    @property
    def year_end(self) -> "Quarter":
        """Q4 of the same financial year, whose milestone is the year-end target."""
        return Quarter(self.year, 4)

    @property
    def first_day(self) -> date:
        month = 3 * self.number + 1
        return date(self.year + (month > 12), (month - 1) % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - timedelta(days=1)

    @property
    def ordinal(self) -> int:
        """Quarters since the year 0: the difference of two is the number of quarters between them."""
        return self.year * 4 + self.number - 1

    def plus(self, quarters: int) -> "Quarter":
        return _from_ordinal(self.ordinal + quarters)


def _parsed(said: str) -> Quarter:
    if match := _DATA.match(said):
        first, second, number = match.groups()
    elif match := _PEOPLE.match(said):
        number, first, second = match.groups()
    else:
        raise ValueError(f'"{said}" is not a quarter. Write it like 2009-10 Q3.')
    year = int(first)
    if int(second) % 100 != (year + 1) % 100 or (len(second) == 4 and int(second) != year + 1):
        raise ValueError(f'"{said}" is not a financial year: {year} is followed by {(year + 1) % 100:02d}.')
    if year == MAXYEAR:
        raise ValueError(f'"{said}" ends after the last day that can be written. Write it like 2009-10 Q3.')
    return Quarter(year, int(number))


_known = lru_cache(maxsize=1024)(_parsed)  # every row of every table names one of the same few


def _from_ordinal(ordinal: int) -> Quarter:
    year, number = divmod(ordinal, 4)
    return Quarter(year, number + 1)


def between(first: Quarter, last: Quarter) -> list[Quarter]:
    """Every quarter from the first to the last, both included; empty when the last is earlier."""
    return [_from_ordinal(n) for n in range(first.ordinal, last.ordinal + 1)]
